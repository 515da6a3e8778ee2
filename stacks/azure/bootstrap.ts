/** The bootstrap: the account of every root's state, and the network and identity of the runner that deploys them. */
import { FederatedIdentity, ServiceGrant, type SovereignRoot } from '../../constructs/azure';
import { type AzurePlan, BUILT_IN, GIVEN_SUBSCRIPTION, type RootPlan, roleId } from '../../lib/plan/azure';
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
  for (const principal of plan.identity.pipeline)
    for (const container of account.containers)
      new ServiceGrant(estate.root, `pipeline-${principal}-state`, {
        scope: storage.containerId(container),
        roleDefinitionId: roleId(
          rootPlan.subscription ?? GIVEN_SUBSCRIPTION,
          BUILT_IN['Storage Blob Data Contributor'],
        ),
        principalId: principal,
        description: `Reads and writes state; ${principal}`,
      });
  composePipeline(plan, estate.root, composeRoles(plan, estate.root), { runner: principalId });
  return estate.root;
}
