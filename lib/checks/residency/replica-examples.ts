import type { Example } from '../model';

const replicating = (destination: Record<string, unknown>) => ({
  Type: 'AWS::S3::Bucket',
  Properties: { ReplicationConfiguration: { Role: 'r', Rules: [{ Status: 'Enabled', Destination: destination }] } },
});
const bucket = (destination: Record<string, unknown>) => ({ Records: replicating(destination) });
const storage = (location: string, account_replication_type: string) => ({
  azurerm_storage_account: { records: { location, account_replication_type } },
});

/** Object replication from an account in the country to one elsewhere. */
const copies = (location: string) => ({
  azurerm_storage_object_replication: {
    copies: {
      source_storage_account_id: '${azurerm_storage_account.records.id}',
      destination_storage_account_id: '${azurerm_storage_account.copy.id}',
    },
  },
  azurerm_storage_account: {
    records: { location: 'centralindia', account_replication_type: 'ZRS' },
    copy: { location, account_replication_type: 'LRS' },
  },
});
const backups = (location: string, redundancy: string) => ({
  azurerm_data_protection_backup_vault: { backups: { location, redundancy } },
});

const stream = (BucketARN: unknown) => ({
  Stream: {
    Type: 'AWS::KinesisFirehose::DeliveryStream',
    Properties: { ExtendedS3DestinationConfiguration: { BucketARN } },
  },
});

export const examples: readonly Example[] = [
  {
    cloud: 'aws',
    expect: 'pass',
    resources: {
      ...stream('arn:aws:s3:::records'),
      Records: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'records' } },
    },
  },
  {
    cloud: 'aws',
    expect: 'not-checked',
    resources: {
      Stream: {
        Type: 'AWS::KinesisFirehose::DeliveryStream',
        Properties: {
          HttpEndpointDestinationConfiguration: { EndpointConfiguration: { Url: 'https://logs.example.com' } },
        },
      },
    },
  },
  { cloud: 'aws', expect: 'not-checked', resources: stream('arn:aws:s3:::records-elsewhere') },
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
  // A bucket named after this one is another bucket.
  {
    cloud: 'aws',
    expect: 'not-checked',
    resources: bucket({ Bucket: { 'Fn::Sub': 'arn:aws:s3:::${Records}-copy' } }),
  },
  // A rule that may be off copies nothing for certain.
  {
    cloud: 'aws',
    expect: 'not-checked',
    resources: {
      Records: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          ReplicationConfiguration: {
            Rules: [{ Status: { Ref: 'On' }, Destination: { Bucket: 'arn:aws:s3:::records-eu-west-1' } }],
          },
        },
      },
    },
  },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: {
      Db: {
        Type: 'AWS::RDS::DBInstance',
        Properties: { SourceDBInstanceIdentifier: 'arn:aws:rds:eu-west-1:111111111111:db:main' },
      },
    },
  },
  // A member of a global cluster whose other members are elsewhere.
  {
    cloud: 'aws',
    expect: 'not-checked',
    resources: { Db: { Type: 'AWS::RDS::DBCluster', Properties: { GlobalClusterIdentifier: 'world' } } },
  },
  // The same name in another region is another vault.
  {
    cloud: 'aws',
    expect: 'fail',
    resources: {
      Plan: {
        Type: 'AWS::Backup::BackupPlan',
        Properties: {
          BackupPlan: {
            BackupPlanRule: {
              CopyActions: [{ DestinationBackupVaultArn: 'arn:aws:backup:eu-west-1:111111111111:backup-vault:safe' }],
            },
          },
        },
      },
      Safe: { Type: 'AWS::Backup::BackupVault', Properties: { BackupVaultName: 'safe' } },
    },
  },
  // Another account of the same region is not another country.
  {
    cloud: 'aws',
    expect: 'pass',
    resources: {
      Images: {
        Type: 'AWS::ECR::ReplicationConfiguration',
        Properties: {
          ReplicationConfiguration: {
            Rules: [{ Destinations: [{ Region: 'ap-south-1', RegistryId: '222222222222' }] }],
          },
        },
      },
    },
  },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: {
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: { Targets: [{ Arn: 'arn:aws:events:us-east-1:111111111111:event-bus/default' }] },
      },
    },
  },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: {
      Agent: { Type: 'AWS::Bedrock::Agent', Properties: { FoundationModel: 'apac.anthropic.claude-sonnet-4' } },
    },
  },
  {
    cloud: 'aws',
    expect: 'not-checked',
    resources: {
      Point: { Type: 'AWS::S3::MultiRegionAccessPoint', Properties: { Regions: [{ Bucket: 'elsewhere' }] } },
    },
  },

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
    country: 'SG',
    resources: { azurerm_key_vault_managed_hardware_security_module: { hsm: { location: 'southeastasia' } } },
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
  { cloud: 'azure', expect: 'pass', resources: copies('southindia') },
  { cloud: 'azure', expect: 'fail', resources: copies('southeastasia') },
  {
    cloud: 'azure',
    expect: 'not-checked',
    resources: { azurerm_storage_object_replication: copies('southindia').azurerm_storage_object_replication },
  },
  { cloud: 'azure', expect: 'fail', country: 'SG', resources: backups('southeastasia', 'GeoRedundant') },
  { cloud: 'azure', expect: 'pass', country: 'SG', resources: backups('southeastasia', 'ZoneRedundant') },
  { cloud: 'azure', expect: 'pass', resources: backups('centralindia', 'GeoRedundant') },
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
  {
    cloud: 'azure',
    expect: 'pass',
    resources: { azurerm_cognitive_deployment: { gpt: { sku: [{ name: 'ProvisionedManaged' }] } } },
  },
  ...['GlobalProvisionedManaged', 'GlobalBatch', 'DataZoneStandard', 'DataZoneProvisionedManaged', 'DataZoneBatch'].map(
    (name) => ({
      cloud: 'azure' as const,
      expect: 'fail' as const,
      resources: { azurerm_cognitive_deployment: { gpt: { sku: [{ name }] } } },
    }),
  ),
  {
    cloud: 'azure',
    expect: 'not-checked',
    resources: { azurerm_cognitive_deployment: { gpt: { sku: [{ name: 'DeveloperTier' }] } } },
  },
];
