/** Each construct alone, in an app that is not ours: its defaults are those of a sovereign region. */
import { Construct } from 'constructs';
import {
  CustomerKey,
  Diagnostics,
  SovereignGroup,
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
