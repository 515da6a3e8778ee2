import { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { nameTag } from '../text';

export interface NodeTemplateProps {
  readonly name: string;
  /** ARN of the key of the root volume. */
  readonly volumesKeyArn: string;
  /** Root volume, GiB. */
  readonly volumeGiB: number;
  /** What the pool adds: instance type, interfaces, placement, market. */
  readonly data?: Partial<CfnLaunchTemplate.LaunchTemplateDataProperty>;
}

/** A launch template every node shares: IMDSv2 at one hop, an encrypted root volume, no subnet, no public address. */
export function nodeTemplate(scope: Construct, id: string, props: NodeTemplateProps): CfnLaunchTemplate {
  return new CfnLaunchTemplate(scope, id, {
    launchTemplateName: props.name,
    launchTemplateData: {
      metadataOptions: {
        httpEndpoint: 'enabled',
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
      tagSpecifications: ['instance', 'volume'].map((resourceType) => ({ resourceType, tags: nameTag(props.name) })),
      ...props.data,
    },
  });
}
