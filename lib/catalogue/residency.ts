/**
 * Where each resource type of both clouds places data: its class, and the properties whose value is a place of the
 * resource, of a copy, of its logs or keys. Written by `npm run classify` from the clouds' own schemas and a review.
 */
import tableJson from './data/residency.json';

type CloudName = 'aws' | 'azure';

/** What a property's value decides. */
export type PlacingKind = 'location' | 'copy' | 'destination' | 'failover' | 'state' | 'key' | 'endpoint' | 'peer';

/** How the value says it. */
export type PlacingForm =
  /** A region's name. */
  | 'region'
  /** A zone's name or id. */
  | 'zone'
  /** An ARN, or the identifier of something in this region. */
  | 'arn'
  /** A bucket, which does not say its region. */
  | 'bucket'
  /** An address. */
  | 'url'
  /** A model, or a profile that routes prompts to several regions. */
  | 'model'
  /** A profile that routes to several regions. */
  | 'profile'
  /** The name of an endpoint's service, with a region in it. */
  | 'service'
  /** A kind of endpoint, of which one answers at the edges of a content network. */
  | 'edge'
  /** Membership of a database that takes members in any region. */
  | 'members'
  /** A geography in the vendor's words: `Europe`, `India`. */
  | 'geography'
  /** The id of another resource; its place is the copy's. */
  | 'id'
  /** A kind of redundancy; the kinds that match `wide` copy to the region's pair. */
  | 'pair'
  /** A region's name, or `Default` for the region's pair. */
  | 'paired';

export interface Placing {
  /** Dotted, `*` for each item of a list. */
  readonly path: string;
  readonly kind: PlacingKind;
  readonly form: PlacingForm;
  /** A person has read it; otherwise its name alone says so. */
  readonly reviewed: boolean;
  /** What the resource does there, as a sentence goes on after its name. */
  readonly says?: string;
  /** Types the id may name. */
  readonly to?: readonly string[];
  /** Expression over the value, for `pair`. */
  readonly wide?: string;
  /** Property that names the resource whose place counts, where it is not this one's own. */
  readonly of?: string;
  /** Property and expression over its value: only then does the property count. */
  readonly when?: string;
  /** Property and expression over its value: then the property does not count. */
  readonly unless?: string;
}

/**
 * - `regional`: stands in the region of its stack (AWS) or of its `location` (Azure)
 * - `part`: lies where what it belongs to lies
 * - `global`: has no region; `residual` where no one chose that, `chosen` where it is a choice
 * - `none`: holds no data
 * - `unknown`: cannot be known from a template; `why` says so
 */
export type PlacingClass = 'regional' | 'part' | 'global' | 'none' | 'unknown';

export interface Classified {
  readonly class: PlacingClass;
  readonly reviewed: boolean;
  /** What stays outside the country although no one chose it. */
  readonly residual?: string;
  /** Why being global is a choice, and the wrong one. */
  readonly chosen?: string;
  /** Why it is classed so, where that is not plain. */
  readonly why?: string;
  readonly places: readonly Placing[];
}

type Group = Omit<Classified, 'places'>;
type Place = [string, PlacingKind, PlacingForm, number?, Partial<Placing>?];
interface CloudTable {
  readonly source: string;
  readonly asOf: string;
  readonly groups: readonly (Group & { types: readonly string[] })[];
  readonly patterns: readonly (Group & { pattern: string })[];
  readonly places: Readonly<Record<string, readonly Place[]>>;
}
const tables = tableJson as unknown as Record<CloudName, CloudTable>;

/** Where the list of a cloud's types was taken from, and when. */
export const residencySource = (cloud: CloudName): { source: string; asOf: string } => tables[cloud];

const placingOf = ([path, kind, form, reviewed, more]: Place): Placing => ({
  ...more,
  path,
  kind,
  form,
  reviewed: reviewed === 1,
});

function unpack({ groups, places }: CloudTable): Map<string, Classified> {
  const placed = new Map(Object.entries(places));
  return new Map(
    groups.flatMap(({ types, ...group }) =>
      types.flatMap((line) => {
        const [prefix = '', ...names] = line.split(' ');
        return names.map((name): [string, Classified] => {
          const type = `${prefix}${name}`;
          return [type, { ...group, places: (placed.get(type) ?? []).map(placingOf) }];
        });
      }),
    ),
  );
}

const read: Partial<Record<CloudName, Map<string, Classified>>> = {};

/** Every type of a cloud that the table holds. */
export function classifiedTypes(cloud: CloudName): ReadonlyMap<string, Classified> {
  read[cloud] ??= unpack(tables[cloud]);
  return read[cloud];
}

/** A type's entry, or undefined for a type that neither schema nor review knows. */
export function classified(type: string): Classified | undefined {
  const cloud = type.includes('::') ? 'aws' : 'azure';
  const found = classifiedTypes(cloud).get(type);
  if (found) return found;
  const pattern = tables[cloud].patterns.find(({ pattern: text }) =>
    text.endsWith('*') ? type.startsWith(text.slice(0, -1)) : type === text,
  );
  return pattern && { ...pattern, places: [] };
}
