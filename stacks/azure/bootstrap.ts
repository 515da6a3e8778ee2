/** The bootstrap: the account of every root's state, and the network and identity of the runner that deploys them. */
import { FederatedIdentity, type SovereignRoot } from '../../constructs/azure';
import type { AzurePlan, RootPlan } from '../../lib/plan/azure';
import { composePipeline, composeRoles } from './access';
import { composeEstate } from './estate';
import { composeStorage } from './storage';

/** @throws RangeError where the plan's account and runner are the operator's own */
export function composeBootstrap(plan: AzurePlan, rootPlan: RootPlan): SovereignRoot {
  const { bootstrap } = plan;
  if (!bootstrap) throw new RangeError(`The plan has no bootstrap for ${rootPlan.name}`);
  const estate = composeEstate(plan, rootPlan, bootstrap, () => plan.data.destination);
  const { account, runner } = bootstrap;
  const storage = composeStorage(estate, account);
  estate.endpoint('state', storage.id);
  const { principalId } = new FederatedIdentity(estate.root, 'runner', {
    ...estate.place,
    name: runner.identity,
    credentials: runner.credentials,
    roles: account.containers.map((container) => ({
      id: 'state',
      role: 'Storage Blob Data Contributor',
      scope: storage.containerId(container),
    })),
  });
  composePipeline(plan, estate.root, composeRoles(plan, estate.root), { runner: principalId });
  return estate.root;
}
