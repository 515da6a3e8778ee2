/** What the templates must hold for the AWS plan's promises to be kept. */
import type { Expectation } from '../expectation';
import type { GuardrailsPlan } from './guardrails/types';
import type { AwsCellPlan, AwsPlan, BucketPlan, KeyPlan } from './types';

export function expectationsOf(plan: Omit<AwsPlan, 'addresses' | 'notes' | 'expectations'>): Expectation[] {
  const stack = (purpose: string) => plan.stacks.find((entry) => entry.purpose === purpose)?.name ?? purpose;
  return [
    ...keys(stack('archive'), 'archive', plan.archive.keys),
    ...buckets(stack('archive'), 'archive', plan.archive.buckets),
    ...keys(stack('data'), 'data', plan.data.keys),
    ...buckets(stack('data'), 'data', plan.data.buckets),
    ...(plan.data.replicationRole ? [role(stack('data'), 'data/replication', plan.data.replicationRole)] : []),
    ...(plan.recovery
      ? [
          ...keys(stack('recovery'), 'recovery', plan.recovery.keys),
          ...buckets(stack('recovery'), 'recovery', plan.recovery.buckets),
        ]
      : []),
    ...plan.cells.flatMap(cell),
    ...(plan.guardrails ? policies(plan.guardrails) : []),
  ];
}

const role = (stack: string, promise: string, name: string): Expectation => ({
  promise,
  stack,
  type: 'AWS::IAM::Role',
  identity: { RoleName: name },
});

/** A key made here is recognised by the alias attached to it; an imported one leaves nothing to find. */
const keys = (stack: string, place: string, plans: readonly KeyPlan[]): Expectation[] =>
  plans
    .filter(({ source }) => source === 'create')
    .map((key) => ({
      promise: `${place}/keys/${key.purpose}`,
      stack,
      type: 'AWS::KMS::Key',
      identity: { 'Tags.Name': key.alias.slice('alias/'.length) },
      settings: { EnableKeyRotation: true, MultiRegion: false },
    }));

const buckets = (stack: string, place: string, plans: readonly BucketPlan[]): Expectation[] =>
  plans.map((bucket) => ({
    promise: `${place}/buckets/${bucket.purpose}`,
    stack,
    type: 'AWS::S3::Bucket',
    identity: { BucketName: bucket.name },
    settings: {
      'PublicAccessBlockConfiguration.BlockPublicAcls': true,
      'PublicAccessBlockConfiguration.BlockPublicPolicy': true,
      'PublicAccessBlockConfiguration.IgnorePublicAcls': true,
      'PublicAccessBlockConfiguration.RestrictPublicBuckets': true,
      'VersioningConfiguration.Status': 'Enabled',
      ...(bucket.lockDays
        ? {
            'ObjectLockConfiguration.Rule.DefaultRetention.Days': bucket.lockDays,
            'ObjectLockConfiguration.Rule.DefaultRetention.Mode': 'COMPLIANCE',
          }
        : {}),
    },
  }));

const policies = (plan: GuardrailsPlan): Expectation[] =>
  plan.policies.map((policy) => ({
    promise: `guardrails/${policy.purpose}`,
    stack: plan.stack,
    type: 'AWS::Organizations::Policy',
    identity: { Name: policy.name },
    settings: { Type: policy.type, TargetIds: plan.targets, Content: policy.content },
  }));

function cell(plan: AwsCellPlan): Expectation[] {
  const at = (
    promise: string,
    type: string,
    identity: Expectation['identity'],
    settings?: Expectation['settings'],
  ): Expectation => ({
    promise: `cells/${plan.name}/${promise}`,
    stack: plan.stack,
    type,
    identity,
    settings,
  });
  return [
    ...keys(plan.stack, `cells/${plan.name}`, plan.keys),
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
    ...(plan.transitGateway
      ? [at('network/firewall', 'AWS::EC2::TransitGatewayAttachment', { TransitGatewayId: plan.transitGateway })]
      : []),
    at('network/groups/endpoints', 'AWS::EC2::SecurityGroup', { 'Tags.Name': `${plan.cluster.name}-endpoints` }),
    ...(plan.pools.some(({ nics }) => nics.some(({ type }) => type === 'efa-only'))
      ? [at('network/groups/efa', 'AWS::EC2::SecurityGroup', { 'Tags.Name': `${plan.cluster.name}-efa` })]
      : []),
    at(
      'cluster',
      'AWS::EKS::Cluster',
      { Name: plan.cluster.name },
      {
        'ResourcesVpcConfig.EndpointPublicAccess': false,
        'ResourcesVpcConfig.EndpointPrivateAccess': true,
        'AccessConfig.AuthenticationMode': 'API',
        'AccessConfig.BootstrapClusterCreatorAdminPermissions': false,
        DeletionProtection: true,
      },
    ),
    at('cluster/log-group', 'AWS::Logs::LogGroup', { LogGroupName: plan.cluster.logGroup }),
    ...Object.entries(plan.cluster.roles).map(([key, name]) =>
      at(`cluster/roles/${key}`, 'AWS::IAM::Role', { RoleName: name }),
    ),
    ...ADDONS.map((addon) => at(`cluster/addons/${addon}`, 'AWS::EKS::Addon', { AddonName: addon })),
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

/** EKS add-ons of every cluster. */
export const ADDONS = ['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent', 'coredns'] as const;
