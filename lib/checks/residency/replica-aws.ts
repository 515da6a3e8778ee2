/** AWS: every property that sends a copy to another region. */
import { aws, awsRegion } from '../../catalogue';
import { type Resource, Unknown, type Value } from '../../graph/model';
import { items, read, select, text, visibleText } from '../../graph/value';
import { target } from '../find';
import type { Context, Verdict } from '../model';
import { arnRegion, home, placeOf } from '../place';
import { fail, notChecked, pass, say, unsettled } from '../verdicts';

/** Type → properties that hold the copy's region, or an ARN that names it. */
const REGIONS: Record<string, readonly string[]> = {
  'AWS::Backup::BackupPlan': ['BackupPlan.BackupPlanRule.*.CopyActions.*.DestinationBackupVaultArn'],
  'AWS::Cassandra::Keyspace': ['ReplicationSpecification.RegionList.*'],
  'AWS::CloudFormation::StackSet': ['StackInstancesGroup.*.Regions.*'],
  'AWS::DLM::LifecyclePolicy': [
    'PolicyDetails.Schedules.*.CrossRegionCopyRules.*.TargetRegion',
    'PolicyDetails.Schedules.*.CrossRegionCopyRules.*.Target',
    'PolicyDetails.Actions.*.CrossRegionCopy.*.Target',
  ],
  'AWS::DynamoDB::GlobalTable': ['Replicas.*.Region'],
  'AWS::ECR::ReplicationConfiguration': ['ReplicationConfiguration.Rules.*.Destinations.*.Region'],
  'AWS::EFS::FileSystem': ['ReplicationConfiguration.Destinations.*.Region'],
  'AWS::ElastiCache::GlobalReplicationGroup': ['Members.*.ReplicationGroupRegion'],
  'AWS::ImageBuilder::DistributionConfiguration': ['Distributions.*.Region'],
  'AWS::KMS::ReplicaKey': ['PrimaryKeyArn'],
  'AWS::RDS::DBCluster': ['SourceRegion', 'ReplicationSourceIdentifier'],
  'AWS::RDS::DBInstance': [
    'AutomaticBackupReplicationRegion',
    'SourceRegion',
    'SourceDBInstanceIdentifier',
    'SourceDBInstanceAutomatedBackupsArn',
  ],
  'AWS::Redshift::Cluster': ['DestinationRegion'],
  'AWS::SSMIncidents::ReplicationSet': ['Regions.*.RegionName'],
  'AWS::SecretsManager::Secret': ['ReplicaRegions.*.Region'],
};

const GLOBAL_CLUSTERS = ['AWS::RDS::GlobalCluster', 'AWS::DocDB::GlobalCluster'];
const MODEL_PROFILE = 'AWS::Bedrock::ApplicationInferenceProfile';

export const AWS_TYPES = [...Object.keys(REGIONS), ...GLOBAL_CLUSTERS, MODEL_PROFILE, 'AWS::S3::Bucket'];

export function judgeAws(resource: Resource, context: Context): Verdict[] {
  if (resource.type === 'AWS::S3::Bucket') return bucket(resource, context);
  if (resource.type === MODEL_PROFILE) return [modelProfile(resource)];
  if (GLOBAL_CLUSTERS.includes(resource.type)) return globalCluster(resource, context);
  const copies = (REGIONS[resource.type] ?? []).flatMap((pattern) => select(resource.properties as Value, pattern));
  const verdicts = copies.flatMap(({ value, path }) => copy(resource, value, path, context));
  return verdicts.length > 0 ? verdicts : [pass('makes no copy in another region')];
}

function copy(resource: Resource, value: Value, path: (string | number)[], context: Context): Verdict[] {
  // An identifier that is no ARN names something of this region.
  const shown = visibleText(value);
  const region = shown === undefined ? undefined : shown.startsWith('arn:') ? arnRegion(shown) : shown;
  if (region === undefined || region.includes('${')) {
    const found = target(
      context.graph,
      value,
      'AWS::Backup::BackupVault',
      'AWS::RDS::DBCluster',
      'AWS::RDS::DBInstance',
      'AWS::KMS::Key',
    );
    if (typeof found?.location === 'string') return [place(found.location, 'has a copy', path, context)];
    return [unsettled('the place of a copy', value, path)];
  }
  const isIdentifier = /Identifier$/.test(String(path.at(-1))) && !shown?.startsWith('arn:');
  return isIdentifier ? [] : [place(region, phrase(resource.type), path, context)];
}

