/** Patterns of waivers: `*` stands for any text, everything else for itself. */

/** One step of a pattern: a character, or a run of stars. */
type Step = string;
const DEEP = '**';
const isStar = (step: Step | undefined): boolean => step === '*' || step === DEEP;

/**
 * A test of texts. A file's pattern is held against the end of the path, whole names only, and its `*` stays within
 * one name where `**` does not; an address has no such borders. Takes time in proportion to pattern times text.
 */
export function glob(pattern: string, kind: 'file' | 'address'): (text: string) => boolean {
  const steps: Step[] = (pattern.match(/\*+|[^*]/gsu) ?? []).map((step) =>
    step.startsWith('*') ? (kind === 'address' || step.length > 1 ? DEEP : '*') : step,
  );
  return (text) => {
    let states = new Set<number>();
    enter(states, 0);
    for (const char of text) {
      const next = new Set<number>();
      for (const state of states) {
        if (steps[state] === char) enter(next, state + 1);
        else if (steps[state] === DEEP || (steps[state] === '*' && char !== '/')) {
          next.add(state);
          enter(next, state + 1);
        }
      }
      if (kind === 'file' && char === '/') enter(next, 0);
      states = next;
    }
    return states.has(steps.length);
  };

  /** Arrives at a step; a star may stand for nothing, and a `**` and its slash for no folder. */
  function enter(states: Set<number>, state: number): void {
    states.add(state);
    if (!isStar(steps[state])) return;
    enter(states, state + 1);
    if (steps[state] === DEEP && steps[state + 1] === '/' && (state === 0 || steps[state - 1] === '/'))
      enter(states, state + 2);
  }
}
