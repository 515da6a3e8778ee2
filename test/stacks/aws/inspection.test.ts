/** The way out and back, walked in the templates as packets would take it. */
import { readFileSync } from 'node:fs';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { aws } from '../../../lib/catalogue';
import { judge } from '../../../lib/checks/judge';
import { awsTemplates, planOf } from '../../support/plans';

const text = readFileSync('test/fixtures/firewalled/in.yaml', 'utf8');
const plan = planOf(text, 'in.yaml');
const templates = awsTemplates(plan);
const inspection = templates['inspection'] as Template;
const cells = plan.aws?.cells ?? [];

/** Several accounts: the transit gateway is shared, and the cell cannot join itself. */
const apart = planOf(
  text
    .replace(
      '  network: 10.64',
      '  accounts: { logArchive: "222222222222", network: "333333333333", data: "444444444444" }\n  network: 10.64',
    )
    .replace('- name: mumbai-a', '- name: mumbai-a\n      account: "555555555555"')
    .replace('- name: mumbai-b', '- name: mumbai-b\n      account: "666666666666"'),
  'in.yaml',
);
const apartTemplates = awsTemplates(apart);

type Json = Record<string, never>;
interface Found {
  readonly Type: string;
  readonly Properties: Json;
}
const resourcesOf = (template: Template): [string, Found][] =>
  Object.entries(template.toJSON().Resources as Record<string, Found>);
const all = (template: Template, type: string): { id: string; of: (path: string) => unknown }[] =>
  resourcesOf(template)
    .filter(([, { Type }]) => Type === `AWS::EC2::${type}`)
    .map(([id, { Properties }]) => ({ id, of: (path) => Properties[path] }));
const ref = (value: unknown): string | undefined => (value as { Ref?: string } | undefined)?.Ref;

/** What a network's route table of a subnet says of a destination: its most specific route. */
function hop(template: Template, subnet: string, destination: 'internet' | string): string {
  const [association] = all(template, 'SubnetRouteTableAssociation').filter(({ of }) => ref(of('SubnetId')) === subnet);
  const table = ref(association?.of('RouteTableId'));
  const routes = all(template, 'Route').filter(({ of }) => ref(of('RouteTableId')) === table);
  const exact = routes.filter(({ of }) => of('DestinationCidrBlock') === destination);
  const [route, ...others] =
    exact.length > 0 ? exact : routes.filter(({ of }) => of('DestinationCidrBlock') === '0.0.0.0/0');
  expect(others).toEqual([]);
  if (!route) return 'nowhere';
  const endpoint = JSON.stringify(route.of('VpcEndpointId') ?? null).match(/"(Firewall\w+)","EndpointIds"/)?.[1];
  return (
    endpoint ??
    ref(route.of('NatGatewayId')) ??
    ref(route.of('GatewayId')) ??
    ref(route.of('TransitGatewayId')) ??
    String(route.of('TransitGatewayId'))
  );
}

const zoneOf = (subnet: string): unknown =>
  all(inspection, 'Subnet')
    .find(({ id }) => id === subnet)
    ?.of('AvailabilityZoneId');
const subnetOf = (tier: string, zone: string): string =>
  all(inspection, 'Subnet').find(({ id, of }) => id.includes(`Subnet${tier}`) && of('AvailabilityZoneId') === zone)
    ?.id as string;
/** The subnet a firewall or NAT gateway stands in. */
function standsIn(id: string): string {
  const [, found] = resourcesOf(inspection).find(([other]) => other === id) ?? [];
  const { SubnetId, SubnetMappings } = (found?.Properties ?? {}) as {
    SubnetId?: unknown;
    SubnetMappings?: { SubnetId: unknown }[];
  };
  expect(SubnetMappings?.length ?? 1).toBe(1);
  return ref(SubnetId ?? SubnetMappings?.[0]?.SubnetId) as string;
}
/** What a parameter that the cell reads stands for. */
function resolved(value: unknown): string | undefined {
  const name = /^\{\{resolve:ssm:(.*)\}\}$/.exec(String(value))?.[1];
  return ref(
    Object.values(inspection.findResources('AWS::SSM::Parameter', { Properties: { Name: name } }))[0]?.['Properties']
      .Value,
  );
}

