/** The old side in the new side's words: what a construct was called in the template says nothing about it. */
import { Reference, type Resource, Unknown, type Value } from '../graph/model';
import { isTable } from '../graph/value';

/** @param renamed old graph ids → new ones */
export function inNewWords(resource: Resource, renamed: ReadonlyMap<string, string>): Resource {
  if (renamed.size === 0) return resource;
  return { ...resource, properties: renameIn(resource.properties as Value, renamed) as Resource['properties'] };
}

function renameIn(value: Value, renamed: ReadonlyMap<string, string>): Value {
  if (value instanceof Reference) return reference(value, renamed);
  if (value instanceof Unknown) {
    const moved = value.references.filter(({ target }) => renamed.has(target));
    if (moved.length === 0) return value;
    const swap = (text: string): string =>
      moved.reduce((said, { target }) => said.replaceAll(holeOf(target), holeOf(renamed.get(target) ?? target)), text);
    const text = value.text === undefined ? undefined : swap(value.text);
    return new Unknown(
      swap(value.why),
      text,
      value.references.map((one) => reference(one, renamed)),
    );
  }
  if (Array.isArray(value)) return value.map((item) => renameIn(item, renamed));
  if (!isTable(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, renameIn(child, renamed)]));
}

const reference = ({ target, attribute }: Reference, renamed: ReadonlyMap<string, string>): Reference =>
  new Reference(renamed.get(target) ?? target, attribute);

/** How text begins to mention a resource: `${Bucket`. */
const holeOf = (id: string): string => `\${${id.slice(id.indexOf('#') + 1)}`;
