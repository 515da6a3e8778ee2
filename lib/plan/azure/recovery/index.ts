/** The recovery region, where copies are made object by object: accounts, vault and network of its own. */
import type { AzureTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { RESTORE_DAYS } from '../../restore';
import { type AddressBook, RECOVERY } from '../addresses';
import { destination } from '../audit';
import { serviceNetwork } from '../network';
import { endpointPlan, KEYS_BY_RUNNER, VAULTS, zonesIn } from '../network/endpoints';
import { planStorage, STORES } from '../storage';
import { copiesOf, replicationFor } from '../storage/replication';
import type { RecoveryPlan } from '../types';

export function planRecovery(intent: Intent, target: AzureTarget, book: AddressBook): RecoveryPlan | undefined {
  const { recovery } = target.regions;
  if (!recovery || copiesOf(target) !== 'account') return undefined;
  const root = RECOVERY;
  // It copies no further: its own pair may be anywhere.
  const replication = replicationFor(recovery);
  const accounts = STORES.map(({ purpose, reason, containers }) =>
    planStorage(book, replication, {
      root,
      key: 'recovery',
      purpose: `${purpose}-copy`,
      reason: `copy of ${reason}`,
      containers,
      versionDays: RESTORE_DAYS[purpose],
    }),
  );
  const archive = planStorage(book, replication, {
    root,
    key: 'logs',
    purpose: 'archive-copy',
    reason: `logs of ${recovery} and a second copy of the activity logs, unchangeable`,
    containers: [],
    lockDays: intent.retention.logDays,
  });
  const vault = book.vault(root);
  const endpoints = [
    endpointPlan(book, root, {
      to: 'vault',
      subresource: 'vault',
      target: book.id(root, VAULTS, vault),
      reason: KEYS_BY_RUNNER,
    }),
    ...[...accounts, archive].map(({ purpose, id }) =>
      endpointPlan(book, root, {
        to: purpose,
        subresource: 'blob',
        target: id,
        reason: purpose === 'archive-copy' ? 'auditors read the archived logs' : 'operators restore from it',
      }),
    ),
  ];
  return {
    root,
    vault: {
      name: vault,
      keys: [
        { purpose: 'recovery', name: 'recovery', use: 'wrap', reason: 'copies of models, datasets and checkpoints' },
        { purpose: 'logs', name: 'logs', use: 'wrap', reason: 'the archive of this region' },
      ],
    },
    vnet: serviceNetwork(book, target, root, zonesIn(endpoints)),
    endpoints,
    accounts,
    archive,
    destination: { ...destination(book), archiveId: archive.id },
  };
}
