/** Templates in, findings out: the graph, every check, and conformance where there is a plan. */
import { country as countryFacts } from '../catalogue';
import { buildGraph } from '../graph';
import type { Graph, SourceFile } from '../graph/model';
import type { CountryPlan } from '../plan';
import { runChecks } from '.';
import { checkConformance } from './conformance';
import type { Finding } from './model';

/** For whom: a country's plan, or a country alone for templates that have none. */
export type Judged = CountryPlan | { readonly country: string; readonly retentionDays: number };

/** @throws RangeError for a country the catalogue does not hold */
export function judge(files: readonly SourceFile[], judged: Judged): { graph: Graph; findings: Finding[] } {
  const plan = 'intent' in judged ? judged : undefined;
  const code = 'intent' in judged ? judged.intent.country : judged.country;
  const retentionDays = 'intent' in judged ? judged.intent.retention.logDays : judged.retentionDays;
  const facts = countryFacts(code);
  if (!facts) throw new RangeError(`The catalogue holds no country ${code}`);
  const graph = buildGraph([...files]);
  const expectations = plan ? [...(plan.aws?.expectations ?? []), ...(plan.azure?.expectations ?? [])] : undefined;
  return {
    graph,
    findings: [
      ...runChecks({ graph, country: code, facts, retentionDays }),
      ...(expectations ? checkConformance(expectations, graph) : []),
    ],
  };
}
