/** Templates in, findings out: the graph, every check, and conformance where there is a plan. */
import { country as countryFacts } from '../catalogue';
import { buildGraph } from '../graph';
import type { Graph, SourceFile } from '../graph/model';
import type { CountryPlan, Expectation } from '../plan';
import { runChecks } from '.';
import { checkConformance } from './conformance';
import { exceptedBy } from './excepted';
import type { Finding } from './model';

/** For whom: a country's plan, or a country alone, with what was promised where that is known. */
export type Judged =
  | CountryPlan
  | { readonly country: string; readonly retentionDays: number; readonly expectations?: readonly Expectation[] };

/** @throws RangeError for a country the catalogue does not hold */
export function judge(files: readonly SourceFile[], judged: Judged): { graph: Graph; findings: Finding[] } {
  const { country: code, retentionDays, expectations } = 'intent' in judged ? fromPlan(judged) : judged;
  const facts = countryFacts(code);
  if (!facts) throw new RangeError(`The catalogue holds no country ${code}`);
  const graph = buildGraph([...files]);
  return {
    graph,
    findings: [
      ...runChecks({ graph, country: code, facts, retentionDays, excepted: exceptedBy(expectations ?? [], graph) }),
      ...(expectations ? checkConformance(expectations, graph) : []),
    ],
  };
}

const fromPlan = (plan: CountryPlan) => ({
  country: plan.intent.country,
  retentionDays: plan.intent.retention.logDays,
  expectations: [...(plan.aws?.expectations ?? []), ...(plan.azure?.expectations ?? [])],
});
