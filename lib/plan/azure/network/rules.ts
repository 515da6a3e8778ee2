/** Rules of network security groups, by tier. Everything not named is denied, in and out, before Azure's own defaults. */
import { POD_CIDR } from '../../../profile/rules/networks';
import type { SecurityRule, SubnetPlan, SubnetTier } from './types';

const HTTPS = '443';
/** Service tags: the network and all it is peered with; the vendor's balancers; the vendor's gateways; the vendor's cloud. */
const REACHABLE = 'VirtualNetwork';
const PROBES = 'AzureLoadBalancer';
const MANAGER = 'GatewayManager';
const CLOUD = 'AzureCloud';

const DENY: readonly SecurityRule[] = (['Inbound', 'Outbound'] as const).map((direction) => ({
  name: `deny-${direction.toLowerCase()}`,
  priority: 4096,
  direction,
  access: 'Deny',
  protocol: '*',
  sources: ['*'],
  destinations: ['*'],
  ports: ['*'],
  description: 'Nothing but what is named above',
}));

type Allowed = Pick<SecurityRule, 'name' | 'sources' | 'destinations' | 'ports' | 'description'> &
  Partial<Pick<SecurityRule, 'protocol'>>;
interface Passes {
  readonly in: readonly Allowed[];
  readonly out?: readonly Allowed[];
}

/** What stands around a subnet, as far as its rules speak of it: blocks in address notation. */
export interface Surroundings {
  /** Subnets of nodes: the system pool's and every GPU pool's. */
  readonly nodes: readonly string[];
  /** Subnet of the API server; absent: the cluster puts a private endpoint for it among the system nodes. */
  readonly apiServer?: string;
  /** Subnet of private endpoints. */
  readonly endpoints?: string;
  /** Subnet of the file system. */
  readonly lustre?: string;
  /** Blocks of the operators, where a path leads in from them. */
  readonly operators?: readonly string[];
  /** API servers that what stands here leads to. */
  readonly leadsTo?: readonly string[];
  /** Whether the runner that deploys comes from a network of the operator's own, peered by hand. */
  readonly peeredRunner?: boolean;
  /** Whether nodes leave through a firewall. */
  readonly out?: boolean;
}

/** The surroundings of the subnets of one network. */
export function surroundingsOf(
  subnets: readonly Pick<SubnetPlan, 'tier' | 'block'>[],
  ways: Pick<Surroundings, 'operators' | 'leadsTo' | 'peeredRunner' | 'out'> = {},
): Surroundings {
  const of = (...tiers: SubnetTier[]): string[] =>
    subnets.filter(({ tier }) => tiers.includes(tier)).map(({ block }) => block);
  return {
    ...ways,
    nodes: of('system', 'pool'),
    apiServer: of('apiserver')[0],
    endpoints: of('endpoints')[0],
    lustre: of('lustre')[0],
  };
}

/** Rules of a subnet; of one whose tier takes no security group, none. */
export function rulesFor(tier: SubnetTier, block: string, around: Surroundings): SecurityRule[] {
  const passes = TIERS[tier]?.(block, around);
  if (!passes) return [];
  const allow = (direction: SecurityRule['direction'], rules: readonly Allowed[]): SecurityRule[] =>
    // Where nobody is named there is nothing to allow: an empty list would be refused, or read as everyone.
    rules
      .filter(({ sources, destinations }) => sources.length > 0 && destinations.length > 0)
      .map((rule, index) => ({ protocol: 'Tcp', ...rule, direction, priority: 100 + 10 * index, access: 'Allow' }));
  return [...allow('Inbound', passes.in), ...allow('Outbound', passes.out ?? []), ...DENY];
}

const known = (...blocks: readonly (string | undefined)[]): string[] => blocks.filter((block) => block !== undefined);

/**
 * Subnets of nodes. Between nodes and overlay pods AKS asks for every port and protocol (the fabric of a training job uses
 * them); pods keep their own addresses there, and take their node's everywhere else. To all other subnets of the cell go
 * the ports they serve. Source: AKS, Azure CNI Overlay, network security groups (2024).
 */
