/** The four things a check can say, and the commonest way to say them: a switch that must stand one way. */

import { type Resource, Unknown, type Value } from '../graph/model';
import { flag, mentions, read, visibleText } from '../graph/value';
import { defaultOf } from './defaults';
import type { Severity, Verdict } from './model';

type Path = readonly (string | number)[];

export const pass = (message: string, path?: Path): Verdict => ({ result: 'pass', message, path });
export const fail = (message: string, path?: Path, severity?: Severity): Verdict => ({
  result: 'fail',
  message,
  path,
  severity,
});
export const notApplicable = (message: string, path?: Path): Verdict => ({ result: 'not-applicable', message, path });
export const notChecked = (message: string, path?: Path): Verdict => ({ result: 'not-checked', message, path });

/** `a.b.0` → a path for `place()`. */
export const pathOf = (dotted: string): (string | number)[] =>
  dotted.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));

/** An expression as a person would write it, cut where it would fill the page. */
export function say(value: Value | undefined): string {
  const text = visibleText(value);
  if (text !== undefined) return short(text);
  const [mention] = mentions(value);
  if (mention) return mention.target.slice(mention.target.indexOf('#') + 1);
  return short(value instanceof Unknown ? value.why : JSON.stringify(value ?? null));
}

const short = (text: string): string => (text.length > 160 ? `${text.slice(0, 157)}…` : text);

export const unsettled = (what: string, value: Value | undefined, path?: Path): Verdict =>
  notChecked(`${what} is ${say(value)}, which only the deployment settles`, path);

/** What may not be made at all does not fail yet: its condition decides, and only the deployment knows it. */
export const ifMade = (verdict: Verdict, presence: Unknown | undefined): Verdict =>
  presence && verdict.result === 'fail'
    ? { ...verdict, result: 'not-checked', message: `if ${presence.why} makes it, it ${verdict.message}` }
    : verdict;

/**
 * A boolean argument that must be `wanted`. An absent one counts as the vendor's default (`defaults.ts`), and the message
 * says so when that decides; where no default is known it is not checked.
 */
export function mustBe(
  resource: Resource,
  argument: string,
  wanted: boolean,
  say: { right: string; wrong: string },
): Verdict {
  const value = read(resource, argument);
  const path = pathOf(argument);
  const fallback = defaultOf(resource.type, argument);
  if (value === undefined && typeof fallback !== 'boolean')
    return notChecked(`${argument} is not stated, and no default of it is known`, path);
  const state = flag(value, fallback === true);
  if (state instanceof Unknown) return unsettled(argument, value, path);
  const stated =
    value === undefined ? `${argument} is not stated and is ${state} by default` : `${argument} is ${state}`;
  return state === wanted ? pass(`${say.right} (${stated})`, path) : fail(`${say.wrong} (${stated})`, path);
}
