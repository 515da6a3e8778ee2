/** Terraform expressions, resolved as far as a configuration alone can: literals, variables, locals, references, choices. */
import { Reference, Unknown, type Value } from '../model';
import { concat } from '../text';
import { at, isSettled } from '../value';
import { type Block, isObject } from './root';
import { choice, literalOf, type Step, traversal } from './syntax';
import { parts } from './template';
import { weighing } from './weight';

const DEEPEST = 120;

export interface Names {
  /** `type.name` → graph id and body, of every adapted resource. */
  readonly resources: ReadonlyMap<string, { readonly id: string; readonly body: Block['body'] }>;
  readonly variables: ReadonlyMap<string, Block['body']>;
  /** What `*.tfvars.json` files give the variables; it wins over their defaults. */
  readonly values: ReadonlyMap<string, unknown>;
  readonly locals: ReadonlyMap<string, unknown>;
}

/** Resolves JSON of a configuration. Cycles and functions are `Unknown`; nothing throws. */
export function createResolver(names: Names): (node: unknown) => Value {
  const known = new Map<string, Value>();
  const open = new Set<string>();
  const isTooHeavy = weighing();
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
    if (!split) return new Unknown(text.slice(0, 200));
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
    const chosen = choice(source, (atom) => expression(atom, depth + 1));
    if (chosen !== undefined) return expression(chosen, depth + 1);
    const [head, name, ...rest] = traversal(source) ?? [];
    if (name === undefined || head === undefined) return unknown(source);
    if (head.key === 'var') return within(variable(name.key, depth), rest, source);
    if (head.key === 'local') return within(local(name.key, depth), rest, source);
    const target = names.resources.get(`${head.key}.${name.key}`);
    if (!target) return unknown(source);
    // `x.y[0].id`, `x.y["a"].id`, `x.y[each.key].id`: the index picks an instance of one declared resource.
    const attribute = rest[0]?.isIndex || /^\d+$/.test(rest[0]?.key ?? '') ? rest.slice(1) : rest;
    return new Reference(target.id, attribute.map(({ key }) => key).join('.') || 'ref');
  }

  function variable(name: string, depth: number): Value | undefined {
    if (names.values.has(name)) return once(`var ${name}`, names.values.get(name), depth);
    const declared = names.variables.get(name);
    return declared && Object.hasOwn(declared, 'default') ? once(`var ${name}`, declared['default'], depth) : undefined;
  }

  function local(name: string, depth: number): Value | undefined {
    return names.locals.has(name) ? once(`local ${name}`, names.locals.get(name), depth) : undefined;
  }

  /** Resolved once and shared; undefined for what depends on itself. */
  function once(key: string, node: unknown, depth: number): Value | undefined {
    if (known.has(key)) return known.get(key);
    if (open.has(key)) return undefined;
    open.add(key);
    const value = resolve(node, depth + 1);
    open.delete(key);
    const kept = isTooHeavy(value)
      ? new Unknown(`${key}: it expands to more values than a configuration holds`)
      : value;
    known.set(key, kept);
    return kept;
  }
}

/** A `dynamic "x"` block makes an unknown number of `x` blocks, unless some are written out as well. */
function dynamics(child: { readonly [key: string]: unknown }, beside: object): [string, Value][] {
  return Object.keys(child)
    .filter((name) => !Object.hasOwn(beside, name))
    .map((name) => [name, new Unknown(`dynamic block ${name}`)]);
}

function within(value: Value | undefined, rest: readonly Step[], source: string): Value {
  if (value === undefined) return unknown(source);
  if (rest.length === 0) return value;
  if (!isSettled(value) || rest.some(({ isOpen }) => isOpen)) return unknown(source);
  return (
    at(
      value,
      rest.map(({ key }) => key),
    ) ?? unknown(source)
  );
}

const unknown = (source: string): Unknown => new Unknown(source, `\${${source}}`);
