import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { policy, type Statement, sub } from '../text';

/** Keys in a region, named by alias so that a role and a key do not wait for each other. */
export interface KeysByAlias {
  readonly region: string;
  readonly aliases: readonly string[];
}

/** Buckets of a region and their keys. */
export interface Store extends KeysByAlias {
  readonly buckets: readonly string[];
}

export interface BackupRolesProps {
  /** Names of the roles. */
  readonly backup: string;
  readonly restore: string;
  /** What is backed up, and written back to. */
  readonly source: Store;
  /**
   * Copies in a second region of the country, written back to where the first is lost.
   * @default - none
   */
  readonly copies?: Store;
  /** ARNs of the vaults: the one backed up into, and those its backups are copied to. */
  readonly vaults: readonly string[];
  /** Keys of those vaults. */
  readonly vaultKeys: readonly KeysByAlias[];
}

/**
 * What AWS Backup may do: one role reads the buckets and writes the vaults, another writes the buckets. Neither does
 * the other's work, and neither knows another bucket, which the vendor's own policies
 * (AWSBackupServiceRolePolicyForS3Backup and its like) do not hold to.
 */
export class BackupRoles extends Construct {
  readonly backupArn: string;
  readonly restoreArn: string;

  constructor(scope: Construct, id: string, props: BackupRolesProps) {
    super(scope, id);
    this.backupArn = this.role('Backup', props.backup, 'AWS Backup reads the data and fills the vault', reads(props));
    this.restoreArn = this.role('Restore', props.restore, 'AWS Backup writes data back', writesBack(props));
  }

  private role(id: string, roleName: string, description: string, statements: Statement[]): string {
    const role = new CfnRole(this, id, {
      roleName,
      description,
      assumeRolePolicyDocument: policy([
        {
          Sid: 'AwsBackup',
          Effect: 'Allow',
          Principal: { Service: 'backup.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ]),
      policies: [{ policyName: 'in-the-country', policyDocument: policy(statements) }],
    });
    return role.attrArn;
  }
}

const allow = (
  Sid: string,
  Action: readonly string[],
  Resource: Statement['Resource'],
  Condition?: Statement['Condition'],
): Statement => ({ Sid, Effect: 'Allow', Action, Resource, ...(Condition ? { Condition } : {}) });

const bucketArns = (names: readonly string[], path = ''): string[] =>
  names.map((name) => sub(`arn:\${AWS::Partition}:s3:::${name}${path}`));
const keysIn = (region: string): string => sub(`arn:\${AWS::Partition}:kms:${region}:\${AWS::AccountId}:key/*`);
const named = (aliases: readonly string[]) => ({ 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': aliases } });
const throughS3 = ({ region, aliases }: KeysByAlias) => ({
  StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
  ...named(aliases),
});

function reads({ source, vaults, vaultKeys }: BackupRolesProps): Statement[] {
  return [
    allow(
      'ReadBuckets',
      [
        's3:GetBucketAcl',
        's3:GetBucketLocation',
        's3:GetBucketNotification',
        's3:GetBucketTagging',
        's3:GetBucketVersioning',
        's3:GetInventoryConfiguration',
        's3:ListBucket',
        's3:ListBucketVersions',
        's3:PutBucketNotification',
        's3:PutInventoryConfiguration',
      ],
      bucketArns(source.buckets),
    ),
    allow(
      'ReadObjects',
      [
        's3:GetObject',
        's3:GetObjectAcl',
        's3:GetObjectTagging',
        's3:GetObjectVersion',
        's3:GetObjectVersionAcl',
        's3:GetObjectVersionTagging',
      ],
      bucketArns(source.buckets, '/*'),
    ),
    allow('Decrypt', ['kms:Decrypt', 'kms:DescribeKey'], keysIn(source.region), throughS3(source)),
    allow(
      'HearOfChanges',
      [
        'events:DeleteRule',
        'events:DescribeRule',
        'events:DisableRule',
        'events:EnableRule',
        'events:ListTargetsByRule',
        'events:PutRule',
        'events:PutTargets',
        'events:RemoveTargets',
      ],
      sub(`arn:\${AWS::Partition}:events:${source.region}:\${AWS::AccountId}:rule/AwsBackupManagedRule*`),
    ),
    allow(
      // None of these names a resource.
      'FindBucketsAndTheirSize',
      ['cloudwatch:GetMetricData', 'events:ListRules', 's3:ListAllMyBuckets', 'tag:GetResources'],
      '*',
    ),
    allow('FillVaults', ['backup:CopyIntoBackupVault', 'backup:DescribeBackupVault'], vaults.map(sub)),
    allow(
      'CopyAndTagRecoveryPoints',
      ['backup:CopyFromBackupVault', 'backup:TagResource'],
      [...new Set([source, ...vaultKeys].map(({ region }) => region))].map((region) =>
        sub(`arn:\${AWS::Partition}:backup:${region}:\${AWS::AccountId}:recovery-point:*`),
      ),
    ),
    ...grants(vaultKeys),
  ];
}

function writesBack({ source, copies, vaultKeys }: BackupRolesProps): Statement[] {
  const stores = [source, ...(copies ? [copies] : [])];
  const buckets = stores.flatMap((store) => store.buckets);
  return [
    allow(
      'FindBuckets',
      [
        's3:GetBucketLocation',
        's3:GetBucketOwnershipControls',
        's3:GetBucketVersioning',
        's3:ListBucket',
        's3:ListBucketVersions',
      ],
      bucketArns(buckets),
    ),
    allow(
      'WriteObjects',
      [
        's3:GetObject',
        's3:GetObjectAcl',
        's3:GetObjectTagging',
        's3:GetObjectVersion',
        's3:GetObjectVersionAcl',
        's3:ListMultipartUploadParts',
        's3:PutObject',
        's3:PutObjectTagging',
      ],
      bucketArns(buckets, '/*'),
    ),
    ...stores.map((store, index) =>
      allow(
        `EncryptInStore${index + 1}`,
        ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
        keysIn(store.region),
        throughS3(store),
      ),
    ),
    ...grants(vaultKeys),
  ];
}

/** AWS Backup opens a vault by a grant on its key. */
const grants = (keys: readonly KeysByAlias[]): Statement[] =>
  keys.flatMap(({ region, aliases }, index) => [
    allow(`GrantOnVault${index + 1}`, ['kms:CreateGrant'], keysIn(region), {
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
      ...named(aliases),
    }),
    allow(`SeeKeyOfVault${index + 1}`, ['kms:DescribeKey'], keysIn(region), named(aliases)),
  ]);
