/** What two versions of a resource open and close, against each other. */
import type { Resource } from '../graph/model';
import { listFacts } from './list-facts';
import type { Direction, Kind } from './model';
import { policyFacts } from './policy-facts';
import { ruleFacts } from './rule-facts';
import { covers, type Fact } from './terms';

/** A guardrail bounds what others grant: what it allows, it does not give. */
const BOUNDS = new Set(['AWS::Organizations::Policy']);

/** What policies and packet rules of a resource say: all there is to a policy or a rule that stands by itself. */
export const contentOf = (resource: Resource): Fact[] =>
  [...policyFacts(resource), ...ruleFacts(resource)].filter(({ opens }) => !opens || !BOUNDS.has(resource.type));

export const factsOf = (resource: Resource): Fact[] => [...contentOf(resource), ...listFacts(resource)];

export interface Said {
  readonly direction: Direction;
  readonly kind: Kind;
  readonly message: string;
  readonly path: Fact['path'];
  /** The side whose template shows it. */
  readonly side: 'old' | 'new';
}

/**
 * Comparisons of statements that are left. Once they are used up, one is told wherever it is not written the same on the other side:
 * a policy made to be slow is answered in bounded time, and not by silence.
 */
export interface Budget {
  left: number;
}
export const budget = (): Budget => ({ left: 1_000_000 });

/** Statements of one side that the other does not take in, told together where they differ only in one item. */
export function compareFacts(before: readonly Fact[], after: readonly Fact[], left: Budget): Said[] {
  return [
    ...told(beyond(after, before, left), 'new', 'now', (opens) => (opens ? 'worse' : 'better')),
    ...told(beyond(before, after, left), 'old', 'no longer', (opens) => (opens ? 'better' : 'worse')),
  ];
}

function beyond(facts: readonly Fact[], others: readonly Fact[], left: Budget): Fact[] {
  const known = new Set(others.map(keyOf));
  const takenIn = (fact: Fact): boolean =>
    others.some((other) => {
      left.left -= 1;
      return left.left > 0 && other.opens === fact.opens && covers(other, fact);
    });
  return facts.filter((fact) => !known.has(keyOf(fact)) && !(left.left > 0 && takenIn(fact)));
}

const keyOf = ({ opens, terms }: Fact): string =>
  JSON.stringify([opens, terms.map((term) => (term.is === 'limits' ? [...term.limits].sort() : term))]);

/** Items of a statement that a person reads before it becomes a page. */
const MOST = 6;

function told(
  facts: readonly Fact[],
  side: Said['side'],
  adverb: string,
  direct: (opens: boolean) => Direction,
): Said[] {
  const byItems = grouped(facts, ({ opens, kind, about, on }) => [opens, kind, about, on]).map((group) => ({
    facts: group,
    items: distinct(group.map(({ item }) => item)),
  }));
  const statements = grouped(byItems, ({ facts: [first], items }) => [first?.opens, first?.kind, first?.about, items]);
  return statements.flatMap((parts): Said[] => {
    const [first] = parts.flatMap((part) => part.facts);
    const [part] = parts;
    if (!first || !part) return [];
    const [verb, whom, under = ''] = first.about;
    const on = few(distinct(parts.flatMap(({ facts: of }) => of.flatMap((fact) => fact.on || []))));
    const message = `${adverb} ${verb} ${few(part.items)}${whom}${on && ` on ${on}`}${under}`;
    return [{ direction: direct(first.opens), kind: first.kind, message: cut(message), path: first.path, side }];
  });
}

function grouped<T>(all: readonly T[], by: (one: T) => unknown): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = JSON.stringify(by(one));
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

const few = (texts: readonly string[]): string =>
  `${texts.slice(0, MOST).join(', ')}${texts.length > MOST ? ` and ${texts.length - MOST} more` : ''}`;

const cut = (text: string): string => (text.length > 320 ? `${text.slice(0, 319)}…` : text);
