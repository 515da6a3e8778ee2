/**
 * What of a cell calls AWS services from inside its network: one row a feature, with the services it calls and what it
 * asks of them. Endpoints, their policies and the names that resolve are all solved from these rows. Sources: EKS User
 * Guide, "Deploy private clusters with limited internet access" and its managed policies; the policies that the projects
 * of the controllers and drivers publish; Systems Manager User Guide, "Reference: ec2messages, ssmmessages" (an agent
 * that reaches ssmmessages does not need ec2messages; Session Manager needs no bucket).
 */
import type { PathPlan } from './types';

/** What of a cell's plan decides which rows it has. */
export interface CellFeatures {
  /** EKS add-ons and controllers, by name. */
  readonly addons: readonly string[];
  /** Whether workloads are given buckets. */
  readonly buckets: boolean;
  /** How operators come in. */
  readonly path?: PathPlan['kind'];
}

export interface Feature {
  readonly reason: string;
  /** Services as in the endpoint's name (`ecr.api`), each with the actions asked of it. */
  readonly services: Readonly<Record<string, readonly string[]>>;
  /** Whether a cell has it. */
  readonly when: (cell: CellFeatures) => boolean;
}

/** What a private cell with EKS's own networking and pod identity has. */
export const USUAL: CellFeatures = { addons: ['vpc-cni', 'eks-pod-identity-agent'], buckets: true };

const always = (): boolean => true;
const addon =
  (name: string) =>
  ({ addons }: CellFeatures): boolean =>
    addons.includes(name);
const of = (service: string, ...actions: string[]): string[] => actions.map((action) => `${service}:${action}`);

const PULL = of('ecr', 'BatchCheckLayerAvailability', 'BatchGetImage', 'GetDownloadUrlForLayer');
const OBJECTS = of(
  's3',
  'AbortMultipartUpload',
  'DeleteObject',
  'GetBucketLocation',
  'GetObject',
  'ListBucket',
  'ListMultipartUploadParts',
  'PutObject',
);

