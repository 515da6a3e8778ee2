import type { Example } from '../model';

const key = { Type: 'AWS::KMS::Key' };
const encrypted = (SSEAlgorithm: string, KMSMasterKeyID?: unknown) => ({
  BucketEncryption: {
    ServerSideEncryptionConfiguration: [
      { ServerSideEncryptionByDefault: { SSEAlgorithm, ...(KMSMasterKeyID ? { KMSMasterKeyID } : {}) } },
    ],
  },
});
const bucket = (properties: Record<string, unknown>) => ({ Type: 'AWS::S3::Bucket', Properties: properties });
const group = (KmsKeyId?: unknown) => ({
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: KmsKeyId ? { KmsKeyId } : {} },
});
const template = (Ebs: unknown) => ({
  Nodes: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { BlockDeviceMappings: [{ Ebs }] } } },
});
const workspace = { azurerm_log_analytics_workspace: { logs: { name: 'logs', resource_group_name: 'rg' } } };
const link = {
  azurerm_log_analytics_linked_service: {
    l: {
      workspace_id: '${azurerm_log_analytics_workspace.logs.id}',
      write_access_id: '${azurerm_log_analytics_cluster.c.id}',
    },
  },
  azurerm_log_analytics_cluster: { c: { name: 'c' } },
};

const stream = (properties: Record<string, unknown>) => ({
  Stream: { Type: 'AWS::KinesisFirehose::DeliveryStream', Properties: properties },
});

