/** CloudFormation's functions, resolved as far as a template alone can. What is left is `Unknown`; nothing throws. */
import { cidrBlocks } from '../addresses';
import { Reference, Unknown, type Value } from '../model';
import { concat, placeholder, show } from '../text';
import { isSettled, mentions } from '../value';
import { evaluate } from './conditions';
import { parameter, pseudo } from './pseudo';
import { isObject, type Json, NOTHING, own, type Resolved, type Scope } from './scope';

/** No real template is nested deeper; a hostile one is answered with `Unknown` before the stack runs out. */
export const DEEPEST = 120;

type Intrinsic = (argument: unknown, scope: Scope, depth: number) => Resolved;

/** The intrinsic an object is, or undefined for plain data. */
export function intrinsicOf(node: { readonly [key: string]: unknown }): [Intrinsic, unknown] | undefined {
  const keys = Object.keys(node);
  const [name] = keys;
  if (keys.length !== 1 || name === undefined) return undefined;
  if (Object.hasOwn(INTRINSICS, name)) return [INTRINSICS[name] as Intrinsic, node[name]];
  return name.startsWith('Fn::') ? [() => new Unknown(name), node[name]] : undefined;
}

const INTRINSICS: Record<string, Intrinsic> = {
  Ref: (argument, scope) => (typeof argument === 'string' ? ref(argument, scope) : new Unknown('Ref')),

  'Fn::GetAtt': (argument, scope) => {
    const parts = typeof argument === 'string' ? argument.split('.') : Array.isArray(argument) ? argument : [];
    const [id, ...attribute] = parts;
    if (typeof id !== 'string' || attribute.length === 0 || !attribute.every((part) => typeof part === 'string')) {
      return new Unknown('Fn::GetAtt');
    }
    return getAtt(id, attribute.join('.'), scope);
  },

  'Fn::Sub': (argument, scope, depth) => {
    const [template, given] = Array.isArray(argument) ? argument : [argument, undefined];
    if (typeof template !== 'string') return new Unknown('Fn::Sub');
    const names = isObject(given) ? resolveEach(given, scope, depth) : {};
    const parts = template.split(/(\$\{[^{}]*\})/).map((part): Value => {
      const hole = /^\$\{([^{}]*)\}$/.exec(part)?.[1];
      if (hole === undefined) return part;
      if (hole.startsWith('!')) return `\${${hole.slice(1)}}`;
      const name = hole.trim();
      if (Object.hasOwn(names, name)) return leaf(names[name] ?? null, name);
      const dot = name.indexOf('.');
      return leaf(dot === -1 ? ref(name, scope) : getAtt(name.slice(0, dot), name.slice(dot + 1), scope), name);
    });
    return dynamic(concat(parts));
  },

  'Fn::Join': (argument, scope, depth) => {
    const [separator, list] = Array.isArray(argument) ? argument : [];
    const values = scope.resolve(list, depth + 1);
    if (typeof separator !== 'string' || !Array.isArray(values)) return new Unknown('Fn::Join');
    return dynamic(concat(values.flatMap((value, index) => (index === 0 ? [value] : [separator, value]))));
  },

  'Fn::Select': (argument, scope, depth) => {
    const [position, list] = Array.isArray(argument) ? argument : [];
    const index = scope.resolve(position, depth + 1);
    const values = scope.resolve(list, depth + 1);
    if (!Array.isArray(values) || typeof index === 'symbol' || !/^\d+$/.test(String(index))) {
      return new Unknown(`Fn::Select ${position} of ${describe(list)}`, undefined, drawnFrom(values));
    }
    return values[Number(index)] ?? new Unknown(`Fn::Select ${index}: the list has ${values.length}`);
  },

  'Fn::Split': (argument, scope, depth) => {
    const [separator, source] = Array.isArray(argument) ? argument : [];
    const text = scope.resolve(source, depth + 1);
    if (typeof separator !== 'string' || separator === '' || typeof text !== 'string')
      return new Unknown('Fn::Split', undefined, drawnFrom(text));
    return text.split(separator);
  },

  'Fn::If': (argument, scope, depth) => {
    const [name, yes, no] = Array.isArray(argument) ? argument : [];
    const truth = typeof name === 'string' ? scope.condition(name) : evaluate(name, scope);
    if (truth === undefined && (yes === undefined || no === undefined)) return new Unknown(`Fn::If ${describe(name)}`);
    if (truth === undefined)
      return either(`Fn::If ${describe(name)}`, scope.resolve(yes, depth + 1), scope.resolve(no, depth + 1));
    return scope.resolve(truth ? yes : no, depth + 1);
  },

  'Fn::FindInMap': (argument, scope, depth) => {
    const [map, first, second, options] = Array.isArray(argument) ? argument : [];
    const keys = [map, first, second].map((key) => scope.resolve(key, depth + 1));
    if (!keys.every((key) => typeof key === 'string' || typeof key === 'number')) {
      return new Unknown(`Fn::FindInMap ${keys.map(word).join('.')}`);
    }
    let node: unknown = scope.mappings;
    for (const key of keys) node = isObject(node) ? own(node, String(key)) : undefined;
    // A mapping holds literals only; resolving what a hostile one holds could look itself up for ever.
    if (node !== undefined)
      return isLiteral(node) ? (node as Value) : new Unknown(`Fn::FindInMap ${keys.map(String).join('.')}`);
    if (isObject(options) && Object.hasOwn(options, 'DefaultValue')) {
      return scope.resolve(options['DefaultValue'], depth + 1);
    }
    return new Unknown(`Fn::FindInMap ${keys.map(String).join('.')}`);
  },

  'Fn::Base64': (argument, scope, depth) => {
    const text = scope.resolve(argument, depth + 1);
    return typeof text === 'string' ? Buffer.from(text).toString('base64') : new Unknown('Fn::Base64');
  },

  'Fn::ToJsonString': (argument, scope, depth) => {
    const value = scope.resolve(argument, depth + 1);
    return value !== NOTHING && isWhole(value) ? JSON.stringify(value) : new Unknown('Fn::ToJsonString');
  },

  'Fn::GetAZs': () => new Unknown('Fn::GetAZs'),
  'Fn::ImportValue': (argument, scope, depth) => {
    const name = scope.resolve(argument, depth + 1);
    const value = typeof name === 'string' ? scope.links.exported(scope.file.region, name) : undefined;
    return value ?? new Unknown(`Fn::ImportValue ${typeof name === 'string' ? name : describe(argument)}`);
  },
  'Fn::Cidr': (argument, scope, depth) => {
    const [block, count, bits] = (Array.isArray(argument) ? argument : []).map((part) =>
      scope.resolve(part, depth + 1),
    );
    const blocks =
      typeof block === 'string' ? cidrBlocks(block, Number(String(count)), 32 - Number(String(bits))) : undefined;
    return blocks ?? new Unknown('Fn::Cidr', undefined, block === undefined ? [] : drawnFrom(block));
  },
};

