import { CfnAccessEntry } from 'aws-cdk-lib/aws-eks';
import { Construct } from 'constructs';
import { nameTag, sub } from '../text';

export interface ClusterAccessProps {
  readonly clusterName: string;
  /** ARN of the role that is let in; it exists already. */
  readonly principalArn: string;
  /** What the entry is called. */
  readonly name: string;
  /** Access policy of EKS, by its name: `AmazonEKSViewPolicy`. It holds for the whole cluster. */
  readonly policy: string;
  /**
   * Kubernetes groups that RBAC binds to.
   * @default - none
   */
  readonly groups?: readonly string[];
}

/** What a role is in a cluster. Its sessions keep their names, so that the audit log says who. */
export class ClusterAccess extends Construct {
  constructor(scope: Construct, id: string, props: ClusterAccessProps) {
    super(scope, id);
    new CfnAccessEntry(this, 'Entry', {
      clusterName: props.clusterName,
      principalArn: sub(props.principalArn),
      type: 'STANDARD',
      ...(props.groups && props.groups.length > 0 ? { kubernetesGroups: [...props.groups] } : {}),
      accessPolicies: [
        {
          policyArn: sub(`arn:\${AWS::Partition}:eks::aws:cluster-access-policy/${props.policy}`),
          accessScope: { type: 'cluster' },
        },
      ],
      tags: nameTag(props.name),
    });
  }
}
