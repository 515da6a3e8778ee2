/**
 * AWS: what a firewall lets through, and whether a network's one way out is through firewalls. Proved only where every
 * part is in these templates; else the reason why not is said, and nothing is claimed.
 */
import type { Graph, Resource, Value } from '../../graph/model';
import { items, read, select } from '../../graph/value';
import { isAbsent } from '../absent';
import { isWorld } from '../cidr';
import { attached, target } from '../find';
import { perGraph } from '../per-graph';
import { inspectionSubnets } from './inspection-aws';
import { type Proof, together } from './proof';

const POLICY = 'AWS::NetworkFirewall::FirewallPolicy';
const GROUP = 'AWS::NetworkFirewall::RuleGroup';
const FIREWALL = 'AWS::NetworkFirewall::Firewall';
const STATELESS = new Set<Value | undefined>(['aws:forward_to_sfe', 'aws:drop']);
/** What may stand in a subnet outside the firewall, or belong to it. */
const OUTSIDE = new Set([
  'AWS::EC2::NatGateway',
  'AWS::EC2::SubnetNetworkAclAssociation',
  'AWS::EC2::SubnetRouteTableAssociation',
  FIREWALL,
]);

/** A firewall that drops by default, and whose rules let through listed names only. */
export function judgeFirewall(firewall: Resource, graph: Graph): Proof {
  const policy = target(graph, read(firewall, 'FirewallPolicyArn'), POLICY);
  if (firewall.presence || !policy) return { why: `the policy of ${firewall.address} is not settled here` };
  const at = (path: string) => read(policy, `FirewallPolicy.${path}`);
  const stateless = [...items(at('StatelessDefaultActions')), ...items(at('StatelessFragmentDefaultActions'))];
  const defaults = items(at('StatefulDefaultActions')).map(String);
  const strict = defaults.includes('aws:drop_strict');
  if (
    !defaults.some((action) => action.startsWith('aws:drop_')) ||
    at('StatefulEngineOptions.RuleOrder') !== 'STRICT_ORDER'
  )
    return { why: `${policy.address} does not drop by default` };
  if (!stateless.every((action) => STATELESS.has(action)) || !isAbsent(at('StatelessRuleGroupReferences')))
    return { why: `${policy.address} lets packets by before its rules are asked` };
  const references = items(at('StatefulRuleGroupReferences'));
  const groups = references
    .flatMap((reference) => select(reference, 'ResourceArn'))
    .map(({ value }) => target(graph, value, GROUP));
  if (groups.length < references.length || !groups.every((group) => group !== undefined))
    return { why: `a rule group of ${policy.address} is not here` };
  if (references.some((reference) => select(reference, 'Override').length > 0))
    return { why: `${policy.address} overrides a rule group` };
  if (!strict && !groups.some(closesWithoutConnection))
    return { why: `${policy.address} drops connections, and no rule drops what needs none` };
  return together(groups.map(judgeGroup));
}

