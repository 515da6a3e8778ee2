/** A storage account of the plan, with the log of what is done to its blobs. */
import { ObjectCopies, SovereignStorage } from '../../constructs/azure';
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
    restoreDays: account.restoreDays,
    versionDays: account.versionDays,
    copyScope: account.copyScope,
  });
}

/** Blobs log through their service, a resource below the account. */
export const logBlobs = (estate: Estate, account: StoragePlan, storage: SovereignStorage): void =>
  estate.log(`${account.purpose}-logs`, account.name, `${storage.id}/blobServices/default`, ['Transaction']);

/** Copies of an account's containers in the recovery region, where the plan has them. */
export function copyBlobs(estate: Estate, account: StoragePlan, storage: SovereignStorage): void {
  const { copies } = account;
  if (copies)
    new ObjectCopies(estate.root, `${account.purpose}-copies`, {
      sourceId: storage.id,
      destinationId: copies.to,
      containers: copies.containers,
      after: storage.ready,
    });
}
