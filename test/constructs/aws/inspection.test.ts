/** Each construct alone, as another CDK app would use it: no plan, no country, no region. */
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EgressFirewall, InspectionVpc, Spoke, TransitHub } from '../../../constructs/aws';
import { blank } from '../../support/constructs';

const zones = [
  { zone: 'use1-az1', attachment: '10.9.0.0/28', firewall: '10.9.0.16/28', nat: '10.9.0.32/28' },
  { zone: 'use1-az2', attachment: '10.9.0.48/28', firewall: '10.9.0.64/28', nat: '10.9.0.80/28' },
];
const vpc = { name: 'out', cidr: '10.9.0.0/24', zones, flowLogBucket: 'archive' };
const hub = { name: 'out', vpcId: 'vpc-1', subnetIds: ['subnet-1'], blocked: ['10.0.0.0/8'] };
const firewall = {
  name: 'out',
  vpcId: 'vpc-1',
  zones: [
    { zone: 'use1-az1', subnetId: 'subnet-1' },
    { zone: 'use1-az2', subnetId: 'subnet-2' },
  ],
  inside: ['10.0.0.0/16'],
  allow: ['repo.example.org', '.example.in'],
  logs: { bucketName: 'archive-${AWS::AccountId}', prefix: 'out' },
};
const templateOf = (make: (stack: ReturnType<typeof blank>) => unknown): Template => {
  const stack = blank();
  make(stack);
  return Template.fromStack(stack);
};
const propertiesOf = (template: Template, type: string) =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties);

describe('InspectionVpc', () => {
  const template = templateOf((stack) => new InspectionVpc(stack, 'Network', vpc));

  test('leads nowhere by itself: a gateway, and no route to it', () => {
    template.resourceCountIs('AWS::EC2::InternetGateway', 1);
    template.resourceCountIs('AWS::EC2::Route', 0);
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
    template.resourceCountIs('AWS::EC2::EIP', 0);
    template.resourceCountIs('AWS::EC2::SecurityGroup', 0);
  });

  test('gives no public address and no name of one, in three subnets a zone with a route table each', () => {
    template.resourceCountIs('AWS::EC2::Subnet', 6);
    template.resourceCountIs('AWS::EC2::RouteTable', 6);
    template.allResourcesProperties('AWS::EC2::Subnet', {
      MapPublicIpOnLaunch: false,
      AssignIpv6AddressOnCreation: false,
    });
    template.hasResourceProperties('AWS::EC2::VPC', {
      CidrBlock: '10.9.0.0/24',
      EnableDnsSupport: true,
      EnableDnsHostnames: false,
    });
  });

  test('logs all traffic', () => {
    template.hasResourceProperties('AWS::EC2::FlowLog', {
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      LogDestination: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::archive/out/' },
    });
  });

  test('says which zones it has when asked for another', () => {
    const network = new InspectionVpc(blank(), 'Network', vpc);
    expect(() => network.subnet('nat', 'use1-az3')).toThrow('No zone use1-az3; this network has use1-az1, use1-az2');
  });

  test('routes to a firewall in every zone, or fails', () => {
    const stack = blank();
    const network = new InspectionVpc(stack, 'Network', vpc);
    const transit = new TransitHub(stack, 'Transit', { ...hub, vpcId: network.vpcId });
    const one = new EgressFirewall(stack, 'Firewall', { ...firewall, zones: firewall.zones.slice(0, 1) });
    expect(() => network.lead(one, transit, ['10.0.0.0/16'])).toThrow(
      'No firewall in use1-az2; there is one in use1-az1',
    );
  });
});

