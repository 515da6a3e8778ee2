/** Every resource that logs is logged, to the workspace and the archive of its region; alerts stand where they hear. */
import type { AzurePlan } from '../../../lib/plan/azure';
import { azureRoots } from '../../../stacks/azure';
import { COUNTRIES, type Country, planOf } from '../../plan/azure/countries';
import type { Body, Resources } from '../../support/terraform';

/** Types with logs of their own. Source: Azure Monitor, supported resource logs by resource type. */
const LOGGED = new Set([
  'bastion_host',
  'cognitive_account',
  'container_registry',
  'data_protection_backup_vault',
  'firewall',
  'key_vault',
  'key_vault_managed_hardware_security_module',
  'kubernetes_cluster',
  'log_analytics_workspace',
  'managed_lustre_file_system',
  'network_security_group',
  'public_ip',
  'storage_account',
  'virtual_network',
  'virtual_network_gateway',
]);

/** Why a type has no diagnostic setting. One that is in neither table has not been looked up. */
const SILENT: Readonly<Record<string, readonly string[]>> = {
  'what happens in it is in the log of what holds it': [
    'cognitive_deployment',
    'container_registry_cache_rule',
    'data_protection_backup_instance_blob_storage',
    'data_protection_backup_policy_blob_storage',
    'firewall_policy_rule_collection_group',
    'key_vault_key',
    'key_vault_managed_hardware_security_module_key',
    'kubernetes_cluster_node_pool',
    'network_security_rule',
    'storage_container',
    'subnet',
  ],
  'it is an argument of another resource': [
    'federated_identity_credential',
    'data_protection_backup_vault_customer_managed_key',
    'key_vault_access_policy',
    'key_vault_managed_hardware_security_module_key_rotation_policy',
    'log_analytics_cluster_customer_managed_key',
    'log_analytics_linked_service',
    'monitor_private_link_scoped_service',
    'private_dns_zone_virtual_network_link',
    'storage_management_policy',
    'storage_object_replication',
    'subnet_network_security_group_association',
    'subnet_route_table_association',
  ],
  'it is a rule of Azure Resource Manager, whose changes are in the activity log': [
    'key_vault_managed_hardware_security_module_role_assignment',
    'management_group_policy_assignment',
    'management_group_policy_set_definition',
    'management_lock',
    'pim_eligible_role_assignment',
    'policy_definition',
    'resource_group',
    'resource_group_policy_assignment',
    'resource_group_policy_exemption',
    'role_assignment',
    'resource_provider_registration',
    'role_definition',
    'role_management_policy',
    'subscription_policy_exemption',
    'user_assigned_identity',
  ],
  'it sends logs or tells of them': [
    'monitor_action_group',
    'monitor_activity_log_alert',
    'monitor_diagnostic_setting',
    'monitor_private_link_scope',
    'monitor_scheduled_query_rules_alert_v2',
    'network_watcher_flow_log',
  ],
  'Azure Monitor offers no logs of it': [
    'disk_encryption_set',
    'firewall_policy',
    'local_network_gateway',
    'log_analytics_cluster',
    'private_dns_zone',
    'private_endpoint',
    'route',
    'route_table',
    'virtual_network_gateway_connection',
    'virtual_network_peering',
  ],
};
const KNOWN = new Set([...LOGGED, ...Object.values(SILENT).flat()]);

const MODELS = '  models: [{ name: chat, model: gpt-4o, version: "1", capacity: 1 }]';
const ID = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/wan/providers/Microsoft.Network';
const OPERATORS = 'operators: [192.168.0.0/24]';
const also =
  (...lines: readonly string[]) =>
  (text: string): string =>
    text.replace('\nazure:\n', `\nazure:\n${lines.join('\n')}\n`);
const hub = (text: string): string => text.replace('{ nextHop: 10.200.0.4 }', '{ network: 10.200.0.0/24 }');

/** Every country with models, and what else brings types of its own. */
const PLANS: readonly (readonly [string, AzurePlan])[] = [
  ...COUNTRIES.map((country): [Country, AzurePlan] => [country, planOf(country, also(MODELS))]),
  ['BR, a hub', planOf('BR', hub)],
  [
    'DE, a hub and a VPN',
    planOf('DE', (text) => also(`  path: { kind: vpn, gateway: 198.51.100.7, ${OPERATORS} }`)(hub(text))),
  ],
  ['AU, a Bastion', planOf('AU', also(`  path: { kind: bastion, network: ${ID}/virtualNetworks/home, ${OPERATORS} }`))],
  [
    'SG, a circuit',
    planOf('SG', also(`  path: { kind: circuit, circuit: ${ID}/expressRouteCircuits/line, ${OPERATORS} }`)),
  ],
  ['IN, guardrails', planOf('IN', also('  managementGroup: mg-country'))],
];

const rootsOf = (plan: AzurePlan): [string, Resources][] =>
  Object.entries(azureRoots({ azure: plan })).map(([name, text]) => [name, JSON.parse(text).resource as Resources]);
