/** Terraform expressions, evaluated as far as a configuration alone can. What is left is `Unknown`; nothing throws. */
import { Reference, Unknown, type Value } from '../model';
import { concat } from '../text';
import { at, flag, isSettled, isTable, mentions, number } from '../value';
import { call, equal } from './functions';
import { isObject } from './root';
import { type Expression, type Kind, templateOf } from './syntax';

const DEEPEST = 120;

/** Names that stand for a value here only: `each`, `count`, what a `for` or a `dynamic` block counts with. */
export type Env = { readonly [name: string]: Value };
/** Nothing has such a name. */
export const ALONE: Env = {};

/** What a module's expressions can see. */
export interface Names {
  variable(name: string): Value | undefined;
  local(name: string): Value | undefined;
  /** A reference to a resource; a list or a table of them where it is made more than once. */
  resource(address: string): Value | undefined;
  /** Outputs of a module by the key of its instance, which is empty where there is one. */
  module(name: string): ReadonlyMap<string, (output: string) => Value | undefined> | undefined;
  /** What a resource states itself of an attribute. */
  stated(reference: Reference): Value | undefined;
}

/** Shared by all modules of a root, so that no arrangement of them takes more time or stack than one. */
export interface Effort {
  depth: number;
  /** Values that loops and functions may still make; a turn of a loop costs ten. */
  left: number;
  readonly isTooHeavy: (value: Value) => boolean;
  /** Texts read before: what is written once is evaluated for every instance of it. */
  readonly read: Map<string, Expression | undefined>;
}

/** Beyond this many, texts are read anew each time. */
const MOST_READ = 20_000;

/** Something Terraform would refuse: a part that is not there. What `try` tries next for. */
class Refused extends Unknown {}

export interface Evaluator {
  /** JSON of a configuration, with `${…}` in its texts. */
  resolve(node: unknown, env?: Env): Value;
}

