/** Terraform's expressions as trees. One grammar for both forms: HCL writes them bare, JSON inside `${…}`. */
import { Scanner, SyntaxFault } from './scan';

interface Node {
  /** The text of it, as written. */
  readonly source: string;
  /** Where it begins in the text it was read from. */
  readonly offset: number;
}
export type Expression = Node &
  (
    | { readonly kind: 'literal'; readonly value: null | boolean | number | string }
    | { readonly kind: 'template'; readonly parts: readonly (string | Expression)[] }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'get'; readonly from: Expression; readonly key: string }
    | { readonly kind: 'index'; readonly from: Expression; readonly key: Expression }
    | { readonly kind: 'splat'; readonly from: Expression }
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly spread: boolean }
    | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
    | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
    | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
    | { readonly kind: 'object'; readonly entries: readonly (readonly [Expression, Expression])[] }
    | { readonly kind: 'for'; readonly loop: Loop }
    /** `%{ if … }` and `%{ for … }` in a text: read over, not evaluated. */
    | { readonly kind: 'directive' }
  );
export type Kind<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** `[for k, v in over : value if test]`, or with a key an object. */
export interface Loop {
  readonly names: readonly string[];
  readonly over: Expression;
  readonly key?: Expression;
  readonly value: Expression;
  readonly test?: Expression;
  readonly isGrouped: boolean;
}

