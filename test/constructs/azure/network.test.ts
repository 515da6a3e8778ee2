/** Networks alone, in an app that is not ours: closed by default, recorded, and entered one way or none. */
import { TerraformStack, Testing } from 'cdktf';
import {
  CircuitGateway,
  Diagnostics,
  EntrancePeering,
  FlowLog,
  PeeringHalf,
  PrivateBastion,
  PrivateZones,
  SovereignEndpoint,
  SovereignNetwork,
  SovereignRoot,
  VpnGateway,
} from '../../../constructs/azure';

type Body = Record<string, unknown>;
type Resources = Record<string, Record<string, Body>>;

/** Resources of a foreign stack that `build` fills, by type without the provider's prefix. */
function synthesize(build: (stack: TerraformStack) => void): { resources: Resources; variables: Resources[string] } {
  const stack = new TerraformStack(Testing.app({ stackTraces: false }), 'foreign');
  build(stack);
  const json = JSON.parse(Testing.synth(stack)) as { resource: Resources; variable?: Resources[string] };
  const bare = Object.entries(json.resource).map(([type, named]) => [type.replace('azurerm_', ''), named]);
  return { resources: Object.fromEntries(bare) as Resources, variables: json.variable ?? {} };
}

const all = (resources: Resources, type: string): Body[] => Object.values(resources[type] ?? {});
const only = (resources: Resources, type: string): Body => {
  const found = all(resources, type);
  expect(found).toHaveLength(1);
  return found[0] as Body;
};
const PLACE = { location: 'centralindia', resourceGroupName: 'group' };

describe('SovereignNetwork', () => {
  const subnets = [
    { name: 'apiserver', tier: 'apiserver', block: '10.0.0.32/27' },
    { name: 'endpoints', tier: 'endpoints', block: '10.0.0.0/27' },
    { name: 'nodes', tier: 'pool', block: '10.0.1.0/24' },
  ] as const;
  const network = (props: Partial<ConstructorParameters<typeof SovereignNetwork>[2]> = {}) =>
    synthesize(
      (stack) =>
        new SovereignNetwork(stack, 'network', { ...PLACE, name: 'net', block: '10.0.0.0/16', subnets, ...props }),
    ).resources;
  const rules = (resources: Resources, group: string) =>
    all(resources, 'network_security_rule').filter(({ network_security_group_name }) =>
      String(network_security_group_name).includes(`_${group}-nsg`),
    );

  test('has no way out of its own, and rules that bind private endpoints too', () => {
    const resources = network();
    expect(Object.keys(resources)).not.toContain('route_table');
    for (const subnet of all(resources, 'subnet'))
      expect(subnet).toMatchObject({
        default_outbound_access_enabled: false,
        private_endpoint_network_policies: 'Enabled',
      });
    expect(only(resources, 'virtual_network')['address_space']).toEqual(['10.0.0.0/16']);
    const denied = all(resources, 'network_security_rule').filter(({ access }) => access === 'Deny');
    expect(denied).toHaveLength(2 * subnets.length);
    for (const rule of denied)
      expect(rule).toMatchObject({
        priority: 4096,
        protocol: '*',
        source_port_range: '*',
        source_address_prefix: '*',
        destination_address_prefix: '*',
        destination_port_range: '*',
      });
  });

  test('gives only the API server a delegated subnet', () => {
    const delegated = all(network(), 'subnet').filter(({ delegation }) => delegation);
    expect(delegated.map(({ name }) => name)).toEqual(['apiserver']);
    expect(JSON.stringify(delegated)).toContain('Microsoft.ContainerService/managedClusters');
    expect(JSON.stringify(delegated)).toContain('Microsoft.Network/virtualNetworks/subnets/join/action');
  });

  test('lets in whom it is told of, to the API server alone', () => {
    const open = (resources: Resources) =>
      all(resources, 'network_security_rule').filter(
        ({ source_address_prefix }) => source_address_prefix === '192.168.0.0/24',
      );
    expect(open(network())).toEqual([]);
    const resources = network({ operators: ['192.168.0.0/24'] });
    expect(open(resources)).toHaveLength(1);
    expect(rules(resources, 'apiserver').map(({ name }) => name)).toContain('allow-operators-in');
  });

  test('sends its nodes, and not its endpoints, to the firewall it is given', () => {
    const resources = network({ nextHop: '10.9.0.4' });
    expect(only(resources, 'route')).toMatchObject({
      address_prefix: '0.0.0.0/0',
      next_hop_type: 'VirtualAppliance',
      next_hop_in_ip_address: '10.9.0.4',
    });
    expect(only(resources, 'route_table')['bgp_route_propagation_enabled']).toBe(false);
    expect(only(resources, 'subnet_route_table_association')['subnet_id']).toContain('nodes');
    const internet = ({ destination_address_prefix }: Body) => destination_address_prefix === 'Internet';
    expect(rules(resources, 'nodes').filter(internet)).toHaveLength(1);
    expect(all(network(), 'network_security_rule').filter(internet)).toEqual([]);
  });

  test('routes what it is told to route, and nothing it is told not to', () => {
    const routed = (flag: boolean) =>
      all(
        network({ nextHop: '10.9.0.4', subnets: [{ ...subnets[1], routed: flag }] }),
        'subnet_route_table_association',
      ).length;
    expect([routed(true), routed(false)]).toEqual([1, 0]);
  });

  test('ties rules to a subnet before anything can stand in it, and none to a gateway', () => {
    const resources = network();
    expect(all(resources, 'subnet_network_security_group_association')).toHaveLength(3);
    for (const tie of all(resources, 'subnet_network_security_group_association'))
      expect((tie['depends_on'] as string[]).length).toBeGreaterThanOrEqual(3);
    const door = network({ subnets: [{ name: 'GatewaySubnet', tier: 'gateway', block: '10.0.0.0/27' }] });
    expect(only(door, 'subnet')['default_outbound_access_enabled']).toBe(false);
    expect(Object.keys(door)).not.toContain('network_security_group');
  });

  test('says which subnets there are when asked for another', () => {
    synthesize((stack) => {
      const made = new SovereignNetwork(stack, 'network', { ...PLACE, name: 'net', block: '10.0.0.0/16', subnets });
      expect(() => made.subnetId('gpu')).toThrow('No subnet gpu; there are apiserver, endpoints, nodes');
      expect(made.tied('nodes')).toHaveLength(1);
    });
  });

  test('names what guards a subnet, where something does', () => {
    const { resources } = synthesize((stack) => {
      const door = { name: 'GatewaySubnet', tier: 'gateway', block: '10.0.2.0/27' } as const;
      const made = new SovereignNetwork(stack, 'network', {
        ...PLACE,
        name: 'net',
        block: '10.0.0.0/16',
        subnets: [...subnets, door],
      });
      new Diagnostics(stack, 'logs', { targetId: made.securityGroupId('nodes'), resourceName: 'nodes' });
      expect(() => made.securityGroupId('GatewaySubnet')).toThrow('No rules guard GatewaySubnet');
      expect(() => made.securityGroupId('gpu')).toThrow('No subnet gpu');
    });
    expect(only(resources, 'monitor_diagnostic_setting')['target_resource_id']).toMatch(
      /^\$\{azurerm_network_security_group\.network_nodes-nsg\w*\.id\}$/,
    );
  });
});