export function createEvaluator(names: Names, effort: Effort): Evaluator {
  return { resolve: (node, env = ALONE) => resolve(node, env) };

  function deeper(work: () => Value): Value {
    if (effort.depth >= DEEPEST) return new Unknown(`nested deeper than ${DEEPEST} levels`);
    effort.depth++;
    try {
      return work();
    } finally {
      effort.depth--;
    }
  }

  function resolve(node: unknown, env: Env): Value {
    if (typeof node === 'string') {
      if (!node.includes('${') && !node.includes('%{')) return node;
      const expression = parsed(node);
      return expression ? evaluate(expression, env) : new Unknown(node.slice(0, 200));
    }
    if (Array.isArray(node)) return deeper(() => node.map((item) => resolve(item, env)));
    if (!isObject(node)) return typeof node === 'number' || typeof node === 'boolean' ? node : null;
    // What is written once may be made many times over.
    if (env !== ALONE) effort.left -= Object.keys(node).length;
    if (effort.left < 0) return new Unknown('more values than a configuration holds');
    return deeper(() => {
      const entries = Object.entries(node).flatMap(([key, child]): [string, Value][] =>
        key === '//' || (key === 'dynamic' && isObject(child)) ? [] : [[key, resolve(child, env)]],
      );
      const { dynamic } = node;
      return Object.fromEntries(isObject(dynamic) ? withDynamic(entries, dynamic, env) : entries);
    });
  }

  function parsed(text: string): Expression | undefined {
    if (effort.read.has(text)) return effort.read.get(text);
    const expression = templateOf(text);
    if (effort.read.size < MOST_READ) effort.read.set(text, expression);
    return expression;
  }

  /** A `dynamic "x"` block makes `x` blocks: as many as it loops over, after those written out. */
  function withDynamic(given: [string, Value][], dynamic: { readonly [key: string]: unknown }, env: Env) {
    const entries = new Map(given);
    for (const [name, blocks] of Object.entries(dynamic)) {
      const before = entries.get(name);
      for (const block of Array.isArray(blocks) ? blocks : [blocks]) {
        if (!isObject(block)) continue;
        const over = pairs(resolve(block['for_each'] ?? null, env));
        const iterator = /^(?:\$\{)?(\w+)\}?$/.exec(String(block['iterator'] ?? name))?.[1] ?? name;
        const [content] = Array.isArray(block['content']) ? block['content'] : [block['content']];
        const made = over?.map(([key, value]) => resolve(content ?? {}, { ...env, [iterator]: { key, value } }));
        if (made) entries.set(name, [...listOf(entries.get(name)), ...made]);
        else if (before === undefined) entries.set(name, new Unknown(`dynamic block ${name}`));
      }
      if (Array.isArray(entries.get(name)) && (entries.get(name) as Value[]).length === 0) entries.delete(name);
    }
    return entries;
  }

  function evaluate(of: Expression, env: Env): Value {
    return deeper(() => form(of, env));
  }

  function form(of: Expression, env: Env): Value {
    switch (of.kind) {
      case 'literal':
        return of.value;
      case 'template':
        return concat(of.parts.map((part) => (typeof part === 'string' ? part : inText(part, env))));
      case 'name':
      case 'get':
      case 'index':
      case 'splat':
        return traverse(of, env);
      case 'call':
        return calls(of, env);
      case 'unary': {
        const value = plain(evaluate(of.of, env));
        const result = of.operator === '!' ? not(flag(value, false)) : negative(number(value));
        return result ?? hole(of, value);
      }
      case 'binary':
        return binary(of, env);
      case 'choice':
        return choose(of, env);
      case 'tuple':
        return of.items.map((item) => evaluate(item, env));
      case 'object':
        return object(of, env);
      case 'for':
        return loop(of, env);
      case 'directive':
        return hole(of);
    }
  }

  /** Inside a longer text, an argument another resource states is what it states. */
  function inText(of: Expression, env: Env): Value {
    return of.kind === 'directive' ? new Unknown(of.source) : plain(evaluate(of, env));
  }

  /** A reference to what its resource states in so many words is those words. */
  function plain(value: Value): Value {
    if (!(value instanceof Reference)) return value;
    const stated = names.stated(value);
    return stated !== undefined && stated !== null && typeof stated !== 'object' ? stated : value;
  }

  function traverse(of: Expression, env: Env): Value {
    const steps: Expression[] = [];
    let root = of;
    while (root.kind === 'get' || root.kind === 'index' || root.kind === 'splat') {
      steps.unshift(root);
      root = root.from;
    }
    if (root.kind !== 'name') return walk(evaluate(root, env), steps, of, env);
    if (Object.hasOwn(env, root.name)) return walk(env[root.name] ?? null, steps, of, env);
    const [first, ...rest] = steps;
    if (first?.kind !== 'get') return hole(of);
    if (root.name === 'var') return walk(names.variable(first.key), rest, of, env);
    if (root.name === 'local') return walk(names.local(first.key), rest, of, env);
    if (root.name === 'module') return output(first.key, rest, of, env);
    return walk(names.resource(`${root.name}.${first.key}`), rest, of, env);
  }

  function output(name: string, steps: readonly Expression[], of: Expression, env: Env): Value {
    const instances = names.module(name);
    const [first] = steps;
    if (!instances || !first) return hole(of);
    const one = instances.get('');
    const after = first.kind === 'get' ? steps : steps.slice(1);
    const [attribute, ...rest] = after;
    if (attribute?.kind !== 'get') return hole(of);
    const read = (from: typeof one): Value => walk(from?.(attribute.key), rest, of, env);
    if (first.kind === 'get' || one) return first.kind === 'splat' ? [read(one)] : read(one);
    if (first.kind === 'splat') return [...instances.values()].map(read);
    const key = first.kind === 'index' ? plain(evaluate(first.key, env)) : null;
    return isSettled(key) ? read(instances.get(String(key))) : hole(of);
  }

  function walk(start: Value | undefined, steps: readonly Expression[], of: Expression, env: Env): Value {
    let value = start;
    for (const [index, step] of steps.entries()) {
      if (value === undefined || value instanceof Unknown) break;
      if (step.kind === 'splat') {
        const rest = steps.slice(index + 1);
        if (value instanceof Reference) value = stepInto(value, '*', of);
        else {
          const list: Value[] = isTable(value) ? [value] : listOf(value);
          return !isAffordable(list) ? hole(of) : list.map((item) => walk(item, rest, of, env));
        }
      } else if (step.kind === 'get') value = stepInto(value, step.key, of);
      else if (step.kind === 'index') {
        const key = plain(evaluate(step.key, env));
        if (isSettled(key)) value = stepInto(value, String(key), of, true);
        // Which one is not known: whichever, it is one of these.
        else if (!(value instanceof Reference && value.attribute === 'ref')) return hole(of, value, key);
      }
    }
    if (value === undefined) return hole(of);
    if (value instanceof Refused) return new Refused(of.source, `\${${of.source}}`);
    return value instanceof Unknown && steps.length > 0 ? hole(of, value) : value;
  }

  function stepInto(value: Value, key: string, of: Expression, isIndex = /^(\d+|\*)$/.test(key)): Value {
    if (value instanceof Reference) {
      // `x.y[0]`, `x.y["a"]`: the key picks an instance of what is one resource here.
      if (value.attribute === 'ref') return isIndex ? value : new Reference(value.target, key);
      return new Reference(value.target, `${value.attribute}.${key}`);
    }
    return at(value, [key]) ?? (isTable(value) && Object.hasOwn(value, key) ? null : new Refused(of.source));
  }

  function calls(of: Kind<'call'>, env: Env): Value {
    const args = of.args.map((arg) => evaluate(arg, env));
    if (of.name === 'can') {
      const [tried] = args;
      return tried instanceof Refused ? false : tried !== undefined && isSettled(tried) ? true : hole(of, ...args);
    }
    if (of.name === 'try') {
      const tried = args.find((arg) => !(arg instanceof Refused));
      return tried ?? new Refused(of.source);
    }
    const last = args.at(-1);
    if (of.spread && !Array.isArray(last)) return hole(of, ...args);
    const given = of.spread && Array.isArray(last) ? [...args.slice(0, -1), ...last] : args;
    const result = effort.left < 0 || given.some(effort.isTooHeavy) ? undefined : call(of.name, given, plain);
    if (result === undefined || !isAffordable(result)) return hole(of, ...given);
    return result;
  }

  function binary(of: Kind<'binary'>, env: Env): Value {
    const left = plain(evaluate(of.left, env));
    const right = plain(evaluate(of.right, env));
    const isTooHeavy = effort.isTooHeavy(left) || effort.isTooHeavy(right);
    const result = isTooHeavy ? undefined : operate(of.operator, left, right);
    return result === undefined ? hole(of, left, right) : result;
  }

  function choose(of: Kind<'choice'>, env: Env): Value {
    const test = plain(evaluate(of.test, env));
    const truth = test === null ? undefined : flag(test, false);
    if (truth === true) return evaluate(of.yes, env);
    if (truth === false) return evaluate(of.no, env);
    const yes = evaluate(of.yes, env);
    const no = evaluate(of.no, env);
    return !effort.isTooHeavy(yes) && !effort.isTooHeavy(no) && equal(yes, no) ? yes : hole(of, yes, no);
  }

  function object(of: Kind<'object'>, env: Env): Value {
    const entries: [string, Value][] = [];
    for (const [label, child] of of.entries) {
      const key = plain(evaluate(label, env));
      if (!isSettled(key) || key === null || typeof key === 'object') return hole(of, key);
      entries.push([String(key), evaluate(child, env)]);
    }
    return Object.fromEntries(entries);
  }

  function loop(of: Kind<'for'>, env: Env): Value {
    const { names: labels, over, key, value, test, isGrouped } = of.loop;
    const [first = '', second] = labels;
    const source = evaluate(over, env);
    const items = pairs(source);
    if (!items) return hole(of, source);
    const made: [string, Value][] = [];
    for (const [position, item] of items) {
      const inner = { ...env, ...(second === undefined ? { [first]: item } : { [first]: position, [second]: item }) };
      const wanted = test ? flag(plain(evaluate(test, inner)), false) : true;
      if (wanted === false) continue;
      const label = key ? plain(evaluate(key, inner)) : '';
      if (wanted !== true || !isSettled(label) || typeof label === 'object') return hole(of, source);
      made.push([String(label), evaluate(value, inner)]);
    }
    if (!key) return made.map(([, each]) => each);
    if (!isGrouped) return Object.fromEntries(made);
    const groups = new Map<string, Value[]>();
    for (const [label, each] of made) {
      const group = groups.get(label);
      if (group) group.push(each);
      else groups.set(label, [each]);
    }
    return Object.fromEntries(groups);
  }

  /** Keys and values to loop over; undefined where they are not known, or are more than a root may make. */
  function pairs(over: Value): [number | string, Value][] | undefined {
    if (over === null) return [];
    const found: [number | string, Value][] | undefined = Array.isArray(over)
      ? over.map((item, index) => [index, item])
      : isTable(over)
        ? Object.entries(over)
        : undefined;
    effort.left -= 10 * (found?.length ?? 0);
    return effort.left < 0 ? undefined : found;
  }

  function isAffordable(made: Value): boolean {
    effort.left -= Array.isArray(made) ? made.length : isTable(made) ? Object.keys(made).length : 0;
    return effort.left >= 0;
  }
}

