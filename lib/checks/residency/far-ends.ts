/** What a resource names besides its own region: the zone it must stand in, the region a link of it ends in. */
import { awsRegion } from '../../catalogue';
import { type Resource, Unknown, type Value } from '../../graph/model';
import { select, visibleText } from '../../graph/value';
import type { Context, Verdict } from '../model';
import { home, placeOf } from '../place';
import { fail, notChecked, unsettled } from '../verdicts';

const ZONES = ['AvailabilityZone', 'AvailabilityZones.*', 'AvailabilityZoneName', 'Placement.AvailabilityZone'];

/** Type → the property that names the region at the other end. */
const ENDS: Record<string, string> = {
  'AWS::EC2::TransitGatewayPeeringAttachment': 'PeerRegion',
  'AWS::EC2::VPCEndpoint': 'ServiceRegion',
  'AWS::EC2::VPCPeeringConnection': 'PeerRegion',
};

/** Only what is wrong or not settled; a far end at home says nothing. */
export function farEnds(resource: Resource, context: Context): Verdict[] {
  if (resource.cloud !== 'aws') return [];
  const zones = ZONES.flatMap((pattern) => select(resource.properties as Value, pattern));
  const property = ENDS[resource.type];
  const ends = property === undefined ? [] : select(resource.properties as Value, property);
  return [
    ...zones.flatMap(({ value, path }) => zone(value, path, context)),
    ...ends.flatMap(({ value, path }) => end(value, path, context)),
    ...service(resource, context),
  ];
}

/** `ap-south-1a` is a zone of its region; `eu-central-1-waw-1a` is a local zone, in another city and perhaps country. */
function zone(value: Value, path: (string | number)[], context: Context): Verdict[] {
  const match = typeof value === 'string' ? /^([a-z]{2,4}(?:-[a-z]+)+-\d)(-[a-z]{3}-\d)?[a-z]$/.exec(value) : null;
  if (!match?.[1]) return []; // zones picked at deployment are zones of the stack's own region
  const { inside, label } = placeOf('aws', match[1], context);
  if (inside === false) return [fail(`stands in the zone ${value} of ${label}, outside ${home(context)}`, path)];
  return match[2]
    ? [notChecked(`stands in the local zone ${value}: the catalogue does not say in which country that is`, path)]
    : [];
}

function end(value: Value, path: (string | number)[], context: Context): Verdict[] {
  const what = `its other end (${path[0]})`;
  if (value instanceof Unknown) return value.why === 'AWS::Region' ? [] : [unsettled(what, value, path)];
  const { inside, label } = placeOf('aws', String(value), context);
  if (inside === undefined) return [notChecked(`${what} is in ${label}, a region the catalogue does not hold`, path)];
  return inside ? [] : [fail(`${what} is in ${label}, outside ${home(context)}`, path)];
}

/** The name of an endpoint's service holds a region: `com.amazonaws.eu-west-1.s3`. */
function service(resource: Resource, context: Context): Verdict[] {
  if (resource.type !== 'AWS::EC2::VPCEndpoint' || resource.properties['ServiceRegion'] !== undefined) return [];
  const name = visibleText(resource.properties['ServiceName']) ?? '';
  const region = name.split('.').find((part) => awsRegion(part) !== undefined);
  return region === undefined ? [] : end(region, ['ServiceName'], context);
}
