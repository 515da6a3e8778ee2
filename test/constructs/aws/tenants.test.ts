/** The role pods take, alone: no plan, no country. */
import { Match, Template } from 'aws-cdk-lib/assertions';
import { type Statement, WorkloadRole } from '../../../constructs/aws';
import { blank } from '../../support/constructs';

const TAG = 'aws:PrincipalTag/kubernetes-namespace';
const arn = (path: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:s3:::${path}` });

function roleOf(tenants: readonly string[]): { template: Template; statements: Statement[] } {
  const stack = blank('ap-south-1');
  new WorkloadRole(stack, 'Workload', {
    role: 'pods',
    serviceAccount: 'workload',
    tenants,
    account: '222222222222',
    shared: { buckets: ['models', 'data'], alias: 'alias/data' },
    own: { bucket: 'tenant-<namespace>', alias: 'alias/tenant-<namespace>' },
    clusterName: 'c',
    clusterArn: 'arn:aws:eks:ap-south-1:111111111111:cluster/c',
  });
  const template = Template.fromStack(stack);
  const [role] = Object.values(template.findResources('AWS::IAM::Role'));
  return { template, statements: role?.['Properties'].Policies[0].PolicyDocument.Statement };
}

describe('without tenants', () => {
  const { template, statements } = roleOf([]);

  test('the role is there, for pods of its cluster that carry their tags', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'pods',
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Sid: 'PodsOfThisClusterWithTheirTags',
            Effect: 'Allow',
            Principal: { Service: 'pods.eks.amazonaws.com' },
            Action: ['sts:AssumeRole', 'sts:TagSession'],
            Condition: {
              StringEquals: { 'aws:RequestTag/eks-cluster-arn': 'arn:aws:eks:ap-south-1:111111111111:cluster/c' },
            },
          },
        ],
      },
    });
    template.resourceCountIs('AWS::EKS::PodIdentityAssociation', 0);
  });

  test('each namespace reaches its own prefix, under the shared key, through S3 only', () => {
    expect(statements).toEqual([
      {
        Sid: 'ListOwnPrefix',
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: [arn('models'), arn('data')],
        Condition: { StringLike: { 's3:prefix': `\${${TAG}}/*` } },
      },
      {
        Sid: 'OwnPrefix',
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: [arn(`models/\${!${TAG}}/*`), arn(`data/\${!${TAG}}/*`)],
        Condition: { Null: { [TAG]: 'false' } },
      },
      {
        Sid: 'SharedKey',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:222222222222:key/*' },
        Condition: {
          StringEquals: { 'kms:ViaService': { 'Fn::Sub': 's3.${AWS::Region}.amazonaws.com' } },
          'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/data' },
          Null: { [TAG]: 'false' },
        },
      },
    ]);
  });
});

describe('with tenants', () => {
  const { template, statements } = roleOf(['health', 'tax']);
  const find = (sid: string): Statement | undefined => statements.find(({ Sid }) => Sid === sid);

  test('each has its service account in the cluster, marked as its own', () => {
    template.resourceCountIs('AWS::EKS::PodIdentityAssociation', 2);
    template.hasResourceProperties('AWS::EKS::PodIdentityAssociation', {
      ClusterName: 'c',
      Namespace: 'health',
      ServiceAccount: 'workload',
      RoleArn: { 'Fn::GetAtt': [Match.anyValue(), 'Arn'] },
      Tags: [
        { Key: 'Name', Value: 'health/workload' },
        { Key: 'sovereign:tenant', Value: 'health' },
      ],
    });
  });

  test('a tenant shares nothing with those that have no tenant', () => {
    for (const sid of ['ListOwnPrefix', 'OwnPrefix', 'SharedKey'])
      expect(find(sid)?.Condition?.['StringNotEquals']).toEqual({ [TAG]: ['health', 'tax'] });
  });

  test('a tenant has a bucket and a key of its own, named by its namespace', () => {
    expect([find('ListOwnBucket'), find('OwnBucket')]).toEqual([
      {
        Sid: 'ListOwnBucket',
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: arn(`tenant-\${!${TAG}}`),
        Condition: { Null: { [TAG]: 'false' } },
      },
      {
        Sid: 'OwnBucket',
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: arn(`tenant-\${!${TAG}}/*`),
        Condition: { Null: { [TAG]: 'false' } },
      },
    ]);
    expect(find('OwnKey')?.Condition).toEqual({
      StringEquals: { 'kms:ViaService': { 'Fn::Sub': 's3.${AWS::Region}.amazonaws.com' } },
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/tenant-\${${TAG}}` },
      Null: { [TAG]: 'false' },
    });
  });
});
