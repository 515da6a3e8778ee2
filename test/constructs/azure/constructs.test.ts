/** Each construct alone, in an app that is not ours: its defaults are those of a sovereign region. */
import { Construct } from 'constructs';
import {
  CustomerKey,
  Diagnostics,
  PrivateZones,
  SovereignEndpoint,
  SovereignGroup,
  SovereignNetwork,
  SovereignRoot,
  SovereignVault,
  SovereignWorkspace,
} from '../../../constructs/azure';
import { KEY, only, PLACE, type Resources, synthesize } from '../../support/terraform';

describe('SovereignVault', () => {
  test('asks the tenant at deployment, once, where it is not given', () => {
    const { resources, variables } = synthesize((stack) => {
      new SovereignVault(stack, 'a', { ...PLACE, name: 'vault-a' });
      new SovereignVault(stack, 'b', { ...PLACE, name: 'vault-b' });
    });
    expect(variables).toEqual(['tenant_id']);
    for (const vault of Object.values(resources['key_vault'] ?? {}))
      expect(vault['tenant_id']).toBe('${var.tenant_id}');
    const given = synthesize(
      (stack) => new SovereignVault(stack, 'a', { ...PLACE, name: 'vault-a', tenantId: 'tenant' }),
    );
    expect(given.variables).toEqual([]);
  });

  test('gives each key one pair of operations', () => {
    const { resources } = synthesize((stack) => {
      const vault = new SovereignVault(stack, 'vault', { ...PLACE, name: 'vault-a', tenantId: 't' });
      vault.key('disks');
      vault.key('etcd', 'encrypt');
    });
    const operations = Object.values(resources['key_vault_key'] ?? {}).map(({ name, key_opts }) => [name, key_opts]);
    expect(Object.fromEntries(operations)).toEqual({
      disks: ['unwrapKey', 'wrapKey'],
      etcd: ['decrypt', 'encrypt'],
    });
  });

  test('lets a key be made in a vault of someone else', () => {
    const { resources } = synthesize((stack) => new CustomerKey(stack, 'key', { name: 'mine', vaultId: '/vault' }));
    expect(only(resources, 'key_vault_key')).toMatchObject({ key_type: 'RSA-HSM', key_vault_id: '/vault' });
  });
});

describe('SovereignNetwork', () => {
  const subnets = [
    { name: 'endpoints', tier: 'endpoints', block: '10.0.0.0/27' },
    { name: 'nodes', tier: 'pool', block: '10.0.1.0/24' },
  ] as const;
  const network = (nextHop?: string) =>
    synthesize(
      (stack) =>
        new SovereignNetwork(stack, 'network', { ...PLACE, name: 'net', block: '10.0.0.0/16', subnets, nextHop }),
    ).resources;

  test('has no way out of its own', () => {
    const resources = network();
    expect(Object.keys(resources)).not.toContain('route_table');
    for (const subnet of Object.values(resources['subnet'] ?? {}))
      expect(subnet['default_outbound_access_enabled']).toBe(false);
    const denied = Object.values(resources['network_security_rule'] ?? {}).filter(({ access }) => access === 'Deny');
    expect(denied).toHaveLength(2 * subnets.length);
  });

  test('sends its nodes, and not its endpoints, to the firewall it is given', () => {
    const resources = network('10.9.0.4');
    expect(only(resources, 'route')).toMatchObject({
      address_prefix: '0.0.0.0/0',
      next_hop_type: 'VirtualAppliance',
      next_hop_in_ip_address: '10.9.0.4',
    });
    expect(only(resources, 'subnet_route_table_association')['subnet_id']).toContain('nodes');
  });

  test('ties rules to a subnet before anything can stand in it', () => {
    const resources = network();
    for (const tie of Object.values(resources['subnet_network_security_group_association'] ?? {}))
      expect((tie['depends_on'] as string[]).length).toBeGreaterThanOrEqual(3);
  });

  test('says which subnets there are when asked for another', () => {
    synthesize((stack) => {
      const made = new SovereignNetwork(stack, 'network', { ...PLACE, name: 'net', block: '10.0.0.0/16', subnets });
      expect(() => made.subnetId('gpu')).toThrow('No subnet gpu; there are endpoints, nodes');
    });
  });
});

