/** Networks of the cells: what the templates must hold. */
import type { Expectation } from '../../expectation';
import { inCell } from '../capability';
import type { AwsCellPlan } from '../types';
import type { PathPlan } from './types';

type Expect = ReturnType<typeof inCell>;

export function expectationsOf(plan: AwsCellPlan): Expectation[] {
  const at = inCell(plan);
  const { name } = plan.cluster;
  const tagged = (promise: string, type: string, word: string, settings?: Expectation['settings']): Expectation =>
    at(`network/${promise}`, type, { 'Tags.Name': `${name}-${word}` }, settings);
  return [
    at('network', 'AWS::EC2::VPC', { CidrBlock: plan.network }),
    ...plan.subnets.map((subnet) =>
      at(
        `network/subnets/${subnet.name}`,
        'AWS::EC2::Subnet',
        { CidrBlock: subnet.cidr },
        { AvailabilityZoneId: subnet.zone, MapPublicIpOnLaunch: false, AssignIpv6AddressOnCreation: false },
      ),
    ),
    ...['private', 'control', 'endpoints'].map((word) => tagged(`routes/${word}`, 'AWS::EC2::RouteTable', word)),
    ...plan.endpoints.map((endpoint) =>
      tagged(`endpoints/${endpoint.service}`, 'AWS::EC2::VPCEndpoint', endpoint.service, {
        VpcEndpointType: endpoint.type,
        ...(endpoint.type === 'Interface' ? { PrivateDnsEnabled: true } : {}),
      }),
    ),
    at('network/flow-log', 'AWS::EC2::FlowLog', {}, { TrafficType: 'ALL' }),
    ...names(plan, at),
    ...plan.acls.map(({ tier }) => tagged(`acls/${tier}`, 'AWS::EC2::NetworkAcl', tier)),
    ...(plan.encryption
      ? [at('network/encryption', 'AWS::EC2::VPCEncryptionControl', {}, { Mode: plan.encryption })]
      : []),
    ...(plan.path ? path(plan.path, plan, at) : []),
    tagged('groups/endpoints', 'AWS::EC2::SecurityGroup', 'endpoints'),
    ...(plan.pools.some(({ nics }) => nics.some(({ type }) => type === 'efa-only'))
      ? [tagged('groups/efa', 'AWS::EC2::SecurityGroup', 'efa')]
      : []),
  ];
}

function names(plan: AwsCellPlan, at: Expect): Expectation[] {
  const { name } = plan.cluster;
  const lists = [
    ['own', plan.names.own],
    ['all', ['*']],
    ...(plan.names.beyond.length > 0 ? [['beyond', plan.names.beyond] as const] : []),
  ] as const;
  return [
    ...lists.map(([word, domains]) =>
      at(
        `network/names/${word}`,
        'AWS::Route53Resolver::FirewallDomainList',
        { Name: `${name}-${word}` },
        { Domains: domains },
      ),
    ),
    at('network/names', 'AWS::Route53Resolver::FirewallRuleGroup', { Name: `${name}-names` }),
    at('network/names/log', 'AWS::Route53Resolver::ResolverQueryLoggingConfig', { Name: `${name}-names` }),
  ];
}

function path(plan: PathPlan, { cluster }: AwsCellPlan, at: Expect): Expectation[] {
  const expect = (promise: string, type: string, identity: Expectation['identity'] = {}): Expectation =>
    at(`network/path/${promise}`, type, identity);
  const group = expect('api', 'AWS::EC2::SecurityGroup', { 'Tags.Name': `${cluster.name}-api` });
  const host = `${cluster.name}-session`;
  if (plan.kind === 'session')
    return [
      group,
      expect('group', 'AWS::EC2::SecurityGroup', { 'Tags.Name': host }),
      expect('host', 'AWS::AutoScaling::AutoScalingGroup', { AutoScalingGroupName: host }),
      expect('template', 'AWS::EC2::LaunchTemplate', { LaunchTemplateName: host }),
      expect('role', 'AWS::IAM::Role', { RoleName: plan.role }),
      expect('document', 'AWS::SSM::Document', { Name: plan.document }),
    ];
  return [
    group,
    expect('gateway', 'AWS::EC2::VPNGateway'),
    ...(plan.kind === 'vpn'
      ? [
          expect('customer', 'AWS::EC2::CustomerGateway', { IpAddress: plan.gateway }),
          expect('vpn', 'AWS::EC2::VPNConnection'),
          expect('log', 'AWS::Logs::LogGroup', { LogGroupName: plan.logGroup }),
        ]
      : [
          expect('circuit', 'AWS::DirectConnect::DirectConnectGatewayAssociation', {
            DirectConnectGatewayId: plan.gateway,
          }),
        ]),
  ];
}
