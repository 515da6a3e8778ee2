/** Two judged outputs → what a reviewer would say of the second. */
import type { Finding } from '../checks/model';
import type { Graph, Resource, Value } from '../graph/model';
import { read, visibleText } from '../graph/value';
import { type Budget, budget, compareFacts, contentOf, factsOf, type Said } from './facts';
import { AWS } from './measure-table-aws';
import { AZURE } from './measure-table-azure';
import { measures, moved } from './measures';
import type { Altered, Change, Difference, Direction, Kind, Place, Side, TypeCount } from './model';
import { canonical, differing, type Pair, pairResources } from './pair';
import { named, partOf } from './parts';
import { inNewWords } from './rename';
import { compareResults } from './results';

export type * from './model';

/** One side: the graph of its templates and what the checks say of it. */
export interface Judged {
  readonly graph: Graph;
  readonly findings: readonly Finding[];
}

/** Files must be named alike on both sides (relative to what was given). The same two sides give the same bytes. */
export function compare(before: Judged, after: Judged): Difference {
  const pairs = pairResources(before.graph, after.graph);
  const renamed = new Map(
    pairs.flatMap(({ old, new: now }) => (old && now && old.id !== now.id ? [[old.id, now.id]] : [])),
  );
  const standing = { before: idsOf(before.graph), after: idsOf(after.graph), renamed };
  const stays = new Set(pairs.flatMap(({ old, new: now }) => (old && now ? [old, now] : [])));
  const left = budget();
  const stated = pairs.flatMap((pair) => {
    if (pair.old && pair.new) return turned(inNewWords(pair.old, renamed), pair.new, left);
    if (pair.new) return came(pair.new, 'new', after.graph, stays, left);
    return pair.old ? came(pair.old, 'old', before.graph, stays, left) : [];
  });
  const paths = new Map(pairs.map((pair) => [pair, pathsOf(pair, renamed)]));
  const judged = compareResults(before.findings, after.findings, standing);
  return { changes: sorted(together(stated, judged)), types: typesOf(pairs, paths), altered: alteredOf(pairs, paths) };
}

/** A check that says the same of the same place is told with the property that says it. */
function together(stated: readonly Change[], judged: readonly Change[]): Change[] {
  const key = ({ direction, resource: { side, file, address, line, column } }: Change): string =>
    JSON.stringify([direction, side, file, address, line, column]);
  const places = new Map(stated.map((change) => [key(change), change]));
  const said = new Map<Change, Change['findings'][number][]>();
  const rest = judged.filter((change) => {
    const at = places.get(key(change));
    if (!at || change.check === undefined) return true;
    said.set(at, [...(said.get(at) ?? []), { check: change.check, message: change.message }]);
    return false;
  });
  return [...stated.map((change) => ({ ...change, findings: said.get(change) ?? [] })), ...rest];
}

const idsOf = ({ resources }: Graph): ReadonlySet<string> => new Set(resources.map(({ id }) => id));

/** What changed in a resource that is on both sides. */
function turned(old: Resource, now: Resource, left: Budget): Change[] {
  const table = old.cloud === 'aws' ? AWS : AZURE;
  const steps = table.filter((measure) => measures(measure, now)).flatMap((measure) => moved(measure, old, now) ?? []);
  return [
    ...steps.map(({ direction, kind, message, path }) => change(direction, kind, now, 'new', message, path)),
    ...compareFacts(factsOf(old), factsOf(now), left).map((said) => remark(said, old, now)),
    ...keeping(old, now),
  ];
}

const remark = ({ direction, kind, message, path, side }: Said, old: Resource, now: Resource): Change =>
  change(direction, kind, side === 'old' ? old : now, side, message, path);

/** Whether it outlives a slip: `prevent_destroy`, a deletion policy. */
function keeping(old: Resource, now: Resource): Change[] {
  if (old.kept === now.kept) return [];
  const [direction, message] = now.kept
    ? (['better', 'is kept now when its stack or block goes'] as const)
    : (['worse', 'is no longer kept when its stack or block goes'] as const);
  return [change(direction, 'guard', now, 'new', message)];
}

