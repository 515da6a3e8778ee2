import { Aws, Token } from 'aws-cdk-lib';
import { DELIVERIES, type DeliveredBy, deliveredFor } from '../../../lib/plan/aws';
import { type Statement, sub } from '../text';

/** Services that deliver, and the accounts whose logs they are: ids, or a list that only the deployment knows. */
export interface Deliveries {
  readonly services: readonly DeliveredBy[];
  readonly accounts: readonly string[];
}

/** Delivery streams of Firehose that write logs of clusters: ARNs of their roles, and the accounts those are of. */
export interface Streams {
  readonly roles: readonly string[];
  readonly accounts: readonly string[];
}

/**
 * Statements of a bucket: each stream under the path of its own account. What cross-account delivery asks for (Amazon
 * Data Firehose Developer Guide, "Cross-account delivery to an Amazon S3 destination"), and no reading.
 */
export function streamsTo(bucketArn: string, { roles, accounts }: Streams): Statement[] {
  const allow = (Sid: string, Action: string[], Resource: string): Statement => ({
    Sid,
    Effect: 'Allow',
    Principal: { AWS: accounts },
    Action,
    Resource,
    Condition: { ArnLike: { 'aws:PrincipalArn': roles.map(sub) } },
  });
  return [
    allow(
      'StreamsWrite',
      ['s3:AbortMultipartUpload', 's3:PutObject', 's3:PutObjectAcl'],
      `${bucketArn}/AWSLogs/\${aws:PrincipalAccount}/eks/*`,
    ),
    allow('StreamsCheck', ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], bucketArn),
  ];
}

/** The source among the accounts, which may be tokens: no text of CloudFormation's takes one. */
const written = (source = ''): string =>
  source.replace('${AWS::Partition}', Aws.PARTITION).replace('${AWS::Region}', Aws.REGION);

/** Statements of a bucket: each service under its own path, for the accounts named. */
export const deliveriesTo = (bucketArn: string, { services, accounts }: Deliveries): Statement[] =>
  services.flatMap((service): Statement[] => {
    const { source, ...rest } = DELIVERIES[service];
    const row = { ...rest, source: source && written(source) };
    const Principal = { Service: row.principal };
    const each = Token.isUnresolved(accounts) ? ['*'] : accounts;
    const owner = row.handsOver ? { 's3:x-amz-acl': 'bucket-owner-full-control' } : undefined;
    return [
      {
        Sid: `${row.sid}Writes`,
        Effect: 'Allow',
        Principal,
        Action: 's3:PutObject',
        Resource: each.map((account) => `${bucketArn}/${row.path.replace('ACCOUNT', account)}`),
        Condition: deliveredFor(row, accounts, each, owner),
      },
      {
        Sid: `${row.sid}Checks`,
        Effect: 'Allow',
        Principal,
        Action: row.checks,
        Resource: bucketArn,
        Condition: deliveredFor(row, accounts, each),
      },
    ];
  });
