/** The region-locked buckets: archive, models and data, and their copies where the country has a second region. */
import type { AwsTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { name } from '../../names';
import { aliasArn, bucketArn, bucketName, OWN_ACCOUNT } from '../addresses';
import { keyPlan } from '../keys';
import { forLogDelivery, forReplication } from '../keys/policies';
import type { KeyPurpose } from '../keys/types';
import { SHARED, tenantPurpose, workloadRoles } from '../tenants';
import type { AwsPlan } from '../types';
import type { BucketPlan } from './types';

/** Stands for accounts that nobody named: the stack asks for them as a parameter. */
export const ASK = 'ask';

export function planArchive(intent: Intent, target: AwsTarget): AwsPlan['archive'] {
  const country = intent.country.toLowerCase();
  const account = target.accounts?.logArchive;
  const inspects = intent.egress === 'firewall' && target.firewall?.network !== undefined;
  const logs = bucketName(country, 'archive-access', account);
  const networks = [...target.cells, ...(inspects ? [{ account: target.accounts?.network }] : [])];
  const sources = accountsOf(networks, account);
  return {
    keys: [
      keyPlan(intent, 'archive', {
        through: ['s3'],
        buckets: [bucketArn(archiveBucket(intent, target))],
        statements: [forLogDelivery(sources)],
      }),
    ],
    buckets: [
      {
        purpose: 'archive',
        name: archiveBucket(intent, target),
        reason: `audit logs, locked for ${intent.retention.logDays} days`,
        key: 'archive',
        accessLogs: logs,
        lockDays: intent.retention.logDays,
        delivers: ['flow-logs'],
      },
      { purpose: 'archive-access', name: logs, reason: 'server access logs of the archive', delivers: ['access-logs'] },
    ],
    sources,
  };
}

export const archiveBucket = (intent: Intent, target: AwsTarget): string =>
  bucketName(intent.country.toLowerCase(), 'archive', target.accounts?.logArchive);

export function planData(intent: Intent, target: AwsTarget): { data: AwsPlan['data']; recovery?: AwsPlan['recovery'] } {
  const country = intent.country.toLowerCase();
  const account = target.accounts?.data;
  const { recovery } = target.regions;
  const readers = accountsOfCells(target, account);
  const replicationRole = recovery ? name([country, 'replication']) : undefined;
  /** What pods read and write: shared by all namespaces without a tenant, then a bucket for each tenant. */
  const stores: readonly { purpose: string; reason: string; key: KeyPurpose; tenant?: string }[] = [
    ...SHARED.map((bucket) => ({ ...bucket, key: 'data' as const })),
    ...target.tenants.map((tenant) => ({
      purpose: tenantPurpose(tenant),
      reason: `models and data of tenant ${tenant}`,
      key: tenantPurpose(tenant),
      tenant,
    })),
  ];
  const copyName = (purpose: string): string => bucketName(country, `${purpose}-copy`, account);
  const logs = bucketName(country, 'data-access', account);
  const copyLogs = bucketName(country, 'copy-access', account);
  const own = (purpose: string): string => bucketArn(bucketName(country, purpose, account));
  const recoveryKey = keyPlan(intent, 'recovery', {
    through: ['s3'],
    buckets: stores.map(({ purpose }) => bucketArn(copyName(purpose))),
  });
  const through = { through: ['s3'], accounts: foreign(readers) };
  return {
    data: {
      keys: [
        keyPlan(intent, 'data', { ...through, buckets: SHARED.map(({ purpose }) => own(purpose)) }),
        ...target.tenants.map((tenant) => {
          const purpose = tenantPurpose(tenant);
          return keyPlan(intent, purpose, {
            ...through,
            buckets: [own(purpose)],
            tenant,
            statements: replicationRole ? [forReplication(replicationRole, own(purpose))] : [],
          });
        }),
      ],
      buckets: [
        ...stores.map(
          ({ purpose, reason, key, tenant }): BucketPlan => ({
            purpose,
            name: bucketName(country, purpose, account),
            reason,
            key,
            ...(tenant ? { tenant: { name: tenant, roles: workloadRoles(country, target, OWN_ACCOUNT) } } : {}),
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
      replicationRole,
      readers,
    },
    recovery: recovery
      ? {
          keys: [recoveryKey],
          buckets: [
            ...stores.map(
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

/** Accounts besides its own that a stack lets in; undefined where there are none. */
function foreign(readers: readonly string[]): string[] | undefined {
  const others = readers.filter((account) => account !== OWN_ACCOUNT);
  return others.length > 0 ? others : undefined;
}

/** Accounts the cells run in, seen from a stack in `account`. */
export function accountsOfCells(target: AwsTarget, account: string | undefined): string[] {
  return accountsOf(target.cells, account);
}

/** Accounts that networks stand in, seen from a stack in `account`. */
function accountsOf(networks: readonly { account?: string }[], account: string | undefined): string[] {
  const accounts = networks.map((network) => network.account ?? (account === undefined ? OWN_ACCOUNT : ASK));
  return [...new Set(accounts)].sort();
}
