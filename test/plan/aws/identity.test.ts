/** The boundary and the roles of people, as IAM decides: what is stopped, and what must still work. */
import { type AwsPlan, MOST_POLICY_CHARACTERS } from '../../../lib/plan/aws';
import { boundaryPolicy } from '../../../lib/plan/aws/identity/boundary';
import { problemsOf, underlined } from '../../support/country';
import { access, awsOnly, organization, planOf } from '../../support/plans';
import { ACCOUNT, type Ask, decide, roleArn } from '../../support/simulate';

const plan = planOf(access()).aws as AwsPlan;
const { boundary, roles } = plan.identity;
const BOUNDARY = { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/sovereign-in-boundary` };
const ADMIN = { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' };
const NODE = 'sovereign-in-mumbai-a-node';
const EXECUTES = `cdk-sovin-cfn-exec-role-${ACCOUNT}-ap-south-1`;
const at = (region: string) => ({ 'aws:RequestedRegion': region });
const arn = (service: string, what: string, region = 'ap-south-1'): string =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${what}`;
const policy = (name: string): string => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
const KEY = arn('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab');
const CLUSTER = arn('eks', 'cluster/sovereign-in-mumbai-a');
const INSTANCE = arn('ec2', 'instance/i-0a1b2c3d');
const OURS = { 'aws:ResourceTag/eks:cluster-name': 'sovereign-in-mumbai-a' };
const OBJECT = `arn:aws:s3:::sovereign-in-models-${ACCOUNT}/weights`;
const ARCHIVE = `arn:aws:s3:::sovereign-in-archive-${ACCOUNT}`;
const THROUGH_S3 = {
  'kms:ViaService': 's3.ap-south-1.amazonaws.com',
  'kms:ResourceAliases': ['alias/sovereign-in-archive'],
};

/** Who, and what a boundary stops although their own policies allow everything. */
// biome-ignore format: a table is read in rows
const STOPPED: readonly (readonly [name: string, role: string, ask: Ask])[] = [
  ['a node works abroad', NODE, ['ec2:RunInstances', arn('ec2', 'instance/*', 'eu-west-1'), at('eu-west-1')]],
  ['CloudFormation makes a bucket abroad', EXECUTES, ['s3:CreateBucket', 'arn:aws:s3:::sovereign-in-x', at('eu-west-1')]],
  ['a service the region does not run', NODE, ['dynamodb:PutItem', arn('dynamodb', 'table/x')]],
  ['a user is made', EXECUTES, ['iam:CreateUser', `arn:aws:iam::${ACCOUNT}:user/x`]],
  ['a key that lasts is made', EXECUTES, ['iam:CreateAccessKey', `arn:aws:iam::${ACCOUNT}:user/x`]],
  ['another sign-in is trusted', EXECUTES, ['iam:CreateSAMLProvider', `arn:aws:iam::${ACCOUNT}:saml-provider/x`]],
  ['the boundary is raised by who deploys', EXECUTES, ['iam:CreatePolicyVersion', policy('sovereign-in-boundary')]],
  ['an older boundary comes back', EXECUTES, ['iam:SetDefaultPolicyVersion', policy('sovereign-in-boundary')]],
  ['what CloudFormation may is widened', EXECUTES, ['iam:CreatePolicyVersion', policy('sovereign-in-deploy-1')]],
  ['a boundary is taken off', EXECUTES, ['iam:DeleteRolePermissionsBoundary', roleArn(NODE), BOUNDARY]],
  ['another boundary is put on', EXECUTES, ['iam:PutRolePermissionsBoundary', roleArn(NODE), ADMIN]],
  ['a role is made without it', EXECUTES, ['iam:CreateRole', roleArn('sovereign-in-x')]],
  ['a role is made under another', EXECUTES, ['iam:CreateRole', roleArn('sovereign-in-x'), ADMIN]],
  ['rights are given to a role without it', EXECUTES, ['iam:AttachRolePolicy', roleArn('Other')]],
  ['the deploy role trusts someone else', EXECUTES, ['iam:UpdateAssumeRolePolicy', roleArn(`cdk-sovin-deploy-role-${ACCOUNT}-ap-south-1`), BOUNDARY]],
  ['break-glass trusts someone else', EXECUTES, ['iam:UpdateAssumeRolePolicy', roleArn('sovereign-in-break-glass'), BOUNDARY]],
  ['the operator role gets more rights', EXECUTES, ['iam:PutRolePolicy', roleArn('sovereign-in-operator'), BOUNDARY]],
  ['a node shapes roles', NODE, ['iam:CreateRole', roleArn('sovereign-in-x'), BOUNDARY]],
  ['a node changes a policy', NODE, ['iam:CreatePolicyVersion', policy('sovereign-in-x')]],
  ['break-glass shapes roles', 'sovereign-in-break-glass', ['iam:UpdateAssumeRolePolicy', roleArn(NODE), BOUNDARY]],
  ['a trail is stopped', EXECUTES, ['cloudtrail:StopLogging', arn('cloudtrail', 'trail/audit')]],
  ['the recorder is stopped', EXECUTES, ['config:StopConfigurationRecorder', arn('config', 'configuration-recorder/x/y')]],
  ['a key is lost', 'sovereign-in-break-glass', ['kms:ScheduleKeyDeletion', KEY]],
  ['a key goes abroad', EXECUTES, ['kms:ReplicateKey', KEY]],
  ['a snapshot is shared', NODE, ['ec2:ModifySnapshotAttribute', 'arn:aws:ec2:ap-south-1::snapshot/snap-0a1b2c3d']],
  ['a cluster is opened to the internet', EXECUTES, ['eks:UpdateClusterConfig', CLUSTER, { 'eks:endpointPublicAccess': 'true' }]],
  ['a cluster stops saying who did what', EXECUTES, ['eks:UpdateClusterConfig', CLUSTER, { 'eks:endpointPublicAccess': 'false', 'eks:loggingType/audit': 'false' }]],
  ['a lock is passed by', EXECUTES, ['s3:BypassGovernanceRetention', OBJECT]],
  ['a region is opened', EXECUTES, ['account:EnableRegion', `arn:aws:account::${ACCOUNT}:account`]],
  ['the account leaves', EXECUTES, ['organizations:LeaveOrganization', '*']],
  ['a role of another account is taken', NODE, ['sts:AssumeRole', 'arn:aws:iam::666666666666:role/X', at('ap-south-1')]],
];

/** What must work under it, where their own policies allow it. */
// biome-ignore format: a table is read in rows
const WORKS: readonly (readonly [name: string, role: string, ask: Ask])[] = [
  ['a node reads its cluster', NODE, ['eks:DescribeCluster', arn('eks', 'cluster/sovereign-in-mumbai-a')]],
  ['a node pulls an image', NODE, ['ecr:BatchGetImage', arn('ecr', 'repository/sovereign-in/x')]],
  ['a node opens a channel to Systems Manager', NODE, ['ssmmessages:OpenControlChannel', '*']],
  ['a pod takes its role', NODE, ['eks-auth:AssumeRoleForPodIdentity', arn('eks', 'cluster/sovereign-in-mumbai-a')]],
  ['the CNI attaches addresses', 'sovereign-in-mumbai-a-cni', ['ec2:AssignPrivateIpAddresses', arn('ec2', 'network-interface/eni-0a1b2c3d')]],
  ['a driver attaches a volume', 'sovereign-in-mumbai-a-ebs', ['ec2:AttachVolume', arn('ec2', 'volume/vol-0a1b2c3d')]],
  ['a driver uses the key of volumes', 'sovereign-in-mumbai-a-ebs', ['kms:CreateGrant', KEY]],
  ['a driver reads a file system', 'sovereign-in-mumbai-a-fsx', ['fsx:DescribeFileSystems', '*']],
  ['FSx makes its own role', 'sovereign-in-mumbai-a-fsx', ['iam:PutRolePolicy', roleArn('aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-01')]],
  ['the control plane makes a load balancer', 'sovereign-in-mumbai-a-cluster', ['elasticloadbalancing:CreateLoadBalancer', arn('elasticloadbalancing', 'loadbalancer/net/x/y')]],
  ['S3 copies to the recovery region', 'sovereign-in-replication', ['s3:ReplicateObject', `arn:aws:s3:::sovereign-in-models-copy-${ACCOUNT}/x`, at('ap-south-2')]],
  ['a backup is taken', 'sovereign-in-backup', ['backup:StartBackupJob', arn('backup', 'backup-vault:x')]],
  ['a backup is copied in the country', 'sovereign-in-backup', ['backup:CopyIntoBackupVault', arn('backup', 'backup-vault:x', 'ap-south-2'), at('ap-south-2')]],
  ['a resource is found by its tags', 'sovereign-in-backup', ['tag:GetResources', '*']],
  ['CloudFormation makes a role under it', EXECUTES, ['iam:CreateRole', roleArn('sovereign-in-x'), BOUNDARY]],
  ['CloudFormation changes who takes such a role', EXECUTES, ['iam:UpdateAssumeRolePolicy', roleArn(NODE), BOUNDARY]],
  ['CloudFormation hands a role to a service', EXECUTES, ['iam:PassRole', roleArn(NODE), { 'iam:PassedToService': 'ec2.amazonaws.com' }]],
  ['CloudFormation changes a cluster that stays private', EXECUTES, ['eks:UpdateClusterConfig', CLUSTER, { 'eks:endpointPublicAccess': 'false', 'eks:loggingType/audit': 'true' }]],
  ['CloudFormation deploys a guardrail', EXECUTES, ['organizations:UpdatePolicy', 'arn:aws:organizations::999999999999:policy/o-a1b2c3d4e5/service_control_policy/p-a1b2c3d4']],
  ['an older client takes a role at the global endpoint', NODE, ['sts:AssumeRole', roleArn('sovereign-in-x'), at('us-east-1')]],
  ['who did what with IAM is read', 'sovereign-in-auditor', ['cloudtrail:LookupEvents', '*', at('us-east-1')]],
  ['a key is switched off', 'sovereign-in-break-glass', ['kms:DisableKey', KEY]],
];

describe('boundary', () => {
  test.each(STOPPED)('stopped: %s', async (_, role, ask) => {
    expect(await decide(role, ask, boundary.policy)).not.toBe('Allowed');
  });
  test.each(WORKS)('works: %s', async (_, role, ask) => {
    expect(await decide(role, ask, boundary.policy)).toBe('Allowed');
  });
  test.each(boundary.policy.filter(({ Effect }) => Effect === 'Deny').map(({ Sid }) => [Sid]))(
    '%s bites: without it something gets through, or is denied by silence only',
    async (sid) => {
      const rest = boundary.policy.filter(({ Sid }) => Sid !== sid);
      const results = await Promise.all(
        STOPPED.map(async ([, role, ask]) => [await decide(role, ask, boundary.policy), await decide(role, ask, rest)]),
      );
      expect(results.some(([before, after]) => before === 'ExplicitlyDenied' && after !== before)).toBe(true);
    },
  );
  test('fits, with an organisation and the longest names of regions', () => {
    const policy = boundaryPolicy({
      country: 'in',
      regions: ['ap-southeast-1', 'ap-southeast-2'],
      organization: `o-${'x'.repeat(32)}`,
    });
    expect(JSON.stringify({ Version: '2012-10-17', Statement: policy }).length).toBeLessThan(MOST_POLICY_CHARACTERS);
  });
  test('with an organisation, a role of it may be taken in another account, and no other', async () => {
    const policy = boundaryPolicy({ country: 'in', regions: ['ap-south-1'], organization: 'o-a1b2c3d4e5' });
    const take = (org: string): Ask => [
      'sts:AssumeRole',
      'arn:aws:iam::222222222222:role/X',
      { ...at('ap-south-1'), 'aws:ResourceOrgID': org },
    ];
    expect(await decide(NODE, take('o-a1b2c3d4e5'), policy)).not.toBe('ExplicitlyDenied');
    expect(await decide(NODE, take('o-zzzzzzzzzz'), policy)).toBe('ExplicitlyDenied');
  });
});

/** What each duty may, by its own policy under the boundary. */
// biome-ignore format: a table is read in rows
const DUTIES: Record<string, { readonly may: readonly Ask[]; readonly mayNot: readonly Ask[] }> = {
  'break-glass': {
    may: [
      ['ec2:DescribeInstances', '*'],
      ['sts:AssumeRole', roleArn(`cdk-sovin-deploy-role-${ACCOUNT}-ap-south-1`), at('ap-south-1')],
      ['sts:AssumeRole', roleArn(`cdk-sovin-file-publishing-role-${ACCOUNT}-ap-south-2`), at('ap-south-1')],
      ['ssm:StartSession', INSTANCE, { ...OURS, 'ssm:SessionDocumentAccessCheck': 'true' }],
      ['ssm:StartSession', arn('ssm', 'document/SSM-SessionManagerRunShell')],
      ['eks:UpdateNodegroupConfig', arn('eks', 'nodegroup/sovereign-in-mumbai-a/train/x')],
      ['ec2:StopInstances', INSTANCE, OURS],
      ['ec2:RevokeSecurityGroupEgress', arn('ec2', 'security-group/sg-0a1b2c3d')],
      ['kms:DisableKey', KEY],
      ['kms:CancelKeyDeletion', KEY],
    ],
    mayNot: [
      ['s3:GetObject', OBJECT],
      ['kms:Decrypt', KEY],
      ['secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:x')],
      ['iam:UpdateAssumeRolePolicy', roleArn('sovereign-in-operator'), BOUNDARY],
      ['iam:PassRole', roleArn(EXECUTES)],
      ['sts:AssumeRole', roleArn(EXECUTES), at('ap-south-1')],
      ['ec2:StopInstances', INSTANCE, { 'aws:ResourceTag/eks:cluster-name': 'other' }],
      ['ssm:StartSession', INSTANCE, { 'ssm:SessionDocumentAccessCheck': 'true' }],
    ],
  },
  operator: {
    may: [
      ['eks:DescribeCluster', arn('eks', 'cluster/sovereign-in-mumbai-a')],
      ['logs:FilterLogEvents', arn('logs', 'log-group:/aws/eks/sovereign-in-mumbai-a/cluster:*')],
      ['eks:UpdateNodegroupConfig', arn('eks', 'nodegroup/sovereign-in-mumbai-a/train/x')],
      ['ec2:TerminateInstances', INSTANCE, OURS],
      ['ssm:StartSession', INSTANCE, { ...OURS, 'ssm:SessionDocumentAccessCheck': 'true' }],
      ['ssm:StartSession', 'arn:aws:ssm:ap-south-1:aws:document/AWS-StartPortForwardingSessionToRemoteHost'],
      ['ssm:TerminateSession', arn('ssm', 'session/AROA:asha-0a1b'), { 'aws:userid': 'AROA:asha' }],
    ],
    mayNot: [
      ['ssm:StartSession', INSTANCE, { ...OURS, 'ssm:SessionDocumentAccessCheck': 'false' }],
      ['ssm:StartSession', arn('ssm', 'document/SSM-SessionManagerRunShell')],
      ['ssm:StartSession', INSTANCE, { 'aws:ResourceTag/eks:cluster-name': 'other', 'ssm:SessionDocumentAccessCheck': 'true' }],
      ['ssm:TerminateSession', arn('ssm', 'session/AROA:ravi-0a1b'), { 'aws:userid': 'AROA:asha' }],
      ['ec2:TerminateInstances', INSTANCE],
      ['logs:FilterLogEvents', arn('logs', 'log-group:other:*')],
      ['s3:GetObject', OBJECT],
      ['s3:GetObject', `${ARCHIVE}/x`],
      ['kms:Decrypt', KEY, THROUGH_S3],
      ['sts:AssumeRole', roleArn(`cdk-sovin-deploy-role-${ACCOUNT}-ap-south-1`), at('ap-south-1')],
      ['eks:UpdateClusterConfig', arn('eks', 'cluster/sovereign-in-mumbai-a')],
    ],
  },
  auditor: {
    may: [
      ['iam:GetRole', roleArn(NODE)],
      ['config:DescribeConfigRules', '*'],
      ['kms:GetKeyPolicy', KEY],
      ['s3:ListBucket', ARCHIVE],
      ['s3:GetObject', `${ARCHIVE}/AWSLogs/x`],
      ['kms:Decrypt', KEY, THROUGH_S3],
    ],
    mayNot: [
      ['s3:GetObject', OBJECT],
      ['s3:PutObject', `${ARCHIVE}/x`],
      ['s3:DeleteObject', `${ARCHIVE}/x`],
      ['kms:Decrypt', KEY],
      ['kms:Decrypt', KEY, { ...THROUGH_S3, 'kms:ResourceAliases': ['alias/sovereign-in-data'] }],
      ['kms:Decrypt', KEY, { ...THROUGH_S3, 'kms:ViaService': 'ec2.ap-south-1.amazonaws.com' }],
      ['ssm:StartSession', INSTANCE, OURS],
      ['ec2:StopInstances', INSTANCE, OURS],
      ['logs:FilterLogEvents', arn('logs', 'log-group:/aws/eks/sovereign-in-mumbai-a/cluster:*')],
    ],
  },
};

