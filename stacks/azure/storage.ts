/** A storage account of the plan, with the log of what is done to its blobs. */
import { SovereignStorage } from '../../constructs/azure';
import type { StoragePlan } from '../../lib/plan/azure';
import type { Estate } from './estate';

export function composeStorage(estate: Estate, account: StoragePlan): SovereignStorage {
  return new SovereignStorage(estate.root, account.purpose, {
    ...estate.place,
    name: account.name,
    key: estate.key(account.key),
    identityName: account.identity,
    replication: account.replication,
    containers: account.containers,
    lockDays: account.lockDays,
  });
}

/** Blobs log through their service, a resource below the account. */
export const logBlobs = (estate: Estate, account: StoragePlan, storage: SovereignStorage): void =>
  estate.log(`${account.purpose}-logs`, account.name, `${storage.id}/blobServices/default`, ['Transaction']);
