/** AWS: what the table cannot say: rules that may be off, streams with one destination of many, members of a cluster. */
import type { Resource } from '../../graph/model';
import { read } from '../../graph/value';
import { target } from '../find';
import type { Context, Verdict } from '../model';
import { notChecked } from '../verdicts';
import { inRegion } from './in-region';
import { bucket, destinationOf } from './replica-bucket';

type Judge = (resource: Resource, context: Context) => Verdict[];

const GLOBAL_CLUSTERS = ['AWS::RDS::GlobalCluster', 'AWS::DocDB::GlobalCluster', 'AWS::Neptune::GlobalCluster'];
const MEMBERS = ['AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster'];

/** Type → what is said of it beside the table. */
export const AWS: Readonly<Record<string, Judge>> = {
  'AWS::KinesisFirehose::DeliveryStream': stream,
  'AWS::S3::Bucket': bucket,
  ...Object.fromEntries(GLOBAL_CLUSTERS.map((type) => [type, globalCluster])),
  ...Object.fromEntries(MEMBERS.map((type) => [type, membership])),
};

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
