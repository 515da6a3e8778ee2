import { Match, Template } from 'aws-cdk-lib/assertions';
import { ClusterAccess, NamedPolicy, PersonRole } from '../../../constructs/aws';
import { blank } from '../../support/constructs';

const statements = [
  { Sid: 'Reads', Effect: 'Allow', Action: ['ec2:Describe*'], Resource: 'arn:${AWS::Partition}:x:::${!aws:userid}' },
] as const;
const trust = [
  { Sid: 'Users', Effect: 'Allow', Principal: { AWS: ['arn:aws:iam::111122223333:user/a'] }, Action: 'sts:AssumeRole' },
] as const;

describe('NamedPolicy', () => {
  test('its placeholders are left to CloudFormation, and its name is free once its stack is gone', () => {
    const stack = blank();
    new NamedPolicy(stack, 'Boundary', { policyName: 'ceiling', description: 'a ceiling', statements });
    Template.fromStack(stack).hasResource('AWS::IAM::ManagedPolicy', {
      Properties: {
        ManagedPolicyName: 'ceiling',
        Description: 'a ceiling',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ ...statements[0], Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:x:::${!aws:userid}' } }],
        },
      },
      DeletionPolicy: Match.absent(),
      UpdateReplacePolicy: Match.absent(),
    });
  });
  test('one that IAM would refuse for its size is refused here', () => {
    const Action = Array.from({ length: 300 }, (_, index) => `ec2:Describe${'x'.repeat(10)}${index}`);
    expect(
      () =>
        new NamedPolicy(blank(), 'Boundary', {
          policyName: 'ceiling',
          description: 'a ceiling',
          statements: [{ ...statements[0], Action }],
        }),
    ).toThrow(/^ceiling has \d+ characters; a managed policy takes 6144$/);
  });
});

describe('PersonRole', () => {
  const role = (sessionSeconds?: number): Template => {
    const stack = blank();
    const { role: made } = new PersonRole(stack, 'Operator', {
      roleName: 'operator',
      description: 'operates',
      trust,
      statements,
      boundaryArn: 'arn:aws:iam::111122223333:policy/ceiling',
      sessionSeconds,
    });
    expect(made.roleName).toBe('operator');
    return Template.fromStack(stack);
  };
  test('is bounded, trusts whom it is told, may what it is told, for an hour', () => {
    role().hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'operator',
      Description: 'operates',
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: trust },
      PermissionsBoundary: 'arn:aws:iam::111122223333:policy/ceiling',
      MaxSessionDuration: 3600,
      ManagedPolicyArns: Match.absent(),
      Policies: [
        { PolicyName: 'duty', PolicyDocument: Match.objectLike({ Statement: [Match.objectLike({ Sid: 'Reads' })] }) },
      ],
    });
    role(7200).hasResourceProperties('AWS::IAM::Role', { MaxSessionDuration: 7200 });
  });
});

describe('ClusterAccess', () => {
  test('lets a role into the whole cluster, with its groups, under the name of each session', () => {
    const entry = (groups?: string[]): Template => {
      const stack = blank();
      new ClusterAccess(stack, 'Access', {
        clusterName: 'cell',
        principalArn: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/operator',
        name: 'operator',
        policy: 'AmazonEKSViewPolicy',
        groups,
      });
      return Template.fromStack(stack);
    };
    entry(['people:operators']).hasResourceProperties('AWS::EKS::AccessEntry', {
      ClusterName: 'cell',
      PrincipalArn: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/operator' },
      Type: 'STANDARD',
      Username: Match.absent(),
      KubernetesGroups: ['people:operators'],
      AccessPolicies: [
        {
          PolicyArn: { 'Fn::Sub': 'arn:${AWS::Partition}:eks::aws:cluster-access-policy/AmazonEKSViewPolicy' },
          AccessScope: { Type: 'cluster' },
        },
      ],
      Tags: [{ Key: 'Name', Value: 'operator' }],
    });
    for (const none of [entry(), entry([])])
      none.hasResourceProperties('AWS::EKS::AccessEntry', { KubernetesGroups: Match.absent() });
  });
});
