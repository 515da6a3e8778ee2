import { Match, type Template } from 'aws-cdk-lib/assertions';
import { statementsOf } from '../../support/constructs';
import { awsOnly, awsTemplates, planOf } from '../../support/plans';

const plan = planOf(awsOnly('in'));
const templates = awsTemplates(plan);
const json = (name: string) => (templates[name] as Template).toJSON();
const count = (name: string, type: string): number =>
  Object.values<{ Type: string }>(json(name).Resources).filter(({ Type }) => Type === type).length;

test('one trail and one recorder an account; recorder, detector and hub in each region', () => {
  const counts = (type: string) => ['audit', 'audit-recovery'].map((name) => count(name, type));
  expect(counts('AWS::CloudTrail::Trail')).toEqual([1, 0]);
  expect(counts('AWS::Config::ConfigurationRecorder')).toEqual([1, 1]);
  expect(counts('AWS::GuardDuty::Detector')).toEqual([1, 1]);
  expect(counts('AWS::SecurityHub::Hub')).toEqual([1, 1]);
  expect(counts('AWS::CloudWatch::Alarm')).toEqual([(plan.aws?.audits[0]?.alarms.length ?? 0) + 1, 1]);
  for (const name of Object.keys(templates).filter((other) => !other.startsWith('audit')))
    for (const type of ['AWS::CloudTrail::Trail', 'AWS::Config::ConfigurationRecorder', 'AWS::GuardDuty::Detector'])
      expect(count(name, type)).toBe(0);
});

test('what an account does is recorded before it does more: other stacks wait for its audit', () => {
  const after = Object.fromEntries((plan.aws?.stacks ?? []).map((stack) => [stack.name, stack.after]));
  expect(after['sovereign-in-audit']).toEqual(
    expect.arrayContaining(['sovereign-in-baseline', 'sovereign-in-archive']),
  );
  for (const stack of ['recovery', 'data', 'registry', 'cell-mumbai-a'])
    expect(after[`sovereign-in-${stack}`]).toEqual(
      expect.arrayContaining(['sovereign-in-audit', 'sovereign-in-audit-recovery']),
    );
  expect(after['sovereign-in-archive']).not.toContain('sovereign-in-audit');
});

test('everything is delivered to the archive of the primary region, under its key', () => {
  for (const name of ['audit', 'audit-recovery'])
    templates[name]?.hasResourceProperties('AWS::Config::DeliveryChannel', {
      S3BucketName: { 'Fn::Sub': 'sovereign-in-archive-config-${AWS::AccountId}' },
      S3KmsKeyArn: {
        'Fn::Sub': 'arn:${AWS::Partition}:kms:ap-south-1:${AWS::AccountId}:alias/sovereign-in-archive',
      },
    });
  templates['audit']?.hasResourceProperties('AWS::CloudTrail::Trail', {
    S3BucketName: { 'Fn::Sub': 'sovereign-in-archive-${AWS::AccountId}' },
    KMSKeyId: { 'Fn::Sub': 'arn:${AWS::Partition}:kms:ap-south-1:${AWS::AccountId}:alias/sovereign-in-archive' },
  });
});

