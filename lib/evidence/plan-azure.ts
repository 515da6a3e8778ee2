/** The Azure part of a plan as a person reads it. */

import { azure } from '../catalogue';
import type { AzurePlan } from '../plan';
import { type ClusterPlan, EVENTS, estatesOf } from '../plan/azure';
import { costBlocks } from './cost';
import { addressTable, type Medium } from './medium';

const accountsOf = ({ foundation, recovery, data }: AzurePlan) => [
  foundation.archive,
  ...data.accounts,
  ...(recovery ? [...recovery.accounts, recovery.archive] : []),
];

export function azureBlocks(plan: AzurePlan, medium: Medium): string[] {
  const estates = estatesOf(plan);
  return [
    medium.heading(2, 'Azure'),
    medium.table(
      ['root', 'subscription', 'after', 'state', 'what'],
      plan.roots.map((root) => [
        root.name,
        root.subscription ?? 'the one given',
        root.dependsOn.join(', ') || '-',
        root.stateKey,
        root.description,
      ]),
    ),
    addressTable(plan, medium),
    medium.table(
      ['account', 'reason', 'copies', 'lock', 'restored'],
      accountsOf(plan).map((account) => [
        account.name,
        account.reason,
        account.copies ? `${account.replication}, and in ${plan.regions.recovery}` : account.replication,
        account.lockDays ? `${account.lockDays} days` : '-',
        account.restoreDays ? `${account.restoreDays} days back` : '-',
      ]),
    ),
    medium.table(
      ['vault', 'key', 'reason'],
      estates.flatMap(({ vault }) => vault.keys.map((key) => [vault.name, key.name, key.reason])),
    ),
    medium.table(
      ['private endpoint', 'root', 'why'],
      estates.flatMap((estate) => estate.endpoints.map((endpoint) => [endpoint.name, estate.root, endpoint.reason])),
    ),
    medium.table(
      ['alert', 'why', 'asked of'],
      [
        ...Object.entries(EVENTS).map(([event, { why }]) => [event, why, 'activity log of each subscription']),
        ...plan.foundation.queries.alerts.map(({ id, why }) => [id, why, plan.foundation.workspace.name]),
      ],
    ),
    ...(plan.models
      ? [
          medium.table(
            ['model the vendor runs', 'version', 'deployment', 'kind', 'capacity'],
            plan.models.deployments.map(({ name, model, version, kind, capacity }) => [
              model,
              version,
              name,
              kind,
              `${capacity}`,
            ]),
          ),
        ]
      : []),
    ...plan.cells.flatMap((cell) => [
      medium.heading(3, `Cell ${cell.name}: ${cell.network}`),
      medium.list([upkeepOf(cell.cluster)]),
      ...(cell.lustre
        ? [
            medium.table(
              ['file system', 'TiB', 'MB/s', 'zone', 'shows'],
              [
                [
                  cell.lustre.name,
                  `${cell.lustre.capacityTiB}`,
                  `${cell.lustre.capacityTiB * cell.lustre.throughput}`,
                  cell.lustre.zone,
                  cell.lustre.imports?.container ?? '-',
                ],
              ],
            ),
          ]
        : []),
      medium.table(
        ['pool', 'size', 'nodes', 'GPUs', 'zones', 'fabric', 'driver', 'system disk', 'capacity'],
        cell.pools.map((pool) => [
          pool.name,
          pool.size,
          `${pool.nodes.min} to ${pool.nodes.max}`,
          `${pool.nodes.max * pool.gpus} ${pool.gpu}`,
          pool.zones.join(', ') || 'any',
          pool.rdma ? 'InfiniBand' : '-',
          pool.gpuDriver === 'Install' ? 'of AKS' : 'brought in',
          `${pool.osDisk.sizeGb} GiB, ${pool.osDisk.type === 'Ephemeral' ? "the node's own" : 'managed'}`,
          pool.reservation ? `reserved: ${pool.reservation.split('/').at(-1)}` : 'on demand',
        ]),
      ),
      medium.table(
        ['subnet', 'block'],
        cell.vnet.subnets.map((subnet) => [subnet.name, subnet.block]),
      ),
    ]),
    ...costBlocks(plan.cost, azure.sources.prices, medium),
  ];
}

const upkeepOf = ({ version, maintenance: { day, start, utcOffset, hours }, sensorWorkspaceId }: ClusterPlan): string =>
  `Kubernetes ${version}, patched on ${day} from ${start} (UTC${utcOffset}) for ${hours} hours; ${sensorWorkspaceId ? "Microsoft Defender's sensor" : 'no threat sensor'}`;
