/** AWS: where a transit gateway leads a network's default route. */
import type { Graph, Resource } from '../../graph/model';
import { flag, read } from '../../graph/value';
import { isWorld } from '../cidr';
import { attached, target } from '../find';
import { judgeInspection } from './firewall-aws';
import { isInspection } from './inspection-aws';
import { type Proof, together } from './proof';

const GATEWAY = 'AWS::EC2::TransitGateway';
const TABLE = 'AWS::EC2::TransitGatewayRouteTable';
const ATTACHMENTS = ['AWS::EC2::TransitGatewayAttachment', 'AWS::EC2::TransitGatewayVpcAttachment'] as const;

/** Whether what a route sends to a transit gateway leaves through firewalls only. */
export function judgeTransit(route: Resource, graph: Graph): Proof {
  const gateway = target(graph, read(route, 'TransitGatewayId'), GATEWAY);
  const table = target(graph, read(route, 'RouteTableId'), 'AWS::EC2::RouteTable');
  const network = table && target(graph, read(table, 'VpcId'), 'AWS::EC2::VPC');
  if (!gateway || !network) return { why: 'the transit gateway is not in these templates' };
  const attachments = ATTACHMENTS.flatMap((type) => attached(graph, type, 'VpcId', network)).filter(
    (attachment) => target(graph, read(attachment, 'TransitGatewayId'), GATEWAY) === gateway,
  );
  if (attachments.length === 0) return { why: `no attachment joins ${network.address} to ${gateway.address}` };
  return together(attachments.map((attachment) => follow(attachment, graph)));
}

/** The route table an attachment follows, and where its default routes lead. */
function follow(attachment: Resource, graph: Graph): Proof {
  const associations = attached(
    graph,
    'AWS::EC2::TransitGatewayRouteTableAssociation',
    'TransitGatewayAttachmentId',
    attachment,
  );
  const [association, ...others] = associations;
  const table = association && target(graph, read(association, 'TransitGatewayRouteTableId'), TABLE);
  if (!table || others.length > 0 || association?.presence)
    return { why: `the route table that ${attachment.address} follows is not settled here` };
  const to = (type: string) => attached(graph, type, 'TransitGatewayRouteTableId', table);
  return together([
    ...to('AWS::EC2::TransitGatewayRoute').map((route) => judgeRoute(route, graph)),
    // A network's own block is no way out; what a circuit announces may be anything.
    ...to('AWS::EC2::TransitGatewayRouteTablePropagation').map((propagation) =>
      beyond(propagation, graph) ? { names: [] } : { why: `${propagation.address} lets others add routes` },
    ),
  ]);
}

function judgeRoute(route: Resource, graph: Graph): Proof {
  if (flag(read(route, 'Blackhole'), false) === true) return { names: [] };
  const network = beyond(route, graph);
  if (network && isInspection(graph, network)) return judgeInspection(network, graph);
  const range = read(route, 'DestinationCidrBlock');
  return network && typeof range === 'string' && !isWorld(range)
    ? { names: [] }
    : { why: `${route.address} leads to no inspection network that is here` };
}

/** The network on the far side of an attachment. */
function beyond(route: Resource, graph: Graph): Resource | undefined {
  const attachment = target(graph, read(route, 'TransitGatewayAttachmentId'), ...ATTACHMENTS);
  return attachment && target(graph, read(attachment, 'VpcId'), 'AWS::EC2::VPC');
}
