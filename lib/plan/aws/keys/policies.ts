/**
 * Policies of keys: one source for the keys that CloudFormation makes and for those made out of band, whose policy
 * stands beside the runbook. Administrators cannot use a key, users cannot administer it, and everyone else comes
 * through a service of the key's own region.
 */
import { ACCOUNT_ROOT, roleArn, type Statement } from '../policy';
import type { KeyUse } from './types';

const CRYPTOGRAPHY = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'];
const USE = [...CRYPTOGRAPHY, 'kms:DescribeKey'];

/** Everything an administrator needs and nothing that reads data: no Encrypt, Decrypt, GenerateDataKey or CreateGrant. */
const ADMINISTER = [
  'CancelKeyDeletion',
  'CreateAlias',
  'DeleteAlias',
  'DescribeKey',
  'DisableKey',
  'EnableKey',
  'EnableKeyRotation',
  'GetKeyPolicy',
  'GetKeyRotationStatus',
  'ListAliases',
  'ListGrants',
  'ListKeyPolicies',
  'ListKeyRotations',
  'ListResourceTags',
  'ListRetirableGrants',
  'PutKeyPolicy',
  'RevokeGrant',
  'RotateKeyOnDemand',
  'ScheduleKeyDeletion',
  'TagResource',
  'UntagResource',
  'UpdateAlias',
  'UpdateKeyDescription',
].map((action) => `kms:${action}`);

/** `kms:ViaService` of a service in the region of the stack: this suffix in every partition, says KMS. */
const via = (service: string): string => `${service}.\${AWS::Region}.amazonaws.com`;
const OWN = { 'kms:CallerAccount': '${AWS::AccountId}' };

/** Tag of a pod's session: EKS Pod Identity sets it, and no pod can choose it. */
export const TENANT_TAG = 'aws:PrincipalTag/kubernetes-namespace';

/** S3 sends the bucket with a bucket key, the object without. */
const forBuckets = (arns: readonly string[]) => ({
  StringLike: { 'kms:EncryptionContext:aws:s3:arn': arns.flatMap((arn) => [arn, `${arn}/*`]) },
});

/** The whole policy of a key, in the order a reviewer reads it. */
export function keyStatements({ through = [], buckets, accounts, tenant, statements = [] }: KeyUse): Statement[] {
  const use = (Sid: string, AWS: unknown, own: Record<string, string>): Statement => ({
    Sid,
    Effect: 'Allow',
    Principal: { AWS },
    Action: buckets ? CRYPTOGRAPHY : USE,
    Resource: '*',
    Condition: {
      StringEquals: { 'kms:ViaService': through.map(via), ...own, ...(tenant ? { [TENANT_TAG]: tenant } : {}) },
      ...(buckets ? forBuckets(buckets) : {}),
    },
  });
  return [
    {
      Sid: 'AdministerWithoutUse',
      Effect: 'Allow',
      Principal: { AWS: ACCOUNT_ROOT },
      Action: ADMINISTER,
      Resource: '*',
    },
    ...(through.length > 0 ? [use('UseThroughServicesOfTheRegion', ACCOUNT_ROOT, OWN)] : []),
    ...(through.length > 0 && accounts ? [use('CellAccountsUseThroughServices', accounts, {})] : []),
    ...statements,
  ];
}

const oneOrMore = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? (values[0] as string) : values;

/** CloudWatch Logs encrypts the named log groups of this account and region, and nothing else. */
export const forLogGroups = (...patterns: [string, ...string[]]): Statement => ({
  Sid: 'CloudWatchLogsForTheNamedGroups',
  Effect: 'Allow',
  Principal: { Service: 'logs.${AWS::Region}.${AWS::URLSuffix}' },
  Action: USE,
  Resource: '*',
  Condition: {
    ArnLike: {
      'kms:EncryptionContext:aws:logs:arn': oneOrMore(
        patterns.map(
          (pattern) => `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${pattern}`,
        ),
      ),
    },
  },
});

/** Grants to AWS resources through one service: what a volume, a repository or a cluster needs to keep its key. */
const grants = (
  Sid: string,
  service: string,
  actions: string[],
  condition: Statement['Condition'] = {},
): Statement => ({
  Sid,
  Effect: 'Allow',
  Principal: { AWS: ACCOUNT_ROOT },
  Action: ['kms:CreateGrant', ...actions],
  Resource: '*',
  Condition: { StringEquals: { 'kms:ViaService': via(service), ...OWN }, ...condition },
});

const FOR_RESOURCES = { Bool: { 'kms:GrantIsForAWSResource': 'true' } };

/**
 * EC2 Auto Scaling starts nodes with encrypted volumes, and whoever attaches a volume grants EC2 its key; both grant
 * to AWS resources only. The service-linked role must be there before the key is made: KMS refuses a policy that names
 * one it does not know.
 */
