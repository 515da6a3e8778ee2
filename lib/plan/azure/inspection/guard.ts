/** What a network peered with the hub must not let in. */
import type { AzureTarget } from '../../../profile';
import type { NetworkPlan, SecurityRule } from '../network/types';
import { firewallSubnet } from './way';

/** Service tag: the network itself and whatever is peered with it, the hub too. */
const REACHABLE = 'VirtualNetwork';

/**
 * The network with a rule that nothing begins from the firewall. A firewall goes where a listed name resolves to: a name
 * that answered with an address of another cell would lead there. What it brings back belongs to connections from
 * inside, which rules for what comes in do not see.
 */
export function guarded(network: NetworkPlan, target: AzureTarget): NetworkPlan {
  const deny: SecurityRule = {
    name: 'deny-firewall-in',
    priority: 100,
    direction: 'Inbound',
    access: 'Deny',
    protocol: '*',
    sources: [firewallSubnet(target) as string],
    destinations: ['*'],
    ports: ['*'],
    description: 'The firewall answers; it begins nothing',
  };
  const later = (rule: SecurityRule): SecurityRule =>
    rule.direction === 'Inbound' && rule.access === 'Allow' ? { ...rule, priority: rule.priority + 10 } : rule;
  return {
    ...network,
    subnets: network.subnets.map((subnet) =>
      subnet.rules.some(({ direction, sources }) => direction === 'Inbound' && sources.includes(REACHABLE))
        ? { ...subnet, rules: [deny, ...subnet.rules.map(later)] }
        : subnet,
    ),
  };
}
