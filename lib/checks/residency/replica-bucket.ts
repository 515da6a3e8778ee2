/** AWS: where S3 replication sends a bucket's objects. */
import { aws, awsRegion } from '../../catalogue';
import { type Resource, Unknown, type Value } from '../../graph/model';
import { isSettled, items, read, select, visibleText } from '../../graph/value';
import { target } from '../find';
import type { Context, Verdict } from '../model';
import { arnRegion, home, placeOf } from '../place';
import { fail, notChecked, pass, say, unsettled } from '../verdicts';
import { inRegion } from './in-region';

type Path = (string | number)[];

export function bucket(resource: Resource, context: Context): Verdict[] {
  const configuration = read(resource, 'ReplicationConfiguration');
  if (configuration === undefined) return [pass('makes no copy: it has no ReplicationConfiguration')];
  if (configuration instanceof Unknown) {
    return [unsettled('ReplicationConfiguration', configuration, ['ReplicationConfiguration'])];
  }
  const verdicts = items(read(resource, 'ReplicationConfiguration.Rules')).flatMap((rule, index): Verdict[] => {
    const path = ['ReplicationConfiguration', 'Rules', index, 'Destination', 'Bucket'];
    if (rule instanceof Unknown) return [unsettled('a replication rule', rule, path)];
    const [status] = select(rule, 'Status');
    if (status?.value === 'Disabled') return [];
    const [key] = select(rule, 'Destination.EncryptionConfiguration.ReplicaKmsKeyID');
    const [destination] = select(rule, 'Destination.Bucket');
    const verdict = destinationOf(destination?.value, key?.value, path, context);
    // A rule that may be off does not fail yet.
    return verdict.result === 'fail' && status && !isSettled(status.value)
      ? [unsettled('whether a replication rule is on', status.value, [...path.slice(0, 3), 'Status'])]
      : [verdict];
  });
  return verdicts.length > 0 ? verdicts : [pass('makes no copy: every replication rule is off')];
}

/**
 * A bucket's ARN does not say where the bucket is. The graph may hold the bucket; the copy's key, when one is named, is
 * always in the copy's region; the last thing left is a name that says so itself.
 */
export function destinationOf(
  bucketArn: Value | undefined,
  key: Value | undefined,
  path: Path,
  context: Context,
  does = 'copies every object',
): Verdict {
  const found = target(context.graph, bucketArn, 'AWS::S3::Bucket');
  const what = `${does} to ${say(bucketArn)}`;
  if (typeof found?.location === 'string') return inRegion(found.location, what, path, context);
  const keyRegion = arnRegion(visibleText(key) ?? '');
  if (keyRegion) return inRegion(keyRegion, `${what}, whose key is`, path, context);
  const name = visibleText(bucketArn) ?? '';
  const named = Object.keys(aws.regions).find((region) => new RegExp(`(^|[^a-z0-9])${region}([^a-z0-9]|$)`).test(name));
  if (named && awsRegion(named)?.country !== context.country) {
    const { label } = placeOf('aws', named, context);
    return fail(`${what}: by its own name in ${label}, outside ${home(context)}`, path);
  }
  return notChecked(`${what}: no template here has that bucket, and an ARN does not say its region`, path);
}
