import { Aws, Token } from 'aws-cdk-lib';
import { DELIVERIES, type DeliveredBy, deliveredFor } from '../../../lib/plan/aws';
import type { Statement } from '../text';

/** Services that deliver, and the accounts whose logs they are: ids, or a list that only the deployment knows. */
export interface Deliveries {
  readonly services: readonly DeliveredBy[];
  readonly accounts: readonly string[];
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
