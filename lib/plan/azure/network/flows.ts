/**
 * Flow logs: every network of every root is recorded, in an account of its own in the foundation. The account is not the
 * archive, because flows arrive in block blobs that are written again every minute: under its lock each writing becomes a
 * version, kept as long as the first.
 */
import type { AzureTarget } from '../../../profile';
import { type AddressBook, FOUNDATION, HSM, RECOVERY } from '../addresses';
import { ACCOUNTS } from './endpoints';
import type { FlowLogPlan } from './types';

/** Purpose of the account, which names it. */
export const FLOWS = 'flows';
/** Purpose of the account in the recovery region. */
export const FLOWS_AWAY = 'flows-copy';

/**
 * The network watcher a subscription has of a region: the one Azure makes by itself with the first network, under a name
 * and in a group of its own choosing.
 */
const watcherOf = (location: string): FlowLogPlan['watcher'] => ({
  name: `NetworkWatcher_${location}`,
  resourceGroup: 'NetworkWatcherRG',
});

/** Account of a region's flows: a flow log and its account stand in the region of the network. */
const HOMES: Readonly<Record<string, { readonly root: string; readonly purpose: string }>> = {
  [RECOVERY]: { root: RECOVERY, purpose: FLOWS_AWAY },
};

/** Roots that deploy before the account is there: who owns it records their networks, in the same subscription. */
const BEFORE: readonly string[] = [HSM];

export function planFlowLog(book: AddressBook, { regions }: AzureTarget, root: string): FlowLogPlan {
  const home = HOMES[root] ?? { root: FOUNDATION, purpose: FLOWS };
  const maker = BEFORE.includes(root) ? home.root : root;
  return {
    name: book.of(root, 'flows'),
    root: maker,
    watcher: watcherOf(root === RECOVERY ? (regions.recovery as string) : regions.primary),
    storageId: book.id(home.root, ACCOUNTS, book.storage(home.purpose)),
    local: maker === home.root,
  };
}
