/** How much of both clouds the checks can read, in numbers that hide nothing. */
import {
  type Classified,
  classified,
  classifiedTypes,
  type PlacingClass,
  type PlacingKind,
  residencySource,
} from '../catalogue/residency';
import { checks } from '../checks';
import { defaults } from '../checks/defaults';
import type { Invariant } from '../checks/model';

export const CLOUDS = ['aws', 'azure'] as const;
export type CloudName = (typeof CLOUDS)[number];

/** A person has read it, or its name alone says so. */
export interface Confidence {
  readonly reviewed: number;
  readonly generated: number;
}

export interface CloudCoverage {
  /** Where the list of types was taken from. */
  readonly source: string;
  readonly asOf: string;
  /** Types judged: all of the cloud, or those a country uses. */
  readonly types: number;
  readonly classes: Readonly<Record<PlacingClass, Confidence>>;
  /** Properties that place a resource, a copy, a log or a key. */
  readonly properties: Readonly<Record<PlacingKind, Confidence>>;
  /** Types that at least one check of an invariant reads. */
  readonly invariants: Readonly<Partial<Record<Invariant, number>>>;
  /** Types with a place of which nothing else is judged. */
  readonly onlyPlaced: number;
  /** Types a template does not settle, with why, and those the table does not hold. */
  readonly unknown: readonly { readonly type: string; readonly why: string }[];
}

export interface Coverage {
  readonly schemaVersion: 1;
  /** The country whose types are counted; all types of both clouds where it is absent. */
  readonly country?: string;
  readonly clouds: Readonly<Record<CloudName, CloudCoverage>>;
  /** Properties whose absence counts as the vendor's default. */
  readonly defaults: number;
}

/** @param used the types to count, by cloud. Default: every type of both clouds */
export function coverage(country?: string, used?: Readonly<Record<CloudName, readonly string[]>>): Coverage {
  const of = (cloud: CloudName) => cloudCoverage(cloud, [...new Set(used?.[cloud] ?? classifiedTypes(cloud).keys())]);
  return {
    schemaVersion: 1,
    ...(country === undefined ? {} : { country }),
    clouds: { aws: of('aws'), azure: of('azure') },
    defaults: defaults.length,
  };
}

function cloudCoverage(cloud: CloudName, types: readonly string[]): CloudCoverage {
  const { source, asOf } = residencySource(cloud);
  const entries = types.map((type): [string, Classified | undefined] => [type, classified(type)]);
  const known = entries.flatMap(([, entry]) => entry ?? []);
  const places = known.flatMap((entry) => entry.places);
  return {
    source,
    asOf,
    types: types.length,
    classes: tally(CLASSES, (name) => known.filter((entry) => entry.class === name)),
    properties: tally(KINDS, (name) => places.filter(({ kind }) => kind === name)),
    invariants: invariants(cloud, entries),
    onlyPlaced: entries.filter(([type, entry]) => entry && PLACED.has(entry.class) && !readsMore(cloud, type, entry))
      .length,
    unknown: entries
      .flatMap(([type, entry]) => {
        if (entry === undefined) return [{ type, why: 'not in the table' }];
        return entry.class === 'unknown' ? [{ type, why: entry.why ?? '' }] : [];
      })
      .sort((a, b) => (a.type < b.type ? -1 : 1)),
  };
}

const CLASSES: readonly PlacingClass[] = ['regional', 'part', 'global', 'none', 'unknown'];
const PLACED: ReadonlySet<PlacingClass> = new Set(['regional', 'part']);
const KINDS: readonly PlacingKind[] = [
  'location',
  'copy',
  'destination',
  'failover',
  'state',
  'key',
  'endpoint',
  'peer',
];

function tally<Name extends string>(names: readonly Name[], of: (name: Name) => readonly { reviewed: boolean }[]) {
  const rows = names.map((name): [Name, Confidence] => {
    const found = of(name);
    const reviewed = found.filter((entry) => entry.reviewed).length;
    return [name, { reviewed, generated: found.length - reviewed }];
  });
  return Object.fromEntries(rows) as Record<Name, Confidence>;
}

/** Checks that name a type; those that judge every resource read of each type what the table says. */
const naming = (cloud: CloudName, type: string) =>
  checks.filter(({ types }) => types[cloud] !== '*' && types[cloud].includes(type));
const readsMore = (cloud: CloudName, type: string, { places }: Classified): boolean =>
  places.length > 0 || naming(cloud, type).length > 0;

function invariants(cloud: CloudName, entries: readonly (readonly [string, Classified | undefined])[]) {
  const counts = new Map<Invariant, number>();
  for (const [type, entry] of entries) {
    const read = new Set(naming(cloud, type).map(({ invariant }) => invariant));
    if (entry && entry.class !== 'unknown') read.add('residency');
    for (const invariant of read) counts.set(invariant, (counts.get(invariant) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
