/** The schema's complaints, in the words of the person who wrote the document. */
import type { z } from 'zod';
import type { Issue } from './document';
import type { Sound } from './rules/rule';
import { countryDocument } from './schema';
import { didYouMean } from './suggest';

type Path = readonly (string | number)[];
type ZodIssue = z.core.$ZodIssue;

/** Issues of shape, and the document without the parts that have one. */
export function schemaIssues(error: z.ZodError, value: unknown): { issues: Issue[]; sound: Sound } {
  const issues = error.issues.flatMap((issue) => translate(issue, value));
  const sound = structuredClone(value);
  for (const { path } of issues) remove(sound, path);
  return { issues, sound: (isRecord(sound) ? sound : {}) as Sound };
}

function translate(issue: ZodIssue, root: unknown): Issue[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol') as Path;
  const value = valueAt(root, path);
  const found = show(value);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(path);
      return issue.keys.map((key) => ({
        path: [...path, key],
        key: true,
        title: 'unknown key',
        found: `${key}${didYouMean(key, known)}`,
        allowed: known.join(', '),
        mend: 'correct the spelling, or remove it',
      }));
    }
    case 'invalid_type':
      if (value === undefined || value === null)
        return [
          {
            path,
            title: 'missing',
            found: `no ${path.at(-1) ?? 'document'}`,
            allowed: expected(issue, path),
            mend: `add ${path.at(-1) ?? 'it'}`,
          },
        ];
      return [
        { path, title: 'wrong type', found, allowed: expected(issue, path), mend: mendType(issue.expected, value) },
      ];
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      if (value === undefined || value === null)
        return [
          { path, title: 'missing', found: `no ${path.at(-1)}`, allowed: short(allowed), mend: `add ${path.at(-1)}` },
        ];
      const title = path.at(-1) === 'country' ? 'unknown country' : 'not an allowed value';
      const same = allowed.find((text) => text === String(value));
      return [
        {
          path,
          title,
          found: `${found}${didYouMean(value, allowed)}`,
          allowed: short(allowed),
          mend: same
            ? `write it as ${typeof value === 'string' ? same : `"${same}"`}`
            : 'use one of the allowed values',
        },
      ];
    }
    case 'invalid_union':
      return [capacityIssue(path, value, found)];
    case 'invalid_format':
      return [
        {
          path,
          title: 'not well formed',
          found,
          allowed: issue.message.startsWith('Invalid') ? `${issue.format}` : issue.message,
          mend: 'write it in the allowed form',
        },
      ];
    case 'too_small':
    case 'too_big': {
      const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
      return [
        {
          path,
          title: issue.code === 'too_small' ? 'too small' : 'too large',
          found: Array.isArray(value) ? `${value.length} entries` : found,
          allowed: bound,
          mend: `make it ${bound}`,
        },
      ];
    }
    default:
      return [
        {
          path,
          title: 'not allowed',
          found: path.length > 0 ? found : 'neither',
          allowed: issue.message,
          mend: path.length > 0 ? 'change one of the values' : 'add an aws or an azure section',
        },
      ];
  }
}

/** The only union of the schema is a pool's capacity. */
function capacityIssue(path: Path, value: unknown, found: string): Issue {
  const kind = isRecord(value) ? Object.keys(value)[0] : value;
  const allowed = 'on-demand, { block: cr-… } or { reservation: cr-… }';
  const named = kind === 'block' ? 'a Capacity Block' : kind === 'reservation' ? 'a targeted reservation' : undefined;
  return named
    ? {
        path,
        title: `${named.slice(2)} without its reservation`,
        found,
        allowed,
        mend: `buy it first, then name it: capacity: { ${kind}: cr-0a1b2c3d4e5f67890 }`,
      }
    : {
        path,
        title: 'not an allowed value',
        found: `${found}${didYouMean(kind, ['on-demand', 'block', 'reservation'])}`,
        allowed,
        mend: 'use one of the allowed forms',
      };
}

function mendType(expected: string, value: unknown): string {
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `put it in quotes: "${value}"`;
  if (expected === 'number' && typeof value === 'string' && /^\d+$/.test(value))
    return 'write the number without quotes';
  if (expected === 'array') return 'write a list: each entry on its own line after "- "';
  return 'write it in the allowed form';
}

function expected(issue: { expected: string }, path: Path): string {
  const names: Record<string, string> = {
    object: 'a map',
    array: 'a list',
    string: 'text',
    number: 'a number',
    int: 'a whole number',
  };
  const keys = keysAt(path);
  return `${names[issue.expected] ?? issue.expected}${keys.length > 0 ? ` with ${keys.join(', ')}` : ''}`;
}

/** Keys the schema knows at a path. */
function keysAt(path: Path): string[] {
  type Def = { type: string; innerType?: Node; element?: Node; shape?: Record<string, Node>; options?: Node[] };
  type Node = { def: Def };
  let node: Node | undefined = countryDocument as unknown as Node;
  const unwrap = (inner: Node | undefined): Node | undefined => {
    let at = inner;
    while (at && (at.def.type === 'optional' || at.def.type === 'default')) at = at.def.innerType;
    return at;
  };
  for (const step of path) {
    node = unwrap(node);
    node =
      typeof step === 'number'
        ? node?.def.element
        : node?.def.shape && Object.hasOwn(node.def.shape, step)
          ? node.def.shape[step]
          : undefined;
  }
  return Object.keys(unwrap(node)?.def.shape ?? {});
}

function short(values: string[]): string {
  return values.join(', ');
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
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

/** Blanks a value in place; array places stay, so that later paths still name the same entries. */
function remove(root: unknown, path: Path): void {
  const parent = valueAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (last === undefined || typeof parent !== 'object' || parent === null) return;
  if (Array.isArray(parent)) parent[last as number] = undefined;
  else delete (parent as Record<string, unknown>)[last];
}
