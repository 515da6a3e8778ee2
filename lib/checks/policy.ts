/** Reading AWS policy documents: who may do what, and under which condition. */
import { Reference, Unknown, type Value } from '../graph/model';
import { isTable, items, text, visibleText } from '../graph/value';

export interface Statement {
  readonly allows: boolean;
  /** `*`, and everything else the statement names; unknown entries stay. */
  readonly principals: readonly Value[];
  readonly notPrincipal: boolean;
  readonly actions: readonly Value[];
  readonly resources: readonly Value[];
  readonly condition: Value | undefined;
  readonly path: (string | number)[];
}

export interface PolicyDocument {
  readonly statements: readonly (Statement | Unknown)[];
  readonly path: (string | number)[];
}

/** Properties that hold a policy document; one that is not settled is still a document, of which nothing is known. */
const HOLDERS =
  /^(AssumeRolePolicyDocument|PolicyDocument|PolicyText|Policy|Policies|KeyPolicy|ResourcePolicy|RepositoryPolicyText|FileSystemPolicy|AccessPolicy|AccessPolicies)$/;

/** Every policy document among a resource's properties, as an object or as JSON text. */
export function policyDocuments(value: Value, path: (string | number)[] = []): PolicyDocument[] {
  if (value instanceof Unknown && HOLDERS.test(String(path.findLast((step) => typeof step === 'string')))) {
    return [{ statements: [value], path }];
  }
  if (typeof value === 'string') return value.includes('"Statement"') ? policyDocuments(parsed(value), path) : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => policyDocuments(item, [...path, index]));
  if (!isTable(value)) return [];
  const listed = items(value['Statement']);
  if (listed.some((item) => item instanceof Unknown || (isTable(item) && Object.hasOwn(item, 'Effect')))) {
    return [{ statements: listed.map((item, index) => statement(item, [...path, 'Statement', index])), path }];
  }
  return Object.entries(value).flatMap(([key, child]) => policyDocuments(child, [...path, key]));
}

function parsed(json: string): Value {
  try {
    return JSON.parse(json) as Value;
  } catch {
    return null;
  }
}

function statement(item: Value, path: (string | number)[]): Statement | Unknown {
  if (!isTable(item)) return item instanceof Unknown ? item : new Unknown('a statement');
  const principal = item['Principal'];
  const effect = text(item['Effect']);
  if (effect === undefined || effect instanceof Unknown) return new Unknown('the effect of a statement');
  return {
    allows: effect === 'Allow',
    principals: isTable(principal) ? Object.values(principal).flatMap((entry) => items(entry)) : items(principal),
    notPrincipal: Object.hasOwn(item, 'NotPrincipal'),
    actions: items(item['Action']),
    resources: items(item['Resource']),
    condition: item['Condition'],
    path,
  };
}

/** Condition keys that say who is asking, or for whom a service asks. */
const CALLER = new Set(
  [
    'aws:PrincipalAccount',
    'aws:PrincipalArn',
    'aws:PrincipalOrgID',
    'aws:PrincipalOrgPaths',
    'aws:SourceAccount',
    'aws:SourceArn',
    'aws:SourceIp',
    'aws:SourceOrgID',
    'aws:SourceOrgPaths',
    'aws:SourceOwner',
    'aws:SourceVpc',
    'aws:SourceVpcArn',
    'aws:SourceVpce',
    'aws:VpceAccount',
    'aws:VpceOrgID',
    'aws:VpceOrgPaths',
    'kms:CallerAccount',
    's3:DataAccessPointAccount',
  ].map((key) => key.toLowerCase()),
);

/** Keys that say whose thing is asked for: enough for an endpoint, which is a fence around resources. */
const OWNER = new Set(['aws:resourceaccount', 'aws:resourceorgid', 'aws:resourceorgpaths', 's3:resourceaccount']);

/**
 * Whether a condition narrows "anyone". Only operators that need the key present and equal count: `…IfExists`,
 * `ForAllValues:`, `Null` and the negative ones all let a stranger through. Undefined: the values decide, and are unknown.
 */
export function narrows(condition: Value | undefined, alsoOwner = false): boolean | undefined {
  if (condition instanceof Unknown || condition instanceof Reference) return undefined;
  if (!isTable(condition)) return false;
  let answer: boolean | undefined = false;
  for (const [operator, tests] of Object.entries(condition)) {
    const exact = /^(ForAnyValue:)?StringEquals(IgnoreCase)?$/i.test(operator);
    const like = /^(ForAnyValue:)?(StringLike|ArnLike|ArnEquals)$/i.test(operator);
    const address = /^IpAddress$/i.test(operator);
    if ((!exact && !like && !address) || !isTable(tests)) continue;
    for (const [key, wanted] of Object.entries(tests)) {
      const name = key.toLowerCase();
      if (!CALLER.has(name) && !(alsoOwner && OWNER.has(name))) continue;
      const values = items(wanted);
      if (values.length === 0) continue;
      if (exact) return true; // equality has no wildcards, so even a value given at deployment narrows
      const open = values.map((value) => isOpen(value));
      if (open.every((state) => state === false)) return true;
      if (!open.includes(true)) answer = undefined;
    }
  }
  return answer;
}

/** Whether a pattern matches any caller: `*`, an ARN with any account, every address. */
function isOpen(value: Value): boolean | undefined {
  if (value instanceof Reference) return false; // a resource of this template
  const pattern = visibleText(value);
  const onlyHole = value instanceof Unknown && value.references.length === 0 && /^\$\{[^}]*\}$/.test(pattern ?? '');
  if (pattern === undefined || (onlyHole && value.why !== 'AWS::AccountId')) return undefined;
  if (/^[*?]*$/.test(pattern) || pattern.endsWith('/0')) return true;
  if (pattern.startsWith('arn:')) {
    const fields = pattern.split(/:(?![^{]*\})/);
    const [account = '', name = ''] = [fields[4], fields.slice(5).join(':')];
    return /[*?]/.test(account) || (account === '' && /^[*?]*$/.test(name));
  }
  return /[*?]/.test(pattern.split('/')[0] ?? '');
}

/** Whether every resource a statement names is a particular one: an account's, or a bucket by name. */
export const namesResources = (statement: Statement): boolean =>
  statement.resources.length > 0 &&
  statement.resources.every((value) => {
    const arn = visibleText(value);
    return value instanceof Reference || (arn?.startsWith('arn:') === true && isOpen(arn) === false);
  });

/** Whether a value that is not settled may turn out to be `*`. An ARN with a hole in it names someone; a hole alone may not. */
export const mayBeWildcard = (value: Value): boolean =>
  value instanceof Unknown &&
  value.references.length === 0 &&
  value.why !== 'AWS::AccountId' &&
  /^(\$\{[^}]*\})?$/.test(value.text ?? '');

export const isWildcard = (value: Value): boolean => value === '*' || value === '*:*';
