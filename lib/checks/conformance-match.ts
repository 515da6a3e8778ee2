/** Comparing what the plan says with what the template holds. */
import { type Graph, Reference, Unknown, type Value } from '../graph/model';
import { at, isTable, settle, visibleText } from '../graph/value';

/** `undefined`: the template leaves it to the deployment. */
export type Match = boolean | undefined;

/**
 * The value at a dotted path. A key with dots in it is found whole, a single block with or without its index 0, and a
 * tag by its name (`Tags.Name`), although CloudFormation keeps tags in a list.
 */
export function lookup(root: Value | undefined, path: string): Value | undefined {
  return step(root, path.split('.'));
}

function step(value: Value | undefined, steps: readonly string[]): Value | undefined {
  if (steps.length === 0 || value === undefined) return value;
  if (Array.isArray(value) && !/^\d+$/.test(steps[0] ?? '')) {
    const tagged = namedEntry(value, steps);
    if (tagged !== undefined) return tagged;
  }
  if (isTable(value)) {
    for (let taken = steps.length; taken > 1; taken--) {
      const whole = steps.slice(0, taken).join('.');
      if (Object.hasOwn(value, whole)) return step(value[whole] ?? undefined, steps.slice(taken));
    }
  }
  return step(at(value, steps.slice(0, 1)), steps.slice(1));
}

function namedEntry(list: readonly Value[], steps: readonly string[]): Value | undefined {
  const name = steps.join('.');
  const entry = list.find((item) => isTable(item) && item['Key'] === name);
  return isTable(entry) ? entry['Value'] : undefined;
}

/** Whether a template's value is the plan's, whichever way the template writes it. */
export function matches(expected: unknown, actual: Value | undefined, graph: Graph): Match {
  const value = settle(graph, named(actual, graph));
  if (expected === undefined || expected === null)
    return value === undefined ? true : isUnknown(value) ? undefined : false;
  if (value === undefined || value === null) return false;
  if (isUnknown(value)) {
    const text = visibleText(value);
    if (text !== undefined && text === expected) return true;
    return undefined;
  }
  if (Array.isArray(expected))
    return Array.isArray(value)
      ? list(expected, value, graph)
      : expected.length === 1
        ? matches(expected[0], value, graph)
        : false;
  if (typeof expected === 'object') {
    return all(Object.entries(expected).map(([key, child]) => matches(child, at(value, [key]), graph)));
  }
  if (Array.isArray(value) && value.length === 1) return matches(expected, value[0], graph);
  // Templates write numbers and booleans as text too.
  return typeof value !== 'object' && String(expected) === String(value);
}

/** In order, or in any order: many of the templates' lists are sets. */
function list(expected: readonly unknown[], value: readonly Value[], graph: Graph): Match {
  if (expected.length !== value.length) return false;
  const inOrder = all(expected.map((item, index) => matches(item, value[index], graph)));
  if (inOrder !== false) return inOrder;
  const left = [...value];
  for (const item of expected) {
    const found = left.findIndex((candidate) => matches(item, candidate, graph) === true);
    if (found === -1) return left.some(isUnknown) ? undefined : false;
    left.splice(found, 1);
  }
  return true;
}

const all = (results: readonly Match[]): Match =>
  results.includes(false) ? false : results.includes(undefined) ? undefined : true;

const isUnknown = (value: Value | undefined): value is Unknown | Reference =>
  value instanceof Unknown || value instanceof Reference;

/** `Ref` gives these types' own name, which the template states where the plan chose it. */
const NAMED: Record<string, string> = {
  'AWS::Backup::BackupVault': 'BackupVaultName',
  'AWS::EKS::Cluster': 'Name',
  'AWS::IAM::Role': 'RoleName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
};

function named(value: Value | undefined, graph: Graph): Value | undefined {
  if (!(value instanceof Reference) || value.attribute !== 'ref') return value;
  const target = graph.byId(value.target);
  const property = target && NAMED[target.type];
  return property && typeof target.properties[property] === 'string' ? target.properties[property] : value;
}
