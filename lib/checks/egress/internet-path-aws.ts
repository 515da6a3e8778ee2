/** AWS: gateways, routes to them, public addresses, and what a network as a whole lets out. */
import { type Graph, Reference, type Resource, Unknown, type Value } from '../../graph/model';
import { flag, isTable, items, read, text, visibleText } from '../../graph/value';
import { isWorld } from '../cidr';
import { pointsTo, target } from '../find';
import type { Context, Verdict } from '../model';
import { fail, mustBe, notApplicable, notChecked, pass, pathOf, unsettled } from '../verdicts';

type Judge = (resource: Resource, context: Context) => Verdict | Verdict[];

const INSPECTED =
  'leads to an inspection point outside this template, whose rules decide what leaves: an allow-list there must be proved there';

export const AWS: Record<string, Judge> = {
  'AWS::EC2::InternetGateway': (resource, { graph }) =>
    networksOf(graph, resource).some((network) => isInspection(graph, network))
      ? notChecked('opens an inspection network to the internet: the firewall’s rules decide what leaves')
      : fail('is a path to the internet'),
  'AWS::EC2::EgressOnlyInternetGateway': () => fail('is a path to the internet over IPv6'),
  'AWS::EC2::NatGateway': (resource, { graph }) => {
    const kind = text(read(resource, 'ConnectivityType')) ?? 'public';
    if (kind instanceof Unknown) return unsettled('ConnectivityType', kind, ['ConnectivityType']);
    if (kind === 'private') return pass('translates between private networks only (ConnectivityType is private)');
    const subnet = target(graph, read(resource, 'SubnetId'), 'AWS::EC2::Subnet');
    const inspected = subnet !== undefined && inspectionSubnets(graph).has(subnet.id);
    return inspected
      ? notChecked('stands in an inspection network: the firewall’s rules decide what leaves')
      : fail('carries private addresses to the internet (ConnectivityType is public by default)');
  },
  'AWS::EC2::EIP': (resource, { graph }) => {
    const nats = graph
      .ofType('AWS::EC2::NatGateway')
      .filter((nat) => pointsTo(graph, read(nat, 'AllocationId'), resource));
    const inspected =
      nats.length > 0 &&
      nats.every((nat) => single(AWS['AWS::EC2::NatGateway']?.(nat, { graph } as Context)) === 'not-checked');
    return inspected ? notChecked('is the public address of an inspection network') : fail('is a public address');
  },
  'AWS::EC2::Route': (resource, { graph }) => judgeRoute(resource, graph),
  'AWS::EC2::Subnet': (resource) =>
    mustBe(resource, 'MapPublicIpOnLaunch', false, false, {
      right: 'gives its interfaces no public address',
      wrong: 'gives every interface in it a public address',
    }),
  'AWS::EC2::VPC': (resource, { graph }) => judgeNetwork(resource, graph),
  'AWS::EC2::Instance': (resource) => publicAddresses(resource, 'NetworkInterfaces'),
  'AWS::EC2::LaunchTemplate': (resource) => publicAddresses(resource, 'LaunchTemplateData.NetworkInterfaces'),
  'AWS::SageMaker::NotebookInstance': (resource) => {
    const access = text(read(resource, 'DirectInternetAccess')) ?? 'Enabled';
    if (access instanceof Unknown) return unsettled('DirectInternetAccess', access);
    return access === 'Disabled'
      ? pass('reaches out only through its subnet (DirectInternetAccess is Disabled)')
      : fail('reaches the internet through the vendor’s network (DirectInternetAccess is Enabled by default)');
  },
  'AWS::SageMaker::Domain': (resource) => {
    const access = text(read(resource, 'AppNetworkAccessType')) ?? 'PublicInternetOnly';
    if (access instanceof Unknown) return unsettled('AppNetworkAccessType', access);
    return access === 'VpcOnly'
      ? pass('reaches out only through its subnets (AppNetworkAccessType is VpcOnly)')
      : fail(
          'reaches the internet through the vendor’s network (AppNetworkAccessType is PublicInternetOnly by default)',
        );
  },
};

