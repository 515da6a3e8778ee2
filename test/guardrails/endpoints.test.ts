/** Requests through the policies of a cell's endpoints, as IAM decides them: where could data leave? */
import type { Template } from 'aws-cdk-lib/assertions';
import { FEATURES } from '../../lib/plan/aws';
import { awsTemplates, organization, planOf } from '../support/plans';

const { runSimulation } = require('@cloud-copilot/iam-simulate') as {
  runSimulation(simulation: object, options: object): Promise<{ overallResult?: string; errors?: unknown }>;
};

const OURS = '111111111111';
const THEIRS = '666666666666';
const VENDOR = '602401143452';
const ORG = 'o-a1b2c3d4e5';
const REGION = 'ap-south-1';

const cell = awsTemplates(
  planOf(organization('', [['  network: 10.64', '  path: { kind: session }\n  network: 10.64']])),
)['mumbai-a'] as Template;

/** The policy of an endpoint, with what CloudFormation fills in when it deploys. */
function policyOf(service: string): unknown {
  const [endpoint] = Object.values(
    cell.findResources('AWS::EC2::VPCEndpoint', { Properties: { ServiceName: `com.amazonaws.${REGION}.${service}` } }),
  );
  const filled = JSON.stringify(endpoint?.['Properties'].PolicyDocument)
    .replaceAll('{"Ref":"AWS::AccountId"}', `"${OURS}"`)
    .replace(/\{"Fn::Sub":("[^"]*")\}/g, '$1')
    .replaceAll('${AWS::Partition}', 'aws')
    .replaceAll('${AWS::AccountId}', OURS);
  return JSON.parse(filled);
}

interface Asked {
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  /** Account of whoever asks. Default: ours. */
  readonly by?: string;
  /** Account of what is asked for; undefined: of none. */
  readonly of?: string | undefined;
  readonly region?: string;
}

/** Everyone is allowed everything by their own policies, and by those of the resources: what is denied, the endpoint denies. */
async function decide({ service, action, resource, by = OURS, region = REGION, ...asked }: Asked): Promise<string> {
  const of = 'of' in asked ? asked.of : OURS;
  const principal = `arn:aws:sts::${by}:assumed-role/some-role/session`;
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const outcome = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: of ?? by },
        contextVariables: {
          'aws:RequestedRegion': region,
          'aws:PrincipalAccount': by,
          'aws:PrincipalOrgID': by === OURS ? ORG : 'o-zzzzzzzzzz',
          ...(of ? { 'aws:ResourceAccount': of, 'aws:ResourceOrgID': of === OURS ? ORG : 'o-zzzzzzzzzz' } : {}),
        },
      },
      identityPolicies: [{ name: 'all', policy: everything }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      vpcEndpointPolicies: [{ name: service, policy: policyOf(service) }],
      ...(resource === '*'
        ? {}
        : {
            resourcePolicy: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: action, Resource: '*' }],
            },
          }),
    },
    {},
  );
  if (outcome.overallResult === undefined) throw new Error(`${action}: ${JSON.stringify(outcome.errors ?? outcome)}`);
  return outcome.overallResult;
}

const object = (bucket: string): string => `arn:aws:s3:::${bucket}/key`;
const repository = (account: string): string => `arn:aws:ecr:${REGION}:${account}:repository/some/image`;

describe('what nodes, pods and hosts do still passes', () => {
  test.each<[string, Asked]>([
    [
      'a node reads the description of its cluster',
      { service: 'eks', action: 'eks:DescribeCluster', resource: `arn:aws:eks:${REGION}:${OURS}:cluster/c` },
    ],
    ['a node asks what it is', { service: 'ec2', action: 'ec2:DescribeInstances', resource: '*' }],
    [
      'the CNI attaches an interface',
      {
        service: 'ec2',
        action: 'ec2:AttachNetworkInterface',
        resource: `arn:aws:ec2:${REGION}:${OURS}:network-interface/eni-0a1b2c3d4e5f67890`,
      },
    ],
    [
      'a node signs in to the registry, which is no account’s',
      { service: 'ecr.api', action: 'ecr:GetAuthorizationToken', resource: '*', of: undefined },
    ],
    ['a node pulls an image of ours', { service: 'ecr.dkr', action: 'ecr:BatchGetImage', resource: repository(OURS) }],
    [
      'a node pulls an add-on of the vendor',
      { service: 'ecr.dkr', action: 'ecr:BatchGetImage', resource: repository(VENDOR), of: VENDOR },
    ],
    [
      'layers are read from the vendor’s bucket under its own signature',
      {
        service: 's3',
        action: 's3:GetObject',
        resource: object(`prod-${REGION}-starport-layer-bucket`),
        by: VENDOR,
        of: VENDOR,
      },
    ],
    [
      'packages are read from the vendor’s bucket',
      { service: 's3', action: 's3:GetObject', resource: object(`al2023-repos-${REGION}-de612dc2`), of: VENDOR },
    ],
    [
      'a pod writes a checkpoint',
      { service: 's3', action: 's3:PutObject', resource: object(`sovereign-in-models-${OURS}`) },
    ],
    [
      'a pod takes its role',
      {
        service: 'eks-auth',
        action: 'eks-auth:AssumeRoleForPodIdentity',
        resource: `arn:aws:eks:${REGION}:${OURS}:cluster/c`,
      },
    ],
    [
      'a pod asks which role it holds',
      { service: 'sts', action: 'sts:GetCallerIdentity', resource: '*', of: undefined },
    ],
    [
      'the host of sessions opens a channel',
      { service: 'ssmmessages', action: 'ssmmessages:OpenDataChannel', resource: '*', of: undefined },
    ],
  ])('%s', async (_, asked) => {
    expect(await decide(asked)).toBe('Allowed');
  });
});

