/** Azure: where a default route leads, hop by hop: the table, its subnets, the peering, the firewall, its rules. */
import type { Graph, Resource, Value } from '../../graph/model';
import { flag, items, mentions, read, select } from '../../graph/value';
import { firstGiven } from '../../plan/azure';
import { attached, target } from '../find';
import { FIREWALL, judgeFirewall } from './firewall-azure';
import { type Proof, together } from './proof';

const NETWORK = 'azurerm_virtual_network';
const SUBNET = 'azurerm_subnet';

/** The firewall of these templates that an address belongs to. */
export function firewallAt(hop: Value | undefined, graph: Graph): Resource | undefined {
  const named = mentions(hop).map(({ target: id }) => graph.byId(id));
  return (
    named.find((resource) => resource?.type === FIREWALL) ??
    graph.ofType(FIREWALL).find((firewall) => typeof hop === 'string' && addressOf(firewall, graph) === hop)
  );
}

/** Whether what follows a table's default route leaves through this firewall, and for listed names only. */
export function judgeWayOut(table: Resource | undefined, firewall: Resource, graph: Graph): Proof {
  if (!table) return { why: 'its route table is not in these templates' };
  if (flag(read(table, 'bgp_route_propagation_enabled'), true) !== false)
    return { why: `${table.address} also follows routes that a gateway learns` };
  const subnets = attached(graph, 'azurerm_subnet_route_table_association', 'route_table_id', table).map((tie) =>
    target(graph, read(tie, 'subnet_id'), SUBNET),
  );
  if (subnets.length === 0) return { why: `no subnet of these templates follows ${table.address}` };
  const hub = networkOf(subnetOf(firewall, graph), graph);
  return together([...subnets.map((subnet) => joined(subnet, hub, graph)), judgeFirewall(firewall, graph)]);
}

/** Whether a subnet's network is the hub, or peered with it from both sides. */
function joined(subnet: Resource | undefined, hub: Resource | undefined, graph: Graph): Proof {
  const network = networkOf(subnet, graph);
  if (!network || !hub) return { why: 'a network on the way is not in these templates' };
  if (network === hub) return { names: [] };
  const out = peering(network, hub, graph);
  const back = peering(hub, network, graph);
  if (!out || !back) return { why: `${network.address} and ${hub.address} are not peered from both sides` };
  return flag(read(out, 'allow_forwarded_traffic'), false) === true
    ? { names: [] }
    : { why: `${out.address} takes nothing back that the firewall sends on` };
}

const peering = (from: Resource, to: Resource, graph: Graph): Resource | undefined =>
  graph
    .ofType('azurerm_virtual_network_peering')
    .find(
      (one) =>
        !one.presence &&
        target(graph, read(one, 'virtual_network_name'), NETWORK) === from &&
        target(graph, read(one, 'remote_virtual_network_id'), NETWORK) === to &&
        flag(read(one, 'allow_virtual_network_access'), true) === true,
    );

/** Azure gives a firewall the first address it has in the firewall's subnet: the fifth of the block. */
function addressOf(firewall: Resource, graph: Graph): string | undefined {
  const subnet = subnetOf(firewall, graph);
  const [block] = subnet ? items(read(subnet, 'address_prefixes')) : [];
  return typeof block === 'string' ? firstGiven(block) : undefined;
}

const subnetOf = (firewall: Resource, graph: Graph): Resource | undefined =>
  select(firewall.properties as Value, 'ip_configuration.*.subnet_id').flatMap(
    ({ value }) => target(graph, value, SUBNET) ?? [],
  )[0];

const networkOf = (subnet: Resource | undefined, graph: Graph): Resource | undefined =>
  subnet && target(graph, read(subnet, 'virtual_network_name'), NETWORK);
