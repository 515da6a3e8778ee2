/** A cell: one network, one private cluster, its pools, its vault. Nothing of it is shared with another cell. */
import type { AzureCell, AzureTarget } from '../../profile';
import type { Intent } from '../intent';
import { PlanRefusal } from '../network';
import { type AddressBook, cellRoot, DATA, MODELS } from './addresses';
import { destination } from './audit';
import { planCluster } from './cluster';
import { planLustre, withLustre } from './lustre';
import { cellNetworkPlan } from './network';
import { ACCOUNTS, AI_ACCOUNTS, endpointPlan, REGISTRIES, VAULTS } from './network/endpoints';
import { MOST_NODES, planPool } from './pools';
import { planReservations } from './pools/reservations';
import type { AzureCellPlan, ClusterPlan, EndpointPlan } from './types';

/** @throws PlanRefusal where pools do not fit the cluster or the network */
export function planCell(
  intent: Intent,
  target: AzureTarget,
  cell: AzureCell,
  index: number,
  book: AddressBook,
): AzureCellPlan {
  const root = cellRoot(cell.name);
  const path = ['azure', 'cells', index];
  const cluster = planCluster(intent, target, root, book);
  const pools = cell.pools.map((pool, at) => planPool(pool, [...path, 'pools', at]));
  const nodes = pools.reduce((sum, pool) => sum + pool.nodes.max, cluster.system.nodes.max);
  if (nodes > MOST_NODES.cluster)
    throw new PlanRefusal([
      {
        path: [...path, 'pools'],
        title: 'more nodes than a cluster takes',
        found: `${nodes}, the system nodes included`,
        allowed: `at most ${MOST_NODES.cluster} nodes in an AKS cluster`,
        mend: 'split the pools among several cells',
      },
    ]);
  const endpoints = endpointsOf(root, cluster, book, target.models !== undefined);
  const lustre = planLustre(book, cell);
  const pooled = cellNetworkPlan(
    book,
    target,
    cell,
    index,
    { integrated: cluster.apiServer === 'vnet', systemNodes: cluster.system.nodes.max },
    [...endpoints.flatMap(({ zones }) => zones), cluster.privateZone],
  );
  const vnet = withLustre(pooled, book, cell, lustre, path);
  return {
    name: cell.name,
    root,
    subscription: cell.subscription,
    network: vnet.block,
    vnet,
    vault: {
      name: book.vault(root),
      keys: [
        ...(cluster.customerEtcdKey
          ? [
              {
                purpose: 'etcd' as const,
                name: 'etcd',
                use: 'encrypt' as const,
                reason: 'secrets of the cluster, before they reach etcd',
              },
            ]
          : []),
        { purpose: 'disks', name: 'disks', use: 'wrap', reason: 'system disks and volumes of the nodes' },
        ...(lustre
          ? [{ purpose: 'lustre' as const, name: 'lustre', use: 'wrap' as const, reason: 'the file system' }]
          : []),
      ],
    },
    endpoints,
    cluster,
    pools,
    reservations: planReservations(pools, book.of(root, 'reservations')),
    lustre,
    registryId: book.id(DATA, REGISTRIES, book.registry()),
    destination: destination(book),
  };
}

function endpointsOf(root: string, cluster: ClusterPlan, book: AddressBook, models: boolean): EndpointPlan[] {
  const needs = [
    {
      to: 'vault',
      subresource: 'vault',
      target: book.id(root, VAULTS, book.vault(root)),
      reason: cluster.customerEtcdKey
        ? 'the API server unwraps its etcd key; the runner makes and rotates the keys'
        : 'the runner makes and rotates the keys',
    },
    {
      to: 'registry',
      subresource: 'registry',
      target: book.id(DATA, REGISTRIES, book.registry()),
      local: false,
      reason: 'nodes boot from it and pull images',
    },
    ...(['models', 'data'] as const).map((purpose) => ({
      to: purpose,
      subresource: 'blob' as const,
      target: book.id(DATA, ACCOUNTS, book.storage(purpose)),
      local: false,
      reason: purpose === 'models' ? 'pods load weights' : 'pods read datasets and write checkpoints',
    })),
    ...(models
      ? [
          {
            to: 'inference',
            subresource: 'account' as const,
            target: book.id(MODELS, AI_ACCOUNTS, book.aiAccount()),
            local: false,
            reason: 'pods call the models the vendor runs in the region',
          },
        ]
      : []),
  ] as const;
  return needs.map((need) => endpointPlan(book, root, need));
}
