/** The AWS part of a plan as a person reads it. */
import { aws, awsCustody } from '../catalogue';
import type { Intent } from '../plan';
import {
  type AwsPlan,
  custodyMatrix,
  GLOBAL_ACTIONS,
  keyId,
  keyOwners,
  keyStatements,
  type LifecyclePlan,
  MOST_POLICY_CHARACTERS,
} from '../plan/aws';
import { tebibytes } from '../profile/rules/lustre';
import { costBlocks } from './cost';
import { custodyTable } from './custody-text';
import { exitBlocks } from './exits-text';
import { addressTable, type Medium } from './medium';
import { networkBlocks } from './network-text';

export function awsBlocks(plan: AwsPlan, intent: Intent, medium: Medium): string[] {
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
    ...exitBlocks(plan.exits, medium),
    medium.heading(3, 'What stacks name of each other'),
    addressTable(plan, medium),
    medium.table(
      ['bucket', 'reason', 'lock', 'stays', 'copied to'],
      [plan.archive, plan.data, ...(plan.recovery ? [plan.recovery] : [])].flatMap(({ buckets }) =>
        buckets.map((bucket) => [
          bucket.name,
          bucket.reason,
          bucket.lockDays ? `${bucket.lockDays} days` : '-',
          staysFor(bucket.lifecycle),
          bucket.replica ? bucket.replica.region : '-',
        ]),
      ),
    ),
    medium.table(
      ['backup of', 'why so often', 'when (UTC)', 'kept', 'vault', 'copied to'],
      plan.data.backup.classes.map(({ name, reason, schedule, days }) => [
        name,
        reason,
        schedule,
        `${days} days`,
        plan.data.backup.vault.name,
        plan.recovery ? `${plan.recovery.backup.name} in ${plan.regions.recovery}` : 'nowhere: the only region used',
      ]),
    ),
    medium.heading(3, 'Custody'),
    medium.table(
      ['level', 'key material', 'origin', 'made', 'rotation'],
      Object.entries(awsCustody.levels).map(([level, { store, origin, made, rotation }]) => [
        level,
        store,
        origin,
        made,
        rotation,
      ]),
    ),
    custodyTable(custodyMatrix(plan, intent), medium),
    medium.table(
      ['key', 'stack', 'custody', 'made', 'for', 'its policy lets through'],
      keyOwners(plan).flatMap(({ stack, keys }) =>
        keys.map((key) => [
          key.alias,
          stack,
          key.custody,
          key.source === 'create' ? 'by the stack' : (plan.namedKeys[keyId(stack, key)] ?? 'out of band: keys.md'),
          key.reason,
          keyStatements(key.use)
            .map(({ Sid }) => Sid)
            .join(', '),
        ]),
      ),
    ),
    ...(plan.data.buckets.some(({ tenant }) => tenant)
      ? [
          medium.table(
            ['tenant', 'bucket', 'key', 'reached by pods of the namespace as'],
            plan.data.buckets.flatMap(({ tenant, name, key }) =>
              tenant
                ? [
                    [
                      tenant.name,
                      name,
                      plan.data.keys.find(({ purpose }) => purpose === key)?.alias ?? '-',
                      plan.cells.map(({ workload }) => workload.role).join(', '),
                    ],
                  ]
                : [],
            ),
          ),
        ]
      : []),
    medium.table(
      ['repository', 'reason'],
      plan.registry.repositories.map((repository) => [repository.name, repository.reason]),
    ),
    ...accountBlocks(plan, medium),
    ...identityBlocks(plan, medium),
    ...(plan.guardrails ? guardrailBlocks(plan.guardrails, medium) : []),
    ...(plan.inspection ? inspectionBlocks(plan.inspection, medium) : []),
    ...costBlocks(plan.cost, aws.sources.prices, medium),
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
        ['file system', 'size', 'why', 'linked to', 'per month'],
        [
          cell.lustre
            ? [
                cell.lustre.name,
                `${tebibytes(cell.lustre.capacityGiB)} TiB at ${cell.lustre.throughput} MB/s per TiB, in ${cell.lustre.zone}`,
                cell.lustre.reason,
                cell.lustre.links
                  .map(({ path, bucket, exports }) => `${path} ${exports ? '<->' : '<-'} ${bucket}`)
                  .join('; '),
                'unknown',
              ]
            : ['none', '-', cell.withoutLustre ?? '-', '-', '-'],
        ],
      ),
      ...networkBlocks(cell, medium),
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