function ref(name: string, scope: Scope): Resolved {
  const known = pseudo(name, scope) ?? parameter(name, scope);
  if (known !== undefined) return known;
  return scope.has(name) ? new Reference(`${scope.file.name}#${name}`, 'ref') : placeholder(name);
}

function getAtt(id: string, attribute: string, scope: Scope): Resolved {
  if (!scope.has(id)) return placeholder(`${id}.${attribute}`);
  const output = /^Outputs\.(.+)$/.exec(attribute)?.[1];
  const value = output === undefined ? undefined : scope.links.output(scope, id, output);
  return value ?? new Reference(`${scope.file.name}#${id}`, attribute);
}

/** Where both ways lead to the same, which of them is taken does not matter. */
function either(why: string, yes: Resolved, no: Resolved): Resolved {
  if (
    yes === no ||
    (yes !== NOTHING && no !== NOTHING && isWhole(yes) && isWhole(no) && JSON.stringify(yes) === JSON.stringify(no))
  )
    return yes;
  return new Unknown(why, undefined, [...drawnFrom(yes), ...drawnFrom(no)]);
}

/** Once each, however often the text names them. */
const resolveEach = (given: Json, scope: Scope, depth: number): { [name: string]: Resolved } =>
  Object.fromEntries(Object.entries(given).map(([name, node]) => [name, scope.resolve(node, depth + 1)]));

/** Secrets and SSM parameters are looked up at deployment. */
export function dynamic(value: string | Unknown): string | Unknown {
  return typeof value === 'string' && value.includes('{{resolve:') ? new Unknown(value, value) : value;
}

const isLiteral = (node: unknown): boolean =>
  ['string', 'number', 'boolean'].includes(typeof node) || (Array.isArray(node) && node.every(isLiteral));

/** Resources that a part was taken of: which part is not known, of what is. */
const drawnFrom = (value: Resolved): readonly Reference[] => (value === NOTHING ? [] : mentions(value));

/** One key of a lookup, in words. */
const word = (key: Resolved): string =>
  key instanceof Unknown ? (key.text ?? key.why) : key instanceof Reference ? show(key) : String(key);

const leaf = (value: Resolved, name: string): Value => (value === NOTHING ? new Unknown(name) : value);

const describe = (node: unknown): string =>
  typeof node === 'string' ? node : isObject(node) ? (Object.keys(node)[0] ?? '{}') : typeof node;

function isWhole(value: Value): boolean {
  if (!isSettled(value)) return false;
  return value === null || typeof value !== 'object' || Object.values(value).every(isWhole);
}
