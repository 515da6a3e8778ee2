/** What the checks said of both sides, against each other. */
import type { Finding, Invariant, Result } from '../checks/model';
import type { Change, Direction, Kind, Place, Side } from './model';

const KINDS: Readonly<Partial<Record<Invariant, Kind>>> = {
  residency: 'copy',
  recovery: 'copy',
  egress: 'path',
  ingress: 'path',
  keys: 'key',
  audit: 'retention',
  privilege: 'principal',
  tenancy: 'principal',
  conformance: 'promise',
};

/** Who is on which side: ids of `file#address`, and what an old one is called on the new side. */
export interface Standing {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
  readonly renamed: ReadonlyMap<string, string>;
}

/** Findings of one check about one resource, on both sides. */
interface Case {
  readonly id: string;
  readonly old: Finding[];
  readonly new: Finding[];
}

export function compareResults(before: readonly Finding[], after: readonly Finding[], standing: Standing): Change[] {
  const cases = new Map<string, Case>();
  const put = (side: Side, finding: Finding, id: string) => {
    const key = JSON.stringify([finding.check, id]);
    const found = cases.get(key) ?? { id, old: [], new: [] };
    found[side].push(finding);
    cases.set(key, found);
  };
  for (const finding of before) put('old', finding, standing.renamed.get(idOf(finding)) ?? idOf(finding));
  for (const finding of after) put('new', finding, idOf(finding));
  const olds = new Set([...standing.before].map((id) => standing.renamed.get(id) ?? id));
  return [...cases.values()].flatMap((one) => {
    const [was, is] = [olds.has(one.id), standing.after.has(one.id)];
    // What is missing has no resource: it is said of the whole, which is on both sides.
    if (was === is) return changed(one);
    return is
      ? arrived(one)
      : one.old.filter(isFail).map((finding) => say('better', 'old', finding, 'went with its resource: '));
  });
}

const idOf = ({ resource }: Finding): string => `${resource.file}#${resource.address}`;
const isFail = ({ result }: Finding): boolean => result === 'fail';

/** A new resource adds what is wrong with it, and what is not known of it. */
const arrived = ({ new: found }: Case): Change[] =>
  found.flatMap((finding) =>
    isFail(finding)
      ? [say('worse', 'new', finding)]
      : finding.result === 'not-checked'
        ? [say('neutral', 'new', finding, 'not checked: ')]
        : [],
  );

function changed({ old, new: now }: Case): Change[] {
  const known = new Set(old.filter(isFail).map(gist));
  const fresh = now.filter(isFail).filter((finding) => !known.has(gist(finding)));
  if (fresh.length > 0) return fresh.map((finding) => say('worse', 'new', finding));
  const still = new Set(now.filter(isFail).map(gist));
  const mended = old.filter(isFail).filter((finding) => !still.has(gist(finding)));
  const [was, is] = [worst(old), worst(now)];
  if (mended.length > 0) return mended.map((finding) => say(...mending(finding, is)));
  if (is?.result === 'fail' || was?.result === 'fail') return [];
  if (was?.result === 'pass' && !is) return [say('worse', 'old', was, 'is no longer proved: ')];
  if (!is || was?.result === is.result) return [];
  if (is.result === 'not-checked') return [say('worse', 'new', is, was ? 'is no longer known: ' : 'is not known: ')];
  if (is.result === 'pass' && was?.result === 'not-checked') return [say('better', 'new', is, 'is known now: ')];
  return was?.result === 'pass' && isExcused(is) ? [say('worse', 'new', is, 'is only excused now: ')] : [];
}

/** A failure that is gone is mended only where something better is known in its place. */
function mending(finding: Finding, is: Finding | undefined): [Direction, Side, Finding, string] {
  if (is?.result === 'not-checked') return ['neutral', 'new', is, 'failed, and is not known now: '];
  if (is && isExcused(is)) return ['neutral', 'new', is, 'is excused, not mended: '];
  if (is?.result === 'pass') return ['better', 'new', is, ''];
  return ['better', 'old', finding, 'is no longer found: '];
}

const isExcused = ({ result, message }: Finding): boolean =>
  result === 'not-applicable' && message.startsWith('by exception');

/** How many days makes no new fault of an old one: the property itself says whether they are fewer. */
const gist = ({ message }: Finding): string => message.replace(/\b\d+ days\b/g, 'days');

const ORDER: readonly Result[] = ['fail', 'not-checked', 'pass', 'not-applicable'];
const worst = (findings: readonly Finding[]): Finding | undefined =>
  ORDER.map((result) => findings.find((finding) => finding.result === result)).find((finding) => finding !== undefined);

function say(direction: Direction, side: Side, finding: Finding, before = ''): Change {
  const { file, address, type, line, column } = finding.resource;
  const resource: Place = { side, file, address, type, line, column };
  return {
    direction,
    kind: KINDS[finding.invariant] ?? 'guard',
    check: finding.check,
    resource,
    message: `${before}${finding.message}`,
    findings: [],
  };
}
