/** The Managed HSM, in a root of its own. */
import { SovereignHsm, type SovereignRoot } from '../../constructs/azure';
import { type AzurePlan, hsmOf, type RootPlan } from '../../lib/plan/azure';
import { composeEstate } from './estate';

export function composeHsm(plan: AzurePlan, rootPlan: RootPlan): SovereignRoot {
  const hsm = hsmOf(plan);
  const estate = composeEstate(plan, rootPlan, hsm, () => plan.data.destination);
  const made = new SovereignHsm(estate.root, 'hsm', {
    ...estate.place,
    name: hsm.name,
    administrators: hsm.administrators,
  });
  estate.endpoint('hsm', made.id);
  return estate.root;
}