describe('TransitHub', () => {
  const template = templateOf((stack) => new TransitHub(stack, 'Transit', hub));

  test('joins nothing by itself, and takes no attachment of others', () => {
    template.hasResourceProperties('AWS::EC2::TransitGateway', {
      AutoAcceptSharedAttachments: 'disable',
      DefaultRouteTableAssociation: 'disable',
      DefaultRouteTablePropagation: 'disable',
      SecurityGroupReferencingSupport: 'disable',
      MulticastSupport: 'disable',
      VpnEcmpSupport: 'disable',
      DnsSupport: 'enable',
    });
    template.resourceCountIs('AWS::EC2::TransitGatewayRouteTablePropagation', 0);
    template.resourceCountIs('AWS::RAM::ResourceShare', 0);
    template.resourceCountIs('AWS::SSM::Parameter', 0);
  });

  test('keeps both ways of a connection in one zone', () => {
    template.hasResourceProperties('AWS::EC2::TransitGatewayAttachment', {
      Options: { ApplianceModeSupport: 'enable', DnsSupport: 'enable', Ipv6Support: 'disable' },
    });
  });

  test('leads out through the inspection network, and to no private range', () => {
    const out = { Ref: Match.stringLikeRegexp('^TransitOut') };
    template.resourceCountIs('AWS::EC2::TransitGatewayRoute', 2);
    template.hasResourceProperties('AWS::EC2::TransitGatewayRoute', {
      TransitGatewayRouteTableId: out,
      DestinationCidrBlock: '0.0.0.0/0',
      TransitGatewayAttachmentId: { Ref: Match.stringLikeRegexp('^TransitAttachment') },
    });
    template.hasResourceProperties('AWS::EC2::TransitGatewayRoute', {
      TransitGatewayRouteTableId: out,
      DestinationCidrBlock: '10.0.0.0/8',
      Blackhole: true,
      TransitGatewayAttachmentId: Match.absent(),
    });
    template.hasResourceProperties('AWS::EC2::TransitGatewayRouteTableAssociation', {
      TransitGatewayAttachmentId: { Ref: Match.stringLikeRegexp('^TransitAttachment') },
      TransitGatewayRouteTableId: { Ref: Match.stringLikeRegexp('^TransitBack') },
    });
  });

  test('is shared within the organisation only, with the accounts named', () => {
    const shared = templateOf((stack) => new TransitHub(stack, 'Transit', { ...hub, sharedWith: ['222222222222'] }));
    shared.hasResourceProperties('AWS::RAM::ResourceShare', {
      AllowExternalPrincipals: false,
      Principals: ['222222222222'],
      ResourceArns: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^TransitGateway'), 'TransitGatewayArn'] }],
    });
    shared.hasResourceProperties('AWS::EC2::TransitGateway', {
      AutoAcceptSharedAttachments: 'enable',
      DefaultRouteTableAssociation: 'disable',
      DefaultRouteTablePropagation: 'disable',
    });
  });

  test('publishes its ids where stacks of the account read them', () => {
    const parameters = { transitGateway: '/out/tgw', out: '/out/out', back: '/out/back' };
    const published = templateOf((stack) => new TransitHub(stack, 'Transit', { ...hub, parameters }));
    const values = propertiesOf(published, 'AWS::SSM::Parameter').map(({ Name, Value }) => [Name, Value]);
    expect(values).toEqual([
      ['/out/tgw', { Ref: expect.stringMatching(/^TransitGateway/) }],
      ['/out/out', { Ref: expect.stringMatching(/^TransitOut/) }],
      ['/out/back', { Ref: expect.stringMatching(/^TransitBack/) }],
    ]);
  });
});

