import { Template } from 'aws-cdk-lib/assertions';
import { forDeliveries, ReplicationRole, SovereignBucket, type Statement } from '../../../constructs/aws';
import { blank, keyArn, statementsOf } from '../../support/constructs';

const FILE_SYSTEMS = {
  'Fn::Sub':
    'arn:${AWS::Partition}:iam::*:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_*',
};

describe('SovereignBucket', () => {
  const stack = blank('ap-south-1');
  const log = new SovereignBucket(stack, 'Access', { bucketName: 'access', accessLogsOf: ['models'] });
  new SovereignBucket(stack, 'Models', {
    bucketName: 'models',
    keyArn,
    accessLogs: 'access',
    networkAccounts: ['111122223333'],
    serviceRoles: ['arn:aws:iam::111122223333:role/backup'],
    fileSystems: { accounts: ['222222222222'], may: 'write' },
    lifecycle: { versionDays: 90 },
    backup: 'models',
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
    lifecycle: { versionDays: 1, coldAfterDays: 90, expireDays: 366 },
    delivers: { services: ['vended-logs', 'cloudtrail', 'config', 'guardduty'], accounts: ['111122223333'] },
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

  test('a bucket without a key is refused, unless it takes access logs', () => {
    const own = blank('eu-central-1');
    expect(() => new SovereignBucket(own, 'Open', { bucketName: 'open' })).toThrow('open needs keyArn');
    expect(() => new SovereignBucket(own, 'Logs', { bucketName: 'logs', accessLogsOf: ['a'] })).not.toThrow();
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
          ArnNotLike: {
            'aws:PrincipalArn': [
              'arn:aws:iam::111122223333:role/copy',
              'arn:aws:iam::111122223333:role/backup',
              FILE_SYSTEMS,
            ],
          },
        },
      }),
    ]);
  });

  test('file systems linked to it come as the role FSx takes for them, from the accounts named; some only read', () => {
    const allowed = (may: 'read' | 'write') => {
      const linked = blank('ap-south-1');
      new SovereignBucket(linked, 'Linked', {
        bucketName: 'linked',
        keyArn,
        fileSystems: { accounts: ['222222222222'], may },
      });
      return statementsOf(Template.fromStack(linked), 'AWS::S3::BucketPolicy', 'PolicyDocument').filter(
        ({ Sid }) => Sid === 'LinkedFileSystems',
      );
    };
    const [read, write] = [allowed('read'), allowed('write')];
    for (const [statement] of [read, write])
      expect(statement).toMatchObject({
        Effect: 'Allow',
        Principal: { AWS: ['222222222222'] },
        Condition: { ArnLike: { 'aws:PrincipalArn': FILE_SYSTEMS } },
      });
    expect(read[0]?.Action).toEqual(
      expect.arrayContaining(['s3:GetObject', 's3:ListBucket', 's3:PutBucketNotification']),
    );
    expect([read[0]?.Action].flat().filter((action) => /PutObject|Delete|Abort|\*/.test(String(action)))).toEqual([]);
    expect(write[0]?.Action).toEqual(expect.arrayContaining(['s3:GetObject', 's3:PutObject', 's3:DeleteObject']));
  });

  test('versions and logs go when their time is over, and what is kept long grows cold where it is', () => {
    const rules = (name: string): unknown => {
      const [bucket] = Object.values(template.findResources('AWS::S3::Bucket', { Properties: { BucketName: name } }));
      return bucket?.['Properties'].LifecycleConfiguration.Rules;
    };
    const uploads = {
      Id: 'abort-unfinished-uploads',
      Status: 'Enabled',
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    };
    const stays = { Id: 'stays-as-long-as-planned', Status: 'Enabled' };
    expect(rules('access')).toEqual([uploads]);
    expect(rules('models')).toEqual([
      uploads,
      { ...stays, NoncurrentVersionExpiration: { NoncurrentDays: 90 }, ExpiredObjectDeleteMarker: true },
    ]);
    expect(rules('archive')).toEqual([
      uploads,
      {
        ...stays,
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 90 }],
        ExpirationInDays: 366,
      },
    ]);
  });

  test('what is backed up carries the tag of its class', () => {
    const [models] = Object.values(template.findResources('AWS::S3::Bucket', { Properties: { BucketName: 'models' } }));
    expect(models?.['Properties'].Tags).toContainEqual({ Key: 'sovereign:backup', Value: 'models' });
  });

  test('objects cannot be written under another key', () => {
    expect(find('DenyOtherKeys').map(({ Condition }) => Condition)).toEqual(
      Array(2).fill({
        Null: { 's3:x-amz-server-side-encryption': 'false' },
        StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': keyArn },
      }),
    );
  });

  test("objects cannot be written under a caller's own key, which is nobody's of the country", () => {
    expect(find('DenyKeysOfCallers')).toEqual(
      Array(2).fill(
        expect.objectContaining({
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:PutObject',
          Condition: { Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } },
        }),
      ),
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

  test('each service that delivers writes under its own path, for the accounts named, and checks no more', () => {
    const part = (name: string) => ({ Ref: `AWS::${name}` });
    const join = (...parts: unknown[]) => ({ 'Fn::Join': ['', ['arn:', part('Partition'), ...parts]] });
    const source = (value: unknown) => ({ ArnLike: { 'aws:SourceArn': value } });
    const StringEquals = { 'aws:SourceAccount': ['111122223333'] };
    const rows = {
      LogDelivery: {
        by: 'delivery.logs.amazonaws.com',
        path: '/*AWSLogs/111122223333/*',
        checks: ['s3:GetBucketAcl', 's3:ListBucket'],
        of: source(join(':logs:', part('Region'), ':*:*')),
        equals: StringEquals,
      },
      CloudTrail: {
        by: 'cloudtrail.amazonaws.com',
        path: '/AWSLogs/111122223333/*',
        checks: ['s3:GetBucketAcl'],
        of: source([join(':cloudtrail:', part('Region'), ':111122223333:trail/*')]),
        equals: undefined,
      },
      Config: {
        by: 'config.amazonaws.com',
        path: '/AWSLogs/111122223333/Config/*',
        checks: ['s3:GetBucketAcl', 's3:ListBucket'],
        of: {},
        equals: StringEquals,
      },
      GuardDuty: {
        by: 'guardduty.amazonaws.com',
        path: '/AWSLogs/111122223333/GuardDuty/*',
        checks: ['s3:GetBucketLocation'],
        of: source(join(':guardduty:*:*:detector/*')),
        equals: StringEquals,
      },
    };
    for (const [sid, { by, path, checks, of, equals }] of Object.entries(rows)) {
      const [writes] = find(`${sid}Writes`);
      expect(writes).toMatchObject({
        Effect: 'Allow',
        Principal: { Service: by },
        Action: 's3:PutObject',
        Condition: of,
      });
      const handed = sid === 'GuardDuty' ? {} : { 's3:x-amz-acl': 'bucket-owner-full-control' };
      expect(writes?.Condition?.['StringEquals']).toEqual({ ...equals, ...handed });
      expect(JSON.stringify(writes?.Resource)).toContain(JSON.stringify(path).slice(1, -1));
      expect(find(`${sid}Checks`)).toEqual([
        expect.objectContaining({
          Effect: 'Allow',
          Principal: { Service: by },
          Action: checks,
          Condition: { ...(equals ? { StringEquals: equals } : {}), ...of },
        }),
      ]);
    }
  });

  test('what names the key by its alias is let in too, and no other key', () => {
    const other = blank('ap-south-1');
    const keyAliasArn = keyArn.replace(/key\/.*/, 'alias/archive');
    new SovereignBucket(other, 'Archive', { bucketName: 'archive', keyArn, keyAliasArn });
    const denied = statementsOf(Template.fromStack(other), 'AWS::S3::BucketPolicy', 'PolicyDocument').find(
      ({ Sid }) => Sid === 'DenyOtherKeys',
    );
    expect(denied?.Condition?.['StringNotEquals']).toEqual({
      's3:x-amz-server-side-encryption-aws-kms-key-id': [keyArn, keyAliasArn],
    });
  });

  test('the key lets each service do what it needs to deliver, for the accounts named', () => {
    const services = ['vended-logs', 'cloudtrail', 'config', 'guardduty'] as const;
    const statements = forDeliveries(services, ['111122223333']);
    expect(statements.map(({ Principal, Action }) => [Principal, Action])).toEqual([
      [
        { Service: 'delivery.logs.amazonaws.com' },
        ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      ],
      [{ Service: 'cloudtrail.amazonaws.com' }, ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey*']],
      [{ Service: 'config.amazonaws.com' }, ['kms:Decrypt', 'kms:GenerateDataKey']],
      [{ Service: 'guardduty.amazonaws.com' }, ['kms:GenerateDataKey']],
    ]);
    for (const { Effect, Sid, Condition } of statements)
      expect({ Effect, of: Condition?.['StringEquals'] }).toEqual({
        Effect: 'Allow',
        of: Sid === 'CloudTrailEncrypts' ? undefined : { 'aws:SourceAccount': ['111122223333'] },
      });
    expect(JSON.stringify(statements[1]?.Condition)).toContain(':111122223333:trail/*');
  });

  test("a tenant's bucket denies whoever is not a pod of its namespace; the copying role is let through", () => {
    const own = blank('ap-south-1');
    const copies = 'arn:aws:iam::111122223333:role/copy';
    const roles = ['arn:${AWS::Partition}:iam::${AWS::AccountId}:role/workload'];
    const props = { bucketName: 'health', keyArn, tenant: { name: 'health', roles } };
    new SovereignBucket(own, 'Copied', { ...props, replica: { bucketName: 'copy', keyArn, roleArn: copies } });
    const made = Template.fromStack(own);
    const statements = statementsOf(made, 'AWS::S3::BucketPolicy', 'PolicyDocument');
    const fences = statements.filter(({ Sid }) => ['DenyOtherTenants', 'DenyAllButPods'].includes(Sid));
    for (const fence of fences)
      expect(fence).toMatchObject({
        Effect: 'Deny',
        Principal: '*',
        Action: expect.arrayContaining(['s3:GetObject*', 's3:PutObject*', 's3:DeleteObject*', 's3:ListBucket*']),
        Resource: [expect.anything(), expect.anything()],
        Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
      });
    expect(fences.map(({ Condition }) => Condition)).toMatchObject([
      {
        StringNotEquals: { 'aws:PrincipalTag/kubernetes-namespace': 'health' },
        ArnNotEquals: { 'aws:PrincipalArn': [copies] },
      },
      {
        ArnNotLike: {
          'aws:PrincipalArn': [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/workload' }, copies],
        },
      },
    ]);
    made.hasResourceProperties('AWS::S3::Bucket', {
      Tags: [
        { Key: 'Name', Value: 'health' },
        { Key: 'sovereign:tenant', Value: 'health' },
      ],
    });
    const alone = blank('ap-south-1');
    new SovereignBucket(alone, 'Alone', props);
    expect(JSON.stringify(Template.fromStack(alone).findResources('AWS::S3::BucketPolicy'))).not.toContain('role/copy');
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
    fromAliases: ['alias/a', 'alias/c'],
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
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': expect.anything() },
      });
  }
  expect(statements.map(({ Condition }) => Condition?.['ForAnyValue:StringEquals']?.['kms:ResourceAliases'])).toEqual([
    undefined,
    undefined,
    undefined,
    ['alias/a', 'alias/c'],
    'alias/b',
  ]);
});

test('delivery streams write under the path of their own account, from outside the networks, and read nothing', () => {
  const stack = blank('ap-south-1');
  const writer = 'arn:aws:iam::111122223333:role/writer';
  new SovereignBucket(stack, 'Logs', {
    bucketName: 'logs',
    keyArn,
    networkAccounts: ['111122223333'],
    streams: { roles: [writer], accounts: ['111122223333'] },
  });
  const statements = statementsOf(Template.fromStack(stack), 'AWS::S3::BucketPolicy', 'PolicyDocument');
  const by = {
    Effect: 'Allow',
    Principal: { AWS: ['111122223333'] },
    Condition: { ArnLike: { 'aws:PrincipalArn': [writer] } },
  };
  expect(statements.filter(({ Sid }) => /^Streams/.test(String(Sid)))).toEqual([
    {
      Sid: 'StreamsWrite',
      ...by,
      Action: ['s3:AbortMultipartUpload', 's3:PutObject', 's3:PutObjectAcl'],
      Resource: {
        'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.any(String), 'Arn'] }, '/AWSLogs/${aws:PrincipalAccount}/eks/*']],
      },
    },
    {
      Sid: 'StreamsCheck',
      ...by,
      Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
      Resource: { 'Fn::GetAtt': [expect.any(String), 'Arn'] },
    },
  ]);
  expect(statements.find(({ Sid }) => Sid === 'DenyOutsideTheNetworks')?.Condition?.['ArnNotLike']).toEqual({
    'aws:PrincipalArn': [writer],
  });
});
