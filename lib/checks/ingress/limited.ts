import type { Value } from '../../graph/model';
import { items, visibleText } from '../../graph/value';
import { isWorld } from '../cidr';
import type { Verdict } from '../model';

/** A public endpoint that admits named ranges only is still public, and says so; it weighs a little less. */
export function limited(verdict: Verdict, ranges: Value | undefined): Verdict {
  const named = items(ranges).map((range) => visibleText(range) ?? '');
  if (verdict.result !== 'fail' || named.length === 0 || named.some((range) => range === '' || isWorld(range))) {
    return verdict;
  }
  return { ...verdict, message: `${verdict.message}, although to ${named.join(', ')} only`, severity: 'high' };
}
