import type { Example } from '../model';

const block = (on: boolean) => ({
  BlockPublicAcls: on,
  BlockPublicPolicy: on,
  IgnorePublicAcls: on,
  RestrictPublicBuckets: on,
});
const bucket = (properties: Record<string, unknown>) => ({
  Records: { Type: 'AWS::S3::Bucket', Properties: properties },
});
const policy = (statement: Record<string, unknown>) => ({
  Policy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: 'records',
      PolicyDocument: { Statement: [{ Action: 's3:GetObject', Resource: '*', ...statement }] },
    },
  },
});

const fenced = (denied: string) => {
  const stranger = { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } };
  return {
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        PolicyDocument: {
          Statement: [
            { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::records/*' },
            { Effect: 'Deny', Principal: '*', Action: denied, Resource: 'arn:aws:s3:::records*', Condition: stranger },
          ],
        },
      },
    },
  };
};

export const examples: readonly Example[] = [
  { cloud: 'aws', expect: 'pass', resources: bucket({ PublicAccessBlockConfiguration: block(true) }) },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: bucket({ PublicAccessBlockConfiguration: { ...block(true), BlockPublicPolicy: false } }),
  },
  { cloud: 'aws', expect: 'fail', resources: bucket({ PublicAccessBlockConfiguration: { BlockPublicAcls: true } }) },
  { cloud: 'aws', expect: 'fail', resources: bucket({}) },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: bucket({ PublicAccessBlockConfiguration: block(true), AccessControl: 'PublicRead' }),
  },
  {
    cloud: 'aws',
    expect: 'not-checked',
    resources: bucket({ PublicAccessBlockConfiguration: { 'Fn::ImportValue': 'x' } }),
  },
  { cloud: 'aws', expect: 'fail', resources: policy({ Effect: 'Allow', Principal: '*' }) },
  { cloud: 'aws', expect: 'fail', resources: policy({ Effect: 'Allow', Principal: { AWS: ['*'] } }) },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: policy({
      Effect: 'Allow',
      Principal: '*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abc' } },
    }),
  },
  { cloud: 'aws', expect: 'fail', resources: policy({ Effect: 'Allow', NotPrincipal: { AWS: '111111111111' } }) },
  // What one statement gives everyone, another takes back from strangers; the second takes back too little.
  {
    cloud: 'aws',
    expect: 'pass',
    resources: fenced('s3:*'),
  },
  { cloud: 'aws', expect: 'fail', resources: fenced('s3:PutObject') },
  // Two halves of the internet.
  {
    cloud: 'aws',
    expect: 'fail',
    resources: policy({
      Effect: 'Allow',
      Principal: '*',
      Condition: { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } },
    }),
  },
  // What is open is open, whatever else is not settled.
  {
    cloud: 'aws',
    expect: 'fail',
    resources: policy({ Effect: 'Allow', Principal: { AWS: [{ Ref: 'Who' }, '*'] } }),
  },
  { cloud: 'aws', expect: 'pass', resources: { Point: { Type: 'AWS::S3::AccessPoint' } } },
  // Only Deny may name everyone: this is how a bucket refuses plain HTTP.
  {
    cloud: 'aws',
    expect: 'pass',
    resources: policy({ Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  },

  { cloud: 'azure', expect: 'fail', resources: { azurerm_storage_account: { records: { name: 'records' } } } },
  {
    cloud: 'azure',
    expect: 'fail',
    resources: { azurerm_storage_account: { records: { public_network_access_enabled: false } } },
  },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: {
      azurerm_storage_account: {
        records: { public_network_access_enabled: false, allow_nested_items_to_be_public: false },
      },
    },
  },
  // Closed to all but named networks, and still a public endpoint.
  {
    cloud: 'azure',
    expect: 'fail',
    resources: {
      azurerm_storage_account: {
        records: { allow_nested_items_to_be_public: false, network_rules: { default_action: 'Deny' } },
      },
    },
  },
  {
    cloud: 'azure',
    expect: 'fail',
    resources: { azurerm_storage_container: { open: { container_access_type: 'blob' } } },
  },
  { cloud: 'azure', expect: 'pass', resources: { azurerm_storage_container: { closed: { name: 'closed' } } } },
  { cloud: 'azure', expect: 'fail', resources: { azurerm_key_vault: { kv: { name: 'kv' } } } },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: { azurerm_key_vault: { kv: { public_network_access_enabled: false } } },
  },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: { azurerm_postgresql_flexible_server: { db: { delegated_subnet_id: 'subnet' } } },
  },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: { azurerm_managed_disk: { data: { network_access_policy: 'DenyAll' } } },
  },
];
