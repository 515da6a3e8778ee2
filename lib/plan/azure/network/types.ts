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

export type SubnetTier = 'apiserver' | 'endpoints' | 'system' | 'pool' | 'lustre' | 'gateway' | 'bastion' | 'runner';

export interface SubnetPlan {
  readonly name: string;
  readonly tier: SubnetTier;
  readonly block: string;
  /** Absent: a gateway of the vendor stands here, which takes none. */
  readonly securityGroup?: string;
  readonly rules: readonly SecurityRule[];
  /** Whether its traffic out follows the route table. */
  readonly routed: boolean;
}

/** A private DNS zone, linked to the root's network and to no other. */
export interface ZonePlan {
  readonly name: string;
  readonly link: string;
  /** Whose names it holds. */
  readonly reason: string;
}

/** Every flow of a network, written down. */
export interface FlowLogPlan {
  readonly name: string;
  /** Root that makes it: the network's own, or that of the account where the network is made first. */
  readonly root: string;
  /** The network watcher of the region, of which a subscription has one. */
  readonly watcher: { readonly name: string; readonly resourceGroup: string };
  /** Account the flows are written to. */
  readonly storageId: string;
  /** Whether the root that makes it makes that account too. */
  readonly local: boolean;
}

/** A root's own virtual network; peered with the hub its cell leaves through and the operators' path, where there are such. */
export interface NetworkPlan {
  readonly name: string;
  readonly id: string;
  readonly block: string;
  readonly subnets: readonly SubnetPlan[];
  /** Route table that sends everything to the firewall; absent where there is no way out. */
  readonly routeTable?: { readonly name: string; readonly nextHop: string };
  readonly zones: readonly ZonePlan[];
  readonly flowLog: FlowLogPlan;
}

/** A private endpoint, the zones it registers in, and why it is there. */
export interface EndpointPlan {
  readonly name: string;
  /** What it leads to: `vault`, `registry`, `scope`, `inference` or a storage account by purpose. */
  readonly to: string;
  /** Resource id of the target, computed. */
  readonly target: string;
  /** Whether the target is made by the same root. */
  readonly local: boolean;
  /** Private Link subresource. */
  readonly subresource: string;
  readonly zones: readonly string[];
  /** What of the plan needs it; without any it would not be there. */
  readonly reasons: readonly string[];
}

/** Both halves of a peering between the network of the path and that of a root. */
export interface PeeringPlan {
  /** Root whose network it leads to. */
  readonly to: string;
  /** Name of the half on the path's side, and of the half on the other. */
  readonly name: string;
  readonly back: string;
  readonly networkId: string;
  readonly networkName: string;
  readonly resourceGroup: string;
  /** Subscription of that network where it is not the path's own. */
  readonly elsewhere?: string;
}

/** A gateway of the vendor's, and its connection to what the operators have. */
interface GatewayPlan {
  readonly name: string;
  readonly sku: string;
  readonly connection: string;
}

/** What stands at the door. */
export type EntrancePlan =
  | (GatewayPlan & {
      readonly kind: 'vpn';
      /** Name of the gateway's public address: the only one there is. */
      readonly address: string;
      /** Zones the address stands in; empty where the region has none. */
      readonly zones: readonly string[];
      /** The operators' gateway: its name here, and its own public address. */
      readonly remote: { readonly name: string; readonly address: string };
    })
  | (GatewayPlan & {
      readonly kind: 'circuit';
      readonly circuit: string;
      /** Whether the circuit's owner must give an authorization: it is, or may be, of another subscription. */
      readonly authorized: boolean;
    })
  | {
      readonly kind: 'bastion';
      readonly name: string;
      /** Id of the network the operators come from, and the name of the half of the peering with it. */
      readonly from: string;
      readonly peering: string;
    };

/** How operators come in: a network of its own, apart from every way out, made last and taken away first. */
export interface PathPlan {
  readonly root: string;
  /** Private blocks of the operators. */
  readonly operators: readonly string[];
  readonly vnet: NetworkPlan;
  readonly entrance: EntrancePlan;
  readonly peerings: readonly PeeringPlan[];
}