describe.each(cells.map((cell) => [cell.name, cell] as const))('cell %s', (name, cell) => {
  const template = templates[name] as Template;
  const attachments = all(template, 'TransitGatewayAttachment');
  const [attachment] = attachments;

  test('has one way out, from every subnet but those of endpoints, which only answer: the transit gateway', () => {
    const [gateway] = all(inspection, 'TransitGateway');
    expect(all(template, 'Route')).toHaveLength(2);
    const tables = all(template, 'Subnet').map(({ id, of }) => ({
      leads: !JSON.stringify(of('Tags')).includes('-endpoints-'),
      id,
    }));
    expect(tables.filter(({ leads }) => !leads)).toHaveLength(3);
    for (const { id, leads } of tables)
      expect(resolved(hop(template, id, 'internet'))).toBe(leads ? gateway?.id : undefined);
    expect(attachments).toHaveLength(1);
    expect(resolved(attachment?.of('TransitGatewayId'))).toBe(gateway?.id);
    for (const type of ['InternetGateway', 'NatGateway', 'EIP', 'VPCPeeringConnection', 'EgressOnlyInternetGateway'])
      template.resourceCountIs(`AWS::EC2::${type}`, 0);
  });

  test('follows the table that leads to inspection alone, and no table leads it to another cell', () => {
    const [join, ...others] = all(template, 'TransitGatewayRouteTableAssociation');
    expect(others).toEqual([]);
    expect(ref(join?.of('TransitGatewayAttachmentId'))).toBe(attachment?.id);
    const out = resolved(join?.of('TransitGatewayRouteTableId'));
    const routes = all(inspection, 'TransitGatewayRoute').filter(
      ({ of }) => ref(of('TransitGatewayRouteTableId')) === out,
    );
    const [own] = all(inspection, 'TransitGatewayAttachment');
    const open = routes.filter(({ of }) => of('Blackhole') !== true);
    expect(open.map(({ of }) => [of('DestinationCidrBlock'), ref(of('TransitGatewayAttachmentId'))])).toEqual([
      ['0.0.0.0/0', own?.id],
    ]);
    expect(routes.filter(({ of }) => of('Blackhole') === true).map(({ of }) => of('DestinationCidrBlock'))).toEqual([
      '10.0.0.0/8',
      '172.16.0.0/12',
      '192.168.0.0/16',
      '100.64.0.0/10',
    ]);
    for (const every of Object.values(templates))
      for (const route of all(every, 'TransitGatewayRoute').filter(() => every !== inspection))
        expect(resolved(route.of('TransitGatewayRouteTableId'))).not.toBe(out);
  });

  test('is answered by the table that follows inspection, and by its own block only', () => {
    const [back, ...others] = all(template, 'TransitGatewayRoute');
    expect(others).toEqual([]);
    const [association] = all(inspection, 'TransitGatewayRouteTableAssociation');
    expect(resolved(back?.of('TransitGatewayRouteTableId'))).toBe(ref(association?.of('TransitGatewayRouteTableId')));
    expect(back?.of('DestinationCidrBlock')).toBe(cell.network);
    expect(ref(back?.of('TransitGatewayAttachmentId'))).toBe(attachment?.id);
  });
});

