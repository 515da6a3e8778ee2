/** Terraform expressions, resolved as far as a configuration alone can: literals, variables, locals, references. */
import { Reference, Unknown, type Value } from '../model';
import { concat } from '../text';
import { at, isSettled } from '../value';
import { type Block, isObject } from './root';
import { parts } from './template';

const DEEPEST = 120;

export interface Names {
  /** `type.name` → graph id and body, of every adapted resource. */
  readonly resources: ReadonlyMap<string, { readonly id: string; readonly body: Block['body'] }>;
  readonly variables: ReadonlyMap<string, Block['body']>;
  readonly locals: ReadonlyMap<string, unknown>;
}

/** Resolves JSON of a configuration. Cycles, functions and conditionals are `Unknown`; nothing throws. */
export function createResolver(names: Names): (node: unknown) => Value {
  const locals = new Map<string, Value>();
  const open = new Set<string>();
  return (node) => resolve(node, 0);

  function resolve(node: unknown, depth: number): Value {
    if (depth > DEEPEST) return new Unknown(`nested deeper than ${DEEPEST} levels`);
    if (typeof node === 'string') return template(node, depth);
    if (Array.isArray(node)) return node.map((item) => resolve(item, depth + 1));
    if (!isObject(node)) return typeof node === 'number' || typeof node === 'boolean' ? node : null;
    const entries = Object.entries(node).flatMap(([key, child]): [string, Value][] => {
      if (key === '//') return [];
      if (key === 'dynamic' && isObject(child)) return dynamics(child, node);
      return [[key, resolve(child, depth + 1)]];
    });
    return Object.fromEntries(entries);
  }

  function template(text: string, depth: number): Value {
    if (!text.includes('${') && !text.includes('%{')) return text;
    const split = parts(text);
    if (!split) return new Unknown(text);
    const [only] = split;
    if (split.length === 1 && only && 'expression' in only) return expression(only.expression, depth);
    return concat(split.map((part) => ('text' in part ? part.text : inText(part.expression, depth))));
  }

  /** Inside a longer string, an argument another resource states in plain text is that text. */
  function inText(source: string, depth: number): Value {
    const value = expression(source, depth);
    if (!(value instanceof Reference)) return value;
    const target = names.resources.get(value.target.slice(value.target.indexOf('#') + 1));
    const stated = target && Object.hasOwn(target.body, value.attribute) ? target.body[value.attribute] : undefined;
    return typeof stated === 'string' && !stated.includes('${') ? stated : value;
  }

  function expression(source: string, depth: number): Value {
    const literal = literalOf(source);
    if (literal !== undefined) return literal;
    const steps = traversal(source);
    if (!steps) return unknown(source);
    const [head, name, ...rest] = steps;
    if (name === undefined || head === undefined) return unknown(source);
    if (head === 'var') return within(variable(name, depth), rest, source);
    if (head === 'local') return within(local(name, depth), rest, source);
    const target = names.resources.get(`${head}.${name}`);
    if (!target) return unknown(source);
    // `x.y[0].id`: the index picks an instance of a counted resource.
    const attribute = rest[0] !== undefined && /^\d+$/.test(rest[0]) ? rest.slice(1) : rest;
    return new Reference(target.id, attribute.join('.') || 'ref');
  }

  function variable(name: string, depth: number): Value | undefined {
    const declared = names.variables.get(name);
    if (!declared || !Object.hasOwn(declared, 'default')) return undefined;
    return resolve(declared['default'], depth + 1);
  }

  function local(name: string, depth: number): Value | undefined {
    if (!names.locals.has(name) || open.has(name)) return undefined;
    const known = locals.get(name);
    if (known !== undefined) return known;
    open.add(name);
    const value = resolve(names.locals.get(name), depth + 1);
    open.delete(name);
    locals.set(name, value);
    return value;
  }
}

/** A `dynamic "x"` block makes an unknown number of `x` blocks, unless some are written out as well. */
function dynamics(child: { readonly [key: string]: unknown }, beside: object): [string, Value][] {
  return Object.keys(child)
    .filter((name) => !Object.hasOwn(beside, name))
    .map((name) => [name, new Unknown(`dynamic block ${name}`)]);
}

function within(value: Value | undefined, rest: string[], source: string): Value {
  if (value === undefined) return unknown(source);
  if (rest.length === 0) return value;
  const found = isSettled(value) ? at(value, rest) : undefined;
  return found === undefined ? unknown(source) : found;
}

const unknown = (source: string): Unknown => new Unknown(source, `\${${source}}`);

function literalOf(source: string): Value | undefined {
  if (source === 'true' || source === 'false') return source === 'true';
  if (source === 'null') return null;
  if (/^-?\d+(\.\d+)?$/.test(source)) return Number(source);
  const quoted = /^"([^"\\$%]*)"$/.exec(source);
  return quoted ? quoted[1] : undefined;
}

/** `a.b[0]["c"].d` → its steps; undefined for anything that computes. */
function traversal(source: string): string[] | undefined {
  if (!/^[A-Za-z_][\w-]*(\.[A-Za-z_0-9][\w-]*|\[\d+\]|\["[^"]*"\])*$/.test(source)) return undefined;
  return [...source.matchAll(/[\w-]+|"([^"]*)"/g)].map((match) => match[1] ?? match[0]);
}
