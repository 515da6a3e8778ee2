/** Each construct alone, in an app that is not ours: its defaults are those of a sovereign region. */
import { Construct } from 'constructs';
import { Diagnostics, SovereignGroup, SovereignRoot, SovereignWorkspace } from '../../../constructs/azure';
import { KEY, only, PLACE, type Resources, synthesize } from '../../support/terraform';

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
    expect(only(resources, 'log_analytics_cluster_customer_managed_key')['key_vault_key_id']).toBe(
      KEY.key.versionlessId,
    );
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
