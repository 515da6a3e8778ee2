/** The baseline of a subscription. */
import { type SovereignRoot, SovereignWatcher, SubscriptionBaseline } from '../../constructs/azure';
import type { AzurePlan, RootPlan } from '../../lib/plan/azure';
import { composeGroup, openRoot } from './estate';

/** @throws RangeError for a root that no baseline of the plan has */
export function composeBaseline(plan: AzurePlan, rootPlan: RootPlan): SovereignRoot {
  const baseline = plan.baselines.find(({ root }) => root === rootPlan.name);
  if (!baseline) throw new RangeError(`The plan has no baseline for ${rootPlan.name}`);
  const root = openRoot(plan, rootPlan);
  new SubscriptionBaseline(root, 'subscription', {
    providers: baseline.providers.filter(({ by }) => by === 'create'),
    defender: baseline.defender.plans,
  });
  if (baseline.watcher.by === 'create')
    new SovereignWatcher(root, 'watcher', { ...composeGroup(plan, rootPlan, root), name: baseline.watcher.name });
  return root;
}
