/**
 * Flow logs: every network of every root is recorded, in an account of its own in the foundation. The account is not the
 * archive, because flows arrive in block blobs that are written again every minute: under its lock each writing becomes a
 * version, kept as long as the first.
 */
import type { AzureTarget } from '../../../profile';
import { type AddressBook, FOUNDATION } from '../addresses';
import { ACCOUNTS } from './endpoints';
import type { FlowLogPlan } from './types';

/** Purpose of the account, which names it. */
export const FLOWS = 'flows';

/**
 * The network watcher a subscription has of a region: the one Azure makes by itself with the first network, under a name
 * and in a group of its own choosing.
 */
export const watcherOf = (location: string): FlowLogPlan['watcher'] => ({
  name: `NetworkWatcher_${location}`,
  resourceGroup: 'NetworkWatcherRG',
});

export const planFlowLog = (book: AddressBook, target: AzureTarget, root: string): FlowLogPlan => ({
  name: book.of(root, 'flows'),
  watcher: watcherOf(target.regions.primary),
  storageId: book.id(FOUNDATION, ACCOUNTS, book.storage(FLOWS)),
  local: root === FOUNDATION,
});
