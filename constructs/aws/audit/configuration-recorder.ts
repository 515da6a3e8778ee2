import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnConfigRule, CfnConfigurationRecorder, CfnDeliveryChannel } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import { pascal, sub } from '../text';

export interface ConfigurationRecorderProps {
  /** Name of recorder and channel. */
  readonly name: string;
  /** Bucket it delivers to, under `AWSLogs/<account>/Config/`. AWS Config refuses one that locks objects by default. */
  readonly bucketName: string;
  /** Key of that bucket, of the bucket's region: its ARN, or that of its alias. */
  readonly bucketKeyArn: string;
  /**
   * Whether it records resources of no region, such as roles: true once an account.
   * @default true
   */
  readonly global?: boolean;
  /**
   * Managed rules it judges by.
   * @default - none
   */
  readonly rules?: readonly { readonly name: string; readonly identifier: string; readonly why: string }[];
}

/** Records every change of configuration, as the service's own role: neither a boundary nor a control policy blinds it. */
export class ConfigurationRecorder extends Construct {
  constructor(scope: Construct, id: string, props: ConfigurationRecorderProps) {
    super(scope, id);
    const recorder = new CfnConfigurationRecorder(this, 'Recorder', {
      name: props.name,
      roleArn: sub(
        'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
      ),
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: props.global ?? true },
      recordingMode: { recordingFrequency: 'CONTINUOUS' },
    });
    recorder.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    // Neither waits for the other: CloudFormation starts the recorder when the channel is there.
    const channel = new CfnDeliveryChannel(this, 'Channel', {
      name: props.name,
      s3BucketName: sub(props.bucketName),
      s3KmsKeyArn: sub(props.bucketKeyArn),
      configSnapshotDeliveryProperties: { deliveryFrequency: 'TwentyFour_Hours' },
    });
    channel.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    for (const { name, identifier, why } of props.rules ?? []) {
      const rule = new CfnConfigRule(this, `Rule${pascal(identifier.toLowerCase())}`, {
        configRuleName: name,
        description: why,
        source: { owner: 'AWS', sourceIdentifier: identifier },
      });
      rule.addResourceDependency(recorder);
      rule.addResourceDependency(channel);
    }
  }
}