/** No one writes deeper; a hostile text is answered before the stack runs out. */
const DEEPEST = 150;
const BINARY: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
/** What stands for itself in every text. */
const PLAIN = /[^"\\$%\n]+/y;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?\n/uy;
/** Reads expressions from a text, wherever the reader stands. Every method throws {@link SyntaxFault}. */
export class Reader extends Scanner {
  private depth = 0;

  expression(): Expression {
    if (++this.depth > DEEPEST) throw this.fault(`nested deeper than ${DEEPEST} levels`);
    this.space();
    const offset = this.at;
    const test = this.binary(0);
    const before = this.at;
    this.space();
    let result = test;
    if (this.take('?')) {
      const yes = this.expression();
      this.need(':');
      const no = this.expression();
      result = { kind: 'choice', test, yes, no, ...this.from(offset) };
    } else this.at = before;
    this.depth--;
    return result;
  }

  private from(offset: number): Node {
    return { offset, source: this.text.slice(offset, this.at).trim() };
  }

  private binary(level: number): Expression {
    const operators = BINARY[level];
    if (!operators) return this.unary();
    const offset = this.at;
    let left = this.binary(level + 1);
    for (;;) {
      const before = this.at;
      this.space();
      const operator = operators.find((word) => this.next(word) && !this.next('=>'));
      if (!operator) {
        this.at = before;
        return left;
      }
      this.at += operator.length;
      this.space();
      const right = this.binary(level + 1);
      left = { kind: 'binary', operator, left, right, ...this.from(offset) };
    }
  }

  private unary(): Expression {
    const offset = this.at;
    const operator = this.text[this.at] ?? '';
    if ((operator !== '!' && operator !== '-') || this.next('!=')) return this.postfix();
    if (++this.depth > DEEPEST) throw this.fault(`nested deeper than ${DEEPEST} levels`);
    this.at++;
    this.space();
    const of = this.unary();
    this.depth--;
    return { kind: 'unary', operator, of, ...this.from(offset) };
  }

  private postfix(): Expression {
    const offset = this.at;
    let node = this.primary();
    for (;;) {
      const before = this.at;
      this.space();
      if (this.next('.') && !this.next('...')) {
        this.at++;
        this.space();
        if (this.take('*')) node = { kind: 'splat', from: node, ...this.from(offset) };
        else {
          const key = this.name() ?? this.match(/\d+/y)?.[0];
          if (key === undefined) throw this.fault(`expected a name after the dot, found ${this.found()}`);
          node = { kind: 'get', from: node, key, ...this.from(offset) };
        }
      } else if (this.take('[')) {
        const from = node;
        node = this.within(true, (): Expression => {
          this.space();
          if (this.take('*')) {
            this.need(']');
            return { kind: 'splat', from, ...this.from(offset) };
          }
          const key = this.expression();
          this.need(']');
          return { kind: 'index', from, key, ...this.from(offset) };
        });
      } else {
        this.at = before;
        return node;
      }
    }
  }

  private primary(): Expression {
    const offset = this.at;
    if (this.take('(')) {
      const inner = this.within(true, () => {
        const value = this.expression();
        this.need(')');
        return value;
      });
      return { ...inner, ...this.from(offset) };
    }
    if (this.take('[')) return this.within(true, () => this.bracket(offset));
    if (this.take('{')) return this.within(true, () => this.brace(offset));
    if (this.take('"')) return this.quoted(offset);
    const heredoc = this.match(HEREDOC);
    if (heredoc) return this.heredoc(offset, heredoc[1] === '-', heredoc[2] ?? '');
    const number = this.match(NUMBER)?.[0];
    if (number !== undefined) return { kind: 'literal', value: Number(number), ...this.from(offset) };
    let name = this.name();
    if (name === undefined) throw this.fault(`expected a value, found ${this.found()}`);
    const word = ({ true: true, false: false, null: null } as const)[name as 'true'];
    if (word !== undefined && ['true', 'false', 'null'].includes(name))
      return { kind: 'literal', value: word, ...this.from(offset) };
    while (this.take('::')) name += `::${this.name() ?? ''}`;
    const after = this.at;
    this.space();
    if (!this.take('(')) {
      this.at = after;
      return { kind: 'name', name, ...this.from(offset) };
    }
    return this.call(offset, name);
  }

  private call(offset: number, name: string): Expression {
    return this.within(true, () => {
      let spread = false;
      const args = this.list(')', () => {
        const value = this.expression();
        this.space();
        if (this.take('...')) spread = true;
        return value;
      });
      return { kind: 'call', name, args, spread, ...this.from(offset) };
    });
  }

  /** Items with commas between them, and perhaps one after the last. */
  private list<T>(close: string, item: () => T): T[] {
    const items: T[] = [];
    for (;;) {
      this.space();
      if (this.take(close)) return items;
      items.push(item());
      this.space();
      if (this.take(close)) return items;
      this.need(',');
    }
  }

  private bracket(offset: number): Expression {
    this.space();
    if (this.keyword('for')) return { kind: 'for', loop: this.loop(']'), ...this.from(offset) };
    const items = this.list(']', () => this.expression());
    return { kind: 'tuple', items, ...this.from(offset) };
  }

  private brace(offset: number): Expression {
    this.space();
    if (this.keyword('for')) return { kind: 'for', loop: this.loop('}'), ...this.from(offset) };
    const entries: [Expression, Expression][] = [];
    for (;;) {
      this.space(true);
      if (this.take('}')) return { kind: 'object', entries, ...this.from(offset) };
      const [key, value] = this.within(false, (): [Expression, Expression] => {
        const isComputed = this.next('(');
        const left = this.expression();
        this.space();
        if (!this.take('=')) this.need(':');
        // A bare word is a key, not a name; only brackets make it one.
        const label: Expression =
          left.kind === 'name' && !isComputed ? { ...left, kind: 'literal', value: left.name } : left;
        return [label, this.expression()];
      });
      entries.push([key, value]);
      this.space(false);
      if (this.take(',') || this.next('}')) continue;
      if (!this.next('\n') && !this.next('\r\n'))
        throw this.fault(`expected a comma or a new line, found ${this.found()}`);
    }
  }

  private keyword(word: string): boolean {
    if (!this.next(word) || /[\w-]/.test(this.text[this.at + word.length] ?? '')) return false;
    this.at += word.length;
    return true;
  }

  private loop(close: string): Loop {
    const names: string[] = [];
    do {
      this.space();
      const name = this.name();
      if (name === undefined) throw this.fault(`expected a name, found ${this.found()}`);
      names.push(name);
      this.space();
    } while (this.take(','));
    if (!this.keyword('in')) throw this.fault(`expected in, found ${this.found()}`);
    const over = this.expression();
    this.need(':');
    const first = this.expression();
    this.space();
    const value = this.take('=>') ? this.expression() : undefined;
    this.space();
    const isGrouped = this.take('...');
    this.space();
    const test = this.keyword('if') ? this.expression() : undefined;
    this.need(close);
    return { names, over, key: value && first, value: value ?? first, test, isGrouped };
  }

  private quoted(offset: number): Expression {
    const parts = this.parts((character) => {
      if (character === '\n' || character === undefined) throw this.fault('the text is not closed', offset);
      return character === '"';
    }, true);
    this.at++;
    return asTemplate(parts, this.from(offset));
  }

  private heredoc(offset: number, isFlush: boolean, label: string): Expression {
    const closing = new RegExp(`^[ \\t]*${label}[ \\t]*\\r?$`, 'mg');
    closing.lastIndex = this.at;
    const last = closing.exec(this.text);
    if (!last || last.index > this.end) throw this.fault(`${label} does not come again to close the text`, offset);
    const body = this.text.slice(this.at, last.index);
    this.at = closing.lastIndex - (last[0].endsWith('\r') ? 1 : 0);
    const inner = new Reader(isFlush ? flush(body) : body);
    inner.depth = this.depth + 1;
    if (inner.depth > DEEPEST) throw this.fault(`nested deeper than ${DEEPEST} levels`);
    return asTemplate(
      inner.parts((character) => character === undefined, false),
      this.from(offset),
      true,
    );
  }

  /** Text and holes up to where `isEnd` says so, which is not passed. */
  parts(isEnd: (character: string | undefined) => boolean, escapes: boolean): (string | Expression)[] {
    const found: (string | Expression)[] = [];
    let text = '';
    const close = (): void => {
      if (text !== '') found.push(text);
      text = '';
    };
    for (;;) {
      const character = this.at < this.end ? this.text[this.at] : undefined;
      if (isEnd(character)) break;
      if (this.next('$${') || this.next('%%{')) {
        text += `${character}{`;
        this.at += 3;
      } else if (this.next('${')) {
        close();
        this.at += 2;
        found.push(this.hole());
      } else if (this.next('%{')) {
        close();
        found.push(this.directive());
      } else if (escapes && character === '\\') text += this.escape();
      else text += this.match(PLAIN)?.[0] ?? this.text[this.at++];
    }
    close();
    return found;
  }

  private hole(): Expression {
    if (this.take('~')) this.space(true);
    return this.within(true, () => {
      const value = this.expression();
      this.space();
      this.take('~');
      this.need('}');
      return value;
    });
  }

  private directive(): Expression {
    const offset = this.at;
    const close = this.text.indexOf('}', offset);
    if (close === -1 || close >= this.end) throw this.fault('the directive is not closed', offset);
    this.at = close + 1;
    return { kind: 'directive', ...this.from(offset) };
  }

  private escape(): string {
    const unicode = this.match(/\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8}))/y);
    if (unicode) {
      const code = Number.parseInt(unicode[1] ?? unicode[2] ?? '0', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
    }
    const plain = ESCAPES[this.text[this.at + 1] ?? ''];
    if (plain === undefined) throw this.fault('no such escape in a text');
    this.at += 2;
    return plain;
  }
}