export const FEATURES: readonly Feature[] = [
  {
    reason: 'nodes join the cluster and read its description',
    services: { eks: of('eks', 'DescribeCluster') },
    when: always,
  },
  {
    reason: 'nodes ask EC2 what they are',
    services: {
      ec2: of('ec2', 'DescribeInstances', 'DescribeInstanceTypes', 'DescribeSubnets', 'DescribeTags', 'DescribeVpcs'),
    },
    when: always,
  },
  {
    reason: 'nodes pull images',
    services: { 'ecr.api': ['ecr:GetAuthorizationToken', ...PULL], 'ecr.dkr': PULL, s3: of('s3', 'GetObject') },
    when: always,
  },
  {
    reason: 'the VPC CNI attaches addresses to nodes',
    services: {
      ec2: of(
        'ec2',
        'AssignPrivateIpAddresses',
        'AttachNetworkInterface',
        'CreateNetworkInterface',
        'CreateTags',
        'DeleteNetworkInterface',
        'DescribeInstances',
        'DescribeInstanceTypes',
        'DescribeNetworkInterfaces',
        'DescribeSecurityGroups',
        'DescribeSubnets',
        'DescribeTags',
        'DetachNetworkInterface',
        'ModifyNetworkInterfaceAttribute',
        'UnassignPrivateIpAddresses',
      ),
    },
    when: addon('vpc-cni'),
  },
  {
    reason: 'pods take their roles through the pod identity agent',
    services: { 'eks-auth': of('eks-auth', 'AssumeRoleForPodIdentity') },
    when: addon('eks-pod-identity-agent'),
  },
  {
    reason: 'pods ask which role they hold',
    services: { sts: of('sts', 'GetCallerIdentity') },
    when: addon('eks-pod-identity-agent'),
  },
  {
    reason: 'the EBS CSI driver makes and attaches volumes',
    services: {
      ec2: of(
        'ec2',
        'AttachVolume',
        'CreateSnapshot',
        'CreateTags',
        'CreateVolume',
        'DeleteSnapshot',
        'DeleteVolume',
        'DescribeAvailabilityZones',
        'DescribeInstances',
        'DescribeInstanceTypes',
        'DescribeSnapshots',
        'DescribeTags',
        'DescribeVolumes',
        'DescribeVolumesModifications',
        'DescribeVolumeStatus',
        'DetachVolume',
        'ModifyVolume',
      ),
    },
    when: addon('aws-ebs-csi-driver'),
  },
  {
    reason: 'the FSx CSI driver reads file systems',
    services: { fsx: of('fsx', 'DescribeFileSystems') },
    when: addon('aws-fsx-csi-driver'),
  },
  {
    reason: 'the EFS CSI driver reads file systems',
    services: {
      elasticfilesystem: of(
        'elasticfilesystem',
        'CreateAccessPoint',
        'DeleteAccessPoint',
        'DescribeAccessPoints',
        'DescribeFileSystems',
        'DescribeMountTargets',
        'TagResource',
      ),
    },
    when: addon('aws-efs-csi-driver'),
  },
  {
    reason: 'the S3 CSI driver mounts the region-locked buckets',
    services: { s3: OBJECTS },
    when: addon('aws-mountpoint-s3-csi-driver'),
  },
  {
    reason: 'the secrets store driver reads secrets and parameters',
    services: {
      secretsmanager: of('secretsmanager', 'DescribeSecret', 'GetSecretValue'),
      ssm: of('ssm', 'GetParameter', 'GetParameters'),
    },
    when: addon('aws-secrets-store-csi-driver-provider'),
  },
  {
    reason: 'the CloudWatch agent writes logs and metrics',
    services: {
      logs: of(
        'logs',
        'CreateLogGroup',
        'CreateLogStream',
        'DescribeLogGroups',
        'DescribeLogStreams',
        'PutLogEvents',
        'PutRetentionPolicy',
      ),
      monitoring: of('cloudwatch', 'PutMetricData'),
    },
    when: addon('amazon-cloudwatch-observability'),
  },
  {
    reason: 'the cluster autoscaler sizes node groups',
    services: {
      autoscaling: of(
        'autoscaling',
        'DescribeAutoScalingGroups',
        'DescribeAutoScalingInstances',
        'DescribeLaunchConfigurations',
        'DescribeScalingActivities',
        'DescribeTags',
        'SetDesiredCapacity',
        'TerminateInstanceInAutoScalingGroup',
      ),
      ec2: of('ec2', 'DescribeImages', 'DescribeInstanceTypes', 'DescribeLaunchTemplateVersions'),
      eks: of('eks', 'DescribeNodegroup'),
    },
    when: addon('cluster-autoscaler'),
  },
  {
    reason: 'the load balancer controller makes internal load balancers',
    services: {
      elasticloadbalancing: of('elasticloadbalancing', '*'),
      ec2: of(
        'ec2',
        'AuthorizeSecurityGroupIngress',
        'CreateSecurityGroup',
        'CreateTags',
        'DeleteSecurityGroup',
        'DeleteTags',
        'DescribeAccountAttributes',
        'DescribeAvailabilityZones',
        'DescribeInstances',
        'DescribeNetworkInterfaces',
        'DescribeSecurityGroups',
        'DescribeSubnets',
        'DescribeTags',
        'DescribeVpcs',
        'RevokeSecurityGroupIngress',
      ),
    },
    when: addon('aws-load-balancer-controller'),
  },
  {
    reason: 'workloads read and write the region-locked buckets',
    services: { s3: OBJECTS },
    when: ({ buckets }) => buckets,
  },
  {
    reason: 'sessions of operators reach the host they come in by',
    services: {
      ssm: of('ssm', 'UpdateInstanceInformation'),
      ssmmessages: of(
        'ssmmessages',
        'CreateControlChannel',
        'CreateDataChannel',
        'OpenControlChannel',
        'OpenDataChannel',
      ),
    },
    when: ({ path }) => path === 'session',
  },
];
