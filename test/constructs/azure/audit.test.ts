import { Diagnostics, SovereignAlerts, SovereignWorkspace, WorkspaceAlerts } from '../../../constructs/azure';
import { KEY, only, PLACE, synthesize } from '../../support/terraform';

const { resourceGroupName } = PLACE;
const alert = {
  id: 'locks-delete',
  name: 'x-locks-delete',
  why: 'a lock went',
  operation: 'Microsoft.Authorization/locks/delete',
};
const alerts = (props: Partial<ConstructorParameters<typeof SovereignAlerts>[2]> = {}) =>
  synthesize(
    (stack) =>
      new SovereignAlerts(stack, 'alerts', { subscription: 's-1', resourceGroupName, alerts: [alert], ...props }),
  ).resources;
const actionGroup = {
  name: 'x-alerts',
  shortName: 'x',
  location: 'swedencentral',
  emails: ['duty@example.org', 'soc@example.org'],
};

describe('alerts of an activity log', () => {
  test('tell of an operation in their subscription, done or tried, once', () => {
    const made = only(alerts({ tags: { root: 'x' } }), 'monitor_activity_log_alert');
    expect(made).toMatchObject({
      name: 'x-locks-delete',
      description: 'a lock went',
      enabled: true,
      location: 'global',
      resource_group_name: resourceGroupName,
      scopes: ['/subscriptions/s-1'],
      tags: { root: 'x' },
      criteria: {
        category: 'Administrative',
        operation_name: 'Microsoft.Authorization/locks/delete',
        statuses: ['Succeeded', 'Failed'],
      },
    });
    expect(made).not.toHaveProperty('action');
  });

  test('are sent to nobody unless somebody is named', () => {
    expect(alerts()).not.toHaveProperty('monitor_action_group');
    const resources = alerts({ actionGroup, tags: { root: 'x' } });
    expect(only(resources, 'monitor_action_group')).toMatchObject({
      name: 'x-alerts',
      short_name: 'x',
      location: 'swedencentral',
      enabled: true,
      tags: { root: 'x' },
      email_receiver: actionGroup.emails.map((address) => ({
        name: address,
        email_address: address,
        use_common_alert_schema: true,
      })),
    });
    expect(only(resources, 'monitor_activity_log_alert')['action']).toEqual([
      { action_group_id: expect.stringContaining('azurerm_monitor_action_group') },
    ]);
  });
});

describe('alerts that ask a workspace', () => {
  const asked = (actionGroupId?: string) =>
    synthesize(
      (stack) =>
        new WorkspaceAlerts(stack, 'asked', {
          ...PLACE,
          workspaceId: '/workspace',
          identityName: 'asker',
          alerts: [{ id: 'keys-lost', name: 'x-keys-lost', why: 'a key went', query: 'AzureDiagnostics' }],
          actionGroupId,
        }),
    ).resources;

  test('any row is an alert, looked for four times an hour, so that none comes too late', () => {
    expect(only(asked(), 'monitor_scheduled_query_rules_alert_v2')).toMatchObject({
      name: 'x-keys-lost',
      description: 'a key went',
      location: PLACE.location,
      enabled: true,
      severity: 1,
      scopes: ['/workspace'],
      evaluation_frequency: 'PT15M',
      window_duration: 'PT1H',
      auto_mitigation_enabled: true,
      skip_query_validation: true,
      criteria: [
        { query: 'AzureDiagnostics', time_aggregation_method: 'Count', operator: 'GreaterThan', threshold: 0 },
      ],
    });
    expect(only(asked(), 'monitor_scheduled_query_rules_alert_v2')).not.toHaveProperty('action');
    expect(only(asked('/group'), 'monitor_scheduled_query_rules_alert_v2')['action']).toEqual({
      action_groups: ['/group'],
    });
  });

  test('are asked as an identity that reads this workspace and nothing else, and not before it may', () => {
    const resources = asked();
    expect(only(resources, 'user_assigned_identity')['name']).toBe('asker');
    expect(only(resources, 'role_assignment')).toMatchObject({
      scope: '/workspace',
      role_definition_name: 'Log Analytics Reader',
      principal_type: 'ServicePrincipal',
    });
    expect(only(resources, 'monitor_scheduled_query_rules_alert_v2')).toMatchObject({
      identity: { type: 'UserAssigned', identity_ids: [expect.stringContaining('azurerm_user_assigned_identity')] },
      depends_on: [expect.stringContaining('azurerm_role_assignment')],
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
