/** The models the vendor runs: their account, and the key it is under. */
import { SovereignModels, type SovereignRoot } from '../../constructs/azure';
import type { AzurePlan, RootPlan } from '../../lib/plan/azure';
import { composeEstate } from './estate';

/** @throws RangeError for a plan without models */
export function composeModels(plan: AzurePlan, rootPlan: RootPlan): SovereignRoot {
  const { models } = plan;
  if (!models) throw new RangeError('The plan has no models');
  const estate = composeEstate(plan, rootPlan, models, () => models.destination);
  estate.logOwn();
  const account = new SovereignModels(estate.root, 'inference', {
    ...estate.place,
    name: models.account,
    key: estate.key('models'),
    identityName: models.identity,
    deployments: models.deployments,
  });
  estate.endpoint('inference', account.id);
  estate.log('inference-logs', models.account, account.id);
  return estate.root;
}