const settingsOf = (resources: Resources): Body[] =>
  Object.values(resources['azurerm_monitor_diagnostic_setting'] ?? {});

describe.each(PLANS)('%s', (_, plan) => {
  const roots = rootsOf(plan);
  const elsewhere = roots.flatMap(([, resources]) => settingsOf(resources));

  test.each(roots)('%s: all that logs is logged, once', (name, resources) => {
    const group = plan.roots.find((root) => root.name === name)?.resourceGroupId;
    const types = Object.keys(resources).map((type) => type.replace('azurerm_', ''));
    expect(types.filter((type) => !KNOWN.has(type))).toEqual([]);
    for (const type of types.filter((logged) => LOGGED.has(logged)))
      for (const [id, body] of Object.entries(resources[`azurerm_${type}`] ?? {})) {
        const blobs = type === 'storage_account' ? '/blobServices/default' : '';
        const target = `\${azurerm_${type}.${id}.id}${blobs}`;
        // What stands before the workspace is logged by the root that makes it, by its id.
        const found =
          name === 'hsm' || name === 'bootstrap'
            ? elsewhere.filter(({ target_resource_id: other }) => {
                const named = String(other);
                return named.startsWith(`${group}/`) && named.endsWith(`/${body['name']}${blobs}`);
              })
            : settingsOf(resources).filter((setting) => setting['target_resource_id'] === target);
        expect({ target, settings: found.length }).toEqual({ target, settings: 1 });
        expect(found[0]?.['enabled_log']).toEqual(
          type === 'firewall'
            ? expect.arrayContaining([{ category: 'AZFWApplicationRule' }, { category: 'AZFWNetworkRule' }])
            : [{ category_group: 'allLogs' }],
        );
        expect(found[0]).toHaveProperty('log_analytics_workspace_id');
        // An account cannot keep what it writes about itself.
        const own = type === 'storage_account' && /^archive/.test(id);
        expect({ target, kept: found[0]?.['storage_account_id'] !== undefined }).toEqual({ target, kept: !own });
      }
  });

  test('what logs is archived in the region it stands in', () => {
    for (const [name, resources] of roots) {
      const settings = settingsOf(resources);
      const archives = settings.flatMap((setting) => setting['storage_account_id'] ?? []);
      const expected =
        name === 'foundation'
          ? '${azurerm_storage_account.archive.id}'
          : name === 'recovery'
            ? '${azurerm_storage_account.archive-copy.id}'
            : plan.foundation.archive.id;
      expect([name, ...new Set(archives)]).toEqual([name, ...(settings.length > 0 ? [expected] : [])]);
    }
  });

  test('alerts are of the subscription their root is in, in no other root, and of each subscription once', () => {
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
    const heard = plan.alerts.map(({ subscription }) => subscription);
    const grouped = plan.roots.flatMap(({ resourceGroupId }) => resourceGroupId?.split('/')[2] ?? []);
    expect(new Set(heard).size).toBe(heard.length);
    expect(new Set(heard)).toEqual(new Set(grouped));
  });
});

test('whom the document names is told of both kinds of alerts, from the region', () => {
  const plan = planOf('IN', (text) =>
    text.replace('\nazure:\n', '\nazure:\n  alerts: { emails: [duty@example.org] }\n'),
  );
  const { foundation = {}, baseline = {} } = Object.fromEntries(rootsOf(plan));
  const receivers = baseline['azurerm_monitor_action_group']?.['alerts_receivers'];
  expect(receivers).toMatchObject({ location: 'centralindia' });
  const registered = 'azurerm_resource_provider_registration.subscription_register-microsoft-insights';
  for (const alert of Object.values(baseline['azurerm_monitor_activity_log_alert'] ?? {})) {
    expect(alert['action']).toEqual([{ action_group_id: '${azurerm_monitor_action_group.alerts_receivers.id}' }]);
    expect(alert['depends_on']).toContain(registered);
  }
  expect(receivers?.['depends_on']).toContain(registered);
  // Of another root: by its id, which the plan computes.
  const group = plan.foundation.queries.actionGroupId;
  expect(plan.addresses).toContainEqual({
    what: 'receivers of alerts',
    owner: 'baseline',
    address: group,
    namedBy: ['foundation'],
  });
  expect(group).toMatch(new RegExp(`^/subscriptions/.*/sovereign-in-baseline/.*/actionGroups/${receivers?.['name']}$`));
  for (const alert of Object.values(foundation['azurerm_monitor_scheduled_query_rules_alert_v2'] ?? {})) {
    expect(alert['action']).toEqual({ action_groups: [group] });
    expect(alert['scopes']).toEqual(['${azurerm_log_analytics_workspace.logs.id}']);
    // Not before logs lie under the country's key.
    expect(alert['depends_on']).toContain('azurerm_log_analytics_linked_service.logs_cluster-link');
  }
});
