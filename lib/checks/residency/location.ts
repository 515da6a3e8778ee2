import { type Resource, Unknown } from '../../graph/model';
import type { Check, Context, Verdict } from '../model';
import { home, placeOf } from '../place';
import { fail, notApplicable, notChecked, pass } from '../verdicts';
import { farEnds } from './far-ends';

/**
 * Types that have no region to choose, and what stays outside the country because of it. Anything global that is not
 * here fails: a content network or an accelerator is a choice, and the wrong one.
 */
const GLOBAL_ALLOWED: readonly (readonly [prefix: string, residual: string])[] = [
  ['AWS::IAM::', 'names and policy text are kept by the partition’s identity service, not in the country'],
  ['AWS::Organizations::', 'account names and policy text are kept by the partition, not in the country'],
  ['AWS::Route53::HostedZone', 'zone and record names are kept by a service that spans regions'],
  ['AWS::Route53::RecordSet', 'zone and record names are kept by a service that spans regions'],
  ['AWS::Budgets::', 'spending figures are kept by the partition’s billing service'],
  ['AWS::CE::', 'spending figures are kept by the partition’s billing service'],
  ['azurerm_private_dns_', 'private zone and record names are kept by a service that spans regions'],
  ['azurerm_monitor_activity_log_alert', 'the rule’s text is kept by a service that spans regions'],
];

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
    { cloud: 'aws', expect: 'pass', resources: { Role: { Type: 'AWS::IAM::Role' } } },
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
      expect: 'pass',
      resources: { azurerm_private_dns_zone: { kv: { name: 'privatelink.vaultcore.azure.net' } } },
    },
    { cloud: 'azure', expect: 'fail', resources: { azurerm_monitor_action_group: { ops: { name: 'ops' } } } },
    { cloud: 'azure', expect: 'fail', resources: { azurerm_traffic_manager_profile: { front: { name: 'front' } } } },
  ],
};

function judge(resource: Resource, context: Context): Verdict[] {
  return [own(resource, context), ...farEnds(resource, context)];
}

function own(resource: Resource, context: Context): Verdict {
  const place = resource.location;
  if (place === undefined) return notApplicable('has no place of its own: it lies where what it belongs to lies');
  const path = resource.cloud === 'azure' ? ['location'] : undefined;
  if (place instanceof Unknown) return notChecked(`its place is not settled: ${place.why}`, path);
  if (place === 'global') {
    const allowed = GLOBAL_ALLOWED.find(([prefix]) => resource.type.startsWith(prefix));
    return allowed
      ? pass(`has no region to choose; residual risk: ${allowed[1]}`, path)
      : fail(`is served from everywhere, not from ${home(context)} alone`, path);
  }
  const { inside, label } = placeOf(resource.cloud, place, context);
  if (inside === undefined) return notChecked(`is in ${label}, a region the catalogue does not hold`, path);
  return inside
    ? pass(`is in ${label}, in ${home(context)}`, path)
    : fail(`is in ${label}, outside ${home(context)}`, path);
}