describe('the inspection network', () => {
  const [attachment] = all(inspection, 'TransitGatewayAttachment');
  const entries = ((attachment?.of('SubnetIds') ?? []) as unknown[]).map((value) => ref(value) as string);
  const zones = plan.aws?.inspection?.zones.map(({ zone }) => zone) ?? [];

  test('is entered in every zone of its own', () => {
    expect(zones).toEqual(['aps1-az1', 'aps1-az2', 'aps1-az3']);
    expect(entries.map(zoneOf)).toEqual(zones);
  });

  test.each(zones)('in %s: out through the firewall and the NAT gateway of the zone', (zone) => {
    const entry = subnetOf('attachment', zone);
    const firewall = hop(inspection, entry, 'internet');
    expect(zoneOf(standsIn(firewall))).toBe(zone);
    const nat = hop(inspection, standsIn(firewall), 'internet');
    expect(zoneOf(standsIn(nat))).toBe(zone);
    const [gateway] = all(inspection, 'InternetGateway');
    expect(hop(inspection, standsIn(nat), 'internet')).toBe(gateway?.id);
  });

  test.each(zones)('in %s: back through the same firewall, to the transit gateway', (zone) => {
    const entry = subnetOf('attachment', zone);
    const firewall = hop(inspection, entry, 'internet');
    const [gateway] = all(inspection, 'TransitGateway');
    for (const { network } of cells) {
      expect(hop(inspection, subnetOf('nat', zone), network)).toBe(firewall);
      expect(hop(inspection, standsIn(firewall), network)).toBe(gateway?.id);
    }
  });

  test('only subnets behind a firewall lead past it', () => {
    const firewalls = all(inspection, 'Subnet').filter(({ id }) => /^Firewall/.test(hop(inspection, id, 'internet')));
    expect(firewalls.map(({ id }) => id)).toEqual(entries);
    expect(all(inspection, 'Subnet')).toHaveLength(3 * zones.length);
    expect(all(inspection, 'Route')).toHaveLength(zones.length * (3 + 2 * cells.length));
  });

  test('the public addresses are those of the NAT gateways, and wait for the gateway', () => {
    const addresses = all(inspection, 'EIP').map(({ id }) => id);
    const used = all(inspection, 'NatGateway').map(
      ({ of }) => (of('AllocationId') as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0],
    );
    expect(used).toEqual(addresses);
    inspection.allResourcesProperties('AWS::EC2::NatGateway', { ConnectivityType: 'public' });
    inspection.allResourcesProperties('AWS::EC2::EIP', { Domain: 'vpc' });
    inspection.allResources('AWS::EC2::EIP', { DependsOn: [Match.stringLikeRegexp('GatewayAttachment')] });
    for (const type of ['SecurityGroup', 'Instance', 'VPCEndpoint', 'NetworkInterface', 'VPNGateway'])
      inspection.resourceCountIs(`AWS::EC2::${type}`, 0);
  });

  test('no other stack has a gateway', () => {
    for (const [name, template] of Object.entries({ ...templates, ...apartTemplates }))
      if (name !== 'inspection')
        for (const type of ['InternetGateway', 'NatGateway', 'EIP', 'TransitGateway'])
          template.resourceCountIs(`AWS::EC2::${type}`, 0);
  });

  test('firewalls know the cells as home, and the archive takes what they and their network log', () => {
    inspection.hasResourceProperties('AWS::NetworkFirewall::FirewallPolicy', {
      FirewallPolicy: Match.objectLike({
        PolicyVariables: { RuleVariables: { HOME_NET: { Definition: cells.map(({ network }) => network) } } },
      }),
    });
    const { prefix, bucketName } = plan.aws?.inspection?.logs ?? {};
    expect([prefix, bucketName]).toEqual(['sovereign-in-inspection', plan.aws?.archive.buckets[0]?.name]);
    const LogDestination = { bucketName: { 'Fn::Sub': bucketName }, prefix };
    inspection.resourceCountIs('AWS::NetworkFirewall::LoggingConfiguration', zones.length);
    inspection.allResourcesProperties('AWS::NetworkFirewall::LoggingConfiguration', {
      LoggingConfiguration: {
        LogDestinationConfigs: ['ALERT', 'FLOW'].map((LogType) => ({
          LogType,
          LogDestinationType: 'S3',
          LogDestination,
        })),
      },
    });
    for (const type of ['AWS::Logs::LogGroup', 'AWS::KMS::Key']) inspection.resourceCountIs(type, 0);
    inspection.hasResourceProperties('AWS::EC2::FlowLog', {
      LogDestination: { 'Fn::Sub': Match.stringLikeRegexp('sovereign-in-archive') },
    });
  });
});

