/** Each construct alone, in an app that is not ours: its defaults are those of a sovereign region. */
import { Construct } from 'constructs';
import {
  Diagnostics,
  PrivateZones,
  SovereignEndpoint,
  SovereignGroup,
  SovereignNetwork,
  SovereignRoot,
  SovereignStorage,
  SovereignWorkspace,
} from '../../../constructs/azure';
import { KEY, only, PLACE, type Resources, synthesize } from '../../support/terraform';

type Body = Record<string, unknown>;
type Resources = Record<string, Record<string, Body>>;

/** Resources of a foreign stack that `build` fills, by type without the provider's prefix. */
function synthesize(build: (stack: TerraformStack) => void): { resources: Resources; variables: string[] } {
  const stack = new TerraformStack(Testing.app({ stackTraces: false }), 'foreign');
  build(stack);
  const json = JSON.parse(Testing.synth(stack)) as { resource: Resources; variable?: Body };
  const bare = Object.entries(json.resource).map(([type, named]) => [type.replace('azurerm_', ''), named]);
  return { resources: Object.fromEntries(bare) as Resources, variables: Object.keys(json.variable ?? {}) };
}

const only = (resources: Resources, type: string): Body => {
  const found = Object.values(resources[type] ?? {});
  expect(found).toHaveLength(1);
  return found[0] as Body;
};

const PLACE = { location: 'centralindia', resourceGroupName: 'group' };
const ADDRESS = 'https://v.vault.azure.net/keys/k';
const KEY = {
  key: { kind: 'vault', versionlessId: ADDRESS, versionedId: `${ADDRESS}/1`, scope: '/subscriptions/s/k' },
} as const;

