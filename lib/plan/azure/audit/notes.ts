/** Logs: what the foundation must hold for them, and what keeping them asks for. */
import { azure } from '../../../catalogue';
import { type Capability, diagnosticsName, held, inRoot, lockName, precondition, vendorHeld } from '../capability';
import { tableFact } from '../facts';
import { alertsOfWorkspace } from './alerts';
import { alertsExpected, networkLogsExpected } from './expectations';

/** Name of the setting that keeps a subscription's activity log. */
export const activityName = (root: string, index: number): string => `${root}-activity-${index}`;

export const audit: Capability = {
  attachments: ['azurerm_log_analytics_linked_service'],
  expectations: (plan) => {
    const { foundation, recovery, location } = plan;
    const { workspace, queries, root } = foundation;
    const expected = inRoot(root);
    return [
      ...(held(foundation, 'logs')
        ? [
            expected('logs/identity', 'user_assigned_identity', workspace.identity, { location }),
            expected('logs/cluster', 'log_analytics_cluster', workspace.cluster, { location }),
            expected('logs/key', 'log_analytics_cluster_customer_managed_key'),
          ]
        : []),
      {
        ...expected('logs/workspace', 'log_analytics_workspace', workspace.name, {
          location,
          retention_in_days: workspace.retentionDays,
        }),
        ...vendorHeld(foundation, 'logs'),
      },
      expected('logs/queries', 'monitor_diagnostic_setting', diagnosticsName(workspace.name)),
      expected('logs/lock', 'management_lock', lockName(workspace.name), { lock_level: 'CanNotDelete' }),
      expected('logs/scope', 'monitor_private_link_scope', workspace.scope, {
        ingestion_access_mode: 'PrivateOnly',
        query_access_mode: 'PrivateOnly',
      }),
      expected('logs/scope/workspace', 'monitor_private_link_scoped_service', workspace.name),
      ...foundation.subscriptions.map((_, index) =>
        expected(`activity/${index}`, 'monitor_diagnostic_setting', activityName(root, index)),
      ),
      ...(recovery
        ? foundation.subscriptions.map((_, index) =>
            inRoot(recovery.root)(
              `activity/${index}`,
              'monitor_diagnostic_setting',
              activityName(recovery.root, index),
            ),
          )
        : []),
      expected('alerts/identity', 'user_assigned_identity', queries.identity, { location }),
      ...queries.alerts.map(({ id, name, query }) =>
        expected(`alerts/${id}`, 'monitor_scheduled_query_rules_alert_v2', name, {
          location,
          enabled: true,
          'criteria.0.query': query,
        }),
      ),
      ...networkLogsExpected(plan),
      ...plan.alerts.flatMap(alertsExpected),
    ];
  },
  addresses: (plan) => {
    const { foundation, recovery, data, inspection, models, cells, path } = plan;
    const heard = alertsOfWorkspace(plan);
    const namedBy = [
      data.root,
      ...(inspection ? [inspection.root] : []),
      ...(models ? [models.root] : []),
      ...cells.map(({ root }) => root),
      ...(path ? [path.root] : []),
    ];
    const reading = [...(recovery ? [recovery.root] : []), ...namedBy];
    const { root: owner, workspace, archive, flows } = foundation;
    return [
      { what: 'workspace of logs', owner, address: workspace.id, namedBy: reading },
      { what: 'archive of logs', owner, address: archive.id, namedBy },
      { what: 'account of flows', owner, address: flows.id, namedBy },
      ...(heard?.actionGroup && heard.root !== owner
        ? [{ what: 'receivers of alerts', owner: heard.root, address: heard.actionGroup.id, namedBy: [owner] }]
        : []),
    ];
  },
  notes: ({ foundation, alerts, guardrails, location }, intent, target) => ({
    preconditions: [
      ...(held(foundation, 'logs')
        ? [
            precondition(
              'log-commitment',
              `a dedicated cluster of logs is paid for 100 GB a day, whatever ${location} writes: only such a cluster takes the country's key`,
              `approve the cost of ${foundation.workspace.cluster} before the first apply`,
            ),
          ]
        : []),
      precondition(
        'lock-archive',
        `the archive's immutability (${intent.retention.logDays} days) is locked: Azure makes it unlocked first`,
        `after the first deployment: az storage account update --name ${foundation.archive.name} --immutability-state Locked`,
      ),
      ...(guardrails
        ? [
            precondition(
              'group-activity',
              `the activity log of the management group ${target.managementGroup}, which is of no subscription, is sent to ${foundation.workspace.name}: policies stand there, and policies-changed asks for it. The Terraform provider has no resource for it`,
              `az rest --method put --url "https://management.azure.com/providers/Microsoft.Management/managementGroups/${target.managementGroup}/providers/Microsoft.Insights/diagnosticSettings/activity?api-version=2021-05-01-preview" --body '{"properties":{"workspaceId":"${foundation.workspace.id}","logs":[{"category":"Administrative","enabled":true},{"category":"Policy","enabled":true}]}}'`,
            ),
          ]
        : []),
      ...(target.alerts
        ? [
            precondition(
              'alert-addresses',
              `${target.alerts.emails.join(', ')} confirm that they are to hear of alerts`,
              'each is sent a code, which holds for 30 minutes after the first deployment; then test each action group',
            ),
          ]
        : [
            precondition(
              'alert-readers',
              'somebody in the country reads the alerts that fire: no address is named, so they are listed and sent to nobody',
              `${azure.actionGroups.includes(location) ? 'name alerts: { emails } in the document, or poll' : `no alert is sent from ${location} itself: poll`} https://management.azure.com/subscriptions/<id>/providers/Microsoft.AlertsManagement/alerts in ${alerts.length === 1 ? 'the subscription' : `each of ${alerts.length} subscriptions`}, or read the workspace through its endpoint`,
            ),
          ]),
      precondition(
        'alert-proof',
        'alerts are proved to fire, those of the closed workspace above all: the vendor does not say how its rules pass the private door',
        'make a key in the vault of the foundation and delete it: keys-lost fires within the hour; assign a role and take it back: roleassignments-write and -delete fire within minutes',
      ),
    ],
    facts: [
      {
        statement:
          'An alert of the activity log tells of its own subscription only, and stands in no region of a country: global, West Europe or North Europe',
        asOf: '2026-11-25',
        confidence: 'primary',
        sources: ['azurerm provider, monitor_activity_log_alert', 'hashicorp/terraform-provider-azurerm issue 25053'],
      },
      tableFact(
        'actionGroups',
        `Alerts are sent on from ${azure.actionGroups.join(', ')} within the region; elsewhere from any`,
      ),
    ],
    residualRisks: [
      'Azure: alerts of the activity log are matched by a service that spans regions: who did what to which resource passes through it, data does not. Those that ask the workspace are answered in the region.',
      ...(target.alerts
        ? [
            "Azure: alerts are mailed by the vendor's mail service: names of resources, and of who did something to them, leave the country on the way.",
          ]
        : []),
      ...(intent.retention.logDays > foundation.workspace.retentionDays
        ? [
            `Azure: a workspace keeps logs ${foundation.workspace.retentionDays} days at most; the archive keeps them ${intent.retention.logDays}, but for who read the archive itself, which no account keeps of itself.`,
          ]
        : []),
    ],
  }),
};
