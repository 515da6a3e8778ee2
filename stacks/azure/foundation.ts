/** The foundation: logs of the region, their archive, and the key of both. */
import {
  ActivityLog,
  Diagnostics,
  type SovereignRoot,
  SovereignWorkspace,
  WorkspaceAlerts,
} from '../../constructs/azure';
import { type AzurePlan, activityName, type RootPlan } from '../../lib/plan/azure';
import { composeAlerts } from './alerts';
import { composeEstate, type Destination } from './estate';
import { composeStorage } from './storage';

export function composeFoundation(plan: AzurePlan, rootPlan: RootPlan): SovereignRoot {
  const { foundation } = plan;
  let destination: Destination | undefined;
  const estate = composeEstate(plan, rootPlan, foundation, () => destination as Destination);
  const { root, place } = estate;
  const key = estate.key('logs');
  const archive = composeStorage(estate, foundation.archive);
  const workspace = new SovereignWorkspace(root, 'logs', {
    ...place,
    name: foundation.workspace.name,
    keyId: key.versionlessId,
    keyScope: key.scope,
    retentionDays: foundation.workspace.retentionDays,
    clusterName: foundation.workspace.cluster,
    identityName: foundation.workspace.identity,
    scopeName: foundation.workspace.scope,
  });
  destination = { workspaceId: workspace.id, archiveId: archive.id, after: workspace.ready };
  estate.endpoint('archive', archive.id);
  estate.endpoint('scope', workspace.scopeId);
  estate.logOwn();
  // Who asked the workspace what.
  estate.log('workspace-logs', foundation.workspace.name, workspace.id);
  // The archive's own log goes to the workspace alone: an account cannot keep what it writes about itself.
  new Diagnostics(root, 'archive-logs', {
    targetId: `${archive.id}/blobServices/default`,
    resourceName: foundation.archive.name,
    workspaceId: workspace.id,
    metrics: ['Transaction'],
    after: workspace.ready,
  });
  for (const [index, subscription] of foundation.subscriptions.entries())
    new ActivityLog(root, `activity-${index}`, {
      subscription,
      name: activityName(foundation.root, index),
      workspaceId: workspace.id,
      archiveId: archive.id,
      after: workspace.ready,
    });
  const told = composeAlerts(plan, estate);
  new WorkspaceAlerts(root, 'workspace-alerts', {
    ...place,
    workspaceId: workspace.id,
    identityName: foundation.queries.identity,
    alerts: foundation.queries.alerts,
    actionGroupId: told,
    after: workspace.ready,
  });
  return root;
}