function judgeRoute(route: Resource, graph: Graph): Verdict {
  const destination =
    visibleText(read(route, 'DestinationCidrBlock')) ?? visibleText(read(route, 'DestinationIpv6CidrBlock'));
  const to = (property: string) => read(route, property);
  const shown = destination ?? 'a destination';
  if (to('EgressOnlyInternetGatewayId') !== undefined) {
    return fail(`sends ${shown} to an egress-only internet gateway`, ['EgressOnlyInternetGatewayId']);
  }
  const gateway = to('GatewayId');
  if (gateway !== undefined) {
    const path = ['GatewayId'];
    const type = gateway instanceof Reference ? graph.byId(gateway.target)?.type : undefined;
    const name = visibleText(gateway) ?? '';
    if (type === 'AWS::EC2::InternetGateway' || name.startsWith('igw-')) {
      return isInspectionRoute(graph, route)
        ? notChecked(`sends ${shown} from an inspection subnet to the internet: the firewall’s rules decide`, path)
        : fail(`sends ${shown} to an internet gateway`, path);
    }
    if (name === 'local') return pass('stays in the network', path);
    if (type === 'AWS::EC2::VPNGateway' || name.startsWith('vgw-'))
      return onward(destination, 'a virtual private gateway', path);
    return unsettled('the gateway of a route', gateway, path);
  }
  const nat = to('NatGatewayId');
  if (nat !== undefined) {
    const found = target(graph, nat, 'AWS::EC2::NatGateway');
    if (!found) return notChecked(`sends ${shown} to a NAT gateway these templates do not hold`, ['NatGatewayId']);
    if (read(found, 'ConnectivityType') === 'private')
      return onward(destination, 'a private NAT gateway', ['NatGatewayId']);
    return isInspectionRoute(graph, route)
      ? notChecked(`sends ${shown} from an inspection subnet to a NAT gateway`, ['NatGatewayId'])
      : fail(`sends ${shown} to a public NAT gateway`, ['NatGatewayId']);
  }
  const hop = ONWARD.find(([property]) => to(property) !== undefined);
  return hop ? onward(destination, hop[1], [hop[0]]) : notChecked('names no next hop that this check knows');
}

const ONWARD = [
  ['TransitGatewayId', 'a transit gateway'],
  ['VpcEndpointId', 'an endpoint of a firewall'],
  ['CoreNetworkArn', 'a core network'],
  ['NetworkInterfaceId', 'a network interface'],
  ['InstanceId', 'an instance'],
  ['VpcPeeringConnectionId', 'a peered network'],
  ['LocalGatewayId', 'a local gateway'],
  ['CarrierGatewayId', 'a carrier gateway'],
] as const;

/** A default route leaves this template's sight; a private range does not lead to the internet. */
function onward(destination: string | undefined, hop: string, path: string[]): Verdict {
  if (destination === undefined) return notChecked(`sends a destination not settled here to ${hop}`, path);
  return isWorld(destination)
    ? notChecked(`sends ${destination} to ${hop}: the path ${INSPECTED}`, path)
    : pass(`sends only ${destination} to ${hop}`, path);
}

function judgeNetwork(network: Resource, graph: Graph): Verdict {
  const inside = (type: string) => graph.ofType(type).filter((item) => pointsTo(graph, read(item, 'VpcId'), network));
  const tables = inside('AWS::EC2::RouteTable');
  const routes = graph.ofType('AWS::EC2::Route').filter((route) => {
    const table = target(graph, read(route, 'RouteTableId'), 'AWS::EC2::RouteTable');
    return table !== undefined && tables.includes(table);
  });
  const verdicts = routes.map((route) => judgeRoute(route, graph));
  const open = verdicts.filter((verdict) => verdict.result === 'fail').length;
  if (open > 0) return fail(`${count(open, 'route')} of it lead${open === 1 ? 's' : ''} to the internet`);
  const gateways = inside('AWS::EC2::VPCGatewayAttachment').filter(
    (item) => read(item, 'InternetGatewayId') !== undefined,
  );
  if (gateways.length > 0 && !isInspection(graph, network)) return fail('has an internet gateway attached');
  const unseen = verdicts.filter((verdict) => verdict.result === 'not-checked').length;
  if (unseen > 0)
    return notChecked(`${count(unseen, 'route')} of it ${INSPECTED.replace('leads', unseen === 1 ? 'leads' : 'lead')}`);
  const peerings = [...inside('AWS::EC2::VPCPeeringConnection')].length;
  const transit =
    inside('AWS::EC2::TransitGatewayAttachment').length + inside('AWS::EC2::TransitGatewayVpcAttachment').length;
  const cut = [
    `no 0.0.0.0/0 or ::/0 in ${count(tables.length, 'route table')}`,
    'no gateway attached',
    peerings === 0 ? 'no peering' : `${count(peerings, 'peering')} with private destinations only`,
    transit === 0 ? 'no transit attachment' : `${count(transit, 'transit attachment')} with private destinations only`,
  ];
  return pass(
    `no route from ${count(inside('AWS::EC2::Subnet').length, 'subnet')} to any gateway; cut: ${cut.join(', ')}`,
  );
}