/** What it means that a resource came (it is on the new side) or went. One that belongs to what came or went with it means nothing by itself. */
function came(resource: Resource, side: Side, graph: Graph, stays: ReadonlySet<Resource>, left: Budget): Change[] {
  const part = partOf(resource);
  if (!part) return [];
  const owners = named(resource, part.of, graph);
  if (owners.known && owners.found.every((owner) => !stays.has(owner))) return [];
  const content = contentOf(resource);
  if (content.length > 0) {
    const said = side === 'new' ? compareFacts([], content, left) : compareFacts(content, [], left);
    return said.map((one) => remark(one, resource, resource));
  }
  const inside = part.far.length > 0 && named(resource, part.far, graph).known;
  const opens = part.opens === (side === 'new');
  const direction = part.kind === 'copy' || inside ? 'neutral' : opens ? 'worse' : 'better';
  const verb = side === 'new' ? 'adds' : 'takes away';
  const of = owners.found.map(({ address }) => address).join(', ');
  const message = `${verb} ${part.what}${detail(resource)}${of ? ` at ${of}` : ''}${inside ? '; its far end is among these templates' : ''}`;
  return [change(direction, part.kind, resource, side, message)];
}

/** What a grant is of, where its name says so. */
const DETAILS = ['role_definition_name', 'lock_level', 'PrincipalArn', 'Principal', 'expires_on'];
function detail(resource: Resource): string {
  const text = DETAILS.map((property) => visibleText(read(resource, property))).find((value) => value);
  return text ? ` (${text})` : '';
}

function change(
  direction: Direction,
  kind: Kind,
  resource: Resource,
  side: Side,
  message: string,
  path?: readonly (string | number)[],
): Change {
  return { direction, kind, resource: placeOf(resource, side, path), message, findings: [] };
}

const placeOf = (resource: Resource, side: Side, path?: readonly (string | number)[]): Place => ({
  side,
  file: resource.file,
  address: resource.address,
  type: resource.type,
  ...resource.place(path && path.length > 0 ? path : undefined),
});

const ORDER: readonly Direction[] = ['worse', 'better', 'neutral'];
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const sorted = (changes: readonly Change[]): Change[] =>
  [...changes].sort(
    (a, b) =>
      ORDER.indexOf(a.direction) - ORDER.indexOf(b.direction) ||
      byText(a.resource.file, b.resource.file) ||
      byText(a.resource.address, b.resource.address) ||
      byText(a.kind, b.kind) ||
      byText(a.check ?? '', b.check ?? '') ||
      byText(a.message, b.message),
  );

function pathsOf({ old: was, new: now }: Pair, renamed: ReadonlyMap<string, string>): string[] {
  if (!was || !now) return [];
  const old = inNewWords(was, renamed);
  const aside = (['location', 'presence', 'kept'] as const).filter(
    (name) => canonical((old[name] ?? null) as Value) !== canonical((now[name] ?? null) as Value),
  );
  return [...aside.map((name) => `(${name})`), ...differing(old.properties as Value, now.properties as Value)];
}

type Paths = ReadonlyMap<Pair, readonly string[]>;

function alteredOf(pairs: readonly Pair[], known: Paths): Altered[] {
  return pairs
    .flatMap((pair): Altered[] => {
      const paths = known.get(pair) ?? [];
      return pair.new && paths.length > 0 ? [{ resource: placeOf(pair.new, 'new'), paths }] : [];
    })
    .sort((a, b) => byText(a.resource.file, b.resource.file) || byText(a.resource.address, b.resource.address));
}

function typesOf(pairs: readonly Pair[], known: Paths): TypeCount[] {
  const counts = new Map<string, { type: string; added: number; removed: number; changed: number }>();
  for (const pair of pairs) {
    const type = (pair.new ?? pair.old)?.type ?? '';
    const count = counts.get(type) ?? { type, added: 0, removed: 0, changed: 0 };
    if (!pair.old) count.added += 1;
    else if (!pair.new) count.removed += 1;
    else if (known.get(pair)?.length) count.changed += 1;
    counts.set(type, count);
  }
  return [...counts.values()]
    .filter(({ added, removed, changed }) => added + removed + changed > 0)
    .sort((a, b) => byText(a.type, b.type));
}