describe('cells of other accounts', () => {
  const shared = apartTemplates['inspection'] as Template;

  test('are shared with, within the organisation, and find no parameter', () => {
    shared.hasResourceProperties('AWS::RAM::ResourceShare', {
      AllowExternalPrincipals: false,
      Principals: ['555555555555', '666666666666'],
    });
    shared.resourceCountIs('AWS::SSM::Parameter', 0);
    shared.hasResourceProperties('AWS::EC2::TransitGateway', { AutoAcceptSharedAttachments: 'enable' });
  });

  test('take the transit gateway as a parameter without default, and leave joining to its owner', () => {
    const cell = apartTemplates['mumbai-a'] as Template;
    const { TransitGateway } = cell.toJSON().Parameters;
    expect(TransitGateway.Default).toBeUndefined();
    expect('tgw-0a1b2c3d4e5f67890').toMatch(new RegExp(TransitGateway.AllowedPattern));
    expect('tgw-1; rm').not.toMatch(new RegExp(TransitGateway.AllowedPattern));
    for (const type of ['TransitGatewayAttachment', 'Route'])
      cell.hasResourceProperties(`AWS::EC2::${type}`, { TransitGatewayId: { Ref: 'TransitGateway' } });
    for (const type of ['TransitGatewayRouteTableAssociation', 'TransitGatewayRoute'])
      cell.resourceCountIs(`AWS::EC2::${type}`, 0);
  });

  test('their logs of traffic, and those of the network account, are let into the archive', () => {
    expect(JSON.stringify(apartTemplates['archive']?.toJSON())).toContain('"333333333333"');
  });
});

test('where nobody named the accounts of cells, the share asks for them', () => {
  const asked = awsTemplates(
    planOf(text.replace('  network: 10.64', '  accounts: { network: "333333333333" }\n  network: 10.64'), 'in.yaml'),
  )['inspection'] as Template;
  expect(asked.toJSON().Parameters.CellAccounts).toMatchObject({ Type: 'CommaDelimitedList' });
  asked.hasResourceProperties('AWS::RAM::ResourceShare', { Principals: { Ref: 'CellAccounts' } });
});

test('every region of the catalogue has every type', () => {
  const types = new Set(resourcesOf(inspection).map(([, { Type }]) => Type));
  expect([...types].flatMap((type) => aws.absentTypes[type] ?? [])).toEqual([]);
});

const filesOf = (some: Record<string, Template>, of: typeof plan) =>
  Object.entries(some).map(([name, template]) => {
    const stack = of.aws?.cells.find((cell) => cell.name === name)?.stack ?? `sovereign-in-${name}`;
    const region = of.aws?.stacks.find((one) => one.name === stack)?.region;
    return { name: `${stack}.template.json`, text: JSON.stringify(template.toJSON()), stack, region };
  });

test('the whole country is judged without a doubt', () => {
  const { findings } = judge(filesOf(templates, plan), plan);
  expect(findings.filter(({ result }) => result === 'fail' || result === 'not-checked')).toEqual([]);
});

test('where the owner joins cells by hand, the check says what it cannot see, and fails nothing', () => {
  const { findings } = judge(filesOf(apartTemplates, apart), apart);
  expect(findings.filter(({ result }) => result === 'fail')).toEqual([]);
  const open = findings.filter(({ result }) => result === 'not-checked');
  expect([...new Set(open.map(({ check }) => check))]).toEqual(['egress/internet-path']);
  expect([...new Set(open.map(({ resource }) => resource.type))].sort()).toEqual(['AWS::EC2::Route', 'AWS::EC2::VPC']);
});