describe('PrivateZones and SovereignEndpoint', () => {
  const made = (reason?: string) =>
    synthesize((stack) => {
      const zones = new PrivateZones(stack, 'zones', {
        resourceGroupName: 'group',
        virtualNetworkId: '/net',
        zones: [{ name: 'privatelink.azurecr.io', link: 'link', reason }],
      });
      new SovereignEndpoint(stack, 'door', {
        ...PLACE,
        name: 'door',
        subnetId: '/subnet',
        targetId: '/registry',
        subresource: 'registry',
        reason,
        zoneIds: [zones.idOf('privatelink.azurecr.io')],
        after: [zones.linkOf('privatelink.azurecr.io')],
      });
      expect(() => zones.idOf('privatelink.blob.core.windows.net')).toThrow('there are privatelink.azurecr.io');
    }).resources;

  test('register a private address in a zone of one network', () => {
    const resources = made();
    // v4 names the zone of a link; a foreign app, which sets no dialect, speaks v4.
    expect(only(resources, 'private_dns_zone_virtual_network_link')).toMatchObject({
      private_dns_zone_name: expect.any(String),
      registration_enabled: false,
    });
    expect(only(resources, 'private_endpoint')).toMatchObject({
      private_service_connection: {
        is_manual_connection: false,
        subresource_names: ['registry'],
        private_connection_resource_id: '/registry',
      },
      private_dns_zone_group: { private_dns_zone_ids: [expect.stringContaining('azurerm_private_dns_zone')] },
      depends_on: [expect.stringContaining('virtual_network_link')],
    });
  });

  test('carry their reason as a tag, where they have one', () => {
    const resources = made('nodes pull images');
    for (const type of ['private_endpoint', 'private_dns_zone', 'private_dns_zone_virtual_network_link'])
      expect(only(resources, type)['tags']).toEqual({ reason: 'nodes pull images' });
    expect(only(made(), 'private_endpoint')).not.toHaveProperty('tags');
  });
});

