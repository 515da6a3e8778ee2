/** Terraform's functions that need nothing but their arguments. One that is not here, or is given what it cannot take, is left unknown. */

import { cidrhost, cidrnetmask, cidrsubnet } from '../addresses';
import { Reference, Unknown, type Value } from '../model';
import { concat } from '../text';
import { isSettled, isTable, number as numberOf } from '../value';

type Table = { [key: string]: Value };
type Made = Value | undefined;

/** No list of a configuration is longer; a hostile one asks for a billion. */
const LONGEST = 10_000;

/** @param plain what a reference's resource states itself, where it does */
export function call(name: string, args: readonly Value[], plain: (value: Value) => Value): Made {
  const bare = name.replace(/^core::/, '');
  if (Object.hasOwn(OPEN, bare)) return OPEN[bare]?.(...args.map(plain));
  if (!Object.hasOwn(WHOLE, bare)) return undefined;
  const given = args.map(plain);
  return given.every(isWhole) ? WHOLE[bare]?.(...given) : undefined;
}

/** Settled through and through. */
export function isWhole(value: Value): boolean {
  if (!isSettled(value)) return false;
  return value === null || typeof value !== 'object' || Object.values(value).every(isWhole);
}

/** Equal as Terraform has it, or undefined. Files of values and JSON write numbers and switches as text too. */
export function equal(left: Value, right: Value): boolean | undefined {
  if (!isWhole(left) || !isWhole(right)) return undefined;
  if (left === null || right === null) return left === right;
  if (typeof left === 'object' || typeof right === 'object') return JSON.stringify(left) === JSON.stringify(right);
  return String(left) === String(right);
}

const isScalar = (value: Made): value is string | number | boolean =>
  value !== undefined && value !== null && typeof value !== 'object';
const listed = (value: Made): Value[] | undefined => (Array.isArray(value) ? value : undefined);
const tabled = (value: Made): Table | undefined => (isTable(value) ? value : undefined);
const text = (value: Made): string | undefined => (isScalar(value) ? String(value) : undefined);
const num = (value: Made): number | undefined => {
  const found = numberOf(value);
  return typeof found === 'number' ? found : undefined;
};
const texts =
  (make: (...given: string[]) => Made) =>
  (...args: Value[]): Made => {
    const given = args.map(text);
    return given.every((each) => each !== undefined) ? make(...given) : undefined;
  };
const numbers =
  (make: (...given: number[]) => Made) =>
  (...args: Value[]): Made => {
    const given = args.map(num);
    return given.length > 0 && given.every((each) => each !== undefined) ? make(...given) : undefined;
  };
const all = <T>(args: readonly Value[], as: (value: Made) => T | undefined): T[] | undefined => {
  const given = args.map(as);
  return given.every((each) => each !== undefined) ? (given as T[]) : undefined;
};
const keyOf = (value: Value): string => JSON.stringify(value);
const unique = (list: readonly Value[]): Value[] => [...new Map(list.map((item) => [keyOf(item), item])).values()];
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const whole = (value: Value | undefined): value is Value => value !== undefined && isWhole(value);

