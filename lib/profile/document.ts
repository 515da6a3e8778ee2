/** The text of a country document: its syntax, its values, and where each of them stands. */
import { isMap, isNode, isPair, isScalar, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import type { Problem } from './problem';

/** A problem before it is placed: `path` names the value, `key` says the key itself is meant. */
export interface Issue {
  readonly severity?: 'error' | 'warning';
  readonly path: readonly (string | number)[];
  readonly key?: boolean;
  readonly title: string;
  readonly found?: string;
  readonly allowed?: string;
  readonly mend: string;
}

/** Longest document read, in bytes. A country document is a page. */
export const MAX_BYTES = 256 * 1024;
const MAX_ALIASES = 50;

/** A YAML document that remembers where everything stands. Never throws on any text. */
export class CountryText {
  private readonly lines: string[];
  private readonly counter = new LineCounter();
  private readonly root: ParsedNode | null = null;
  /** The document as plain data; undefined where it could not be read. */
  readonly value: unknown;
  /** Problems of syntax. */
  readonly problems: readonly Problem[];

  constructor(
    readonly file: string,
    text: string,
  ) {
    this.lines = text.split(/\r\n|\r|\n/);
    try {
      const document = parseDocument(text, { lineCounter: this.counter, prettyErrors: false, uniqueKeys: true });
      this.root = document.contents;
      const problems = [...document.errors, ...document.warnings].map((error) =>
        this.at(error.pos[0], error.pos[1] - error.pos[0], yamlIssue(error.code, error.message)),
      );
      if (problems.length === 0 && document.contents === null) problems.push(this.whole(EMPTY));
      this.problems = problems;
      this.value = document.errors.length === 0 ? document.toJS({ maxAliasCount: MAX_ALIASES }) : undefined;
    } catch (error) {
      // The library's own limits (aliases) and the stack's (nesting) are problems of the document.
      this.problems = [
        this.whole({
          path: [],
          title: error instanceof RangeError ? 'too deeply nested' : 'not readable as YAML',
          found: error instanceof Error && !(error instanceof RangeError) ? error.message : undefined,
          allowed: `a country document: plain keys and values, at most ${MAX_ALIASES} aliases`,
          mend: 'write the values out; see sovereign init',
        }),
      ];
      this.value = undefined;
    }
  }

  /** Places an issue: at the value its path names, or at the nearest ancestor that exists. */
  place(issue: Issue): Problem {
    const path = [...issue.path];
    while (path.length > 0) {
      const range = this.rangeOf(path, issue.key === true && path.length === issue.path.length);
      if (range) return this.at(range[0], range[1] - range[0], issue);
      path.pop();
    }
    return this.whole(issue);
  }

  private rangeOf(path: readonly (string | number)[], key: boolean): [number, number] | undefined {
    let node: unknown = this.root;
    for (const [index, step] of path.entries()) {
      const last = index === path.length - 1;
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
        if (!pair) return undefined;
        // A key without a value (`custody:`) is shown at the key.
        const empty = isScalar(pair.value) && pair.value.value === null && pair.value.source === '';
        node = last && (key || pair.value === null || empty) ? pair.key : pair.value;
      } else if (isNode(node) && 'items' in node && typeof step === 'number') {
        node = (node.items as unknown[])[step];
        if (isPair(node)) return undefined;
      } else return undefined;
    }
    return isNode(node) && node.range ? [node.range[0], node.range[1]] : undefined;
  }

  private whole(issue: Issue): Problem {
    const first = this.lines.findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
    const line = Math.max(0, first);
    const source = this.lines[line] ?? '';
    return this.problem(issue, line + 1, 1, source.length, source);
  }

  private at(offset: number, length: number, issue: Issue): Problem {
    const { line, col } = this.counter.linePos(offset);
    const source = this.lines[line - 1] ?? '';
    return this.problem(issue, line || 1, col || 1, Math.max(1, Math.min(length, source.length - col + 1)), source);
  }

  private problem(issue: Issue, line: number, column: number, length: number, source: string): Problem {
    const { title, found, allowed, mend, severity = 'error' } = issue;
    return { severity, file: this.file, line, column, length: length || 1, source, title, found, allowed, mend };
  }
}

const EMPTY: Issue = {
  path: [],
  title: 'the document is empty',
  allowed: 'a country document',
  mend: 'write one with: sovereign init <country>',
};

function yamlIssue(code: string, message: string): Issue {
  if (code === 'DUPLICATE_KEY')
    return { path: [], title: 'duplicate key', found: 'the same key twice', mend: 'keep one of them' };
  const hint: Record<string, string> = {
    TAB_AS_INDENT: 'indent with spaces',
    BAD_INDENT: 'line up the keys of one level',
    MULTIPLE_DOCS: 'one document per file',
  };
  return {
    path: [],
    title: 'YAML syntax',
    found: (message.split('\n')[0] ?? message).slice(0, 200),
    mend: hint[code] ?? 'mend the syntax here; an editor with the YAML schema shows it as you type',
  };
}
