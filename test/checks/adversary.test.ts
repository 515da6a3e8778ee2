/** Near misses: what looks like a violation and is none, what looks compliant and is not, and how each is said. */
import { runChecks } from '../../lib/checks';
import { buildGraph } from '../../lib/graph';
import { cfn, contextOf } from './support';

const said = (graph: ReturnType<typeof cfn>, check: string, address: string, country = 'IN') =>
  runChecks(contextOf(graph, country))
    .filter((finding) => finding.check === check && finding.resource.address === address)
    .map(({ result, message }) => `${result}: ${message}`);

const queue = (statement: Record<string, unknown>) =>
  cfn({
    Policy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:*', ...statement }] },
      },
    },
  });

test('a condition that narrows nothing is named', () => {
  const graph = queue({
    Condition: { StringLike: { 'aws:PrincipalOrgID': 'o-*' }, Bool: { 'aws:SecureTransport': 'true' } },
  });
  expect(said(graph, 'privilege/wildcard-principal', 'Policy')).toEqual([
    'fail: allows anyone: Principal * under a condition that does not settle who asks (StringLike aws:PrincipalOrgID, Bool aws:SecureTransport)',
  ]);
});

test('a finding stands at the property at fault', () => {
  const text = JSON.stringify(
    {
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }] } }],
          },
        },
      },
    },
    null,
    1,
  );
  const graph = buildGraph([{ name: 'a.json', text, region: 'ap-south-1' }]);
  const finding = runChecks(contextOf(graph)).find(({ check }) => check === 'privilege/wildcard-principal');
  expect(finding).toMatchObject({
    result: 'fail',
    message: 'a wildcard: allows every action but those it names (NotAction) on every resource',
    resource: { line: text.split('\n').findIndex((row) => row.includes('NotAction')) + 1 },
  });
});

test('a gateway says how near a path it is', () => {
  const Gate = { Type: 'AWS::EC2::InternetGateway' };
  const Net = { Type: 'AWS::EC2::VPC' };
  const Join = {
    Type: 'AWS::EC2::VPCGatewayAttachment',
    Properties: { VpcId: { Ref: 'Net' }, InternetGatewayId: { Ref: 'Gate' } },
  };
  const Out = { Type: 'AWS::EC2::Route', Properties: { RouteTableId: 'rtb-1', GatewayId: { Ref: 'Gate' } } };
  const gate = (resources: Record<string, unknown>) => said(cfn(resources), 'egress/internet-path', 'Gate');
  expect(gate({ Gate })).toEqual(['fail: is a door to the internet, although no network here is attached to it']);
  expect(gate({ Gate, Net, Join })).toEqual([
    'fail: is attached to a network, although no route here leads to it: one route opens the path',
  ]);
  expect(gate({ Gate, Net, Join, Out })).toEqual(['fail: is a path to the internet: Out leads to it']);
});

test('an ARN of another region does not name what has the same name here', () => {
  const graph = cfn({
    Flows: {
      Type: 'AWS::EC2::FlowLog',
      Properties: { LogGroupName: 'arn:aws:logs:eu-west-1:111111111111:log-group:/flows:*' },
    },
    Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/flows' } },
  });
  expect(said(graph, 'audit/log-retention', 'Flows')[0]).toMatch(/^not-checked: writes to arn:aws:logs:eu-west-1/);
});

test('a mention of another region is not a place', () => {
  const graph = cfn({
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        Description: 'nothing in eu-west-1',
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Deny',
              Action: '*',
              Resource: '*',
              Condition: { StringNotEquals: { 'aws:RequestedRegion': ['ap-south-1', 'eu-west-1'] } },
            },
          ],
        },
      },
    },
    Records: {
      Type: 'AWS::S3::Bucket',
      Properties: { BucketName: 'eu-west-1', Tags: [{ Key: 'a', Value: 'us-east-1' }] },
    },
  });
  const findings = runChecks(contextOf(graph)).filter(({ check }) => check.startsWith('residency/'));
  expect(findings.map(({ result }) => result)).toEqual(['not-applicable', 'pass', 'pass']);
});

test('a public endpoint for a few says for whom', () => {
  const graph = cfn({
    Cell: {
      Type: 'AWS::EKS::Cluster',
      Properties: { ResourcesVpcConfig: { EndpointPublicAccess: true, PublicAccessCidrs: ['203.0.113.0/24'] } },
    },
  });
  expect(said(graph, 'ingress/public-api', 'Cell')).toEqual([
    'fail: serves its API to the internet (ResourcesVpcConfig.EndpointPublicAccess is true), although to 203.0.113.0/24 only',
  ]);
});
