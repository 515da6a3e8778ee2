/** Azure: places said by another resource's id, by a kind of redundancy, by the pair of a region, by a geography. */
import { azureRegion, countryName } from '../../catalogue';
import { Reference, type Resource, Unknown, type Value } from '../../graph/model';
import { read, text } from '../../graph/value';
import { target } from '../find';
import type { Context, Verdict } from '../model';
import { home } from '../place';
import { fail, notChecked, pass, unsettled } from '../verdicts';
import type { Found } from './forms';
import { inRegion } from './in-region';

type Path = (string | number)[];
type Said = { says?: string; kind: string };

const verb = ({ says, kind }: Said): string =>
  says ?? (kind === 'destination' ? 'sends data to' : kind === 'peer' ? 'joins' : 'copies to');

/** The other half, by its id; its place is the copy's. */
export function otherHalf({ value, path, placing, context }: Found): Verdict[] {
  const other = placing.to
    ? target(context.graph, value, ...placing.to)
    : value instanceof Reference
      ? context.graph.byId(value.target)
      : undefined;
  const what = `${verb(placing)} ${other?.address ?? 'a resource'}`;
  if (typeof other?.location === 'string' && other.location !== 'global')
    return [inRegion(other.location, what, path, context, 'azure')];
  return [notChecked(`${what} that these templates do not place: its region is not known`, path)];
}

/** A kind of redundancy whose wide kinds go to the region's pair. */
export function pair({ value, path, assumed, placing, resource, context }: Found): Verdict[] {
  const kind = text(value);
  if (kind === undefined || kind instanceof Unknown) return [unsettled(placing.path, value, path)];
  const why = assumed ? `${placing.path} is not stated and is ${kind} by default` : `${placing.path} is ${kind}`;
  return [
    new RegExp(placing.wide ?? '', 'i').test(kind)
      ? pairOf(placeFor(resource, placing, context), why, path, context)
      : pass(`keeps its copies in its own region (${why})`, path),
  ];
}

/** A region to copy to, `Default` for the pair, `None` for none. */
export function paired(found: Found): Verdict[] {
  const { value, path, assumed, placing, resource, context } = found;
  const kind = text(value);
  if (kind === undefined || kind instanceof Unknown) return [unsettled(placing.path, value, path)];
  const why = `${placing.path} is ${assumed ? `not stated and is ${kind} by default` : kind}`;
  if (/^none$/i.test(kind)) return [pass(`makes no copy (${why})`, path)];
  if (/^default$/i.test(kind)) return [pairOf(resource.location, why, path, context)];
  return [inRegion(kind, 'has a copy', path, context, 'azure')];
}

/** A database lies where its server lies. */
function placeFor(resource: Resource, { of, to = [] }: Found['placing'], { graph }: Context) {
  return of === undefined ? resource.location : target(graph, read(resource, of), ...to)?.location;
}

function pairOf(place: string | Unknown | undefined, why: string, path: Path, context: Context): Verdict {
  const region = typeof place === 'string' ? azureRegion(place) : undefined;
  if (!region) return notChecked(`copies to the pair of its region, which is not known here (${why})`, path);
  if (region.pair === null) return pass(`${place} has no pair, so nothing is copied beyond it (${why})`, path);
  if (region.pairCountry === context.country)
    return pass(`copies to the pair ${region.pair}, in ${home(context)} (${why})`, path);
  return fail(
    `copies to the pair ${region.pair} (${countryName(region.pairCountry ?? '')}), outside ${home(context)} (${why})`,
    path,
  );
}

/** The vendor's geographies that are one country. The others (`Europe`, `Asia Pacific`) are several. */
const GEOGRAPHIES = new Map([
  ['australia', 'AU'],
  ['brazil', 'BR'],
  ['canada', 'CA'],
  ['france', 'FR'],
  ['germany', 'DE'],
  ['india', 'IN'],
  ['japan', 'JP'],
  ['korea', 'KR'],
  ['norway', 'NO'],
  ['switzerland', 'CH'],
  ['uae', 'AE'],
  ['uk', 'GB'],
  ['united states', 'US'],
  ['usgov', 'US'],
]);
const SEVERAL = /^(africa|asia pacific|europe|global)$/i;

export function geography({ value, path, assumed, placing, context }: Found): Verdict[] {
  const name = text(value);
  if (name === undefined || name instanceof Unknown) return [unsettled(placing.path, value as Value, path)];
  const what = `keeps its data in the geography ${name}${assumed ? ' by default' : ''}`;
  const country = GEOGRAPHIES.get(name.toLowerCase());
  if (country === undefined && !SEVERAL.test(name))
    return [notChecked(`${what}, which the catalogue does not hold`, path)];
  return [country === context.country ? pass(what, path) : fail(`${what}, not in ${home(context)} alone`, path)];
}
