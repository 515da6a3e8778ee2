/** The schema's complaints, in the words of the person who wrote the document. */
import type { z } from 'zod';
import { countryCodes, countryName } from '../catalogue';
import type { Issue } from './document';
import type { Sound } from './rules/rule';
import { countryDocument } from './schema';
import { Shape } from './schema-shape';
import { didYouMean, nearest } from './suggest';

type Path = readonly (string | number)[];
type ZodIssue = z.core.$ZodIssue;
/** A value as the person wrote it, where it is neither map nor list. */
type Written = (path: Path) => string | undefined;

/** Unknown keys told of one map; a document with more of them is something else. */
const MOST_KEYS = 200;

/** Issues of a country document's shape, and the document without the parts that have one. */
export function schemaIssues(error: z.ZodError, value: unknown, written: Written): { issues: Issue[]; sound: Sound } {
  const issues = shapeIssues(error, countryDocument, value, written);
  const sound = structuredClone(value);
  for (const { path } of issues) remove(sound, path);
  // A code in lower case still says which country is meant: its rules are worth hearing in the same run.
  const meant = isRecord(value) && typeof value['country'] === 'string' ? value['country'].toUpperCase() : '';
  if (isRecord(sound) && countryCodes.includes(meant)) sound['country'] = meant;
  return { issues, sound: (isRecord(sound) ? sound : {}) as Sound };
}

/** Issues of shape of any document a person writes, against its schema. */
export function shapeIssues(error: z.ZodError, schema: z.ZodType, value: unknown, written: Written): Issue[] {
  const about: About = { root: value, written, shape: new Shape(schema) };
  return error.issues.flatMap((issue) => translate(issue, about));
}

/** The document complained of, and the schema that complains. */
interface About {
  readonly root: unknown;
  readonly written: Written;
  readonly shape: Shape;
}

function translate(issue: ZodIssue, about: About): Issue[] {
  const { root, written, shape } = about;
  const path = issue.path.filter((step) => typeof step !== 'symbol') as Path;
  const value = valueAt(root, path);
  const found = show(value, written(path));
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue.keys, path, shape);
  if (value === null && path.length > 0) return [withoutValue(path, shape)];
  if (value === undefined && issue.code !== 'custom') return [missing(path, shape)];
  const wrongType = {
    path,
    title: 'wrong type',
    found,
    allowed: expected(path, shape),
    mend: mendType(path, value, found, shape),
  };
  switch (issue.code) {
    case 'invalid_type':
      return [wrongType];
    case 'invalid_value': {
      if (typeof value === 'object') return [wrongType];
      const allowed = issue.values.map(String);
      return [path.at(-1) === 'country' ? unknownCountry(path, value, found) : notAllowed(path, value, found, allowed)];
    }
    case 'invalid_union':
      if (path.at(-1) === 'capacity') return [capacityIssue(path, value, found)];
      return unionIssues(issue, about) ?? [notAMember(path, value, found, wrongType, shape)];
    case 'invalid_format': {
      const form = formOf(path, shape) ?? issue.message;
      const better = respelled(path, String(value), shape);
      return [
        {
          path,
          title: 'not well formed',
          found,
          allowed: form,
          mend: better ? `write ${better}` : `write it as ${form}`,
        },
      ];
    }
    case 'too_small':
      return [outside(path, value, found, 'at least', Number(issue.minimum))];
    case 'too_big':
      return [outside(path, value, found, 'at most', Number(issue.maximum))];
    default:
      return [custom(issue.message, path, value, found)];
  }
}

function unknownKeys(keys: readonly string[], path: Path, shape: Shape): Issue[] {
  const known = shape.keysAt(path);
  return keys.slice(0, MOST_KEYS).map((key) => ({
    path: [...path, key],
    key: true,
    title: 'unknown key',
    found: `${key}${didYouMean(key, known)}`,
    allowed: known.join(', '),
    mend: key === '<<' ? 'write the values out: merge keys are not read' : 'correct the spelling, or remove it',
  }));
}

const missing = (path: Path, shape: Shape): Issue => ({
  path,
  title: 'missing',
  found: `no ${path.at(-1)}`,
  allowed: expected(path, shape),
  mend: `add ${path.at(-1)}`,
});

const withoutValue = (path: Path, shape: Shape): Issue => ({
  path,
  title: 'no value',
  found: typeof path.at(-1) === 'number' ? 'an empty entry' : `${path.at(-1)} without a value`,
  allowed: expected(path, shape),
  mend: shape.at(path, false)?.safeParse(undefined).success ? 'give it a value, or remove it' : 'give it a value',
});

