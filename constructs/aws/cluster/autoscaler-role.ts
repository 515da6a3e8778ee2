import { CfnPodIdentityAssociation } from 'aws-cdk-lib/aws-eks';
import { Construct } from 'constructs';
import { nameTag, type Statement, sub } from '../text';
import { allow, hereOnly, podRole } from './roles';

export interface AutoscalerRoleProps {
  readonly roleName: string;
  readonly clusterName: string;
  /**
   * Service account of the cluster autoscaler, in `kube-system`.
   * @default 'cluster-autoscaler'
   */
  readonly serviceAccount?: string;
}

/**
 * What the cluster autoscaler may do: read groups, and size those of its own cluster. The autoscaler itself is a
 * Kubernetes object, from the mirrored image.
 */
export class AutoscalerRole extends Construct {
  constructor(scope: Construct, id: string, props: AutoscalerRoleProps) {
    super(scope, id);
    const { clusterName, serviceAccount = 'cluster-autoscaler' } = props;
    const role = podRole(this, 'Role', {
      roleName: props.roleName,
      description: 'The cluster autoscaler sizes node groups of its own cluster',
      clusterName,
      serviceAccount,
      statements: permissions(clusterName),
    });
    new CfnPodIdentityAssociation(this, 'Pods', {
      clusterName,
      namespace: 'kube-system',
      serviceAccount,
      roleArn: role.attrArn,
      tags: nameTag(props.roleName),
    });
  }
}

/** Actions as the project's own policy names them; EKS tags a managed group with the name of its cluster. */
const permissions = (clusterName: string): Statement[] => [
  allow(
    'ReadGroups',
    [
      'autoscaling:DescribeAutoScalingGroups',
      'autoscaling:DescribeAutoScalingInstances',
      'autoscaling:DescribeLaunchConfigurations',
      'autoscaling:DescribeScalingActivities',
      'autoscaling:DescribeTags',
      'ec2:DescribeImages',
      'ec2:DescribeInstanceTypes',
      'ec2:DescribeLaunchTemplateVersions',
    ],
    '*',
    hereOnly,
  ),
  allow(
    'SizeOwnGroups',
    ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
    sub('arn:${AWS::Partition}:autoscaling:${AWS::Region}:${AWS::AccountId}:autoScalingGroup:*'),
    { StringEquals: { 'aws:ResourceTag/eks:cluster-name': clusterName } },
  ),
  allow(
    'ReadOwnNodeGroups',
    ['eks:DescribeNodegroup'],
    sub(`arn:\${AWS::Partition}:eks:\${AWS::Region}:\${AWS::AccountId}:nodegroup/${clusterName}/*`),
  ),
];
