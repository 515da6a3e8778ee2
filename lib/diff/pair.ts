/** Which resource of the new side is which of the old: by address, else by its own name, by being the same, or by what it is a part of. */
import { type Graph, Reference, type Resource, Unknown, type Value } from '../graph/model';
import { isTable, read, select } from '../graph/value';
import { partOf } from './parts';
import { inNewWords } from './rename';

export interface Pair {
  readonly old?: Resource;
  readonly new?: Resource;
}

/** Every resource of both sides, once. Files of the two sides must be named alike. */
export function pairResources(before: Graph, after: Graph): Pair[] {
  const pairs: Pair[] = [];
  const gone = before.resources.filter((old) => {
    const same = after.byId(old.id);
    if (same?.type !== old.type) return true;
    pairs.push({ old, new: same });
    return false;
  });
  let come = after.resources.filter((made) => before.byId(made.id)?.type !== made.type);
  let left = gone;
  // A resource that is called otherwise in the template (a moved construct, a renamed block) is the one it was; and what
  // mentions it is read in its new words, so that one rename found may show another.
  const renamed = new Map<string, string>();
  for (let known = -1; known !== renamed.size; ) {
    known = renamed.size;
    for (const identity of [nameOf, sameness, attachment]) {
      const [olds, news] = [unique(left, (old) => identity(inNewWords(old, renamed))), unique(come, identity)];
      const met = new Set<Resource>();
      for (const [key, old] of olds) {
        const made = news.get(key);
        if (!old || !made) continue;
        pairs.push({ old, new: made });
        renamed.set(old.id, made.id);
        met.add(old).add(made);
      }
      left = left.filter((resource) => !met.has(resource));
      come = come.filter((resource) => !met.has(resource));
    }
  }
  return [...pairs, ...left.map((old) => ({ old })), ...come.map((made) => ({ new: made }))];
}

/** Identity → the one resource that has it; undefined where several do. */
function unique(resources: readonly Resource[], identity: (resource: Resource) => string | undefined) {
  const found = new Map<string, Resource | undefined>();
  for (const resource of resources) {
    const key = identity(resource);
    if (key !== undefined) found.set(key, found.has(key) ? undefined : resource);
  }
  return found;
}

function nameOf(resource: Resource): string | undefined {
  const last = resource.type.split('::').at(-1);
  const names = ['name', 'Name', `${last}Name`, `${last}Identifier`];
  const name = names.map((property) => read(resource, property)).find((value) => typeof value === 'string');
  return name === undefined ? undefined : JSON.stringify([resource.type, resource.stack, name]);
}

/** What is a part of one thing (a bucket's policy) is told apart by it, where it has one of its kind. */
function attachment(resource: Resource): string | undefined {
  const of = partOf(resource)?.of ?? [];
  const owners = of.flatMap((path) => select(resource.properties as Value, path).map(({ value }) => canonical(value)));
  return owners.length > 0 ? JSON.stringify([resource.type, owners]) : undefined;
}

const sameness = (resource: Resource): string =>
  JSON.stringify([resource.type, canonical(resource.location ?? null), canonical(resource.properties as Value)]);

/** Text that is equal for equal values, whatever the order of keys. */
export function canonical(value: Value): string {
  if (value instanceof Reference) return `\${${value.target} ${value.attribute}}`;
  if (value instanceof Unknown) return `\${${value.text ?? value.why}}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isTable(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`).join(',')}}`;
}

/** Dotted paths at which two values differ, sorted; lists of different length differ as a whole. */
export function differing(before: Value | undefined, after: Value | undefined, path = ''): string[] {
  const [a, b] = [before ?? null, after ?? null];
  const step = (key: string | number) => (path === '' ? `${key}` : `${path}.${key}`);
  if (isTable(a) && isTable(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
    return keys.flatMap((key) => differing(own(a, key), own(b, key), step(key)));
  }
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length)
    return a.flatMap((item, index) => differing(item, b[index], step(index)));
  return canonical(a) === canonical(b) ? [] : [path];
}

const own = (table: { [key: string]: Value }, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