export function forVolumes(): Statement[] {
  const AWS = roleArn('aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling');
  return [
    { Sid: 'AutoScalingUsesVolumes', Effect: 'Allow', Principal: { AWS }, Action: USE, Resource: '*' },
    {
      Sid: 'AutoScalingGrantsToVolumes',
      Effect: 'Allow',
      Principal: { AWS },
      Action: 'kms:CreateGrant',
      Resource: '*',
      Condition: FOR_RESOURCES,
    },
    grants('VolumesGrantThroughEc2', 'ec2', [], FOR_RESOURCES),
  ];
}

/** Alarms of the account and region, as CloudWatch says whom it speaks for. */
export const FOR_ALARMS = {
  StringEquals: { 'aws:SourceAccount': '${AWS::AccountId}' },
  ArnLike: { 'aws:SourceArn': 'arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:*' },
};

/** CloudWatch encrypts what alarms of this account say to a topic. */
export const forAlarms = (): Statement => ({
  Sid: 'AlarmsOfThisAccountSpeak',
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  Resource: '*',
  Condition: FOR_ALARMS,
});

/** ECR encrypts layers by a grant that whoever makes the repository gives it, through ECR of this region only. */
export const forRegistry = (): Statement =>
  grants('RepositoriesGrantThroughEcr', 'ecr', ['kms:RetireGrant', 'kms:DescribeKey']);

/**
 * EKS wraps Kubernetes secrets: the cluster's role uses the key, the deployer grants through EKS only. The role is
 * named in a condition, so that a key made out of band can be there before it.
 */
export function forCluster(role: string): Statement[] {
  return [
    {
      Sid: 'ClusterWrapsSecrets',
      Effect: 'Allow',
      Principal: { AWS: ACCOUNT_ROOT },
      Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey', 'kms:ListGrants'],
      Resource: '*',
      Condition: { ArnEquals: { 'aws:PrincipalArn': roleArn(role) } },
    },
    grants('DeployerGrantsThroughEks', 'eks', ['kms:DescribeKey']),
  ];
}

/** S3 reads what it copies to the recovery region, as the role that copies. */
export const forReplication = (role: string, bucket: string): Statement => ({
  Sid: 'ReplicationReadsWhatItCopies',
  Effect: 'Allow',
  Principal: { AWS: ACCOUNT_ROOT },
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition: {
    StringEquals: { 'kms:ViaService': via('s3') },
    ArnEquals: { 'aws:PrincipalArn': roleArn(role) },
    ...forBuckets([bucket]),
  },
});

/** S3 encrypts what delivery streams write to a bucket, as the role of each. */
export const forStreams = (roles: readonly string[], accounts: readonly string[], bucket: string): Statement => ({
  Sid: 'StreamsWriteThroughS3',
  Effect: 'Allow',
  Principal: { AWS: accounts },
  Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  Resource: '*',
  Condition: {
    StringEquals: { 'kms:ViaService': via('s3') },
    ArnLike: { 'aws:PrincipalArn': roles },
    ...forBuckets([bucket]),
  },
});

/** A delivery stream keeps its key by a grant that whoever makes it gives, through Firehose only. */
export const forStream = (): Statement => grants('StreamsGrantThroughFirehose', 'firehose', ['kms:DescribeKey']);

/** A file system keeps its key by a grant; used with `through: ['fsx']`. */
export const forFileSystem = (): Statement => grants('FileSystemsGrantThroughFsx', 'fsx', []);

/** A backup vault keeps its key by a grant; used with `through: ['backup']`. */
export const forVault = (): Statement => grants('VaultsGrantThroughBackup', 'backup', ['kms:RetireGrant']);

/**
 * Roles that FSx takes to read and write buckets for a file system, one each: nobody else can take them. The account
 * is left to a condition beside it, since the accounts may be a list parameter.
 */
export const FILE_SYSTEM_ROLES =
  'arn:${AWS::Partition}:iam::*:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_*';

/**
 * File systems of the account itself read and write the buckets they are linked to: their role has no rights on keys
 * of its own, so the key names it. Those of other accounts come as principals of theirs.
 */
export const forLinkedFileSystems = (buckets: readonly string[]): Statement => ({
  Sid: 'LinkedFileSystemsThroughS3',
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: CRYPTOGRAPHY,
  Resource: '*',
  Condition: {
    StringEquals: { 'kms:ViaService': via('s3'), ...OWN },
    ArnLike: { 'aws:PrincipalArn': FILE_SYSTEM_ROLES },
    ...forBuckets(buckets),
  },
});

/** AWS Backup reads a bucket whose key is a tenant's, and writes it back, as a role for each. */
export const forBackup = (roles: { readonly backup: string; readonly restore: string }, bucket: string): Statement[] =>
  [
    ['BackupReads', roles.backup, ['kms:Decrypt']] as const,
    ['BackupWritesBack', roles.restore, ['kms:Decrypt', 'kms:GenerateDataKey']] as const,
  ].map(([Sid, role, Action]) => ({
    Sid,
    Effect: 'Allow',
    Principal: { AWS: ACCOUNT_ROOT },
    Action,
    Resource: '*',
    Condition: {
      StringEquals: { 'kms:ViaService': via('s3') },
      ArnEquals: { 'aws:PrincipalArn': roleArn(role) },
      ...forBuckets([bucket]),
    },
  }));
