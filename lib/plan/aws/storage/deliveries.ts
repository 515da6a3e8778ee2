/** Services that deliver logs into a bucket: what each needs of the bucket and of its key. One row a service. */
import { ASK } from '../addresses';
import type { Statement } from '../policy';
import type { DeliveredBy } from './types';

export interface Delivery {
  readonly sid: string;
  readonly principal: string;
  /** What the service asks of the bucket before it writes. */
  readonly checks: readonly string[];
  /** Where it writes; `ACCOUNT` stands for the account the logs are of. */
  readonly path: string;
  /** Whether it hands each object to the owner of the bucket, and says so. */
  readonly handsOver: boolean;
  /** ARN of what it writes for; absent where the service says only whose account it is. */
  readonly source?: string;
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
export const DELIVERIES: Record<DeliveredBy, Delivery> = {
  'vended-logs': {
    sid: 'LogDelivery',
    principal: 'delivery.logs.amazonaws.com',
    checks: ['s3:GetBucketAcl', 's3:ListBucket'],
    path: '*AWSLogs/ACCOUNT/*',
    handsOver: true,
    source: 'arn:${AWS::Partition}:logs:${AWS::Region}:*:*',
    uses: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
  },
  cloudtrail: {
    sid: 'CloudTrail',
    principal: 'cloudtrail.amazonaws.com',
    checks: ['s3:GetBucketAcl'],
    path: 'AWSLogs/ACCOUNT/*',
    handsOver: true,
    source: 'arn:${AWS::Partition}:cloudtrail:${AWS::Region}:ACCOUNT:trail/*',
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
    source: 'arn:${AWS::Partition}:guardduty:*:*:detector/*',
    uses: ['kms:GenerateDataKey'],
  },
};

/**
 * For whom a service may deliver: the source, the account, or both; a source alone only where it names the account.
 *
 * @param each accounts one by one; `*` where only the deployment knows them
 */
export function deliveredFor(
  { source, sourceOnly }: Delivery,
  accounts: readonly string[],
  each: readonly string[],
  more: Readonly<Record<string, string>> = {},
): NonNullable<Statement['Condition']> {
  const alone = sourceOnly && !each.includes('*');
  const equal = { ...(alone ? {} : { 'aws:SourceAccount': accounts }), ...more };
  const sources = source?.includes('ACCOUNT') ? each.map((account) => source.replace('ACCOUNT', account)) : source;
  return {
    ...(Object.keys(equal).length > 0 ? { StringEquals: equal } : {}),
    ...(sources ? { ArnLike: { 'aws:SourceArn': sources } } : {}),
  };
}

/** Statements of the key that encrypts the bucket. */
export const forDeliveries = (services: readonly DeliveredBy[], accounts: readonly string[]): Statement[] =>
  services.map((service): Statement => {
    const row = DELIVERIES[service];
    return {
      Sid: `${row.sid}Encrypts`,
      Effect: 'Allow',
      Principal: { Service: row.principal },
      Action: row.uses,
      Resource: '*',
      Condition: deliveredFor(row, accounts, accounts.includes(ASK) ? ['*'] : accounts),
    };
  });