describe('FlowLog', () => {
  test('records a whole network, and leaves keeping and expiring to its account', () => {
    const { resources } = synthesize(
      (stack) =>
        new FlowLog(stack, 'flows', {
          name: 'flows',
          location: 'centralindia',
          virtualNetworkId: '/net',
          watcherName: 'NetworkWatcher_centralindia',
          watcherGroupName: 'NetworkWatcherRG',
          storageAccountId: '/account',
        }),
    );
    expect(only(resources, 'network_watcher_flow_log')).toEqual({
      name: 'flows',
      location: 'centralindia',
      network_watcher_name: 'NetworkWatcher_centralindia',
      resource_group_name: 'NetworkWatcherRG',
      target_resource_id: '/net',
      storage_account_id: '/account',
      enabled: true,
      version: 2,
      retention_policy: { enabled: false, days: 0 },
    });
  });
});

describe('EntrancePeering', () => {
  const peer = (name: string) => ({ name, networkId: `/${name}`, networkName: name, resourceGroupName: name });
  const halves = (gateway: boolean) => {
    const { resources } = synthesize(
      (stack) => new EntrancePeering(stack, 'in', { from: peer('door'), to: peer('cell'), gateway }),
    );
    const found = all(resources, 'virtual_network_peering');
    return { door: found.find(({ name }) => name === 'door'), cell: found.find(({ name }) => name === 'cell') };
  };

  test('leads in, lends its gateway, and lets nothing through to a third network', () => {
    const { door, cell } = halves(true);
    expect(door).toEqual({
      name: 'door',
      resource_group_name: 'door',
      virtual_network_name: 'door',
      remote_virtual_network_id: '/cell',
      allow_virtual_network_access: true,
      allow_forwarded_traffic: false,
      allow_gateway_transit: true,
      use_remote_gateways: false,
    });
    expect(cell).toMatchObject({
      virtual_network_name: 'cell',
      remote_virtual_network_id: '/door',
      allow_virtual_network_access: true,
      allow_forwarded_traffic: false,
      allow_gateway_transit: false,
      use_remote_gateways: true,
      depends_on: [expect.stringMatching(/^azurerm_virtual_network_peering\./)],
    });
  });

  test('lends none where there is none', () => {
    const { door, cell } = halves(false);
    for (const half of [door, cell])
      expect(half).toMatchObject({ allow_gateway_transit: false, use_remote_gateways: false });
    const { resources } = synthesize((stack) => new PeeringHalf(stack, 'half', { ...peer('a'), to: '/b' }));
    expect(only(resources, 'virtual_network_peering')).toMatchObject({
      allow_gateway_transit: false,
      use_remote_gateways: false,
    });
  });

  test('makes the far half in the subscription it is told', () => {
    const root = new SovereignRoot(undefined, 'path', { subscriptionId: 'here' });
    const away = { ...peer('cell'), provider: root.elsewhere('there') };
    new EntrancePeering(root, 'in', { from: peer('door'), to: away, gateway: true });
    expect(root.elsewhere('there')).toBe(root.elsewhere('there'));
    const json = JSON.parse(root.toText()) as { provider: { azurerm: Body[] }; resource: Resources };
    expect(json.provider.azurerm.map(({ alias, subscription_id }) => [alias, subscription_id])).toEqual([
      [undefined, 'here'],
      ['in-1', 'there'],
    ]);
    const [, other] = json.provider.azurerm;
    expect(other).toMatchObject({ resource_provider_registrations: 'none', storage_use_azuread: true });
    expect(
      Object.values(json.resource['azurerm_virtual_network_peering'] ?? {}).map(({ name, provider }) => [
        name,
        provider,
      ]),
    ).toEqual([
      ['cell', 'azurerm.in-1'],
      ['door', undefined],
    ]);
  });
});

