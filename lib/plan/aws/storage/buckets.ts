/** The region-locked buckets: archive, models and data, and their copies where the country has a second region. */
import type { AwsTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { name } from '../../names';
import { accountsOf } from '../accounts';
import { aliasArn, OWN_ACCOUNT } from '../addresses';
import { keyPlan } from '../keys';
import type { AwsPlan } from '../types';
import type { BucketPlan } from './types';

/** Stands for accounts that nobody named: the stack asks for them as a parameter. */
export const ASK = 'ask';

/** Globally unique and readable: the account is part of every bucket's name. */
const bucketName = (country: string, purpose: string, account: string | undefined): string =>
  `${name([country, purpose], 50)}-${account ?? OWN_ACCOUNT}`;

/** What pods read and write; each is copied to the recovery region where there is one. */
const DATA_BUCKETS = [
  { purpose: 'models', reason: 'model weights and checkpoints' },
  { purpose: 'data', reason: 'training and serving data' },
] as const;

export function planArchive(intent: Intent, target: AwsTarget): AwsPlan['archive'] {
  const country = intent.country.toLowerCase();
  const account = target.accounts?.logArchive;
  const logs = bucketName(country, 'archive-access', account);
  const key = keyPlan(intent, 'archive');
  const { cloudTrail, config, guardDuty } = { ...NOTHING_EXISTS, ...target.baseline };
  const keyArn = aliasArn(target.regions.primary, account, key.alias);
  return {
    keys: [key],
    keyArn,
    buckets: [
      {
        purpose: 'archive',
        name: archiveBucket(intent, target),
        reason: `audit logs, locked for ${intent.retention.logDays} days`,
        key: 'archive',
        accessLogs: logs,
        lockDays: intent.retention.logDays,
        delivers: [
          'vended-logs',
          ...(cloudTrail === 'create' ? (['cloudtrail'] as const) : []),
          ...(guardDuty === 'create' ? (['guardduty'] as const) : []),
        ],
      },
      ...(config === 'create'
        ? [
            {
              purpose: 'archive-config',
              name: bucketName(country, 'archive-config', account),
              // AWS Config delivers to no bucket whose objects are locked by default.
              reason: 'configuration history, copied to the archive and locked there',
              key: 'archive' as const,
              accessLogs: logs,
              delivers: ['config' as const],
              replica: { bucket: archiveBucket(intent, target), region: target.regions.primary, keyArn },
            },
          ]
        : []),
      { purpose: 'archive-access', name: logs, reason: 'server access logs of the archive', delivers: ['access-logs'] },
    ],
    copyRole: config === 'create' ? name([country, 'archive-copies']) : undefined,
    networks: accountsOfCells(target, account),
    sources: seenFrom(
      account,
      accountsOf(target).map((place) => place.account),
    ),
  };
}

const NOTHING_EXISTS = { cloudTrail: 'create', config: 'create', guardDuty: 'create' } as const;

export const archiveBucket = (intent: Intent, target: AwsTarget): string =>
  bucketName(intent.country.toLowerCase(), 'archive', target.accounts?.logArchive);

export function planData(intent: Intent, target: AwsTarget): { data: AwsPlan['data']; recovery?: AwsPlan['recovery'] } {
  const country = intent.country.toLowerCase();
  const account = target.accounts?.data;
  const { recovery } = target.regions;
  const recoveryKey = keyPlan(intent, 'recovery');
  const copyName = (purpose: string): string => bucketName(country, `${purpose}-copy`, account);
  const logs = bucketName(country, 'data-access', account);
  const copyLogs = bucketName(country, 'copy-access', account);
  return {
    data: {
      keys: [keyPlan(intent, 'data')],
      buckets: [
        ...DATA_BUCKETS.map(
          ({ purpose, reason }): BucketPlan => ({
            purpose,
            name: bucketName(country, purpose, account),
            reason,
            key: 'data',
            accessLogs: logs,
            delivers: [],
            replica: recovery
              ? {
                  bucket: copyName(purpose),
                  region: recovery,
                  keyArn: aliasArn(recovery, account, recoveryKey.alias),
                }
              : undefined,
          }),
        ),
        {
          purpose: 'data-access',
          name: logs,
          reason: 'server access logs of models and data',
          delivers: ['access-logs'],
        },
      ],
      replicationRole: recovery ? name([country, 'replication']) : undefined,
      readers: accountsOfCells(target, account),
    },
    recovery: recovery
      ? {
          keys: [recoveryKey],
          buckets: [
            ...DATA_BUCKETS.map(
              ({ purpose, reason }): BucketPlan => ({
                purpose: `${purpose}-copy`,
                name: copyName(purpose),
                reason: `copy of ${reason}`,
                key: 'recovery',
                accessLogs: copyLogs,
                delivers: [],
              }),
            ),
            {
              purpose: 'copy-access',
              name: copyLogs,
              reason: 'server access logs of the copies',
              delivers: ['access-logs'],
            },
          ],
        }
      : undefined,
  };
}

/** Accounts the cells run in, seen from a stack in `account`. */
export const accountsOfCells = (target: AwsTarget, account: string | undefined): string[] =>
  seenFrom(
    account,
    target.cells.map((cell) => cell.account),
  );

/** Accounts as a stack in `account` can name them: what nobody named is its own, or asked for. */
function seenFrom(account: string | undefined, accounts: readonly (string | undefined)[]): string[] {
  return [...new Set(accounts.map((one) => one ?? (account === undefined ? OWN_ACCOUNT : ASK)))].sort();
}
