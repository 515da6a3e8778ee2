/** The inspection network: the one place with a gateway, behind firewalls. */
/** A zone of the inspection network: one path of its own, so that what goes out in a zone comes back in it. */
export interface InspectionZonePlan {
  /** Zone id. */
  readonly zone: string;
  /** Blocks of its three subnets: where the transit gateway enters, the firewall, and the NAT gateway. */
  readonly attachment: string;
  readonly firewall: string;
  readonly nat: string;
}

/** A rule in Suricata's words, and why it is there. */
export interface FirewallRule {
  readonly rule: string;
  readonly reason: string;
}

/** What of the inspection stack the cells' stacks name: parameters of Systems Manager in the same account. */
export interface TransitNames {
  readonly transitGateway: string;
  /** Route table that cells follow: out through the firewalls, or nowhere. */
  readonly out: string;
  /** Route table that what comes back follows: to the cell it belongs to. */
  readonly back: string;
}

export interface InspectionPlan {
  readonly stack: string;
  readonly name: string;
  readonly account?: string;
  readonly network: string;
  readonly zones: readonly InspectionZonePlan[];
  /** Blocks of the cells. */
  readonly inside: readonly string[];
  /** Private ranges that no cell reaches through the transit gateway: not another cell, not the inspection network. */
  readonly blocked: readonly string[];
  /** Names that cells may reach over TLS; a name that begins with a dot stands for all below it too. */
  readonly allow: readonly string[];
  readonly rules: readonly FirewallRule[];
  /** Archive, and what the names of the firewalls' logs begin with there. */
  readonly logs: { readonly bucketName: string; readonly prefix: string };
  /** Absent where no cell stands in the same account. */
  readonly parameters?: TransitNames;
  /** Other accounts that the transit gateway is shared with; empty where none has a cell. */
  readonly shared: readonly string[];
}

/** How a cell reaches the transit gateway, and what of it the cell's own stack sets. */
export interface WayOutPlan {
  /** Id, or a reference that the deployment resolves; `ask`: given as a parameter. */
  readonly transitGateway: string;
  /** Route tables of the transit gateway. Absent: another account owns it, and joins the cell itself. */
  readonly tables?: { readonly out: string; readonly back: string };
}
