/** HCL text → the same data as Terraform's JSON form has: blocks by kind and label, expressions as `${…}`. */
import type { Path, SourceDocument } from './document';
import { lineIndex, type Place } from './lines';
import { SyntaxFault } from './terraform/scan';
import { type Expression, Reader } from './terraform/syntax';

/** No one writes blocks within blocks deeper than this. */
const DEEPEST = 60;

/** What is written somewhere: a value, or a table or list of what is written. */
interface Written {
  readonly offset: number;
  readonly form: 'value' | 'table' | 'list';
  readonly value?: unknown;
  readonly children: Map<string | number, Written>;
}

/** Reads a configuration or a file of values (`*.tfvars`); a string is the reason it could not be read. */
export function readHcl(text: string): SourceDocument | string {
  const at = lineIndex(text);
  try {
    const root = body(new Reader(text), 0, 0);
    return { data: dataOf(root), place: (path) => at(find(root, path)) };
  } catch (fault) {
    if (!(fault instanceof SyntaxFault)) throw fault;
    const { line, column }: Place = at(fault.offset);
    return `not valid HCL at line ${line}, column ${column}: ${fault.message}`;
  }
}

/** Arguments and blocks up to the brace that closes them, or to the end of the file. */
function body(reader: Reader, start: number, depth: number): Written {
  if (depth > DEEPEST) throw reader.fault(`blocks nested deeper than ${DEEPEST} levels`);
  const table = node('table', start);
  for (;;) {
    reader.space(true);
    const offset = reader.at;
    if (depth > 0 ? reader.take('}') : reader.at >= reader.end) return table;
    const name = reader.name();
    if (name === undefined) throw reader.fault(`expected an argument or a block, found ${reader.found()}`);
    reader.space();
    if (reader.next('=') && !reader.next('==')) {
      reader.take('=');
      if (table.children.has(name)) throw reader.fault(`${name} is given twice`, offset);
      table.children.set(name, { ...written(reader.expression()), offset });
    } else block(reader, table, name, offset, depth);
    endOfLine(reader, depth);
  }
}

/** `resource "type" "name" { … }`: a table within a table for each label, and at the end of them a list of blocks. */
function block(reader: Reader, table: Written, kind: string, offset: number, depth: number): void {
  const member = (of: Written, key: string, form: Written['form']): Written => {
    const found = of.children.get(key) ?? node(form, offset);
    if (found.form !== form) throw reader.fault(`${key} is given in two forms`, offset);
    of.children.set(key, found);
    return found;
  };
  let within = table;
  let key = kind;
  for (reader.space(); !reader.take('{'); reader.space()) {
    within = member(within, key, 'table');
    key = reader.name() ?? label(reader);
  }
  const list = member(within, key, 'list');
  list.children.set(list.children.size, body(reader, offset, depth + 1));
}

function label(reader: Reader): string {
  const text = reader.next('"') ? reader.expression() : undefined;
  if (text?.kind === 'literal' && typeof text.value === 'string') return text.value;
  throw reader.fault(`expected =, a label or {, found ${reader.found()}`);
}

function endOfLine(reader: Reader, depth: number): void {
  reader.space();
  if (reader.at >= reader.end || reader.next('\n') || reader.next('\r\n') || (depth > 0 && reader.next('}'))) return;
  throw reader.fault(`expected the end of the line, found ${reader.found()}`);
}

/** Lists and tables keep the places of what is in them; all else that computes stays an expression. */
function written(of: Expression): Written {
  const { offset } = of;
  if (of.kind === 'tuple') {
    return node('list', offset, new Map(of.items.map((item, index) => [index, written(item)])));
  }
  if (of.kind === 'object') {
    const children = new Map<string, Written>();
    for (const [key, value] of of.entries) {
      if (key.kind !== 'literal') return { ...node('value', offset), value: `\${${of.source}}` };
      children.set(String(key.value), { ...written(value), offset: key.offset });
    }
    return node('table', offset, children);
  }
  return { ...node('value', offset), value: scalar(of) };
}

function scalar(of: Expression): unknown {
  if (of.kind === 'literal') return typeof of.value === 'string' ? escaped(of.value) : of.value;
  if (of.kind === 'unary' && of.operator === '-' && of.of.kind === 'literal') return -Number(of.of.value);
  if (of.kind !== 'template') return `\${${of.source}}`;
  return of.parts
    .map((part) =>
      typeof part === 'string' ? escaped(part) : part.kind === 'directive' ? part.source : `\${${part.source}}`,
    )
    .join('');
}

/** Text that says no more than it says, in a form where `${` says more. */
const escaped = (text: string): string => text.replace(/([$%])\{/g, '$1$1{');

const node = (form: Written['form'], offset: number, children: Written['children'] = new Map()): Written => ({
  form,
  offset,
  children,
});

/** A name may be `__proto__`: `fromEntries` defines it as any other. */
function dataOf({ form, value, children }: Written): unknown {
  if (form === 'value') return value;
  if (form === 'list') return [...children.values()].map(dataOf);
  return Object.fromEntries([...children].map(([key, child]) => [key, dataOf(child)]));
}

function find(root: Written, path: Path): number {
  let at = root;
  for (const step of path) {
    const [only] = at.children.values();
    // A path may leave out the index of a block that stands alone.
    if (at.form === 'list' && typeof step === 'string' && at.children.size === 1 && only) at = only;
    const next = at.children.get(step);
    if (!next) break;
    at = next;
  }
  return at.offset;
}
