import { type Classified, classified, type PlacingKind } from '../../catalogue/residency';
import { type Resource, Unknown } from '../../graph/model';
import type { Check, Context, Verdict } from '../model';
import { home, placeOf } from '../place';
import { fail, notApplicable, notChecked, pass } from '../verdicts';
import { judgePlacings } from './placing';

/** What a value of these kinds places is the resource itself, or the other end of a link of it. */
const KINDS: ReadonlySet<PlacingKind> = new Set(['location', 'endpoint', 'peer']);

export const location: Check = {
  id: 'residency/location',
  invariant: 'residency',
  severity: 'critical',
  proves: 'every resource is placed in a region of the country, or is of a kind that has no region to choose',
  remedy: 'place it in a region of the country; where the service has none there, leave it out',
  clauses: [
    'NIST SP 800-53r5 SA-9(5)',
    'ISO/IEC 27001:2022 Annex A A.5.23',
    'BSI C5:2020 PSS-12',
    'CSA CCM v4.0 DSP-19',
    'AWS Control Tower controls CT.MULTISERVICE.PV.1',
    'Azure Sovereign Landing Zone Enforce-Sov-L1-Regions',
  ],
  types: { aws: '*', azure: '*' },
  judge,
  examples: [
    { cloud: 'aws', expect: 'pass', resources: { Records: { Type: 'AWS::S3::Bucket' } } },
    { cloud: 'aws', expect: 'fail', country: 'GB', resources: { Cdn: { Type: 'AWS::CloudFront::Distribution' } } },
    { cloud: 'aws', expect: 'not-applicable', resources: { Role: { Type: 'AWS::IAM::Role' } } },
    { cloud: 'aws', expect: 'fail', resources: { Fast: { Type: 'AWS::GlobalAccelerator::Accelerator' } } },
    {
      cloud: 'aws',
      expect: 'fail',
      resources: { Zone: { Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZone: 'us-east-1a' } } },
    },
    // A local zone of Frankfurt's region that stands in Warsaw.
    {
      cloud: 'aws',
      expect: 'not-checked',
      country: 'DE',
      resources: { Zone: { Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZone: 'eu-central-1-waw-1a' } } },
    },
    {
      cloud: 'aws',
      expect: 'fail',
      resources: { Peer: { Type: 'AWS::EC2::VPCPeeringConnection', Properties: { PeerRegion: 'eu-west-1' } } },
    },
    {
      cloud: 'aws',
      expect: 'pass',
      resources: { Tagged: { Type: 'AWS::S3::Bucket', Properties: { Tags: [{ Key: 'dr', Value: 'eu-west-1' }] } } },
    },
    { cloud: 'aws', expect: 'not-applicable', resources: { Note: { Type: 'AWS::CDK::Metadata' } } },
    {
      cloud: 'azure',
      expect: 'pass',
      resources: { azurerm_resource_group: { rg: { name: 'rg', location: 'Central India' } } },
    },
    {
      cloud: 'azure',
      expect: 'fail',
      resources: { azurerm_resource_group: { rg: { name: 'rg', location: 'westeurope' } } },
    },
    {
      cloud: 'azure',
      expect: 'not-checked',
      resources: { azurerm_resource_group: { rg: { name: 'rg', location: '${var.place}' } } },
    },
    // A type that must say where it is, and does not.
    { cloud: 'azure', expect: 'not-checked', resources: { azurerm_storage_account: { st: { name: 'st' } } } },
    {
      cloud: 'azure',
      expect: 'not-applicable',
      resources: { azurerm_subnet: { nodes: { name: 'nodes', virtual_network_name: 'net' } } },
    },
    {
      cloud: 'azure',
      expect: 'not-applicable',
      resources: { azurerm_private_dns_zone: { kv: { name: 'privatelink.vaultcore.azure.net' } } },
    },
    { cloud: 'azure', expect: 'fail', resources: { azurerm_monitor_action_group: { ops: { name: 'ops' } } } },
    { cloud: 'azure', expect: 'fail', resources: { azurerm_traffic_manager_profile: { front: { name: 'front' } } } },
  ],
};

function judge(resource: Resource, context: Context): Verdict[] {
  // A far end at home says nothing: where the resource is, says it.
  const ends = judgePlacings(resource, context, KINDS).filter(({ result }) => result !== 'pass');
  return [own(resource, classified(resource.type), context), ...ends];
}

function own(resource: Resource, known: Classified | undefined, context: Context): Verdict {
  const place = resource.location;
  const path = resource.cloud === 'azure' ? ['location'] : undefined;
  const stated = resource.cloud === 'azure' && typeof place === 'string' && place !== 'global';
  if (known?.chosen)
    return fail(`is served from everywhere, not from ${home(context)} alone: it ${known.chosen}`, path);
  if (known?.residual && !stated)
    return notApplicable(`has no region to choose; residual risk: ${known.residual}`, path);
  if (place === 'global') return fail(`is served from everywhere, not from ${home(context)} alone`, path);
  if (place instanceof Unknown) return notChecked(`its place is not settled: ${place.why}`, path);
  const blind = blindTo(known);
  if (place === undefined)
    return blind ? notChecked(blind) : notApplicable('has no place of its own: it lies where what it belongs to lies');
  const { inside, label } = placeOf(resource.cloud, place, context);
  if (inside === undefined) return notChecked(`is in ${label}, a region the catalogue does not hold`, path);
  if (!inside) return fail(`is in ${label}, outside ${home(context)}`, path);
  return blind ? notChecked(`is in ${label}; ${blind}`, path) : pass(`is in ${label}, in ${home(context)}`, path);
}

/** Why a type's own place does not settle where its data lies. */
function blindTo(known: Classified | undefined): string | undefined {
  if (known === undefined) return 'type not classified: whether it places anything elsewhere is not known';
  return known.class === 'unknown' ? known.why : undefined;
}
