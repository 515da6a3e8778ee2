/** Locals that name each other twice double at every step: a few lines that stand for more values than fit anywhere. */

import type { Value } from '../model';
import { isSettled } from '../value';

const HEAVIEST = 100_000;
/** Characters of text that weigh as much as a value. */
const TEXT = 100;

/** Says whether a value, written out in full, holds too much. Shared parts are weighed once. */
export function weighing(): (value: Value) => boolean {
  const known = new WeakMap<object, number>();
  return (value) => weigh(value) > HEAVIEST;

  function weigh(value: Value): number {
    if (typeof value === 'string') return 1 + value.length / TEXT;
    if (value === null || typeof value !== 'object' || !isSettled(value)) return 1;
    const before = known.get(value);
    if (before !== undefined) return before;
    let total = 1;
    for (const child of Object.values(value)) total += weigh(child);
    known.set(value, total);
    return total;
  }
}