/** A text that is one hole is what the hole holds, of whatever type; unless it is a heredoc, which ends a line. */
function asTemplate(parts: readonly (string | Expression)[], node: Node, isText = false): Expression {
  if (parts.length === 0) return { kind: 'literal', value: '', ...node };
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'string') return { kind: 'literal', value: only, ...node };
  if (parts.length === 1 && typeof only === 'object' && only.kind !== 'directive' && !isText) return only;
  return { kind: 'template', parts, ...node };
}

/** `<<-` takes from each line what the least indented one has. */
function flush(body: string): string {
  const least = Math.min(
    ...body.split('\n').flatMap((line) => (line.trim() === '' ? [] : [/^[ \t]*/.exec(line)?.[0].length ?? 0])),
  );
  return Number.isFinite(least) ? body.replace(new RegExp(`^[ \\t]{0,${least}}`, 'gm'), '') : body;
}

/** A text of Terraform JSON; undefined for one that is not of the grammar. */
export function templateOf(text: string): Expression | undefined {
  const reader = new Reader(text);
  try {
    const parts = reader.parts((character) => character === undefined, false);
    return asTemplate(parts, { offset: 0, source: text });
  } catch (fault) {
    if (fault instanceof SyntaxFault) return undefined;
    throw fault;
  }
}