const listOf = (value: Value | undefined): Value[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** What is not known of an expression keeps what it was drawn from. */
const hole = (of: Expression, ...from: readonly Value[]): Unknown =>
  new Unknown(of.source, `\${${of.source}}`, [...new Set(from.flatMap(drawn))].slice(0, 50));

const drawn = (value: Value): readonly Reference[] =>
  Array.isArray(value) ? value.flatMap(mentions) : mentions(value);

const not = (value: boolean | Unknown): boolean | undefined => (typeof value === 'boolean' ? !value : undefined);
const negative = (value: number | Unknown | undefined): number | undefined =>
  typeof value === 'number' ? -value : undefined;

function operate(operator: string, left: Value, right: Value): Value | undefined {
  if (operator === '&&' || operator === '||') {
    const [a, b] = [flag(left, false), flag(right, false)];
    const decisive = operator === '||';
    if (a === decisive || b === decisive) return decisive;
    return typeof a === 'boolean' && typeof b === 'boolean' ? !decisive : undefined;
  }
  if (operator === '==' || operator === '!=') {
    const same = equal(left, right);
    return same === undefined ? undefined : same === (operator === '==');
  }
  const [a, b] = [number(left), number(right)];
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  const results: Readonly<Record<string, number | boolean>> = {
    '<': a < b,
    '<=': a <= b,
    '>': a > b,
    '>=': a >= b,
    '+': a + b,
    '-': a - b,
    '*': a * b,
    '/': a / b,
    '%': a % b,
  };
  const result = results[operator];
  return typeof result === 'number' && !Number.isFinite(result) ? undefined : result;
}
