/** Azure: public addresses, NAT, the outbound access every subnet has unless it says otherwise, and AKS's own way out. */

import { type Graph, type Resource, Unknown, type Value } from '../../graph/model';
import { flag, isTable, items, read, select, text } from '../../graph/value';
import { isAbsent, mayBeNull } from '../absent';
import { isWorld } from '../cidr';
import { defaultOf } from '../defaults';
import { attached, target } from '../find';
import type { Context, Verdict } from '../model';
import { fail, mustBe, notApplicable, notChecked, pass, unsettled } from '../verdicts';
import { FIREWALL, GROUP, judgeFirewall, judgeRules } from './firewall-azure';
import { inWords, proved } from './proof';
import { firewallAt, judgeWayOut } from './routes-azure';

type Judge = (resource: Resource, context: Context) => Verdict | Verdict[];
type Path = (string | number)[];

/** Subnets whose outbound access the vendor's own service manages; the argument does not apply to them. */
const MANAGED_SUBNETS = new Set([
  'AzureFirewallSubnet',
  'AzureFirewallManagementSubnet',
  'GatewaySubnet',
  'RouteServerSubnet',
  'AzureBastionSubnet',
]);

/** What may hold a public address because something behind it decides what passes. */
const GUARDED: readonly (readonly [type: string, path: string, who: string])[] = [
  ['azurerm_firewall', 'management_ip_configuration.*.public_ip_address_id', 'a firewall’s management'],
  ['azurerm_virtual_network_gateway', 'ip_configuration.*.public_ip_address_id', 'a private-circuit or VPN gateway'],
];

const subnetSays = {
  right: 'has no default way out',
  wrong: 'every machine in it reaches the internet through an address of the vendor',
};

export const AZURE: Record<string, Judge> = {
  azurerm_public_ip: (resource, { graph }) => {
    const [firewall] = attached(graph, FIREWALL, 'ip_configuration.*.public_ip_address_id', resource);
    if (firewall) return publicFace(firewall, graph);
    const guard = GUARDED.find(([type, path]) => attached(graph, type, path, resource).length > 0);
    if (guard) {
      return notChecked(`is the public address of ${guard[2]}: its rules decide what passes, and must be proved there`);
    }
    const holder = graph.referrers(resource)[0]?.resource;
    return holder
      ? fail(`is a public address, and ${holder.address} holds it`)
      : fail('is a public address, although nothing here holds it', undefined, 'medium');
  },
  azurerm_public_ip_prefix: () => fail('is a range of public addresses'),
  azurerm_nat_gateway: () => fail('carries private addresses to the internet'),
  azurerm_lb_outbound_rule: () => fail('carries private addresses to the internet through a load balancer'),
  azurerm_subnet: judgeSubnet,
  azurerm_virtual_network: (resource) =>
    items(read(resource, 'subnet')).flatMap((subnet, index) => inlineSubnet(subnet, index)),
  azurerm_route: (resource, { graph }) =>
    judgeRoute(
      resource.properties as Value,
      [],
      target(graph, read(resource, 'route_table_name'), 'azurerm_route_table'),
      graph,
    ),
  azurerm_route_table: (resource, { graph }) =>
    items(read(resource, 'route')).flatMap((route, index) => judgeRoute(route, ['route', index], resource, graph)),
  [GROUP]: (resource) => judgeRules(resource),
  azurerm_kubernetes_cluster: (resource) => [
    outboundType(resource),
    ...nodeAddress(resource, 'default_node_pool.node_public_ip_enabled'),
  ],
  azurerm_kubernetes_cluster_node_pool: (resource) => nodeAddress(resource, 'node_public_ip_enabled'),
  azurerm_linux_virtual_machine_scale_set: scaleSet,
  azurerm_orchestrated_virtual_machine_scale_set: scaleSet,
  azurerm_windows_virtual_machine_scale_set: scaleSet,
  azurerm_machine_learning_compute_cluster: (resource) => nodeAddress(resource, 'node_public_ip_enabled'),
  azurerm_machine_learning_compute_instance: (resource) => nodeAddress(resource, 'node_public_ip_enabled'),
  azurerm_network_interface: networkInterface,
};

function judgeSubnet(resource: Resource): Verdict {
  const name = read(resource, 'name');
  if (typeof name === 'string' && MANAGED_SUBNETS.has(name)) {
    return notApplicable(`${name} holds a service of the vendor, which manages its own way out`);
  }
  if (read(resource, 'default_outbound_access_enabled') === undefined && !isAbsent(read(resource, 'delegation'))) {
    return notApplicable('is delegated to a service of the vendor, which manages its own way out');
  }
  return mustBe(resource, 'default_outbound_access_enabled', false, subnetSays);
}

