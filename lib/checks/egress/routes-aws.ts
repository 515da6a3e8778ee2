/** AWS: where a route leads. */
import { type Graph, Reference, type Resource } from '../../graph/model';
import { read, visibleText } from '../../graph/value';
import { isWorld } from '../cidr';
import { attached, target } from '../find';
import type { Verdict } from '../model';
import { rangesOf } from '../prefix-list';
import { fail, notChecked, pass, say, unsettled } from '../verdicts';
import { firewallOf, judgeFirewall, judgeInspection } from './firewall-aws';
import { inspectionSubnets } from './inspection-aws';
import { proved } from './proof';
import { judgeTransit } from './transit-aws';

export const INSPECTED =
  'leads to an inspection point outside this template, whose rules decide what leaves: an allow-list there must be proved there';

const BEYOND = 'what lies beyond it is not seen here, and must be proved there to lead nowhere else';

/** What a route is for: its ranges where they are settled, and how to name them. */
interface Destination {
  readonly ranges: readonly string[] | undefined;
  readonly shown: string;
}

export function judgeRoute(route: Resource, graph: Graph): Verdict {
  const destination = destinationOf(route, graph);
  const { shown } = destination;
  const to = (property: string) => read(route, property);
  if (to('EgressOnlyInternetGatewayId') !== undefined) {
    return fail(`sends ${shown} to an egress-only internet gateway`, ['EgressOnlyInternetGatewayId']);
  }
  if (to('CarrierGatewayId') !== undefined) {
    return fail(`sends ${shown} to a carrier gateway, which leads to the internet`, ['CarrierGatewayId']);
  }
  const gateway = to('GatewayId');
  if (gateway !== undefined) {
    const path = ['GatewayId'];
    const type = gateway instanceof Reference ? graph.byId(gateway.target)?.type : undefined;
    const name = visibleText(gateway) ?? '';
    if (type === 'AWS::EC2::InternetGateway' || name.startsWith('igw-')) {
      return isInspectionRoute(graph, route)
        ? outside(route, graph, `sends ${shown} from an inspection subnet to the internet`, path)
        : fail(`sends ${shown} to an internet gateway`, path);
    }
    if (name === 'local') return pass('stays in the network', path);
    if (type === 'AWS::EC2::VPNGateway' || name.startsWith('vgw-'))
      return onward(destination, 'a virtual private gateway', path);
    if (name.startsWith('vpce-')) return onward(destination, 'an endpoint of a firewall', path);
    return unsettled('the gateway of a route', gateway, path);
  }
  const nat = to('NatGatewayId');
  if (nat !== undefined) {
    const found = target(graph, nat, 'AWS::EC2::NatGateway');
    if (!found) return notChecked(`sends ${shown} to a NAT gateway these templates do not hold`, ['NatGatewayId']);
    if (read(found, 'ConnectivityType') === 'private')
      return onward(destination, 'a private NAT gateway', ['NatGatewayId']);
    return isInspectionRoute(graph, route)
      ? outside(route, graph, `sends ${shown} from an inspection subnet to a NAT gateway`, ['NatGatewayId'])
      : fail(`sends ${shown} to a public NAT gateway`, ['NatGatewayId']);
  }
  const proof = inspected(route, destination, graph);
  if (proof) return proof;
  const hop = ONWARD.find(([property]) => to(property) !== undefined);
  return hop ? onward(destination, hop[1], [hop[0]]) : notChecked('names no next hop that this check knows');
}

/** A default route into firewalls that these templates hold, straight or by a transit gateway that is here. */
function inspected(route: Resource, { ranges, shown }: Destination, graph: Graph): Verdict | undefined {
  if (ranges !== undefined && !ranges.some(isWorld)) return undefined;
  const endpoint = firewallOf(route, graph);
  if (endpoint) return proved(judgeFirewall(endpoint.firewall, graph), `sends ${shown}`, ['VpcEndpointId']);
  if (!target(graph, read(route, 'TransitGatewayId'), 'AWS::EC2::TransitGateway')) return undefined;
  return proved(judgeTransit(route, graph), `sends ${shown} to a transit gateway`, ['TransitGatewayId']);
}

/** What leaves an inspection network, on the far side of its firewalls. */
function outside(route: Resource, graph: Graph, what: string, path: string[]): Verdict {
  const table = target(graph, read(route, 'RouteTableId'), 'AWS::EC2::RouteTable');
  const network = table && target(graph, read(table, 'VpcId'), 'AWS::EC2::VPC');
  return network ? proved(judgeInspection(network, graph), what, path) : notChecked(what, path);
}

const ONWARD = [
  ['TransitGatewayId', 'a transit gateway'],
  ['VpcEndpointId', 'an endpoint of a firewall'],
  ['CoreNetworkArn', 'a core network'],
  ['NetworkInterfaceId', 'a network interface'],
  ['InstanceId', 'an instance'],
  ['VpcPeeringConnectionId', 'a peered network'],
  ['LocalGatewayId', 'a local gateway'],
] as const;

/** Hops behind which a firewall may stand; behind the others, no one knows what does. */
const INSPECTING = /transit|firewall|core/;

function destinationOf(route: Resource, graph: Graph): Destination {
  const list = read(route, 'DestinationPrefixListId');
  if (list !== undefined) return { ranges: rangesOf(graph, list), shown: `the prefix list ${say(list)}` };
  const range = read(route, 'DestinationCidrBlock') ?? read(route, 'DestinationIpv6CidrBlock');
  const text = visibleText(range);
  return { ranges: text === undefined || text.includes('${') ? undefined : [text], shown: text ?? 'a destination' };
}

/** A default route leaves this template's sight; a private range does not lead to the internet. */
function onward({ ranges, shown }: Destination, hop: string, path: string[]): Verdict {
  if (ranges === undefined) return notChecked(`sends ${shown}, whose ranges are not settled here, to ${hop}`, path);
  return ranges.some(isWorld)
    ? notChecked(`sends ${shown} to ${hop}: ${INSPECTING.test(hop) ? `the path ${INSPECTED}` : BEYOND}`, path)
    : pass(`sends only ${shown} to ${hop}`, path);
}

/** Whether a route serves only subnets that stand outside the firewall. */
function isInspectionRoute(graph: Graph, route: Resource): boolean {
  const table = target(graph, read(route, 'RouteTableId'), 'AWS::EC2::RouteTable');
  if (!table) return false;
  const allowed = inspectionSubnets(graph);
  const subnets = attached(graph, 'AWS::EC2::SubnetRouteTableAssociation', 'RouteTableId', table).map((item) =>
    target(graph, read(item, 'SubnetId'), 'AWS::EC2::Subnet'),
  );
  return subnets.length > 0 && subnets.every((subnet) => subnet !== undefined && allowed.has(subnet.id));
}
