import { judge } from '../../lib/checks/judge';
import { compare, type Difference, type Judged, type Side } from '../../lib/diff';
import { readSide, type SideFiles } from '../../lib/engines/sides';
import { diffJson, diffMarkdown, diffText, type Names, summarizeDiff } from '../../lib/evidence/diff-text';
import { paintFor } from '../terminal';
import { countryAndRegion } from './for-whom';

export interface DiffOptions {
  readonly country: string;
  readonly region?: string;
  readonly format: 'human' | 'json' | 'markdown';
}

/** Two outputs, compared as a reviewer would. Exit 1 when anything is worse. */
export function diff(old: string, now: string, options: DiffOptions): number {
  const whom = countryAndRegion(options);
  if (!whom) return 2;
  const names: Names = { old, new: now };
  const sides = { old: readSide(old, whom.code, whom), new: readSide(now, whom.code, whom) };
  const judged = { old: judgeSide(sides.old, whom), new: judgeSide(sides.new, whom) };
  const unread = (['old', 'new'] as const).map((side) => complain(side, sides[side], judged[side], names[side]));
  // Half of a comparison would show everything as removed, or as new.
  if (unread.includes(true)) return 2;
  const difference = shownFiles(compare(judged.old, judged.new), sides);
  process.stdout.write(
    {
      human: () => diffText(difference, names, paintFor(process.stdout)),
      json: () => diffJson(difference, names, whom.code),
      markdown: () => diffMarkdown(difference, names),
    }[options.format](),
  );
  return summarizeDiff(difference).worse > 0 ? 1 : 0;
}

function judgeSide({ files, promises }: SideFiles, { code, days }: { code: string; days: number }) {
  return judge(files, { country: code, retentionDays: days, expectations: promises });
}

/** Says what of a side could not be read. Returns whether that was a whole file, or everything. */
function complain(side: Side, { files, unreadable }: SideFiles, { graph }: Judged, name: string): boolean {
  const opened = new Set(graph.resources.map(({ file }) => file));
  for (const { file, message } of [...unreadable, ...graph.unreadable])
    process.stderr.write(`${side} ${name}${file && ` ${file}`}: ${message}\n`);
  return (
    files.length === 0 ||
    unreadable.length > 0 ||
    graph.unreadable.some(({ file, isPartial }) => isPartial || !opened.has(file))
  );
}

/** A single file is its target; its name here was only for comparing. */
function shownFiles(difference: Difference, sides: Readonly<Record<Side, SideFiles>>): Difference {
  const of = <T extends { readonly resource: { readonly side: Side; readonly file: string } }>(entry: T): T =>
    sides[entry.resource.side].single ? { ...entry, resource: { ...entry.resource, file: '' } } : entry;
  return { ...difference, changes: difference.changes.map(of), altered: difference.altered.map(of) };
}
