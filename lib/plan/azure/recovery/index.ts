/** The recovery region, where copies are made object by object: accounts, vault and network of its own. */
import type { AzureTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { RESTORE_DAYS } from '../../restore';
import { type AddressBook, RECOVERY } from '../addresses';
import { destination } from '../audit';
import { keyring, vaultEndpoint } from '../keys';
import { serviceNetwork } from '../network';
import { endpointPlan, zonesIn } from '../network/endpoints';
import { FLOWS_AWAY } from '../network/flows';
import { planStorage, STORES } from '../storage';
import { copiesOf, replicationFor } from '../storage/replication';
import type { RecoveryPlan } from '../types';

const REASONS: Readonly<Record<string, string>> = {
  'archive-copy': 'auditors read the archived logs',
  'flows-copy': 'auditors read the recorded flows',
};

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
    key: 'archive',
    purpose: 'archive-copy',
    reason: `logs of ${recovery} and a second copy of the activity logs, unchangeable`,
    containers: [],
    lockDays: intent.retention.logDays,
  });
  const flows = planStorage(book, replication, {
    root,
    key: 'flows',
    purpose: FLOWS_AWAY,
    reason: `flows of the network in ${recovery}, unchangeable`,
    containers: [],
    lockDays: intent.retention.logDays,
  });
  const ring = keyring(intent, target, book, root, ['recovery', 'archive', 'flows']);
  const endpoints = [
    ...vaultEndpoint(book, root, ring),
    ...[...accounts, archive, flows].map(({ purpose, id }) =>
      endpointPlan(book, root, {
        to: purpose,
        subresource: 'blob',
        target: id,
        reason: REASONS[purpose] ?? 'operators restore from it',
      }),
    ),
  ];
  return {
    root,
    ...ring,
    vnet: serviceNetwork(book, target, root, zonesIn(endpoints)),
    endpoints,
    accounts,
    archive,
    flows,
    destination: { ...destination(book), archiveId: archive.id },
  };
}
