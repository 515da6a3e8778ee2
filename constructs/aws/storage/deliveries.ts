import { Aws, Token } from 'aws-cdk-lib';
import type { DeliveredBy } from '../../../lib/plan/aws';
import type { Statement } from '../text';

/** Accounts whose logs are delivered: ids, or a list that only the deployment knows. */
export interface Deliveries {
  readonly services: readonly DeliveredBy[];
  readonly accounts: readonly string[];
}

interface Delivery {
  readonly sid: string;
  readonly principal: string;
  /** What the service asks of the bucket before it writes. */
  readonly checks: readonly string[];
  /** Where it writes; `ACCOUNT` stands for the account the logs are of. */
  readonly path: string;
  /** Whether it hands each object to the owner of the bucket, and says so. */
  readonly handsOver: boolean;
  /** ARN of what it writes for, in an account; absent where the service says only whose account it is. */
  readonly source?: (account: string) => string;
  /** Whether the source says it all: CloudTrail recommends against naming the account beside it. */
  readonly sourceOnly?: boolean;
  /** What it does with the key of the bucket. */
  readonly uses: readonly string[];
}

/**
 * What each service needs to deliver, and no more. Sources: CloudTrail User Guide, "Amazon S3 bucket policy for
 * CloudTrail" and "Configure AWS KMS key policies for CloudTrail"; AWS Config Developer Guide, "Permissions for the
 * Amazon S3 Bucket" and "for the KMS Key"; GuardDuty User Guide, "Exporting generated findings"; CloudWatch Logs User
 * Guide, "Logs sent to Amazon S3" (flow logs, resolver query logs, firewall logs).
 */
const TABLE: Record<DeliveredBy, Delivery> = {
  'vended-logs': {
    sid: 'LogDelivery',
    principal: 'delivery.logs.amazonaws.com',
    checks: ['s3:GetBucketAcl', 's3:ListBucket'],
    path: '*AWSLogs/ACCOUNT/*',
    handsOver: true,
    source: () => `arn:${Aws.PARTITION}:logs:${Aws.REGION}:*:*`,
    uses: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
  },
  cloudtrail: {
    sid: 'CloudTrail',
    principal: 'cloudtrail.amazonaws.com',
    checks: ['s3:GetBucketAcl'],
    path: 'AWSLogs/ACCOUNT/*',
    handsOver: true,
    source: (account) => `arn:${Aws.PARTITION}:cloudtrail:${Aws.REGION}:${account}:trail/*`,
    sourceOnly: true,
    uses: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey*'],
  },
  config: {
    sid: 'Config',
    principal: 'config.amazonaws.com',
    checks: ['s3:GetBucketAcl', 's3:ListBucket'],
    path: 'AWSLogs/ACCOUNT/Config/*',
    handsOver: true,
    uses: ['kms:Decrypt', 'kms:GenerateDataKey'],
  },
  guardduty: {
    sid: 'GuardDuty',
    principal: 'guardduty.amazonaws.com',
    checks: ['s3:GetBucketLocation'],
    path: 'AWSLogs/ACCOUNT/GuardDuty/*',
    handsOver: false,
    source: () => `arn:${Aws.PARTITION}:guardduty:*:*:detector/*`,
    uses: ['kms:GenerateDataKey'],
  },
};

/** Accounts one by one, or any where only the deployment knows them. */
const eachOf = (accounts: readonly string[]): readonly string[] => (Token.isUnresolved(accounts) ? ['*'] : accounts);

/** The source, the account, or both; a source alone only where it names the account. */
function conditionOf({ source, sourceOnly }: Delivery, accounts: readonly string[], more: Record<string, string> = {}) {
  const alone = sourceOnly && !Token.isUnresolved(accounts);
  const equal = { ...(alone ? {} : { 'aws:SourceAccount': accounts }), ...more };
  return {
    ...(Object.keys(equal).length > 0 ? { StringEquals: equal } : {}),
    ...(source ? { ArnLike: { 'aws:SourceArn': sourceOnly ? eachOf(accounts).map(source) : source('*') } } : {}),
  };
}

/** Statements of the bucket: each service under its own path, for the accounts named. */
export const deliveriesTo = (bucketArn: string, { services, accounts }: Deliveries): Statement[] =>
  services.flatMap((service): Statement[] => {
    const row = TABLE[service];
    const Principal = { Service: row.principal };
    return [
      {
        Sid: `${row.sid}Writes`,
        Effect: 'Allow',
        Principal,
        Action: 's3:PutObject',
        Resource: eachOf(accounts).map((account) => `${bucketArn}/${row.path.replace('ACCOUNT', account)}`),
        Condition: conditionOf(row, accounts, row.handsOver ? { 's3:x-amz-acl': 'bucket-owner-full-control' } : {}),
      },
      {
        Sid: `${row.sid}Checks`,
        Effect: 'Allow',
        Principal,
        Action: row.checks,
        Resource: bucketArn,
        Condition: conditionOf(row, accounts),
      },
    ];
  });

/** Statements of the key that encrypts the bucket. */
export const forDeliveries = ({ services, accounts }: Deliveries): Statement[] =>
  services.map((service) => {
    const row = TABLE[service];
    return {
      Sid: `${row.sid}Encrypts`,
      Effect: 'Allow',
      Principal: { Service: row.principal },
      Action: row.uses,
      Resource: '*',
      Condition: conditionOf(row, accounts),
    };
  });
