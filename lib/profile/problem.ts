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

const MAX_EXCERPT = 110;

/** Problems as a person reads them: `file:line:column  title`, the line with a caret, found, allowed, mend. */
export function formatProblems(problems: readonly Problem[], paint: Paint = noPaint): string {
  return problems.map((problem) => formatProblem(problem, paint)).join('\n\n');
}

function formatProblem(problem: Problem, paint: Paint): string {
  const mark = problem.severity === 'error' ? paint.red : paint.yellow;
  const lines = [
    `${paint.bold(`${problem.file}:${problem.line}:${problem.column}`)}  ${mark(
      problem.severity === 'warning' ? `warning: ${problem.title}` : problem.title,
    )}`,
  ];
  if (problem.source !== undefined) lines.push(...excerpt(problem, paint));
  for (const label of ['found', 'allowed', 'mend'] as const) {
    const text = problem[label];
    if (text) lines.push(`   ${paint.dim(label.padEnd(8))} ${text.replaceAll('\n', '\n            ')}`);
  }
  return lines.join('\n');
}

function excerpt(problem: Problem, paint: Paint): string[] {
  // Long lines show a window around the problem; tabs and control characters would move the caret.
  const start = Math.max(0, problem.column - 1 - MAX_EXCERPT / 2);
  const clean = (problem.source ?? '').replace(/\p{Cc}/gu, ' ');
  const text = clean.slice(start, start + MAX_EXCERPT);
  const offset = problem.column - 1 - start;
  const caret = '^'.repeat(Math.max(1, Math.min(problem.length, text.length - offset)));
  const number = String(problem.line).padStart(5);
  return [
    `${paint.dim(`${number} |`)} ${start > 0 ? '…' : ''}${text}`,
    `${paint.dim('      |')} ${start > 0 ? ' ' : ''}${' '.repeat(Math.max(0, offset))}${paint.red(caret)}`,
  ];
}
