/** Properties that have a better and a worse end, as a table; and how a change of one reads. */
import { type Resource, Unknown, type Value } from '../graph/model';
import { flag, isSettled, number, select } from '../graph/value';
import type { Direction, Kind } from './model';
import { canonical } from './pair';
import { shownValue } from './terms';

/**
 * Which end is better: a switch on or off, a number more or less, a name further along a list, or merely stated.
 * `other` has no better end and is told all the same: where a copy goes is for the residency checks to weigh.
 */
type Better = 'on' | 'off' | 'more' | 'less' | 'stated' | 'other' | readonly string[];

export interface Measure {
  /** Exact types; one that ends in `*` is a prefix. */
  readonly types: readonly string[];
  /** Dotted, `*` for each item: of several values the worst counts. */
  readonly path: string;
  readonly kind: Kind;
  readonly better: Better;
  /** What an absent one means: the provider's documented default. `Infinity` never ends. */
  readonly absent?: boolean | number | string;
  /** Takes the direction out of JSON text. */
  readonly inside?: (text: string) => string | undefined;
}

export interface Moved {
  readonly direction: Direction;
  readonly kind: Kind;
  readonly message: string;
  readonly path: readonly (string | number)[];
}

type Point = { readonly shown: string; readonly rank: number | undefined; readonly path: readonly (string | number)[] };

/** What a measure says of a resource on both sides; undefined where it did not move. */
export function moved(measure: Measure, before: Resource, after: Resource): Moved | undefined {
  const [a, b] = [pointOf(measure, before), pointOf(measure, after)];
  if (a.shown === b.shown && a.rank === b.rank) return undefined;
  const name = measure.path.replaceAll('.*', '');
  return {
    direction: measure.better === 'other' ? 'neutral' : directionOf(a, b, measure),
    kind: measure.kind,
    message: `${name}: ${a.shown} → ${b.shown}`,
    path: b.path.length > 0 ? b.path : a.path,
  };
}

function directionOf(a: Point, b: Point, { better }: Measure): Direction {
  if (a.rank !== undefined && b.rank !== undefined)
    return b.rank > a.rank ? 'better' : b.rank < a.rank ? 'worse' : 'neutral';
  // What was settled and is settled only at deployment is no longer known: unknown is never a pass.
  if (b.rank === undefined && a.rank !== undefined)
    return a.rank === 0 && better !== 'more' && better !== 'less' ? 'neutral' : 'worse';
  return 'neutral';
}

function pointOf(measure: Measure, resource: Resource): Point {
  const found = select(resource.properties as Value, measure.path);
  if (found.length === 0)
    return { shown: absentText(measure), rank: rankOf(measure.absent ?? null, measure), path: [] };
  const points = found.map(({ value, path }) => ({
    shown: textOf(value, measure),
    rank: rankOf(value, measure),
    path,
  }));
  // Of several, the one that is not known, else the worst.
  return points.reduce((worst, point) => ((point.rank ?? -Infinity) < (worst.rank ?? -Infinity) ? point : worst));
}

const absentText = ({ absent }: Measure): string =>
  absent === undefined ? 'not stated' : absent === Infinity ? 'for ever' : `${absent} (by default)`;

function textOf(value: Value, { better, inside }: Measure): string {
  if (inside && typeof value === 'string') return inside(value) ?? 'not stated';
  const text = shownValue(value);
  return better === 'stated' && !isSettled(value) ? text : text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function rankOf(value: Value, { better, inside }: Measure): number | undefined {
  if (better === 'stated') return isSettled(value) ? (value === null || value === '' || value === '[]' ? 0 : 1) : 1;
  if (better === 'other') return 0;
  if (better === 'on' || better === 'off') {
    const on = flag(value, false);
    return on instanceof Unknown ? undefined : Number(on === (better === 'on'));
  }
  if (better === 'more' || better === 'less') {
    const amount = number(value) ?? 0;
    return amount instanceof Unknown ? undefined : better === 'more' ? amount : -amount;
  }
  if (!isSettled(value)) return undefined;
  const name = inside && typeof value === 'string' ? inside(value) : canonical(value).replace(/^"|"$/g, '');
  const place = better.findIndex((step) => step.split('|').some((one) => one.toLowerCase() === name?.toLowerCase()));
  // A name the list does not know has no place in it.
  return place === -1 ? (value === null ? 0 : undefined) : place;
}

/** Whether a measure is of a resource's type. */
export const measures = ({ types }: Measure, resource: Resource): boolean =>
  types.some((type) => (type.endsWith('*') ? resource.type.startsWith(type.slice(0, -1)) : type === resource.type));