describe('SovereignStorage', () => {
  const storage = (props: Partial<Omit<ConstructorParameters<typeof SovereignStorage>[2], 'key'>> = {}) =>
    synthesize((stack) => new SovereignStorage(stack, 'data', { ...PLACE, ...KEY, name: 'data123', ...props }))
      .resources;

  test('keeps copies in the region: in its zones, or where it has none in one place', () => {
    expect(only(storage(), 'storage_account')['account_replication_type']).toBe('ZRS');
    expect(only(storage({ location: 'uaecentral' }), 'storage_account')['account_replication_type']).toBe('LRS');
    expect(only(storage({ replication: 'GZRS' }), 'storage_account')['account_replication_type']).toBe('GZRS');
  });

  test('is closed and under its key, which its identity alone may use', () => {
    const resources = storage();
    expect(only(resources, 'storage_account')).toMatchObject({
      public_network_access_enabled: false,
      shared_access_key_enabled: false,
      allow_nested_items_to_be_public: false,
      customer_managed_key: { key_vault_key_id: ADDRESS },
    });
    expect(only(resources, 'role_assignment')).toMatchObject({
      scope: KEY.key.scope,
      role_definition_name: 'Key Vault Crypto Service Encryption User',
    });
  });

  test('locks and expires blobs only where told how long', () => {
    expect(only(storage(), 'storage_account')).not.toHaveProperty('immutability_policy');
    expect(storage()).not.toHaveProperty('storage_management_policy');
    const locked = storage({ lockDays: 180 });
    expect(only(locked, 'storage_account')['immutability_policy']).toEqual({
      state: 'Unlocked',
      period_since_creation_in_days: 180,
      allow_protected_append_writes: true,
    });
    // Nothing may be deleted while it is locked: the rule comes a day after.
    expect(JSON.stringify(only(locked, 'storage_management_policy'))).toContain(
      '"delete_after_days_since_modification_greater_than":181',
    );
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
    expect(only(resources, 'log_analytics_cluster_customer_managed_key')['key_vault_key_id']).toBe(ADDRESS);
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

describe('SovereignRegistry', () => {
  const registry = (props: Partial<Omit<ConstructorParameters<typeof SovereignRegistry>[2], 'key'>> = {}) =>
    synthesize((stack) => new SovereignRegistry(stack, 'images', { ...PLACE, ...KEY, name: 'images', ...props }))
      .resources;

  test('has no replica, no export, no shared account, and the zones of its region', () => {
    expect(only(registry(), 'container_registry')).toMatchObject({
      sku: 'Premium',
      admin_enabled: false,
      anonymous_pull_enabled: false,
      export_policy_enabled: false,
      public_network_access_enabled: false,
      zone_redundancy_enabled: true,
    });
    expect(only(registry(), 'container_registry')).not.toHaveProperty('georeplications');
    expect(only(registry({ location: 'uaecentral' }), 'container_registry')['zone_redundancy_enabled']).toBe(false);
  });

  test('caches what isolated nodes boot from, under the name AKS looks for', () => {
    expect(only(registry(), 'container_registry_cache_rule')).toMatchObject({
      name: 'aks-managed-mcr',
      source_repo: 'mcr.microsoft.com/*',
      target_repo: 'aks-managed-repository/*',
    });
    expect(registry({ cacheRule: false })).not.toHaveProperty('container_registry_cache_rule');
  });
});

describe('SovereignCluster and GpuPool', () => {
  const cluster = (props: Partial<ConstructorParameters<typeof SovereignCluster>[2]> = {}) =>
    synthesize((stack) => {
      const made = new SovereignCluster(stack, 'cluster', {
        ...PLACE,
        name: 'cell',
        groupsId: '/subscriptions/s/resourceGroups',
        virtualNetworkId: '/net',
        systemSubnetId: '/net/system',
        apiServerSubnetId: '/net/api',
        privateZoneId: '/zone',
        registryId: '/registry',
        diskKey: KEY.key,
        etcdKey: { key: { ...KEY.key, versionedId: 'https://v/keys/etcd/1', scope: '/etcd' }, vaultId: '/vault' },
        ...props,
      });
      new GpuPool(stack, 'train', {
        name: 'train',
        clusterId: made.id,
        size: 'Standard_ND96isr_MI300X_v5',
        nodes: { min: 0, max: 4 },
        subnetId: '/net/train',
      });
    }).resources;

  test('have no way out, unless given a route', () => {
    const isolated = only(cluster(), 'kubernetes_cluster');
    expect(isolated).toMatchObject({
      network_profile: { outbound_type: 'none' },
      bootstrap_profile: { artifact_source: 'Cache', container_registry_id: '/registry' },
    });
    const routed = only(cluster({ routeTableId: '/routes' }), 'kubernetes_cluster');
    expect(routed['network_profile']).toMatchObject({ outbound_type: 'userDefinedRouting' });
    expect(routed).not.toHaveProperty('bootstrap_profile');
  });

  test('give the control plane the roles AKS asks for, and the nodes none but pulling', () => {
    const roles = Object.values(cluster()['role_assignment'] ?? {}).map(
      ({ role_definition_name, scope }) => `${role_definition_name} on ${scope}`,
    );
    expect(roles.filter((role) => !role.includes('${')).sort()).toEqual([
      'AcrPull on /registry',
      'Key Vault Contributor on /vault',
      'Key Vault Crypto Service Encryption User on /subscriptions/s/k',
      'Key Vault Crypto User on /etcd',
      'Network Contributor on /net',
      'Private DNS Zone Contributor on /zone',
    ]);
    expect(roles.join()).not.toMatch(/\bOwner\b/);
  });

  test('leave etcd to the vendor only where there is no key for it', () => {
    expect(only(cluster(), 'kubernetes_cluster')['key_management_service']).toEqual({
      key_vault_key_id: 'https://v/keys/etcd/1',
      key_vault_network_access: 'Private',
    });
    const without = cluster({ etcdKey: undefined, apiServerSubnetId: undefined });
    expect(only(without, 'kubernetes_cluster')).not.toHaveProperty('key_management_service');
  });

  test('take driver and labels from the size', () => {
    expect(only(cluster(), 'kubernetes_cluster_node_pool')).toMatchObject({
      gpu_driver: 'None',
      node_taints: ['sku=gpu:NoSchedule'],
      node_labels: { 'sovereign/gpu': 'amd-mi300x-192gb', 'sovereign/rdma': 'true' },
      upgrade_settings: { max_unavailable: '1' },
    });
    // A pool stands in one zone: the one named, else where Azure places it.
    expect(only(cluster(), 'kubernetes_cluster_node_pool')).not.toHaveProperty('zones');
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
