import type { Measure } from './measures';
import type { Kind } from './model';

type Row = readonly [types: string, path: string, better: Measure['better'], absent?: Measure['absent']];

const of = (kind: Kind, rows: readonly Row[]): Measure[] =>
  rows.map(([types, path, better, absent]) => ({ types: types.split(' '), path, kind, better, absent }));

/** CloudFormation. Absent values are the documented defaults of the resource. */
export const AWS: readonly Measure[] = [
  ...of('retention', [
    ['AWS::Logs::LogGroup', 'RetentionInDays', 'more', Infinity],
    ['AWS::S3::Bucket', 'ObjectLockConfiguration.Rule.DefaultRetention.Days', 'more'],
    ['AWS::S3::Bucket', 'ObjectLockConfiguration.Rule.DefaultRetention.Years', 'more'],
    ['AWS::S3::Bucket', 'LifecycleConfiguration.Rules.*.ExpirationInDays', 'more', Infinity],
    ['AWS::S3::Bucket', 'LifecycleConfiguration.Rules.*.NoncurrentVersionExpiration.NoncurrentDays', 'more', Infinity],
    ['AWS::S3::Bucket', 'LifecycleConfiguration.Rules.*.NoncurrentVersionExpirationInDays', 'more', Infinity],
    ['AWS::Backup::BackupVault', 'LockConfiguration.MinRetentionDays', 'more', 0],
    ['AWS::Backup::BackupPlan', 'BackupPlan.BackupPlanRule.*.Lifecycle.DeleteAfterDays', 'more', Infinity],
    [
      'AWS::RDS::DBInstance AWS::RDS::DBCluster AWS::DocDB::DBCluster AWS::Neptune::DBCluster',
      'BackupRetentionPeriod',
      'more',
      1,
    ],
    ['AWS::FSx::FileSystem', 'LustreConfiguration.AutomaticBackupRetentionDays', 'more', 0],
    ['AWS::KMS::Key', 'PendingWindowInDays', 'more', 30],
  ]),
  ...of('key', [
    ['AWS::KMS::Key', 'EnableKeyRotation', 'on', false],
    ['AWS::KMS::Key', 'RotationPeriodInDays', 'less', 365],
    ['AWS::KMS::Key', 'MultiRegion', 'off', false],
    ['AWS::KMS::Key', 'Origin', ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'], 'AWS_KMS'],
    [
      'AWS::S3::Bucket',
      'BucketEncryption.ServerSideEncryptionConfiguration.*.ServerSideEncryptionByDefault.SSEAlgorithm',
      ['AES256', 'aws:kms', 'aws:kms:dsse'],
      'AES256',
    ],
    [
      'AWS::S3::Bucket',
      'BucketEncryption.ServerSideEncryptionConfiguration.*.ServerSideEncryptionByDefault.KMSMasterKeyID',
      'stated',
    ],
    ['AWS::*', 'KmsKeyId', 'stated'],
    ['AWS::*', 'KMSKeyId', 'stated'],
    ['AWS::*', 'KmsMasterKeyId', 'stated'],
    ['AWS::*', 'KmsKeyArn', 'stated'],
    ['AWS::Backup::BackupVault', 'EncryptionKeyArn', 'stated'],
    ['AWS::ECR::Repository', 'EncryptionConfiguration.KmsKey', 'stated'],
    ['AWS::DynamoDB::Table', 'SSESpecification.KMSMasterKeyId', 'stated'],
    ['AWS::RDS::* AWS::DocDB::* AWS::Neptune::*', 'StorageEncrypted', 'on', false],
    ['AWS::EC2::Volume AWS::EFS::FileSystem', 'Encrypted', 'on', false],
    ['AWS::EC2::LaunchTemplate', 'LaunchTemplateData.BlockDeviceMappings.*.Ebs.Encrypted', 'on', false],
    ['AWS::EC2::LaunchTemplate', 'LaunchTemplateData.BlockDeviceMappings.*.Ebs.KmsKeyId', 'stated'],
  ]),
  ...of('path', [
    ['AWS::EKS::Cluster', 'ResourcesVpcConfig.EndpointPublicAccess', 'off', true],
    ['AWS::EKS::Cluster', 'ResourcesVpcConfig.EndpointPrivateAccess', 'on', false],
    ['AWS::*', 'PubliclyAccessible', 'off', false],
    ['AWS::EC2::Subnet', 'MapPublicIpOnLaunch', 'off', false],
    ['AWS::EC2::TransitGateway', 'AutoAcceptSharedAttachments', ['enable', 'disable'], 'disable'],
    ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'Scheme', ['internet-facing', 'internal'], 'internet-facing'],
    ['AWS::EC2::VPCEndpointService', 'AcceptanceRequired', 'on', true],
    ['AWS::EC2::VPCBlockPublicAccessOptions', 'InternetGatewayBlockMode', ['block-ingress', 'block-bidirectional']],
    ['AWS::EC2::VPCEndpoint', 'PrivateDnsEnabled', 'on', false],
  ]),
  ...of('copy', [
    ['AWS::S3::Bucket', 'ReplicationConfiguration.Rules.*.Destination.Bucket', 'other'],
    ['AWS::SecretsManager::Secret', 'ReplicaRegions.*.Region', 'other'],
    ['AWS::DynamoDB::GlobalTable', 'Replicas.*.Region', 'other'],
    ['AWS::Backup::BackupPlan', 'BackupPlan.BackupPlanRule.*.CopyActions.*.DestinationBackupVaultArn', 'other'],
    ['AWS::ECR::ReplicationConfiguration', 'ReplicationConfiguration.Rules.*.Destinations.*.Region', 'other'],
  ]),
  ...of('guard', [
    ...['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].map(
      // The service blocks by default when a bucket is made; taking the block out of a template takes it off the bucket.
      (block): Row => ['AWS::S3::Bucket', `PublicAccessBlockConfiguration.${block}`, 'on', false],
    ),
    ['AWS::S3::Bucket', 'ObjectLockEnabled', 'on', false],
    ['AWS::S3::Bucket', 'ObjectLockConfiguration.Rule.DefaultRetention.Mode', ['GOVERNANCE', 'COMPLIANCE']],
    ['AWS::S3::Bucket', 'VersioningConfiguration.Status', ['Suspended', 'Enabled'], 'Suspended'],
    ['AWS::S3::Bucket', 'LoggingConfiguration.DestinationBucketName', 'stated'],
    ['AWS::Backup::BackupVault', 'LockConfiguration.ChangeableForDays', 'stated'],
    ['AWS::CloudTrail::Trail', 'IsLogging', 'on', false],
    ['AWS::CloudTrail::Trail', 'IsMultiRegionTrail', 'on', false],
    ['AWS::CloudTrail::Trail', 'IsOrganizationTrail', 'on', false],
    ['AWS::CloudTrail::Trail', 'IncludeGlobalServiceEvents', 'on', false],
    ['AWS::CloudTrail::Trail', 'EnableLogFileValidation', 'on', false],
    ['AWS::CloudTrail::Trail', 'CloudWatchLogsLogGroupArn', 'stated'],
    ['AWS::EC2::FlowLog', 'TrafficType', ['ACCEPT|REJECT', 'ALL'], 'ALL'],
    ['AWS::GuardDuty::Detector', 'Enable', 'on', false],
    ['AWS::Config::ConfigurationRecorder', 'RecordingGroup.AllSupported', 'on', false],
    ['AWS::ECR::Repository', 'ImageTagMutability', ['MUTABLE', 'IMMUTABLE'], 'MUTABLE'],
    ['AWS::ECR::Repository', 'ImageScanningConfiguration.ScanOnPush', 'on', false],
    ['AWS::EC2::LaunchTemplate', 'LaunchTemplateData.MetadataOptions.HttpTokens', ['optional', 'required'], 'optional'],
    ['AWS::EC2::LaunchTemplate', 'LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit', 'less', 1],
    ['AWS::IAM::Role AWS::IAM::User', 'PermissionsBoundary', 'stated'],
    ['AWS::IAM::Role', 'MaxSessionDuration', 'less', 3600],
    ['AWS::*', 'DeletionProtection', 'on', false],
    ['AWS::*', 'DeletionProtectionEnabled', 'on', false],
    ['AWS::DynamoDB::Table', 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', 'on', false],
    ['AWS::CloudWatch::Alarm', 'ActionsEnabled', 'on', true],
    ['AWS::Events::Rule', 'State', ['DISABLED', 'ENABLED|ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'], 'ENABLED'],
    ['AWS::NetworkFirewall::Firewall', 'DeleteProtection', 'on', false],
    ['AWS::Route53Resolver::FirewallRuleGroupAssociation', 'MutationProtection', ['DISABLED', 'ENABLED'], 'DISABLED'],
  ]),
];
