/** AWS: every property that sends a copy to another region. */
import type { Resource, Value } from '../../graph/model';
import { read, select, visibleText } from '../../graph/value';
import { target } from '../find';
import type { Context, Verdict } from '../model';
import { perGraph } from '../per-graph';
import { arnRegion } from '../place';
import { notChecked, pass, unsettled } from '../verdicts';
import { inRegion } from './in-region';
import { bucket, destinationOf } from './replica-bucket';
import { MODELS, model } from './replica-model';

type Path = (string | number)[];

/** Type → properties that hold the copy's region. */
const REGIONS: Record<string, readonly string[]> = {
  'AWS::Cassandra::Keyspace': ['ReplicationSpecification.RegionList.*'],
  'AWS::CloudFormation::StackSet': ['StackInstancesGroup.*.Regions.*'],
  'AWS::DLM::LifecyclePolicy': [
    'CrossRegionCopyTargets.*.TargetRegion',
    'PolicyDetails.Schedules.*.CrossRegionCopyRules.*.TargetRegion',
    'PolicyDetails.Schedules.*.CrossRegionCopyRules.*.Target',
    'PolicyDetails.Actions.*.CrossRegionCopy.*.Target',
  ],
  'AWS::DynamoDB::GlobalTable': ['Replicas.*.Region'],
  'AWS::ECR::ReplicationConfiguration': ['ReplicationConfiguration.Rules.*.Destinations.*.Region'],
  'AWS::EFS::FileSystem': ['ReplicationConfiguration.Destinations.*.Region'],
  'AWS::ElastiCache::GlobalReplicationGroup': ['Members.*.ReplicationGroupRegion'],
  'AWS::Events::Endpoint': ['RoutingConfig.FailoverConfig.Secondary.Route'],
  'AWS::ImageBuilder::DistributionConfiguration': ['Distributions.*.Region'],
  'AWS::RDS::DBCluster': ['SourceRegion'],
  'AWS::RDS::DBInstance': ['AutomaticBackupReplicationRegion', 'SourceRegion'],
  'AWS::Redshift::Cluster': ['DestinationRegion'],
  'AWS::SNS::Subscription': ['Region'],
  'AWS::SSM::ResourceDataSync': ['BucketRegion', 'S3Destination.BucketRegion'],
  'AWS::SSMIncidents::ReplicationSet': ['Regions.*.RegionName'],
  'AWS::SecretsManager::Secret': ['ReplicaRegions.*.Region'],
};

/** Type → properties that hold the ARN of the other half. What is no ARN names something of this region. */
const ARNS: Record<string, readonly string[]> = {
  'AWS::Backup::BackupPlan': ['BackupPlan.BackupPlanRule.*.CopyActions.*.DestinationBackupVaultArn'],
  'AWS::Events::Rule': ['Targets.*.Arn'],
  'AWS::KMS::ReplicaKey': ['PrimaryKeyArn'],
  'AWS::Logs::SubscriptionFilter': ['DestinationArn'],
  'AWS::RDS::DBCluster': ['ReplicationSourceIdentifier'],
  'AWS::RDS::DBInstance': [
    'SourceDBInstanceIdentifier',
    'SourceDBClusterIdentifier',
    'SourceDBInstanceAutomatedBackupsArn',
  ],
  'AWS::SNS::Subscription': ['TopicArn', 'Endpoint'],
};

const GLOBAL_CLUSTERS = ['AWS::RDS::GlobalCluster', 'AWS::DocDB::GlobalCluster'];
const MEMBERS = ['AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster'];
const STREAM = 'AWS::KinesisFirehose::DeliveryStream';
const ACCESS_POINT = 'AWS::S3::MultiRegionAccessPoint';

export const AWS_TYPES = [
  ...new Set([...Object.keys(REGIONS), ...Object.keys(ARNS), ...GLOBAL_CLUSTERS, ...MEMBERS, ...Object.keys(MODELS)]),
  ACCESS_POINT,
  STREAM,
  'AWS::S3::Bucket',
];

