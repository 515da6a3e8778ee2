/** The data root: models, datasets and images, shared by every cell. */
import type { AzureTarget } from '../../profile';
import type { Intent } from '../intent';
import { RESTORE_DAYS } from '../restore';
import { type AddressBook, DATA, RECOVERY } from './addresses';
import { destination } from './audit';
import { planBackup } from './backup';
import { importedFrom, LUSTRE_LOGS } from './lustre';
import { serviceNetwork } from './network';
import { ACCOUNTS, endpointPlan, KEYS_BY_RUNNER, VAULTS, zonesIn } from './network/endpoints';
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
  const vault = book.vault(root);
  const registry = planRegistry(intent, target, book);
  const endpoints = [
    endpointPlan(book, root, {
      to: 'vault',
      subresource: 'vault',
      target: book.id(root, VAULTS, vault),
      reason: KEYS_BY_RUNNER,
    }),
    ...accounts.map(({ purpose, id }) =>
      endpointPlan(book, root, {
        to: purpose,
        subresource: 'blob',
        target: id,
        reason: `operators bring in ${purpose}`,
      }),
    ),
    endpointPlan(book, root, {
      to: 'registry',
      subresource: 'registry',
      target: registry.id,
      reason: 'the runner pushes approved images',
    }),
  ];
  return {
    root,
    vault: {
      name: vault,
      keys: [
        { purpose: 'data', name: 'data', use: 'wrap', reason: 'models, datasets and checkpoints' },
        { purpose: 'registry', name: 'registry', use: 'wrap', reason: 'container images' },
        { purpose: 'backup', name: 'backup', use: 'wrap', reason: 'the vault of backups' },
      ],
    },
    vnet: serviceNetwork(book, target, root, zonesIn(endpoints)),
    endpoints,
    accounts,
    backup: planBackup(book, root, target.regions.primary, accounts),
    registry,
    destination: destination(book),
  };
}
