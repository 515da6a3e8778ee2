/** The foundation: logs of the region to be read, and their archive to be kept. */
import type { AzureTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { type AddressBook, cellRoot, DATA, FOUNDATION } from '../addresses';
import { serviceNetwork } from '../network';
import { ACCOUNTS, endpointPlan, KEYS_BY_RUNNER, SCOPES, VAULTS, WORKSPACES, zonesIn } from '../network/endpoints';
import { planStorage } from '../storage';
import { replicationFor } from '../storage/replication';
import type { DestinationPlan, FoundationPlan } from '../types';
import { planQueries } from './alerts';
import { workspaceRetention } from './retention';

export function planFoundation(intent: Intent, target: AzureTarget, book: AddressBook): FoundationPlan {
  const root = FOUNDATION;
  // Append blobs cannot be copied object by object: where the recovery region is the pair, the pair holds the copy.
  const archive = planStorage(book, replicationFor(target.regions.primary, target.regions.recovery), {
    root,
    purpose: 'archive',
    key: 'logs',
    reason: `logs as long as they must be kept (${intent.retention.logDays} days), unchangeable`,
    containers: [],
    lockDays: intent.retention.logDays,
  });
  const vault = book.vault(root);
  const scope = book.of(root, 'scope');
  const endpoints = [
    { to: 'vault', subresource: 'vault', target: book.id(root, VAULTS, vault), reason: KEYS_BY_RUNNER },
    { to: 'archive', subresource: 'blob', target: archive.id, reason: 'auditors read the archived logs' },
    {
      to: 'scope',
      subresource: 'azuremonitor',
      target: book.id(root, SCOPES, scope),
      reason: 'the only way to query the workspace',
    },
  ] as const;
  const planned = endpoints.map((need) => endpointPlan(book, root, need));
  const workspace = book.of(root, 'logs');
  return {
    root,
    vault: {
      name: vault,
      keys: [{ purpose: 'logs', name: 'logs', use: 'wrap', reason: 'the workspace of logs and their archive' }],
    },
    vnet: serviceNetwork(book, target, root, zonesIn(planned)),
    endpoints: planned,
    workspace: {
      name: workspace,
      id: book.id(root, WORKSPACES, workspace),
      cluster: book.of(root, 'logs', 'cluster'),
      identity: book.of(root, 'logs', 'identity'),
      scope,
      retentionDays: workspaceRetention(intent.retention.logDays),
    },
    archive,
    queries: planQueries(book, root),
    subscriptions: [
      ...new Set(
        [root, DATA, ...target.cells.map(({ name }) => cellRoot(name))].map((name) => book.subscription(name)),
      ),
    ],
  };
}

/** Where every root sends its logs. */
export const destination = (book: AddressBook): DestinationPlan => ({
  workspaceId: book.id(FOUNDATION, WORKSPACES, book.of(FOUNDATION, 'logs')),
  archiveId: book.id(FOUNDATION, ACCOUNTS, book.storage('archive')),
});
