/** AWS: gateways, and what a network as a whole lets out. */
import type { Graph, Resource } from '../../graph/model';
import { read } from '../../graph/value';
import { isWorld } from '../cidr';
import { attached } from '../find';
import type { Verdict } from '../model';
import { fail, ifMade, notChecked, pass } from '../verdicts';
import { judgeInspection } from './firewall-aws';
import { isInspection, networksOf } from './inspection-aws';
import { proved, together } from './proof';
import { INSPECTED, judgeRoute } from './routes-aws';

/** A gateway no route leads to is one route away from a path; one that no network is attached to, two steps. */
export function judgeGateway(gateway: Resource, graph: Graph): Verdict {
  const attachments = attached(graph, 'AWS::EC2::VPCGatewayAttachment', 'InternetGatewayId', gateway);
  if (attachments.length === 0) {
    return fail('is a door to the internet, although no network here is attached to it', undefined, 'medium');
  }
  const inspecting = networksOf(graph, gateway).filter((network) => isInspection(graph, network));
  if (inspecting.length > 0) {
    const proofs = inspecting.map((network) => judgeInspection(network, graph));
    return proved(together(proofs), 'opens an inspection network to the internet');
  }
  const routes = attached(graph, 'AWS::EC2::Route', 'GatewayId', gateway);
  return routes.length > 0
    ? fail(`is a path to the internet: ${list(routes)} lead${routes.length === 1 ? 's' : ''} to it`)
    : fail(
        'is attached to a network, although no route here leads to it: one route opens the path',
        undefined,
        'medium',
      );
}

export function judgeNetwork(network: Resource, graph: Graph): Verdict {
  const inside = (type: string) => attached(graph, type, 'VpcId', network);
  const tables = inside('AWS::EC2::RouteTable');
  const routes = tables.flatMap((table) => attached(graph, 'AWS::EC2::Route', 'RouteTableId', table));
  const judged = routes.map((route) => ({ route, result: ifMade(judgeRoute(route, graph), route.presence).result }));
  const open = judged.filter(({ result }) => result === 'fail').map(({ route }) => route);
  if (open.length > 0) {
    return fail(
      `${count(open.length, 'route')} of it lead${open.length === 1 ? 's' : ''} to the internet: ${list(open)}`,
    );
  }
  const gateways = inside('AWS::EC2::VPCGatewayAttachment').filter(
    (item) => read(item, 'InternetGatewayId') !== undefined,
  );
  if (gateways.length > 0 && !isInspection(graph, network)) {
    const attachedOne = gateways.find(({ presence }) => presence === undefined);
    return attachedOne
      ? fail(
          `has an internet gateway attached (${attachedOne.address}), although no route here leads to it: one route opens the path`,
          undefined,
          'medium',
        )
      : notChecked(`may have an internet gateway attached (${list(gateways)}): only the deployment settles it`);
  }
  const unseen = judged.filter(({ result }) => result === 'not-checked').length;
  if (unseen > 0)
    return notChecked(`${count(unseen, 'route')} of it ${INSPECTED.replace('leads', unseen === 1 ? 'leads' : 'lead')}`);
  const ways = judged.filter(({ route }) => leadsOut(route)).map(({ route }) => route);
  if (ways.length > 0) return pass(`leaves only through firewalls that drop what is not listed: ${list(ways)}`);
  const peerings = inside('AWS::EC2::VPCPeeringConnection').length;
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

function leadsOut(route: Resource): boolean {
  const range = read(route, 'DestinationCidrBlock') ?? read(route, 'DestinationIpv6CidrBlock');
  return typeof range === 'string' && isWorld(range);
}

const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`;

/** The first few by name, and how many more. */
const list = (resources: readonly Resource[]): string => {
  const named = resources.slice(0, 3).map(({ address }) => address);
  const more = resources.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
};
