/** What a policy statement's condition leaves of "anyone". */
import { Reference, Unknown, type Value } from '../graph/model';
import { isTable, items, visibleText } from '../graph/value';
import { isWorld } from './cidr';
import { arnFields } from './place';

/** Condition keys that say who is asking, or for whom a service asks. */
const CALLER = lower([
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
  'aws:PrincipalServiceName',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceIp',
  'aws:SourceOrgID',
  'aws:SourceOrgPaths',
  'aws:SourceOwner',
  'aws:SourceVpc',
  'aws:SourceVpcArn',
  'aws:SourceVpce',
  'aws:userid',
  'aws:VpceAccount',
  'aws:VpceOrgID',
  'aws:VpceOrgPaths',
  'kms:CallerAccount',
  's3:DataAccessPointAccount',
  's3:DataAccessPointArn',
]);

/** Whether a condition key says who is asking. */
export const isCaller = (key: string): boolean => CALLER.has(key.toLowerCase());

/** Keys that say whose thing is asked for: enough for an endpoint, which is a fence around resources. */
const OWNER = lower(['aws:ResourceAccount', 'aws:ResourceOrgID', 'aws:ResourceOrgPaths', 's3:ResourceAccount']);

/** Keys that say how, when or where one asks: an identity that may do everything still may. */
const MANNER = lower([
  'aws:CurrentTime',
  'aws:EpochTime',
  'aws:MultiFactorAuthAge',
  'aws:MultiFactorAuthPresent',
  'aws:PrincipalType',
  'aws:RequestedRegion',
  'aws:SecureTransport',
  'aws:TokenIssueTime',
  'aws:UserAgent',
  'aws:username',
]);

/** A switch that only a caller inside the network can turn on. */
const MOUNTED = 'elasticfilesystem:accessedviamounttarget';

/** Whether a condition narrows "anyone". Undefined: the values decide, and are unknown. */
export function narrows(condition: Value | undefined, alsoOwner = false): boolean | undefined {
  if (isMounted(condition)) return true;
  return holdsTo(condition, (key) => CALLER.has(key) || (alsoOwner && OWNER.has(key)), isOpen);
}

/**
 * Whether a condition holds a key of these to particular values. Only operators that need the key present and equal
 * count: `…IfExists`, `ForAllValues:`, `Null` and the negative ones all let a stranger through.
 */
export function holdsTo(
  condition: Value | undefined,
  isKey: (lowerCase: string) => boolean,
  isOpenPattern: (value: Value) => boolean | undefined,
): boolean | undefined {
  if (condition instanceof Unknown || condition instanceof Reference) return undefined;
  if (!isTable(condition)) return false;
  let answer: boolean | undefined = false;
  for (const [operator, tests] of Object.entries(condition)) {
    const exact = /^(ForAnyValue:)?StringEquals(IgnoreCase)?$/i.test(operator);
    const like = /^(ForAnyValue:)?(StringLike|ArnLike|ArnEquals|IpAddress)$/i.test(operator);
    if (!exact && !like) continue;
    if (tests instanceof Unknown || tests instanceof Reference) answer = undefined;
    if (!isTable(tests)) continue;
    for (const [key, wanted] of Object.entries(tests)) {
      if (!isKey(key.toLowerCase())) continue;
      const values = items(wanted).filter((value) => value !== null);
      if (values.length === 0) continue;
      if (exact) return true; // equality has no wildcards, so even a value given at deployment narrows
      const open = areWorld(values) ? [true] : values.map((value) => isOpenPattern(value));
      if (open.every((state) => state === false)) return true;
      if (!open.includes(true)) answer = undefined;
    }
  }
  return answer;
}

/** Whether a condition says only who asks, how and from where: it then leaves an identity all it may do. */
export function leavesEverything(condition: Value | undefined): boolean {
  if (condition === undefined) return true;
  if (!isTable(condition)) return false;
  const keys = Object.values(condition).flatMap((tests) => (isTable(tests) ? Object.keys(tests) : ['']));
  return keys.every((key) => {
    const name = key.toLowerCase();
    return CALLER.has(name) || OWNER.has(name) || MANNER.has(name) || name.startsWith('aws:principaltag/');
  });
}

/** In words, for a statement whose condition does not narrow: what it asks instead. */
export function without({ condition }: { readonly condition: Value | undefined }, about: string): string {
  const asked = Object.entries(isTable(condition) ? condition : {}).flatMap(([operator, tests]) =>
    isTable(tests) ? Object.keys(tests).map((key) => `${operator} ${key}`) : [],
  );
  return asked.length === 0
    ? `without a condition on ${about}`
    : `under a condition that does not settle ${about} (${asked.join(', ')})`;
}

/** Whether a pattern matches any caller: `*`, an ARN with any account, every address. */
export function isOpen(value: Value): boolean | undefined {
  if (value instanceof Reference) return false; // a resource of this template
  const pattern = visibleText(value);
  const onlyHole = value instanceof Unknown && value.references.length === 0 && /^\$\{[^}]*\}$/.test(pattern ?? '');
  if (pattern === undefined || (onlyHole && value.why !== 'AWS::AccountId')) return undefined;
  if (/^[*?]*$/.test(pattern) || isWorld(pattern)) return true;
  if (pattern.startsWith('arn:')) {
    const fields = arnFields(pattern);
    const [account = '', name = ''] = [fields[4], fields.slice(5).join(':')];
    return /[*?]/.test(account) || (account === '' && /^[*?]*$/.test(name));
  }
  return /[*?]/.test(pattern.split(/[/:]/)[0] ?? '');
}

/** Ranges that take in the internet between them, though none of them does alone. */
function areWorld(values: readonly Value[]): boolean {
  const ranges = values.filter((value) => typeof value === 'string' && /^[\d.:a-f]+\/\d+$/i.test(value));
  const widths = ranges.map((range) => Number(String(range).split('/')[1]));
  return widths.reduce((sum, bits) => sum + 2 ** -bits, 0) >= 0.5;
}

function isMounted(condition: Value | undefined): boolean {
  const tests = isTable(condition) ? condition['Bool'] : undefined;
  return (
    isTable(tests) && Object.entries(tests).some(([key, on]) => key.toLowerCase() === MOUNTED && `${on}` === 'true')
  );
}

function lower(keys: readonly string[]): ReadonlySet<string> {
  return new Set(keys.map((key) => key.toLowerCase()));
}