describe('PrivateZones and SovereignEndpoint', () => {
  test('register a private address in a zone of one network', () => {
    const { resources } = synthesize((stack) => {
      const zones = new PrivateZones(stack, 'zones', {
        resourceGroupName: 'group',
        virtualNetworkId: '/net',
        zones: [{ name: 'privatelink.azurecr.io', link: 'link' }],
      });
      new SovereignEndpoint(stack, 'door', {
        ...PLACE,
        name: 'door',
        subnetId: '/subnet',
        targetId: '/registry',
        subresource: 'registry',
        zoneIds: [zones.idOf('privatelink.azurecr.io')],
      });
      expect(() => zones.idOf('privatelink.blob.core.windows.net')).toThrow('there are privatelink.azurecr.io');
    });
    // v4 names the zone of a link; a foreign app, which sets no dialect, speaks v4.
    expect(only(resources, 'private_dns_zone_virtual_network_link')).toMatchObject({
      private_dns_zone_name: expect.any(String),
      registration_enabled: false,
    });
    expect(only(resources, 'private_endpoint')['private_service_connection']).toMatchObject({
      is_manual_connection: false,
      subresource_names: ['registry'],
    });
  });
});

describe('SovereignWorkspace and Diagnostics', () => {
  test('read logs through Private Link, under the key of a cluster of their own', () => {
    const { resources } = synthesize((stack) => {
      const workspace = new SovereignWorkspace(stack, 'logs', { ...PLACE, ...KEY, name: 'logs', retentionDays: 100 });
      new Diagnostics(stack, 'audit', { targetId: '/vault', resourceName: 'vault', workspaceId: workspace.id });
    });
    expect(only(resources, 'log_analytics_workspace')).toMatchObject({
      retention_in_days: 120,
      internet_ingestion_enabled: false,
      internet_query_enabled: false,
    });
    expect(only(resources, 'log_analytics_cluster_customer_managed_key')['key_vault_key_id']).toBe(KEY.keyId);
    expect(only(resources, 'monitor_private_link_scope')).toMatchObject({
      ingestion_access_mode: 'PrivateOnly',
      query_access_mode: 'PrivateOnly',
    });
    expect(only(resources, 'monitor_diagnostic_setting')).toMatchObject({
      enabled_log: [{ category_group: 'allLogs' }],
      enabled_metric: [{ category: 'AllMetrics' }],
    });
  });
});

describe('SovereignGroup', () => {
  test('takes resources of its own region, unless told of others', () => {
    const group = (allowedLocations?: string[]) => {
      const { resources } = synthesize(
        (stack) => new SovereignGroup(stack, 'group', { name: 'group', location: 'qatarcentral', allowedLocations }),
      );
      return JSON.parse(String(only(resources, 'resource_group_policy_assignment')['parameters']));
    };
    expect(group()).toEqual({ listOfAllowedLocations: { value: ['qatarcentral'] } });
    expect(group(['b', 'a'])).toEqual({ listOfAllowedLocations: { value: ['a', 'b'] } });
  });
});

describe('SovereignRoot', () => {
  test('names its elements after their constructs, and refuses ids that could meet', () => {
    const root = new SovereignRoot(undefined, 'mine', { description: 'A root.' });
    new SovereignGroup(new Construct(root, 'inner'), 'group', { name: 'g', location: 'centralindia' });
    const text = JSON.parse(root.toText()) as { '//': string; resource: Resources };
    expect(text['//']).toBe('A root.');
    expect(Object.keys(text.resource['azurerm_resource_group'] ?? {})).toEqual(['inner_group']);
    const bad = new SovereignRoot(undefined, 'bad');
    expect(() => new SovereignGroup(bad, 'a_b', { name: 'g', location: 'centralindia' })).toThrow('a_b');
  });

  test('says explicitly what the provider would do by itself', () => {
    const root = JSON.parse(new SovereignRoot(undefined, 'mine').toText());
    expect(root.provider.azurerm[0]).toEqual({
      features: [{ storage: [{ data_plane_available: false }] }],
      resource_provider_registrations: 'none',
      storage_use_azuread: true,
      subscription_id: '${var.subscription_id}',
    });
  });
});
