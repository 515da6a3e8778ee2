/** What is wrong with the text of a document before anything is read of it, in words. */
import type { Issue } from './document';

/** What a file is meant to be, in the words of its problems. */
export interface Kind {
  readonly name: string;
  /** Where to see the form of one. */
  readonly form: string;
  /** How to come by a first one. */
  readonly first: string;
  /** Levels of keys, in words. */
  readonly levels: string;
}

export const COUNTRY: Kind = {
  name: 'a country document',
  form: 'sovereign init <country> shows the form',
  first: 'write one with: sovereign init <country>',
  levels: 'seven levels deep',
};

export const empty = ({ name, first }: Kind): Issue => ({
  path: [],
  title: 'the document is empty',
  allowed: name,
  mend: first,
});
export const unreadable = ({ name, form }: Kind, error: unknown): Issue => ({
  path: [],
  title: 'not readable as YAML',
  found: String(error),
  allowed: `${name}: plain keys and values`,
  mend: `write it anew; ${form}`,
});
export const tooDeep = ({ name, form, levels }: Kind): Issue => ({
  path: [],
  title: 'too deeply nested',
  found: 'a value inside itself, or brackets without end',
  allowed: `${name}: plain keys and values, ${levels}`,
  mend: `write it anew; ${form}`,
});
export const tooManyAliases = (most: number): Issue => ({
  path: [],
  title: 'too many aliases',
  found: 'values that repeat by alias, and aliases inside them',
  allowed: `at most ${most} in all, those inside aliases counted`,
  mend: 'write the values out',
});

export const unknownAlias = (name: string): Issue => ({
  path: [],
  title: 'unknown alias',
  found: `*${name}, and no &${name} before it`,
  allowed: 'an alias of an anchor that stands before it',
  mend: 'write the value out; in quotes where a text begins with *',
});
export const circularAlias = (name: string): Issue => ({
  path: [],
  title: 'circular alias',
  found: `*${name} inside &${name}`,
  allowed: 'an alias outside the value it stands for',
  mend: 'write the value out',
});
export const duplicateKey = (name: string, line: number): Issue => ({
  path: [],
  title: 'duplicate key',
  found: `${name}, already on line ${line}`,
  allowed: 'each key once in a map',
  mend: 'keep one of them',
});

/** What the parser's codes mean to a person: what is wrong, and how to mend it. */
const SYNTAX: Record<string, { found?: string; mend: string }> = {
  TAB_AS_INDENT: { found: 'a tab at the beginning of the line', mend: 'indent with spaces' },
  BAD_INDENT: { mend: 'line up the keys of one level' },
  BLOCK_AS_IMPLICIT_KEY: {
    found: 'a colon and a space inside a value, or a list or map on the line of its key',
    mend: 'put a text with a colon in quotes; begin a list or map on the next line',
  },
  BAD_SCALAR_START: { mend: 'put the value in quotes' },
  BAD_ALIAS: { mend: 'put a text that begins with * or & in quotes' },
  BAD_DQ_ESCAPE: { mend: 'write \\\\ for a backslash, or use single quotes' },
  MULTILINE_IMPLICIT_KEY: { found: 'a key without a colon and a space after it', mend: 'write key: value' },
  MISSING_CHAR: { mend: 'add what is missing' },
  MULTIPLE_DOCS: {
    found: 'a second document after ---',
    mend: 'keep one document in a file: remove the --- and what follows it',
  },
  TAG_RESOLVE_FAILED: { mend: 'remove the tag: values are plain' },
};

/** A slip of syntax in words; `opened` where the bracket or quote that was left open is meant. */
export function syntaxIssue(code: string, message: string): Issue & { opened?: true } {
  const known = SYNTAX[code] ?? { mend: 'mend the syntax here; an editor with the YAML schema shows it as you type' };
  const said = (message.split('\n')[0] ?? message).slice(0, 200);
  const open = /^Flow (map|sequence)|^Missing closing (['"])/.exec(said);
  if (open) {
    const [bracket, close] = open[1] === 'map' ? ['{', '}'] : open[1] ? ['[', ']'] : [open[2], open[2]];
    return {
      path: [],
      title: 'YAML syntax',
      found: `${bracket} without its ${close}`,
      mend: `close it with ${close}`,
      opened: true,
    };
  }
  if (said.endsWith('at node end'))
    return { path: [], title: 'YAML syntax', found: 'text after the value', mend: 'put the whole value in quotes' };
  const missing = code === 'MULTILINE_IMPLICIT_KEY' || said.startsWith('Implicit map keys need to be followed');
  const { found, mend } = missing ? (SYNTAX['MULTILINE_IMPLICIT_KEY'] as typeof known) : known;
  return { path: [], title: 'YAML syntax', found: found ?? said, mend };
}