/** Functions that need to know only a part of what they are given. */
const OPEN: Readonly<Record<string, (...args: Value[]) => Made>> = {
  concat: (...args) => all(args, listed)?.flat(1),
  merge: (...args) => {
    const tables = all(
      args.filter((arg) => arg !== null),
      tabled,
    );
    return tables && Object.fromEntries(tables.flatMap((table) => Object.entries(table)));
  },
  flatten: (list) => flat(list, 0),
  compact: (list) =>
    listed(list)?.every(isSettled) ? listed(list)?.filter((item) => item !== null && item !== '') : undefined,
  tolist: (list) => listed(list),
  toset: (list) => (listed(list)?.every(isSettled) ? unique(listed(list) ?? []) : undefined),
  tomap: (table) => tabled(table),
  keys: (table) => (tabled(table) ? Object.keys(table as Table).sort(byText) : undefined),
  values: (table) =>
    tabled(table) &&
    Object.entries(table as Table)
      .sort(([a], [b]) => byText(a, b))
      .map(([, value]) => value),
  length: (of) =>
    typeof of === 'string' ? [...of].length : (listed(of)?.length ?? (tabled(of) && Object.keys(of as Table).length)),
  element: (list, index) => {
    const items = listed(list);
    const place = num(index);
    return items && items.length > 0 && place !== undefined && place >= 0 ? items[place % items.length] : undefined;
  },
  lookup: (table, key, fallback) => {
    const name = text(key);
    if (!isTable(table) || name === undefined) return undefined;
    return Object.hasOwn(table, name) ? table[name] : fallback;
  },
  coalesce: (...args) => {
    const first = args.find((arg) => arg !== null && arg !== '');
    return first !== undefined && isSettled(first) ? first : undefined;
  },
  coalescelist: (...args) => args.find((arg) => !Array.isArray(arg) || arg.length > 0),
  contains: (list, wanted) => {
    const items = listed(list);
    if (!items || !whole(wanted)) return undefined;
    if (items.some((item) => equal(item, wanted))) return true;
    return items.every(isWhole) ? false : undefined;
  },
  join: (separator, ...lists) => {
    const items = all(lists, listed)?.flat(1);
    if (typeof separator !== 'string' || !items) return undefined;
    return concat(items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])));
  },
  format: (template, ...args) => formatted(template, args),
  one: (list) =>
    Array.isArray(list) ? (list.length === 0 ? null : list.length === 1 ? list[0] : undefined) : undefined,
  slice: (list, from, to) => {
    const [start, end] = [num(from), num(to)];
    return start === undefined || end === undefined ? undefined : listed(list)?.slice(start, end);
  },
  reverse: (list) => listed(list) && [...(list as Value[])].reverse(),
  zipmap: (names, values) => {
    const labels = all(listed(names) ?? [], text);
    const given = listed(values);
    return labels && given
      ? Object.fromEntries(labels.map((label, index) => [label, given[index] ?? null]))
      : undefined;
  },
  nonsensitive: (value) => value,
  sensitive: (value) => value,
  tostring: (value) => (value === null ? null : text(value)),
  alltrue: (list) => truth(list, false),
  anytrue: (list) => truth(list, true),
};

