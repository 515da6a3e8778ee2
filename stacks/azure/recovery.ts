/** The recovery region: copies of models and data, and an archive of its own. */
import { ActivityLog, Diagnostics, type SovereignRoot } from '../../constructs/azure';
import { type AzurePlan, activityName, type RootPlan } from '../../lib/plan/azure';
import { composeEstate, type Destination } from './estate';
import { composeStorage, logBlobs } from './storage';

/** @throws RangeError for a plan without one */
export function composeRecovery(plan: AzurePlan, rootPlan: RootPlan): SovereignRoot {
  const { recovery } = plan;
  if (!recovery) throw new RangeError('The plan has no recovery region');
  const { archive: archived, destination: planned } = recovery;
  let destination: Destination = planned;
  const estate = composeEstate(plan, rootPlan, recovery, () => destination);
  const { root } = estate;
  const archive = composeStorage(estate, archived);
  destination = { ...planned, archiveId: archive.id };
  estate.endpoint(archived.purpose, archive.id);
  const flows = composeStorage(estate, recovery.flows);
  estate.record(flows.id);
  estate.endpoint(recovery.flows.purpose, flows.id);
  logBlobs(estate, recovery.flows, flows);
  estate.logOwn();
  for (const account of recovery.accounts) {
    const storage = composeStorage(estate, account);
    estate.endpoint(account.purpose, storage.id);
    logBlobs(estate, account, storage);
  }
  // The archive's own log goes to the workspace alone: an account cannot keep what it writes about itself.
  new Diagnostics(root, `${archived.purpose}-logs`, {
    targetId: `${archive.id}/blobServices/default`,
    resourceName: archived.name,
    workspaceId: destination.workspaceId,
    metrics: ['Transaction'],
  });
  for (const [index, subscription] of plan.foundation.subscriptions.entries())
    new ActivityLog(root, `activity-${index}`, {
      subscription,
      name: activityName(recovery.root, index),
      archiveId: archive.id,
    });
  return root;
}
