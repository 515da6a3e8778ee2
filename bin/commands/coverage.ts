import { coverage as coverageOf } from '../../lib/evidence/coverage';
import { coverageText } from '../../lib/evidence/coverage-text';
import { planAll, reportProblems } from '../countries';
import { paintFor, terminal } from '../terminal';

/** What the checks can read: of both clouds, or of the types that a country's stacks use. */
export function coverage(options: { readonly country?: string; readonly format: 'human' | 'json' }): number {
  const planned = options.country === undefined ? undefined : planAll([options.country]);
  if (planned && reportProblems(planned, '')) return 2;
  const plan = planned?.planned[0]?.plan;
  const typesOf = (cloud: { expectations: readonly { type: string }[] } | undefined) =>
    (cloud?.expectations ?? []).map(({ type }) => type);
  const found = plan
    ? coverageOf(plan.intent.country, { aws: typesOf(plan.aws), azure: typesOf(plan.azure) })
    : coverageOf();
  process.stdout.write(
    options.format === 'json'
      ? `${JSON.stringify(found, null, 2)}\n`
      : coverageText(found, terminal(paintFor(process.stdout))),
  );
  return 0;
}
