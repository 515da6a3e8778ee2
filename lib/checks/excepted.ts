/** Exceptions that a plan carries: what a check finds there is what someone answers for. */
import type { Graph, Resource } from '../graph/model';
import type { Expectation } from '../plan/expectation';
import { lookup, matches } from './conformance-match';
import type { Context } from './model';

/** Why a check's failure is accepted, by the promises that carry an exception; each covers one resource and one check. */
export function exceptedBy(expectations: readonly Expectation[], graph: Graph): NonNullable<Context['excepted']> {
  const entries = expectations.flatMap(({ stack, type, identity, exceptions = [] }) =>
    exceptions.map((exception) => ({ stack, type, identity, ...exception })),
  );
  const isIt = (resource: Resource, { stack, type, identity }: (typeof entries)[number]): boolean =>
    resource.stack === stack &&
    resource.type === type &&
    Object.entries(identity).every(
      ([path, value]) => matches(value, lookup(resource.properties, path), graph) === true,
    );
  return (resource, check, property) =>
    entries.find((entry) => entry.check === check && entry.property === property && isIt(resource, entry))?.because;
}
