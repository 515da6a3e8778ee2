import { Fn } from 'aws-cdk-lib';
import { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { nameTag } from '../text';

export interface NodeTemplateProps {
  readonly name: string;
  /** ARN of the key of the root volume. */
  readonly volumesKeyArn: string;
  /** Root volume, GiB. */
  readonly volumeGiB: number;
  /**
   * Whether the node joins its local NVMe disks to one (RAID 0) that holds images, logs and scratch space of its pods.
   * @default false
   */
  readonly localDisks?: boolean;
  /** What the pool adds: instance type, interfaces, placement, market. */
  readonly data?: Partial<CfnLaunchTemplate.LaunchTemplateDataProperty>;
}

/** What nodeadm, which starts a node of AL2023, reads beside what EKS gives it. Source: nodeadm API, LocalStorageOptions. */
const LOCAL_DISKS = `MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="node"

--node
Content-Type: application/node.eks.aws

apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  instance:
    localStorage:
      strategy: RAID0

--node--
`;

/** A launch template every node shares: IMDSv2 at one hop, an encrypted root volume, no subnet, no public address. */
export function nodeTemplate(scope: Construct, id: string, props: NodeTemplateProps): CfnLaunchTemplate {
  return new CfnLaunchTemplate(scope, id, {
    launchTemplateName: props.name,
    launchTemplateData: {
      metadataOptions: {
        httpEndpoint: 'enabled',
        httpProtocolIpv6: 'disabled',
        httpTokens: 'required',
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: 'disabled',
      },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: {
            encrypted: true,
            kmsKeyId: props.volumesKeyArn,
            volumeSize: props.volumeGiB,
            volumeType: 'gp3',
            deleteOnTermination: true,
          },
        },
      ],
      ebsOptimized: true,
      ...(props.localDisks ? { userData: Fn.base64(LOCAL_DISKS) } : {}),
      tagSpecifications: ['instance', 'network-interface', 'volume'].map((resourceType) => ({
        resourceType,
        tags: nameTag(props.name),
      })),
      ...props.data,
    },
  });
}
