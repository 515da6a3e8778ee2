import { Match, type Template } from 'aws-cdk-lib/assertions';
import type { Statement } from '../../../constructs/aws';
import { checkConformance } from '../../../lib/checks';
import { buildGraph } from '../../../lib/graph';
import type { AwsCellPlan } from '../../../lib/plan/aws';
import { awsOnly, awsTemplates, organization, planOf } from '../../support/plans';

const plan = planOf(awsOnly('in'));
const templates = awsTemplates(plan);
const cell = templates['mumbai-a'] as Template;
const planned = plan.aws?.cells[0] as AwsCellPlan;

type Properties = ReturnType<Template['findResources']>[string];
const all = (template: Template, type: string): Properties[] =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties as Properties);
const named = (template: Template, type: string, name: string): Properties =>
  all(template, type).find(({ Tags }) => Tags?.some(({ Value }: { Value: string }) => Value === name)) as Properties;
/** Logical id of the one resource of a type that bears a name. */
const idOf = (template: Template, type: string, name: string): string =>
  Object.entries(template.findResources(type)).find(([, { Properties }]) =>
    JSON.stringify((Properties as Properties)['Tags']).includes(`"${name}"`),
  )?.[0] as string;
const endpoint = (template: Template, service: string): Properties =>
  named(template, 'AWS::EC2::VPCEndpoint', `sovereign-in-mumbai-a-${service}`);
const statements = (template: Template, service: string): Statement[] =>
  endpoint(template, service)['PolicyDocument'].Statement;
const OWN = { Ref: 'AWS::AccountId' };
const withDocument = (line: string, ...more: [string | RegExp, string][]): Template =>
  awsTemplates(planOf(awsOnly('in', ['  network: 10.64.0.0/12', `  ${line}\n  network: 10.64.0.0/12`], ...more)))[
    'mumbai-a'
  ] as Template;
const NOTHING_OUT = [
  { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '127.0.0.1/32', Description: expect.any(String) },
];

