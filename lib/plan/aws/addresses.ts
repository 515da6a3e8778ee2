import type { Address } from '../address';
import type { AwsPlan } from './types';

/** The account a stack deploys to, where the document leaves it open. CloudFormation fills it in. */
export const OWN_ACCOUNT = '${AWS::AccountId}';

/** ARN of a bucket, in whichever partition the stack deploys to. */
export const bucketArn = (bucket: string): string => `arn:\${AWS::Partition}:s3:::${bucket}`;

/** ARN of a key by its alias: the one name of a key that is known before it is made. */
export const aliasArn = (region: string, account: string | undefined, alias: string): string =>
  `arn:\${AWS::Partition}:kms:${region}:${account ?? OWN_ACCOUNT}:${alias}`;

/** What the stacks of a country name of each other. */
export function addressesOf(plan: Pick<AwsPlan, 'stacks' | 'archive' | 'data' | 'recovery' | 'cells'>): Address[] {
  const stack = (purpose: string): string => plan.stacks.find((entry) => entry.purpose === purpose)?.name ?? purpose;
  const cells = plan.cells.map((cell) => cell.stack);
  const [archive] = plan.archive.buckets;
  return [
    ...(archive
      ? [{ what: 'archive of flow logs', owner: stack('archive'), address: bucketArn(archive.name), namedBy: cells }]
      : []),
    ...plan.data.buckets
      .filter(({ key }) => key)
      .map(({ purpose, name }) => ({
        what: `bucket ${purpose}`,
        owner: stack('data'),
        address: bucketArn(name),
        namedBy: cells,
      })),
    ...plan.data.buckets.flatMap(({ purpose, replica }) =>
      replica
        ? [
            {
              what: `copy of ${purpose}`,
              owner: stack('recovery'),
              address: bucketArn(replica.bucket),
              namedBy: [stack('data')],
            },
          ]
        : [],
    ),
    ...[...new Set(plan.data.buckets.flatMap(({ replica }) => (replica ? [replica.keyArn] : [])))].map((address) => ({
      what: 'key of the copies',
      owner: stack('recovery'),
      address,
      namedBy: [stack('data')],
    })),
  ];
}