const nodes = (block: string, { nodes: all, apiServer, endpoints, lustre, out }: Surroundings): Passes => {
  const cluster = [...all, POD_CIDR];
  const own = [block, POD_CIDR];
  return {
    in: [
      {
        name: 'allow-cluster-in',
        protocol: '*',
        sources: cluster,
        destinations: own,
        ports: ['*'],
        description: 'Nodes and overlay pods of this cell: AKS asks for every port and protocol between them',
      },
      {
        name: 'allow-api-in',
        sources: known(apiServer),
        destinations: own,
        ports: ['*'],
        description: 'API server to kubelets, webhooks and aggregated APIs, at ports of their own choosing',
      },
      {
        name: 'allow-lustre-in',
        sources: known(lustre),
        destinations: own,
        ports: LUSTRE,
        description: 'Servers of the file system call back who mounts it',
      },
      {
        name: 'allow-probes',
        protocol: '*',
        sources: [PROBES],
        destinations: own,
        ports: ['*'],
        description: 'Health probes of internal load balancers',
      },
    ],
    out: [
      {
        name: 'allow-cluster-out',
        protocol: '*',
        sources: own,
        destinations: cluster,
        ports: ['*'],
        description: 'Nodes and overlay pods of this cell: AKS asks for every port and protocol between them',
      },
      {
        name: 'allow-api-out',
        sources: own,
        destinations: known(apiServer),
        ports: [HTTPS, '4443'],
        description: 'Nodes and pods to the API server',
      },
      {
        name: 'allow-endpoints-out',
        sources: own,
        destinations: known(endpoints),
        ports: [HTTPS],
        description: 'Nodes and pods to the private endpoints of this cell',
      },
      {
        name: 'allow-lustre-out',
        sources: own,
        destinations: known(lustre),
        ports: LUSTRE,
        description: 'Nodes to the file system they mount',
      },
      ...throughFirewall(own, out),
    ],
  };
};

/** What leaves through a firewall, where there is one. */
const throughFirewall = (sources: readonly string[], out = false): Allowed[] =>
  out
    ? [
        {
          name: 'allow-https-out',
          sources,
          destinations: ['Internet'],
          ports: [HTTPS],
          description: 'Routed to the firewall, whose list decides',
        },
      ]
    : [];

/** Ports of the Lustre protocol. */
const LUSTRE = ['988', '1019-1023'];

const operatorsTo = (block: string, operators: readonly string[] = []): Allowed => ({
  name: 'allow-operators-in',
  sources: operators,
  destinations: [block],
  ports: [HTTPS],
  description: 'Operators, by the path that the document names',
});

