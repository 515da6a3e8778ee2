/** Reading resolved values: paths, lists, and the scalars templates write in more ways than one. */
import { type Graph, Reference, type Resource, Unknown, type Value } from './model';

export type Path = readonly (string | number)[];
type Table = { [key: string]: Value };

/** Neither of the two leaves that only the deployment settles. */
export const isSettled = (value: Value | undefined): value is Exclude<Value, Unknown | Reference> =>
  value !== undefined && !(value instanceof Unknown) && !(value instanceof Reference);

export const isTable = (value: Value | undefined): value is Table =>
  isSettled(value) && value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * The value at a path. Absent and `null` are `undefined`; a path that enters something unknown gives that unknown.
 * A list of one block may be entered without its index, and a block written as an object by index 0.
 */
export function at(root: Value | undefined, path: Path): Value | undefined {
  let value: Value | undefined = root;
  for (const step of path) {
    if (Array.isArray(value) && !isIndex(step) && value.length === 1) value = value[0];
    if (value instanceof Reference) return new Unknown(`part of ${value.target}`, undefined, [value]);
    if (value instanceof Unknown) return value;
    if (Array.isArray(value)) value = isIndex(step) ? value[Number(step)] : undefined;
    else if (isTable(value)) {
      if (Object.hasOwn(value, step)) value = value[step];
      else if (Number(step) !== 0 || step === '') return undefined;
    } else return undefined;
  }
  return value ?? undefined;
}

/** The value of a resource's property at a dotted path. */
export const read = (resource: Resource, path: string): Value | undefined =>
  at(resource.properties as Table, path.split('.'));

/** Every value a dotted path with `*` for "each item" reaches, with where it is. Absent ends are left out. */
export function select(root: Value | undefined, pattern: string): { value: Value; path: (string | number)[] }[] {
  let found: { value: Value | undefined; path: (string | number)[] }[] = [{ value: root, path: [] }];
  for (const step of pattern.split('.')) {
    found = found.flatMap(({ value, path }) => {
      if (value === undefined || value === null) return [];
      if (step === '*') return items(value).map((item, index) => ({ value: item, path: [...path, index] }));
      return [{ value: at(value, [step]), path: [...path, step] }];
    });
  }
  return found.flatMap(({ value, path }) => (value === undefined || value === null ? [] : [{ value, path }]));
}

/** A list's items; a lone block or scalar is a list of one. */
export const items = (value: Value | undefined): Value[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** A boolean, however the template spells it; `fallback` is the provider's default for an absent one. */
export function flag(value: Value | undefined, fallback: boolean): boolean | Unknown {
  if (value === undefined || value === null) return fallback;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && /^(true|yes|on)$/i.test(value)) return true;
  if (typeof value === 'string' && /^(false|no|off)$/i.test(value)) return false;
  return unsettled(value) ?? new Unknown(String(value));
}

/** A number, also when written as text. */
export function number(value: Value | undefined): number | Unknown | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  return unsettled(value) ?? new Unknown(String(value));
}

/** A string; numbers and booleans as written. */
export function text(value: Value | undefined): string | Unknown | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') return unsettled(value) ?? new Unknown('a value that is not text');
  return String(value);
}

/** The text a value shows, holes and all; undefined where there is none. */
export const visibleText = (value: Value | undefined): string | undefined =>
  value instanceof Unknown ? value.text : typeof value === 'string' ? value : undefined;

/** Follows a reference to a literal the target states itself (`azurerm_resource_group.rg.name`). */
export function settle(graph: Graph, value: Value | undefined, hops = 8): Value | undefined {
  if (!(value instanceof Reference) || hops === 0) return value;
  const target = graph.byId(value.target);
  const stated = target && read(target, value.attribute);
  return stated === undefined || stated instanceof Unknown ? value : settle(graph, stated, hops - 1);
}

/** Resources an expression mentions. */
export const mentions = (value: Value | undefined): readonly Reference[] =>
  value instanceof Reference ? [value] : value instanceof Unknown ? value.references : [];

function unsettled(value: Value): Unknown | undefined {
  if (value instanceof Unknown) return value;
  return value instanceof Reference ? new Unknown(`${value.target} ${value.attribute}`, undefined, [value]) : undefined;
}

const isIndex = (step: string | number): boolean => typeof step === 'number' || /^\d+$/.test(step);
