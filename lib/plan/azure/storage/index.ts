/** Storage accounts: how many copies, under which key, locked or not. */
import type { AzureTarget } from '../../../profile';
import type { AddressBook } from '../addresses';
import { ACCOUNTS } from '../network/endpoints';
import type { KeyPurpose, StoragePlan } from '../types';
import { replicationFor } from './replication';

export function planStorage(
  book: AddressBook,
  target: AzureTarget,
  need: Pick<StoragePlan, 'purpose' | 'reason' | 'containers' | 'lockDays'> & { root: string; key: KeyPurpose },
): StoragePlan {
  const { root, ...rest } = need;
  const name = book.storage(need.purpose);
  return {
    ...rest,
    name,
    id: book.id(root, ACCOUNTS, name),
    replication: replicationFor(target.regions.primary, target.regions.recovery).kind,
    identity: book.of(root, need.purpose, 'identity'),
  };
}
