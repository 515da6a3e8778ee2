/** Going through HCL text: where one is, what comes next, what says nothing. */

/** What is not of the grammar, and where. */
export class SyntaxFault extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const SPACE = /(?:[ \t]+|\r(?=\n)|\/\*[\s\S]*?\*\/)+/y;
const SPACE_AND_LINES = /(?:\s+|\/\*[\s\S]*?\*\/|(?:#|\/\/)[^\n]*)+/y;
const COMMENT = /(?:#|\/\/)[^\n]*/y;

export class Scanner {
  at = 0;
  /** Inside brackets a line may end anywhere. */
  private lines = false;

  constructor(
    readonly text: string,
    readonly end = text.length,
  ) {}

  fault(message: string, offset = this.at): SyntaxFault {
    return new SyntaxFault(message, offset);
  }

  /** Passes over what says nothing; over ends of lines where they say nothing. */
  space(lines = this.lines): void {
    this.match(lines ? SPACE_AND_LINES : SPACE);
    if (!lines) this.match(COMMENT);
  }

  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found || pattern.lastIndex > this.end) return undefined;
    this.at = pattern.lastIndex;
    return found;
  }

  name(): string | undefined {
    return this.match(NAME)?.[0];
  }

  next(word: string): boolean {
    return this.at + word.length <= this.end && this.text.startsWith(word, this.at);
  }

  take(word: string): boolean {
    if (!this.next(word)) return false;
    this.at += word.length;
    return true;
  }

  need(word: string): void {
    this.space();
    if (!this.take(word)) throw this.fault(`expected ${word}, found ${this.found()}`);
  }

  found(): string {
    if (this.at >= this.end) return 'the end';
    const character = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0);
    return character === '\n' || character === '\r' ? 'the end of the line' : JSON.stringify(character);
  }

  /** Reads within brackets (where lines may end) or in a place of its own (where they may not). */
  within<T>(lines: boolean, read: () => T): T {
    const before = this.lines;
    this.lines = lines;
    const value = read();
    this.lines = before;
    return value;
  }
}
