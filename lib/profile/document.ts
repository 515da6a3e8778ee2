/** The text of a document a person writes: its syntax, its values, and where each of them stands. */
import {
  type Alias,
  type Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import type { Problem } from './problem';
import {
  COUNTRY,
  circularAlias,
  duplicateKey,
  empty,
  type Kind,
  syntaxIssue,
  tooDeep,
  tooManyAliases,
  unknownAlias,
  unreadable,
} from './syntax';

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

/** Longest document read, in bytes. Documents are written by hand: a page or two. */
export const MAX_BYTES = 256 * 1024;
const MAX_ALIASES = 50;
/** A country document is seven deep; a value deeper than this is a mistake or an attack. */
const MAX_DEPTH = 32;

/** A YAML document that remembers where everything stands. Never throws on any text. */
export class CountryText {
  private readonly text: string;
  private readonly lines: string[];
  private readonly counter = new LineCounter();
  private root: Node | null = null;
  /** The document as plain data; undefined where it could not be read. */
  readonly value: unknown;
  /** Problems of syntax. */
  readonly problems: readonly Problem[];

  constructor(
    readonly file: string,
    text: string,
    private readonly kind: Kind = COUNTRY,
  ) {
    // A lone carriage return ends a line in YAML; the parser knows line feeds only.
    this.text = text.replace(/^\uFEFF/, '').replace(/\r(?!\n)/g, '\n');
    this.lines = this.text.split(/\r?\n/);
    const problems: Problem[] = [];
    try {
      this.value = this.parse(problems);
    } catch (error) {
      // Only nesting beyond the stack is left: other limits are looked for.
      problems.push(this.whole(error instanceof RangeError ? tooDeep(kind) : unreadable(kind, error)));
    }
    this.problems = problems;
  }

  private parse(problems: Problem[]): unknown {
    const document = parseDocument(this.text, {
      lineCounter: this.counter,
      prettyErrors: false,
      logLevel: 'error',
      uniqueKeys: false,
    });
    this.root = document.contents;
    if (document.errors.some(({ message }) => message.includes('call stack'))) throw new RangeError();
    // One slip of syntax trips the parser over and over; the first of a line tells.
    const told = new Set<number>();
    for (const error of [...document.errors, ...document.warnings]) {
      const problem = this.syntax(document, error);
      if (!told.has(problem.line)) problems.push(problem);
      told.add(problem.line);
    }
    if (document.errors.length > 0) return undefined;
    problems.push(...this.duplicateKeys(document));
    const aliases: Alias[] = [];
    visit(document, { Alias: (_, alias) => void aliases.push(alias) });
    const wrong = this.aliasProblems(document, aliases);
    problems.push(...wrong);
    if (wrong.length > 0) return undefined;
    const value = this.plain(document, aliases[0], problems);
    if (isDeeper(value, MAX_DEPTH)) throw new RangeError();
    if (value === null && problems.length === 0) problems.push(this.whole(empty(this.kind)));
    return value;
  }

  /** Places an issue: at the value its path names, or at the nearest ancestor that exists. */
  place(issue: Issue): Problem {
    const path = [...issue.path];
    while (path.length > 0) {
      const node = this.nodeAt(path, issue.key === true && path.length === issue.path.length);
      if (node) return this.atNode(node, issue);
      path.pop();
    }
    return this.whole(issue);
  }

  /** The value at a path as the person wrote it (`012`, `"1"`); undefined for maps, lists and what is not there. */
  written(path: Issue['path']): string | undefined {
    const node = this.nodeAt(path, false);
    if (!node?.range || isCollection(node)) return undefined;
    const [first = '', ...more] = this.text.slice(node.range[0], node.range[1]).split(/\r?\n/);
    return more.some((line) => line.trim() !== '') ? `${first} …` : first;
  }

  private nodeAt(path: Issue['path'], key: boolean): Node | undefined {
    let node: unknown = this.root;
    for (const [index, step] of path.entries()) {
      const last = index === path.length - 1;
      if (isMap(node)) {
        // Of two equal keys the later one gives the value.
        const pair = node.items.findLast((item) => isScalar(item.key) && String(item.key.value) === String(step));
        if (!pair) return undefined;
        // A key without a value (`custody:`) is shown at the key.
        const empty = isScalar(pair.value) && pair.value.value === null && pair.value.source === '';
        node = last && (key || pair.value === null || empty) ? pair.key : pair.value;
      } else if (isSeq(node) && typeof step === 'number') {
        node = node.items[step];
        if (isPair(node)) return undefined;
      } else return undefined;
    }
    return isNode(node) && node.range ? node : undefined;
  }

  private syntax(document: Document, error: YAMLError): Problem {
    const issue = syntaxIssue(error.code, error.message);
    const opened = issue.opened ? lastOpened(document, error.pos[0]) : undefined;
    if (opened?.range) return this.at(opened.range[0], 1, issue);
    return this.at(error.pos[0], error.pos[1] - error.pos[0], issue);
  }

  private duplicateKeys(document: Document): Problem[] {
    const problems: Problem[] = [];
    visit(document, {
      Map: (_, map) => {
        const seen = new Map<string, number>();
        for (const { key } of map.items) {
          if (!isScalar(key) || !key.range) continue;
          const name = String(key.value);
          const first = seen.get(name);
          const { line } = this.counter.linePos(key.range[0]);
          if (first === undefined) seen.set(name, line);
          else problems.push(this.atNode(key, duplicateKey(name, first)));
        }
      },
    });
    return problems;
  }

  /** Aliases that lead nowhere or back to themselves, and more of them than a page needs. */
  private aliasProblems(document: Document, aliases: readonly Alias[]): Problem[] {
    const beyond = aliases[MAX_ALIASES];
    if (beyond) return [this.atNode(beyond, tooManyAliases(MAX_ALIASES))];
    return aliases.flatMap((alias) => {
      const [start, end] = alias.resolve(document)?.range ?? [];
      if (start === undefined || end === undefined) return [this.atNode(alias, unknownAlias(alias.source))];
      return (alias.range?.[0] ?? 0) < end ? [this.atNode(alias, circularAlias(alias.source))] : [];
    });
  }

  private plain(document: Document, firstAlias: Alias | undefined, problems: Problem[]): unknown {
    try {
      return document.toJS({ maxAliasCount: MAX_ALIASES });
    } catch (error) {
      // The library counts the aliases inside aliases.
      if (!(error instanceof ReferenceError) || !firstAlias) throw error;
      problems.push(this.atNode(firstAlias, tooManyAliases(MAX_ALIASES)));
      return undefined;
    }
  }

  private atNode(node: Node, issue: Issue): Problem {
    let at = node;
    // A block begins with its first key; underlining it to the line's end would take a comment with it.
    while (isMap(at) && !at.flow && isNode(at.items[0]?.key)) at = at.items[0].key;
    const [start, end] = at.range ?? [0, 0];
    return this.at(start, isSeq(at) && !at.flow ? 1 : end - start, issue);
  }

  private whole(issue: Issue): Problem {
    const first = this.lines.findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
    const line = Math.max(0, first);
    const source = this.lines[line] ?? '';
    return this.problem(issue, line + 1, 1, source.trimEnd().length, source);
  }

  private at(offset: number, length: number, issue: Issue): Problem {
    // A problem at the end of the text is shown after the last thing written.
    const end = this.text.trimEnd().length;
    const { line, col } = this.counter.linePos(Math.min(offset, Math.max(end, 0)));
    const source = this.lines[line - 1] ?? '';
    return this.problem(issue, line || 1, col || 1, Math.min(length, source.length - col + 1), source);
  }

  private problem(issue: Issue, line: number, column: number, length: number, source: string): Problem {
    const { title, found, allowed, mend, severity = 'error' } = issue;
    return {
      severity,
      file: this.file,
      line,
      column,
      length: Math.max(1, length),
      source,
      title,
      found: found === undefined || found.length <= MAX_FOUND ? found : `${found.slice(0, MAX_FOUND)}…`,
      allowed,
      mend,
    };
  }
}

const MAX_FOUND = 300;

/** The bracket or quote opened last before an offset and still open there. */
function lastOpened(document: Document, offset: number): Node | undefined {
  let last: Node | undefined;
  visit(document, {
    Node: (_, node) => {
      const opens = isScalar(node) ? node.type?.startsWith('QUOTE') : isCollection(node) && node.flow;
      const [start = 0, end = 0] = node.range ?? [];
      if (opens && start < offset && end >= offset && start >= (last?.range?.[0] ?? 0)) last = node;
    },
  });
  return last;
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((part) => isDeeper(part, depth - 1));
}
