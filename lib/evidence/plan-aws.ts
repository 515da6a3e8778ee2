/** The AWS part of a plan as a person reads it. */
import { aws } from '../catalogue';
import { type AwsPlan, GLOBAL_ACTIONS } from '../plan/aws';
import { addressTable, type Medium } from './medium';

export function awsBlocks(plan: AwsPlan, medium: Medium): string[] {
  return [
    medium.heading(2, 'AWS'),
    medium.table(
      ['stack', 'region', 'account', 'after', 'what'],
      plan.stacks.map((stack) => [
        stack.name,
        stack.region,
        stack.account ?? 'the one that deploys',
        stack.after.join(', ') || '-',
        stack.description,
      ]),
    ),
    addressTable(plan, medium),
    medium.table(
      ['bucket', 'reason', 'lock', 'copied to'],
      [plan.archive, plan.data, ...(plan.recovery ? [plan.recovery] : [])].flatMap(({ buckets }) =>
        buckets.map((bucket) => [
          bucket.name,
          bucket.reason,
          bucket.lockDays ? `${bucket.lockDays} days` : '-',
          bucket.replica ? bucket.replica.region : '-',
        ]),
      ),
    ),
    medium.table(
      ['key', 'custody', 'reason'],
      [
        ...plan.archive.keys,
        ...plan.data.keys,
        ...(plan.recovery?.keys ?? []),
        ...plan.registry.keys,
        ...plan.cells.flatMap(({ keys }) => keys),
      ].map((key) => [key.alias, key.custody, key.reason]),
    ),
    medium.table(
      ['repository', 'reason'],
      plan.registry.repositories.map((repository) => [repository.name, repository.reason]),
    ),
    ...(plan.guardrails ? guardrailBlocks(plan.guardrails, medium) : []),
    ...costBlocks(plan.cost, medium),
    ...plan.cells.flatMap((cell) => [
      medium.heading(3, `Cell ${cell.name}: ${cell.network}, ${cell.zone}`),
      medium.table(
        ['pool', 'instance', 'nodes', 'GPUs', 'zone', 'capacity', 'interfaces'],
        cell.pools.map((pool) => [
          pool.name,
          pool.instance,
          `${pool.nodes.min} to ${pool.nodes.max} (room for ${pool.room})`,
          `${pool.nodes.max * pool.gpus} ${pool.gpu}`,
          pool.zone,
          pool.capacity.kind === 'on-demand' ? 'on demand' : `${pool.capacity.kind} ${pool.capacity.id}`,
          `1 ENA + ${pool.nics.length - 1} EFA${pool.placementGroup ? ', one placement group' : ''}`,
        ]),
      ),
      medium.table(
        ['add-on', 'version', 'for Kubernetes', 'why', 'role'],
        cell.cluster.addons.map(({ name, version, confidence, reason, role }) => [
          name,
          `${version} (${confidence})`,
          cell.cluster.version,
          reason,
          role?.name ?? '-',
        ]),
      ),
      medium.table(
        ['subnet', 'block', 'zone'],
        cell.subnets.map((subnet) => [subnet.name, subnet.cidr, subnet.zone]),
      ),
      medium.table(
        ['endpoint', 'kind', 'why'],
        cell.endpoints.map((endpoint) => [endpoint.service, endpoint.type, endpoint.reasons.join('; ')]),
      ),
    ]),
  ];
}

/** Dollars an hour as a person reads them, the same on every machine: `USD 1,234.50`. */
const money = (amount: number | undefined): string =>
  amount === undefined ? 'unknown' : `USD ${amount.toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')}`;

const atLeast = (amount: number | undefined): string => `${amount === undefined ? '' : 'at least '}${money(amount)}`;

function costBlocks({ pools, total, leavesOut }: AwsPlan['cost'], medium: Medium): string[] {
  const { asOf, confidence } = aws.sources.prices;
  return [
    medium.heading(3, `Cost an hour, on demand (prices ${asOf}, ${confidence})`),
    medium.table(
      ['pool', 'instance', 'a node', 'fewest nodes', 'most nodes', 'note'],
      [
        ...pools.map((cost) => [
          `${cost.cell}/${cost.pool}`,
          cost.instance,
          money(cost.node),
          money(cost.min),
          money(cost.max),
          cost.note ?? '-',
        ]),
        ['all', '', '', atLeast(total?.min), atLeast(total?.max), `without ${leavesOut.join('; ')}`],
      ],
    ),
  ];
}

function guardrailBlocks(plan: NonNullable<AwsPlan['guardrails']>, medium: Medium): string[] {
  return [
    medium.heading(3, `Guardrails of ${plan.organization}, attached to ${plan.targets.join(', ')}`),
    medium.table(
      ['policy', 'type', 'why', 'statements', 'characters'],
      plan.policies.map((policy) => [
        policy.name,
        policy.type.toLowerCase().replaceAll('_', ' '),
        policy.reason,
        statementsOf(policy.content).join(', ') || '-',
        `${policy.size.used} of ${policy.size.most}`,
      ]),
    ),
    medium.table(
      ['let through abroad', 'why'],
      GLOBAL_ACTIONS.map(([action, reason]) => [action, reason]),
    ),
  ];
}

const statementsOf = ({ Statement }: Readonly<Record<string, unknown>>): string[] =>
  Array.isArray(Statement) ? Statement.map(({ Sid }: { Sid: string }) => Sid) : [];
