/**
 * Allow everyone, then deny all but one's own: the vendor's documented way to open a private API to a network. What the
 * Deny takes back, the Allow does not give.
 */
import { Unknown, type Value } from '../graph/model';
import { isTable, items, visibleText } from '../graph/value';
import { isWildcard, type Statement } from './policy';
import { isCaller, isOpen } from './policy-conditions';

/** Whether a Deny beside it takes an Allow back from every stranger. */
export const isFenced = (allow: Statement, beside: readonly (Statement | Unknown)[]): boolean =>
  beside.some(
    (other) =>
      !(other instanceof Unknown) &&
      !other.allows &&
      !other.notAction &&
      !other.notResource &&
      other.principals.some(isWildcard) &&
      covers(other.actions, allow.actions) &&
      covers(other.resources, allow.resources) &&
      namesStrangers(other.condition),
  );

const covers = (wide: readonly Value[], narrow: readonly Value[]): boolean =>
  narrow.length > 0 &&
  narrow.every((value) => wide.some((pattern) => matches(visibleText(pattern), visibleText(value), pattern, value)));

/** A pattern against a value, its stars against any text; what is not text must be the same. */
function matches(pattern: string | undefined, value: string | undefined, left: Value, right: Value): boolean {
  if (pattern === undefined || value === undefined) return JSON.stringify(left) === JSON.stringify(right);
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === value;
  let at = first.length;
  if (!value.startsWith(first)) return false;
  for (const part of rest) {
    const found = value.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return value.length - last.length >= at && value.endsWith(last);
}

/** Every test holds for whoever is not one's own: a missing key passes a negative operator, so no one slips by. */
function namesStrangers(condition: Value | undefined): boolean {
  if (!isTable(condition)) return false;
  const tests = Object.entries(condition).flatMap(([operator, keys]) =>
    isTable(keys) ? Object.entries(keys).map(([key, wanted]) => ({ operator, key, values: items(wanted) })) : [],
  );
  const others = tests.filter(
    ({ operator, key, values }) =>
      !(operator === 'Bool' && SERVICES.test(key) && values.every((on) => `${on}` === 'false')),
  );
  return others.length > 0 && others.every(isNegative);
}

function isNegative(test: { operator: string; key: string; values: readonly Value[] }): boolean {
  if (!isCaller(test.key) || test.values.length === 0) return false;
  if (/^StringNotEquals(IgnoreCase)?(IfExists)?$/.test(test.operator)) return true;
  return (
    /^(StringNotLike|ArnNotLike|ArnNotEquals|NotIpAddress)(IfExists)?$/.test(test.operator) &&
    test.values.every((value) => isOpen(value) === false)
  );
}

/** Exempts the vendor's own services, not a stranger. */
const SERVICES = /^aws:(PrincipalIsAWSService|ViaAWSService)$/i;
