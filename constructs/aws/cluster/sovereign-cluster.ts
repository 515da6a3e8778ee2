import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { CfnAddon, CfnCluster } from 'aws-cdk-lib/aws-eks';
import type { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type AddonPlan, addonsFor } from '../../../lib/plan/aws';
import { type PodSubnet, podNetworking } from '../network/pod-networking';
import { nameTag, pascal, type Statement } from '../text';
import { forCni, forEbsDriver, forFileSystems } from './addon-permissions';
import { nodeRole, podRole } from './roles';

export interface SovereignClusterProps {
  readonly clusterName: string;
  /** Kubernetes minor version. */
  readonly version: string;
  /** Network of the cluster: the CNI may change interfaces of no other. */
  readonly vpcId: string;
  /** Subnets of the control plane's interfaces, in two zones or more. */
  readonly subnetIds: readonly string[];
  /**
   * Groups of the control plane's interfaces beside the one EKS makes: who else may come in to the API.
   * @default - none
   */
  readonly apiGroupIds?: readonly string[];
  /**
   * Subnets that pods take addresses of, one a zone.
   * @default - those of their nodes
   */
  readonly podSubnets?: readonly PodSubnet[];
  /** Block of Kubernetes services; shares no address with the network. */
  readonly serviceCidr: string;
  /** Role of the control plane; make it with {@link clusterRole}, so that it may use the secrets key. */
  readonly role: CfnRole;
  /** ARN of the key that wraps Kubernetes secrets. */
  readonly secretsKeyArn: string;
  /** ARN of the key of volumes: the EBS driver makes none under another. */
  readonly volumesKeyArn: string;
  /** ARN of the key of the control plane's log group. */
  readonly logsKeyArn: string;
  /**
   * Days the control plane's logs are kept.
   * @default - for ever
   */
  readonly logDays?: number;
  /** Name of the role of nodes. */
  readonly nodeRoleName: string;
  /** ARNs of the repositories nodes pull images from: the vendor's of the region for add-ons, and the country's. */
  readonly repositories: readonly string[];
  /**
   * EKS add-ons.
   * @default - what every cluster needs, in the versions the catalogue holds
   */
  readonly addons?: readonly AddonPlan[];
}

const LOG_TYPES = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

/**
 * A private EKS cluster: API endpoint private only, access by API entries with no standing administrator, secrets
 * wrapped by the country's key, every control-plane log kept, deletion protected, control-plane egress through the
 * cell's own routes. Its nodes are the cell's: Auto Mode, which would make its own, is off.
 *
 * @throws RangeError for an add-on with a role whose permissions are not known, or a Kubernetes version without add-ons
 */
export class SovereignCluster extends Construct {
  readonly clusterName: string;
  /** Group EKS makes for control plane and nodes. */
  readonly securityGroupId: string;
  readonly nodeRole: CfnRole;
  readonly cluster: CfnCluster;
  /** Log group of the control plane. */
  readonly logGroupName: string;
  /** What makes a node ready: node groups wait for it. */
  readonly readiesNodes: CfnAddon[] = [];
  /** What is healthy only once nodes run it: let it wait for a node group. */
  readonly needsNodes: CfnAddon[] = [];

  constructor(scope: Construct, id: string, props: SovereignClusterProps) {
    super(scope, id);
    // EKS would make this group itself, without key or retention.
    const logs = new CfnLogGroup(this, 'Logs', {
      logGroupName: `/aws/eks/${props.clusterName}/cluster`,
      kmsKeyId: props.logsKeyArn,
      retentionInDays: props.logDays,
    });
    logs.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.logGroupName = logs.ref;

    this.cluster = new CfnCluster(this, 'Cluster', {
      name: props.clusterName,
      version: props.version,
      roleArn: props.role.attrArn,
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
      bootstrapSelfManagedAddons: false,
      // Auto Mode is off, in the three places EKS asks for it.
      computeConfig: { enabled: false },
      storageConfig: { blockStorage: { enabled: false } },
      deletionProtection: true,
      encryptionConfig: [{ provider: { keyArn: props.secretsKeyArn }, resources: ['secrets'] }],
      kubernetesNetworkConfig: {
        elasticLoadBalancing: { enabled: false },
        ipFamily: 'ipv4',
        serviceIpv4Cidr: props.serviceCidr,
      },
      logging: { clusterLogging: { enabledTypes: LOG_TYPES.map((type) => ({ type })) } },
      resourcesVpcConfig: {
        subnetIds: [...props.subnetIds],
        ...(props.apiGroupIds ? { securityGroupIds: [...props.apiGroupIds] } : {}),
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
        controlPlaneEgressMode: 'CUSTOMER_ROUTED',
      },
      upgradePolicy: { supportType: 'STANDARD' },
      // A GPU pool stands in one zone: moved away from it, it has nowhere to go.
      zonalShiftConfig: { enabled: false },
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
    this.nodeRole = nodeRole(this, 'NodeRole', { ...props, roleName: props.nodeRoleName });
    for (const addon of props.addons ?? addonsFor({ version: props.version, cluster: props.clusterName }))
      (addon.order === 'before-nodes' ? this.readiesNodes : this.needsNodes).push(this.addon(addon, props));
  }

  private addon(plan: AddonPlan, props: SovereignClusterProps): CfnAddon {
    const id = pascal(plan.name);
    const role =
      plan.role &&
      podRole(this, `${id}Role`, {
        roleName: plan.role.name,
        description: `Add-on ${plan.name}: ${plan.reason}`,
        clusterName: props.clusterName,
        serviceAccount: plan.role.serviceAccount,
        statements: permissionsOf(plan.name, props),
      });
    return new CfnAddon(this, id, {
      clusterName: this.clusterName,
      addonName: plan.name,
      addonVersion: plan.version,
      resolveConflicts: 'OVERWRITE',
      configurationValues: this.settings(plan, props.podSubnets ?? []),
      podIdentityAssociations: role &&
        plan.role && [{ serviceAccount: plan.role.serviceAccount, roleArn: role.attrArn }],
      tags: nameTag(plan.name),
    });
  }

  private settings({ name, settings }: AddonPlan, podSubnets: readonly PodSubnet[]): string | undefined {
    if (name === 'vpc-cni') return podNetworking(this, settings ?? {}, this.securityGroupId, podSubnets);
    return settings && JSON.stringify(settings);
  }
}

function permissionsOf(
  addon: AddonPlan['name'],
  { clusterName, vpcId, volumesKeyArn }: SovereignClusterProps,
): Statement[] {
  switch (addon) {
    case 'vpc-cni':
      return forCni(clusterName, vpcId);
    case 'aws-ebs-csi-driver':
      return forEbsDriver(clusterName, volumesKeyArn);
    case 'aws-fsx-csi-driver':
      return forFileSystems();
    default:
      throw new RangeError(`No permissions are known for a role of ${addon}`);
  }
}
