import type { PlanNotes } from './intent';

/** Notes of the capabilities of a cloud as one, in the order of the capabilities. */
export function gatherNotes(notes: readonly Partial<PlanNotes>[]): PlanNotes {
  const all = <Key extends keyof PlanNotes>(key: Key) => notes.flatMap((note) => (note[key] ?? []) as never[]);
  return {
    quotas: all('quotas'),
    preconditions: all('preconditions'),
    residualRisks: all('residualRisks'),
    headlines: all('headlines'),
    facts: all('facts'),
  };
}
