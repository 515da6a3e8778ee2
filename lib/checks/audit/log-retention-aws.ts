/** AWS: log groups, and the buckets that hold logs. */
import { type Graph, type Resource, Unknown, type Value } from '../../graph/model';
import { isTable, items, number, read, select, visibleText } from '../../graph/value';
import { attached, target } from '../find';
import type { Context, Verdict } from '../model';
import { fail, notChecked, pass, say, unsettled } from '../verdicts';

type Judge = (resource: Resource, context: Context) => Verdict | Verdict[];

export const AWS: Record<string, Judge> = {
  'AWS::Logs::LogGroup': (resource, { retentionDays }) => {
    const path = ['RetentionInDays'];
    const days = number(read(resource, 'RetentionInDays'));
    if (days === undefined) return pass('never expires: RetentionInDays is not stated');
    if (days instanceof Unknown) return unsettled('RetentionInDays', read(resource, 'RetentionInDays'), path);
    return compare(days, retentionDays, 'keeps its events', path);
  },
  'AWS::S3::Bucket': bucket,
  'AWS::CloudTrail::Trail': (resource, { graph }) => destination(read(resource, 'S3BucketName'), 'S3BucketName', graph),
  'AWS::EC2::FlowLog': (resource, { graph }) => {
    const group = read(resource, 'LogGroupName');
    return group === undefined
      ? destination(read(resource, 'LogDestination'), 'LogDestination', graph)
      : destination(group, 'LogGroupName', graph);
  },
};

export function compare(days: number, wanted: number, what: string, path: (string | number)[]): Verdict {
  return days >= wanted
    ? pass(`${what} ${days} days, at least the ${wanted} asked`, path)
    : fail(`${what} ${days} days, ${wanted} are asked`, path);
}

function destination(value: Value | undefined, property: string, graph: Graph): Verdict {
  if (value === undefined) return notChecked('its destination is not stated', [property]);
  const found = target(graph, value, 'AWS::S3::Bucket', 'AWS::Logs::LogGroup');
  return found
    ? pass(`writes to ${found.address}, whose retention is judged there`, [property])
    : notChecked(`writes to ${say(value)}, which no template here holds: its retention is not seen`, [property]);
}

/** Where logs go, by the property that sends them there. */
const SOURCES: readonly (readonly [type: string, property: string])[] = [
  ['AWS::CloudTrail::Trail', 'S3BucketName'],
  ['AWS::Config::DeliveryChannel', 'S3BucketName'],
  ['AWS::EC2::FlowLog', 'LogDestination'],
  ['AWS::Route53Resolver::ResolverQueryLoggingConfig', 'DestinationArn'],
  ['AWS::S3::Bucket', 'LoggingConfiguration.DestinationBucketName'],
];

const holdsLogs = (resource: Resource, graph: Graph): boolean =>
  SOURCES.some(([type, property]) => attached(graph, type, property, resource).length > 0);

/** A bucket under object lock is an archive even where nothing in these templates writes to it. */
function bucket(resource: Resource, { graph, retentionDays }: Context): Verdict[] {
  const locked = read(resource, 'ObjectLockConfiguration') !== undefined;
  if (!locked && !holdsLogs(resource, graph)) return [];
  const verdicts = [...lockVerdict(resource, retentionDays), ...lifecycle(resource, retentionDays)];
  return verdicts.length > 0 ? verdicts : [pass('holds logs, and no rule of it deletes them')];
}

function lockVerdict(resource: Resource, wanted: number): Verdict[] {
  const base = 'ObjectLockConfiguration.Rule.DefaultRetention';
  const path = ['ObjectLockConfiguration', 'Rule', 'DefaultRetention'];
  const retention = read(resource, base);
  if (retention === undefined) return [];
  const days = number(read(resource, `${base}.Days`));
  const years = number(read(resource, `${base}.Years`));
  if (days instanceof Unknown || years instanceof Unknown || (days === undefined && years === undefined)) {
    return [unsettled('its lock’s default retention', retention, path)];
  }
  return [compare(days ?? (years ?? 0) * 365, wanted, 'locks each object for', path)];
}

function lifecycle(resource: Resource, wanted: number): Verdict[] {
  const rules = read(resource, 'LifecycleConfiguration.Rules');
  return items(rules).flatMap((rule, index): Verdict[] => {
    const path = ['LifecycleConfiguration', 'Rules', index];
    if (!isTable(rule)) return [unsettled('a lifecycle rule', rule, path)];
    if (rule['Status'] === 'Disabled') return [];
    const [date] = select(rule, 'ExpirationDate');
    if (date)
      return [notChecked('deletes objects on a date: how old they are then is not seen', [...path, 'ExpirationDate'])];
    const [expiration] = select(rule, 'ExpirationInDays');
    if (!expiration) return [];
    const days = number(expiration.value);
    if (days === undefined || days instanceof Unknown) return [unsettled('ExpirationInDays', expiration.value, path)];
    const verdict = compare(days, wanted, 'deletes objects after', [...path, 'ExpirationInDays']);
    const part = partOf(rule);
    return [verdict.result === 'fail' && part ? notChecked(`${part}: ${verdict.message}`, verdict.path) : verdict];
  });
}

/** What a rule is limited to, where that may not hold logs; the vendor writes them under `AWSLogs/`. */
function partOf(rule: { [key: string]: Value }): string | undefined {
  if (items(rule['TagFilters']).length > 0) return 'some objects by their tags, logs perhaps among them';
  const prefix = visibleText(rule['Prefix']);
  return prefix && !/(^|\/)AWSLogs/.test(prefix) ? `objects under ${prefix}, logs perhaps among them` : undefined;
}