test('the key of the audit encrypts its log groups and what its alarms say, and nothing else', () => {
  const [key] = Object.values((templates['audit'] as Template).findResources('AWS::KMS::Key'));
  expect(key?.['Properties'].KeyPolicy.Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual([
    'AdministerWithoutUse',
    'CloudWatchLogsForTheNamedGroups',
    'AlarmsOfThisAccountSpeak',
  ]);
  expect(JSON.stringify(key)).toContain('log-group:/aws/cloudtrail/sovereign-in-trail');
  expect(JSON.stringify(key)).toContain('log-group:/aws/events/sovereign-in-findings');
});

test('configuration is delivered to a bucket that does not lock, and copied under the lock of the archive', () => {
  const archive = templates['archive'] as Template;
  const buckets = Object.values(archive.findResources('AWS::S3::Bucket')).map(({ Properties }) => Properties);
  const of = (name: string) => buckets.find(({ BucketName }) => JSON.stringify(BucketName).includes(`${name}-\${`));
  expect(of('sovereign-in-archive-config')?.ObjectLockEnabled).toBeUndefined();
  expect(of('sovereign-in-archive-config')?.ReplicationConfiguration.Rules).toEqual([
    expect.objectContaining({
      Status: 'Enabled',
      Destination: expect.objectContaining({
        Bucket: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::sovereign-in-archive-${AWS::AccountId}' },
      }),
    }),
  ]);
  expect(of('sovereign-in-archive')?.ObjectLockConfiguration.Rule.DefaultRetention).toEqual({
    Mode: 'COMPLIANCE',
    Days: 365,
  });
  archive.hasResourceProperties('AWS::IAM::Role', { RoleName: 'sovereign-in-archive-copies' });
});

test('an archive apart from accounts that nobody named asks for them, and lets its own in too', () => {
  const asked = awsTemplates(
    planOf(
      awsOnly('in', ['  network: 10.64.0.0/12', '  accounts: { logArchive: "222222222222" }\n  network: 10.64.0.0/12']),
    ),
  )['archive'] as Template;
  const text = JSON.stringify(asked.findResources('AWS::S3::BucketPolicy'));
  expect(text).toContain(
    '{"Fn::Split":[",",{"Fn::Join":[",",["222222222222",{"Fn::Join":[",",{"Ref":"CellAccounts"}]}]]}]}',
  );
  expect(text).toContain('/AWSLogs/*/Config/*');
  const [trails] = statementsOf(asked, 'AWS::S3::BucketPolicy', 'PolicyDocument').filter(
    ({ Sid }) => Sid === 'CloudTrailWrites',
  );
  expect(trails?.Condition?.['StringEquals']).toHaveProperty(['aws:SourceAccount']);
  expect(JSON.stringify(trails?.Condition?.['ArnLike'])).toContain(':*:trail/*');
});

describe('control-plane logs', () => {
  const [logs, cells] = ['222222222222', '333333333333'];
  const apart = (account: boolean) =>
    awsTemplates(
      planOf(
        awsOnly(
          'in',
          [
            '  network: 10.64.0.0/12',
            `  accounts: { logArchive: "${logs}"${account ? `, data: "${logs}"` : ''} }\n  network: 10.64.0.0/12`,
          ],
          ...(account ? [['zone: aps1-az1', `zone: aps1-az1\n      account: "${cells}"`] as [string, string]] : []),
        ),
      ),
    );
  const role = (account: string) => `arn:\${AWS::Partition}:iam::${account}:role/sovereign-in-cluster-logs-mumbai-a`;
  const streams = (archive?: Template) =>
    statementsOf(archive as Template, 'AWS::S3::BucketPolicy', 'PolicyDocument').filter(({ Sid }) =>
      /^Streams/.test(String(Sid)),
    );

  test('are delivered from each cell to a bucket that does not lock, and copied under the lock of the archive', () => {
    const named = apart(true);
    const cell = named['mumbai-a'] as Template;
    cell.hasResourceProperties('AWS::Logs::SubscriptionFilter', {
      FilterPattern: '',
      LogGroupName: { Ref: Object.keys(cell.findResources('AWS::Logs::LogGroup'))[0] },
    });
    cell.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      DeliveryStreamName: 'sovereign-in-mumbai-a-cluster-logs',
      DeliveryStreamEncryptionConfigurationInput: {
        KeyARN: { 'Fn::GetAtt': [Match.stringLikeRegexp('^KeyLogs'), 'Arn'] },
      },
      ExtendedS3DestinationConfiguration: {
        BucketARN: { 'Fn::Sub': `arn:\${AWS::Partition}:s3:::sovereign-in-archive-clusters-${logs}` },
        Prefix: { 'Fn::Sub': 'AWSLogs/${AWS::AccountId}/eks/sovereign-in-mumbai-a/' },
        EncryptionConfiguration: {
          KMSEncryptionConfig: {
            AWSKMSKeyARN: {
              'Fn::Sub': `arn:\${AWS::Partition}:kms:ap-south-1:${logs}:alias/sovereign-in-archive`,
            },
          },
        },
      },
    });
    const archive = named['archive'] as Template;
    archive.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: `sovereign-in-archive-clusters-${logs}`,
      ObjectLockEnabled: Match.absent(),
      ReplicationConfiguration: {
        Rules: [
          Match.objectLike({
            Status: 'Enabled',
            Filter: { Prefix: '' },
            Destination: Match.objectLike({
              Bucket: { 'Fn::Sub': `arn:\${AWS::Partition}:s3:::sovereign-in-archive-${logs}` },
            }),
          }),
        ],
      },
    });
    archive.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: `sovereign-in-archive-${logs}`,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 365 } } },
    });
  });

  test('come from the role of the cell in its own account, and where nobody named it, from those given', () => {
    for (const { Principal, Condition } of streams(apart(true)['archive'])) {
      expect(Principal).toEqual({ AWS: [cells] });
      expect(Condition).toEqual({ ArnLike: { 'aws:PrincipalArn': [{ 'Fn::Sub': role(cells) }] } });
    }
    expect(streams(apart(true)['archive'])).toHaveLength(2);
    for (const { Principal, Condition } of streams(apart(false)['archive'])) {
      expect(Principal).toEqual({ AWS: { Ref: 'CellAccounts' } });
      expect(Condition).toEqual({ ArnLike: { 'aws:PrincipalArn': [{ 'Fn::Sub': role('*') }] } });
    }
    for (const { Principal } of streams(templates['archive']))
      expect(Principal).toEqual({ AWS: [{ Ref: 'AWS::AccountId' }] });
  });
});
