/**
 * The waivers beside a country document: findings that someone answers for, for a while.
 * One schema; the types, the JSON Schema an editor uses and the parser's first pass all come from here.
 */
import { z } from 'zod';
import { countryCodes } from '../catalogue';
import { CountryText, type Issue } from './document';
import type { Problem } from './problem';
import { shapeIssues } from './schema-issues';
import { few } from './sort';
import { didYouMean } from './suggest';
import type { Kind } from './syntax';

const day = z
  .string()
  .regex(/^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'a date such as 2027-06-30')
  .describe('Last day it holds.');

/** Text that says something: blanks alone do not answer for anything. */
const words = (least: number, most: number) => z.string().trim().min(least).max(most);

export const waiver = z.strictObject({
  check: z
    .string()
    .regex(/^[a-z]+\/[a-z-]+$/, 'the id of one check, such as residency/replica')
    .describe('Id of the one check whose failure is accepted, as the finding has it.'),
  resource: z
    .strictObject({
      address: words(1, 500).describe(
        'Address of the resource as the finding has it: logical id or type.name. * stands for any text, and then covers says for how many resources.',
      ),
      file: words(1, 500).describe(
        "The template, from its end: storage.json, or vendor/storage.json. * stands for any text within a folder's name, ** across folders.",
      ),
    })
    .describe('Where the check may fail.'),
  covers: z
    .int()
    .min(1)
    .max(10_000)
    .default(1)
    .describe('Most resources it covers; what covers more is over-broad. Default: 1.'),
  owner: words(3, 120).describe('Who answers for it: a person or an office.'),
  reason: words(10, 500).describe('Why the failure is accepted.'),
  control: words(10, 500).describe('Compensating control: what stands in for what the check asks.'),
  expires: day,
});

const waiversDocument = z.strictObject({
  schemaVersion: z.literal(1),
  country: z.enum(countryCodes as [string, ...string[]]).describe('Country it is for: ISO 3166-1 alpha-2.'),
  waivers: z.array(waiver).max(1_000).describe('Findings accepted, each with its owner and its end.'),
});

/** A waiver, and where in its file it stands. */
export type Waiver = z.output<typeof waiver> & {
  readonly place: { readonly file: string; readonly address: string; readonly line: number; readonly column: number };
};

const WAIVERS: Kind = {
  name: 'a file of waivers',
  form: 'docs/check.md shows the form',
  first: 'docs/check.md shows the form; without waivers, remove the file',
  levels: 'three levels deep',
};

export interface ReadWaivers {
  /** Empty where there is any problem: waivers hold together or not at all. */
  readonly waivers: readonly Waiver[];
  readonly problems: readonly Problem[];
}

/**
 * Reads a file of waivers.
 *
 * @param file name shown in problems
 * @param text the document
 * @param meant country judged for, and ids of the checks there are
 */
export function readWaivers(
  file: string,
  text: string,
  meant: { readonly country: string; readonly checks: readonly string[] },
): ReadWaivers {
  const document = new CountryText(file, text, WAIVERS);
  if (document.value === undefined || document.value === null) return { waivers: [], problems: few(document.problems) };
  const parsed = waiversDocument.safeParse(document.value);
  const issues = parsed.success
    ? []
    : shapeIssues(parsed.error, waiversDocument, document.value, (path) => document.written(path));
  const known = issuesOf(document.value, meant);
  const problems = few([...document.problems, ...[...issues, ...known].map((issue) => document.place(issue))]);
  if (!parsed.success || problems.length > 0) return { waivers: [], problems };
  const waivers = parsed.data.waivers.map((entry, index) => {
    const { line, column } = document.place({ path: ['waivers', index], title: '', mend: '' });
    return { ...entry, place: { file, address: `waivers.${index}`, line, column } };
  });
  return { waivers, problems };
}

/** What no schema knows: which country is judged, which checks there are, which days the calendar has. */
function issuesOf(value: unknown, { country, checks }: { country: string; checks: readonly string[] }): Issue[] {
  const { country: written, waivers } = value as { country?: unknown; waivers?: unknown };
  const other: Issue[] =
    typeof written === 'string' && countryCodes.includes(written) && written !== country
      ? [
          {
            path: ['country'],
            title: 'waivers of another country',
            found: written,
            allowed: country,
            mend: `name the waivers of ${country} with --waivers, or judge for ${written}`,
          },
        ]
      : [];
  const entries = Array.isArray(waivers) ? (waivers as ({ check?: unknown; expires?: unknown } | null)[]) : [];
  return [...other, ...entries.flatMap((entry, index) => [...unknownCheck(entry, index), ...noSuchDay(entry, index)])];

  function unknownCheck(entry: (typeof entries)[number], index: number): Issue[] {
    const check = entry?.check;
    if (!waiver.shape.check.safeParse(check).success || checks.includes(String(check))) return [];
    return [
      {
        path: ['waivers', index, 'check'],
        title: 'unknown check',
        found: `${check}${didYouMean(check, checks)}`,
        allowed: checks.join(', '),
        mend: 'write the id of the finding that is accepted; findings about waivers are not waived',
      },
    ];
  }

  function noSuchDay(entry: (typeof entries)[number], index: number): Issue[] {
    const expires = entry?.expires;
    if (!day.safeParse(expires).success || isDay(String(expires))) return [];
    return [
      {
        path: ['waivers', index, 'expires'],
        title: 'no such day',
        found: String(expires),
        allowed: 'a day of the calendar',
        mend: 'write the last day it holds',
      },
    ];
  }
}

/** Whether a text is a day of the calendar, as 2027-02-28 is and 2027-02-30 is not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

/** JSON Schema (draft 2020-12) of a file of waivers, as text, for editors. */
export function waiversJsonSchema(): string {
  const schema = z.toJSONSchema(waiversDocument, { io: 'input' });
  return `${JSON.stringify({ title: 'Waivers of a sovereign AI region', ...schema }, null, 2)}\n`;
}
