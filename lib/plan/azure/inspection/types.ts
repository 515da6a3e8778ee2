/** The inspection root: a hub network with the one firewall, whose addresses are the only public ones of the region. */

import type { DestinationPlan } from '../audit/types';
import type { FlowLogPlan } from '../network/types';

/** Names that cells may reach over TLS, and why. A rule of the firewall. */
export interface AllowedNames {
  readonly name: string;
  /** A name, or `*.` and a name for all below it. */
  readonly names: readonly string[];
  /** Blocks of the cells that may. */
  readonly from: readonly string[];
  readonly reason: string;
  /** Whether the firewall opens TLS to them. */
  readonly opened: boolean;
}

/** The certificate that TLS is opened with, in a vault that is there. */
export interface TlsInspectionPlan {
  readonly vaultId: string;
  readonly certificate: string;
  /** Secret the firewall fetches, without a version: it follows a renewal. */
  readonly secretId: string;
  readonly identity: string;
}

export interface InspectionPlan {
  readonly root: string;
  readonly network: { readonly name: string; readonly id: string; readonly block: string };
  readonly flowLog: FlowLogPlan;
  /** Block of the subnet AzureFirewallSubnet. */
  readonly subnet: string;
  readonly firewall: {
    readonly name: string;
    /** Private address, where the cells' routes lead. */
    readonly address: string;
    /** Empty: the region has none. */
    readonly zones: readonly string[];
  };
  readonly policy: string;
  /** Names of its public addresses. */
  readonly publicAddresses: readonly string[];
  /** Blocks of the cells. */
  readonly inside: readonly string[];
  /** Rules that let through, in the order they are asked; whatever none of them names is denied. */
  readonly allow: readonly AllowedNames[];
  /** Names the vendor lists and these rules do not let through, and why. */
  readonly refused: readonly { readonly names: readonly string[]; readonly reason: string }[];
  /** Absent: TLS is not opened. */
  readonly tls?: TlsInspectionPlan;
  readonly destination: DestinationPlan;
}

/** How a cell reaches the hub: both sides of the peering, made by the cell's root, which comes second. */
export interface WayOutPlan {
  readonly hub: { readonly id: string; readonly name: string; readonly resourceGroup: string };
  /** Subscription of the hub, where it is not the cell's. */
  readonly hubSubscription?: string;
  /** Names of the two sides: of the cell's network, and of the hub's. */
  readonly peerings: { readonly toHub: string; readonly toCell: string };
}