function unknownCountry(path: Path, value: unknown, found: string): Issue {
  const text = String(value);
  const byName = countryCodes.find((code) => countryName(code).toLowerCase() === text.toLowerCase());
  const [best] = byName ? [byName] : nearest(text, countryCodes);
  const name = countryName(text.toUpperCase());
  const elsewhere = !best && name !== text.toUpperCase() ? `, ${name}` : '';
  return {
    path,
    title: 'unknown country',
    found: `${found}${elsewhere}${best ? `; did you mean ${best} (${countryName(best)})?` : ''}`,
    allowed: countryCodes.join(', '),
    mend:
      typeof value === 'boolean'
        ? `put it in quotes: "${found}"`
        : best
          ? `write country: ${best}`
          : 'name a country of the catalogue; sovereign countries lists them',
  };
}

function notAllowed(path: Path, value: unknown, found: string, allowed: string[]): Issue {
  const [best] = nearest(String(value), allowed);
  const same = allowed.includes(String(value));
  return {
    path,
    title: 'not an allowed value',
    found: `${found}${same ? '' : didYouMean(value, allowed)}`,
    allowed: allowed.join(', '),
    mend: same
      ? typeof value === 'string'
        ? `write it without quotes: ${value}`
        : `put it in quotes: "${value}"`
      : `write ${best ?? (allowed.length === 1 ? allowed[0] : 'one of them')}`,
  };
}

