import { Aws, Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { policy, type Statement, sub } from '../text';

/** ARN of a cluster of this account and region, by its name: a role can name it before it is made. */
export const clusterArn = (name: string): string =>
  sub(`arn:\${AWS::Partition}:eks:\${AWS::Region}:\${AWS::AccountId}:cluster/${name}`);

/** For actions that IAM holds to no resource: at least in this region only. */
export const hereOnly = { StringEquals: { 'aws:RequestedRegion': Aws.REGION } };

export interface ClusterRoleProps {
  readonly roleName: string;
  readonly clusterName: string;
  /** ARN of the key that wraps the cluster's secrets. */
  readonly secretsKeyArn: string;
}

/**
 * Role of a cluster's control plane: EKS may take it for this cluster only. It may use the key that wraps the cluster's
 * secrets; the key's policy names the role in a condition, so that neither waits for the other.
 */
export function clusterRole(scope: Construct, id: string, props: ClusterRoleProps): CfnRole {
  return new CfnRole(scope, id, {
    roleName: props.roleName,
    description: 'The EKS control plane',
    assumeRolePolicyDocument: trust('eks.amazonaws.com', ['sts:AssumeRole'], {
      StringEquals: { 'aws:SourceAccount': sub('${AWS::AccountId}') },
      ArnEquals: { 'aws:SourceArn': clusterArn(props.clusterName) },
    }),
    managedPolicyArns: [sub('arn:${AWS::Partition}:iam::aws:policy/AmazonEKSClusterPolicy')],
    policies: inline('wrap-secrets', [
      allow('WrapSecrets', ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey', 'kms:ListGrants'], props.secretsKeyArn),
    ]),
  });
}

export interface NodeRoleProps {
  readonly roleName: string;
  readonly clusterName: string;
  /** ARNs of the repositories nodes pull images from. */
  readonly repositories: readonly string[];
}

/**
 * Role of nodes: what kubelet, container runtime and pod identity agent call, on this cluster and these repositories.
 * The vendor's policies for it reach every cluster and every repository.
 */
export function nodeRole(scope: Construct, id: string, props: NodeRoleProps): CfnRole {
  const cluster = clusterArn(props.clusterName);
  return new CfnRole(scope, id, {
    roleName: props.roleName,
    description: 'Nodes join the cluster and pull images',
    assumeRolePolicyDocument: trust(`ec2.${Stack.of(scope).urlSuffix}`, ['sts:AssumeRole']),
    policies: inline('node', [
      allow('JoinTheCluster', ['eks:DescribeCluster', 'eks-auth:AssumeRoleForPodIdentity'], cluster),
      allow('KnowThemselves', ['ec2:DescribeInstances', 'ec2:DescribeInstanceTypes'], '*', hereOnly),
      allow('EnterTheRegistry', ['ecr:GetAuthorizationToken'], '*', hereOnly),
      allow(
        'PullImages',
        ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        [...props.repositories],
      ),
    ]),
  });
}

export interface PodRoleProps {
  readonly roleName: string;
  readonly description: string;
  readonly clusterName: string;
  /** Service account whose pods take the role. */
  readonly serviceAccount: string;
  /**
   * Namespace of the service account.
   * @default 'kube-system'
   */
  readonly namespace?: string;
  readonly statements: readonly Statement[];
}

/**
 * Role that pods of one service account of one cluster take through the pod identity agent. The service vouches for
 * cluster, namespace and service account by session tags; the trust holds it to them.
 */
export function podRole(scope: Construct, id: string, props: PodRoleProps): CfnRole {
  const { clusterName, namespace = 'kube-system', serviceAccount } = props;
  return new CfnRole(scope, id, {
    roleName: props.roleName,
    description: props.description,
    assumeRolePolicyDocument: trust('pods.eks.amazonaws.com', ['sts:AssumeRole', 'sts:TagSession'], {
      StringEquals: {
        'aws:RequestTag/eks-cluster-arn': clusterArn(clusterName),
        'aws:RequestTag/kubernetes-namespace': namespace,
        'aws:RequestTag/kubernetes-service-account': serviceAccount,
      },
    }),
    policies: inline(serviceAccount, props.statements),
  });
}

/** An allowing statement. */
export const allow = (
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
  Condition?: Statement['Condition'],
): Statement => ({ Sid, Effect: 'Allow', Action, Resource, ...(Condition ? { Condition } : {}) });

const inline = (policyName: string, statements: readonly Statement[]) => [
  { policyName, policyDocument: policy(statements) },
];

const trust = (service: string, actions: string[], Condition?: Statement['Condition']) =>
  policy([
    {
      Sid: 'Assume',
      Effect: 'Allow',
      Principal: { Service: service },
      Action: actions,
      ...(Condition ? { Condition } : {}),
    },
  ]);
