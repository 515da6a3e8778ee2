/** What the templates must hold for the one way out to be the planned one. */
import type { Expectation } from '../../expectation';
import { type Draft, inCell } from '../capability';
import { ASK } from '../storage/buckets';
import type { AwsCellPlan } from '../types';
import type { InspectionPlan } from './types';

/** Unmatched traffic is dropped once its name can be read, and said so. See `rules.ts`. */
export const DEFAULT_ACTIONS = [
  'aws:drop_established_app_layer_to_server',
  'aws:alert_established_app_layer_to_server',
] as const;

export const expectations = (plan: Draft): Expectation[] => [
  ...(plan.inspection ? ofNetwork(plan.inspection) : []),
  ...plan.cells.flatMap((cell) => ofCell(cell)),
];

function ofNetwork(plan: InspectionPlan): Expectation[] {
  const at = (
    promise: string,
    type: string,
    identity: Expectation['identity'],
    settings?: Expectation['settings'],
  ): Expectation => ({ promise: `inspection/${promise}`, stack: plan.stack, type, identity, settings });
  const named = (name: string) => ({ 'Tags.Name': `${plan.name}-${name}` });
  return [
    at('network', 'AWS::EC2::VPC', { CidrBlock: plan.network }),
    at('gateway', 'AWS::EC2::InternetGateway', {}),
    at('flow-log', 'AWS::EC2::FlowLog', {}, { TrafficType: 'ALL' }),
    ...plan.zones.flatMap(({ zone, attachment, firewall, nat }) => [
      ...Object.entries({ attachment, firewall, nat }).map(([tier, block]) =>
        at(
          `subnets/${tier}-${zone}`,
          'AWS::EC2::Subnet',
          { CidrBlock: block },
          { AvailabilityZoneId: zone, MapPublicIpOnLaunch: false },
        ),
      ),
      at(`routes/firewall-${zone}`, 'AWS::EC2::RouteTable', named(`firewall-${zone}`)),
      at(`routes/attachment-${zone}`, 'AWS::EC2::RouteTable', named(`attachment-${zone}`)),
      at(`routes/nat-${zone}`, 'AWS::EC2::RouteTable', named(`nat-${zone}`)),
      at(`nat/${zone}`, 'AWS::EC2::NatGateway', named(`nat-${zone}`)),
      at(`addresses/${zone}`, 'AWS::EC2::EIP', named(`nat-${zone}`), { Domain: 'vpc' }),
      at(
        `firewalls/${zone}`,
        'AWS::NetworkFirewall::Firewall',
        { FirewallName: `${plan.name}-${zone}` },
        { DeleteProtection: true, SubnetChangeProtection: true, FirewallPolicyChangeProtection: true },
      ),
      at(
        `logs/${zone}`,
        'AWS::NetworkFirewall::LoggingConfiguration',
        { FirewallName: `${plan.name}-${zone}` },
        {
          'LoggingConfiguration.LogDestinationConfigs': ['ALERT', 'FLOW'].map((LogType) => ({
            LogType,
            LogDestinationType: 'S3',
            LogDestination: plan.logs,
          })),
        },
      ),
    ]),
    at(
      'policy',
      'AWS::NetworkFirewall::FirewallPolicy',
      { FirewallPolicyName: plan.name },
      {
        'FirewallPolicy.StatefulEngineOptions.RuleOrder': 'STRICT_ORDER',
        'FirewallPolicy.StatefulDefaultActions': DEFAULT_ACTIONS,
        'FirewallPolicy.PolicyVariables.RuleVariables.HOME_NET.Definition': plan.inside,
      },
    ),
    at(
      'rules/closed',
      'AWS::NetworkFirewall::RuleGroup',
      { RuleGroupName: `${plan.name}-closed` },
      { 'RuleGroup.RulesSource.RulesString': plan.rules.map(({ rule }) => rule).join('\n') },
    ),
    at(
      'rules/allow',
      'AWS::NetworkFirewall::RuleGroup',
      { RuleGroupName: `${plan.name}-allow` },
      {
        'RuleGroup.RulesSource.RulesSourceList.GeneratedRulesType': 'ALLOWLIST',
        'RuleGroup.RulesSource.RulesSourceList.TargetTypes': ['TLS_SNI'],
        'RuleGroup.RulesSource.RulesSourceList.Targets': plan.allow,
      },
    ),
    at(
      'transit/gateway',
      'AWS::EC2::TransitGateway',
      {},
      { DefaultRouteTableAssociation: 'disable', DefaultRouteTablePropagation: 'disable' },
    ),
    at('transit/attachment', 'AWS::EC2::TransitGatewayAttachment', named('attachment'), {
      'Options.ApplianceModeSupport': 'enable',
    }),
    at('transit/out', 'AWS::EC2::TransitGatewayRouteTable', named('out')),
    at('transit/back', 'AWS::EC2::TransitGatewayRouteTable', named('back')),
    at('transit/default', 'AWS::EC2::TransitGatewayRoute', { DestinationCidrBlock: '0.0.0.0/0' }),
    ...plan.blocked.map((block) =>
      at(`transit/blocked/${block}`, 'AWS::EC2::TransitGatewayRoute', { DestinationCidrBlock: block, Blackhole: true }),
    ),
    ...Object.values(plan.parameters ?? {}).map((parameter) =>
      at(`parameters${parameter}`, 'AWS::SSM::Parameter', { Name: parameter }),
    ),
    ...(plan.shared.length > 0
      ? [at('share', 'AWS::RAM::ResourceShare', { Name: plan.name }, { AllowExternalPrincipals: false })]
      : []),
  ];
}

function ofCell(cell: AwsCellPlan): Expectation[] {
  if (!cell.wayOut) return [];
  const at = inCell(cell);
  const { transitGateway, tables } = cell.wayOut;
  const known = transitGateway !== ASK && tables === undefined;
  return [
    at(
      'network/firewall',
      'AWS::EC2::TransitGatewayAttachment',
      { 'Tags.Name': `${cell.cluster.name}-firewall` },
      known ? { TransitGatewayId: transitGateway } : undefined,
    ),
    ...(tables
      ? [
          at('network/firewall/out', 'AWS::EC2::TransitGatewayRouteTableAssociation', {}),
          at('network/firewall/back', 'AWS::EC2::TransitGatewayRoute', { DestinationCidrBlock: cell.network }),
        ]
      : []),
  ];
}
