/** How often a block is made, and under which keys. */
import { Unknown, type Value } from '../model';
import { isSettled, isTable, number } from '../value';
import { ALONE, type Env } from './evaluate';
import type { Block } from './root';

/** One of the things a block makes. */
export interface Instance {
  /** What tells it from the others: absent where there is one, or where all are alike. */
  readonly key?: string | number;
  readonly env: Env;
  /** What decides whether it is made at all, where only the deployment knows. */
  readonly presence?: Unknown;
}

/** More than anyone makes of one block; beyond it they are taken as one whose key is not known. */
const MOST = 500;
/** Deeper than a value is resolved. */
const DEEPEST = 150;

/** Instances that differ are told apart; those that are all alike are one. */
export function instancesOf(body: Block['body'], resolve: (node: unknown) => Value): Instance[] {
  if (Object.hasOwn(body, 'for_each')) return forEach(body, resolve(body['for_each']));
  if (!Object.hasOwn(body, 'count')) return [{ env: ALONE }];
  const count = resolve(body['count']);
  const times = number(count);
  if (times === 0) return [];
  if (typeof times !== 'number')
    return [{ env: ALONE, presence: isSettled(count) ? undefined : new Unknown(`count ${body['count']}`) }];
  if (times === 1) return [{ env: { count: { index: 0 } } }];
  if (times > MOST || !names(body, 'count')) return [{ env: ALONE }];
  return Array.from({ length: times }, (_, index) => ({ key: index, env: { count: { index } } }));
}

function forEach(body: Block['body'], over: Value): Instance[] {
  const entries: [string, Value][] | undefined = Array.isArray(over)
    ? over.every((item) => isSettled(item) && item !== null && typeof item !== 'object')
      ? over.map((item) => [String(item), item])
      : undefined
    : isTable(over)
      ? Object.entries(over)
      : undefined;
  if (!entries) return over === null ? [] : [{ env: ALONE }];
  if (entries.length > 1 && (entries.length > MOST || !names(body, 'each'))) return [{ env: ALONE }];
  return entries.map(([key, value]) => ({
    key: entries.length === 1 ? undefined : key,
    env: { each: { key, value } },
  }));
}

/** Whether an expression of the block speaks of its own instance. */
function names(node: unknown, word: 'count' | 'each', depth = 0): boolean {
  if (typeof node === 'string') return node.includes(`${word}.`);
  if (depth > DEEPEST || node === null || typeof node !== 'object') return false;
  return Object.values(node).some((child) => names(child, word, depth + 1));
}

/** `["a"]` or `[0]`, as Terraform writes it. */
export const suffix = (key: string | number | undefined): string =>
  key === undefined ? '' : `[${JSON.stringify(key)}]`;
