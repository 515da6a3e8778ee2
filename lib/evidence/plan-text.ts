/** A plan as a person reads it. Markdown for the file beside the output; the same sections on a terminal. */
import { sourceTitle } from '../catalogue';
import type { CountryPlan } from '../plan';
import { summarize } from '../plan/summary';
import { type Medium, markdown } from './medium';
import { awsBlocks } from './plan-aws';
import { azureBlocks } from './plan-azure';

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
        ['egress', intent.egress, intent.egress === 'isolated' ? 'no path out' : 'one path, through a firewall'],
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
    ...(plan.aws ? awsBlocks(plan.aws, intent, medium) : []),
    ...(plan.azure ? azureBlocks(plan.azure, medium) : []),
    ...(quotas.length > 0
      ? [
          medium.heading(2, 'Quotas to request'),
          medium.table(
            ['cloud', 'region', 'quota', 'amount', 'for'],
            quotas.map((quota) => [
              quota.cloud,
              quota.region +
                (quota.account ? `, ${quota.cloud === 'azure' ? 'subscription' : 'account'} ${quota.account}` : ''),
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
