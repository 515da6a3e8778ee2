/** The guardrails: policies of the country's management group, and the exemptions from them. */
import { ManagementGroupGuardrails, PolicyExemption, type SovereignRoot } from '../../constructs/azure';
import type { AzurePlan, RootPlan } from '../../lib/plan/azure';
import { openRoot } from './estate';

/** @throws RangeError for a plan that names no management group */
export function composeGuardrails(plan: AzurePlan, rootPlan: RootPlan): SovereignRoot {
  const { guardrails } = plan;
  if (!guardrails) throw new RangeError(`The plan of ${plan.country} names no management group`);
  const root = openRoot(plan, rootPlan);
  const policies = new ManagementGroupGuardrails(root, 'guardrails', guardrails);
  for (const exemption of guardrails.exemptions)
    new PolicyExemption(root, exemption.name.replaceAll(/[^A-Za-z0-9-]/g, '-'), {
      ...exemption,
      assignmentId: policies.assignmentId,
    });
  return root;
}