function publicAddresses(resource: Resource, path: string): Verdict[] {
  const interfaces = items(read(resource, path));
  if (interfaces.length === 0)
    return [notApplicable('names no network interface: its subnet decides, and is judged itself')];
  return interfaces.map((item, index) => {
    const at = [...pathOf(path), index, 'AssociatePublicIpAddress'];
    const value: Value | undefined = isTable(item) ? item['AssociatePublicIpAddress'] : item;
    const state = flag(value, false);
    if (state instanceof Unknown) return unsettled('AssociatePublicIpAddress', value, at);
    if (state) return fail('takes a public address (AssociatePublicIpAddress is true)', at);
    return value === undefined
      ? notApplicable('does not state AssociatePublicIpAddress: its subnet decides, and is judged itself', at)
      : pass('takes no public address (AssociatePublicIpAddress is false)', at);
  });
}

const networksOf = (graph: Graph, gateway: Resource): Resource[] =>
  graph
    .ofType('AWS::EC2::VPCGatewayAttachment')
    .filter((item) => pointsTo(graph, read(item, 'InternetGatewayId'), gateway))
    .flatMap((item) => target(graph, read(item, 'VpcId'), 'AWS::EC2::VPC') ?? []);

/** A network that holds a firewall is where traffic is inspected; only its firewall and NAT subnets may face outwards. */
const isInspection = (graph: Graph, network: Resource): boolean =>
  graph.ofType('AWS::NetworkFirewall::Firewall').some((firewall) => pointsTo(graph, read(firewall, 'VpcId'), network));

function inspectionSubnets(graph: Graph): Set<string> {
  const holders = [
    ...graph
      .ofType('AWS::NetworkFirewall::Firewall')
      .flatMap((firewall) =>
        items(read(firewall, 'SubnetMappings')).flatMap((mapping) => (isTable(mapping) ? [mapping['SubnetId']] : [])),
      ),
    ...graph.ofType('AWS::EC2::NatGateway').map((nat) => read(nat, 'SubnetId')),
  ];
  return new Set(
    holders
      .flatMap((value) => target(graph, value, 'AWS::EC2::Subnet') ?? [])
      .filter((subnet) => {
        const network = target(graph, read(subnet, 'VpcId'), 'AWS::EC2::VPC');
        return network !== undefined && isInspection(graph, network);
      })
      .map((subnet) => subnet.id),
  );
}

function isInspectionRoute(graph: Graph, route: Resource): boolean {
  const table = target(graph, read(route, 'RouteTableId'), 'AWS::EC2::RouteTable');
  if (!table) return false;
  const allowed = inspectionSubnets(graph);
  const subnets = graph
    .ofType('AWS::EC2::SubnetRouteTableAssociation')
    .filter((item) => pointsTo(graph, read(item, 'RouteTableId'), table))
    .map((item) => target(graph, read(item, 'SubnetId'), 'AWS::EC2::Subnet'));
  return subnets.length > 0 && subnets.every((subnet) => subnet !== undefined && allowed.has(subnet.id));
}

const single = (verdict: Verdict | Verdict[] | undefined) => (Array.isArray(verdict) ? verdict[0] : verdict)?.result;

const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`;