describe('VpnGateway', () => {
  const vpn = (zones?: string[]) =>
    synthesize(
      (stack) =>
        new VpnGateway(stack, 'vpn', {
          ...PLACE,
          name: 'gateway',
          subnetId: '/net/GatewaySubnet',
          zones,
          remote: { name: 'home', address: '198.51.100.7', blocks: ['192.168.0.0/24'] },
        }),
    );

  test('has one address, protected, and one strong policy without a second choice', () => {
    const { resources } = vpn(['1', '2']);
    expect(only(resources, 'public_ip')).toMatchObject({
      sku: 'Standard',
      allocation_method: 'Static',
      ip_version: 'IPv4',
      ddos_protection_mode: 'Enabled',
      zones: ['1', '2'],
    });
    expect(only(vpn([]).resources, 'public_ip')).not.toHaveProperty('zones');
    expect(only(resources, 'virtual_network_gateway')).toMatchObject({
      type: 'Vpn',
      vpn_type: 'RouteBased',
      sku: 'VpnGw2AZ',
      generation: 'Generation2',
      ip_configuration: [
        { subnet_id: '/net/GatewaySubnet', public_ip_address_id: expect.stringContaining('public_ip') },
      ],
    });
    expect(only(resources, 'local_network_gateway')).toMatchObject({
      gateway_address: '198.51.100.7',
      address_space: ['192.168.0.0/24'],
    });
    expect(only(resources, 'virtual_network_gateway_connection')).toMatchObject({
      type: 'IPsec',
      connection_protocol: 'IKEv2',
      dpd_timeout_seconds: 45,
      ipsec_policy: {
        ike_encryption: 'GCMAES256',
        ike_integrity: 'SHA384',
        dh_group: 'ECP384',
        ipsec_encryption: 'GCMAES256',
        ipsec_integrity: 'GCMAES256',
        pfs_group: 'ECP384',
        sa_lifetime: 3600,
      },
    });
  });

  test('is given its key at deployment, and shows it to nobody', () => {
    const { resources, variables } = vpn();
    expect(only(resources, 'virtual_network_gateway_connection')['shared_key']).toBe('${var.vpn_shared_key}');
    expect(variables['vpn_shared_key']).toMatchObject({ sensitive: true, nullable: false, type: 'string' });
    expect(variables['vpn_shared_key']).not.toHaveProperty('default');
  });
});

describe('CircuitGateway', () => {
  const circuit = (authorized?: boolean) =>
    synthesize(
      (stack) =>
        new CircuitGateway(stack, 'circuit', {
          ...PLACE,
          name: 'gateway',
          subnetId: '/s',
          circuitId: '/circuit',
          authorized,
        }),
    );

  test('has no public address, and no path around its gateway', () => {
    const { resources, variables } = circuit();
    expect(Object.keys(resources).sort()).toEqual(['virtual_network_gateway', 'virtual_network_gateway_connection']);
    expect(only(resources, 'virtual_network_gateway')).toMatchObject({
      type: 'ExpressRoute',
      sku: 'ErGw1AZ',
      ip_configuration: [{ name: 'default', subnet_id: '/s' }],
    });
    expect(only(resources, 'virtual_network_gateway_connection')).toMatchObject({
      type: 'ExpressRoute',
      express_route_circuit_id: '/circuit',
      express_route_gateway_bypass: false,
      private_link_fast_path_enabled: false,
    });
    expect(variables).toEqual({});
  });

  test('asks for an authorization where the circuit is of another owner', () => {
    const { resources, variables } = circuit(true);
    expect(only(resources, 'virtual_network_gateway_connection')['authorization_key']).toBe(
      '${var.circuit_authorization}',
    );
    expect(variables['circuit_authorization']).toMatchObject({ sensitive: true });
  });
});

describe('PrivateBastion', () => {
  const props = { ...PLACE, name: 'bastion', subnetId: '/net/AzureBastionSubnet' };

  test('has no public address, tunnels, and carries nothing else', () => {
    const root = new SovereignRoot(undefined, 'path', { dialect: 'v5' });
    new PrivateBastion(root, 'bastion', props);
    const { resource } = JSON.parse(root.toText()) as { resource: Resources };
    const [host] = Object.values(resource['azurerm_bastion_host'] ?? {});
    expect(host).toEqual({
      name: 'bastion',
      location: 'centralindia',
      resource_group_name: 'group',
      sku: 'Premium',
      tunneling_enabled: true,
      copy_paste_enabled: false,
      file_copy_enabled: false,
      ip_connect_enabled: false,
      shareable_link_enabled: false,
      ip_configuration: { name: 'default', subnet_id: '/net/AzureBastionSubnet' },
    });
  });

  test('is refused where the provider demands a public address', () => {
    expect(() => new PrivateBastion(new SovereignRoot(undefined, 'path'), 'bastion', props)).toThrow(
      'needs dialect v5',
    );
  });
});
