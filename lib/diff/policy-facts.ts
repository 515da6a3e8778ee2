/** What AWS policy documents let whom do, and what they deny. */

import { policyDocuments } from '../checks/policy';
import { type Resource, Unknown, type Value } from '../graph/model';
import { at, isTable, items } from '../graph/value';
import { exact, type Fact, limitsOf, pattern, shownValue, type Term } from './terms';

/** Principals × actions × resources of one statement above which it is compared as a whole. */
const MOST = 4000;

export function policyFacts(resource: Resource): Fact[] {
  if (resource.cloud !== 'aws') return [];
  return policyDocuments(resource.properties as Value).flatMap(({ statements }) =>
    statements.flatMap((statement) => {
      if (statement instanceof Unknown) return [];
      const raw = rawAt(resource, statement.path);
      return isTable(raw) ? factsOf(raw, statement.allows, shownPath(resource, statement.path)) : [];
    }),
  );
}

function factsOf(raw: { [key: string]: Value }, opens: boolean, path: Fact['path']): Fact[] {
  const whom = named(raw, 'Principal', principals);
  const what = named(raw, 'Action', (value) => items(value).map((item) => pattern(shownValue(item))));
  const where = named(raw, 'Resource', (value) => items(value).map((item) => pattern(shownValue(item))));
  const limits = limitsOf(raw['Condition']);
  const under = conditionText(limits);
  const verb = opens ? 'allows' : 'denies';
  const all = whom.length * what.length * where.length;
  const fact = (to: Term, action: Term, on: Term): Fact => ({
    opens,
    kind: opens ? 'principal' : 'guard',
    terms: [to, action, on, limits],
    about: [verb, textOf(to) === '' ? '' : ` to ${textOf(to)}`, under],
    on: textOf(on),
    item: textOf(action),
    path,
  });
  if (all > MOST) {
    const whole = [whom, what, where].map((terms) => exact(terms.map(textOf).sort().join(', '))) as [Term, Term, Term];
    return [fact(...whole)];
  }
  return whom.flatMap((to) => what.flatMap((action) => where.map((on) => fact(to, action, on))));
}

/** An element or its inverse: `NotAction` is compared as it is written. An identity's policy names no principal. */
function named(raw: { [key: string]: Value }, element: string, read: (value: Value) => Term[]): Term[] {
  const inverse = raw[`Not${element}`];
  if (inverse !== undefined) return [exact(`all but ${items(inverse).map(shownValue).sort().join(', ')}`)];
  const stated = raw[element];
  return stated === undefined || stated === null ? [exact('')] : read(stated);
}

/** `*` is anyone, however it is written; a principal has no other pattern. */
function principals(value: Value): Term[] {
  const flat = isTable(value) ? Object.values(value).flatMap((entry) => items(entry)) : items(value);
  return flat.map((entry) => (entry === '*' ? pattern('*') : exact(shownValue(entry))));
}

const textOf = (term: Term): string => ('text' in term ? term.text : '');

function conditionText(term: Term): string {
  if (term.is !== 'limits' || term.limits.size === 0) return '';
  return ` under ${[...term.limits].map(([test, values]) => `${test} ${values.join(', ')}`).join(' and ')}`;
}

/** The statement as the template has it, also where the document is JSON text. */
function rawAt(resource: Resource, path: readonly (string | number)[]): Value | undefined {
  const end = textAt(resource, path);
  if (end === undefined) return at(resource.properties as Value, path);
  return at(parsed(at(resource.properties as Value, path.slice(0, end))), path.slice(end));
}

/** A place in JSON text is the text's place. */
const shownPath = (resource: Resource, path: readonly (string | number)[]): readonly (string | number)[] =>
  path.slice(0, textAt(resource, path) ?? path.length);

function textAt(resource: Resource, path: readonly (string | number)[]): number | undefined {
  const found = path.findIndex(
    (_, index) => typeof at(resource.properties as Value, path.slice(0, index)) === 'string',
  );
  return found === -1 ? undefined : found;
}

function parsed(text: Value | undefined): Value | undefined {
  try {
    return JSON.parse(String(text)) as Value;
  } catch {
    return undefined;
  }
}
