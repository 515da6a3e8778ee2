/** Problems in the order a person mends them. */
import type { Problem } from './problem';

/** Most errors shown of one document. */
const MOST_ERRORS = 100;

/** Sorted, and the errors of a document that is something else altogether cut short. */
export function few(problems: readonly Problem[]): Problem[] {
  const sorted = sortProblems(problems);
  const errors = sorted.filter(({ severity }) => severity === 'error');
  const next = errors[MOST_ERRORS];
  if (!next) return sorted;
  const kept = new Set(errors.slice(0, MOST_ERRORS));
  const { found: _, allowed: __, ...place } = next;
  return [
    ...sorted.filter((problem) => problem.severity === 'warning' || kept.has(problem)),
    { ...place, title: 'and more', mend: 'mend the problems above first; the rest is not shown' },
  ];
}

function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) => a.line - b.line || a.column - b.column || (a.title < b.title ? -1 : a.title > b.title ? 1 : 0),
  );
}