const PHRASES: Record<string, string> = {
  'AWS::CloudFormation::StackSet': 'deploys its stacks',
  'AWS::ImageBuilder::DistributionConfiguration': 'sends its images to accounts',
  'AWS::KMS::ReplicaKey': 'shares its key material with a key',
};
const phrase = (type: string): string => PHRASES[type] ?? 'has a copy';

function place(region: string, what: string, path: (string | number)[], context: Context): Verdict {
  const { inside, label } = placeOf('aws', region, context);
  if (inside === undefined) return notChecked(`${what} in ${label}, a region the catalogue does not hold`, path);
  return inside
    ? pass(`${what} in ${label}, in ${home(context)}`, path)
    : fail(`${what} in ${label}, outside ${home(context)}`, path);
}

function bucket(resource: Resource, context: Context): Verdict[] {
  const configuration = read(resource, 'ReplicationConfiguration');
  if (configuration === undefined) return [pass('makes no copy: it has no ReplicationConfiguration')];
  if (configuration instanceof Unknown) return [unsettled('ReplicationConfiguration', configuration)];
  const rules = items(read(resource, 'ReplicationConfiguration.Rules'));
  const verdicts = rules.flatMap((rule, index): Verdict[] => {
    const path = ['ReplicationConfiguration', 'Rules', index, 'Destination', 'Bucket'];
    if (rule instanceof Unknown) return [unsettled('a replication rule', rule, path)];
    const [status] = select(rule, 'Status');
    if (status?.value === 'Disabled') return [];
    const [key] = select(rule, 'Destination.EncryptionConfiguration.ReplicaKmsKeyID');
    const [destination] = select(rule, 'Destination.Bucket');
    return [destinationOf(destination?.value, key?.value, path, context)];
  });
  return verdicts.length > 0 ? verdicts : [pass('makes no copy: every replication rule is off')];
}

/**
 * A bucket's ARN does not say where the bucket is. The graph may hold the bucket; the copy's key, when one is named, is
 * always in the copy's region; the last thing left is a name that says so itself.
 */
function destinationOf(
  bucketArn: Value | undefined,
  key: Value | undefined,
  path: (string | number)[],
  context: Context,
) {
  const found = target(context.graph, bucketArn, 'AWS::S3::Bucket');
  const what = `copies every object to ${say(bucketArn)}`;
  if (typeof found?.location === 'string') return place(found.location, what, path, context);
  const keyRegion = arnRegion(visibleText(key) ?? '');
  if (keyRegion) return place(keyRegion, `${what}, whose key is`, path, context);
  const name = visibleText(bucketArn) ?? '';
  const named = Object.keys(aws.regions).find((region) => new RegExp(`(^|[^a-z0-9])${region}([^a-z0-9]|$)`).test(name));
  if (named && awsRegion(named)?.country !== context.country) {
    const { label } = placeOf('aws', named, context);
    return fail(`${what}: by its own name in ${label}, outside ${home(context)}`, path);
  }
  return notChecked(`${what}: no template here has that bucket, and an ARN does not say its region`, path);
}

function globalCluster(resource: Resource, context: Context): Verdict[] {
  const members = context.graph
    .ofType('AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster')
    .filter(
      (cluster) => target(context.graph, read(cluster, 'GlobalClusterIdentifier'), resource.type)?.id === resource.id,
    );
  const abroad = members.flatMap((member): Verdict[] => {
    if (typeof member.location !== 'string') return [];
    const verdict = place(member.location, `has the member ${member.address}`, [], context);
    return verdict.result === 'fail' ? [verdict] : [];
  });
  if (abroad.length > 0) return abroad;
  return [notChecked('a global cluster takes members in any region, and these templates need not show them all')];
}

/** A profile copied from one of the vendor's cross-region profiles runs prompts wherever that profile routes them. */
function modelProfile(resource: Resource): Verdict {
  const path = ['ModelSource', 'CopyFrom'];
  const source = text(read(resource, 'ModelSource.CopyFrom'));
  const shown = visibleText(read(resource, 'ModelSource.CopyFrom'));
  const routed = /inference-profile\/([a-z-]+)\./.exec(shown ?? '')?.[1];
  if (routed) return fail(`copies the ${routed} profile, which processes prompts in several regions`, path);
  if (source === undefined || source instanceof Unknown) return unsettled('its model source', source, path);
  return pass('calls a model of its own region', path);
}
