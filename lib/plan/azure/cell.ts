/** A cell: one network, one private cluster, its pools, its vault. Nothing of it is shared with another cell. */
import type { AzureCell, AzureTarget } from '../../profile';
import type { Intent } from '../intent';
import { PlanRefusal } from '../network';
import { type AddressBook, cellRoot, DATA } from './addresses';
import { destination } from './audit';
import { planCluster } from './cluster';
import { planWorkloads } from './identity/workloads';
import { wayOut } from './inspection';
import { guarded } from './inspection/guard';
import { hasHub } from './inspection/way';
import { keyring } from './keys';
import { lustrePrefix, planLustre } from './lustre';
import { cellNetworkPlan } from './network';
import { REGISTRIES, zonesIn } from './network/endpoints';
import { endpointsFor } from './network/features';
import { MOST_NODES, planPool } from './pools';
import { planReservations } from './pools/reservations';
import type { AzureCellPlan } from './types';

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
  const lustre = planLustre(book, cell);
  const ring = keyring(intent, target, book, root, ['etcd', 'disks', ...(lustre ? (['lustre'] as const) : [])]);
  const cluster = planCluster(intent, target, root, book, ring);
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
  const endpoints = endpointsFor(book, root, {
    kind: 'cell',
    vault: ring.vault !== undefined,
    etcdKey: cluster.customerEtcdKey,
    isolated: intent.egress === 'isolated',
    telemetry: cluster.sensorWorkspaceId !== undefined,
    inference: target.models !== undefined,
  });
  const given = cellNetworkPlan(
    book,
    target,
    cell,
    index,
    {
      integrated: cluster.apiServer === 'vnet',
      systemNodes: cluster.system.nodes.max,
      lustre: lustre && { name: lustre.subnet, prefix: lustrePrefix(lustre.capacityTiB) },
    },
    [...zonesIn(endpoints), { name: cluster.privateZone, of: 'the API server' }],
  );
  const vnet = hasHub(intent, target) ? guarded(given, target) : given;
  return {
    name: cell.name,
    root,
    subscription: cell.subscription,
    network: vnet.block,
    vnet,
    ...ring,
    endpoints,
    cluster,
    pools,
    reservations: planReservations(pools, book.of(root, 'reservations')),
    lustre,
    registryId: book.id(DATA, REGISTRIES, book.registry()),
    workloads: planWorkloads(target, book, root),
    destination: destination(book),
    wayOut: wayOut(intent, target, cell, book),
  };
}
