/** The baseline of a subscription. */
import { SovereignAlerts, type SovereignRoot, SovereignWatcher, SubscriptionBaseline } from '../../constructs/azure';
import type { AzurePlan, RootPlan } from '../../lib/plan/azure';
import { composePlace } from './estate';

/** @throws RangeError for a root that no baseline of the plan has */
export function composeBaseline(plan: AzurePlan, rootPlan: RootPlan): SovereignRoot {
  const of = <Part extends { readonly root: string }>(parts: readonly Part[]): Part => {
    const own = parts.find(({ root }) => root === rootPlan.name);
    if (!own) throw new RangeError(`The plan has no baseline for ${rootPlan.name}`);
    return own;
  };
  const { providers, defender, watcher } = of(plan.baselines);
  const { root, place } = composePlace(plan, rootPlan);
  const subscription = new SubscriptionBaseline(root, 'subscription', {
    providers: providers.filter(({ by }) => by === 'create'),
    defender: defender.plans,
  });
  if (watcher.by === 'create')
    new SovereignWatcher(root, 'watcher', {
      ...place,
      name: watcher.name,
      after: subscription.registered('Microsoft.Network'),
    });
  const { resourceGroupName, tags } = place;
  new SovereignAlerts(root, 'alerts', {
    ...of(plan.alerts),
    resourceGroupName,
    tags,
    after: subscription.registered('Microsoft.Insights'),
  });
  return root;
}
