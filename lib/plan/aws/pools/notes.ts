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

/** EC2 counts on-demand GPU capacity in vCPUs, by family group, in each account and region. */
const QUOTA_GROUPS = [
  { family: /^p/, name: 'Running On-Demand P instances' },
  { family: /^g/, name: 'Running On-Demand G and VT instances' },
];

function quotas({ cells, regions }: Draft): Quota[] {
  const accounts = [...new Set(cells.map(({ account }) => account))];
  return accounts.flatMap((account) =>
    QUOTA_GROUPS.flatMap(({ family, name }): Quota[] => {
      const counted = cells
        .filter((cell) => cell.account === account)
        .flatMap(({ pools }) => pools)
        .filter(({ instance, capacity }) => family.test(instance) && capacity.kind !== 'block');
      const amount = counted.reduce((sum, pool) => sum + pool.nodes.max * (awsInstance(pool.instance)?.vcpus ?? 0), 0);
      const reason = counted.map((pool) => `${pool.nodes.max} × ${pool.instance}`).join(', ');
      const region = regions.primary;
      return amount > 0 ? [{ cloud: 'aws', region, account, name, amount, unit: 'vCPU', reason }] : [];
    }),
  );
}

const isUltraServer = ({ instance }: { readonly instance: string }): boolean =>
  awsInstance(instance)?.ultraServer !== undefined;

function preconditions(plan: Draft): Precondition[] {
  return [
    precondition(
      'autoscaling-role',
      'the service-linked role of EC2 Auto Scaling exists: the volume key names it',
      'aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com',
    ),
    ...(plan.cells.some(({ pools }) => pools.some(isUltraServer))
      ? [
          precondition(
            'ultraserver',
            'the NVIDIA DRA driver runs with compute domains (IMEX), or the GPUs of an UltraServer are no one domain',
            'install it from the mirrored images; a Capacity Block of an UltraServer has a reservation an UltraServer: one pool each',
          ),
        ]
      : []),
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
                `${capacity.kind === 'block' ? 'Capacity Block' : 'capacity reservation'} ${capacity.id} is active in ${zone} for ${instance}${capacity.kind === 'block' ? '; its pool is scaled to no nodes before an update, and half an hour before the block ends' : ''}`,
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
    ...types
      .filter((type) => isUltraServer({ instance: type }))
      .map((type) =>
        tableFact('ultraServers', `UltraServer: ${type}, ${awsInstance(type)?.ultraServer?.join(' or ')}`),
      ),
    ...(plan.cost.pools.some(({ node }) => node !== undefined)
      ? [
          tableFact(
            'prices',
            `Prices on demand: ${[...new Set(plan.cost.pools.flatMap(({ size, node }) => (node ? [`${size} USD ${node}`] : [])))].sort().join(', ')}`,
          ),
        ]
      : []),
  ];
}

export const pools: Capability = {
  expectations: (plan) => plan.cells.flatMap(expectationsOf),
  notes: (plan, _, target) => ({
    quotas: quotas(plan),
    preconditions: preconditions(plan),
    facts: facts(plan, target),
    residualRisks: plan.cells.some(({ pools: own }) => own.some(({ localDisks }) => localDisks))
      ? [
          "AWS: local NVMe disks of GPU nodes are encrypted by the hardware, under keys that die with the instance: no key of the country's holds what pods leave there.",
        ]
      : [],
  }),
};
