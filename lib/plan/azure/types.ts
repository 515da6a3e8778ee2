/** The resolved Azure plan: every decision made, nothing left for a construct to choose. Plain data, written beside the output. */
import type { AzureTarget } from '../../profile';
import type { Address } from '../address';
import type { Expectation } from '../expectation';
import type { Intent, PlanNotes } from '../intent';

/** Major version of the azurerm provider the output is written for. */
export type AzureDialect = AzureTarget['dialect'];

/** Where Terraform keeps its state: the arguments of the `azurerm` backend that every root shares. */
export interface BackendPlan {
  readonly resource_group_name: string;
  readonly storage_account_name: string;
  readonly container_name: string;
}

/** A Terraform root: a unit of deployment, with one state, one subscription and one resource group. */
export interface RootPlan {
  /** `foundation`, `data` or `cell-<name>`. */
  readonly name: string;
  readonly purpose: 'foundation' | 'data' | 'cell';
  readonly description: string;
  /** Names of roots to deploy first. */
  readonly dependsOn: readonly string[];
  /** Subscription id; absent: the one given at deployment as `subscription_id`. */
  readonly subscription?: string;
  /** Whether anything the root names lives in the subscription given at deployment. */
  readonly asksSubscription: boolean;
  /** Blob that holds its state. */
  readonly stateKey: string;
  readonly resourceGroup: string;
  readonly resourceGroupId: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What a key protects. One key, one purpose. */
export type KeyPurpose = 'logs' | 'data' | 'registry' | 'etcd' | 'disks';

export interface KeyPlan {
  readonly purpose: KeyPurpose;
  readonly name: string;
  /** What its user does with it: services wrap keys of their own, the API server encrypts secrets. */
  readonly use: 'wrap' | 'encrypt';
  readonly reason: string;
}

/** A root's own vault: keys live beside what they protect, so that a root can be destroyed with its keys. */
export interface VaultPlan {
  /** Globally unique, 3 to 24 characters. */
  readonly name: string;
  readonly keys: readonly KeyPlan[];
}

/** One rule of a network security group. Lower priority numbers win. */
export interface SecurityRule {
  readonly name: string;
  readonly priority: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly access: 'Allow' | 'Deny';
  readonly protocol: 'Tcp' | 'Udp' | '*';
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  /** Destination ports; `*` for any. */
  readonly ports: readonly string[];
  readonly description: string;
}

export type SubnetTier = 'apiserver' | 'endpoints' | 'system' | 'pool';

export interface SubnetPlan {
  readonly name: string;
  readonly tier: SubnetTier;
  readonly block: string;
  readonly securityGroup: string;
  readonly rules: readonly SecurityRule[];
  /** Whether its traffic out follows the route table. */
  readonly routed: boolean;
}

/** A private DNS zone, linked to the root's network and to no other. */
export interface ZonePlan {
  readonly name: string;
  readonly link: string;
}

/** A root's own virtual network; peered with nothing by these roots. */
export interface NetworkPlan {
  readonly name: string;
  readonly block: string;
  readonly subnets: readonly SubnetPlan[];
  /** Route table that sends everything to the operator's firewall; absent where there is no way out. */
  readonly routeTable?: { readonly name: string; readonly nextHop: string };
  readonly zones: readonly ZonePlan[];
}

/** A private endpoint, the zones it registers in, and why it is there. */
export interface EndpointPlan {
  readonly name: string;
  /** What it leads to: `vault`, `registry`, `scope` or a storage account by purpose. */
  readonly to: string;
  /** Resource id of the target, computed. */
  readonly target: string;
  /** Whether the target is made by the same root. */
  readonly local: boolean;
  /** Private Link subresource. */
  readonly subresource: string;
  readonly zones: readonly string[];
  readonly reason: string;
}

/** Where a resource's logs go: the workspace to be read, the archive to be kept. */
export interface DestinationPlan {
  readonly workspaceId: string;
  readonly archiveId: string;
}

/** Copies of a storage account. */
export interface ReplicationPlan {
  readonly kind: 'LRS' | 'ZRS' | 'GRS' | 'GZRS';
  readonly reason: string;
}

export interface StoragePlan {
  readonly purpose: 'models' | 'data' | 'archive';
  /** Globally unique, 3 to 24 lower-case letters and digits. */
  readonly name: string;
  readonly id: string;
  readonly reason: string;
  readonly replication: ReplicationPlan['kind'];
  /** Key that encrypts it. */
  readonly key: KeyPurpose;
  readonly identity: string;
  readonly containers: readonly string[];
  /** Days nothing may be changed or deleted; afterwards it is deleted. Absent: kept until someone deletes it. */
  readonly lockDays?: number;
}

/** What every root has. */
export interface EstatePlan {
  readonly root: string;
  readonly vault: VaultPlan;
  readonly vnet: NetworkPlan;
  readonly endpoints: readonly EndpointPlan[];
}

export interface FoundationPlan extends EstatePlan {
  readonly workspace: {
    readonly name: string;
    readonly id: string;
    readonly cluster: string;
    readonly identity: string;
    /** Azure Monitor private link scope, through which alone the workspace is read. */
    readonly scope: string;
    /** Days, one of the lengths the service takes; what must be kept longer lies in the archive. */
    readonly retentionDays: number;
  };
  readonly archive: StoragePlan;
  /** Subscriptions whose activity log is kept: ids, or the one given at deployment. */
  readonly subscriptions: readonly string[];
}

export interface DataPlan extends EstatePlan {
  readonly accounts: readonly StoragePlan[];
  readonly registry: {
    readonly name: string;
    readonly id: string;
    readonly identity: string;
    readonly zoneRedundant: boolean;
    /** Cache rule through which isolated nodes bootstrap; absent where the firewall lets them out. */
    readonly cacheRule?: string;
  };
  readonly destination: DestinationPlan;
}

export interface AzurePoolPlan {
  readonly name: string;
  readonly size: string;
  readonly gpu: string;
  /** GPUs of one node. */
  readonly gpus: number;
  readonly vcpus: number;
  readonly nodes: { readonly min: number; readonly max: number };
  /** GPUs of the pool at its largest. */
  readonly totalGpus: number;
  /** Availability zones; empty: Azure chooses, and keeps the pool together. */
  readonly zones: readonly string[];
  /** Whether AKS installs the vendor's driver; AKS has none for AMD. */
  readonly gpuDriver: 'Install' | 'None';
  /** Whether its nodes share an InfiniBand fabric. */
  readonly rdma: boolean;
  readonly arch: 'x86_64' | 'arm64';
  readonly subnet: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly string[];
}

export interface ClusterPlan {
  readonly name: string;
  readonly nodeResourceGroup: string;
  readonly dnsPrefix: string;
  readonly privateZone: string;
  /** `vnet`: the API server stands in the cell's network. `private-link`: the region has no such integration. */
  readonly apiServer: 'vnet' | 'private-link';
  /** Whether etcd is wrapped by the cell's own key; needs `vnet`. */
  readonly customerEtcdKey: boolean;
  readonly identity: string;
  readonly kubeletIdentity: string;
  readonly diskEncryptionSet: string;
  readonly diskIdentity: string;
  readonly serviceCidr: string;
  readonly podCidr: string;
  readonly dnsServiceIp: string;
  readonly outboundType: 'none' | 'userDefinedRouting';
  readonly system: {
    readonly size: string;
    readonly vcpus: number;
    readonly nodes: { readonly min: number; readonly max: number };
    readonly zones: readonly string[];
  };
}

export interface AzureCellPlan extends EstatePlan {
  readonly name: string;
  /** The cell's block. */
  readonly network: string;
  readonly subscription?: string;
  readonly cluster: ClusterPlan;
  readonly pools: readonly AzurePoolPlan[];
  readonly registryId: string;
  readonly destination: DestinationPlan;
}

export interface AzurePlan {
  readonly country: string;
  readonly classification: Intent['classification'];
  readonly egress: Intent['egress'];
  readonly regions: { readonly primary: string; readonly recovery?: string };
  /** Where everything is placed. */
  readonly location: string;
  /** Availability zones of the location; empty where it has none. */
  readonly zones: readonly string[];
  /** Locations a policy lets resources be made in. */
  readonly allowedLocations: readonly string[];
  readonly network: string;
  readonly dialect: AzureDialect;
  readonly backend: BackendPlan;
  readonly replication: ReplicationPlan;
  /** In the order they deploy. */
  readonly roots: readonly RootPlan[];
  readonly foundation: FoundationPlan;
  readonly data: DataPlan;
  readonly cells: readonly AzureCellPlan[];
  /** At their largest. */
  readonly totals: { readonly cells: number; readonly nodes: number; readonly gpus: number };
  readonly addresses: readonly Address[];
  readonly expectations: readonly Expectation[];
  readonly notes: PlanNotes;
}
