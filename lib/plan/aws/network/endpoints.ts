/**
 * Which VPC endpoints a cell needs, solved from what it runs: an endpoint is there because a feature of the plan calls its
 * service from inside the network, and goes with the last such feature.
 */
import type { EndpointPlan, PathPlan } from './types';

/** What of a cell's plan calls an AWS service from inside the network. */
export interface CellFeatures {
  /** EKS add-ons, by name. */
  readonly addons: readonly string[];
  /** Whether workloads are given buckets. */
  readonly buckets: boolean;
  /** How operators come in. */
  readonly path?: PathPlan['kind'];
}

export interface Feature {
  readonly reason: string;
  /** Services as in the endpoint's name: `ecr.api`. */
  readonly services: readonly string[];
  /** Whether a cell has it. */
  readonly when: (cell: CellFeatures) => boolean;
}

const always = (): boolean => true;
const addon =
  (name: string) =>
  ({ addons }: CellFeatures): boolean =>
    addons.includes(name);

/**
 * One row a feature. Sources: EKS User Guide, "Deploy private clusters with limited internet access"; Systems Manager
 * User Guide, "Reference: ec2messages, ssmmessages" (an agent that reaches ssmmessages does not need ec2messages).
 */
export const FEATURES: readonly Feature[] = [
  { reason: 'nodes join the cluster and read its description', services: ['eks'], when: always },
  { reason: 'nodes ask EC2 what they are', services: ['ec2'], when: always },
  { reason: 'nodes pull images', services: ['ecr.api', 'ecr.dkr', 's3'], when: always },
  { reason: 'the VPC CNI attaches addresses to nodes', services: ['ec2'], when: addon('vpc-cni') },
  {
    reason: 'pods take their roles through the pod identity agent',
    services: ['eks-auth'],
    when: addon('eks-pod-identity-agent'),
  },
  { reason: 'pods ask which role they hold', services: ['sts'], when: addon('eks-pod-identity-agent') },
  {
    reason: 'the EBS CSI driver makes and attaches volumes',
    services: ['ec2'],
    when: addon('aws-ebs-csi-driver'),
  },
  {
    reason: 'the FSx CSI driver reads file systems',
    services: ['fsx'],
    when: addon('aws-fsx-csi-driver'),
  },
  {
    reason: 'the EFS CSI driver reads file systems',
    services: ['elasticfilesystem'],
    when: addon('aws-efs-csi-driver'),
  },
  {
    reason: 'the S3 CSI driver mounts the region-locked buckets',
    services: ['s3'],
    when: addon('aws-mountpoint-s3-csi-driver'),
  },
  {
    reason: 'the secrets store driver reads secrets and parameters',
    services: ['secretsmanager', 'ssm'],
    when: addon('aws-secrets-store-csi-driver-provider'),
  },
  {
    reason: 'the CloudWatch agent writes logs and metrics',
    services: ['logs', 'monitoring'],
    when: addon('amazon-cloudwatch-observability'),
  },
  {
    reason: 'the cluster autoscaler sizes node groups',
    services: ['autoscaling'],
    when: addon('cluster-autoscaler'),
  },
  {
    reason: 'the load balancer controller makes internal load balancers',
    services: ['elasticloadbalancing'],
    when: addon('aws-load-balancer-controller'),
  },
  {
    reason: 'workloads read and write the region-locked buckets',
    services: ['s3'],
    when: ({ buckets }) => buckets,
  },
  {
    reason: 'sessions of operators reach the host they come in by',
    services: ['ssm', 'ssmmessages'],
    when: ({ path }) => path === 'session',
  },
];

/** Services that have a gateway endpoint, which is free and needs no address. */
const GATEWAYS = new Set(['s3']);

/** Endpoints of a cell in a stable order, each with every reason it is there. */
export function endpointsFor(cell: CellFeatures, features: readonly Feature[] = FEATURES): EndpointPlan[] {
  const reasons = new Map<string, string[]>();
  for (const { reason, services } of features.filter(({ when }) => when(cell)))
    for (const service of services) reasons.set(service, [...(reasons.get(service) ?? []), reason]);
  return [...reasons]
    .map(
      ([service, why]): EndpointPlan => ({
        service,
        type: GATEWAYS.has(service) ? 'Gateway' : 'Interface',
        reasons: why,
      }),
    )
    .sort((a, b) => (a.service < b.service ? -1 : 1));
}
