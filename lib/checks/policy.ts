/** Reading AWS policy documents: who may do what, and under which condition. */
import { Reference, Unknown, type Value } from '../graph/model';
import { isTable, items, text, visibleText } from '../graph/value';
import { isOpen } from './policy-conditions';

export interface Statement {
  readonly allows: boolean;
  /** `*`, and everything else the statement names; unknown entries stay. */
  readonly principals: readonly Value[];
  readonly notPrincipal: boolean;
  /** Providers of identities of their own: the sign-in of a person, a pipeline or a pod. */
  readonly federated: readonly Value[];
  /** What it allows is all but what it names (`NotAction`, `NotResource`). */
  readonly notAction: boolean;
  readonly notResource: boolean;
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

/** JSON text may nest deeper than any template does. */
const DEEPEST = 200;

/** Every policy document among a resource's properties, as an object or as JSON text. */
export function policyDocuments(value: Value, path: (string | number)[] = []): PolicyDocument[] {
  if (path.length > DEEPEST) return [];
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
  if (effect instanceof Unknown) return effect;
  if (effect === undefined) return new Unknown('without an effect');
  return {
    allows: effect === 'Allow',
    principals: isTable(principal) ? Object.values(principal).flatMap((entry) => items(entry)) : items(principal),
    notPrincipal: Object.hasOwn(item, 'NotPrincipal'),
    federated: isTable(principal) ? items(principal['Federated']) : [],
    notAction: Object.hasOwn(item, 'NotAction'),
    notResource: Object.hasOwn(item, 'NotResource'),
    actions: items(item['Action']),
    resources: items(item['Resource']),
    condition: item['Condition'],
    path,
  };
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

/** `*`, however often it is written. */
export const isWildcard = (value: Value): boolean => typeof value === 'string' && /^\*+(:\*+)?$/.test(value);

/** Every resource: `*`, or an ARN with nothing but stars after the partition. */
export const isEveryResource = (value: Value): boolean =>
  isWildcard(value) || (typeof value === 'string' && /^arn:(\*|aws[a-z-]*)(:\*+)+$/.test(value));
