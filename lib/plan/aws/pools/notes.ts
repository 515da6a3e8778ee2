/** Pools: what the templates must hold, quotas, capacity, and the facts they rest on. */
import { aws, awsInstance, awsRegion } from '../../../catalogue';
import type { AwsTarget } from '../../../profile';
import type { Expectation } from '../../expectation';
import { offerFacts } from '../../facts';
import type { Precondition, Quota, UsedFact } from '../../intent';
import { type Capability, type Draft, inCell, precondition } from '../capability';
import { tableFact } from '../facts';
import type { AwsCellPlan } from '../types';

function expectationsOf(plan: AwsCellPlan): Expectation[] {
  const at = inCell(plan);
  return [
    at('system', 'AWS::EKS::Nodegroup', { NodegroupName: plan.system.nodegroup }),
    at(
      'system/launch-template',
      'AWS::EC2::LaunchTemplate',
      { LaunchTemplateName: plan.system.nodegroup },
      { 'LaunchTemplateData.MetadataOptions.HttpTokens': 'required' },
    ),
    ...plan.pools.flatMap((pool) => [
      at(
        `pools/${pool.name}`,
        'AWS::EKS::Nodegroup',
        { NodegroupName: pool.nodegroup },
        { AmiType: pool.amiType, 'ScalingConfig.MaxSize': pool.nodes.max },
      ),
      at(
        `pools/${pool.name}/launch-template`,
        'AWS::EC2::LaunchTemplate',
        { LaunchTemplateName: pool.nodegroup },
        {
          'LaunchTemplateData.InstanceType': pool.instance,
          'LaunchTemplateData.MetadataOptions.HttpTokens': 'required',
        },
      ),
      ...(pool.placementGroup
        ? [
            at(
              `pools/${pool.name}/placement`,
              'AWS::EC2::PlacementGroup',
              { 'Tags.Name': pool.nodegroup },
              { Strategy: 'cluster' },
            ),
          ]
        : []),
    ]),
  ];
}

/** EC2 counts on-demand GPU capacity in vCPUs by family group. */
const QUOTA_GROUPS = [
  { family: /^p/, name: 'Running On-Demand P instances' },
  { family: /^g/, name: 'Running On-Demand G and VT instances' },
];

function quotas(plan: Draft): Quota[] {
  const pools = plan.cells.flatMap(({ pools }) => pools);
  const list = QUOTA_GROUPS.flatMap(({ family, name }): Quota[] => {
    const counted = pools.filter(({ instance, capacity }) => family.test(instance) && capacity.kind !== 'block');
    const amount = counted.reduce((sum, pool) => sum + pool.nodes.max * (awsInstance(pool.instance)?.vcpus ?? 0), 0);
    const reason = counted.map((pool) => `${pool.nodes.max} × ${pool.instance}`).join(', ');
    return amount > 0 ? [{ cloud: 'aws', region: plan.regions.primary, name, amount, unit: 'vCPU', reason }] : [];
  });
  return list;
}

function preconditions(plan: Draft): Precondition[] {
  return [
    precondition(
      'autoscaling-role',
      'the service-linked role of EC2 Auto Scaling exists: the volume key names it',
      'aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com',
    ),
    ...plan.cells.flatMap((cell) => [
      ...(cell.system.verified
        ? []
        : [
            precondition(
              `system-${cell.name}`,
              `${cell.system.instances.join(', ')} is sold in every zone of ${cell.name}: the catalogue does not know`,
              `aws ec2 describe-instance-type-offerings --location-type availability-zone-id --filters Name=instance-type,Values=${cell.system.instances.join(',')}`,
            ),
          ]),
      ...cell.pools.flatMap(({ name, instance, zone, capacity }) =>
        capacity.kind === 'on-demand'
          ? []
          : [
              precondition(
                `capacity-${cell.name}-${name}`,
                `${capacity.kind === 'block' ? 'Capacity Block' : 'capacity reservation'} ${capacity.id} is active in ${zone} for ${instance}`,
                `aws ec2 describe-capacity-reservations --capacity-reservation-ids ${capacity.id}`,
              ),
            ],
      ),
    ]),
  ];
}

function facts(plan: Draft, target: AwsTarget): UsedFact[] {
  const types = [...new Set(plan.cells.flatMap(({ pools }) => pools.map(({ instance }) => instance)))].sort();
  return [
    ...offerFacts(
      target.cells.flatMap((cell) =>
        cell.pools.map((pool) => ({
          size: pool.instance,
          place: pool.zone ?? cell.zone,
          claim: pool.offering,
          offered: awsRegion(plan.regions.primary)?.offers[pool.instance]?.includes(pool.zone ?? cell.zone) === true,
        })),
      ),
      aws.sources.offers,
    ),
    tableFact(
      'efaCards',
      `Network cards: ${types.map((type) => `${type} ${awsInstance(type)?.networkCards}`).join(', ')}`,
    ),
  ];
}

export const pools: Capability = {
  expectations: (plan) => plan.cells.flatMap(expectationsOf),
  notes: (plan, _, target) => ({
    quotas: quotas(plan),
    preconditions: preconditions(plan),
    facts: facts(plan, target),
  }),
};
