/** What a person sees: colours, tables, progress. Quiet in a pipe, plain with NO_COLOR. */
import { clearLine, cursorTo } from 'node:readline';
import Table from 'cli-table3';
import { createColors } from 'picocolors';
import type { Medium } from '../lib/evidence/medium';
import type { Paint } from '../lib/profile';

/** Colours for a stream: none in a pipe, or where NO_COLOR is set to anything. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const on = stream.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
  const { red, yellow, dim, bold, green, cyan } = createColors(on);
  return { red, yellow, dim, bold, green, cyan };
}

/** Columns without borders, two spaces apart. */
export function columns(rows: readonly (readonly string[])[], indent = 2, wrap?: number[]): string {
  const none = Object.fromEntries(
    [
      'top',
      'top-mid',
      'top-left',
      'top-right',
      'bottom',
      'bottom-mid',
      'bottom-left',
      'bottom-right',
      'left',
      'left-mid',
      'mid',
      'mid-mid',
      'right',
      'right-mid',
    ].map((part) => [part, '']),
  );
  const table = new Table({
    chars: { ...none, middle: '  ' },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    ...(wrap ? { colWidths: wrap, wordWrap: true } : {}),
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split('\n')
    .map((line) => `${' '.repeat(indent)}${line}`.trimEnd())
    .join('\n');
}

/** Widths at which a table fits the terminal, its widest columns wrapped; undefined where nothing need be wrapped. */
function fit(rows: readonly (readonly string[])[]): number[] | undefined {
  const room = (process.stdout.isTTY ? process.stdout.columns : 0) || 140;
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const total = () => widths.reduce((sum, width) => sum + width + 2, 2);
  if (total() <= room) return undefined;
  while (total() > room) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] as number) <= 20) break;
    widths[widest] = Math.max(
      20,
      (widths[widest] as number) - (total() - room),
      Math.floor((widths[widest] as number) / 2),
    );
  }
  return widths;
}

/** The plan's sections on a terminal. */
export function terminal(paint: Paint): Medium {
  return {
    heading: (level, text) =>
      level === 1 ? paint.bold(text) : level === 2 ? paint.cyan(text) : paint.bold(`  ${text}`),
    table: (head, rows) => columns([head.map((text) => paint.dim(text)), ...rows], 2, fit([head, ...rows])),
    list: (items) => items.map((item) => `  ${item}`).join('\n'),
  };
}

/** A line that says what is being done, on a terminal only; gone when it is done. */
export function progress(quiet: boolean): { say(text: string): void; done(): void } {
  const stream = process.stderr;
  if (quiet || stream.isTTY !== true || process.env['TERM'] === 'dumb') return { say: () => {}, done: () => {} };
  const clear = (): void => {
    cursorTo(stream, 0);
    clearLine(stream, 0);
  };
  return {
    say: (text) => {
      clear();
      stream.write(`${text} …`);
    },
    done: clear,
  };
}