export const examples: readonly Example[] = [
  {
    cloud: 'aws',
    expect: 'pass',
    resources: {
      ...stream({
        DeliveryStreamEncryptionConfigurationInput: {
          KeyType: 'CUSTOMER_MANAGED_CMK',
          KeyARN: { 'Fn::GetAtt': ['Key', 'Arn'] },
        },
      }),
      Key: key,
    },
  },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: stream({ DeliveryStreamEncryptionConfigurationInput: { KeyType: 'AWS_OWNED_CMK' } }),
  },
  { cloud: 'aws', expect: 'not-applicable', resources: stream({ DeliveryStreamType: 'KinesisStreamAsSource' }) },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: { Records: bucket(encrypted('aws:kms', { 'Fn::GetAtt': ['Key', 'Arn'] })), Key: key },
  },
  { cloud: 'aws', expect: 'fail', resources: { Records: bucket({}) } },
  { cloud: 'aws', expect: 'fail', resources: { Records: bucket(encrypted('aws:kms')) } },
  { cloud: 'aws', expect: 'fail', resources: { Records: bucket(encrypted('aws:kms', 'alias/aws/s3')) } },
  {
    cloud: 'aws',
    expect: 'not-applicable',
    resources: {
      AccessLogs: bucket({ BucketName: 'access-logs', ...encrypted('AES256') }),
      Records: bucket({ LoggingConfiguration: { DestinationBucketName: 'access-logs' } }),
    },
  },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: group({ 'Fn::Sub': 'arn:aws:kms:ap-south-1:${AWS::AccountId}:alias/sovereign-logs' }),
  },
  { cloud: 'aws', expect: 'fail', resources: group() },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: group({ 'Fn::Sub': 'arn:aws:kms:ap-south-1:${AWS::AccountId}:alias/aws/logs' }),
  },
  { cloud: 'aws', expect: 'fail', resources: { Logs: { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: '' } } } },
  {
    cloud: 'aws',
    expect: 'not-checked',
    resources: { One: { Type: 'AWS::EC2::Instance', Properties: { LaunchTemplate: { LaunchTemplateId: 'lt-1' } } } },
  },
  { cloud: 'aws', expect: 'not-checked', resources: group({ 'Fn::ImportValue': 'key' }) },
  { cloud: 'aws', expect: 'pass', resources: { ...template({ Encrypted: true, KmsKeyId: { Ref: 'Key' } }), Key: key } },
  { cloud: 'aws', expect: 'fail', resources: template({ VolumeSize: 100 }) },
  { cloud: 'aws', expect: 'fail', resources: template({ Encrypted: true }) },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: { Volume: { Type: 'AWS::EC2::Volume', Properties: { KmsKeyId: 'key' } } },
  },
  {
    cloud: 'aws',
    expect: 'not-applicable',
    resources: { Db: { Type: 'AWS::RDS::DBInstance', Properties: { DBClusterIdentifier: 'c' } } },
  },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: {
      Cell: {
        Type: 'AWS::EKS::Cluster',
        Properties: { EncryptionConfig: [{ Provider: { KeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] } } }] },
      },
      Key: key,
    },
  },

  { cloud: 'azure', expect: 'fail', resources: { azurerm_storage_account: { records: { name: 'records' } } } },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: {
      azurerm_storage_account: {
        records: { name: 'records', customer_managed_key: [{ key_vault_key_id: '${azurerm_key_vault_key.k.id}' }] },
      },
      azurerm_key_vault_key: { k: { name: 'k' } },
    },
  },
  // A key of a Managed HSM is the customer's too: v4 names it in an argument of its own, v5 in the same.
  ...['managed_hsm_key_id', 'key_vault_key_id'].map(
    (argument): Example => ({
      cloud: 'azure',
      expect: 'pass',
      resources: {
        azurerm_disk_encryption_set: { disks: { [argument]: 'https://h.managedhsm.azure.net/keys/k' } },
      },
    }),
  ),
  {
    cloud: 'azure',
    expect: 'pass',
    resources: {
      azurerm_storage_account: {
        records: { customer_managed_key: [{ managed_hsm_key_id: 'https://h.managedhsm.azure.net/keys/k' }] },
      },
    },
  },
  { cloud: 'azure', expect: 'fail', resources: { azurerm_disk_encryption_set: { disks: { managed_hsm_key_id: '' } } } },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: {
      azurerm_storage_account: { records: { name: 'records' } },
      azurerm_storage_account_customer_managed_key: {
        tie: { storage_account_id: '${azurerm_storage_account.records.id}', key_vault_id: 'v', key_name: 'k' },
      },
    },
  },
  // Tied instance by instance.
  {
    cloud: 'azure',
    expect: 'pass',
    resources: {
      azurerm_storage_account: { each: { for_each: { a: 1 }, name: '${each.key}' } },
      azurerm_storage_account_customer_managed_key: {
        tie: { for_each: { a: 1 }, storage_account_id: '${azurerm_storage_account.each[each.key].id}', key_name: 'k' },
      },
    },
  },
  // A tie that may not be made proves nothing.
  {
    cloud: 'azure',
    expect: 'not-checked',
    resources: {
      azurerm_storage_account: { records: { name: 'records' } },
      azurerm_storage_account_customer_managed_key: {
        tie: {
          count: '${var.held ? 1 : 0}',
          storage_account_id: '${azurerm_storage_account.records.id}',
          key_name: 'k',
        },
      },
    },
  },
  {
    cloud: 'azure',
    expect: 'not-checked',
    resources: { azurerm_managed_disk: { data: { disk_encryption_set_id: '${var.set}' } } },
  },
  { cloud: 'azure', expect: 'fail', resources: { azurerm_managed_disk: { data: { disk_encryption_set_id: '' } } } },
  {
    cloud: 'azure',
    expect: 'fail',
    resources: { azurerm_kubernetes_cluster: { cell: { disk_encryption_set_id: 'set' } } },
  },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: {
      azurerm_kubernetes_cluster: {
        cell: {
          disk_encryption_set_id:
            '/subscriptions/${var.subscription_id}/resourceGroups/rg/providers/Microsoft.Compute/diskEncryptionSets/s',
          key_management_service: [{ key_vault_key_id: 'https://v.vault.azure.net/keys/k' }],
        },
      },
    },
  },
  { cloud: 'azure', expect: 'fail', resources: workspace },
  { cloud: 'azure', expect: 'fail', resources: { ...workspace, ...link } },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: {
      ...workspace,
      ...link,
      azurerm_log_analytics_cluster_customer_managed_key: {
        k: {
          log_analytics_cluster_id: '${azurerm_log_analytics_cluster.c.id}',
          key_vault_key_id: 'https://v.vault.azure.net/keys/k',
        },
      },
    },
  },
];
