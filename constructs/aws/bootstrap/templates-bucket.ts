import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { nameTag, policy, sub } from '../text';

export interface TemplatesBucketProps {
  /** Name; may hold `${AWS::AccountId}`. */
  readonly bucketName: string;
  readonly keyArn: string;
  /** ARN of the only role that writes. */
  readonly writerArn: string;
}

/** Days a template is kept once another has taken its place. */
const OLD_DAYS = 90;

/**
 * The bucket that templates wait in for CloudFormation: who writes there decides what is deployed, so one role does, and
 * nobody of another account comes near.
 */
export class TemplatesBucket extends Construct {
  readonly bucket: CfnBucket;

  constructor(scope: Construct, id: string, props: TemplatesBucketProps) {
    super(scope, id);
    this.bucket = new CfnBucket(this, 'Bucket', {
      bucketName: sub(props.bucketName),
      publicAccessBlockConfiguration: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
      versioningConfiguration: { status: 'Enabled' },
      bucketEncryption: {
        serverSideEncryptionConfiguration: [
          {
            serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: props.keyArn },
            bucketKeyEnabled: true,
          },
        ],
      },
      lifecycleConfiguration: {
        rules: [
          {
            id: 'old-templates',
            status: 'Enabled',
            noncurrentVersionExpiration: { noncurrentDays: OLD_DAYS },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
      tags: nameTag(sub(props.bucketName)),
    });
    this.bucket.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const all = [this.bucket.attrArn, `${this.bucket.attrArn}/*`];
    new CfnBucketPolicy(this, 'Policy', {
      bucket: this.bucket.ref,
      policyDocument: policy([
        {
          Sid: 'DenyInsecureTransport',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: all,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        {
          Sid: 'DenyOtherAccounts',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: all,
          Condition: { StringNotEquals: { 'aws:PrincipalAccount': sub('${AWS::AccountId}') } },
        },
        {
          Sid: 'DenyOtherWriters',
          Effect: 'Deny',
          Principal: '*',
          Action: ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'],
          Resource: `${this.bucket.attrArn}/*`,
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': props.writerArn } },
        },
      ]),
    });
  }
}