const staysFor = ({ versionDays, coldAfterDays, expireDays }: LifecyclePlan): string =>
  [
    expireDays ? `${expireDays} days` : `for ever, old versions ${versionDays} days`,
    ...(coldAfterDays ? [`cold after ${coldAfterDays}`] : []),
  ].join(', ');

/** Who may act, and how far. */
function identityBlocks({ identity, bootstrap }: AwsPlan, medium: Medium): string[] {
  return [
    medium.heading(3, `Roles, all under ${identity.boundary.name}`),
    medium.table(
      ['role', 'taken by', 'session', 'in clusters', 'what for'],
      [
        ...identity.roles.map((role) => [
          role.name,
          role.principals.join(', '),
          `${role.sessionSeconds / 3600} h`,
          [role.cluster.policy, ...role.cluster.groups].join(', '),
          role.reason,
        ]),
        ...bootstrap.toolkits.map(({ roles: { deploy, publish }, region }) => [
          `${deploy}, ${publish}`,
          bootstrap.trust
            .flatMap(
              ({ Principal, Condition }) => Condition?.['ArnEquals']?.['aws:PrincipalArn'] ?? Principal?.['AWS'] ?? [],
            )
            .join(', '),
          '1 h',
          '-',
          `the pipeline, in ${region}`,
        ]),
      ],
    ),
    medium.table(
      ['CloudFormation may', 'in statements', 'characters'],
      bootstrap.execution.map(({ name, policy }) => [
        name,
        policy.map(({ Sid }) => Sid).join(', '),
        `${JSON.stringify({ Version: '2012-10-17', Statement: policy }).length} of ${MOST_POLICY_CHARACTERS}`,
      ]),
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

/** What may leave, and the way it takes. */
function inspectionBlocks(plan: NonNullable<AwsPlan['inspection']>, medium: Medium): string[] {
  return [
    medium.heading(3, `What may leave, through ${plan.name} (${plan.network})`),
    medium.list(plan.allow.map((name) => (name.startsWith('.') ? `${name.slice(1)} and every name below it` : name))),
    medium.table(
      ['hop', 'from', 'to', 'what holds it there'],
      [
        [
          '1',
          'a node of a cell',
          'transit gateway',
          "0.0.0.0/0 in the cell's only route table; no gateway in the cell",
        ],
        ['2', 'transit gateway', 'inspection network', `table out: 0.0.0.0/0; ${plan.blocked.join(', ')} lead nowhere`],
        ['3', 'attachment subnet', 'firewall of the same zone', '0.0.0.0/0 to its endpoint'],
        ['4', 'firewall', 'NAT gateway of the same zone', 'TLS on 443 to a listed name; all else is dropped'],
        ['5', 'NAT gateway', 'internet', 'nothing answers from outside: it only translates'],
        ['6', 'NAT gateway', 'firewall of the same zone', `${plan.inside.join(', ')} to its endpoint`],
        ['7', 'firewall', 'transit gateway, then the cell', `table back: ${plan.inside.join(', ')}`],
      ],
    ),
    medium.table(
      ['zone', 'attachment', 'firewall', 'NAT'],
      plan.zones.map(({ zone, attachment, firewall, nat }) => [zone, attachment, firewall, nat]),
    ),
    medium.table(
      ['dropped before the list is asked', 'rule'],
      plan.rules.map(({ rule, reason }) => [reason, rule]),
    ),
  ];
}

const statementsOf = ({ Statement }: Readonly<Record<string, unknown>>): string[] =>
  Array.isArray(Statement) ? Statement.map(({ Sid }: { Sid: string }) => Sid) : [];
