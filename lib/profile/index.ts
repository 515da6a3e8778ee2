/** Country document → profile. Every problem at once; nothing thrown for anything a person can write. */

import { CountryText, type Issue } from './document';
import type { Problem } from './problem';
import { rules } from './rules';
import { type CountryProfile, countryDocument } from './schema';
import { schemaIssues } from './schema-issues';
import { few } from './sort';

export { CountryText, type Issue, MAX_BYTES } from './document';
export { formatProblems, noPaint, type Paint, type Problem } from './problem';
export type * from './schema';
export { countryJsonSchema } from './schema';
export { isDay, type ReadWaivers, readWaivers, type Waiver, waiversJsonSchema } from './waivers';

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