const TIERS: Record<SubnetTier, ((block: string, around: Surroundings) => Passes) | undefined> = {
  pool: nodes,
  // Without an API server's subnet its private endpoint stands among the system nodes.
  system: (block, around) => {
    const passes = nodes(block, around);
    return around.apiServer ? passes : { ...passes, in: [...passes.in, operatorsTo(block, around.operators)] };
  },
  // Ports of API server VNet integration. Source: AKS, API server VNet integration, NSG security rules.
  apiserver: (block, { nodes: all, endpoints, operators }) => ({
    in: [
      {
        name: 'allow-nodes-in',
        sources: [...all, block],
        destinations: [block],
        ports: [HTTPS, '4443'],
        description: 'Nodes to the API server, and its instances to each other',
      },
      {
        name: 'allow-probes',
        sources: [PROBES],
        destinations: [block],
        ports: ['9988'],
        description: 'Health probe of the API server',
      },
      operatorsTo(block, operators),
    ],
    out: [
      {
        name: 'allow-cluster-out',
        sources: [block],
        destinations: [...all, POD_CIDR, block],
        ports: ['*'],
        description: 'API server to kubelets, webhooks and aggregated APIs, at ports of their own choosing',
      },
      {
        name: 'allow-endpoints-out',
        sources: [block],
        destinations: known(endpoints),
        ports: [HTTPS],
        description: 'API server to the vault of its etcd key',
      },
    ],
  }),
  // Shared services have no nodes of their own: operators and auditors come to them, and to no cell's endpoints.
  endpoints: (block, { nodes: all, apiServer, lustre, operators, peeredRunner }) => ({
    in: [
      {
        name: 'allow-cell-in',
        sources: all.length > 0 ? [...all, ...known(apiServer, lustre)] : [],
        destinations: [block],
        ports: [HTTPS],
        description: 'Nodes, pods and API server of this cell',
      },
      operatorsTo(block, all.length > 0 ? [] : operators),
      {
        name: 'allow-runner-in',
        sources: peeredRunner ? [REACHABLE] : [],
        destinations: [block],
        ports: [HTTPS],
        description: "The runner that deploys, from a network of the operator's own, peered with this one by hand",
      },
    ],
  }),
  /**
   * Source: Azure Managed Lustre, configure network security groups. Of what it lists for the vendor's support (telemetry,
   * monitoring from outside) nothing is let through.
   */
  lustre: (block, { nodes: all, endpoints, out }) => {
    const servers: Allowed = {
      name: 'allow-servers',
      protocol: '*',
      sources: [block],
      destinations: [block],
      ports: ['*'],
      description: 'Servers of the file system among each other',
    };
    return {
      in: [
        { ...servers, name: 'allow-servers-in' },
        {
          name: 'allow-lustre-in',
          sources: all,
          destinations: [block],
          ports: LUSTRE,
          description: 'Nodes that mount it',
        },
      ],
      out: [
        { ...servers, name: 'allow-servers-out' },
        {
          name: 'allow-lustre-out',
          sources: [block],
          destinations: all,
          ports: LUSTRE,
          description: 'Nodes that mount it',
        },
        {
          name: 'allow-endpoints-out',
          sources: [block],
          destinations: known(endpoints),
          ports: [HTTPS],
          description: 'Private endpoints of this cell: accounts and the vault of its key',
        },
        ...throughFirewall([block], out),
      ],
    };
  },
  // The vendor refuses a group on the subnet of its gateways.
  gateway: undefined,
  // What the vendor asks of a Bastion's subnet, without the internet. Source: Azure Bastion, NSG access.
  bastion: (block, { operators = [], leadsTo = [] }) => ({
    in: [
      operatorsTo(block, operators),
      {
        name: 'allow-manager-in',
        sources: [MANAGER],
        destinations: [block],
        ports: [HTTPS],
        description: "The vendor's control of the Bastion, which it refuses to be without",
      },
      {
        name: 'allow-probes',
        sources: [PROBES],
        destinations: [block],
        ports: [HTTPS],
        description: 'Health probe of the Bastion',
      },
      {
        name: 'allow-bastion-in',
        sources: [REACHABLE],
        destinations: [REACHABLE],
        ports: ['5701', '8080'],
        description: 'Instances of the Bastion to each other',
      },
    ],
    out: [
      {
        name: 'allow-api-out',
        sources: [block],
        destinations: leadsTo,
        ports: [HTTPS],
        description: 'API servers of the cells',
      },
      {
        name: 'allow-sessions-out',
        sources: ['*'],
        destinations: [REACHABLE],
        ports: ['22', '3389'],
        description: 'The vendor refuses a Bastion without it; no subnet of a cell lets these ports in',
      },
      {
        name: 'allow-bastion-out',
        sources: [REACHABLE],
        destinations: [REACHABLE],
        ports: ['5701', '8080'],
        description: 'Instances of the Bastion to each other',
      },
      {
        name: 'allow-vendor-out',
        sources: ['*'],
        destinations: [CLOUD],
        ports: [HTTPS],
        description: "The Bastion's own logs and metering, to the vendor",
      },
    ],
  }),
};