describe('network', () => {
  test('names resolve inside, and no IPv6 address is given', () => {
    cell.hasResourceProperties('AWS::EC2::VPC', { EnableDnsSupport: true, EnableDnsHostnames: true });
    cell.allResourcesProperties('AWS::EC2::Subnet', { AssignIpv6AddressOnCreation: false });
    expect(JSON.stringify(cell.toJSON())).not.toMatch(/"(AmazonProvided)?Ipv6|::\/0|Ipv6CidrBlock/);
  });

  test('there is no gateway to the internet and no address of it', () => {
    for (const type of [
      'InternetGateway',
      'NatGateway',
      'EgressOnlyInternetGateway',
      'EIP',
      'Route',
      'VPCPeeringConnection',
      'VPNGateway',
      'VPNConnection',
      'TransitGatewayAttachment',
    ])
      cell.resourceCountIs(`AWS::EC2::${type}`, 0);
    cell.allResourcesProperties('AWS::EC2::Subnet', {
      MapPublicIpOnLaunch: false,
      AvailabilityZoneId: Match.stringLikeRegexp('^aps1-az[123]$'),
    });
  });

  test('nodes and pods, the control plane and endpoints each follow a table of their own; S3 serves that of nodes', () => {
    cell.resourceCountIs('AWS::EC2::RouteTable', 3);
    cell.resourceCountIs('AWS::EC2::SubnetRouteTableAssociation', planned.subnets.length);
    const table = (word: string) => idOf(cell, 'AWS::EC2::RouteTable', `sovereign-in-mumbai-a-${word}`);
    for (const { name, tier } of planned.subnets) {
      const subnet = idOf(cell, 'AWS::EC2::Subnet', `sovereign-in-mumbai-a-${name}`);
      const word = tier === 'control' || tier === 'endpoints' ? tier : 'private';
      cell.hasResourceProperties('AWS::EC2::SubnetRouteTableAssociation', {
        SubnetId: { Ref: subnet },
        RouteTableId: { Ref: table(word) },
      });
    }
    expect(endpoint(cell, 's3')['RouteTableIds']).toEqual([{ Ref: table('private') }]);
    expect(endpoint(cell, 's3')['VpcEndpointType']).toBe('Gateway');
  });

  test('all traffic is logged to the archive, by the minute, with where packets truly went', () => {
    cell.hasResourceProperties('AWS::EC2::FlowLog', {
      TrafficType: 'ALL',
      ResourceType: 'VPC',
      LogDestinationType: 's3',
      LogDestination: { 'Fn::Sub': Match.stringLikeRegexp('sovereign-in-archive') },
      MaxAggregationInterval: 60,
      LogFormat: Match.stringLikeRegexp('pkt-srcaddr.*pkt-dstaddr.*flow-direction.*traffic-path'),
      DestinationOptions: { FileFormat: 'plain-text', HiveCompatiblePartitions: false, PerHourPartition: true },
    });
  });

  test('encryption between instances is watched, then enforced with nothing left out', () => {
    expect(all(cell, 'AWS::EC2::VPCEncryptionControl')).toEqual([
      expect.objectContaining({ Mode: 'monitor', VpcId: { Ref: expect.stringMatching(/^NetworkVpc/) } }),
    ]);
    expect(JSON.stringify(all(cell, 'AWS::EC2::VPCEncryptionControl'))).not.toContain('Exclusion');
    const [enforced] = all(withDocument('encryptionInTransit: enforce'), 'AWS::EC2::VPCEncryptionControl');
    expect(enforced?.['Mode']).toBe('enforce');
    const exclusions = Object.entries(enforced ?? {}).filter(([key]) => key.endsWith('ExclusionInput'));
    expect(exclusions).toHaveLength(8);
    for (const [, value] of exclusions) expect(value).toBe('disable');
  });

  test('behind a firewall there is one way out of nodes and control plane, through the transit gateway', () => {
    const firewalled = withDocument('firewall: { transitGateway: tgw-0a1b2c3d4e5f67890 }', [
      'egress: isolated ',
      'egress: firewall ',
    ]);
    const routes = all(firewalled, 'AWS::EC2::Route');
    expect(routes.map(({ RouteTableId }) => RouteTableId.Ref.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
      'NetworkControlRoutes',
      'NetworkRoutes',
    ]);
    for (const route of routes)
      expect(route).toMatchObject({
        DestinationCidrBlock: '0.0.0.0/0',
        TransitGatewayId: 'tgw-0a1b2c3d4e5f67890',
      });
    firewalled.resourceCountIs('AWS::EC2::InternetGateway', 0);
  });
});

describe('endpoints', () => {
  test('are those of the plan, with private names and their reasons', () => {
    const endpoints = all(cell, 'AWS::EC2::VPCEndpoint');
    expect(endpoints.map(({ ServiceName }) => ServiceName.split('ap-south-1.')[1]).sort()).toEqual(
      planned.endpoints.map(({ service }) => service),
    );
    for (const { VpcEndpointType, PrivateDnsEnabled, Tags } of endpoints) {
      if (VpcEndpointType === 'Interface') expect(PrivateDnsEnabled).toBe(true);
      expect(Tags).toContainEqual({ Key: 'sovereign:reason', Value: expect.stringMatching(/\w/) });
    }
  });

  test('a missing one and one that nothing needs are both findings', () => {
    const judge = (change: (resources: Record<string, unknown>) => void) => {
      const template = structuredClone(cell.toJSON()) as { Resources: Record<string, unknown> };
      change(template.Resources);
      const graph = buildGraph([
        { name: 'cell.json', text: JSON.stringify(template), stack: planned.stack, region: 'ap-south-1' },
      ]);
      const own = (plan.aws?.expectations ?? []).filter(({ stack }) => stack === planned.stack);
      return checkConformance(own, graph)
        .filter(({ result }) => result === 'fail')
        .map(({ check, message }) => [check, message]);
    };
    const sts = idOf(cell, 'AWS::EC2::VPCEndpoint', 'sovereign-in-mumbai-a-sts');
    expect(judge(() => {})).toEqual([]);
    expect(judge((resources) => delete resources[sts])).toEqual([
      ['conformance/promised', expect.stringContaining('network/endpoints/sts')],
    ]);
    expect(
      judge((resources) => {
        const copy = structuredClone(resources[sts]) as { Properties: Properties };
        copy.Properties['Tags'] = [{ Key: 'Name', Value: 'sovereign-in-mumbai-a-sqs' }];
        resources['Extra'] = copy;
      }),
    ).toEqual([['conformance/unpromised', expect.stringContaining('nothing in the plan promises')]]);
  });

  test('let own principals ask for what features need, of own resources, in this region', () => {
    for (const { service, actions } of planned.endpoints.filter(({ type }) => type === 'Interface')) {
      const [own] = statements(cell, service);
      expect(own).toEqual({
        Sid: 'OwnPrincipalsToOwnResources',
        Effect: 'Allow',
        Principal: '*',
        Action: actions,
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:PrincipalAccount': OWN, 'aws:RequestedRegion': 'ap-south-1' },
          StringEqualsIfExists: { 'aws:ResourceAccount': OWN },
        },
      });
      expect(statements(cell, service)).toHaveLength(service.startsWith('ecr.') ? 2 : 1);
    }
  });

  test('let nodes pull the images of the add-ons from the vendor, and push nothing', () => {
    for (const service of ['ecr.api', 'ecr.dkr'])
      expect(statements(cell, service)[1]).toEqual({
        Sid: 'PullTheImagesOfEks',
        Effect: 'Allow',
        Principal: '*',
        Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Resource: '*',
        Condition: {
          StringEquals: {
            'aws:PrincipalAccount': OWN,
            'aws:RequestedRegion': 'ap-south-1',
            'aws:ResourceAccount': '602401143452',
          },
        },
      });
  });

  test('let workloads reach the buckets of the country, and nodes read those of the vendor that they boot from', () => {
    const [own, boot, ...more] = statements(cell, 's3');
    expect(own).toMatchObject({
      Effect: 'Allow',
      Action: expect.arrayContaining(['s3:GetObject', 's3:ListBucket', 's3:PutObject']),
      Condition: {
        StringEquals: { 'aws:PrincipalAccount': OWN, 'aws:RequestedRegion': 'ap-south-1' },
        StringEqualsIfExists: { 'aws:ResourceAccount': OWN },
      },
    });
    expect(JSON.stringify(own?.Resource)).toMatch(/sovereign-in-models.*sovereign-in-data/);
    expect(JSON.stringify(own?.Resource)).not.toContain('"*"');
    expect(boot).toEqual({
      Sid: 'NodesReadTheVendorsBootBuckets',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: [
        { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::prod-ap-south-1-starport-layer-bucket/*' },
        { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::al2023-repos-ap-south-1-de612dc2/*' },
      ],
    });
    expect(more).toEqual([]);
  });

  test('pin the organisation beside the account, and the account that owns the buckets', () => {
    const guarded = awsTemplates(planOf(organization()))['mumbai-a'] as Template;
    for (const { service } of planned.endpoints)
      expect(statements(guarded, service)[0]?.Condition).toMatchObject({
        StringEquals: { 'aws:PrincipalAccount': OWN, 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        StringEqualsIfExists: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' },
      });
    const images = statements(guarded, 'ecr.dkr')[1]?.Condition?.['StringEquals'];
    expect(images).toMatchObject({ 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' });
    const shared = withDocument('accounts: { data: "222222222222" }');
    expect(statements(shared, 's3')[0]?.Condition?.['StringEqualsIfExists']).toEqual({
      'aws:ResourceAccount': '222222222222',
    });
  });

  test('every action that a role of the cell is given passes the endpoint of its service', () => {
    const allowed = new Map<string, string[]>();
    for (const { actions } of planned.endpoints)
      for (const action of actions) {
        const [prefix = ''] = action.split(':');
        allowed.set(prefix, [...(allowed.get(prefix) ?? []), action]);
      }
    const session = withDocument('path: { kind: session }');
    for (const template of [cell, session]) {
      // Firehose acts where it stands, by no endpoint of a cell.
      const roles = all(template, 'AWS::IAM::Role').filter(
        (role) => !JSON.stringify(role['AssumeRolePolicyDocument']).includes('firehose.amazonaws.com'),
      );
      const given = roles.flatMap(({ Policies = [] }) =>
        Policies.flatMap(({ PolicyDocument }: Properties) =>
          PolicyDocument.Statement.flatMap(({ Action }: Statement) => Action),
        ),
      ) as string[];
      for (const action of given) {
        const passes = allowed.get(action.split(':')[0] ?? '');
        if (passes) expect(passes).toContain(action);
      }
    }
  });

  test('take HTTPS from nodes and pods and let nothing out', () => {
    const group = named(cell, 'AWS::EC2::SecurityGroup', 'sovereign-in-mumbai-a-endpoints');
    const callers = planned.subnets
      .filter(({ tier }) => tier === 'system' || tier === 'pool' || tier === 'pods')
      .map(({ cidr }) => cidr);
    expect(
      group['SecurityGroupIngress'].map(({ CidrIp, FromPort, ToPort, IpProtocol }: Properties) => [
        CidrIp,
        FromPort,
        ToPort,
        IpProtocol,
      ]),
    ).toEqual(callers.map((cidr) => [cidr, 443, 443, 'tcp']));
    expect(group['SecurityGroupEgress']).toEqual(NOTHING_OUT);
  });
});

describe('names', () => {
  const rules = (template: Template): Properties[] =>
    all(template, 'AWS::Route53Resolver::FirewallRuleGroup')[0]?.['FirewallRules'];
  const list = (word: string) => ({
    'Fn::GetAtt': [idOf(cell, 'AWS::Route53Resolver::FirewallDomainList', `sovereign-in-mumbai-a-${word}`), 'Id'],
  });

  test('those of the plan resolve, and every other does not exist', () => {
    expect(rules(cell)).toEqual([
      {
        Action: 'ALLOW',
        Priority: 100,
        FirewallDomainListId: list('own'),
        FirewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
      },
      { Action: 'BLOCK', BlockResponse: 'NXDOMAIN', Priority: 900, FirewallDomainListId: list('all') },
    ]);
    const domains = (word: string) =>
      named(cell, 'AWS::Route53Resolver::FirewallDomainList', `sovereign-in-mumbai-a-${word}`)['Domains'];
    expect(domains('own')).toEqual(planned.names.own);
    expect(domains('all')).toEqual(['*']);
  });

  test('the rules hold for the network and may not be taken off it unnoticed', () => {
    expect(all(cell, 'AWS::Route53Resolver::FirewallRuleGroupAssociation')).toEqual([
      expect.objectContaining({
        VpcId: { Ref: expect.stringMatching(/^NetworkVpc/) },
        Priority: 101,
        MutationProtection: 'ENABLED',
        FirewallRuleGroupId: { 'Fn::GetAtt': [expect.stringMatching(/^NetworkNamesRules/), 'Id'] },
      }),
    ]);
  });

  test('every look-up is logged to the archive', () => {
    const [config] = all(cell, 'AWS::Route53Resolver::ResolverQueryLoggingConfig');
    expect(config?.['DestinationArn']).toEqual({ 'Fn::Sub': expect.stringContaining('sovereign-in-archive') });
    expect(all(cell, 'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation')).toEqual([
      {
        ResolverQueryLogConfigId: { 'Fn::GetAtt': [expect.stringMatching(/^NetworkNamesLogs/), 'Id'] },
        ResourceId: { Ref: expect.stringMatching(/^NetworkVpc/) },
      },
    ]);
  });
});

describe('borders', () => {
  test('each tier of the plan has its ACL, with its rules and no other', () => {
    cell.resourceCountIs('AWS::EC2::NetworkAcl', planned.acls.length);
    for (const { tier, inbound, outbound } of planned.acls) {
      const acl = idOf(cell, 'AWS::EC2::NetworkAcl', `sovereign-in-mumbai-a-${tier}`);
      const entries = all(cell, 'AWS::EC2::NetworkAclEntry').filter(
        ({ NetworkAclId }) => NetworkAclId['Fn::GetAtt'][0] === acl,
      );
      expect(entries).toHaveLength(inbound.length + outbound.length);
      for (const [egress, rules] of [
        [false, inbound],
        [true, outbound],
      ] as const)
        rules.forEach(({ cidr, ports }, index) => {
          expect(entries).toContainEqual({
            NetworkAclId: { 'Fn::GetAtt': [acl, 'Id'] },
            RuleNumber: (index + 1) * 10,
            RuleAction: 'allow',
            Egress: egress,
            CidrBlock: cidr,
            Protocol: ports ? 6 : -1,
            ...(ports ? { PortRange: { From: ports[0], To: ports[1] } } : {}),
          });
        });
      const subnets = planned.subnets.filter((subnet) => subnet.tier === tier);
      for (const { name } of subnets)
        cell.hasResourceProperties('AWS::EC2::SubnetNetworkAclAssociation', {
          NetworkAclId: { 'Fn::GetAtt': [acl, 'Id'] },
          SubnetId: { Ref: idOf(cell, 'AWS::EC2::Subnet', `sovereign-in-mumbai-a-${name}`) },
        });
    }
  });
});

describe('pods', () => {
  test('have subnets in blocks of their own, which the CNI knows by the names of their zones', () => {
    expect(all(cell, 'AWS::EC2::VPCCidrBlock').map(({ CidrBlock }) => CidrBlock)).toEqual(planned.pods.blocks);
    const subnets = planned.subnets.filter(({ tier }) => tier === 'pods');
    expect(subnets).toHaveLength(3);
    const cni = all(cell, 'AWS::EKS::Addon').find(({ AddonName }) => AddonName === 'vpc-cni') as Properties;
    const [text, values] = cni['ConfigurationValues']['Fn::Sub'];
    expect(JSON.parse(text)).toEqual({
      env: {
        ENABLE_PREFIX_DELEGATION: 'true',
        WARM_PREFIX_TARGET: '1',
        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'true',
        ENI_CONFIG_LABEL_DEF: 'topology.kubernetes.io/zone',
      },
      eniConfig: {
        create: true,
        region: 'ap-south-1',
        subnets: Object.fromEntries(
          subnets.map((_, index) => [`\${Zone${index}}`, { id: `\${Subnet${index}}`, securityGroups: ['${Group}'] }]),
        ),
      },
    });
    subnets.forEach(({ name }, index) => {
      const id = idOf(cell, 'AWS::EC2::Subnet', `sovereign-in-mumbai-a-${name}`);
      expect(values[`Subnet${index}`]).toEqual({ Ref: id });
      expect(values[`Zone${index}`]).toEqual({ 'Fn::GetAtt': [id, 'AvailabilityZone'] });
      const depends = cell.toJSON()['Resources'][id].DependsOn;
      expect(depends).toHaveLength(planned.pods.blocks.length);
    });
    expect(values.Group['Fn::GetAtt'][1]).toBe('ClusterSecurityGroupId');
  });

  test('share the subnets of their nodes where the CNI could attach no interface for them', () => {
    const shared = awsTemplates(planOf(awsOnly('in', ['p5en.48xlarge', 'p5.48xlarge'])))['mumbai-a'] as Template;
    shared.resourceCountIs('AWS::EC2::VPCCidrBlock', 0);
    shared.hasResourceProperties('AWS::EKS::Addon', {
      AddonName: 'vpc-cni',
      ConfigurationValues: '{"env":{"ENABLE_PREFIX_DELEGATION":"true","WARM_PREFIX_TARGET":"1"}}',
    });
  });
});

describe('operators come in', () => {
  const group = (template: Template, word: string): Properties =>
    named(template, 'AWS::EC2::SecurityGroup', `sovereign-in-mumbai-a-${word}`);
  const groupId = (template: Template, word: string) => ({
    'Fn::GetAtt': [idOf(template, 'AWS::EC2::SecurityGroup', `sovereign-in-mumbai-a-${word}`), 'GroupId'],
  });
  const apiGroups = (template: Template) =>
    all(template, 'AWS::EKS::Cluster')[0]?.['ResourcesVpcConfig'].SecurityGroupIds;
  const operators = ['10.200.0.0/24', '192.168.10.0/24'];
  const vpn = withDocument(`path: { kind: vpn, gateway: 198.51.100.7, operators: [${operators.join(', ')}] }`);
  const circuit = withDocument(
    'path: { kind: circuit, gateway: 01234567-89ab-cdef-0123-456789abcdef, operators: [10.200.0.0/24] }',
  );
  const session = withDocument('path: { kind: session }');

  test('by no path where the document names none', () => {
    expect(apiGroups(cell)).toBeUndefined();
    for (const type of [
      'AWS::EC2::VPNGateway',
      'AWS::EC2::VPCGatewayAttachment',
      'AWS::AutoScaling::AutoScalingGroup',
      'AWS::SSM::Document',
    ])
      cell.resourceCountIs(type, 0);
  });

  test.each([
    ['vpn', vpn, operators],
    ['circuit', circuit, operators.slice(0, 1)],
  ] as const)(
    'by %s: their blocks, to HTTPS of the API, from the control plane’s subnets alone',
    (_, template, from) => {
      const control = idOf(template, 'AWS::EC2::RouteTable', 'sovereign-in-mumbai-a-control');
      const gateway = idOf(template, 'AWS::EC2::VPNGateway', 'sovereign-in-mumbai-a-operators');
      expect(all(template, 'AWS::EC2::Route')).toEqual(
        from.map((DestinationCidrBlock) => ({
          DestinationCidrBlock,
          RouteTableId: { Ref: control },
          GatewayId: { Ref: gateway },
        })),
      );
      template.resourceCountIs('AWS::EC2::VPNGatewayRoutePropagation', 0);
      template.allResourcesProperties('AWS::EC2::VPCGatewayAttachment', {
        VpcId: { Ref: Match.stringLikeRegexp('^NetworkVpc') },
        VpnGatewayId: { Ref: gateway },
      });
      template.allResourcesProperties('AWS::EC2::VPNGateway', { Type: 'ipsec.1' });
      for (const { DependsOn } of Object.values(template.findResources('AWS::EC2::Route')))
        expect(JSON.stringify(DependsOn)).toContain('OperatorsAttachment');
      expect(apiGroups(template)).toEqual([groupId(template, 'api')]);
      expect(group(template, 'api')['SecurityGroupIngress']).toEqual(
        from.map((CidrIp) => ({
          CidrIp,
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          Description: expect.any(String),
        })),
      );
      expect(group(template, 'api')['SecurityGroupEgress']).toEqual(NOTHING_OUT);
      expect(JSON.stringify(group(template, 'endpoints'))).not.toContain(from[0]);
    },
  );

  test('by VPN: what tunnels agree on is strong, what they do is logged, and their keys are nowhere in sight', () => {
    const connection = all(vpn, 'AWS::EC2::VPNConnection')[0] as Properties;
    expect(connection).toMatchObject({
      Type: 'ipsec.1',
      StaticRoutesOnly: true,
      EnableAcceleration: false,
      PreSharedKeyStorage: 'SecretsManager',
      VpnGatewayId: { Ref: expect.stringMatching(/^OperatorsGateway/) },
      CustomerGatewayId: { Ref: expect.stringMatching(/^OperatorsCustomer/) },
    });
    expect(connection['VpnTunnelOptionsSpecifications']).toHaveLength(2);
    for (const tunnel of connection['VpnTunnelOptionsSpecifications'])
      expect(tunnel).toEqual({
        IKEVersions: [{ Value: 'ikev2' }],
        Phase1EncryptionAlgorithms: [{ Value: 'AES256-GCM-16' }],
        Phase2EncryptionAlgorithms: [{ Value: 'AES256-GCM-16' }],
        Phase1IntegrityAlgorithms: [{ Value: 'SHA2-384' }, { Value: 'SHA2-512' }],
        Phase2IntegrityAlgorithms: [{ Value: 'SHA2-384' }, { Value: 'SHA2-512' }],
        Phase1DHGroupNumbers: [{ Value: 19 }, { Value: 20 }, { Value: 21 }],
        Phase2DHGroupNumbers: [{ Value: 19 }, { Value: 20 }, { Value: 21 }],
        DPDTimeoutAction: 'restart',
        LogOptions: {
          CloudwatchLogOptions: {
            LogEnabled: true,
            LogGroupArn: { 'Fn::GetAtt': [expect.stringMatching(/^OperatorsLogs/), 'Arn'] },
            LogOutputFormat: 'json',
          },
        },
      });
    vpn.hasResourceProperties('AWS::EC2::CustomerGateway', {
      Type: 'ipsec.1',
      IpAddress: '198.51.100.7',
      BgpAsn: 64512,
    });
    expect(all(vpn, 'AWS::EC2::VPNConnectionRoute').map(({ DestinationCidrBlock }) => DestinationCidrBlock)).toEqual(
      operators,
    );
    vpn.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        LogGroupName: '/aws/vendedlogs/sovereign-in-mumbai-a/vpn',
        RetentionInDays: planned.cluster.logDays,
        KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^KeyLogs'), 'Arn'] },
      },
    });
    const key = all(vpn, 'AWS::KMS::Key').find(({ KeyPolicy }) => JSON.stringify(KeyPolicy).includes('NamedGroups'));
    expect(JSON.stringify(key?.['KeyPolicy'])).toContain(':log-group:/aws/vendedlogs/sovereign-in-mumbai-a/vpn');
  });

  test('by circuit: only the subnets of the control plane are announced over it', () => {
    circuit.hasResourceProperties('AWS::DirectConnect::DirectConnectGatewayAssociation', {
      DirectConnectGatewayId: '01234567-89ab-cdef-0123-456789abcdef',
      AssociatedGatewayId: { Ref: Match.stringLikeRegexp('^OperatorsGateway') },
      AllowedPrefixesToDirectConnectGateway: planned.subnets
        .filter(({ tier }) => tier === 'control')
        .map(({ cidr }) => cidr),
    });
    circuit.resourceCountIs('AWS::EC2::VPNConnection', 0);
  });

  test('what a gateway carries is encrypted by itself: the network’s enforcement leaves it out, and nothing else', () => {
    const enforced = withDocument(
      'path: { kind: vpn, gateway: 198.51.100.7, operators: [10.200.0.0/24] }\n  encryptionInTransit: enforce',
    );
    const [control] = all(enforced, 'AWS::EC2::VPCEncryptionControl');
    expect(Object.entries(control ?? {}).filter(([, value]) => value === 'enable')).toEqual([
      ['VirtualPrivateGatewayExclusionInput', 'enable'],
    ]);
  });

  test('by session: to a host that listens to nobody, and leads to the API and to endpoints', () => {
    expect(group(session, 'session')['SecurityGroupIngress']).toBeUndefined();
    expect(group(session, 'session')['SecurityGroupEgress']).toEqual(NOTHING_OUT);
    const host = groupId(session, 'session');
    expect(
      all(session, 'AWS::EC2::SecurityGroupEgress')
        .filter(({ GroupId }) => JSON.stringify(GroupId) === JSON.stringify(host))
        .map(({ DestinationSecurityGroupId, IpProtocol, FromPort, ToPort }) => [
          DestinationSecurityGroupId,
          IpProtocol,
          FromPort,
          ToPort,
        ]),
    ).toEqual([
      [groupId(session, 'api'), 'tcp', 443, 443],
      [groupId(session, 'endpoints'), 'tcp', 443, 443],
    ]);
    session.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: groupId(session, 'endpoints'),
      SourceSecurityGroupId: host,
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
    });
    expect(apiGroups(session)).toEqual([groupId(session, 'api')]);
    expect(group(session, 'api')['SecurityGroupIngress']).toEqual([
      expect.objectContaining({ SourceSecurityGroupId: host, IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }),
    ]);
    session.resourceCountIs('AWS::EC2::Route', 0);
  });

  test('by session: the host may speak to Session Manager and do nothing else', () => {
    const role = all(session, 'AWS::IAM::Role').find(({ RoleName }) => RoleName === 'sovereign-in-mumbai-a-session');
    expect(role?.['ManagedPolicyArns']).toBeUndefined();
    expect(role?.['AssumeRolePolicyDocument'].Statement).toEqual([
      {
        Sid: 'Assume',
        Effect: 'Allow',
        Principal: { Service: { 'Fn::Sub': 'ec2.${AWS::URLSuffix}' } },
        Action: 'sts:AssumeRole',
      },
    ]);
    expect(role?.['Policies']).toHaveLength(1);
    expect(role?.['Policies'][0].PolicyDocument.Statement).toEqual([
      {
        Sid: 'SpeakToSessionManager',
        Effect: 'Allow',
        Action: [
          'ssm:UpdateInstanceInformation',
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
        ],
        Resource: '*',
        Condition: { StringEquals: { 'aws:RequestedRegion': { 'Fn::Sub': '${AWS::Region}' } } },
      },
    ]);
  });

  test('by session: the host is one, made anew each week from the newest image, without SSH or a public address', () => {
    session.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      AutoScalingGroupName: 'sovereign-in-mumbai-a-session',
      MinSize: '1',
      MaxSize: '1',
      MaxInstanceLifetime: 604800,
      Tags: Match.arrayWith([{ Key: 'Name', Value: 'sovereign-in-mumbai-a-session', PropagateAtLaunch: true }]),
    });
    session.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateName: 'sovereign-in-mumbai-a-session',
      LaunchTemplateData: {
        ImageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
        InstanceType: planned.system.instances[0],
        MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
        NetworkInterfaces: [
          {
            DeviceIndex: 0,
            AssociatePublicIpAddress: false,
            DeleteOnTermination: true,
            Groups: [groupId(session, 'session')],
          },
        ],
        BlockDeviceMappings: [{ Ebs: { Encrypted: true, KmsKeyId: Match.anyValue() } }],
        UserData: { 'Fn::Base64': Match.stringLikeRegexp('mask --now sshd') },
      },
    });
    const [host] = all(session, 'AWS::AutoScaling::AutoScalingGroup');
    expect(host?.['VPCZoneIdentifier']).toEqual(
      planned.subnets
        .filter(({ tier }) => tier === 'control')
        .map(({ name }) => ({ Ref: idOf(session, 'AWS::EC2::Subnet', `sovereign-in-mumbai-a-${name}`) })),
    );
  });

  test('by session: the one document leads to port 443 of the API, whatever the operator says', () => {
    session.hasResourceProperties('AWS::SSM::Document', {
      Name: 'sovereign-in-mumbai-a-api',
      DocumentType: 'Session',
      DocumentFormat: 'JSON',
      UpdateMethod: 'NewVersion',
      Content: {
        schemaVersion: '1.0',
        sessionType: 'Port',
        parameters: { localPortNumber: Match.objectLike({ type: 'String', allowedPattern: '^[0-9]{4,5}$' }) },
        properties: {
          type: 'LocalPortForwarding',
          host: { 'Fn::Select': [1, { 'Fn::Split': ['//', { 'Fn::GetAtt': [Match.anyValue(), 'Endpoint'] }] }] },
          portNumber: '443',
          localPortNumber: '{{ localPortNumber }}',
        },
      },
    });
  });

  test.each([
    ['session', session],
    ['vpn', vpn],
    ['circuit', circuit],
  ])('by %s: still no gateway to the internet', (_, template) => {
    for (const type of ['InternetGateway', 'NatGateway', 'EIP']) template.resourceCountIs(`AWS::EC2::${type}`, 0);
    expect(JSON.stringify(template.toJSON())).not.toContain('0.0.0.0/0');
  });
});
