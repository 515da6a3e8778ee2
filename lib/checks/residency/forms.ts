/** How a value says a place, form by form: AWS names regions in many ways, Azure in fewer. */
import { aws, awsRegion } from '../../catalogue';
import type { Placing, PlacingForm } from '../../catalogue/residency';
import { Reference, type Resource, Unknown, type Value } from '../../graph/model';
import { read, settle, visibleText } from '../../graph/value';
import { target } from '../find';
import type { Context, Verdict } from '../model';
import { perGraph } from '../per-graph';
import { arnRegion, home, placeOf } from '../place';
import { fail, notChecked, pass, unsettled } from '../verdicts';
import { geography, otherHalf, pair, paired } from './forms-azure';
import { inRegion } from './in-region';
import { destinationOf } from './replica-bucket';
import { model } from './replica-model';

export interface Found {
  readonly value: Value;
  readonly path: (string | number)[];
  /** The value is the vendor's default: the template leaves the property out. */
  readonly assumed: boolean;
  readonly placing: Placing;
  readonly resource: Resource;
  readonly context: Context;
}
export type Form = (found: Found) => Verdict[];

/** What a kind of property does, where the table has no words of its own. */
const SAYS: Record<Placing['kind'], string> = {
  location: 'is placed',
  copy: 'has a copy',
  destination: 'sends data',
  failover: 'fails over to what stands',
  state: 'keeps its state',
  key: 'is encrypted with a key',
  endpoint: 'reaches what stands',
  peer: 'joins what stands',
};
export const sayOf = ({ says, kind }: Placing): string => says ?? SAYS[kind];

export const FORMS: Record<PlacingForm, Form> = {
  region: ({ value, path, placing, resource, context }) => {
    const settled = placeNamed(value, context);
    if (typeof settled !== 'string') {
      const own = value instanceof Unknown && value.why === 'AWS::Region';
      return own
        ? []
        : [unsettled(placing.kind === 'copy' ? 'the place of a copy' : `where it ${sayOf(placing)}`, value, path)];
    }
    const region = settled.startsWith('arn:') ? (arnRegion(settled) ?? settled) : settled;
    return [inRegion(region, sayOf(placing), path, context, resource.cloud)];
  },
  zone: ({ value, path, context }) => zone(value, path, context),
  arn: (found) => arn(found),
  bucket: ({ value, path, placing, context }) => [destinationOf(value, undefined, path, context, sayOf(placing))],
  url: (found) => url(found, String(found.value)),
  model: ({ value, path, context }) => model(value, path, context),
  profile: ({ path }) => [fail('calls its model through a profile, which processes prompts in several regions', path)],
  service: ({ value, path, placing, resource, context }) => {
    // The service's region, where it is stated, says more than the name.
    if (read(resource, 'ServiceRegion') !== undefined) return [];
    const region = (visibleText(value) ?? '').split('.').find((part) => awsRegion(part) !== undefined);
    return region === undefined ? [] : [inRegion(region, sayOf(placing), path, context)];
  },
  edge: ({ value, path, assumed, context }) => {
    if (value instanceof Unknown) return [unsettled('its endpoint type', value, path)];
    const why = assumed ? 'EDGE by default' : 'EDGE';
    return value === 'EDGE'
      ? [fail(`answers at the edges of a content network, not in ${home(context)} alone (${why})`, path)]
      : [pass('answers in its own region', path)];
  },
  members: ({ path, placing }) => [notChecked(`${sayOf(placing)}, which these templates need not show all`, path)],
  geography,
  id: otherHalf,
  pair,
  paired,
};

/** A region's name, also where it is another resource's. */
function placeNamed(value: Value, { graph }: Context): Value | undefined {
  const settled = settle(graph, value);
  if (typeof settled === 'string' || !(value instanceof Reference) || value.attribute !== 'location') return settled;
  return graph.byId(value.target)?.location ?? settled;
}

/** Zone id → region: `use1-az1`. */
const ZONE_IDS = new Map(
  Object.entries(aws.regions).flatMap(([region, { zones }]) => zones.map((id): [string, string] => [id, region])),
);

/** `ap-south-1a` is a zone of its region; `eu-central-1-waw-1a` is a local zone, in another city and perhaps country. */
function zone(value: Value, path: (string | number)[], context: Context): Verdict[] {
  const match = typeof value === 'string' ? /^([a-z]{2,4}(?:-[a-z]+)+-\d)(-[a-z]{3}-\d)?[a-z]$/.exec(value) : null;
  const region = match?.[1] ?? ZONE_IDS.get(String(value));
  if (region === undefined) return []; // zones picked at deployment are zones of the stack's own region
  const { inside, label } = placeOf('aws', region, context);
  if (inside === false) return [fail(`stands in the zone ${value} of ${label}, outside ${home(context)}`, path)];
  return match?.[2]
    ? [notChecked(`stands in the local zone ${value}: the catalogue does not say in which country that is`, path)]
    : [];
}

/** The other half, named by reference, by ARN or by an identifier of this region. */
function arn(found: Found): Verdict[] {
  const { value, path, placing, context } = found;
  const shown = visibleText(value) ?? '';
  if (/^https?:/.test(shown)) return url(found, shown);
  const region = arnRegion(shown);
  if (region) return [inRegion(region, sayOf(placing), path, context)];
  if (/^arn:[^:]*:s3:::/.test(shown)) return [destinationOf(value, undefined, path, context, sayOf(placing))];
  const other = target(context.graph, value, ...typesOf(context.graph));
  if (typeof other?.location === 'string' && other.location !== 'global')
    return [inRegion(other.location, sayOf(placing), path, context)];
  const isIdentifier = typeof value === 'string' && (!value.startsWith('arn:') || /^arn:[^:]*:[^:]*::/.test(value));
  return isIdentifier ? [] : [unsettled('the place of a copy', value, path)];
}

const typesOf = perGraph((graph) => [...new Set(graph.resources.map(({ type }) => type))]);

/** The vendor's own addresses hold a region: `sqs.eu-west-1.amazonaws.com`. */
function url({ value, path, placing, context }: Found, shown: string): Verdict[] {
  if (value instanceof Unknown && value.text === undefined) return [unsettled('an address', value, path)];
  const host = /^https?:\/\/([^/:]+)/.exec(shown)?.[1] ?? '';
  const region = /\.(?:amazonaws\.com(?:\.cn)?|api\.aws|on\.aws)$/.test(host)
    ? host.split('.').find((part) => awsRegion(part) !== undefined)
    : undefined;
  return region === undefined
    ? [notChecked(`${sayOf(placing)} to an address that does not say its region`, path)]
    : [inRegion(region, `${sayOf(placing)} to an address`, path, context)];
}