/** Whether everything that is not TCP, or UDP at least, is dropped from the first packet on. */
const closesWithoutConnection = (group: Resource): boolean =>
  /^drop (?:udp|ip) (?:any|\$HOME_NET) any -> any any \(/m.test(
    String(read(group, 'RuleGroup.RulesSource.RulesString')),
  );

/** Rules that only close, and lists of names. */
function judgeGroup(group: Resource): Proof {
  const source = (path: string) => read(group, `RuleGroup.RulesSource.${path}`);
  const kinds = ['RulesString', 'RulesSourceList', 'StatefulRules', 'StatelessRulesAndCustomActions'] as const;
  const [kind, ...others] = kinds.filter((name) => !isAbsent(source(name)));
  const open = { why: `${group.address} has rules that may let anything through` };
  if (others.length > 0) return open;
  if (kind === 'RulesString') {
    const text = source('RulesString');
    if (typeof text !== 'string') return open;
    const rules = text.split('\n').map((line) => line.trim());
    return rules.every((rule) => rule === '' || /^(#|drop |reject |alert )/.test(rule)) ? { names: [] } : open;
  }
  if (kind === 'StatefulRules') {
    const actions = items(source('StatefulRules')).flatMap((rule) => select(rule, 'Action'));
    return actions.every(({ value }) => value === 'DROP' || value === 'REJECT' || value === 'ALERT')
      ? { names: [] }
      : open;
  }
  if (kind !== 'RulesSourceList') return open;
  if (source('RulesSourceList.GeneratedRulesType') !== 'ALLOWLIST') return { names: [] };
  const names = items(source('RulesSourceList.Targets'));
  return names.every((name): name is string => typeof name === 'string') ? { names } : open;
}

const PROOFS = perGraph(() => new Map<string, Proof>());

/** Whether what enters an inspection network leaves it through its firewalls only. */
export function judgeInspection(network: Resource, graph: Graph): Proof {
  const known = PROOFS(graph);
  const proof = known.get(network.id) ?? inspects(network, graph);
  known.set(network.id, proof);
  return proof;
}

function inspects(network: Resource, graph: Graph): Proof {
  const outside = inspectionSubnets(graph);
  const subnets = attached(graph, 'AWS::EC2::Subnet', 'VpcId', network);
  const tenant = subnets
    .filter(({ id }) => outside.has(id))
    .flatMap((subnet) => graph.referrers(subnet))
    .find(({ resource }) => !OUTSIDE.has(resource.type));
  if (tenant) return { why: `${tenant.resource.address} stands outside the firewall` };
  return together([
    ...attached(graph, FIREWALL, 'VpcId', network).map((firewall) => judgeFirewall(firewall, graph)),
    ...subnets.map((subnet) =>
      outside.has(subnet.id) ? comesBack(subnet, graph) : leadsToFirewalls(subnet, network, graph),
    ),
  ]);
}

/** Whether every default route of a subnet leads to a firewall of its network and zone. */
function leadsToFirewalls(subnet: Resource, network: Resource, graph: Graph): Proof {
  const routes = routesOf(subnet, graph);
  if (!routes) return { why: `${subnet.address} follows a route table that is not here` };
  for (const route of routes.filter((one) => !isNarrow(one))) {
    const found = firewallOf(route, graph);
    if (found?.network !== network.id) return { why: `${route.address} leads ${subnet.address} past the firewall` };
    if (isElsewhere(found.firewall, subnet, graph)) return astray(route);
  }
  return { names: [] };
}

/** Whether what comes back to a NAT gateway goes through the firewall it left by, which would not know it otherwise. */
function comesBack(subnet: Resource, graph: Graph): Proof {
  const referrers = graph.referrers(subnet).map(({ resource }) => resource);
  if (referrers.some(({ type }) => type === FIREWALL)) return { names: [] };
  for (const route of (routesOf(subnet, graph) ?? []).filter(isNarrow)) {
    const found = firewallOf(route, graph);
    if (!found) return { why: `${route.address} brings answers back past the firewall` };
    if (isElsewhere(found.firewall, subnet, graph)) return astray(route);
  }
  return { names: [] };
}

const astray = (route: Resource): Proof => ({ why: `${route.address} leads to the firewall of another zone` });

function routesOf(subnet: Resource, graph: Graph): Resource[] | undefined {
  const [association] = attached(graph, 'AWS::EC2::SubnetRouteTableAssociation', 'SubnetId', subnet);
  const table = association && target(graph, read(association, 'RouteTableId'), 'AWS::EC2::RouteTable');
  return table && attached(graph, 'AWS::EC2::Route', 'RouteTableId', table);
}

function isNarrow(route: Resource): boolean {
  const range = read(route, 'DestinationCidrBlock');
  return typeof range === 'string' && !isWorld(range);
}

/** Whether a firewall stands in another zone than a subnet, for all that is known. */
function isElsewhere(firewall: Resource, subnet: Resource, graph: Graph): boolean {
  const zone = (one: Resource) => read(one, 'AvailabilityZoneId') ?? read(one, 'AvailabilityZone');
  const zones = select(firewall.properties as Value, 'SubnetMappings.*.SubnetId').map(({ value }) => {
    const found = target(graph, value, 'AWS::EC2::Subnet');
    return found && zone(found);
  });
  return zones.every((one) => typeof one === 'string' && one !== zone(subnet)) && typeof zone(subnet) === 'string';
}

/** The firewall whose endpoint a route leads to, and its network. */
export function firewallOf(route: Resource, graph: Graph): { firewall: Resource; network?: string } | undefined {
  const firewall = target(graph, read(route, 'VpcEndpointId'), FIREWALL);
  return firewall && { firewall, network: target(graph, read(firewall, 'VpcId'), 'AWS::EC2::VPC')?.id };
}
