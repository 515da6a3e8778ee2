/** The Azure part of a plan as a person reads it. */

import { azure } from '../catalogue';
import type { AzurePlan } from '../plan';
import { type ClusterPlan, custodyMatrix, EVENTS, estatesOf, type InspectionPlan } from '../plan/azure';
import { costBlocks } from './cost';
import { custodyTable } from './custody-text';
import { exitBlocks } from './exits-text';
import { guardrailBlocks } from './guardrails-azure';
import { addressTable, type Medium } from './medium';
import { azureNetworkBlocks } from './network-azure';

const accountsOf = ({ foundation, recovery, data }: AzurePlan) => [
  foundation.archive,
  foundation.flows,
  ...data.accounts,
  ...(recovery ? [...recovery.accounts, recovery.archive, recovery.flows] : []),
];

export function azureBlocks(plan: AzurePlan, medium: Medium): string[] {
  const estates = estatesOf(plan);
  return [
    medium.heading(2, 'Azure'),
    medium.table(
      ['root', 'subscription', 'after', 'state', 'by', 'what'],
      plan.roots.map((root) => [
        root.name,
        root.subscription ?? 'the one given',
        root.dependsOn.join(', ') || '-',
        root.stateKey,
        root.by,
        root.description,
      ]),
    ),
    ...exitBlocks(plan.exits, medium),
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
    custodyTable(custodyMatrix(plan), medium),
    medium.table(
      ['key', 'root', 'where', 'custody', 'made', 'used by', 'for'],
      estates.flatMap(({ root, vault, keys }) =>
        keys.map((key) => [
          key.name,
          root,
          { vault: vault?.name ?? '-', hsm: plan.hsm?.name ?? '-', vendor: 'the vendor' }[key.store],
          key.custody,
          key.waits ? 'out of band: keys.md' : { create: 'by Terraform', import: 'brought in', none: '-' }[key.source],
          key.users,
          key.reason,
        ]),
      ),
    ),
    medium.table(['role', 'who', 'held', 'actions', 'of data', 'what'], rolesOf(plan)),
    medium.table(
      ['identity of pods', 'service account', 'reaches'],
      plan.cells.flatMap(({ workloads }) =>
        workloads.map(({ identity, namespace, serviceAccount, access }) => [
          identity,
          `${namespace}/${serviceAccount}`,
          access.map(({ to, role }) => `${to} (${role})`).join(', '),
        ]),
      ),
    ),
    medium.table(
      ['once a subscription', 'what', 'by'],
      plan.baselines.flatMap(({ root, providers, watcher, defender }) => [
        ...providers.map(({ namespace, features, by }) => [root, [namespace, ...features].join(' + '), SET_BY[by]]),
        [root, `network watcher ${watcher.name}`, SET_BY[watcher.by]],
        [root, 'Defender for Cloud', SET_BY[defender.by]],
      ]),
    ),
    medium.table(
      ['locked against deletion', 'root'],
      plan.expectations
        .filter(({ type }) => type === 'azurerm_management_lock')
        .map(({ identity, stack }) => [String(identity['name']).replace(/-lock$/, ''), stack]),
    ),
    ...azureNetworkBlocks(plan, medium),
    ...(plan.guardrails ? guardrailBlocks(plan.guardrails, medium) : []),
    ...(plan.inspection ? inspectionBlocks(plan.inspection, medium) : []),
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
    ]),
    ...costBlocks(plan.cost, azure.sources.prices, medium),
  ];
}

const upkeepOf = ({ version, maintenance: { day, start, utcOffset, hours }, sensorWorkspaceId }: ClusterPlan): string =>
  `Kubernetes ${version}, patched on ${day} from ${start} (UTC${utcOffset}) for ${hours} hours; ${sensorWorkspaceId ? "Microsoft Defender's sensor" : 'no threat sensor'}`;

/** What may leave, and the way it takes. */
function inspectionBlocks(plan: InspectionPlan, medium: Medium): string[] {
  const { firewall, network, inside } = plan;
  return [
    medium.heading(3, `What may leave, through ${firewall.name} (${network.block})`),
    medium.table(
      ['names over TLS', 'for', 'opened', 'why'],
      plan.allow.map(({ names, from, opened, reason }) => [
        names.join(', '),
        from.join(', '),
        opened ? `with ${plan.tls?.certificate}` : 'no',
        reason,
      ]),
    ),
    medium.table(
      ['asked for by the vendor, not let through', 'why'],
      plan.refused.map(({ names, reason }) => [names.join(', '), reason]),
    ),
    medium.table(
      ['hop', 'from', 'to', 'what holds it there'],
      [
        ['1', 'a node of a cell', firewall.address, "0.0.0.0/0 in the cell's only route table; no gateway adds to it"],
        ['2', "the cell's network", network.name, 'a peering of both sides; from the hub nothing may begin'],
        ['3', firewall.name, 'a name', 'TLS on 443 to a listed name, which it resolves itself; all else is denied'],
        ['4', plan.publicAddresses.join(', '), 'internet', 'nothing answers from outside: they only translate'],
        ['5', firewall.name, inside.join(', '), 'what belongs to a connection from there'],
      ],
    ),
  ];
}

/** Who sets what a subscription has once, in words. */
const SET_BY = {
  bootstrap: 'by hand, before the bootstrap',
  create: 'its root',
  existing: 'there already',
  none: 'off',
} as const;

/** Each role of the country, who may take it and for how long. */
function rolesOf({ identity, bootstrap, cells }: AzurePlan): string[][] {
  const { definitions, eligibilities, pipeline } = identity;
  return definitions.map((role) => {
    const taken = eligibilities.find(({ duty }) => duty === role.word);
    const services =
      role.word === 'cluster'
        ? cells.map(({ cluster }) => cluster.identity)
        : [...(bootstrap ? [bootstrap.runner.identity] : []), ...pipeline];
    return [
      role.name,
      (taken?.principals ?? services).join(', ') || 'nobody',
      taken
        ? `${taken.activation.replace(/^PT(\d+)H$/, '$1 h')} at a time, with a reason and a second factor`
        : 'standing, by services only',
      String(role.actions.length),
      String(role.dataActions.length),
      role.description,
    ];
  });
}
