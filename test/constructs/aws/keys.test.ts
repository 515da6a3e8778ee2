/** Each construct alone, as another CDK app would use it: no plan, no country, no region. */
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  forBackup,
  forDeliveries,
  forFileSystem,
  forLinkedFileSystems,
  forLogGroups,
  forVault,
  forVolumes,
  SovereignKey,
  type Statement,
} from '../../../constructs/aws';
import { blank, keyArn, statementsOf } from '../../support/constructs';

describe('SovereignKey', () => {
  const stack = blank();
  new SovereignKey(stack, 'Data', {
    purpose: 'data',
    alias: 'alias/data',
    description: 'data',
    through: ['s3'],
    accounts: ['222222222222'],
    statements: [
      ...forVolumes(),
      forLogGroups('/aws/eks/x/cluster'),
      ...forDeliveries(['vended-logs'], ['333333333333']),
    ],
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
        'kms:ViaService': [{ 'Fn::Sub': 's3.${AWS::Region}.amazonaws.com' }],
        'kms:CallerAccount': { Ref: 'AWS::AccountId' },
      },
    });
  });

  test('grants are for AWS resources only', () => {
    const grants = statements.filter((statement) => actions(statement).includes('kms:CreateGrant'));
    expect(grants.map(({ Condition }) => Condition?.['Bool'])).toEqual(
      Array(2).fill({ 'kms:GrantIsForAWSResource': 'true' }),
    );
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

  test('the ARN asked for is of a single-Region key of the stack: its partition, region and account where they are known', () => {
    const patternOf = (stack: Stack): RegExp => {
      new SovereignKey(stack, 'Data', { purpose: 'data', alias: 'alias/data', description: 'data', source: 'import' });
      return new RegExp(Template.fromStack(stack).findParameters('KeyArnData')['KeyArnData']?.['AllowedPattern']);
    };
    const id = '12345678-90ab-cdef-1234-567890abcdef';
    const anywhere = patternOf(blank());
    expect(`arn:aws-cn:kms:cn-north-1:111122223333:key/${id}`).toMatch(anywhere);
    expect('arn:aws:kms:eu-central-1:111122223333:key/mrk-1234567890abcdef1234567890abcdef').not.toMatch(anywhere);
    expect('arn:aws:kms:eu-central-1:111122223333:alias/data').not.toMatch(anywhere);
    const here = patternOf(new Stack(new App(), 'Here', { env: { region: 'eu-central-1', account: '111122223333' } }));
    expect(`arn:aws:kms:eu-central-1:111122223333:key/${id}`).toMatch(here);
    for (const other of [
      `arn:aws-cn:kms:eu-central-1:111122223333:key/${id}`,
      `arn:aws:kms:eu-west-1:111122223333:key/${id}`,
      `arn:aws:kms:eu-central-1:444444444444:key/${id}`,
    ])
      expect(other).not.toMatch(here);
  });

  test('an imported key that is named is neither', () => {
    const named = blank('eu-central-1');
    const key = new SovereignKey(named, 'Data', {
      purpose: 'data',
      alias: 'alias/data',
      description: 'data',
      source: 'import',
      arn: keyArn,
    });
    expect(key.keyArn).toBe(keyArn);
    expect(Template.fromStack(named).toJSON().Resources).toBeUndefined();
    expect(Object.keys(Template.fromStack(named).findParameters('*'))).toEqual(['BootstrapVersion']);
  });

  test("a key of buckets is held to them, a tenant's to its namespace, and carries its tag", () => {
    const own = blank();
    new SovereignKey(own, 'Tenant', {
      purpose: 'tenant-a',
      alias: 'alias/a',
      description: 'a',
      through: ['s3'],
      buckets: ['arn:${AWS::Partition}:s3:::a'],
      tenant: 'a',
    });
    const made = Template.fromStack(own);
    made.hasResourceProperties('AWS::KMS::Key', {
      Tags: [
        { Key: 'Name', Value: 'a' },
        { Key: 'sovereign:tenant', Value: 'a' },
      ],
    });
    const use = statementsOf(made, 'AWS::KMS::Key', 'KeyPolicy')[1];
    expect(use?.Action).not.toContain('kms:DescribeKey');
    expect(use?.Condition).toMatchObject({
      StringEquals: { 'aws:PrincipalTag/kubernetes-namespace': 'a' },
      StringLike: {
        'kms:EncryptionContext:aws:s3:arn': [
          { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::a' },
          { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::a/*' },
        ],
      },
    });
  });
});

describe('who uses a key beside its services', () => {
  const ROOT = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root';
  const via = (service: string) => `${service}.\${AWS::Region}.amazonaws.com`;
  const BUCKET = 'arn:${AWS::Partition}:s3:::models';
  const context = { StringLike: { 'kms:EncryptionContext:aws:s3:arn': [BUCKET, `${BUCKET}/*`] } };

  test('file systems and vaults keep their key by grants made through their service of the region, by the account', () => {
    const grant = (service: string) => ({
      Effect: 'Allow',
      Principal: { AWS: ROOT },
      Resource: '*',
      Condition: {
        StringEquals: { 'kms:ViaService': via(service), 'kms:CallerAccount': '${AWS::AccountId}' },
      },
    });
    expect(forFileSystem()).toEqual({
      ...grant('fsx'),
      Sid: 'FileSystemsGrantThroughFsx',
      Action: ['kms:CreateGrant'],
    });
    expect(forVault()).toEqual({
      ...grant('backup'),
      Sid: 'VaultsGrantThroughBackup',
      Action: ['kms:CreateGrant', 'kms:RetireGrant'],
    });
  });

  test('linked file systems of the account use it through S3, for their buckets, as their own role', () => {
    const statement = forLinkedFileSystems([BUCKET]);
    expect(statement).toMatchObject({
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Condition: {
        StringEquals: { 'kms:CallerAccount': '${AWS::AccountId}', 'kms:ViaService': via('s3') },
        ArnLike: {
          'aws:PrincipalArn':
            'arn:${AWS::Partition}:iam::*:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_*',
        },
        ...context,
      },
    });
    expect([statement.Action].flat().filter((action) => /Grant|Put|Schedule/.test(action))).toEqual([]);
  });

  test('AWS Backup reads a bucket as one role, and writes it back as another', () => {
    const as = (role: string) => ({
      Effect: 'Allow',
      Principal: { AWS: ROOT },
      Resource: '*',
      Condition: {
        StringEquals: { 'kms:ViaService': via('s3') },
        ArnEquals: { 'aws:PrincipalArn': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${role}` },
        ...context,
      },
    });
    expect(forBackup({ backup: 'reads', restore: 'writes' }, BUCKET)).toEqual([
      { ...as('reads'), Sid: 'BackupReads', Action: ['kms:Decrypt'] },
      { ...as('writes'), Sid: 'BackupWritesBack', Action: ['kms:Decrypt', 'kms:GenerateDataKey'] },
    ]);
  });

  test('several log groups share a key, and each is named', () => {
    const { Condition } = forLogGroups('/a', '/b');
    expect(Condition).toEqual({
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': ['/a', '/b'].map(
          (group) => `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${group}`,
        ),
      },
    });
  });
});
