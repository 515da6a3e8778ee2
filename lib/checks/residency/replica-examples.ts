import type { Example } from '../model';

const replicating = (destination: Record<string, unknown>) => ({
  Type: 'AWS::S3::Bucket',
  Properties: { ReplicationConfiguration: { Role: 'r', Rules: [{ Status: 'Enabled', Destination: destination }] } },
});
const bucket = (destination: Record<string, unknown>) => ({ Records: replicating(destination) });
const storage = (location: string, account_replication_type: string) => ({
  azurerm_storage_account: { records: { location, account_replication_type } },
});

export const examples: readonly Example[] = [
  { cloud: 'aws', expect: 'pass', resources: { Records: { Type: 'AWS::S3::Bucket' } } },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: bucket({
      Bucket: 'arn:aws:s3:::records-copy',
      EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:eu-west-1:111111111111:key/1' },
    }),
  },
  { cloud: 'aws', expect: 'fail', resources: bucket({ Bucket: 'arn:aws:s3:::records-eu-west-1' }) },
  // A name that says a region at home proves nothing: names are free.
  { cloud: 'aws', expect: 'not-checked', resources: bucket({ Bucket: 'arn:aws:s3:::records-ap-south-2' }) },
  { cloud: 'aws', expect: 'not-checked', resources: bucket({ Bucket: 'arn:aws:s3:::records-copy' }) },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: {
      ...bucket({ Bucket: 'arn:aws:s3:::records-copy' }),
      Copy: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'records-copy' } },
    },
  },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: {
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { ReplicaRegions: [{ Region: 'ap-south-2' }] } },
    },
  },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: {
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { ReplicaRegions: [{ Region: 'us-east-1' }] } },
    },
  },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: {
      Table: {
        Type: 'AWS::DynamoDB::GlobalTable',
        Properties: { Replicas: [{ Region: 'ap-south-1' }, { Region: 'eu-west-1' }] },
      },
    },
  },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: {
      Plan: {
        Type: 'AWS::Backup::BackupPlan',
        Properties: {
          BackupPlan: {
            BackupPlanRule: [
              {
                CopyActions: [
                  {
                    DestinationBackupVaultArn: {
                      'Fn::Sub': 'arn:aws:backup:ap-south-2:${AWS::AccountId}:backup-vault:v',
                    },
                  },
                ],
              },
            ],
          },
        },
      },
    },
  },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: { Db: { Type: 'AWS::RDS::DBInstance', Properties: { SourceDBInstanceIdentifier: 'primary' } } },
  },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: { Db: { Type: 'AWS::RDS::DBInstance', Properties: { AutomaticBackupReplicationRegion: 'us-west-2' } } },
  },
  { cloud: 'aws', expect: 'not-checked', resources: { All: { Type: 'AWS::RDS::GlobalCluster' } } },

  { cloud: 'azure', expect: 'pass', resources: storage('centralindia', 'ZRS') },
  { cloud: 'azure', expect: 'pass', resources: storage('centralindia', 'RAGRS') },
  { cloud: 'azure', expect: 'fail', country: 'SG', resources: storage('southeastasia', 'GRS') },
  { cloud: 'azure', expect: 'fail', country: 'BR', resources: storage('brazilsouth', 'RAGZRS') },
  {
    cloud: 'azure',
    expect: 'fail',
    country: 'SG',
    resources: { azurerm_key_vault: { kv: { location: 'southeastasia' } } },
  },
  {
    cloud: 'azure',
    expect: 'pass',
    country: 'BR',
    resources: { azurerm_key_vault: { kv: { location: 'brazilsouth' } } },
  },
  {
    cloud: 'azure',
    expect: 'pass',
    country: 'IL',
    resources: { azurerm_key_vault: { kv: { location: 'israelcentral' } } },
  },
  {
    cloud: 'azure',
    expect: 'fail',
    country: 'SG',
    resources: { azurerm_recovery_services_vault: { backups: { location: 'southeastasia' } } },
  },
  {
    cloud: 'azure',
    expect: 'pass',
    country: 'SG',
    resources: {
      azurerm_recovery_services_vault: {
        backups: { location: 'southeastasia', storage_mode_type: 'LocallyRedundant' },
      },
    },
  },
  {
    cloud: 'azure',
    expect: 'fail',
    resources: {
      azurerm_container_registry: {
        images: { location: 'centralindia', georeplications: [{ location: 'West Europe' }] },
      },
    },
  },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: {
      azurerm_container_registry: {
        images: { location: 'centralindia', georeplications: [{ location: 'South India' }] },
      },
    },
  },
  {
    cloud: 'azure',
    expect: 'fail',
    resources: { azurerm_cognitive_deployment: { gpt: { sku: [{ name: 'GlobalStandard' }] } } },
  },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: { azurerm_cognitive_deployment: { gpt: { sku: { name: 'Standard' } } } },
  },
];
