/** The AWS part of a plan as a person reads it. */
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
        ...plan.audits.flatMap(({ keys }) => keys),
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
    ...accountBlocks(plan, medium),
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

/** What each account has once, who sets it, and what watches it. */
function accountBlocks({ baselines, audits }: AwsPlan, medium: Medium): string[] {
  const place = ({ label, account, region }: { label: string; account?: string; region: string }): string =>
    `${label || 'the one that deploys'}${account ? ` (${account})` : ''}, ${region}`;
  const alarms = new Map(
    audits
      .flatMap((audit) => [...audit.alarms, ...(audit.detector ? [audit.detector.alarm] : [])])
      .map((alarm) => [alarm.name, alarm]),
  );
  const rules = new Map(audits.flatMap(({ recorder }) => recorder?.rules ?? []).map((rule) => [rule.name, rule]));
  return [
    medium.heading(3, 'Accounts: what each has once'),
    medium.table(
      ['account and region', 'what', 'set by'],
      baselines.flatMap((baseline) =>
        baseline.singletons.map(({ what, by, because }) => [
          place(baseline),
          what,
          by === 'create' ? (baseline.stack ?? '-') : `${by}: ${because ?? ''}`,
        ]),
      ),
    ),
    medium.heading(3, 'Accounts: what watches each'),
    medium.table(
      ['account and region', 'trail', 'configuration', 'threats', 'Security Hub'],
      audits.map((audit) => [
        place(audit),
        audit.trail ? `${audit.trail.name} to ${audit.trail.bucket}` : '-',
        audit.recorder ? `every change, to ${audit.recorder.bucket}` : '-',
        audit.detector
          ? Object.entries(audit.detector.features)
              .map(([feature, status]) => `${feature.toLowerCase().replaceAll('_', ' ')} ${status.toLowerCase()}`)
              .join(', ')
          : '-',
        audit.standards?.join(', ') ?? '-',
      ]),
    ),
    ...[
      { what: 'alarm', when: 'when', of: [...alarms.values()] },
      { what: 'rule of AWS Config', when: 'what must hold', of: [...rules.values()] },
    ].flatMap(({ what, when, of }) =>
      of.length > 0
        ? [
            medium.table(
              [what, when],
              of.map(({ name, why }) => [name, why]),
            ),
          ]
        : [],
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
