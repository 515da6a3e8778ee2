/** The data: models, datasets and images, and their keys. */
import { SovereignRegistry, type SovereignRoot } from '../../constructs/azure';
import type { AzurePlan, RootPlan } from '../../lib/plan/azure';
import { composeEstate } from './estate';
import { composeStorage, logBlobs } from './storage';

export function composeData(plan: AzurePlan, rootPlan: RootPlan): SovereignRoot {
  const { data } = plan;
  const estate = composeEstate(plan, rootPlan, data, () => data.destination);
  estate.logVault();
  for (const account of data.accounts) {
    const storage = composeStorage(estate, account);
    estate.endpoint(account.purpose, storage.id);
    logBlobs(estate, account, storage);
  }
  const registry = new SovereignRegistry(estate.root, 'registry', {
    ...estate.place,
    name: data.registry.name,
    key: estate.vaultKey('registry'),
    identityName: data.registry.identity,
    zoneRedundant: data.registry.zoneRedundant,
    cacheRule: data.registry.cacheRule ?? false,
  });
  estate.endpoint('registry', registry.id);
  estate.log('registry-logs', data.registry.name, registry.id);
  return estate.root;
}
