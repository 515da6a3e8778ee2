/** Storage accounts: how many copies, under which key, locked or not, and how far back they can be restored. */
import type { AddressBook } from '../addresses';
import { ACCOUNTS } from '../network/endpoints';
import type { KeyPurpose, ReplicationPlan, StoragePlan } from '../types';

/** What pods read and write: the accounts of the data root, and the containers that are copied and restored. */
export const STORES = [
  { purpose: 'models', reason: 'weights and their versions, as they were approved', containers: ['models'] },
  { purpose: 'data', reason: 'datasets and checkpoints', containers: ['datasets', 'checkpoints'] },
] as const;

export interface StorageNeed extends Omit<StoragePlan, 'name' | 'id' | 'identity' | 'replication' | 'copyScope'> {
  readonly root: string;
  readonly key: KeyPurpose;
}

export function planStorage(
  book: AddressBook,
  { kind }: Pick<ReplicationPlan, 'kind'>,
  need: StorageNeed,
): StoragePlan {
  const { root, ...rest } = need;
  const name = book.storage(need.purpose);
  return {
    ...rest,
    name,
    id: book.id(root, ACCOUNTS, name),
    replication: kind,
    identity: book.of(root, need.purpose, 'identity'),
    copyScope: need.purpose.endsWith('-copy') ? 'AAD' : 'PrivateLink',
  };
}
