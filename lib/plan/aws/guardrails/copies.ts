/**
 * No copy leaves the country. A copy that its destination asks for (`ec2:CopySnapshot`, `rds:CopyDBSnapshot`, a new
 * replica) is stopped by the region deny; these are the ones that the source sets up, and those that share.
 */
import { administrators, deployment, unless } from './roles';
import type { GuardrailContext, GuardrailStatement } from './types';

export function copies(context: GuardrailContext): GuardrailStatement[] {
  const { regions, partition } = context;
  return [
    {
      // None of these names its destination in a condition key: a template does, and the checks judge it.
      Sid: 'ReplicationIsDeployed',
      Effect: 'Deny',
      Action: [
        's3:PutReplicationConfiguration',
        'ecr:PutReplicationConfiguration',
        'elasticfilesystem:CreateReplicationConfiguration',
      ],
      Resource: '*',
      Condition: unless(deployment(context)),
    },
    {
      Sid: 'NoStoreOfManyRegions',
      Effect: 'Deny',
      Action: [
        'dynamodb:CreateGlobalTable',
        'dynamodb:UpdateGlobalTable',
        'elasticache:CreateGlobalReplicationGroup',
        'memorydb:CreateMultiRegionCluster',
        'rds:CreateGlobalCluster',
        'redshift:EnableSnapshotCopy',
      ],
      Resource: '*',
    },
    {
      Sid: 'BackupsStayInTheCountry',
      Effect: 'Deny',
      Action: 'backup:CopyFromBackupVault',
      Resource: '*',
      Condition: {
        'ForAnyValue:ArnNotLike': {
          'backup:CopyTargets': regions.map((region) => `arn:${partition}:backup:${region}:*:backup-vault:*`),
        },
      },
    },
    {
      // A vault's lock takes days to set; until then, and for what the lock does not cover, this holds.
      Sid: 'BackupsAreKept',
      Effect: 'Deny',
      Action: [
        'backup:DeleteBackupPlan',
        'backup:DeleteBackupSelection',
        'backup:DeleteBackupVault',
        'backup:DeleteBackupVaultAccessPolicy',
        'backup:DeleteBackupVaultLockConfiguration',
        'backup:DeleteRecoveryPoint',
        'backup:PutBackupVaultAccessPolicy',
        'backup:PutBackupVaultLockConfiguration',
        'backup:UpdateBackupPlan',
        'backup:UpdateRecoveryPointLifecycle',
        'backup:UpdateRegionSettings',
      ],
      Resource: '*',
      Condition: unless(deployment(context)),
    },
    {
      Sid: 'SecretsStayInTheCountry',
      Effect: 'Deny',
      Action: ['secretsmanager:CreateSecret', 'secretsmanager:ReplicateSecretToRegions'],
      Resource: '*',
      Condition: { 'ForAnyValue:StringNotEquals': { 'secretsmanager:AddReplicaRegions': regions } },
    },
    {
      Sid: 'NothingIsSharedOneByOne',
      Effect: 'Deny',
      Action: [
        'ec2:ModifyImageAttribute',
        'ec2:ModifySnapshotAttribute',
        'ec2:ModifyVpcEndpointServicePermissions',
        'rds:ModifyDBClusterSnapshotAttribute',
        'rds:ModifyDBSnapshotAttribute',
        'redshift:AuthorizeDataShare',
        'redshift:AuthorizeSnapshotAccess',
        'ssm:ModifyDocumentPermission',
      ],
      Resource: '*',
      Condition: unless(administrators(context)),
    },
    {
      // A new share that does not say admits outsiders.
      Sid: 'SharesAreMadeForTheOrganisation',
      Effect: 'Deny',
      Action: 'ram:CreateResourceShare',
      Resource: '*',
      Condition: { BoolIfExists: { 'ram:RequestedAllowsExternalPrincipals': 'true' } },
    },
    {
      Sid: 'SharesStayInTheOrganisation',
      Effect: 'Deny',
      Action: 'ram:UpdateResourceShare',
      Resource: '*',
      Condition: { Bool: { 'ram:RequestedAllowsExternalPrincipals': 'true' } },
    },
  ];
}
