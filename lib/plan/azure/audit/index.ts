/** The foundation: logs of the region to be read, and their archive to be kept. */
import type { AzureTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { type AddressBook, FOUNDATION } from '../addresses';
import { roleGuid } from '../identity';
import { keyring } from '../keys';
import { serviceNetwork } from '../network';
import { ACCOUNTS, WORKSPACES, zonesIn } from '../network/endpoints';
import { endpointsFor } from '../network/features';
import { FLOWS } from '../network/flows';
import { planStorage } from '../storage';
import { replicationFor } from '../storage/replication';
import type { DestinationPlan, FoundationPlan } from '../types';
import { planQueries } from './alerts';
import type { BreakGlass } from './events';
import { workspaceRetention } from './retention';

export function planFoundation(intent: Intent, target: AzureTarget, book: AddressBook): FoundationPlan {
  const root = FOUNDATION;
  // Append blobs cannot be copied object by object: where the recovery region is the pair, the pair holds the copy.
  const archive = planStorage(book, replicationFor(target.regions.primary, target.regions.recovery), {
    root,
    purpose: 'archive',
    key: 'archive',
    reason: `logs as long as they must be kept (${intent.retention.logDays} days), unchangeable`,
    containers: [],
    lockDays: intent.retention.logDays,
  });
  const flows = planStorage(book, replicationFor(target.regions.primary, target.regions.recovery), {
    root,
    purpose: FLOWS,
    key: 'flows',
    reason: `flows of every network, as long as logs must be kept (${intent.retention.logDays} days), unchangeable`,
    containers: [],
    lockDays: intent.retention.logDays,
  });
  const ring = keyring(intent, target, book, root, ['logs', 'archive', 'flows']);
  const scope = book.of(root, 'scope');
  const endpoints = endpointsFor(book, root, { kind: 'foundation', vault: ring.vault !== undefined });
  const workspace = book.of(root, 'logs');
  return {
    root,
    ...ring,
    vnet: serviceNetwork(book, target, root, zonesIn(endpoints)),
    endpoints,
    workspace: {
      name: workspace,
      id: book.id(root, WORKSPACES, workspace),
      cluster: book.of(root, 'logs', 'cluster'),
      identity: book.of(root, 'logs', 'identity'),
      scope,
      retentionDays: workspaceRetention(intent.retention.logDays),
    },
    archive,
    flows,
    queries: planQueries(target, book, root, breakGlassOf(intent, target, book)),
    subscriptions: book.baselines.map((baseline) => book.subscription(baseline)),
  };
}

/** Who may take the role for emergencies, where the document names anybody. */
function breakGlassOf({ country }: Intent, { access }: AzureTarget, book: AddressBook): BreakGlass | undefined {
  return access?.breakGlass && { principals: access.breakGlass, role: roleGuid(country, book, 'break-glass') };
}

/** Where every root sends its logs. */
export const destination = (book: AddressBook): DestinationPlan => ({
  workspaceId: book.id(FOUNDATION, WORKSPACES, book.of(FOUNDATION, 'logs')),
  archiveId: book.id(FOUNDATION, ACCOUNTS, book.storage('archive')),
});