describe.each(roles.map((role) => [role.duty, role] as const))('%s', (duty, role) => {
  const { may = [], mayNot = [] } = DUTIES[duty] ?? {};
  test.each(may.map((ask) => [ask]))('may %j', async (ask) => {
    expect(await decide(role.name, ask, boundary.policy, [role.policy])).toBe('Allowed');
  });
  test.each(mayNot.map((ask) => [ask]))('may not %j', async (ask) => {
    expect(await decide(role.name, ask, boundary.policy, [role.policy])).not.toBe('Allowed');
  });
  test('lets nobody read data, whatever is attached to it later', async () => {
    if (duty === 'auditor') return;
    const all = [{ Sid: 'All', Effect: 'Allow' as const, Action: '*', Resource: '*' }];
    expect(await decide(role.name, ['s3:GetObject', OBJECT], boundary.policy, [role.policy, all])).toBe(
      'ExplicitlyDenied',
    );
    expect(await decide(role.name, ['kms:Decrypt', KEY], boundary.policy, [role.policy, all])).toBe('ExplicitlyDenied');
  });
});

describe('who may take a role', () => {
  test('nobody, where the document names no one', () => {
    const none = planOf(awsOnly('in')).aws;
    expect(none?.identity.roles).toEqual([]);
    expect(none?.expectations.filter(({ type }) => type === 'AWS::EKS::AccessEntry')).toEqual([]);
    expect(none?.notes.preconditions.map(({ id }) => id)).toContain('access-entries');
    expect(none?.notes.residualRisks.join()).toContain('no break-glass role');
  });

  test('a duty that nobody is named for is not made', () => {
    const some = planOf(
      awsOnly('in', [
        '  network: 10.64.0.0/12',
        '  access: { auditors: ["arn:aws:iam::111111111111:role/audit"] }\n  accounts: { management: "111111111111" }\n  network: 10.64.0.0/12',
      ]),
    ).aws;
    expect(some?.identity.roles.map(({ duty }) => duty)).toEqual(['auditor']);
  });

  test('users show their device, and lately; roles rest on their own sign-in', () => {
    expect(roles.map(({ duty, sessionSeconds }) => [duty, sessionSeconds])).toEqual([
      ['break-glass', 3600],
      ['operator', 14_400],
      ['auditor', 14_400],
    ]);
    expect(roles[0]?.trust).toEqual([
      {
        Sid: 'UsersWithTheirDevice',
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::999999999999:user/sealed-1'] },
        Action: 'sts:AssumeRole',
        Condition: {
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          NumericLessThan: { 'aws:MultiFactorAuthAge': '900' },
          StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        },
      },
    ]);
    expect(roles[1]?.trust).toEqual([
      {
        Sid: 'RolesOfTheDocument',
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::999999999999:role/operators'] },
        Action: 'sts:AssumeRole',
        Condition: { Null: { 'sts:ExternalId': 'true' }, StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      },
    ]);
  });

  test('without an organisation the ARNs alone hold', () => {
    const trust = planOf(
      awsOnly('in', [
        '  network: 10.64.0.0/12',
        '  access: { operators: ["arn:aws:iam::111111111111:role/a", "arn:aws:iam::111111111111:user/b"] }\n  network: 10.64.0.0/12',
      ]),
    ).aws?.identity.roles[0]?.trust;
    expect(trust?.map(({ Sid, Condition }) => [Sid, Object.keys(Condition ?? {})])).toEqual([
      ['UsersWithTheirDevice', ['Bool', 'NumericLessThan']],
      ['RolesOfTheDocument', ['Null']],
    ]);
  });
});

test('in a cluster break-glass administers, operators see and are in a group, auditors see: none but the first sees secrets', () => {
  expect(roles.map(({ duty, cluster }) => [duty, cluster.policy, cluster.groups])).toEqual([
    ['break-glass', 'AmazonEKSClusterAdminPolicy', []],
    ['operator', 'AmazonEKSViewPolicy', ['sovereign:operators']],
    ['auditor', 'AmazonEKSViewPolicy', []],
  ]);
});

test('the plan says what access asks of the operator', () => {
  expect(plan.notes.preconditions.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['access', 'operators-rights', 'break-glass-drill']),
  );
  expect(planOf(organization()).aws?.identity.boundary.name).toBe('sovereign-in-boundary');
});