function inlineSubnet(subnet: Value, index: number): Verdict[] {
  if (!isTable(subnet)) return [unsettled('a subnet', subnet, ['subnet', index])];
  const path = ['subnet', index, 'default_outbound_access_enabled'];
  const value = subnet['default_outbound_access_enabled'];
  const state = flag(value, true);
  if (state instanceof Unknown) return [unsettled('default_outbound_access_enabled', value, path)];
  const name = text(subnet['name'] ?? '');
  if (typeof name === 'string' && MANAGED_SUBNETS.has(name)) return [];
  return [state ? fail(`subnet ${name}: ${subnetSays.wrong}`, path) : pass(`subnet ${name} ${subnetSays.right}`, path)];
}

/** The address itself lets nothing out: the rules of its firewall decide. */
function publicFace(firewall: Resource, graph: Graph): Verdict {
  const proof = judgeFirewall(firewall, graph);
  return 'why' in proof
    ? notChecked(`is the public address of a firewall: its rules decide what passes, and ${proof.why}`)
    : pass(`is the public address of ${firewall.address}, of ${inWords(proof)}`);
}

function judgeRoute(route: Value, base: Path, table: Resource | undefined, graph: Graph): Verdict[] {
  if (!isTable(route)) return [unsettled('a route', route, base)];
  const path = [...base, 'next_hop_type'];
  const hop = text(route['next_hop_type']);
  const prefix = text(route['address_prefix']);
  if (hop === undefined || hop instanceof Unknown) return [unsettled('next_hop_type', hop, path)];
  const shown = typeof prefix === 'string' ? prefix : 'a prefix';
  if (/^internet$/i.test(hop)) return [fail(`sends ${shown} to the internet`, path)];
  if (/^(none|vnetlocal)$/i.test(hop))
    return [pass(`${/^none$/i.test(hop) ? 'drops' : 'keeps in the network'} ${shown}`, path)];
  if (typeof prefix !== 'string') return [unsettled('address_prefix', prefix, [...base, 'address_prefix'])];
  if (!isWorld(prefix)) return [pass(`sends only ${prefix} to a ${hop}`, path)];
  const firewall = firewallAt(route['next_hop_in_ip_address'], graph);
  if (firewall) return [proved(judgeWayOut(table, firewall, graph), `sends ${prefix} to ${firewall.address}`, path)];
  return [
    notChecked(
      `sends ${prefix} to a ${hop}: an inspection point whose rules decide what leaves, to be proved there`,
      path,
    ),
  ];
}

function outboundType(resource: Resource): Verdict {
  const path = ['network_profile', 0, 'outbound_type'];
  const stated = read(resource, 'network_profile.outbound_type');
  const kind = text(stated ?? defaultOf(resource.type, 'network_profile.outbound_type'));
  if (kind instanceof Unknown) return unsettled('outbound_type', stated, path);
  const why =
    stated === undefined ? 'outbound_type is not stated and is loadBalancer by default' : `outbound_type is ${kind}`;
  if (kind === 'none' || kind === 'block') return pass(`makes no way out for its nodes (${why})`, path);
  if (kind === 'userDefinedRouting')
    return pass(`makes no way out of its own: the routes of its subnets decide (${why})`, path);
  return fail(`makes its nodes a way to the internet (${why})`, path);
}

function nodeAddress(resource: Resource, argument: string): Verdict[] {
  return [
    mustBe(resource, argument, false, {
      right: 'gives its nodes no public address',
      wrong: 'gives every node a public address',
    }),
  ];
}

function networkInterface(resource: Resource): Verdict {
  const [found] = select(resource.properties as Value, 'ip_configuration.*.public_ip_address_id').filter(
    ({ value }) => !isAbsent(value),
  );
  if (!found) return pass('has private addresses only');
  return mayBeNull(found.value)
    ? unsettled('public_ip_address_id', found.value, found.path)
    : fail('has a public address', found.path);
}

function scaleSet(resource: Resource): Verdict {
  const [found] = select(resource.properties as Value, 'network_interface.*.ip_configuration.*.public_ip_address');
  if (found?.value instanceof Unknown) return unsettled('public_ip_address', found.value, found.path);
  return found && !isAbsent(found.value)
    ? fail('gives every machine a public address', found.path)
    : pass('gives its machines no public address');
}
