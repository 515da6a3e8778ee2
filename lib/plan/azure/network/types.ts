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

export type SubnetTier = 'apiserver' | 'endpoints' | 'system' | 'pool' | 'lustre';

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
  /** What it leads to: `vault`, `registry`, `scope`, `inference` or a storage account by purpose. */
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
