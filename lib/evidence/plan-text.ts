/** A plan as a person reads it. Markdown for the file beside the output; the same sections on a terminal. */
import { sourceTitle } from '../catalogue';
import type { AwsPlan, AzurePlan, CountryPlan } from '../plan';
import { GLOBAL_ACTIONS } from '../plan/aws';
import { summarize } from '../plan/summary';

/** How a medium writes headings and tables. */
export interface Medium {
  heading(level: 1 | 2 | 3, text: string): string;
  table(head: readonly string[], rows: readonly (readonly string[])[]): string;
  list(items: readonly string[]): string;
}

export const markdown: Medium = {
  heading: (level, text) => `${'#'.repeat(level)} ${text}`,
  table: (head, rows) =>
    [head, head.map(() => '---'), ...rows]
      .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
      .join('\n'),
  list: (items) => items.map((item) => `- ${item}`).join('\n'),
};

export type Section = 'preconditions' | 'all';

/** The plan, or only what an operator must see to first. */
export function planText(plan: CountryPlan, medium: Medium = markdown, only: Section = 'all'): string {
  const { intent } = plan;
  const notes = [plan.aws, plan.azure].flatMap((target) => (target ? [target.notes] : []));
  const preconditions = [
    medium.heading(2, 'Before you deploy'),
    medium.table(
      ['cloud', 'what', 'how'],
      notes.flatMap((note) => note.preconditions.map(({ cloud, text, how }) => [cloud, text, how])),
    ),
  ];
  if (only === 'preconditions') return `${preconditions.join('\n\n')}\n`;
  const quotas = notes.flatMap((note) => note.quotas);
  const blocks = [
    medium.heading(1, `${intent.name} (${intent.country})${intent.programme ? `: ${intent.programme}` : ''}`),
    medium.table(
      ['decision', 'value', 'reason'],
      [
        ['classification', intent.classification, 'decides which legal floors bind'],
        ['custody', intent.custody.level, intent.custody.reason],
        [
          'egress',
          intent.egress,
          intent.egress === 'isolated' ? 'no path out' : "one path, through the operator's firewall",
        ],
        ['logs', `${intent.retention.logDays} days`, intent.retention.reason],
      ],
    ),
    medium.heading(2, 'Targets'),
    medium.table(
      ['cloud', 'region', 'recovery', 'cells', 'pools', 'nodes', 'GPUs'],
      summarize(plan).map((target) => [
        target.cloud,
        target.regions.primary,
        target.regions.recovery ?? 'none',
        ...[target.cells, target.pools, target.nodes].map(String),
        `${target.gpus} (${target.models.join(', ')})`,
      ]),
    ),
    ...(plan.aws ? awsBlocks(plan.aws, medium) : []),
    ...(plan.azure ? azureBlocks(plan.azure, medium) : []),
    ...(quotas.length > 0
      ? [
          medium.heading(2, 'Quotas to request'),
          medium.table(
            ['cloud', 'region', 'quota', 'amount', 'for'],
            quotas.map((quota) => [
              quota.cloud,
              quota.region,
              quota.name,
              `${quota.amount} ${quota.unit}`,
              quota.reason,
            ]),
          ),
        ]
      : []),
    ...preconditions,
    medium.heading(2, 'Residual risks'),
    medium.list(plan.residualRisks.map(({ id, text }) => `${id} ${text}`)),
    medium.heading(2, 'Facts used'),
    medium.table(
      ['fact', 'as of', 'confidence', 'source'],
      plan.facts.map((fact) => [
        fact.statement + (fact.note ? ` (${fact.note})` : ''),
        fact.asOf,
        fact.confidence,
        fact.sources.map(sourceTitle).join('; '),
      ]),
    ),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const addressTable = (plan: AwsPlan | AzurePlan, medium: Medium): string =>
  medium.table(
    ['address', 'made by', 'named by', 'what'],
    plan.addresses.map(({ what, owner, address, namedBy }) => [address, owner, namedBy.join(', '), what]),
  );

function awsBlocks(plan: AwsPlan, medium: Medium): string[] {
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
        ...plan.cells.flatMap(({ keys }) => keys),
      ].map((key) => [key.alias, key.custody, key.reason]),
    ),
    ...(plan.guardrails ? guardrailBlocks(plan.guardrails, medium) : []),
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

function azureBlocks(plan: AzurePlan, medium: Medium): string[] {
  const estates = [plan.foundation, plan.data, ...plan.cells];
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
      ['account', 'reason', 'copies', 'lock'],
      [plan.foundation.archive, ...plan.data.accounts].map((account) => [
        account.name,
        account.reason,
        account.replication,
        account.lockDays ? `${account.lockDays} days` : '-',
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
    ...plan.cells.flatMap((cell) => [
      medium.heading(3, `Cell ${cell.name}: ${cell.network}`),
      medium.table(
        ['pool', 'size', 'nodes', 'GPUs', 'zones', 'fabric'],
        cell.pools.map((pool) => [
          pool.name,
          pool.size,
          `${pool.nodes.min} to ${pool.nodes.max}`,
          `${pool.nodes.max * pool.gpus} ${pool.gpu}`,
          pool.zones.join(', ') || 'any',
          pool.rdma ? 'InfiniBand' : '-',
        ]),
      ),
      medium.table(
        ['subnet', 'block'],
        cell.vnet.subnets.map((subnet) => [subnet.name, subnet.block]),
      ),
    ]),
  ];
}
