/** Alerts of a subscription, in the first of its roots. */
import { SovereignAlerts } from '../../constructs/azure';
import type { AzurePlan } from '../../lib/plan/azure';
import type { Ground } from './estate';

/** @returns the action group, where the root has alerts and somebody is told */
export function composeAlerts(plan: AzurePlan, { root, place }: Pick<Ground, 'root' | 'place'>): string | undefined {
  const own = plan.alerts.find((alerts) => alerts.root === root.node.id);
  if (!own) return undefined;
  const { resourceGroupName, tags } = place;
  return new SovereignAlerts(root, 'alerts', { ...own, resourceGroupName, tags }).actionGroupId;
}
