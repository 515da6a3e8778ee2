/** Each construct alone, as another CDK app would use it: no plan, no country, no region. */
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  forAutoScaling,
  forLogDelivery,
  forLogGroups,
  GpuPool,
  ReplicationRole,
  SovereignBucket,
  SovereignKey,
  SovereignNetwork,
  type Statement,
} from '../../../constructs/aws';

const blank = (region?: string): Stack => new Stack(new App(), 'Blank', region ? { env: { region } } : {});
const keyArn = 'arn:aws:kms:ap-south-1:111122223333:key/12345678-90ab-cdef-1234-567890abcdef';

function statementsOf(template: Template, type: string, property: string): Statement[] {
  return Object.values(template.findResources(type)).flatMap(({ Properties }) => Properties[property].Statement);
}

describe('SovereignKey', () => {
  const stack = blank();
  new SovereignKey(stack, 'Data', {
    purpose: 'data',
    alias: 'alias/data',
    description: 'data',
    through: ['s3'],
    accounts: ['222222222222'],
    statements: [...forAutoScaling(), forLogGroups('/aws/eks/x/cluster'), forLogDelivery(['333333333333'])],
  });
  const template = Template.fromStack(stack);
  const statements = statementsOf(template, 'AWS::KMS::Key', 'KeyPolicy');
  const actions = (statement: Statement): string[] => [statement.Action].flat();

  test('is single-Region, rotated, slow to delete, and stays', () => {
    template.hasResource('AWS::KMS::Key', {
      Properties: Match.objectLike({ EnableKeyRotation: true, MultiRegion: false, PendingWindowInDays: 30 }),
      DeletionPolicy: 'RetainExceptOnCreate',
    });
    template.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/data' });
  });

  test('administrators cannot use it, and nobody but them can administer', () => {
    const [admin, ...users] = statements;
    expect(
      actions(admin as Statement).filter((action) =>
        /Encrypt|Decrypt|GenerateDataKey|CreateGrant|ReEncrypt|\*/.test(action),
      ),
    ).toEqual([]);
    for (const user of users)
      expect(actions(user).filter((action) => /Put|Schedule|Disable|Delete|Tag/.test(action))).toEqual([]);
  });

  test('every use is narrowed: by service, by account, or to one service-linked role', () => {
    for (const { Sid, Principal, Condition } of statements.slice(1)) {
      const narrow = Condition !== undefined || JSON.stringify(Principal).includes('AWSServiceRoleForAutoScaling');
      expect({ Sid, narrow }).toEqual({ Sid, narrow: true });
      expect(Principal).not.toBe('*');
    }
    expect(statements.find(({ Sid }) => Sid === 'UseThroughServicesOfTheRegion')?.Condition).toEqual({
      StringEquals: {
        'kms:ViaService': [{ 'Fn::Sub': 's3.${AWS::Region}.${AWS::URLSuffix}' }],
        'kms:CallerAccount': { Ref: 'AWS::AccountId' },
      },
    });
  });

  test('grants are for AWS resources only', () => {
    const grants = statements.filter((statement) => actions(statement).includes('kms:CreateGrant'));
    expect(grants).toEqual([expect.objectContaining({ Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } })]);
  });

  test('an imported key is a parameter and no resource', () => {
    const imported = blank('eu-central-1');
    const key = new SovereignKey(imported, 'Data', {
      purpose: 'data',
      alias: 'alias/data',
      description: 'data',
      source: 'import',
    });
    expect(imported.resolve(key.keyArn)).toEqual({ Ref: 'KeyArnData' });
    Template.fromStack(imported).resourceCountIs('AWS::KMS::Key', 0);
  });
});

