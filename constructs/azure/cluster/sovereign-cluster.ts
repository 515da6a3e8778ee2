import {
  DNS_SERVICE_IP,
  type MaintenancePlan,
  POD_CIDR,
  SERVICE_CIDR,
  SYSTEM_POOL,
  zonesOf,
} from '../../../lib/plan/azure';
import {
  Construct,
  DiskEncryptionSet,
  type ITerraformDependable,
  KubernetesCluster,
  type KubernetesClusterConfig,
} from '../cdktf';
import { keyArgument, provisionByPools } from '../dialect';
import { LocationPolicy } from '../guardrails/location-policy';
import { EncryptionIdentity } from '../keys/encryption-identity';
import type { CustomerKeyRef, VaultKeyRef } from '../keys/key-ref';
import { type Placement, placed } from '../placement';
import { deploymentTenant } from '../root';
import { ClusterIdentities } from './cluster-identities';
import { upkeep } from './upkeep';

export interface SovereignClusterProps extends Placement {
  readonly name: string;
  /** Id of the resource group AKS is to make its nodes in, without the name: `/subscriptions/…/resourceGroups`. */
  readonly groupsId: string;
  /** @default - `<name>-nodes` */
  readonly nodeResourceGroup?: string;
  /** @default - the cluster's name, cut to 54 characters */
  readonly dnsPrefix?: string;
  /** @default - the variable `tenant_id`, given at deployment */
  readonly tenantId?: string;
  readonly virtualNetworkId: string;
  /** Subnet of the system nodes. */
  readonly systemSubnetId: string;
  /**
   * Subnet the API server stands in, delegated to AKS.
   * @default - none: reached through Private Link, and then etcd cannot have a key of a private vault
   */
  readonly apiServerSubnetId?: string;
  /** Private DNS zone `privatelink.<region>.azmk8s.io`. */
  readonly privateZoneId: string;
  /** Registry nodes pull from and, without a way out, boot from. */
  readonly registryId: string;
  /** Key of the disks; rotations are followed. */
  readonly diskKey: CustomerKeyRef;
  /**
   * Key that wraps etcd, and its vault: AKS takes no other, and reaches it from the subnet of the API server. `vendor`:
   * under a key that no customer holds.
   */
  readonly etcdKey: { readonly key: VaultKeyRef; readonly vaultId: string } | 'vendor';
  /**
   * Route table of the node subnets: everything leaves through it.
   * @default - no way out
   */
  readonly routeTableId?: string;
  /** @default - the minor version the plans are made for */
  readonly kubernetesVersion?: string;
  /** @default - Saturdays from 00:00 UTC, eight hours */
  readonly maintenance?: MaintenancePlan;
  /**
   * Workspace through which Microsoft Defender's sensor reports. It also sends events to a service outside the region.
   * @default - no sensor
   */
  readonly sensorWorkspaceId?: string;
  /** @default - derived from the cluster's name */
  readonly identityNames?: { readonly cluster: string; readonly kubelet: string; readonly disks: string };
  /** @default - `<name>-disks` */
  readonly diskEncryptionSetName?: string;
  /** @default - 172.20.0.0/16 */
  readonly serviceCidr?: string;
  /** @default - 100.64.0.0/10 */
  readonly podCidr?: string;
  /** @default - the tenth address of the services */
  readonly dnsServiceIp?: string;
  /** @default - two to six nodes of Standard_D8ds_v5, one a zone or more */
  readonly system?: {
    readonly size: string;
    readonly nodes: { readonly min: number; readonly max: number };
    readonly zones: readonly string[];
  };
  /**
   * Regions resources of the node resource group may be made in.
   * @default - the cluster's own
   */
  readonly allowedLocations?: readonly string[];
  /**
   * What must be in place first: rules, routes, endpoints.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** Pods a node runs at most. Overlay gives each node a /24, so any number to 250 does. */
export const MAX_PODS = 110;
/** Minutes an upgrade waits for the pods of a node to end. */
export const DRAIN_MINUTES = 30;
/**
 * Minutes between one node of an upgrade and the next, 0 to 30: a fresh node has its driver, announces its GPUs and is
 * seen to be healthy before another is taken. More would not fit a large pool into its window.
 */
export const SOAK_MINUTES = 5;

/** A private AKS cluster: no public name, no local accounts, its own keys for disks and etcd, and no way out but the one given. */
export class SovereignCluster extends Construct {
  readonly id: string;
  readonly cluster: KubernetesCluster;
  /** Object id of the identity it acts as. */
  readonly principalId: string;

