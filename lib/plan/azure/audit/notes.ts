/** Logs: what the foundation must hold for them, and what keeping them asks for. */
import { type Capability, inRoot, lockName, precondition } from '../capability';

/** Name of the setting that keeps a subscription's activity log. */
export const activityName = (root: string, index: number): string => `${root}-activity-${index}`;

export const audit: Capability = {
  attachments: ['azurerm_log_analytics_linked_service'],
  expectations: ({ foundation, recovery, location }) => {
    const { workspace, root } = foundation;
    const expected = inRoot(root);
    return [
      expected('logs/identity', 'user_assigned_identity', workspace.identity, { location }),
      expected('logs/cluster', 'log_analytics_cluster', workspace.cluster, { location }),
      expected('logs/key', 'log_analytics_cluster_customer_managed_key'),
      expected('logs/workspace', 'log_analytics_workspace', workspace.name, {
        location,
        retention_in_days: workspace.retentionDays,
      }),
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
    ];
  },
  addresses: ({ foundation, recovery, data, cells }) => {
    const namedBy = [data.root, ...cells.map(({ root }) => root)];
    const reading = [...(recovery ? [recovery.root] : []), ...namedBy];
    const { root: owner, workspace, archive } = foundation;
    return [
      { what: 'workspace of logs', owner, address: workspace.id, namedBy: reading },
      { what: 'archive of logs', owner, address: archive.id, namedBy },
    ];
  },
  notes: ({ foundation, location }, intent) => ({
    preconditions: [
      precondition(
        'log-commitment',
        `a dedicated cluster of logs is paid for 100 GB a day, whatever ${location} writes: only such a cluster takes the country's key`,
        `approve the cost of ${foundation.workspace.cluster} before the first apply`,
      ),
      precondition(
        'lock-archive',
        `the archive's immutability (${intent.retention.logDays} days) is locked: Azure makes it unlocked first`,
        `after the first deployment: az storage account update --name ${foundation.archive.name} --immutability-state Locked`,
      ),
    ],
    residualRisks:
      intent.retention.logDays > foundation.workspace.retentionDays
        ? [
            `Azure: a workspace keeps logs ${foundation.workspace.retentionDays} days at most; the archive keeps them ${intent.retention.logDays}, but for who read the archive itself, which no account keeps of itself.`,
          ]
        : [],
  }),
};