/** Of a union with a map among its members, what is wrong in the map that was written. */
function unionIssues(issue: z.core.$ZodIssueInvalidUnion, about: About): Issue[] | undefined {
  const inside = issue.errors.find((member) =>
    member.some(({ code, path }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  return inside?.flatMap((nested) => translate({ ...nested, path: [...issue.path, ...nested.path] }, about));
}

/** None of the members: a word that tells them apart and is none of theirs, or another kind of value. */
function notAMember(path: Path, value: unknown, found: string, wrongType: Issue, shape: Shape): Issue {
  const words = shape.at(path)?.def.values?.map(String);
  return words ? notAllowed(path, value, found, words) : { ...wrongType, title: 'not an allowed value' };
}

/** What a pool's capacity can be on each cloud: what is bought beforehand, and the form of its id. */
const CAPACITY: Readonly<Record<string, Readonly<Record<string, { way: string; short: string; id: string }>>>> = {
  aws: {
    block: { way: 'Capacity Block', short: 'cr-…', id: 'cr-0a1b2c3d4e5f67890' },
    reservation: { way: 'targeted reservation', short: 'cr-…', id: 'cr-0a1b2c3d4e5f67890' },
  },
  azure: {
    reservation: {
      way: 'capacity reservation',
      short: '/subscriptions/…/capacityReservationGroups/…',
      id: '/subscriptions/…/resourceGroups/…/providers/Microsoft.Compute/capacityReservationGroups/…',
    },
  },
};

const capacityKinds = ([cloud]: Path): (typeof CAPACITY)[string] => CAPACITY[String(cloud)] ?? {};

/** The forms of a pool's capacity, in words. */
function capacities(path: Path): string {
  const forms = Object.entries(capacityKinds(path)).map(([kind, { short }]) => `{ ${kind}: ${short} }`);
  return [['on-demand', ...forms.slice(0, -1)].join(', '), forms.at(-1)].join(' or ');
}

/** A pool's capacity: its forms exclude each other, and each has a mend of its own. */
function capacityIssue(path: Path, value: unknown, found: string): Issue {
  const kinds = isRecord(value) ? Object.keys(value) : [value];
  const ways = capacityKinds(path);
  const [kind] = kinds;
  const bought = kinds.length === 1 && typeof kind === 'string' && Object.hasOwn(ways, kind) ? ways[kind] : undefined;
  if (bought)
    return {
      path,
      title: `${bought.way} without its reservation`,
      found: isRecord(value) ? `${kind} without an id` : found,
      allowed: capacities(path),
      mend: `buy it first, then name it: capacity: { ${kind}: ${bought.id} }`,
    };
  return {
    path,
    title: 'not an allowed value',
    found: isRecord(value)
      ? `${kinds.join(' and ') || 'nothing'}${kinds.length === 1 ? didYouMean(kind, Object.keys(ways)) : ''}`
      : `${found}${didYouMean(kind, ['on-demand', ...Object.keys(ways)])}`,
    allowed: capacities(path),
    mend: kinds.length > 1 ? 'keep one of the two' : 'use one of the allowed forms',
  };
}

/** A number, a text or a list below or above its bound. */
function outside(path: Path, value: unknown, found: string, bound: 'at least' | 'at most', limit: number): Issue {
  const unit = Array.isArray(value) ? (limit === 1 ? 'entry' : 'entries') : limit === 1 ? 'character' : 'characters';
  const counted = typeof value !== 'number';
  const title = bound === 'at least' ? `too ${counted ? 'short' : 'small'}` : `too ${counted ? 'long' : 'large'}`;
  const allowed = [bound, limit, ...(counted ? [unit] : [])].join(' ');
  return { path, title, found, allowed, mend: `make it ${allowed}` };
}

/** What the schema says in words of its own. */
function custom(message: string, path: Path, value: unknown, found: string): Issue {
  if (path.length === 0)
    return { path, title: 'no cloud', found: 'neither aws nor azure', allowed: message, mend: 'add one of them' };
  if (isRecord(value) && typeof value['min'] === 'number' && typeof value['max'] === 'number')
    return {
      path,
      title: 'min above max',
      found: `min ${value['min']}, max ${value['max']}`,
      allowed: message,
      mend: `lower min to ${value['max']} or less, or raise max to ${value['min']} or more`,
    };
  return { path, title: 'not allowed', found, allowed: message, mend: 'change the value' };
}

function mendType(path: Path, value: unknown, found: string, shape: Shape): string {
  const accepts = (candidate: unknown): boolean => shape.at(path)?.safeParse(candidate).success === true;
  if (accepts(found)) return `put it in quotes: "${found}"`;
  if (typeof value === 'string' && value.trim() !== '' && accepts(Number(value)))
    return `write it without quotes: ${value}`;
  if (accepts([value])) return 'write a list: each entry on its own line after "- "';
  return Array.isArray(value) && value.length === 1 && accepts(value[0])
    ? 'write the one entry without the list'
    : `write it as ${expected(path, shape)}`;
}

/** A spelling of the text that the schema takes: lower case, hyphens for what is not allowed, or without them. */
function respelled(path: Path, text: string, shape: Shape): string | undefined {
  const lower = text.trim().toLowerCase();
  const hyphens = lower.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const schema = shape.at(path);
  return [lower, hyphens, hyphens.replaceAll('-', '')].find((candidate) => schema?.safeParse(candidate).success);
}

/** What the schema wants at a path, in words. */
function expected(path: Path, shape: Shape): string {
  const schema = shape.at(path);
  if (schema?.def.options && path.at(-1) === 'capacity') return capacities(path);
  const keys = shape.keysAt(path);
  const words = (schema?.def.options ?? []).flatMap(({ def }) => def.values ?? []);
  if (keys.length > 0) return [...words, `a map with ${keys.join(', ')}`].join(', or ');
  if (schema?.def.values) return schema.def.values.map(String).join(', ');
  if (schema?.def.entries) return Object.values(schema.def.entries).join(', ');
  const names: Record<string, string> = {
    array: 'a list',
    number: schema?.def.format ? 'a whole number' : 'a number',
    string: 'text',
  };
  return formOf(path, shape) ?? names[schema?.def.type ?? ''] ?? 'another value';
}

/** The form a text must have, where the schema says it in words. */
function formOf(path: Path, shape: Shape): string | undefined {
  const schema = shape.at(path);
  if (schema?.def.type !== 'string') return undefined;
  const [issue] = schema.safeParse('').error?.issues ?? [];
  return issue?.code === 'invalid_format' ? issue.message : undefined;
}

function show(value: unknown, written: string | undefined): string {
  if (Array.isArray(value)) return value.length === 1 ? 'a list of 1 entry' : `a list of ${value.length} entries`;
  if (isRecord(value) && written === undefined) return `a map with ${Object.keys(value).slice(0, 10).join(', ')}`;
  const text = written ?? String(value);
  return text === '' ? '"" (empty)' : text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step)
        ? (at as Record<string | number, unknown>)[step]
        : undefined,
    root,
  );
}

/** Blanks a value in place: places in a list stay, and a key that was wrong is there without a value. */
function remove(root: unknown, path: Path): void {
  const parent = valueAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (last === undefined || typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, last)) return;
  (parent as Record<string | number, unknown>)[last] = undefined;
}
