/** Country document → profile. Every problem at once; nothing thrown for anything a person can write. */

import { CountryText, type Issue } from './document';
import type { Problem } from './problem';
import { rules } from './rules';
import { type CountryProfile, countryDocument } from './schema';
import { schemaIssues } from './schema-issues';

export { CountryText, type Issue, MAX_BYTES } from './document';
export { formatProblems, noPaint, type Paint, type Problem } from './problem';
export type * from './schema';
export { countryJsonSchema } from './schema';

/** Most errors shown of one document. */
const MOST_ERRORS = 100;

/** A document read: a profile where it is sound, and every problem (warnings too) in the order of the text. */
export interface ReadCountry {
  readonly document: CountryText;
  readonly profile?: CountryProfile;
  readonly problems: readonly Problem[];
}

/**
 * Reads a country document.
 *
 * @param file name shown in problems; `in.yaml` must hold country IN
 * @param text the document
 */
export function readCountry(file: string, text: string): ReadCountry {
  const document = new CountryText(file, text);
  if (document.value === undefined || document.value === null) return { document, problems: few(document.problems) };

  const parsed = countryDocument.safeParse(document.value);
  // Rules read what is sound of the document, so that a slip in one place does not hide a problem in another.
  const { issues, sound } = parsed.success
    ? { issues: [], sound: parsed.data }
    : schemaIssues(parsed.error, document.value, (path) => document.written(path));
  const found: Issue[] = [...issues];
  for (const rule of rules) rule(sound, (issue) => found.push(issue), file);

  const problems = few([...document.problems, ...found.map((issue) => document.place(issue))]);
  const failed = problems.some(({ severity }) => severity === 'error');
  return { document, problems, profile: parsed.success && !failed ? parsed.data : undefined };
}

/** Sorted, and the errors of a document that is something else altogether cut short. */
function few(problems: readonly Problem[]): Problem[] {
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

export function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) => a.line - b.line || a.column - b.column || (a.title < b.title ? -1 : a.title > b.title ? 1 : 0),
  );
}
