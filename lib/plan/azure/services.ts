/** The two roots every cell shares: the foundation (logs and their archive) and the data (models, datasets, images). */
import type { AzureTarget } from '../../profile';
import type { Intent } from '../intent';
import { type AddressBook, cellRoot, DATA, FOUNDATION } from './addresses';
import { ACCOUNTS, endpointPlan, REGISTRIES, SCOPES, VAULTS, WORKSPACES } from './endpoints';
import { serviceNetwork } from './network';
import { replicationFor, zonesOf } from './replication';
import { workspaceRetention } from './retention';
import type { DataPlan, DestinationPlan, EndpointPlan, FoundationPlan, KeyPurpose, StoragePlan } from './types';

/** Rule through which isolated AKS nodes take what they boot from. The name is AKS's own. */
export const CACHE_RULE = 'aks-managed-mcr';

const zonesIn = (endpoints: readonly EndpointPlan[]): string[] => endpoints.flatMap(({ zones }) => zones);
const RUNNER = 'the runner makes and rotates the keys';

export function planFoundation(intent: Intent, target: AzureTarget, book: AddressBook): FoundationPlan {
  const root = FOUNDATION;
  const archive = storage(book, target, {
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
    { to: 'vault', subresource: 'vault', target: book.id(root, VAULTS, vault), reason: RUNNER },
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
    subscriptions: [
      ...new Set(
        [root, DATA, ...target.cells.map(({ name }) => cellRoot(name))].map((name) => book.subscription(name)),
      ),
    ],
  };
}

export function planData(intent: Intent, target: AzureTarget, book: AddressBook): DataPlan {
  const root = DATA;
  const accounts = (
    [
      { purpose: 'models', reason: 'weights and their versions, as they were approved', containers: ['models'] },
      { purpose: 'data', reason: 'datasets and checkpoints', containers: ['datasets', 'checkpoints'] },
    ] as const
  ).map((need) => storage(book, target, { root, key: 'data', ...need }));
  const vault = book.vault(root);
  const registry = book.registry();
  const registryId = book.id(root, REGISTRIES, registry);
  const endpoints = [
    endpointPlan(book, root, {
      to: 'vault',
      subresource: 'vault',
      target: book.id(root, VAULTS, vault),
      reason: RUNNER,
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
      target: registryId,
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
      ],
    },
    vnet: serviceNetwork(book, target, root, zonesIn(endpoints)),
    endpoints,
    accounts,
    registry: {
      name: registry,
      id: registryId,
      identity: book.of(root, 'registry', 'identity'),
      zoneRedundant: zonesOf(target.regions.primary).length > 0,
      cacheRule: intent.egress === 'isolated' ? CACHE_RULE : undefined,
    },
    destination: destination(book),
  };
}

/** Where every root sends its logs. */
export const destination = (book: AddressBook): DestinationPlan => ({
  workspaceId: book.id(FOUNDATION, WORKSPACES, book.of(FOUNDATION, 'logs')),
  archiveId: book.id(FOUNDATION, ACCOUNTS, book.storage('archive')),
});

function storage(
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