describe('EgressFirewall', () => {
  const template = templateOf((stack) => new EgressFirewall(stack, 'Firewall', firewall));
  const [policy] = propertiesOf(template, 'AWS::NetworkFirewall::FirewallPolicy');

  test('is one firewall a zone, in one subnet, that nobody changes or deletes by a slip', () => {
    const firewalls = propertiesOf(template, 'AWS::NetworkFirewall::Firewall');
    expect(firewalls.map(({ SubnetMappings }) => SubnetMappings)).toEqual([
      [{ SubnetId: 'subnet-1', IPAddressType: 'IPV4' }],
      [{ SubnetId: 'subnet-2', IPAddressType: 'IPV4' }],
    ]);
    template.allResourcesProperties('AWS::NetworkFirewall::Firewall', {
      DeleteProtection: true,
      SubnetChangeProtection: true,
      FirewallPolicyChangeProtection: true,
    });
  });

  test('drops and reports what no rule lets through, fragments and broken connections too', () => {
    expect(policy.FirewallPolicy).toMatchObject({
      StatelessDefaultActions: ['aws:forward_to_sfe'],
      StatelessFragmentDefaultActions: ['aws:forward_to_sfe'],
      StatefulDefaultActions: ['aws:drop_established_app_layer_to_server', 'aws:alert_established_app_layer_to_server'],
      StatefulEngineOptions: { RuleOrder: 'STRICT_ORDER', StreamExceptionPolicy: 'REJECT' },
      PolicyVariables: { RuleVariables: { HOME_NET: { Definition: ['10.0.0.0/16'] } } },
    });
  });

  test('asks the rules that close before the list that opens, and the list is of names in TLS', () => {
    const groups = propertiesOf(template, 'AWS::NetworkFirewall::RuleGroup');
    const references = policy.FirewallPolicy.StatefulRuleGroupReferences;
    expect(references).toEqual([
      { Priority: 1, ResourceArn: { 'Fn::GetAtt': [expect.stringMatching(/Closed/), 'RuleGroupArn'] } },
      { Priority: 2, ResourceArn: { 'Fn::GetAtt': [expect.stringMatching(/Allow/), 'RuleGroupArn'] } },
    ]);
    expect(groups.map(({ Type, RuleGroup }) => [Type, RuleGroup])).toEqual([
      [
        'STATEFUL',
        {
          RulesSource: { RulesString: expect.stringMatching(/^drop /) },
          StatefulRuleOptions: { RuleOrder: 'STRICT_ORDER' },
        },
      ],
      [
        'STATEFUL',
        {
          RulesSource: {
            RulesSourceList: {
              GeneratedRulesType: 'ALLOWLIST',
              TargetTypes: ['TLS_SNI'],
              Targets: ['repo.example.org', '.example.in'],
            },
          },
          StatefulRuleOptions: { RuleOrder: 'STRICT_ORDER' },
        },
      ],
    ]);
  });

  test('delivers alerts and flows of every firewall to the bucket, and keeps none of its own', () => {
    template.resourceCountIs('AWS::NetworkFirewall::LoggingConfiguration', 2);
    const LogDestination = { bucketName: { 'Fn::Sub': 'archive-${AWS::AccountId}' }, prefix: 'out' };
    template.allResourcesProperties('AWS::NetworkFirewall::LoggingConfiguration', {
      LoggingConfiguration: {
        LogDestinationConfigs: [
          { LogType: 'ALERT', LogDestinationType: 'S3', LogDestination },
          { LogType: 'FLOW', LogDestinationType: 'S3', LogDestination },
        ],
      },
    });
    const logged = propertiesOf(template, 'AWS::NetworkFirewall::LoggingConfiguration');
    expect(logged.map(({ FirewallName }) => FirewallName)).toEqual(['out-use1-az1', 'out-use1-az2']);
    for (const type of ['LogGroup', 'ResourcePolicy']) template.resourceCountIs(`AWS::Logs::${type}`, 0);
  });

  test('is not made to allow nothing, and knows its zones', () => {
    expect(() => new EgressFirewall(blank(), 'Firewall', { ...firewall, allow: [] })).toThrow('out allows no name');
    const made = new EgressFirewall(blank(), 'Firewall', firewall);
    expect(() => made.endpoint('use1-az9')).toThrow('No firewall in use1-az9; there is one in use1-az1, use1-az2');
  });
});

test('Spoke follows the way out, and its own block leads back to it and nothing else', () => {
  const template = templateOf(
    (stack) =>
      new Spoke(stack, 'Spoke', {
        attachmentId: 'tgw-attach-1',
        cidr: '10.0.0.0/16',
        tables: { out: 'tgw-rtb-1', back: 'tgw-rtb-2' },
      }),
  );
  template.resourceCountIs('AWS::EC2::TransitGatewayRoute', 1);
  template.hasResourceProperties('AWS::EC2::TransitGatewayRouteTableAssociation', {
    TransitGatewayAttachmentId: 'tgw-attach-1',
    TransitGatewayRouteTableId: 'tgw-rtb-1',
  });
  template.hasResourceProperties('AWS::EC2::TransitGatewayRoute', {
    TransitGatewayAttachmentId: 'tgw-attach-1',
    TransitGatewayRouteTableId: 'tgw-rtb-2',
    DestinationCidrBlock: '10.0.0.0/16',
  });
});
