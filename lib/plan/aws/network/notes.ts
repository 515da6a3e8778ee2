/** Networks of the cells: what the templates must hold, and what the operator must see to. */
import { awsRegion } from '../../../catalogue';
import type { Expectation } from '../../expectation';
import type { Precondition } from '../../intent';
import { type Capability, inCell, precondition } from '../capability';
import type { AwsCellPlan } from '../types';

function expectationsOf(plan: AwsCellPlan): Expectation[] {
  const at = inCell(plan);
  return [
    at('network', 'AWS::EC2::VPC', { CidrBlock: plan.network }),
    ...plan.subnets.map((subnet) =>
      at(
        `network/subnets/${subnet.name}`,
        'AWS::EC2::Subnet',
        { CidrBlock: subnet.cidr },
        { AvailabilityZoneId: subnet.zone, MapPublicIpOnLaunch: false },
      ),
    ),
    at('network/routes', 'AWS::EC2::RouteTable', {}),
    ...plan.endpoints.map((endpoint) =>
      at(
        `network/endpoints/${endpoint.service}`,
        'AWS::EC2::VPCEndpoint',
        { 'Tags.Name': `${plan.cluster.name}-${endpoint.service}` },
        { VpcEndpointType: endpoint.type },
      ),
    ),
    at('network/flow-log', 'AWS::EC2::FlowLog', {}, { TrafficType: 'ALL' }),
    at('network/groups/endpoints', 'AWS::EC2::SecurityGroup', { 'Tags.Name': `${plan.cluster.name}-endpoints` }),
    ...(plan.pools.some(({ nics }) => nics.some(({ type }) => type === 'efa-only'))
      ? [at('network/groups/efa', 'AWS::EC2::SecurityGroup', { 'Tags.Name': `${plan.cluster.name}-efa` })]
      : []),
  ];
}

function preconditions(): Precondition[] {
  return [
    precondition(
      'operator-path',
      'operators and the deploying runner reach the private API from inside the country',
      'a private circuit or VPN into the network of each cell, with a route and a rule that admits it: not part of these stacks',
    ),
  ];
}

export const network: Capability = {
  expectations: (plan) => plan.cells.flatMap(expectationsOf),
  notes: (plan) => ({
    preconditions: preconditions(),
    residualRisks: [
      `AWS: each VPC keeps a default security group that no template can empty without a custom resource; nothing uses it${plan.audits.some(({ recorder }) => recorder) ? ', and a rule of AWS Config tells where it lets anything through' : ''}.`,
      ...(awsRegion(plan.regions.primary)?.imageAccount
        ? []
        : [
            'AWS: the account that holds EKS images in this region is not known; the registry endpoint admits pulls from any account.',
          ]),
      "AWS: names that pods look up reach the vendor's resolver even where no route leaves: DNS can carry data out, and no DNS firewall is part of these stacks.",
    ],
  }),
};
