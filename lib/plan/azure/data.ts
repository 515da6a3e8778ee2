/** The data root: models, datasets and images, shared by every cell. */
import type { AzureTarget } from '../../profile';
import type { Intent } from '../intent';
import { RESTORE_DAYS } from '../restore';
import { type AddressBook, DATA, RECOVERY } from './addresses';
import { destination } from './audit';
import { planBackup } from './backup';
import { keyPlan, keyring } from './keys';
import { importedFrom, LUSTRE_LOGS } from './lustre';
import { serviceNetwork } from './network';
import { ACCOUNTS, zonesIn } from './network/endpoints';
import { endpointsFor } from './network/features';
import { planRegistry } from './registry';
import { planStorage, STORES } from './storage';
import { copiesOf, replicationOf } from './storage/replication';
import type { DataPlan } from './types';

export function planData(intent: Intent, target: AzureTarget, book: AddressBook): DataPlan {
  const root = DATA;
  const copied = copiesOf(target) === 'account';
  const imported = importedFrom(target);
  const accounts = STORES.map(({ purpose, reason, containers }) =>
    planStorage(book, replicationOf(target), {
      root,
      key: 'data',
      purpose,
      reason,
      containers: [...containers, ...(imported.includes(purpose) ? [LUSTRE_LOGS] : [])],
      restoreDays: RESTORE_DAYS[purpose],
      copies: copied ? { to: book.id(RECOVERY, ACCOUNTS, book.storage(`${purpose}-copy`)), containers } : undefined,
    }),
  );
  // The vault of backups holds no data, so a key that its service does not take is no reason to refuse a country.
  const { custody, exception } = keyPlan(intent, target, book, root, 'backup');
  const backup = custody === 'vendor' && !exception ? [] : (['backup'] as const);
  const ring = keyring(intent, target, book, root, ['data', 'registry', ...backup]);
  const registry = planRegistry(intent, target, book);
  const endpoints = endpointsFor(book, root, { kind: 'data', vault: ring.vault !== undefined });
  return {
    root,
    ...ring,
    vnet: serviceNetwork(book, target, root, zonesIn(endpoints)),
    endpoints,
    accounts,
    backup: planBackup(book, root, target.regions.primary, accounts),
    registry,
    destination: destination(book),
  };
}
