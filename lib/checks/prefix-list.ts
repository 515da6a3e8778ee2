/** AWS: the ranges a prefix list stands for, where a template holds the list. */
import type { Graph, Value } from '../graph/model';
import { isSettled, read, select } from '../graph/value';
import { target } from './find';

const TYPE = 'AWS::EC2::PrefixList';

/** Its ranges as text; undefined where the list is not here, or one of its ranges is not settled. */
export function rangesOf(graph: Graph, list: Value): string[] | undefined {
  const found = target(graph, list, TYPE);
  if (!found || !isSettled(read(found, 'Entries'))) return undefined;
  const ranges = select(found.properties as Value, 'Entries.*.Cidr').map(({ value }) => value);
  return ranges.length > 0 && ranges.every((range) => typeof range === 'string') ? ranges : undefined;
}
