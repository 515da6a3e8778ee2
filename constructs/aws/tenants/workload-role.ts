import { CfnPodIdentityAssociation } from 'aws-cdk-lib/aws-eks';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { NAMESPACE, type WorkloadPlan } from '../../../lib/plan/aws';
import { nameTag, policy, type Statement, sub } from '../text';

export interface WorkloadRoleProps extends WorkloadPlan {
  readonly clusterName: string;
  readonly clusterArn: string;
}

/** IAM's own variable for the namespace of a pod; EKS Pod Identity sets it, and it is empty for everyone else. */
const VARIABLE = 'aws:PrincipalTag/kubernetes-namespace';

/**
 * The role pods take to reach models and data. One role for all: what it allows holds the namespace of the pod that
 * asks, so that no pod reaches another namespace's objects or another tenant's key, and a session without tags nothing.
 */
export class WorkloadRole extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: WorkloadRoleProps) {
    super(scope, id);
    const role = new CfnRole(this, 'Role', {
      roleName: props.role,
      description: 'Pods read and write models and data of their own namespace',
      assumeRolePolicyDocument: policy([
        {
          Sid: 'PodsOfThisClusterWithTheirTags',
          Effect: 'Allow',
          Principal: { Service: 'pods.eks.amazonaws.com' },
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Condition: {
            StringEquals: {
              'aws:RequestTag/eks-cluster-arn': props.clusterArn,
            },
          },
        },
      ]),
      policies: [{ policyName: 'own-namespace-only', policyDocument: policy(statements(props)) }],
    });
    this.roleArn = role.attrArn;
    for (const tenant of props.tenants)
      new CfnPodIdentityAssociation(this, `Tenant-${tenant}`, {
        clusterName: props.clusterName,
        namespace: tenant,
        serviceAccount: props.serviceAccount,
        roleArn: role.attrArn,
        tags: [...nameTag(`${tenant}/${props.serviceAccount}`), { key: 'sovereign:tenant', value: tenant }],
      });
  }
}

type Condition = NonNullable<Statement['Condition']>;

const READ_AND_WRITE = ['s3:GetObject', 's3:PutObject'];

function statements({ account, shared, own, tenants }: WorkloadPlan): Statement[] {
  // In text that CloudFormation fills in, an exclamation mark keeps IAM's variables from it.
  const bucket = (name: string, path = ''): string =>
    sub(`arn:\${AWS::Partition}:s3:::${name.replace(NAMESPACE, `\${!${VARIABLE}}`)}${path}`);
  const tagged = { Null: { [VARIABLE]: 'false' } };
  const notTenants: Condition = tenants.length > 0 ? { StringNotEquals: { [VARIABLE]: tenants } } : {};
  const key = (Sid: string, alias: string, others: Condition = {}): Statement => ({
    Sid,
    Effect: 'Allow',
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: sub(`arn:\${AWS::Partition}:kms:\${AWS::Region}:${account}:key/*`),
    Condition: {
      StringEquals: { 'kms:ViaService': sub('s3.${AWS::Region}.amazonaws.com') },
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias },
      ...tagged,
      ...others,
    },
  });
  const allow = (
    Sid: string,
    Action: Statement['Action'],
    Resource: Statement['Resource'],
    Condition: Condition,
  ): Statement => ({ Sid, Effect: 'Allow', Action, Resource, Condition });
  return [
    allow(
      'ListOwnPrefix',
      's3:ListBucket',
      shared.buckets.map((name) => bucket(name)),
      { StringLike: { 's3:prefix': `\${${VARIABLE}}/*` }, ...notTenants },
    ),
    allow(
      'OwnPrefix',
      READ_AND_WRITE,
      shared.buckets.map((name) => bucket(name, `/\${!${VARIABLE}}/*`)),
      { ...tagged, ...notTenants },
    ),
    key('SharedKey', shared.alias, notTenants),
    ...(tenants.length > 0
      ? [
          allow('ListOwnBucket', 's3:ListBucket', bucket(own.bucket), tagged),
          allow('OwnBucket', READ_AND_WRITE, bucket(own.bucket, '/*'), tagged),
          key('OwnKey', own.alias.replace(NAMESPACE, `\${${VARIABLE}}`)),
        ]
      : []),
  ];
}
