import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { CfnSubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { nameTag, policy, sub } from '../text';

export interface LogStreamProps {
  readonly streamName: string;
  /** Log group whose every event is delivered; in the stack's region and account. */
  readonly logGroupName: string;
  /** Key of what waits in the stream to be delivered. */
  readonly logsKeyArn: string;
  /** Bucket it delivers to; may be of another account, and must let the role in. It locks no object by default. */
  readonly bucketName: string;
  /** Key of that bucket: its ARN, or that of its alias. */
  readonly bucketKeyArn: string;
  /**
   * Account of bucket and key.
   * @default - the stack's own
   */
  readonly bucketAccount?: string;
  /** Where in the bucket it delivers, and may; may hold `${AWS::AccountId}`, and ends with a slash. */
  readonly prefix: string;
  /** Role by which Firehose writes to the bucket. */
  readonly roleName: string;
  /** Role by which CloudWatch Logs feeds the stream. */
  readonly feederRoleName: string;
}

/** What waits goes when either is reached; what is delivered late was not lost meanwhile: the log group has it. */
const BUFFER = { intervalInSeconds: 300, sizeInMBs: 5 };

/**
 * Brings every event of a log group to a bucket, as gzipped JSON that CloudWatch Logs writes. Nothing is transformed on
 * the way, so nothing of ours runs. The stream goes with its stack: what it delivers is kept at both its ends.
 */
export class LogStream extends Construct {
  constructor(scope: Construct, id: string, props: LogStreamProps) {
    super(scope, id);
    const feeder = this.feeder(props);
    const stream = new CfnDeliveryStream(this, 'Stream', {
      deliveryStreamName: props.streamName,
      deliveryStreamType: 'DirectPut',
      deliveryStreamEncryptionConfigurationInput: { keyType: 'CUSTOMER_MANAGED_CMK', keyArn: props.logsKeyArn },
      extendedS3DestinationConfiguration: {
        bucketArn: sub(`arn:\${AWS::Partition}:s3:::${props.bucketName}`),
        roleArn: this.writer(props).attrArn,
        prefix: sub(props.prefix),
        bufferingHints: BUFFER,
        // CloudWatch Logs has compressed it.
        compressionFormat: 'UNCOMPRESSED',
        encryptionConfiguration: { kmsEncryptionConfig: { awskmsKeyArn: sub(props.bucketKeyArn) } },
        s3BackupMode: 'Disabled',
      },
      tags: nameTag(props.streamName),
    });
    // Logs tries the stream with a message when the filter is made: by then the role has been there for a while.
    stream.addResourceDependency(feeder);
    new CfnSubscriptionFilter(this, 'Filter', {
      filterName: props.streamName,
      logGroupName: props.logGroupName,
      filterPattern: '',
      destinationArn: stream.attrArn,
      roleArn: feeder.attrArn,
    });
  }

  private feeder({ feederRoleName, streamName }: LogStreamProps): CfnRole {
    return new CfnRole(this, 'Feeder', {
      roleName: feederRoleName,
      description: 'CloudWatch Logs feeds the stream that brings a log group to the archive',
      assumeRolePolicyDocument: policy([
        {
          Sid: 'LogsOfThisAccount',
          Effect: 'Allow',
          Principal: { Service: 'logs.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: {
            StringLike: { 'aws:SourceArn': sub('arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*') },
          },
        },
      ]),
      policies: [
        {
          policyName: 'feed-the-stream',
          policyDocument: policy([
            {
              Sid: 'FeedTheStream',
              Effect: 'Allow',
              Action: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
              Resource: sub(
                `arn:\${AWS::Partition}:firehose:\${AWS::Region}:\${AWS::AccountId}:deliverystream/${streamName}`,
              ),
            },
          ]),
        },
      ],
      tags: nameTag(feederRoleName),
    });
  }

  private writer({ roleName, bucketName, prefix, bucketAccount = '${AWS::AccountId}' }: LogStreamProps): CfnRole {
    const bucket = (path = '') => sub(`arn:\${AWS::Partition}:s3:::${bucketName}${path}`);
    const owner = { StringEquals: { 'aws:ResourceAccount': sub(bucketAccount) } };
    return new CfnRole(this, 'Writer', {
      roleName,
      description: 'Firehose writes a log group to the archive',
      assumeRolePolicyDocument: policy([
        {
          Sid: 'StreamsOfThisAccount',
          Effect: 'Allow',
          Principal: { Service: 'firehose.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': sub('${AWS::AccountId}') } },
        },
      ]),
      policies: [
        {
          policyName: 'write-to-the-archive',
          policyDocument: policy([
            {
              Sid: 'WriteUnderThePrefix',
              Effect: 'Allow',
              Action: ['s3:AbortMultipartUpload', 's3:PutObject', 's3:PutObjectAcl'],
              Resource: bucket(`/${prefix}*`),
              Condition: owner,
            },
            {
              Sid: 'CheckTheBucket',
              Effect: 'Allow',
              Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
              Resource: bucket(),
              Condition: owner,
            },
            {
              Sid: 'EncryptForTheBucket',
              Effect: 'Allow',
              Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
              Resource: sub(`arn:\${AWS::Partition}:kms:\${AWS::Region}:${bucketAccount}:key/*`),
              Condition: {
                StringEquals: { 'kms:ViaService': sub('s3.${AWS::Region}.amazonaws.com') },
                StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucket(), bucket(`/${prefix}*`)] },
              },
            },
          ]),
        },
      ],
      tags: nameTag(roleName),
    });
  }
}
