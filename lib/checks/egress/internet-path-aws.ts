/** AWS: gateways, routes to them, public addresses, and services that reach out through the vendor's own network. */

import { type Graph, type Resource, Unknown, type Value } from '../../graph/model';
import { flag, isTable, items, read, text } from '../../graph/value';
import { isAbsent } from '../absent';
import { defaultOf } from '../defaults';
import { attached, target } from '../find';
import type { Context, Verdict } from '../model';
import { fail, mustBe, notApplicable, notChecked, pass, pathOf, unsettled } from '../verdicts';
import { judgeInspection } from './firewall-aws';
import { inspectionSubnets } from './inspection-aws';
import { judgeGateway, judgeNetwork } from './network-aws';
import { proved } from './proof';
import { judgeRoute } from './routes-aws';

type Judge = (resource: Resource, context: Context) => Verdict | Verdict[];

export const AWS: Record<string, Judge> = {
  'AWS::EC2::InternetGateway': (resource, { graph }) => judgeGateway(resource, graph),
  'AWS::EC2::EgressOnlyInternetGateway': () => fail('is a path to the internet over IPv6'),
  'AWS::EC2::CarrierGateway': () => fail('is a path to the internet through a carrier’s network'),
  'AWS::EC2::NatGateway': (resource, { graph }) => nat(resource, graph),
  'AWS::EC2::EIP': address,
  'AWS::EC2::Route': (resource, { graph }) => judgeRoute(resource, graph),
  'AWS::EC2::Subnet': (resource) =>
    mustBe(resource, 'MapPublicIpOnLaunch', false, {
      right: 'gives its interfaces no public address',
      wrong: 'gives every interface in it a public address',
    }),
  'AWS::EC2::VPC': (resource, { graph }) => judgeNetwork(resource, graph),
  'AWS::EC2::Instance': (resource) => publicAddresses(resource, 'NetworkInterfaces'),
  'AWS::EC2::LaunchTemplate': (resource) => publicAddresses(resource, 'LaunchTemplateData.NetworkInterfaces'),
  'AWS::AutoScaling::LaunchConfiguration': (resource) =>
    read(resource, 'AssociatePublicIpAddress') === undefined
      ? notApplicable('does not state AssociatePublicIpAddress: its subnet decides, and is judged itself')
      : mustBe(resource, 'AssociatePublicIpAddress', false, {
          right: 'gives its instances no public address',
          wrong: 'gives every instance a public address',
        }),
  'AWS::ECS::Service': (resource) =>
    word(resource, 'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp', 'DISABLED', {
      right: 'gives its tasks no public address',
      wrong: 'gives every task a public address',
    }),
  'AWS::CodeBuild::Project': (resource) => inNetwork(resource, 'VpcConfig.Subnets'),
  'AWS::Lambda::Function': (resource) => inNetwork(resource, 'VpcConfig.SubnetIds'),
  'AWS::SageMaker::NotebookInstance': (resource) =>
    word(resource, 'DirectInternetAccess', 'Disabled', {
      right: 'reaches out only through its subnet',
      wrong: 'reaches the internet through the vendor’s network',
    }),
  'AWS::SageMaker::Domain': (resource) =>
    word(resource, 'AppNetworkAccessType', 'VpcOnly', {
      right: 'reaches out only through its subnets',
      wrong: 'reaches the internet through the vendor’s network',
    }),
};

/** A word that must be `wanted`, with the vendor's default where it is absent. */
function word(resource: Resource, argument: string, wanted: string, says: { right: string; wrong: string }): Verdict {
  const path = pathOf(argument);
  const stated = read(resource, argument);
  const value = text(stated ?? defaultOf(resource.type, argument));
  if (typeof value !== 'string') return unsettled(argument, stated, path);
  const why = `${path.at(-1)} is ${stated === undefined ? `not stated and is ${value} by default` : value}`;
  return value === wanted ? pass(`${says.right} (${why})`, path) : fail(`${says.wrong} (${why})`, path);
}

/** Outside a network of the reader's own, code runs in the vendor's, which reaches the internet. */
function inNetwork(resource: Resource, argument: string): Verdict {
  const path = pathOf(argument);
  const subnets = read(resource, argument);
  if (subnets instanceof Unknown) return unsettled(argument, subnets, path);
  return isAbsent(subnets)
    ? fail(`reaches the internet through the vendor’s network: it has no ${argument}`, path, 'high')
    : pass('reaches out only through its subnets', path);
}

function nat(resource: Resource, graph: Graph): Verdict {
  const kind = text(read(resource, 'ConnectivityType')) ?? 'public';
  const path = ['ConnectivityType'];
  if (kind instanceof Unknown) return unsettled('ConnectivityType', kind, path);
  if (kind === 'private') return pass('translates between private networks only (ConnectivityType is private)', path);
  const subnet = target(graph, read(resource, 'SubnetId'), 'AWS::EC2::Subnet');
  const network = subnet && target(graph, read(subnet, 'VpcId'), 'AWS::EC2::VPC');
  return network && inspectionSubnets(graph).has(subnet.id)
    ? proved(judgeInspection(network, graph), 'stands in an inspection network')
    : fail('carries private addresses to the internet (ConnectivityType is public by default)', path);
}

function address(resource: Resource, { graph }: Context): Verdict {
  const nats = attached(graph, 'AWS::EC2::NatGateway', 'AllocationId', resource);
  const verdicts = nats.map((item) => nat(item, graph).result);
  if (verdicts.length > 0 && !verdicts.includes('fail')) {
    const what = 'is the public address of an inspection network';
    return verdicts.includes('not-checked') ? notChecked(what) : pass(`${what}, behind its firewalls`);
  }
  const holder = graph.referrers(resource)[0]?.resource;
  if (holder) return fail(`is a public address, and ${holder.address} holds it`);
  return read(resource, 'InstanceId') === undefined
    ? fail('is a public address, although nothing here holds it', undefined, 'medium')
    : fail('is a public address of an instance', ['InstanceId']);
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