  constructor(scope: Construct, id: string, props: SovereignClusterProps) {
    super(scope, id);
    const names = props.identityNames ?? {
      cluster: `${props.name}-identity`,
      kubelet: `${props.name}-kubelet-identity`,
      disks: `${props.name}-disks-identity`,
    };
    const disks = this.disks(props, names.disks);
    const etcd = props.etcdKey === 'vendor' ? undefined : props.etcdKey;
    const identities = new ClusterIdentities(this, 'identities', {
      ...props,
      name: names.cluster,
      kubeletName: names.kubelet,
      networkIds: [props.virtualNetworkId, ...(props.routeTableId ? [props.routeTableId] : [])],
      diskEncryptionSetId: disks.id,
      etcd: etcd && { vaultId: etcd.vaultId, keyScope: etcd.key.scope },
    });
    const nodes = props.nodeResourceGroup ?? `${props.name}-nodes`;
    this.cluster = new KubernetesCluster(this, 'Resource', {
      ...placed(props),
      name: props.name,
      nodeResourceGroup: nodes,
      dnsPrefixPrivateCluster: props.dnsPrefix ?? props.name.slice(0, 54),
      skuTier: 'Standard',
      ...access(props, props.tenantId ?? deploymentTenant(this)),
      ...egress(props),
      ...upkeep(props),
      ...drivers,
      microsoftDefender: props.sensorWorkspaceId ? { logAnalyticsWorkspaceId: props.sensorWorkspaceId } : undefined,
      diskEncryptionSetId: disks.id,
      keyManagementService: etcd && {
        keyVaultKeyId: etcd.key.versionedId,
        keyVaultNetworkAccess: 'Private',
      },
      identity: { type: 'UserAssigned', identityIds: [identities.id] },
      kubeletIdentity: identities.kubelet,
      defaultNodePool: systemPool(props),
      dependsOn: [...identities.roles, ...(props.after ?? [])],
    });
    provisionByPools(this.cluster);
    this.id = this.cluster.id;
    this.principalId = identities.principalId;
    new LocationPolicy(this, 'nodes-policy', {
      resourceGroupId: `${props.groupsId}/${nodes}`,
      resourceGroupName: nodes,
      locations: props.allowedLocations ?? [props.location],
      after: [this.cluster],
    });
  }

  private disks(props: SovereignClusterProps, identityName: string): DiskEncryptionSet {
    const identity = new EncryptionIdentity(this, 'disks-identity', {
      ...props,
      name: identityName,
      key: props.diskKey,
    });
    return new DiskEncryptionSet(this, 'disks', {
      ...placed(props),
      name: props.diskEncryptionSetName ?? `${props.name}-disks`,
      encryptionType: 'EncryptionAtRestWithCustomerKey',
      ...keyArgument(this, props.diskKey),
      autoKeyRotationEnabled: true,
      identity: { type: 'UserAssigned', identityIds: [identity.id] },
      dependsOn: [identity.role],
    });
  }
}

type Part = Partial<KubernetesClusterConfig>;

/** The API server: private, named in a zone of the cell, entered with Entra ID and Azure roles only. */
const access = (props: SovereignClusterProps, tenantId: string): Part => ({
  privateClusterEnabled: true,
  privateClusterPublicFqdnEnabled: false,
  privateDnsZoneId: props.privateZoneId,
  apiServerAccessProfile: props.apiServerSubnetId
    ? { virtualNetworkIntegrationEnabled: true, subnetId: props.apiServerSubnetId }
    : undefined,
  localAccountDisabled: true,
  roleBasedAccessControlEnabled: true,
  azureActiveDirectoryRoleBasedAccessControl: { azureRbacEnabled: true, tenantId },
  runCommandEnabled: false,
  azurePolicyEnabled: true,
  oidcIssuerEnabled: true,
  workloadIdentityEnabled: true,
});

/** Overlay pods under Cilium's policies; out through the route table, or not at all, booting from the registry. */
const egress = (props: SovereignClusterProps): Part => ({
  networkProfile: {
    networkPlugin: 'azure',
    networkPluginMode: 'overlay',
    networkDataPlane: 'cilium',
    networkPolicy: 'cilium',
    loadBalancerSku: 'standard',
    outboundType: props.routeTableId ? 'userDefinedRouting' : 'none',
    serviceCidr: props.serviceCidr ?? SERVICE_CIDR,
    podCidr: props.podCidr ?? POD_CIDR,
    dnsServiceIp: props.dnsServiceIp ?? DNS_SERVICE_IP,
  },
  bootstrapProfile: props.routeTableId ? undefined : { artifactSource: 'Cache', containerRegistryId: props.registryId },
});

/** Volumes are disks under the cell's key. File shares want account keys; pods read blobs through their own client. */
const drivers: Part = {
  storageProfile: {
    diskDriverEnabled: true,
    fileDriverEnabled: false,
    blobDriverEnabled: false,
    snapshotControllerEnabled: false,
  },
};

function systemPool(props: SovereignClusterProps): KubernetesClusterConfig['defaultNodePool'] {
  const zones = zonesOf(props.location);
  const {
    size,
    nodes,
    zones: chosen,
  } = props.system ?? {
    size: SYSTEM_POOL.size,
    nodes: { min: Math.max(SYSTEM_POOL.least, zones.length), max: SYSTEM_POOL.most },
    zones,
  };
  return {
    name: 'system',
    temporaryNameForRotation: 'systmp',
    vmSize: size,
    type: 'VirtualMachineScaleSets',
    autoScalingEnabled: true,
    minCount: nodes.min,
    maxCount: nodes.max,
    maxPods: MAX_PODS,
    zones: chosen.length > 0 ? [...chosen] : undefined,
    osSku: 'Ubuntu',
    osDiskType: 'Ephemeral',
    osDiskSizeGb: SYSTEM_POOL.osDiskGb,
    hostEncryptionEnabled: true,
    nodePublicIpEnabled: false,
    onlyCriticalAddonsEnabled: true,
    vnetSubnetId: props.systemSubnetId,
    upgradeSettings: { maxSurge: '1', drainTimeoutInMinutes: DRAIN_MINUTES, nodeSoakDurationInMinutes: SOAK_MINUTES },
    tags: props.tags && { ...props.tags },
  };
}