describe('SovereignBucket', () => {
  const stack = blank('ap-south-1');
  const log = new SovereignBucket(stack, 'Access', { bucketName: 'access', delivers: { accessLogsOf: ['models'] } });
  new SovereignBucket(stack, 'Models', {
    bucketName: 'models',
    keyArn,
    accessLogs: 'access',
    networkAccounts: ['111122223333'],
    replica: {
      bucketName: 'copy',
      keyArn: 'arn:aws:kms:ap-south-2:111122223333:alias/copy',
      roleArn: 'arn:aws:iam::111122223333:role/copy',
    },
  });
  new SovereignBucket(stack, 'Archive', {
    bucketName: 'archive',
    keyArn,
    lockDays: 365,
    delivers: { flowLogs: ['111122223333'] },
  });
  const template = Template.fromStack(stack);
  const policies = Object.values(template.findResources('AWS::S3::BucketPolicy')).map(
    ({ Properties }) => Properties.PolicyDocument.Statement as Statement[],
  );
  const find = (sid: string): Statement[] => policies.flat().filter(({ Sid }) => Sid === sid);

  test('every bucket blocks the public, is versioned and owned by its account', () => {
    template.allResourcesProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    expect(log.bucketName).toBeDefined();
  });

  test('every bucket refuses plain HTTP and other regions', () => {
    expect(find('DenyInsecureTransport').map(({ Condition }) => Condition)).toEqual(
      Array(3).fill({ Bool: { 'aws:SecureTransport': 'false' } }),
    );
    expect(find('DenyOtherRegions').map(({ Condition }) => Condition)).toEqual(
      Array(3).fill({ StringNotEquals: { 'aws:RequestedRegion': 'ap-south-1' } }),
    );
  });

  test('reads and writes come through the network; services and the copying role are let through', () => {
    expect(find('DenyOutsideTheNetworks')).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Condition: {
          StringNotEquals: { 'aws:VpceAccount': ['111122223333'] },
          Bool: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
          ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/copy' },
        },
      }),
    ]);
  });

  test('objects cannot be written under another key', () => {
    expect(find('DenyOtherKeys').map(({ Condition }) => Condition)).toEqual(
      Array(2).fill({
        Null: { 's3:x-amz-server-side-encryption': 'false' },
        StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': keyArn },
      }),
    );
  });

  test('no statement allows the world', () => {
    expect(policies.flat().filter(({ Effect, Principal }) => Effect === 'Allow' && Principal === '*')).toEqual([]);
  });

  test('encrypted under the key given, with a bucket key; a log target under that of S3, which takes no other', () => {
    const encryption = Object.values(template.findResources('AWS::S3::Bucket')).map(({ Properties }) => [
      Properties.BucketName,
      Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault,
    ]);
    expect(Object.fromEntries(encryption)).toEqual({
      access: { SSEAlgorithm: 'AES256' },
      models: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn },
      archive: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn },
    });
  });

  test('one call to the key serves many objects', () => {
    for (const { Properties } of Object.values(
      template.findResources('AWS::S3::Bucket', { Properties: { BucketName: 'models' } }),
    ))
      expect(Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].BucketKeyEnabled).toBe(true);
  });

  test('other accounts read and write through their own endpoints only', () => {
    const shared = blank('ap-south-1');
    new SovereignBucket(shared, 'Shared', {
      bucketName: 'shared',
      keyArn,
      networkAccounts: ['222222222222'],
      readers: ['222222222222'],
    });
    const [statement] = statementsOf(Template.fromStack(shared), 'AWS::S3::BucketPolicy', 'PolicyDocument').filter(
      ({ Effect }) => Effect === 'Allow',
    );
    expect(statement).toMatchObject({
      Principal: { AWS: ['222222222222'] },
      Condition: { StringEquals: { 'aws:VpceAccount': ['222222222222'] } },
    });
  });

  test('an archive is locked in compliance mode', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: 'archive',
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 365 } } },
    });
  });
});

test('ReplicationRole reads the sources, writes the copies, and uses each key through S3 of its region only', () => {
  const stack = blank();
  new ReplicationRole(stack, 'Role', {
    roleName: 'copy',
    pairs: [{ from: 'a', to: 'b' }],
    fromAlias: 'alias/a',
    fromRegion: 'ap-south-1',
    toAlias: 'alias/b',
    toRegion: 'ap-south-2',
  });
  const [role] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  const statements: Statement[] = role?.['Properties'].Policies[0].PolicyDocument.Statement;
  for (const { Action, Resource, Condition } of statements) {
    expect([Action].flat().every((action) => !action.includes('*'))).toBe(true);
    expect(JSON.stringify(Resource)).not.toBe('"*"');
    if ([Action].flat().some((action) => action.startsWith('kms:')))
      expect(Condition).toMatchObject({
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': expect.stringMatching(/^alias\//) },
      });
  }
});

describe('SovereignNetwork', () => {
  const props = {
    name: 'cell',
    cidr: '10.0.0.0/16',
    flowLogBucket: 'archive',
    subnets: [
      { name: 'control-a', tier: 'control', zone: 'use1-az1', cidr: '10.0.0.0/26' },
      { name: 'endpoints-a', tier: 'endpoints', zone: 'use1-az1', cidr: '10.0.1.0/26' },
      { name: 'pool-a', tier: 'pool', zone: 'use1-az1', cidr: '10.0.2.0/24' },
    ],
  } as const;

  test('is closed by default', () => {
    const stack = blank('us-east-1');
    new SovereignNetwork(stack, 'Network', props);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::Route', 0);
    template.resourceCountIs('AWS::EC2::InternetGateway', 0);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 8);
  });

  test('says which subnets it has when asked for another', () => {
    const network = new SovereignNetwork(blank('us-east-1'), 'Network', props);
    expect(() => network.subnet('pool-b')).toThrow('No subnet pool-b; this network has control-a, endpoints-a, pool-a');
  });
});

describe('GpuPool', () => {
  const props = {
    name: 'train',
    clusterName: 'c',
    nodeRoleArn: 'arn:aws:iam::111122223333:role/node',
    subnetId: 'subnet-1',
    nodes: { min: 0, max: 2 },
    clusterGroupId: 'sg-1',
    volumesKeyArn: keyArn,
  };

  test.each([
    [{ instance: 'x9.huge', efaGroupId: 'sg-2' }, /No network cards are known for x9.huge/],
    [{ instance: 'p5.48xlarge' }, /give efaGroupId/],
    [
      {
        instance: 'p5.48xlarge',
        efaGroupId: 'sg-2',
        placementGroup: true,
        capacity: { kind: 'block', id: 'cr-1' } as const,
      },
      /legal for on-demand capacity only/,
    ],
  ])('refuses %j', (extra, message) => {
    expect(() => new GpuPool(blank(), 'Pool', { ...props, ...extra })).toThrow(message);
  });

  test('a type without EFA needs no group for it', () => {
    const stack = blank();
    new GpuPool(stack, 'Pool', { ...props, instance: 'g6.xlarge' });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: Match.objectLike({
        NetworkInterfaces: [Match.objectLike({ InterfaceType: 'interface', Groups: ['sg-1'] })],
      }),
    });
  });
});
