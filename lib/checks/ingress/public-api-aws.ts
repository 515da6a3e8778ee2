/** AWS: endpoints, load balancers, databases and firewall rules that the internet can reach. */

import { type Graph, type Resource, Unknown, type Value } from '../../graph/model';
import { isTable, items, read, select, settle, text, visibleText } from '../../graph/value';
import { isAbsent } from '../absent';
import { isWorld } from '../cidr';
import { defaultOf } from '../defaults';
import type { Context, Verdict } from '../model';
import { rangesOf } from '../prefix-list';
import { fail, mustBe, notApplicable, notChecked, pass, pathOf, say, unsettled } from '../verdicts';
import { limited } from './limited';

type Judge = (resource: Resource, context: Context) => Verdict | Verdict[];
type Path = (string | number)[];

const kubernetes = {
  right: 'serves its API inside the network only',
  wrong: 'serves its API to the internet',
};
const address = { right: 'has a private address only', wrong: 'has an address on the internet' };

export const AWS: Record<string, Judge> = {
  'AWS::EKS::Cluster': (resource) =>
    limited(
      mustBe(resource, 'ResourcesVpcConfig.EndpointPublicAccess', false, kubernetes),
      read(resource, 'ResourcesVpcConfig.PublicAccessCidrs'),
    ),
  // The CDK's own cluster: a custom resource that passes its properties to the EKS API as they are.
  'Custom::AWSCDK-EKS-Cluster': (resource) =>
    limited(
      mustBe(resource, 'Config.resourcesVpcConfig.endpointPublicAccess', false, kubernetes),
      read(resource, 'Config.resourcesVpcConfig.publicAccessCidrs'),
    ),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': (resource) => {
    if (read(resource, 'Type') === 'gateway') return notApplicable('a gateway load balancer has no scheme');
    return scheme(resource);
  },
  'AWS::ElasticLoadBalancing::LoadBalancer': scheme,
  'AWS::RDS::DBInstance': (resource) =>
    read(resource, 'PubliclyAccessible') === undefined
      ? notChecked(
          'PubliclyAccessible is not stated: the default depends on whether its network has an internet gateway',
        )
      : mustBe(resource, 'PubliclyAccessible', false, address),
  'AWS::RDS::DBCluster': (resource) =>
    read(resource, 'PubliclyAccessible') === undefined ? [] : mustBe(resource, 'PubliclyAccessible', false, address),
  'AWS::AmazonMQ::Broker': (resource) => mustBe(resource, 'PubliclyAccessible', false, address),
  'AWS::Redshift::Cluster': (resource) => mustBe(resource, 'PubliclyAccessible', false, address),
  'AWS::RedshiftServerless::Workgroup': (resource) => mustBe(resource, 'PubliclyAccessible', false, address),
  'AWS::DMS::ReplicationInstance': (resource) => mustBe(resource, 'PubliclyAccessible', false, address),
  'AWS::MSK::Cluster': (resource) =>
    closed(resource, 'BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type', /^DISABLED$/),
  'AWS::AppSync::GraphQLApi': (resource) => closed(resource, 'Visibility', /^PRIVATE$/),
  'AWS::Transfer::Server': (resource) =>
    isAbsent(read(resource, 'EndpointDetails.AddressAllocationIds'))
      ? closed(resource, 'EndpointType', /^VPC(_ENDPOINT)?$/)
      : fail('answers on public addresses', ['EndpointDetails', 'AddressAllocationIds']),
  'AWS::Lambda::Url': () => fail('gives the function an address on the internet', ['AuthType']),
  'AWS::ApiGateway::RestApi': (resource) => {
    const types = items(read(resource, 'EndpointConfiguration.Types'));
    const path = ['EndpointConfiguration', 'Types'];
    if (types.some((type) => type instanceof Unknown)) return unsettled('its endpoint type', types[0], path);
    return types.length > 0 && types.every((type) => type === 'PRIVATE')
      ? pass('answers through interface endpoints only (PRIVATE)', path)
      : fail(`answers on the internet (${types.join(', ') || 'EDGE by default'})`, path);
  },
  'AWS::ApiGatewayV2::Api': () => fail('answers on the internet: this kind of API has no private form'),
  'AWS::Elasticsearch::Domain': inNetwork,
  'AWS::OpenSearchService::Domain': inNetwork,
  'AWS::EC2::SecurityGroup': (resource, { graph }) => {
    const rules = items(read(resource, 'SecurityGroupIngress'));
    if (rules.length === 0) return pass('admits nothing of its own');
    return rules.map((rule, index) => ingress(rule, ['SecurityGroupIngress', index], graph));
  },
  'AWS::EC2::SecurityGroupIngress': (resource, { graph }) => ingress(resource.properties as Value, [], graph),
};

/** A word that says where it answers, with the vendor's default where it is absent. */
function closed(resource: Resource, argument: string, right: RegExp): Verdict {
  const path = pathOf(argument);
  const stated = read(resource, argument);
  const word = text(stated ?? defaultOf(resource.type, argument));
  if (typeof word !== 'string') return unsettled(argument, stated, path);
  const why = `${argument} is ${stated === undefined ? `not stated and is ${word} by default` : word}`;
  return right.test(word)
    ? pass(`answers inside the network only (${why})`, path)
    : fail(`answers on the internet (${why})`, path);
}

function scheme(resource: Resource): Verdict {
  return closed(resource, 'Scheme', /^internal$/);
}

function inNetwork(resource: Resource): Verdict {
  const subnets = read(resource, 'VPCOptions.SubnetIds');
  if (subnets instanceof Unknown) return unsettled('VPCOptions', subnets, ['VPCOptions']);
  return isAbsent(subnets)
    ? fail('answers on the internet: it has no VPCOptions with subnets', ['VPCOptions'])
    : pass('answers inside a network only', ['VPCOptions']);
}

function ingress(rule: Value, path: Path, graph: Graph): Verdict {
  if (!isTable(rule)) return unsettled('an ingress rule', rule, path);
  for (const property of ['CidrIp', 'CidrIpv6']) {
    const [source] = select(rule, property);
    if (!source) continue;
    const range = visibleText(settle(graph, source.value)); // often the network's own range, by reference
    if (range === undefined || range.includes('${')) return unsettled(property, source.value, [...path, property]);
    if (isWorld(range)) return fail(`admits ${range}: anyone`, [...path, property]);
    return pass(`admits ${range}`, [...path, property]);
  }
  const [list] = select(rule, 'SourcePrefixListId');
  return list
    ? prefixList(list.value, [...path, 'SourcePrefixListId'], graph)
    : pass('admits members of a group only', path);
}

function prefixList(list: Value, path: Path, graph: Graph): Verdict {
  const ranges = rangesOf(graph, list);
  if (!ranges) return notChecked(`admits the prefix list ${say(list)}, whose ranges no template here shows`, path);
  const world = ranges.find(isWorld);
  return world === undefined
    ? pass(`admits the prefix list ${say(list)}: ${ranges.join(', ')}`, path)
    : fail(`admits the prefix list ${say(list)}, which holds ${world}: anyone`, path);
}
