import { Diagnostics, SovereignWorkspace } from '../../../constructs/azure';
import { KEY, only, PLACE, synthesize } from '../../support/terraform';

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
