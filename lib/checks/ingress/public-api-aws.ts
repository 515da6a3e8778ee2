/** AWS: endpoints, load balancers, databases and firewall rules that the internet can reach. */
import { type Graph, type Resource, Unknown, type Value } from '../../graph/model';
import { isTable, items, read, select, settle, text, visibleText } from '../../graph/value';
import { isWorld } from '../cidr';
import type { Context, Verdict } from '../model';
import { fail, mustBe, notApplicable, notChecked, pass, unsettled } from '../verdicts';

type Judge = (resource: Resource, context: Context) => Verdict | Verdict[];

export const AWS: Record<string, Judge> = {
  'AWS::EKS::Cluster': (resource) =>
    mustBe(resource, 'ResourcesVpcConfig.EndpointPublicAccess', false, true, {
      right: 'serves its API inside the network only',
      wrong: 'serves its API to the internet',
    }),
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
      : mustBe(resource, 'PubliclyAccessible', false, true, address),
  'AWS::Redshift::Cluster': (resource) => mustBe(resource, 'PubliclyAccessible', false, false, address),
  'AWS::DMS::ReplicationInstance': (resource) => mustBe(resource, 'PubliclyAccessible', false, true, address),
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
  'AWS::OpenSearchService::Domain': (resource) => {
    const network = read(resource, 'VPCOptions');
    if (network instanceof Unknown) return unsettled('VPCOptions', network, ['VPCOptions']);
    return network === undefined
      ? fail('answers on the internet: it has no VPCOptions')
      : pass('answers inside a network only', ['VPCOptions']);
  },
  'AWS::EC2::SecurityGroup': (resource, { graph }) => {
    const rules = items(read(resource, 'SecurityGroupIngress'));
    if (rules.length === 0) return pass('admits nothing of its own');
    return rules.map((rule, index) => ingress(rule, ['SecurityGroupIngress', index], graph));
  },
  'AWS::EC2::SecurityGroupIngress': (resource, { graph }) => ingress(resource.properties as Value, [], graph),
};

const address = { right: 'has a private address only', wrong: 'has an address on the internet' };

function scheme(resource: Resource): Verdict {
  const stated = read(resource, 'Scheme');
  const kind = text(stated) ?? 'internet-facing';
  if (kind instanceof Unknown) return unsettled('Scheme', stated, ['Scheme']);
  if (kind === 'internal') return pass('answers inside the network only (Scheme is internal)', ['Scheme']);
  return fail(
    `answers on the internet (Scheme is ${stated === undefined ? 'not stated and is ' : ''}${kind}${stated === undefined ? ' by default' : ''})`,
    ['Scheme'],
  );
}

function ingress(rule: Value, path: (string | number)[], graph: Graph): Verdict {
  if (!isTable(rule)) return unsettled('an ingress rule', rule, path);
  for (const property of ['CidrIp', 'CidrIpv6']) {
    const [source] = select(rule, property);
    if (!source) continue;
    const range = visibleText(settle(graph, source.value)); // often the network's own range, by reference
    if (range === undefined || range.includes('${')) return unsettled(property, source.value, [...path, property]);
    if (isWorld(range)) return fail(`admits ${range}: anyone`, [...path, property]);
    return pass(`admits ${range}`, [...path, property]);
  }
  return pass('admits members of a group or list only', path);
}
