/** A problem with what a person wrote: where, what was found, what is allowed, how to mend it. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** Characters to underline, at least 1. */
  readonly length: number;
  /** The line as written, for the excerpt; absent where there is no text to show. */
  readonly source?: string;
  readonly title: string;
  readonly found?: string;
  readonly allowed?: string;
  readonly mend: string;
}

export type Paint = Record<'red' | 'yellow' | 'dim' | 'bold' | 'green' | 'cyan', (text: string) => string>;
const plain = (text: string) => text;
/** No colours. */
export const noPaint: Paint = { red: plain, yellow: plain, dim: plain, bold: plain, green: plain, cyan: plain };

/** Columns of a line shown around a problem. */
const WINDOW = 110;

/** Problems as a person reads them: `file:line:column  title`, the line with a caret, found, allowed, mend. */
export function formatProblems(problems: readonly Problem[], paint: Paint = noPaint): string {
  return problems.map((problem) => formatProblem(problem, paint)).join('\n\n');
}

function formatProblem(problem: Problem, paint: Paint): string {
  const mark = problem.severity === 'error' ? paint.red : paint.yellow;
  const lines = [
    `${paint.bold(`${visible(problem.file)}:${problem.line}:${problem.column}`)}  ${mark(
      problem.severity === 'warning' ? `warning: ${problem.title}` : problem.title,
    )}`,
  ];
  if (problem.source !== undefined) lines.push(...excerpt(problem, problem.source, paint));
  // Only our own lists of what is allowed run over several lines.
  const parts = [
    ['found', visible(problem.found ?? '')],
    ['allowed', (problem.allowed ?? '').split('\n').map(visible).join('\n            ')],
    ['mend', visible(problem.mend)],
  ] as const;
  for (const [label, text] of parts) if (text) lines.push(`   ${paint.dim(label.padEnd(8))} ${text}`);
  return lines.join('\n');
}

/** The line with a caret; a long one as a window around the problem. */
function excerpt({ line, column, length }: Problem, source: string, paint: Paint): string[] {
  const before = [...source.slice(0, column - 1)].map(shown);
  const marked = [...source.slice(column - 1, column - 1 + length)].map(shown);
  const all = [...before, ...marked, ...[...source.slice(column - 1 + length)].map(shown)];
  const start = all.length <= WINDOW ? 0 : Math.max(0, Math.min(before.length - WINDOW / 2, all.length - WINDOW));
  const text = all.slice(start, start + WINDOW);
  const indent = width(before.slice(start)) + (start > 0 ? 1 : 0);
  const caret = '^'.repeat(Math.max(1, width(marked.slice(0, Math.max(0, start + WINDOW - before.length)))));
  return [
    `${paint.dim(`${String(line).padStart(5)} |`)} ${start > 0 ? '…' : ''}${text.join('')}${start + WINDOW < all.length ? '…' : ''}`.trimEnd(),
    `${paint.dim('      |')} ${' '.repeat(indent)}${paint.red(caret)}`,
  ];
}

/** Characters that move a cursor, hide or reorder text. The joiners that Indic and Arabic scripts need are none. */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
const hides = (char: string): boolean => HIDDEN.test(char) && char !== '\u200c' && char !== '\u200d';

/** A character of an excerpt: itself, or a stand-in of one column. */
const shown = (char: string): string => (char === '\t' ? ' ' : hides(char) ? '\ufffd' : char);

/** Text from a document or a file name with everything spelled out that a terminal would obey or not show. */
export function visible(text: string): string {
  return [...text].map((char) => (hides(char) ? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}` : char)).join('');
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const width = (chars: readonly string[]): number =>
  chars.reduce((sum, char) => sum + (/[\p{Mn}\p{Me}\u200c\u200d]/u.test(char) ? 0 : WIDE.test(char) ? 2 : 1), 0);
