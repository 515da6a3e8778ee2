import { Match, type Template } from 'aws-cdk-lib/assertions';
import { awsOnly, awsTemplates, planOf } from '../../support/plans';

const india = awsTemplates(planOf(awsOnly('in')));
const cell = india['mumbai-a'] as Template;

test('a cell that trains has a file system sized by its GPUs, in a subnet of its own in their zone, under a key of its own', () => {
  const [[subnet] = []] = Object.entries(
    cell.findResources('AWS::EC2::Subnet', { Properties: { CidrBlock: '10.64.255.128/25' } }),
  );
  cell.hasResourceProperties('AWS::FSx::FileSystem', {
    StorageCapacity: 9600,
    SubnetIds: [{ Ref: subnet }],
    KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^KeyLustre'), 'Arn'] },
    LustreConfiguration: { PerUnitStorageThroughput: 1000, EfaEnabled: true },
  });
  cell.hasResourceProperties('AWS::EC2::Subnet', { CidrBlock: '10.64.255.128/25', AvailabilityZoneId: 'aps1-az1' });
});

test('it is linked to the buckets of the country: models both ways, data one way', () => {
  const links = Object.values(cell.findResources('AWS::FSx::DataRepositoryAssociation')).map(({ Properties }) => [
    Properties.DataRepositoryPath['Fn::Sub'],
    Properties.S3.AutoExportPolicy !== undefined,
  ]);
  expect(links).toEqual([
    ['s3://sovereign-in-models-${AWS::AccountId}', true],
    ['s3://sovereign-in-data-${AWS::AccountId}', false],
  ]);
});

test('nodes reach it: all of them by the ports of Lustre, those with EFA by EFA', () => {
  const from = (source: string) =>
    Object.values(cell.findResources('AWS::EC2::SecurityGroupIngress'))
      .filter(({ Properties: { GroupId } }) => GroupId['Fn::GetAtt'][0].startsWith('LustreGroup'))
      .filter(({ Properties: { SourceSecurityGroupId } }) => SourceSecurityGroupId['Fn::GetAtt'][0].startsWith(source))
      .map(({ Properties: { IpProtocol, FromPort, ToPort } }) => [IpProtocol, FromPort, ToPort]);
  expect(from('Cluster')).toEqual([
    ['tcp', 988, 988],
    ['tcp', 1018, 1023],
  ]);
  expect(from('NetworkEfaGroup')).toEqual([['-1', undefined, undefined]]);
});

test('its key serves FSx of the region only, and its log group is under the key of logs', () => {
  const [key] = Object.values(cell.findResources('AWS::KMS::Key')).filter(({ Properties }) =>
    Properties.Description.startsWith('files of the cell'),
  );
  const services = JSON.stringify(key?.['Properties'].KeyPolicy).match(/"(\w+)\.\$\{AWS::Region\}/g);
  expect(new Set(services)).toEqual(new Set(['"fsx.${AWS::Region}']));
  cell.hasResourceProperties('AWS::Logs::LogGroup', {
    LogGroupName: '/aws/fsx/sovereign-in-mumbai-a',
    RetentionInDays: 365,
    KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^KeyLogs'), 'Arn'] },
  });
  const [logs] = Object.values(cell.findResources('AWS::KMS::Key')).filter(({ Properties }) =>
    Properties.Description.startsWith('logs of'),
  );
  expect(JSON.stringify(logs)).toContain(':log-group:/aws/fsx/sovereign-in-mumbai-a"');
});

test('buckets and their key admit file systems of the accounts whose cells have one, and of no other', () => {
  const admitted = (templates: Record<string, Template>) => {
    const statements = ['AWS::S3::BucketPolicy', 'AWS::KMS::Key'].flatMap((type) =>
      Object.values((templates['data'] as Template).findResources(type)).flatMap(
        ({ Properties: { PolicyDocument, KeyPolicy } }) => (PolicyDocument ?? KeyPolicy).Statement,
      ),
    );
    return statements
      .filter(({ Sid }) => Sid.startsWith('LinkedFileSystems'))
      .map(({ Sid, Principal, Condition }) => [Sid, Condition.StringEquals?.['kms:CallerAccount'] ?? Principal.AWS]);
  };
  const accounts = awsOnly(
    'in',
    [
      '  network: 10.64.0.0/12',
      '  accounts: { logArchive: "222222222222", data: "222222222222" }\n  network: 10.64.0.0/12',
    ],
    ['zone: aps1-az1', 'zone: aps1-az1\n      account: "333333333333"'],
  );
  expect(admitted(awsTemplates(planOf(accounts)))).toEqual([
    ['LinkedFileSystems', ['333333333333']],
    ['LinkedFileSystems', ['333333333333']],
  ]);
  // In one account the role of a file system has its rights on the key from the key alone.
  const own = { Ref: 'AWS::AccountId' };
  expect(admitted(india)).toEqual([
    ['LinkedFileSystems', [own]],
    ['LinkedFileSystems', [own]],
    ['LinkedFileSystemsThroughS3', own],
  ]);
  const none = accounts.replace('zone: aps1-az1', 'zone: aps1-az1\n      lustre: none');
  expect(admitted(awsTemplates(planOf(none)))).toEqual([]);
});

test('a cell without one has nothing of it', () => {
  const none = awsTemplates(planOf(awsOnly('in', ['zone: aps1-az1', 'zone: aps1-az1\n      lustre: none'])));
  expect(JSON.stringify((none['mumbai-a'] as Template).toJSON())).not.toMatch(/[Ll]ustre|fsx/i);
  expect(JSON.stringify((none['data'] as Template).toJSON())).not.toMatch(/fsx/i);
});
