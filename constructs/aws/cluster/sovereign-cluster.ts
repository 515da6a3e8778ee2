import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { CfnAddon, CfnCluster } from 'aws-cdk-lib/aws-eks';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { nameTag, policy, sub } from '../text';

export interface SovereignClusterProps {
  readonly clusterName: string;
  /** Kubernetes minor version. */
  readonly version: string;
  /** Subnets of the control plane's interfaces, in two zones or more. */
  readonly subnetIds: readonly string[];
  /** Block of Kubernetes services; shares no address with the network. */
  readonly serviceCidr: string;
  /** Role of the control plane; make it with {@link clusterRole}, so that it may use the secrets key. */
  readonly role: CfnRole;
  /** ARN of the key that wraps Kubernetes secrets. */
  readonly secretsKeyArn: string;
  /** ARN of the key of the control plane's log group. */
  readonly logsKeyArn: string;
  /**
   * Days the control plane's logs are kept.
   * @default - for ever
   */
  readonly logDays?: number;
  /** Names of the roles of nodes and of the VPC CNI. */
  readonly roleNames: { readonly node: string; readonly cni: string };
}

const LOG_TYPES = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

/**
 * A private EKS cluster: API endpoint private only, access by API entries with no standing administrator, secrets
 * wrapped by the country's key, every control-plane log kept, deletion protected, control-plane egress through the
 * cell's own routes.
 */
export class SovereignCluster extends Construct {
  readonly clusterName: string;
  /** Group EKS makes for control plane and nodes. */
  readonly securityGroupId: string;
  readonly nodeRole: CfnRole;
  readonly cluster: CfnCluster;
  /** What makes a node ready: node groups wait for it. */
  readonly readiesNodes: readonly CfnAddon[];

  constructor(scope: Construct, id: string, props: SovereignClusterProps) {
    super(scope, id);
    // EKS would make this group itself, without key or retention.
    const logs = new CfnLogGroup(this, 'Logs', {
      logGroupName: `/aws/eks/${props.clusterName}/cluster`,
      kmsKeyId: props.logsKeyArn,
      retentionInDays: props.logDays,
    });
    logs.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    this.cluster = new CfnCluster(this, 'Cluster', {
      name: props.clusterName,
      version: props.version,
      roleArn: props.role.attrArn,
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
      bootstrapSelfManagedAddons: false,
      deletionProtection: true,
      encryptionConfig: [{ provider: { keyArn: props.secretsKeyArn }, resources: ['secrets'] }],
      kubernetesNetworkConfig: { ipFamily: 'ipv4', serviceIpv4Cidr: props.serviceCidr },
      logging: { clusterLogging: { enabledTypes: LOG_TYPES.map((type) => ({ type })) } },
      resourcesVpcConfig: {
        subnetIds: [...props.subnetIds],
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
        controlPlaneEgressMode: 'CUSTOMER_ROUTED',
      },
      upgradePolicy: { supportType: 'STANDARD' },
      tags: nameTag(props.clusterName),
    });
    this.cluster.addResourceDependency(logs);
    // As Validations.acknowledge records it, without the stack trace, which would carry this machine's paths.
    this.cluster.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, {
      'CloudFormation-Validate::W9009':
        'The EKS API still takes the resources to encrypt; without them it is not stated what the key wraps',
    });
    this.clusterName = this.cluster.ref;
    this.securityGroupId = this.cluster.attrClusterSecurityGroupId;
    this.nodeRole = this.role('NodeRole', props.roleNames.node, 'Nodes join the cluster and pull images', 'ec2', [
      'AmazonEKSWorkerNodePolicy',
      'AmazonEC2ContainerRegistryPullOnly',
    ]);
    const cni = this.role('CniRole', props.roleNames.cni, 'The VPC CNI attaches addresses to nodes', 'pods.eks', [
      'AmazonEKS_CNI_Policy',
    ]);
    this.readiesNodes = [
      this.addon('PodIdentity', 'eks-pod-identity-agent'),
      this.addon('KubeProxy', 'kube-proxy'),
      this.addon('VpcCni', 'vpc-cni', {
        configurationValues: JSON.stringify({ env: { ENABLE_PREFIX_DELEGATION: 'true', WARM_PREFIX_TARGET: '1' } }),
        podIdentityAssociations: [{ serviceAccount: 'aws-node', roleArn: cni.attrArn }],
      }),
    ];
  }

  /** An EKS add-on. */
  addon(
    id: string,
    addonName: string,
    props: { configurationValues?: string; podIdentityAssociations?: CfnAddon.PodIdentityAssociationProperty[] } = {},
  ): CfnAddon {
    return new CfnAddon(this, id, {
      clusterName: this.clusterName,
      addonName,
      resolveConflicts: 'OVERWRITE',
      ...props,
      tags: nameTag(addonName),
    });
  }

  private role(
    id: string,
    roleName: string,
    description: string,
    service: 'ec2' | 'pods.eks',
    policies: string[],
  ): CfnRole {
    const principal = service === 'ec2' ? `ec2.${Stack.of(this).urlSuffix}` : 'pods.eks.amazonaws.com';
    return new CfnRole(this, id, {
      roleName,
      description,
      assumeRolePolicyDocument: trust(
        principal,
        service === 'ec2' ? ['sts:AssumeRole'] : ['sts:AssumeRole', 'sts:TagSession'],
      ),
      managedPolicyArns: policies.map((name) => sub(`arn:\${AWS::Partition}:iam::aws:policy/${name}`)),
    });
  }
}

/**
 * Role of a cluster's control plane. It may use the key that wraps the cluster's secrets; the key's policy names the
 * role in a condition, so that neither waits for the other.
 */
export function clusterRole(scope: Construct, id: string, roleName: string, secretsKeyArn: string): CfnRole {
  return new CfnRole(scope, id, {
    roleName,
    description: 'The EKS control plane',
    assumeRolePolicyDocument: trust('eks.amazonaws.com', ['sts:AssumeRole']),
    managedPolicyArns: [sub('arn:${AWS::Partition}:iam::aws:policy/AmazonEKSClusterPolicy')],
    policies: [
      {
        policyName: 'wrap-secrets',
        policyDocument: policy([
          {
            Sid: 'WrapSecrets',
            Effect: 'Allow',
            Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey', 'kms:ListGrants'],
            Resource: secretsKeyArn,
          },
        ]),
      },
    ],
  });
}

const trust = (service: string, actions: string[]) =>
  policy([{ Sid: 'Assume', Effect: 'Allow', Principal: { Service: service }, Action: actions }]);
