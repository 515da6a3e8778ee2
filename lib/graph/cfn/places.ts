/** The way from a resolved property back to the place in the template that says it. */
import type { Path } from '../document';
import { isObject, NOTHING, own, type Scope } from './scope';

/**
 * A path into resolved properties → the same path in the text: an item dropped by `AWS::NoValue` still stands in the
 * template's list, so the items after it are further down there.
 */
export function inTemplate(properties: unknown, path: Path, scope: Scope): Path {
  let node = properties;
  const found: (string | number)[] = [];
  for (const step of path) {
    const place = Array.isArray(node) && typeof step === 'number' ? kept(node, step, scope) : step;
    found.push(place);
    node = Array.isArray(node) ? node[Number(place)] : isObject(node) ? own(node, String(place)) : undefined;
  }
  return found;
}

function kept(list: readonly unknown[], wanted: number, scope: Scope): number {
  let indexes = known.get(list);
  if (!indexes) {
    indexes = list.flatMap((item, index) => (isObject(item) && scope.resolve(item, 0) === NOTHING ? [] : [index]));
    known.set(list, indexes);
  }
  return indexes[wanted] ?? wanted;
}

/** A list → where in it the items are that are not dropped. */
const known = new WeakMap<readonly unknown[], number[]>();