export function judgeAws(resource: Resource, context: Context): Verdict[] {
  if (resource.type === 'AWS::S3::Bucket') return bucket(resource, context);
  if (resource.type === STREAM) return stream(resource, context);
  if (resource.type === ACCESS_POINT) return accessPoint(resource, context);
  if (GLOBAL_CLUSTERS.includes(resource.type)) return globalCluster(resource, context);
  if (Object.hasOwn(MODELS, resource.type)) return model(resource, context);
  const every = (patterns: readonly string[] | undefined) =>
    (patterns ?? []).flatMap((pattern) => select(resource.properties as Value, pattern));
  const verdicts = [
    ...every(REGIONS[resource.type]).map(({ value, path }) =>
      typeof value === 'string'
        ? inRegion(
            value.startsWith('arn:') ? (arnRegion(value) ?? value) : value,
            phrase(resource.type, path),
            path,
            context,
          )
        : unsettled('the place of a copy', value, path),
    ),
    ...every(ARNS[resource.type]).flatMap(({ value, path }) => other(resource, value, path, context)),
    ...(MEMBERS.includes(resource.type) ? membership(resource, context) : []),
  ];
  return verdicts.length > 0 ? verdicts : [pass('makes no copy in another region')];
}

const typesOf = perGraph((graph) => [...new Set(graph.resources.map(({ type }) => type))]);

/** The other half, named by reference, by ARN or by an identifier of this region. */
function other(resource: Resource, value: Value, path: Path, context: Context): Verdict[] {
  const what = phrase(resource.type, path);
  const shown = visibleText(value) ?? '';
  const region = arnRegion(shown);
  if (region) return [inRegion(region, what, path, context)];
  const found = target(context.graph, value, ...typesOf(context.graph));
  if (typeof found?.location === 'string' && found.location !== 'global') {
    return [inRegion(found.location, what, path, context)];
  }
  const isIdentifier = typeof value === 'string' && (!value.startsWith('arn:') || /^arn:[^:]*:[^:]*::/.test(value));
  return isIdentifier ? [] : [unsettled('the place of a copy', value, path)];
}

const PHRASES: Record<string, string> = {
  'AWS::Backup::BackupPlan': 'copies its backups to a vault',
  'AWS::CloudFormation::StackSet': 'deploys its stacks',
  'AWS::Events::Rule': 'sends its events to a target',
  'AWS::ImageBuilder::DistributionConfiguration': 'sends its images to accounts',
  'AWS::KMS::ReplicaKey': 'shares its key material with a key',
  'AWS::Logs::SubscriptionFilter': 'sends its events to a destination',
  'AWS::SNS::Subscription': 'passes messages between here and an address',
};
const phrase = (type: string, path: Path): string =>
  /Source|ReplicationSource/.test(String(path[0])) ? 'is fed from a database' : (PHRASES[type] ?? 'has a copy');

/** A bucket, judged as one that is replicated to; any other destination is an address or a service that says no region. */
function stream(resource: Resource, context: Context): Verdict[] {
  const destinations = Object.keys(resource.properties).filter((key) => key.endsWith('DestinationConfiguration'));
  if (destinations.length === 0) return [notChecked('names no destination')];
  return destinations.map((key) => {
    const path = [key, 'BucketARN'];
    const bucketArn = read(resource, path.join('.'));
    return bucketArn === undefined
      ? notChecked('delivers its records to an address that does not say its region', [key])
      : destinationOf(
          bucketArn,
          read(resource, `${key}.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN`),
          path,
          context,
          'delivers every record',
        );
  });
}

/** One name for several buckets, each where it is. */
function accessPoint(resource: Resource, context: Context): Verdict[] {
  return select(resource.properties as Value, 'Regions.*.Bucket').map(({ value, path }) => {
    const found = target(context.graph, value, 'AWS::S3::Bucket');
    return typeof found?.location === 'string'
      ? inRegion(found.location, `serves the bucket ${found.address}`, path, context)
      : notChecked('serves a bucket that no template here holds, so its region is not seen', path);
  });
}

function membership(resource: Resource, { graph }: Context): Verdict[] {
  const value = read(resource, 'GlobalClusterIdentifier');
  if (value === undefined || target(graph, value, ...GLOBAL_CLUSTERS)) return [];
  const path = ['GlobalClusterIdentifier'];
  return [
    notChecked('is a member of a global cluster no template here holds, so its other members are not seen', path),
  ];
}

function globalCluster(resource: Resource, context: Context): Verdict[] {
  const members = context.graph
    .ofType(...MEMBERS)
    .filter(
      (cluster) => target(context.graph, read(cluster, 'GlobalClusterIdentifier'), resource.type)?.id === resource.id,
    );
  const abroad = members.flatMap((member): Verdict[] => {
    if (typeof member.location !== 'string') return [];
    const verdict = inRegion(member.location, `has the member ${member.address}`, [], context);
    return verdict.result === 'fail' ? [verdict] : [];
  });
  if (abroad.length > 0) return abroad;
  return [notChecked('a global cluster takes members in any region, and these templates need not show them all')];
}
