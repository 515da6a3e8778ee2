import { runChecks } from '../../lib/checks';
import { buildGraph } from '../../lib/graph';
import { cfn, contextOf, terraform } from './support';

test('findings are placed, complete and in one order whatever order files come in', () => {
  const a = {
    name: 'a.json',
    text: '{\n "Resources": {\n  "Logs": {"Type": "AWS::Logs::LogGroup",\n   "Properties": {"RetentionInDays": 1}}}}',
    region: 'ap-south-1',
  };
  const b = {
    name: 'b/cdk.tf.json',
    text: JSON.stringify({ resource: { azurerm_public_ip: { p: { location: 'uksouth' } } } }),
  };
  const run = (files: (typeof a | typeof b)[]) => runChecks(contextOf(buildGraph(files)));
  expect(run([a, b])).toEqual(run([b, a]));
  const retention = run([a, b]).find(({ check }) => check === 'audit/log-retention');
  expect(retention).toMatchObject({
    result: 'fail',
    invariant: 'audit',
    resource: { file: 'a.json', address: 'Logs', type: 'AWS::Logs::LogGroup', line: 4, column: 19 },
    message: 'keeps its events 1 days, 365 are asked',
  });
});

test('a country’s two stacks know each other by name and ARN', () => {
  const graph = buildGraph([
    {
      name: 'data.json',
      region: 'ap-south-1',
      text: JSON.stringify({
        Resources: {
          Records: {
            Type: 'AWS::S3::Bucket',
            Properties: {
              BucketName: 'in-records',
              LoggingConfiguration: { DestinationBucketName: 'in-access' },
              ReplicationConfiguration: {
                Role: 'r',
                Rules: [{ Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::in-copy' } }],
              },
            },
          },
        },
      }),
    },
    {
      name: 'recovery.json',
      region: 'ap-south-2',
      text: JSON.stringify({ Resources: { Copy: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'in-copy' } } } }),
    },
    {
      name: 'abroad.json',
      region: 'eu-west-1',
      text: JSON.stringify({
        Resources: { Copy: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'far-copy' } } },
      }),
    },
  ]);
  const findings = runChecks(contextOf(graph));
  const message = (check: string, file: string) =>
    findings.find((finding) => finding.check === check && finding.resource.file === file)?.message;
  expect(message('residency/replica', 'data.json')).toBe(
    'copies every object to arn:aws:s3:::in-copy in ap-south-2 (Hyderabad), in India',
  );
  expect(message('residency/location', 'abroad.json')).toBe('is in eu-west-1 (Ireland), outside India');
});

test('an archive is found by a name that holds the account', () => {
  const name = { 'Fn::Sub': 'archive-${AWS::AccountId}' };
  const graph = cfn({
    Archive: { Type: 'AWS::S3::Bucket', Properties: { BucketName: name } },
    Flows: {
      Type: 'AWS::EC2::FlowLog',
      Properties: { LogDestination: { 'Fn::Sub': 'arn:aws:s3:::archive-${AWS::AccountId}/flows/' } },
    },
    Named: {
      Type: 'AWS::EC2::FlowLog',
      Properties: { LogGroupName: 'arn:aws:logs:ap-south-1:${AWS::AccountId}:log-group:/a/b:*' },
    },
    Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/a/b' } },
  });
  const messages = runChecks(contextOf(graph)).flatMap(({ check, message, resource }) =>
    check === 'audit/log-retention' && resource.type === 'AWS::EC2::FlowLog' ? [message] : [],
  );
  expect(messages).toEqual([
    'writes to Archive, whose retention is judged there',
    'writes to Group, whose retention is judged there',
  ]);
});

test('a network’s proof says what was cut', () => {
  const graph = cfn({
    Net: { Type: 'AWS::EC2::VPC' },
    A: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Net' } } },
    B: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Net' } } },
    Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Net' } } },
  });
  const finding = runChecks(contextOf(graph)).find(
    ({ check, resource }) => check === 'egress/internet-path' && resource.address === 'Net',
  );
  expect(finding?.message).toBe(
    'no route from 2 subnets to any gateway; cut: no 0.0.0.0/0 or ::/0 in 1 route table, no gateway attached, no peering, no transit attachment',
  );
});

test('a default is named where it decides', () => {
  const graph = terraform({ azurerm_key_vault: { kv: { name: 'kv', location: 'centralindia' } } });
  const messages = runChecks(contextOf(graph)).map(({ message }) => message);
  expect(messages).toContain(
    'answers on the internet (public_network_access_enabled is not stated and is true by default)',
  );
});
