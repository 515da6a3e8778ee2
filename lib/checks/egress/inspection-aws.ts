/** AWS: networks where traffic is inspected. Only their firewall and NAT subnets may face outwards. */
import type { Graph, Resource, Value } from '../../graph/model';
import { read, select } from '../../graph/value';
import { attached, target } from '../find';
import { perGraph } from '../per-graph';

/** A network that holds a firewall. */
export const isInspection = (graph: Graph, network: Resource): boolean =>
  attached(graph, 'AWS::NetworkFirewall::Firewall', 'VpcId', network).length > 0;

/** The networks a gateway is attached to, of those these templates hold. */
export const networksOf = (graph: Graph, gateway: Resource): Resource[] =>
  attached(graph, 'AWS::EC2::VPCGatewayAttachment', 'InternetGatewayId', gateway).flatMap(
    (item) => target(graph, read(item, 'VpcId'), 'AWS::EC2::VPC') ?? [],
  );

/** Ids of the subnets an inspection network's firewalls and NAT gateways stand in. */
export const inspectionSubnets = perGraph((graph) => {
  const firewalls = graph
    .ofType('AWS::NetworkFirewall::Firewall')
    .flatMap((firewall) => select(firewall.properties as Value, 'SubnetMappings.*.SubnetId').map(({ value }) => value));
  const nats = graph.ofType('AWS::EC2::NatGateway').map((nat) => read(nat, 'SubnetId'));
  return new Set(
    [...firewalls, ...nats]
      .flatMap((value) => target(graph, value, 'AWS::EC2::Subnet') ?? [])
      .filter((subnet) => {
        const network = target(graph, read(subnet, 'VpcId'), 'AWS::EC2::VPC');
        return network !== undefined && isInspection(graph, network);
      })
      .map(({ id }) => id),
  );
});
