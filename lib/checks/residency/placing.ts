/** Reading a resource by the table of its type: every property whose value places it, a copy, a log or a key. */
import { classified, type Placing, type PlacingKind } from '../../catalogue/residency';
import { type Resource, Unknown, type Value } from '../../graph/model';
import { items, read, select, text } from '../../graph/value';
import { defaultOf } from '../defaults';
import type { Context, Verdict } from '../model';
import { FORMS } from './forms';

/** Verdicts of the properties of some kinds. What only a name suggests accuses, but proves nothing. */
export function judgePlacings(resource: Resource, context: Context, kinds: ReadonlySet<PlacingKind>): Verdict[] {
  return placingsOf(resource.type, kinds)
    .filter((placing) => counts(placing, resource))
    .flatMap((placing) => {
      const verdicts = valuesOf(resource, placing).flatMap(({ value, path, assumed }) =>
        FORMS[placing.form]({ value, path, assumed, placing, resource, context }),
      );
      // A zone is a zone by its name; other names may mislead.
      return placing.reviewed || placing.form === 'zone' ? verdicts : byNameAlone(verdicts, placing);
    });
}

export const placingsOf = (type: string, kinds: ReadonlySet<PlacingKind>): readonly Placing[] =>
  (classified(type)?.places ?? []).filter(({ kind }) => kinds.has(kind));

/** Stated values; where there is none, the vendor's default. */
function valuesOf({ type, properties }: Resource, { path }: Placing) {
  const stated: { value: Value; path: (string | number)[]; assumed: boolean }[] = select(
    properties as Value,
    path,
  ).flatMap(({ value, path: at }) => items(value).map((one) => ({ value: one, path: at, assumed: false })));
  const fallback = stated.length === 0 ? defaultOf(type, path) : undefined;
  return fallback === undefined
    ? stated
    : [{ value: fallback, path: path.split('.').filter((step) => step !== '*'), assumed: true }];
}

/** `sku_name ^dw`: a property that counts only beside another one. */
function counts({ when, unless }: Placing, resource: Resource): boolean {
  const holds = (condition: string) => {
    const [property = '', pattern = ''] = condition.split(' ');
    const value = text(read(resource, property));
    return value instanceof Unknown ? undefined : value !== undefined && new RegExp(pattern, 'i').test(value);
  };
  return (when === undefined || holds(when) !== false) && (unless === undefined || holds(unless) !== true);
}

const byNameAlone = (verdicts: readonly Verdict[], { form }: Placing): Verdict[] =>
  verdicts
    .filter(({ result }) => result === 'fail' || (result === 'not-checked' && form === 'region'))
    .map((verdict) => ({
      ...verdict,
      message: `${verdict.message} (read by the property’s name: no person has reviewed it)`,
    }));
