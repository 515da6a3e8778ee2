/** What no template can keep in the country: the parts of a graph that have no region, and what each leaves outside. */
import { classified } from '../../catalogue/residency';
import type { Graph } from '../../graph/model';

export interface ResidualRisk {
  /** What stays outside the country although no one chose it. */
  readonly risk: string;
  /** Types that leave it there, sorted. */
  readonly types: readonly string[];
  /** Resources of those types. */
  readonly resources: number;
}

/** Residual risks of a graph, by their words; the same graph gives the same list on every machine. */
export function residualRisks(graph: Graph): ResidualRisk[] {
  const found = new Map<string, { types: Set<string>; resources: number }>();
  for (const { type } of graph.resources) {
    const risk = classified(type)?.residual;
    if (risk === undefined) continue;
    const entry = found.get(risk) ?? { types: new Set<string>(), resources: 0 };
    entry.types.add(type);
    entry.resources += 1;
    found.set(risk, entry);
  }
  return [...found]
    .map(([risk, { types, resources }]) => ({ risk, types: [...types].sort(), resources }))
    .sort((a, b) => (a.risk < b.risk ? -1 : 1));
}
