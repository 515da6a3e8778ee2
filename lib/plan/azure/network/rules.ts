/** Rules of network security groups, by tier. Everything not named is denied, in and out, before Azure's own defaults. */
import { POD_CIDR } from '../../../profile/rules/networks';
import { lustreRules } from '../lustre/rules';
import type { SecurityRule, SubnetTier } from './types';

const HTTPS = '443';
/** Service tag: the network itself and whatever the operator peers with it. */
const REACHABLE = 'VirtualNetwork';
const PROBES = 'AzureLoadBalancer';

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

type Allowed = Pick<SecurityRule, 'name' | 'direction' | 'sources' | 'destinations' | 'ports' | 'description'> &
  Partial<Pick<SecurityRule, 'protocol'>>;

/**
 * Rules of a subnet.
 *
 * @param network block of the whole network
 * @param out whether nodes leave through a firewall
 */
export function rulesFor(tier: SubnetTier, block: string, network: string, out = false): SecurityRule[] {
  const allowed = [
    ...(tier === 'pool' || tier === 'system' ? nodeRules(block, network, out) : OTHERS[tier](block, network, out)),
  ];
  const next = { Inbound: 100, Outbound: 100 };
  return [
    ...allowed.map((rule): SecurityRule => {
      const priority = next[rule.direction];
      next[rule.direction] += 10;
      return { protocol: 'Tcp', ...rule, priority, access: 'Allow' };
    }),
    ...DENY,
  ];
}

/** Overlay pods keep their own addresses between nodes, so a node's rules speak of both. */
function nodeRules(block: string, network: string, out: boolean): Allowed[] {
  const inside = [network, POD_CIDR];
  const own = [block, POD_CIDR];
  return [
    {
      name: 'allow-cell-in',
      direction: 'Inbound',
      protocol: '*',
      sources: inside,
      destinations: own,
      ports: ['*'],
      description: 'Nodes, pods and API server of this cell',
    },
    {
      name: 'allow-probes',
      direction: 'Inbound',
      protocol: '*',
      sources: [PROBES],
      destinations: own,
      ports: ['*'],
      description: 'Health probes of internal load balancers',
    },
    {
      name: 'allow-cell-out',
      direction: 'Outbound',
      protocol: '*',
      sources: own,
      destinations: inside,
      ports: ['*'],
      description: 'Nodes, pods, API server and private endpoints of this cell',
    },
    ...(out
      ? ([
          {
            name: 'allow-https-out',
            direction: 'Outbound',
            sources: own,
            destinations: ['Internet'],
            ports: [HTTPS],
            description: 'Routed to the firewall, whose list decides',
          },
          {
            name: 'allow-time-out',
            direction: 'Outbound',
            protocol: 'Udp',
            sources: own,
            destinations: ['Internet'],
            ports: ['123'],
            description: 'Time, routed to the firewall',
          },
        ] as const)
      : []),
  ];
}

const OTHERS: Record<
  'apiserver' | 'endpoints' | 'lustre' | 'runner',
  (block: string, network: string, out: boolean) => Allowed[]
> = {
  lustre: lustreRules,
  // Ports of API server VNet integration. Source: its documentation, network security group rules.
  apiserver: (block, network) => [
    {
      name: 'allow-api-in',
      direction: 'Inbound',
      sources: [REACHABLE],
      destinations: [block],
      ports: [HTTPS],
      description: 'Nodes, and operators on networks peered with this one',
    },
    {
      name: 'allow-nodes-in',
      direction: 'Inbound',
      sources: [network],
      destinations: [block],
      ports: ['4443'],
      description: 'Nodes to the API server',
    },
    {
      name: 'allow-probes',
      direction: 'Inbound',
      sources: [PROBES],
      destinations: [block],
      ports: ['9988'],
      description: 'Health probe of the API server',
    },
    {
      name: 'allow-cell-out',
      direction: 'Outbound',
      protocol: '*',
      sources: [block],
      destinations: [network, POD_CIDR],
      ports: ['*'],
      description: 'API server to nodes, pods and the vault of this cell',
    },
  ],
  // The runner is spoken to by nobody: it asks for work, and for what it works on.
  runner: (block) => [
    {
      name: 'allow-network-out',
      direction: 'Outbound',
      sources: [block],
      destinations: [REACHABLE],
      ports: [HTTPS],
      description: 'Private endpoints, and what gives work on networks peered with this one',
    },
    {
      name: 'allow-managers-out',
      direction: 'Outbound',
      sources: [block],
      destinations: ['AzureResourceManager'],
      ports: [HTTPS],
      description: "Where resources are made; the way there is the operator's own",
    },
    {
      name: 'allow-sign-in-out',
      direction: 'Outbound',
      sources: [block],
      destinations: ['AzureActiveDirectory'],
      ports: [HTTPS],
      description: "Where the runner is known; the way there is the operator's own",
    },
  ],
  endpoints: (block) => [
    {
      name: 'allow-https-in',
      direction: 'Inbound',
      sources: [REACHABLE],
      destinations: [block],
      ports: [HTTPS],
      description: 'This network and networks peered with it',
    },
  ],
};
