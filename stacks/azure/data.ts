/** The data: models, datasets and images, and their keys. */
import {
  deploymentVariable,
  LustreAccess,
  SovereignBackup,
  SovereignRegistry,
  type SovereignRoot,
} from '../../constructs/azure';
import type { AzurePlan, BackupPlan, RootPlan } from '../../lib/plan/azure';
import { composeEstate, type Estate } from './estate';
import { composeStorage, copyBlobs, logBlobs } from './storage';

export function composeData(plan: AzurePlan, rootPlan: RootPlan): SovereignRoot {
  const { data } = plan;
  const estate = composeEstate(plan, rootPlan, data, () => data.destination);
  estate.logOwn();
  const ids = new Map<string, string>();
  for (const account of data.accounts) {
    const storage = composeStorage(estate, account);
    estate.endpoint(account.purpose, storage.id);
    logBlobs(estate, account, storage);
    copyBlobs(estate, account, storage);
    ids.set(account.name, storage.id);
    if (plan.cells.some(({ lustre }) => lustre?.imports?.account === account.purpose))
      new LustreAccess(estate.root, `${account.purpose}-lustre`, {
        accountId: storage.id,
        principalId: deploymentVariable(
          estate.root,
          'lustre_principal_id',
          'Object id of HPC Cache Resource Provider in the tenant, which imports into file systems.',
        ),
      });
  }
  composeBackup(
    estate,
    data.backup,
    data.keys.some(({ purpose }) => purpose === data.backup.key),
    ids,
  );
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

/**
 * @param held whether the plan says who holds its key
 * @param ids accounts of this root, by name: named by reference, so that they come first
 */
function composeBackup(estate: Estate, plan: BackupPlan, held: boolean, ids: ReadonlyMap<string, string>): void {
  const backup = new SovereignBackup(estate.root, 'backup', {
    ...estate.place,
    name: plan.name,
    key: held ? estate.heldBy(plan.key) : 'vendor',
    classes: plan.classes.map(({ name, days, accounts }) => ({
      name,
      days,
      accounts: accounts.map((account) => ({ name: account.name, id: ids.get(account.name) ?? account.id })),
    })),
  });
  estate.log('backup-logs', plan.name, backup.id, []);
}
