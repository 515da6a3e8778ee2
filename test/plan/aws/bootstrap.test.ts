/** What CloudFormation may, as IAM decides: what the stacks need, and nothing that would undo the region. */
import { type AwsPlan, keyParameter, MOST_POLICY_CHARACTERS } from '../../../lib/plan/aws';
import { executionPolicies, typesOf } from '../../../lib/plan/aws/bootstrap/execution';
import { access, awsOnly, organization, planOf } from '../../support/plans';
import { ACCOUNT, type Ask, decide, roleArn } from '../../support/simulate';

const plan = planOf(access()).aws as AwsPlan;
const bare = planOf(awsOnly('in')).aws as AwsPlan;
const EXECUTES = `cdk-sovin-cfn-exec-role-${ACCOUNT}-ap-south-1`;
/** Role of one file system, whose rights FSx writes as whoever links it. */
const LINKED = 'aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0a1b2c3d';
const NODE = 'sovereign-in-mumbai-a-node';
const BOUNDARY = { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/sovereign-in-boundary` };
const arn = (service: string, what: string): string => `arn:aws:${service}:ap-south-1:${ACCOUNT}:${what}`;
const KEY = arn('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab');
const abroad = { 'aws:RequestedRegion': 'eu-west-1' };
const recovery = { 'aws:RequestedRegion': 'ap-south-2' };
const execution = (of: AwsPlan) => of.bootstrap.execution.map(({ policy }) => policy);
const may = (ask: Ask, of = plan): Promise<string> => decide(EXECUTES, ask, of.identity.boundary.policy, execution(of));

// biome-ignore format: a table is read in rows
const MAY: readonly Ask[] = [
  ['ec2:CreateVpc', arn('ec2', 'vpc/*')],
  ['ec2:CreateFlowLogs', arn('ec2', 'vpc-flow-log/*')],
  ['ec2:CreateLaunchTemplate', arn('ec2', 'launch-template/*')],
  ['ec2:CreateRoute', arn('ec2', 'route-table/rtb-0a1b2c3d')],
  ['ec2:RunInstances', arn('ec2', 'instance/*')],
  ['eks:CreateCluster', '*'],
  ['eks:CreateAccessEntry', arn('eks', 'cluster/sovereign-in-mumbai-a')],
  ['eks:CreateNodegroup', arn('eks', 'cluster/sovereign-in-mumbai-a')],
  ['ecr:CreateRepository', arn('ecr', 'repository/sovereign-in/x')],
  ['logs:CreateLogGroup', arn('logs', 'log-group:/aws/eks/sovereign-in-mumbai-a/cluster:*')],
  ['kms:CreateKey', '*'],
  ['kms:PutKeyPolicy', KEY],
  ['kms:CreateAlias', arn('kms', 'alias/sovereign-in-data'), recovery],
  ['kms:CreateGrant', KEY, { 'kms:ViaService': 'eks.ap-south-1.amazonaws.com' }],
  ['s3:CreateBucket', 'arn:aws:s3:::sovereign-in-models'],
  ['s3:PutBucketPolicy', 'arn:aws:s3:::sovereign-in-models'],
  ['s3:PutReplicationConfiguration', 'arn:aws:s3:::sovereign-in-models'],
  ['iam:CreateRole', roleArn(NODE), BOUNDARY],
  ['iam:PutRolePolicy', roleArn(NODE), BOUNDARY],
  ['iam:AttachRolePolicy', roleArn(NODE), BOUNDARY],
  ['iam:TagRole', roleArn(NODE)],
  ['iam:GetRole', roleArn('aws-service-role/eks-nodegroup.amazonaws.com/AWSServiceRoleForAmazonEKSNodegroup')],
  ['iam:PassRole', roleArn(NODE), { 'iam:PassedToService': 'ec2.amazonaws.com' }],
  ['iam:CreateServiceLinkedRole', roleArn('aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS'), { 'iam:AWSServiceName': 'eks.amazonaws.com' }],
  ['fsx:CreateFileSystem', arn('fsx', 'file-system/*')],
  ['fsx:CreateDataRepositoryAssociation', arn('fsx', 'association/*')],
  ['iam:PutRolePolicy', roleArn(LINKED)],
  ['backup:CreateBackupVault', arn('backup', 'backup-vault:sovereign-in-backup')],
  ['organizations:UpdatePolicy', 'arn:aws:organizations::999999999999:policy/o-a1b2c3d4e5/service_control_policy/p-a1b2c3d4'],
];

// biome-ignore format: a table is read in rows
const MAY_NOT: readonly Ask[] = [
  ['iam:PutRolePolicy', roleArn('aws-service-role/fsx.amazonaws.com/AWSServiceRoleForAmazonFSx')],
  ['backup:DeleteBackupVaultLockConfiguration', arn('backup', 'backup-vault:sovereign-in-backup')],
  ['ec2:CreateVpc', arn('ec2', 'vpc/*'), abroad],
  ['s3:CreateBucket', 'arn:aws:s3:::sovereign-in-models', abroad],
  ['kms:CreateKey', '*', abroad],
  ['ec2:CreateInternetGateway', arn('ec2', 'internet-gateway/*')],
  ['ec2:CreateNatGateway', arn('ec2', 'natgateway/*')],
  ['lambda:CreateFunction', arn('lambda', 'function:x')],
  ['s3:CreateBucket', 'arn:aws:s3:::other'],
  ['s3:PutBucketPolicy', `arn:aws:s3:::cdk-sovin-assets-${ACCOUNT}-ap-south-1`],
  ['s3:GetObject', 'arn:aws:s3:::sovereign-in-models/x'],
  ['s3:DeleteObject', 'arn:aws:s3:::sovereign-in-models/x'],
  ['kms:Decrypt', KEY],
  ['kms:CreateGrant', KEY],
  ['kms:CreateGrant', KEY, { 'kms:ViaService': 'eks.eu-west-1.amazonaws.com' }],
  ['kms:ScheduleKeyDeletion', KEY],
  ['kms:DisableKey', KEY],
  ['kms:PutKeyPolicy', KEY, { 'kms:ResourceAliases': ['alias/sovereign-in-bootstrap'] }],
  ['iam:CreateRole', roleArn('sovereign-in-x')],
  ['iam:CreateRole', roleArn('Other'), BOUNDARY],
  ['iam:CreateRole', roleArn('sovereign-in-x'), { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' }],
  ['iam:DeleteRolePermissionsBoundary', roleArn(NODE), BOUNDARY],
  ['iam:UpdateAssumeRolePolicy', roleArn('sovereign-in-break-glass'), BOUNDARY],
  ['iam:AttachRolePolicy', roleArn(EXECUTES), BOUNDARY],
  ['iam:PassRole', roleArn(NODE), { 'iam:PassedToService': 'lambda.amazonaws.com' }],
  ['iam:PassRole', roleArn(EXECUTES), { 'iam:PassedToService': 'cloudformation.amazonaws.com' }],
  ['iam:PassRole', roleArn('Other'), { 'iam:PassedToService': 'ec2.amazonaws.com' }],
  ['iam:CreateServiceLinkedRole', roleArn('aws-service-role/lex.amazonaws.com/AWSServiceRoleForLexBots'), { 'iam:AWSServiceName': 'lex.amazonaws.com' }],
  ['iam:CreateUser', `arn:aws:iam::${ACCOUNT}:user/x`],
  ['organizations:LeaveOrganization', '*'],
  ['organizations:InviteAccountToOrganization', '*'],
  ['sts:AssumeRole', roleArn(NODE), { 'aws:RequestedRegion': 'ap-south-1' }],
];

describe('CloudFormation', () => {
  test.each(MAY.map((ask) => [ask]))('may %j', async (ask) => {
    expect(await may(ask)).toBe('Allowed');
  });
  test.each(MAY_NOT.map((ask) => [ask]))('may not %j', async (ask) => {
    expect(await may(ask)).not.toBe('Allowed');
  });
  test.each([
    ['s2svpn', 'VPNConnection'],
    ['transitgateway', 'TransitGatewayAttachment'],
  ])('lets %s make its own role with the first %s of an account, and not before', (service, type) => {
    const named = (types: string[]): string =>
      JSON.stringify(executionPolicies({ country: 'in', regions: ['ap-south-1'] }, types));
    const cluster = ['AWS::EKS::Cluster'];
    expect(named([...cluster, `AWS::EC2::${type}`])).toContain(`"${service}.amazonaws.com"`);
    expect(named(cluster)).not.toContain(`"${service}.amazonaws.com"`);
  });
  test('may make policies of an organisation where the document has guardrails, and nothing of it elsewhere', () => {
    const words = (of: AwsPlan): string => JSON.stringify(execution(of));
    expect(words(plan)).toContain('organizations:CreatePolicy');
    expect(words(bare)).not.toContain('organizations:');
  });
  test('has every policy within its size, and no action by a pattern', () => {
    for (const one of [plan, bare]) {
      expect(one.bootstrap.execution.map(({ name }) => name)).toEqual(
        one.bootstrap.execution.map((_, index) => `sovereign-in-deploy-${index + 1}`),
      );
      for (const { policy } of one.bootstrap.execution) {
        const size = JSON.stringify({ Version: '2012-10-17', Statement: policy }).length;
        expect(size).toBeLessThanOrEqual(MOST_POLICY_CHARACTERS);
        expect(policy.flatMap(({ Action }) => Action ?? []).filter((action) => action.includes('*'))).toEqual([]);
        expect(policy.every((statement) => statement.NotAction === undefined)).toBe(true);
      }
    }
  });
  test('is given nothing for a type whose handlers are not known', () => {
    const context = { country: 'in', regions: ['ap-south-1'] };
    expect(() => executionPolicies(context, ['AWS::Lambda::Function'])).toThrow(
      'The catalogue knows no handlers of AWS::Lambda::Function',
    );
    expect(typesOf(['AWS::S3::Bucket'])).toEqual(['AWS::S3::Bucket', 'AWS::S3::BucketPolicy']);
  });
});

describe('trust', () => {
  test('the account decides, where the document names no pipeline, and the plan says so', () => {
    expect(bare.bootstrap.trust).toEqual([
      {
        Sid: 'WhomTheAccountLets',
        Effect: 'Allow',
        Principal: { AWS: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' },
        Action: 'sts:AssumeRole',
        Condition: { Null: { 'sts:ExternalId': 'true' } },
      },
    ]);
    expect(bare.notes.residualRisks.join()).toContain('no pipeline is named');
    expect(plan.notes.residualRisks.join()).not.toContain('no pipeline is named');
  });
  test('the pipeline of the document and break-glass deploy, and nobody else', () => {
    expect(plan.bootstrap.trust).toEqual([
      {
        Sid: 'RolesOfTheDocument',
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::999999999999:role/runner'] },
        Action: 'sts:AssumeRole',
        Condition: { Null: { 'sts:ExternalId': 'true' }, StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      },
      {
        Sid: 'BreakGlassDeploysByHand',
        Effect: 'Allow',
        Principal: { AWS: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' },
        Action: 'sts:AssumeRole',
        Condition: {
          ArnEquals: {
            'aws:PrincipalArn': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/sovereign-in-break-glass',
          },
          Null: { 'sts:ExternalId': 'true' },
        },
      },
    ]);
  });
});

test('an account has limits, then each region a stack, before all others, and the commands that deploy them', () => {
  const limits = 'sovereign-in-bootstrap-limits';
  expect(plan.stacks.slice(0, 4).map(({ name, region, account, after }) => [name, region, account, after])).toEqual([
    [limits, 'ap-south-1', undefined, []],
    ['sovereign-in-bootstrap', 'ap-south-1', undefined, [limits]],
    ['sovereign-in-bootstrap-recovery', 'ap-south-2', undefined, [limits]],
    ['sovereign-in-access', 'ap-south-1', undefined, [limits]],
  ]);
  expect(bare.stacks.slice(0, 4).map(({ purpose }) => purpose)).toEqual([
    'limits',
    'bootstrap',
    'bootstrap',
    'baseline',
  ]);
  const how = (of: AwsPlan): Record<string, string> =>
    Object.fromEntries(of.notes.preconditions.map(({ id, how: command }) => [id, command]));
  expect(how(bare)['bootstrap-limits']).toBe('npx cdk deploy --app out/in/aws sovereign-in-bootstrap-limits');
  expect(how(bare)['bootstrap-ap-south-2']).toBe('npx cdk deploy --app out/in/aws sovereign-in-bootstrap-recovery');
  const external = planOf(awsOnly('in', ['custody: cmk', 'custody: external'])).aws as AwsPlan;
  expect(keyParameter(external.bootstrap.toolkits[0]?.key.purpose ?? '')).toBe('FileAssetsBucketKmsKeyId');
  const one = planOf(awsOnly('ae')).aws as AwsPlan;
  expect(one.bootstrap.toolkits.map(({ stack }) => stack)).toEqual(['sovereign-ae-bootstrap']);
  for (const id of ['bootstrap-limits', 'bootstrap-ap-south-1'])
    expect(planOf(organization()).aws?.notes.preconditions.find((one) => one.id === id)?.text).toContain(
      'as OrganizationAccountAccessRole: no pipeline may change it',
    );
});

test('nobody who deploys may touch the stacks of the bootstrap', () => {
  const { except } = bare.bootstrap.deploys;
  expect(except).toBe('sovereign-in-bootstrap*');
  for (const { stack } of [bare.bootstrap.limits, ...bare.bootstrap.toolkits])
    expect(stack.startsWith(except.slice(0, -1))).toBe(true);
});

test('without an organisation, the plan says that one template can open what another closed', () => {
  const said = (of: AwsPlan): boolean => of.notes.residualRisks.some((risk) => risk.includes('s3:PutBucketPolicy'));
  expect([said(bare), said(plan)]).toEqual([true, false]);
});
