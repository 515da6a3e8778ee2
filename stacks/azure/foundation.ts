/** The foundation: logs of the region, their archive, and the key of both. */
import {
  ActivityLog,
  Diagnostics,
  type SovereignRoot,
  SovereignWorkspace,
  WorkspaceAlerts,
} from '../../constructs/azure';
import { type AzurePlan, activityName, alertsOfWorkspace, type RootPlan } from '../../lib/plan/azure';
import { composeEstate, type Destination, logNetwork } from './estate';
import { composeStorage, logBlobs } from './storage';

export function composeFoundation(plan: AzurePlan, rootPlan: RootPlan): SovereignRoot {
  const { foundation } = plan;
  let destination: Destination | undefined;
  const estate = composeEstate(plan, rootPlan, foundation, () => destination as Destination);
  const { root, place } = estate;
  const archive = composeStorage(estate, foundation.archive);
  const flows = composeStorage(estate, foundation.flows);
  estate.record(flows.id);
  // The HSM deploys first, for the keys of both accounts are in it: its flows and its logs begin here.
  if (plan.hsm) estate.record(flows.id, plan.hsm);
  const workspace = new SovereignWorkspace(root, 'logs', {
    ...place,
    name: foundation.workspace.name,
    key: estate.heldBy('logs'),
    retentionDays: foundation.workspace.retentionDays,
    clusterName: foundation.workspace.cluster,
    identityName: foundation.workspace.identity,
    scopeName: foundation.workspace.scope,
  });
  destination = { workspaceId: workspace.id, archiveId: archive.id, after: workspace.ready };
  estate.endpoint('archive', archive.id);
  estate.endpoint('flows', flows.id);
  estate.endpoint('scope', workspace.scopeId);
  estate.logOwn();
  // Who asked the workspace what.
  estate.log('workspace-logs', foundation.workspace.name, workspace.id);
  logBlobs(estate, foundation.flows, flows);
  if (plan.hsm) {
    estate.log('hsm-logs', plan.hsm.name, plan.hsm.id);
    logNetwork(estate.log, plan.hsm.vnet, undefined, 'hsm-');
  }
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
  new WorkspaceAlerts(root, 'workspace-alerts', {
    ...place,
    workspaceId: workspace.id,
    identityName: foundation.queries.identity,
    alerts: foundation.queries.alerts,
    // Where a root before this one holds the alerts of the subscription, their receivers are there.
    actionGroupId: estate.actionGroupId ?? alertsOfWorkspace(plan)?.actionGroup?.id,
    after: workspace.ready,
  });
  return root;
}