describe('the document', () => {
  const problems = (lines: string, org = false) =>
    problemsOf(
      (org ? organization() : awsOnly('in')).replace(
        '  network: 10.64.0.0/12',
        `  access:\n${lines}\n  network: 10.64.0.0/12`,
      ),
    ).map((problem) => [problem.severity, problem.title, underlined(problem)]);
  const arnOf = (what: string, account = '999999999999', partition = 'aws'): string =>
    `arn:${partition}:iam::${account}:${what}`;

  test('is sound, and each problem stands where it is', () => {
    expect(problems(`    operators: ["${arnOf('role/a')}"]`, true)).toEqual([]);
    const [role, user, china] = [arnOf('role/a'), arnOf('user/b'), arnOf('role/c', '999999999999', 'aws-cn')];
    const list = (...words: string[]) => `["${words.join('", "')}"]`;
    expect(problems(`    operators: ${list(role, role)}`, true)).toEqual([
      ['error', 'principal named twice', `"${role}"`],
    ]);
    expect(problems(`    operators: ${list(role)}\n    pipeline: ${list(role)}`, true)).toEqual([
      ['error', 'two duties in one hand', `"${role}"`],
    ]);
    expect(problems(`    breakGlass: ${list(role)}`, true)).toEqual([
      ['error', 'break-glass that nobody can take', `"${role}"`],
    ]);
    expect(problems(`    pipeline: ${list(user)}`, true)).toEqual([
      ['error', 'pipeline with a standing credential', `"${user}"`],
    ]);
    expect(problems(`    auditors: ${list(china)}`, true)).toEqual([
      ['error', 'principal of another partition', `"${china}"`],
    ]);
    expect(problems(`    operators: ${list(role)}`)).toEqual([
      ['warning', 'principal of an account that nothing is known of', `"${role}"`],
    ]);
    expect(problems(`    breakGlass: ${list(user)}`, true)).toEqual([]);
  });

  test.each(['*', arnOf('root'), 'arn:aws:sts::999999999999:assumed-role/a/b', '999999999999', arnOf('role/*')])(
    'takes no %s for somebody',
    (nobody) => {
      expect(problems(`    operators: ["${nobody}"]`, true)).toEqual([['error', expect.anything(), `"${nobody}"`]]);
    },
  );
  test('takes a role of the identity centre, by its path', () => {
    const role = arnOf('role/aws-reserved/sso.amazonaws.com/ap-south-1/AWSReservedSSO_Ops_0a1b2c3d');
    expect(problems(`    operators: ["${role}"]`, true)).toEqual([]);
  });
});