describe('what carries data out does not', () => {
  test.each<[string, Asked]>([
    [
      'an object into somebody else’s bucket',
      { service: 's3', action: 's3:PutObject', resource: object('collector'), of: THEIRS },
    ],
    [
      'an object into a bucket of our name that somebody else took',
      { service: 's3', action: 's3:PutObject', resource: object(`sovereign-in-models-${OURS}`), of: THEIRS },
    ],
    [
      'an object into a bucket of ours, under smuggled credentials',
      { service: 's3', action: 's3:PutObject', resource: object(`sovereign-in-models-${OURS}`), by: THEIRS },
    ],
    [
      'an object written to the vendor’s bucket',
      { service: 's3', action: 's3:PutObject', resource: object(`prod-${REGION}-starport-layer-bucket`), of: VENDOR },
    ],
    [
      'a policy that opens a bucket of ours',
      { service: 's3', action: 's3:PutBucketPolicy', resource: `arn:aws:s3:::sovereign-in-models-${OURS}` },
    ],
    [
      'an image pushed to somebody else’s registry',
      { service: 'ecr.dkr', action: 'ecr:PutImage', resource: repository(THEIRS), of: THEIRS },
    ],
    [
      'an image pushed to the vendor’s registry',
      { service: 'ecr.dkr', action: 'ecr:PutImage', resource: repository(VENDOR), of: VENDOR },
    ],
    [
      'an image pulled from somebody else’s registry',
      { service: 'ecr.dkr', action: 'ecr:BatchGetImage', resource: repository(THEIRS), of: THEIRS },
    ],
    [
      'a sign-in to the registry under smuggled credentials',
      { service: 'ecr.api', action: 'ecr:GetAuthorizationToken', resource: '*', by: THEIRS, of: undefined },
    ],
    [
      'a role of somebody else, with data in the name of the session',
      { service: 'sts', action: 'sts:AssumeRole', resource: `arn:aws:iam::${THEIRS}:role/collector`, of: THEIRS },
    ],
    [
      'a snapshot shared with somebody else',
      {
        service: 'ec2',
        action: 'ec2:ModifySnapshotAttribute',
        resource: `arn:aws:ec2:${REGION}::snapshot/snap-0a1b2c3d4e5f67890`,
      },
    ],
    [
      'tags, which hold text, on what is somebody else’s',
      {
        service: 'ec2',
        action: 'ec2:CreateTags',
        resource: `arn:aws:ec2:${REGION}:${THEIRS}:network-interface/eni-0a1b2c3d4e5f67890`,
        of: THEIRS,
      },
    ],
    [
      'a request to another region',
      {
        service: 'eks',
        action: 'eks:DescribeCluster',
        resource: `arn:aws:eks:us-east-1:${OURS}:cluster/c`,
        region: 'us-east-1',
      },
    ],
    [
      'the role of a pod of somebody else’s cluster',
      {
        service: 'eks-auth',
        action: 'eks-auth:AssumeRoleForPodIdentity',
        resource: `arn:aws:eks:${REGION}:${THEIRS}:cluster/c`,
        of: THEIRS,
      },
    ],
    [
      'a channel of Session Manager to somebody else’s account',
      { service: 'ssmmessages', action: 'ssmmessages:OpenDataChannel', resource: '*', by: THEIRS, of: undefined },
    ],
    [
      'a parameter of Systems Manager',
      { service: 'ssm', action: 'ssm:PutParameter', resource: `arn:aws:ssm:${REGION}:${OURS}:parameter/p` },
    ],
  ])('%s', async (_, asked) => {
    expect(await decide(asked)).not.toBe('Allowed');
  });
});

test('the endpoint of EC2 lets the driver of volumes change what its role may change, and no more', () => {
  const roles = JSON.stringify(cell.findResources('AWS::IAM::Role'));
  const asked = FEATURES.find(({ reason }) => reason.includes('EBS CSI'))?.services['ec2'] ?? [];
  const changes = asked.filter((action) => !action.startsWith('ec2:Describe'));
  expect(changes).toContain('ec2:CreateVolume');
  expect(changes.filter((action) => !roles.includes(`"${action}"`))).toEqual([]);
});