/** Functions that need to know all. */
const WHOLE: Readonly<Record<string, (...args: Value[]) => Made>> = {
  lower: texts((of = '') => of.toLowerCase()),
  upper: texts((of = '') => of.toUpperCase()),
  title: texts((of = '') => of.replace(/(^|\s)\S/g, (start) => start.toUpperCase())),
  trimspace: texts((of = '') => of.trim()),
  trimprefix: texts((of = '', prefix = '') => (of.startsWith(prefix) ? of.slice(prefix.length) : of)),
  trimsuffix: texts((of = '', suffix = '') => (suffix && of.endsWith(suffix) ? of.slice(0, -suffix.length) : of)),
  trim: texts((of = '', cut = '') => {
    const points = [...of];
    while (points.length > 0 && cut.includes(points[0] ?? '')) points.shift();
    while (points.length > 0 && cut.includes(points.at(-1) ?? '')) points.pop();
    return points.join('');
  }),
  // A pattern between slashes is a regular expression, which a hostile text may never finish.
  replace: texts((of = '', from = '', to = '') =>
    /^\/.*\/$/s.test(from)
      ? undefined
      : concat(of.split(from).flatMap((part, index) => (index === 0 ? [part] : [to, part]))),
  ),
  split: texts((separator = '', of = '') => of.split(separator)),
  substr: (of, from, length) => {
    const [source, start, count] = [text(of), num(from), num(length)];
    if (source === undefined || start === undefined || count === undefined) return undefined;
    const points = [...source].slice(start);
    return (count < 0 ? points : points.slice(0, count)).join('');
  },
  startswith: texts((of = '', with_ = '') => of.startsWith(with_)),
  endswith: texts((of = '', with_ = '') => of.endsWith(with_)),
  strcontains: texts((of = '', part = '') => of.includes(part)),
  base64encode: texts((of = '') => Buffer.from(of).toString('base64')),
  base64decode: texts((of = '') => Buffer.from(of, 'base64').toString()),
  jsonencode: (value) => (value === undefined ? undefined : JSON.stringify(sorted(value))),
  jsondecode: texts((of = '') => {
    try {
      return JSON.parse(of) as Value;
    } catch {
      return undefined;
    }
  }),
  tonumber: (value) => (value === null ? null : num(value)),
  tobool: (value) =>
    value === null || typeof value === 'boolean' ? value : value === 'true' || (value === 'false' ? false : undefined),
  distinct: (list) => (Array.isArray(list) ? unique(list) : undefined),
  sort: (list) => all(listed(list) ?? [null], text)?.sort(byText),
  index: (list, wanted) => {
    const found = listed(list)?.findIndex((item) => equal(item, wanted ?? null)) ?? -1;
    return found === -1 ? undefined : found;
  },
  range: numbers((first, second, step) => {
    const [from, to] = second === undefined ? [0, first ?? 0] : [first ?? 0, second];
    const by = step ?? (from <= to ? 1 : -1);
    const count = Math.ceil((to - from) / by);
    return count >= 0 && count <= LONGEST ? Array.from({ length: count }, (_, place) => from + place * by) : undefined;
  }),
  sum: (list) => all(listed(list) ?? [null], num)?.reduce((total, each) => total + each, 0),
  min: numbers((...of) => Math.min(...of)),
  max: numbers((...of) => Math.max(...of)),
  abs: numbers((of = 0) => Math.abs(of)),
  ceil: numbers((of = 0) => Math.ceil(of)),
  floor: numbers((of = 0) => Math.floor(of)),
  setunion: (...sets) => {
    const lists = all(sets, listed);
    return lists && unique(lists.flat(1));
  },
  setintersection: (...sets) => {
    const [first, ...others] = (all(sets, listed) ?? []).map(
      (list) => new Map(list.map((item) => [keyOf(item), item])),
    );
    return first && [...first].filter(([key]) => others.every((other) => other.has(key))).map(([, item]) => item);
  },
  setsubtract: (from, less) => {
    const [a, b] = [listed(from), listed(less)?.map(keyOf)];
    return a && b ? unique(a.filter((item) => !b.includes(keyOf(item)))) : undefined;
  },
  cidrsubnet: (prefix, bits, net) => cidrsubnet(text(prefix), num(bits), num(net)),
  cidrhost: (prefix, host) => cidrhost(text(prefix), num(host)),
  cidrnetmask: (prefix) => cidrnetmask(text(prefix)),
};

function flat(value: Made, depth: number): Value[] | undefined {
  const items = listed(value);
  if (!items || depth > 20 || !items.every(isSettled)) return undefined;
  const parts = items.map((item) => (Array.isArray(item) ? flat(item, depth + 1) : [item]));
  return parts.every((part) => part !== undefined) ? parts.flat(1) : undefined;
}

/** Whether one item is `decisive`, for `anytrue`; or none is, for `alltrue`. */
function truth(list: Made, decisive: boolean): Made {
  const items = listed(list);
  if (!items) return undefined;
  if (items.some((item) => item === decisive || item === String(decisive))) return decisive;
  return items.every(isWhole) ? !decisive : undefined;
}

/** `%s`, `%v`, `%d`, `%q` and `%05d`; a template that asks for more is left unknown. */
function formatted(template: Made, args: readonly Value[]): Made {
  if (typeof template !== 'string') return undefined;
  const rest = [...args];
  const parts: Value[] = [];
  for (const part of template.split(/(%%|%0?\d{0,2}[a-zA-Z])/)) {
    const verb = /^%(0?)(\d{0,2})([a-zA-Z])$/.exec(part);
    if (part === '%%') parts.push('%');
    else if (!verb) {
      if (part.includes('%')) return undefined;
      parts.push(part);
    } else {
      const [, zero, width, letter = ''] = verb;
      const value = rest.shift();
      if (value === undefined || !'svdq'.includes(letter)) return undefined;
      const isOpen = value instanceof Unknown || value instanceof Reference;
      if (!isOpen && !isScalar(value)) return undefined;
      if (isOpen) parts.push(value);
      else
        parts.push(
          letter === 'q'
            ? JSON.stringify(String(value))
            : String(value).padStart(Number(width), zero === '0' ? '0' : ' '),
        );
    }
  }
  return concat(parts);
}

/** Terraform writes the keys of JSON in their order. */
function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isTable(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => byText(a, b))
      .map(([key, child]) => [key, sorted(child)]),
  );
}
