/** Every resource that logs is logged, to the workspace and the archive of its region; alerts stand where they hear. */
import type { AzurePlan } from '../../../lib/plan/azure';
import { azureRoots } from '../../../stacks/azure';
import { COUNTRIES, type Country, planOf } from '../../plan/azure/countries';
import type { Resources } from '../../support/terraform';

/**
 * Whether a type has diagnostic settings with logs. Source: Azure Monitor, supported resource logs by resource type. A
 * type that is not here has not been looked up.
 */
const LOGS: Readonly<Record<string, boolean>> = {
  cognitive_account: true,
  container_registry: true,
  data_protection_backup_vault: true,
  key_vault: true,
  kubernetes_cluster: true,
  log_analytics_workspace: true,
  managed_lustre_file_system: true,
  network_security_group: true,
  storage_account: true,
  virtual_network: true,
  cognitive_deployment: false,
  container_registry_cache_rule: false,
  data_protection_backup_instance_blob_storage: false,
  data_protection_backup_policy_blob_storage: false,
  data_protection_backup_vault_customer_managed_key: false,
  disk_encryption_set: false,
  key_vault_key: false,
  kubernetes_cluster_node_pool: false,
  log_analytics_cluster: false,
  log_analytics_cluster_customer_managed_key: false,
  log_analytics_linked_service: false,
  management_lock: false,
  monitor_action_group: false,
  monitor_activity_log_alert: false,
  monitor_diagnostic_setting: false,
  monitor_private_link_scope: false,
  monitor_private_link_scoped_service: false,
  monitor_scheduled_query_rules_alert_v2: false,
  network_security_rule: false,
  private_dns_zone: false,
  private_dns_zone_virtual_network_link: false,
  private_endpoint: false,
  resource_group: false,
  resource_group_policy_assignment: false,
  role_assignment: false,
  role_definition: false,
  route: false,
  route_table: false,
  storage_container: false,
  storage_management_policy: false,
  storage_object_replication: false,
  subnet: false,
  subnet_network_security_group_association: false,
  subnet_route_table_association: false,
  user_assigned_identity: false,
};

const MORE = '\nazure:\n  models: [{ name: chat, model: gpt-4o, version: "1", capacity: 1 }]\n';
const plans = Object.fromEntries(
  COUNTRIES.map((country) => [country, planOf(country, (text) => text.replace('\nazure:\n', MORE))]),
) as Record<Country, AzurePlan>;
const rootsOf = (plan: AzurePlan): [string, Resources][] =>
  Object.entries(azureRoots({ azure: plan })).map(([name, text]) => [name, JSON.parse(text).resource as Resources]);

describe.each(COUNTRIES)('%s', (country) => {
  const plan = plans[country];
  const roots = rootsOf(plan);

  test.each(roots)('%s: all that logs is logged, once', (_, resources) => {
    const types = Object.keys(resources).map((type) => type.replace('azurerm_', ''));
    expect(types.filter((type) => !Object.hasOwn(LOGS, type))).toEqual([]);
    const settings = Object.values(resources['azurerm_monitor_diagnostic_setting'] ?? {});
    for (const type of types.filter((logged) => LOGS[logged]))
      for (const id of Object.keys(resources[`azurerm_${type}`] ?? {})) {
        const blobs = type === 'storage_account' ? '/blobServices/default' : '';
        const target = `\${azurerm_${type}.${id}.id}${blobs}`;
        const found = settings.filter((setting) => setting['target_resource_id'] === target);
        expect({ target, settings: found.length }).toEqual({ target, settings: 1 });
        expect(found[0]?.['enabled_log']).toEqual([{ category_group: 'allLogs' }]);
        expect(found[0]).toHaveProperty('log_analytics_workspace_id');
        // An account cannot keep what it writes about itself.
        const own = type === 'storage_account' && /^archive/.test(id);
        expect({ target, kept: found[0]?.['storage_account_id'] !== undefined }).toEqual({ target, kept: !own });
      }
  });

  test('what logs is archived in the region it stands in', () => {
    for (const [name, resources] of roots) {
      const archives = Object.values(resources['azurerm_monitor_diagnostic_setting'] ?? {}).flatMap(
        (setting) => setting['storage_account_id'] ?? [],
      );
      const expected =
        name === 'foundation'
          ? '${azurerm_storage_account.archive.id}'
          : name === 'recovery'
            ? '${azurerm_storage_account.archive-copy.id}'
            : plan.foundation.archive.id;
      expect(new Set(archives)).toEqual(new Set([expected]));
    }
  });

  test('alerts are of the subscription their root is in, in no other root', () => {
    for (const [name, resources] of roots) {
      const made = Object.values(resources['azurerm_monitor_activity_log_alert'] ?? {});
      const planned = plan.alerts.find(({ root }) => root === name);
      expect(made.map((alert) => alert['name']).sort()).toEqual(
        (planned?.alerts ?? []).map((alert) => alert.name).sort(),
      );
      for (const alert of made) expect(alert['scopes']).toEqual([`/subscriptions/${planned?.subscription}`]);
      expect(Object.keys(resources).includes('azurerm_monitor_scheduled_query_rules_alert_v2')).toBe(
        name === 'foundation',
      );
    }
  });
});

test('whom the document names is told of both kinds of alerts, from the region', () => {
  const plan = planOf('IN', (text) =>
    text.replace('\nazure:\n', '\nazure:\n  alerts: { emails: [duty@example.org] }\n'),
  );
  const foundation = Object.fromEntries(rootsOf(plan))['foundation'] ?? {};
  const group = '${azurerm_monitor_action_group.alerts_receivers.id}';
  expect(foundation['azurerm_monitor_action_group']?.['alerts_receivers']).toMatchObject({ location: 'centralindia' });
  for (const alert of Object.values(foundation['azurerm_monitor_activity_log_alert'] ?? {}))
    expect(alert['action']).toEqual([{ action_group_id: group }]);
  for (const alert of Object.values(foundation['azurerm_monitor_scheduled_query_rules_alert_v2'] ?? {})) {
    expect(alert['action']).toEqual({ action_groups: [group] });
    expect(alert['scopes']).toEqual(['${azurerm_log_analytics_workspace.logs.id}']);
    // Not before logs lie under the country's key.
    expect(alert['depends_on']).toContain('azurerm_log_analytics_linked_service.logs_cluster-link');
  }
});
