/** Statements that open or close something, in terms that compare: whether one of them takes in another. */

import { Reference, type Value } from '../graph/model';
import { show } from '../graph/text';
import { isTable, items, visibleText } from '../graph/value';
import type { Kind } from './model';
import { canonical } from './pair';

/** One dimension of a statement. A `pattern` has `*` and `?`, a `range` is addresses, a `span` ports, `limits` are conditions. */
export type Term =
  | { readonly is: 'exact' | 'pattern' | 'range'; readonly text: string }
  | { readonly is: 'span'; readonly from: number; readonly to: number }
  | { readonly is: 'limits'; readonly limits: ReadonlyMap<string, readonly string[]> };

/** Something a resource says that lets in or out, or keeps from it. */
export interface Fact {
  /** Whether saying it opens (an Allow, a range let in) or closes (a Deny, a log kept). */
  readonly opens: boolean;
  readonly kind: Kind;
  /** Compared one by one with those of a fact of the same `about`. */
  readonly terms: readonly Term[];
  /** What it says, in the third person, around its item: `allows` … `to *`. Facts that share both are told together. */
  readonly about: readonly [before: string, after: string, under?: string];
  readonly item: string;
  /** What a policy's statement is about; statements that differ in nothing else are told together. */
  readonly on?: string;
  readonly path: readonly (string | number)[];
}

export const exact = (text: string): Term => ({ is: 'exact', text });
export const pattern = (text: string): Term => ({ is: 'pattern', text });
export const range = (text: string): Term => ({ is: 'range', text });
export const span = (from: number, to: number): Term => ({ is: 'span', from, to });

/** Whether whatever `inner` says, `outer` says too. */
export const covers = (outer: Fact, inner: Fact): boolean =>
  outer.terms.length === inner.terms.length &&
  outer.terms.every((term, index) => termCovers(term, inner.terms[index] as Term));

function termCovers(outer: Term, inner: Term): boolean {
  if (outer.is === 'limits') return inner.is === 'limits' && limitsCover(outer.limits, inner.limits);
  if (outer.is === 'span') return inner.is === 'span' && outer.from <= inner.from && inner.to <= outer.to;
  if (inner.is === 'limits' || inner.is === 'span') return false;
  if (outer.text === inner.text) return true;
  if (outer.is === 'pattern') return globCovers(outer.text, inner.text);
  return outer.is === 'range' && rangeCovers(outer.text, inner.text);
}

/** Every limit of the wider one is kept, as narrowly or more so, by the narrower one. */
const limitsCover = (
  outer: ReadonlyMap<string, readonly string[]>,
  inner: ReadonlyMap<string, readonly string[]>,
): boolean =>
  [...outer].every(([test, values]) => {
    const kept = inner.get(test);
    if (!kept) return false;
    const [few, many] = /^\S*not/i.test(test) ? [values, kept] : [kept, values];
    return few.every((value) => many.includes(value));
  });

/** A condition block as limits: `StringEquals aws:PrincipalOrgID` → the values it allows. */
export function limitsOf(condition: Value | undefined): Term {
  const limits = new Map<string, string[]>();
  if (condition !== undefined && condition !== null && !isTable(condition)) limits.set(canonical(condition), []);
  for (const [operator, tests] of Object.entries(isTable(condition) ? condition : {})) {
    if (!isTable(tests)) limits.set(`${operator} ${canonical(tests)}`, []);
    else
      for (const [key, values] of Object.entries(tests))
        limits.set(`${operator} ${key.toLowerCase()}`, items(values).map(shownValue).sort());
  }
  return { is: 'limits', limits };
}

/** A leaf as a person would write it. */
export const shownValue = (value: Value): string =>
  visibleText(value) ??
  (value instanceof Reference ? show(value) : typeof value === 'object' ? canonical(value) : String(value));

/** Of a pattern that is compared: no name or ARN is longer. */
const LONGEST = 2048;

/** `s3:*` takes in `s3:Get*`. Only the outer one's stars are open; case counts nowhere that matters here. */
function globCovers(outer: string, inner: string): boolean {
  const [a, b] = [outer.toLowerCase(), inner.toLowerCase()];
  if (a === '*') return true;
  if (a.length > LONGEST || b.length > LONGEST) return false;
  if (!/[*?]/.test(a)) return false;
  // Two pointers, not an expression: a hostile pattern must not make it slow.
  let [i, j, star, mark] = [0, 0, -1, 0];
  while (j < b.length) {
    if (a[i] === '*') [star, mark, i] = [i, j, i + 1];
    else if (i < a.length && (a[i] === b[j] || (a[i] === '?' && b[j] !== '*'))) [i, j] = [i + 1, j + 1];
    else if (star >= 0) [i, mark, j] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  while (a[i] === '*') i += 1;
  return i === a.length;
}

/** Words of Azure for every address, and the range of AWS that means it. */
const WORLD = new Set(['*', 'any', 'internet', '0.0.0.0/0', '0.0.0.0']);

function rangeCovers(outer: string, inner: string): boolean {
  if (WORLD.has(outer.toLowerCase())) return !inner.includes(':') || outer === '*';
  const [a, b] = [bitsOf(outer), bitsOf(inner)];
  return a !== undefined && b !== undefined && a.family === b.family && b.bits.startsWith(a.bits);
}

/** The leading bits that an address range settles; undefined for what is none. */
function bitsOf(text: string): { family: 4 | 6; bits: string } | undefined {
  const [address = '', prefix] = text.split('/');
  const v6 = address.includes(':');
  const groups = v6 ? groupsOf(address) : address.split('.').map(Number);
  const [size, width, most] = v6 ? [8, 16, 128] : [4, 8, 32];
  if (groups?.length !== size || groups.some((group) => !Number.isInteger(group) || group < 0 || group >= 2 ** width))
    return undefined;
  const kept = prefix === undefined ? most : Number(prefix);
  if (!Number.isInteger(kept) || kept < 0 || kept > most) return undefined;
  const bits = groups.map((group) => group.toString(2).padStart(width, '0')).join('');
  return { family: v6 ? 6 : 4, bits: bits.slice(0, kept) };
}

function groupsOf(address: string): number[] | undefined {
  const halves = address
    .split('::')
    .map((half) => (half === '' ? [] : half.split(':').map((part) => Number.parseInt(part, 16))));
  const [head = [], tail] = halves;
  if (halves.length > 2) return undefined;
  return tail ? [...head, ...Array<number>(Math.max(0, 8 - head.length - tail.length)).fill(0), ...tail] : head;
}
