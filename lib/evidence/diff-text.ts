/** A difference for people, for a pull request and for machines. */
import type { Change, Difference, Direction, Place, Side } from '../diff';
import { noPaint, type Paint, visible } from '../profile/problem';
import { type Medium, markdown } from './medium';

/** How the two sides are named: the folder, file or revision as it was given. */
export type Names = Readonly<Record<Side, string>>;

export interface DiffSummary {
  readonly worse: number;
  readonly better: number;
  readonly neutral: number;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

export function summarizeDiff({ changes, types }: Difference): DiffSummary {
  const count = (direction: Direction) => changes.filter((change) => change.direction === direction).length;
  const sum = (what: 'added' | 'removed' | 'changed') => types.reduce((total, type) => total + type[what], 0);
  return {
    worse: count('worse'),
    better: count('better'),
    neutral: count('neutral'),
    added: sum('added'),
    removed: sum('removed'),
    changed: sum('changed'),
  };
}

/** JSON text that ends in a newline. */
export const diffJson = (difference: Difference, names: Names, country: string): string =>
  `${JSON.stringify({ schemaVersion: 1, country, old: names.old, new: names.new, summary: summarizeDiff(difference), ...difference }, null, 2)}\n`;

const INDENT = '      ';

/** The human form, ending in a newline. Colours come from the caller. */
export function diffText(difference: Difference, names: Names, paint: Paint = noPaint): string {
  const of = (direction: Direction) => difference.changes.filter((change) => change.direction === direction);
  const blocks = [
    ...of('worse').map((change) => block(paint.red('WORSE'), change, names, paint)),
    ...of('better').map((change) => block(paint.green('BETTER'), change, names, paint)),
    ...of('neutral').map((change) => block(paint.yellow('NEUTRAL'), change, names, paint)),
    plain(difference, paint),
    verdict(difference, paint),
  ];
  return `${blocks.filter((text) => text !== '').join('\n\n')}\n`;
}

function block(
  label: string,
  { kind, check, resource, message, findings }: Change,
  names: Names,
  paint: Paint,
): string {
  const what = check ?? kind;
  const head = `${label}  ${paint.bold(what)}   ${visible(resource.address)} (${visible(resource.type)})   ${paint.dim(placeText(resource, names))}`;
  const said = findings.map((finding) => `${paint.dim(finding.check)}  ${visible(finding.message)}`);
  return [head, ...[visible(message), ...said].map((line) => `${INDENT}${line}`)].join('\n');
}

/** `file:line:column` as a terminal opens it; of what is gone, in the old side. */
function placeText({ side, file, line, column }: Place, names: Names): string {
  const root = names[side];
  const path = file === '' ? root : /[:/]$/.test(root) ? `${root}${file}` : `${root}/${file}`;
  return visible(`${path}:${line}:${column}`);
}

/** Paths of a changed resource that a person reads before they become a page. */
const MOST = 6;

function plain({ types, altered }: Difference, paint: Paint): string {
  if (types.length === 0) return '';
  const width = Math.max(...types.map(({ type }) => type.length));
  const rows = types.map(({ type, ...counts }) => `  ${type.padEnd(width)}  ${countText(counts)}`);
  const changed = altered.map(
    ({ resource, paths }) => `  ${visible(resource.address)}  ${paint.dim(visible(few(paths)))}`,
  );
  return [
    paint.bold('Resources by type'),
    ...rows,
    ...(changed.length > 0 ? [paint.bold('Changed'), ...changed] : []),
  ].join('\n');
}

const few = (paths: readonly string[]): string =>
  paths.length > MOST ? `${paths.slice(0, MOST).join(', ')} and ${paths.length - MOST} more` : paths.join(', ');

const countText = ({ added, removed, changed }: { added: number; removed: number; changed: number }): string =>
  [['added', added] as const, ['removed', removed] as const, ['changed', changed] as const]
    .filter(([, amount]) => amount > 0)
    .map(([what, amount]) => `${what} ${amount}`)
    .join('  ');

function verdict(difference: Difference, paint: Paint): string {
  const { worse, better, neutral, added, removed, changed } = summarizeDiff(difference);
  const bad = `worse ${worse}`;
  return `${worse > 0 ? paint.red(bad) : bad}  ${paint.green(`better ${better}`)}  neutral ${neutral}  ${paint.dim(`(resources: added ${added}, removed ${removed}, changed ${changed})`)}`;
}

/** For a pull request. */
export function diffMarkdown(difference: Difference, names: Names, medium: Medium = markdown): string {
  const { worse, better, neutral, added, removed, changed } = summarizeDiff(difference);
  const rows = difference.changes.map(({ direction, kind, check, resource, message, findings }) =>
    [
      direction,
      check ?? kind,
      `${resource.address} (${resource.type})`,
      [message, ...findings.map((finding) => `${finding.check}: ${finding.message}`)].join('; '),
      placeText(resource, names),
    ].map(cell),
  );
  const types = difference.types.map(({ type, ...counts }) =>
    [type, `${counts.added}`, `${counts.removed}`, `${counts.changed}`].map(cell),
  );
  return `${[
    medium.heading(2, `${cell(names.old)} → ${cell(names.new)}`),
    `worse ${worse}, better ${better}, neutral ${neutral}; resources added ${added}, removed ${removed}, changed ${changed}`,
    ...(rows.length > 0
      ? [
          medium.table(
            ['', 'about', 'resource', 'what', 'where'],
            rows.map(([direction = '', ...rest]) => [direction === 'worse' ? '**worse**' : direction, ...rest]),
          ),
        ]
      : []),
    ...(types.length > 0 ? [medium.table(['type', 'added', 'removed', 'changed'], types)] : []),
  ].join('\n\n')}\n`;
}

/** Text that a template wrote, so that it stays text in a table. */
const cell = (text: string): string =>
  visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]~]/g, '\\$&');
