import { runChecks } from '../../lib/checks';
import { type Change, compare, type Difference, type Judged } from '../../lib/diff';
import type { Graph } from '../../lib/graph';
import { cfn, contextOf, terraform } from '../checks/support';

export type Resources = Record<string, unknown>;

export const graphOf = (cloud: 'aws' | 'azure', resources: Resources): Graph =>
  cloud === 'aws' ? cfn(resources) : terraform(resources);

/** By the tables alone, without a check. */
export const byTables = (cloud: 'aws' | 'azure', before: Resources, after: Resources): Difference =>
  compare({ graph: graphOf(cloud, before), findings: [] }, { graph: graphOf(cloud, after), findings: [] });

/** As the command does it. */
export function judged(cloud: 'aws' | 'azure', resources: Resources, days = 365): Judged {
  const graph = graphOf(cloud, resources);
  return { graph, findings: runChecks(contextOf(graph, 'IN', days)) };
}

/** `worse retention: …`, one a change. */
export const told = ({ changes }: { changes: readonly Change[] }): string[] =>
  changes.map(({ direction, kind, check, message }) => `${direction} ${check ?? kind}: ${message}`);
