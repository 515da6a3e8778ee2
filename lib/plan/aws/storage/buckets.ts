/** The region-locked buckets: archive, models and data, and their copies where the country has a second region. */
import type { AwsTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { name } from '../../names';
import { accountsOf } from '../accounts';
import { ASK, aliasArn, bucketArn, bucketName, OWN_ACCOUNT } from '../addresses';
import { planBackup, planRecoveryVault } from '../backup';
import { deliveryRole } from '../cluster/delivery';
import { keyPlan } from '../keys';
import { forBackup, forLinkedFileSystems, forReplication, forStreams, forVault } from '../keys/policies';
import type { KeyPurpose } from '../keys/types';
import { SHARED, tenantPurpose, workloadRoles } from '../tenants';
import type { AwsCellPlan, AwsPlan } from '../types';
import { forDeliveries } from './deliveries';
import type { BucketPlan, LifecyclePlan } from './types';

export { ASK } from '../addresses';

const NOTHING_EXISTS = { cloudTrail: 'create', config: 'create', guardDuty: 'create' } as const;

/** A version that was replaced or deleted can be had back for a quarter. */
const DATA: LifecyclePlan = { versionDays: 90 };
/** Logs go once the law no longer asks for them: a lock must have opened, and what is in no archive has no lock. */
const gone = (days: number): LifecyclePlan => ({ versionDays: 1, expireDays: days });
/** Least time in the colder class is 90 days, so it is worth the move only where as many are left. */
const COLD_AFTER_DAYS = 90;
const archived = (days: number): LifecyclePlan => ({
  ...gone(days + 1),
  ...(days >= 2 * COLD_AFTER_DAYS ? { coldAfterDays: COLD_AFTER_DAYS } : {}),
});

export function planArchive(intent: Intent, target: AwsTarget): AwsPlan['archive'] {
  const country = intent.country.toLowerCase();
  const account = target.accounts?.logArchive;
  const inspects = intent.egress === 'firewall' && target.firewall?.network !== undefined;
  const logs = bucketName(country, 'archive-access', account);
  const networks = [...target.cells, ...(inspects ? [{ account: target.accounts?.network }] : [])];
  const sources = seenFrom(account, accountsOf(target));
  const { cloudTrail, config, guardDuty } = { ...NOTHING_EXISTS, ...target.baseline };
  const bucket = archiveBucket(intent, target);
  const unlocked = bucketName(country, 'archive-config', account);
  const clusters = bucketName(country, 'archive-clusters', account);
  const streams = {
    roles: target.cells.map((cell) => {
      const [owner = ASK] = seenFrom(account, [cell]);
      return `arn:\${AWS::Partition}:iam::${owner === ASK ? '*' : owner}:role/${deliveryRole(country, cell.name)}`;
    }),
    accounts: seenFrom(account, target.cells),
  };
  const locked = [
    'vended-logs' as const,
    ...(cloudTrail === 'create' ? (['cloudtrail'] as const) : []),
    ...(guardDuty === 'create' ? (['guardduty'] as const) : []),
  ];
  const recorded = config === 'create' ? (['config'] as const) : [];
  const key = keyPlan(intent, 'archive', {
    through: ['s3'],
    buckets: [bucketArn(bucket), ...recorded.map(() => bucketArn(unlocked)), bucketArn(clusters)],
    statements: [
      ...forDeliveries([...locked, ...recorded], sources),
      forStreams(streams.roles, streams.accounts, bucketArn(clusters)),
    ],
  });
  const keyArn = aliasArn(target.regions.primary, account, key.alias);
  return {
    keys: [key],
    keyArn,
    buckets: [
      {
        purpose: 'archive',
        name: bucket,
        reason: `audit logs, locked for ${intent.retention.logDays} days`,
        key: 'archive',
        accessLogs: logs,
        lockDays: intent.retention.logDays,
        lifecycle: archived(intent.retention.logDays),
        delivers: locked,
      },
      // AWS Config delivers to no bucket whose objects are locked by default.
      ...recorded.map(
        (service): BucketPlan => ({
          purpose: 'archive-config',
          name: unlocked,
          reason: 'configuration history, copied to the archive and locked there',
          key: 'archive',
          accessLogs: logs,
          lifecycle: gone(intent.retention.logDays),
          delivers: [service],
          replica: { bucket, region: target.regions.primary, keyArn },
        }),
      ),
      // A lock by default asks each write for a checksum, and Firehose is not documented to send one.
      {
        purpose: 'archive-clusters',
        name: clusters,
        reason: 'control-plane logs of the clusters, copied to the archive and locked there',
        key: 'archive',
        accessLogs: logs,
        lifecycle: gone(intent.retention.logDays),
        delivers: [],
        streams,
        replica: { bucket, region: target.regions.primary, keyArn },
      },
      {
        purpose: 'archive-access',
        name: logs,
        reason: 'server access logs of the archive',
        lifecycle: gone(intent.retention.logDays),
        delivers: ['access-logs'],
      },
    ],
    copyRole: name([country, 'archive-copies']),
    networks: seenFrom(account, networks),
    sources,
  };
}

export const archiveBucket = (intent: Intent, target: AwsTarget): string =>
  bucketName(intent.country.toLowerCase(), 'archive', target.accounts?.logArchive);

export function planData(
  intent: Intent,
  target: AwsTarget,
  cells: readonly Pick<AwsCellPlan, 'account' | 'lustre'>[],
): { data: AwsPlan['data']; recovery?: AwsPlan['recovery'] } {
  const country = intent.country.toLowerCase();
  const account = target.accounts?.data;
  const { recovery } = target.regions;
  const readers = accountsOfCells(target, account);
  const backup = planBackup(intent, target);
  const fileSystems = seenFrom(
    account,
    cells.filter(({ lustre }) => lustre),
  );
  const replicationRole = recovery ? name([country, 'replication']) : undefined;
  /** What pods read and write: shared by all namespaces without a tenant, then a bucket for each tenant. */
  const stores: readonly (Pick<BucketPlan, 'purpose' | 'reason' | 'fileSystems' | 'backup'> & {
    readonly key: KeyPurpose;
    readonly tenant?: string;
  })[] = [
    ...SHARED.map((bucket) => ({ ...bucket, key: 'data' as const, backup: bucket.purpose })),
    ...target.tenants.map((tenant) => ({
      purpose: tenantPurpose(tenant),
      reason: `models and data of tenant ${tenant}`,
      key: tenantPurpose(tenant),
      backup: 'data',
      tenant,
    })),
  ];
  const copyName = (purpose: string): string => bucketName(country, `${purpose}-copy`, account);
  const logs = bucketName(country, 'data-access', account);
  const copyLogs = bucketName(country, 'copy-access', account);
  const own = (purpose: string): string => bucketArn(bucketName(country, purpose, account));
  const shared = SHARED.map(({ purpose }) => own(purpose));
  const recoveryKey = keyPlan(intent, 'recovery', {
    through: ['s3'],
    buckets: stores.map(({ purpose }) => bucketArn(copyName(purpose))),
  });
  const through = { through: ['s3'], accounts: foreign(readers) };
  return {
    data: {
      keys: [
        keyPlan(intent, 'data', {
          ...through,
          buckets: shared,
          statements: fileSystems.some((one) => [OWN_ACCOUNT, ASK, account].includes(one))
            ? [forLinkedFileSystems(shared)]
            : [],
        }),
        ...target.tenants.map((tenant) => {
          const purpose = tenantPurpose(tenant);
          return keyPlan(intent, purpose, {
            ...through,
            buckets: [own(purpose)],
            tenant,
            statements: [
              ...(replicationRole ? [forReplication(replicationRole, own(purpose))] : []),
              ...forBackup(backup.roles, own(purpose)),
            ],
          });
        }),
        keyPlan(intent, 'backup', { through: ['backup'], statements: [forVault()] }),
      ],
      buckets: [
        ...stores.map(
          ({ key, tenant, ...bucket }): BucketPlan => ({
            ...bucket,
            name: bucketName(country, bucket.purpose, account),
            key,
            ...(tenant ? { tenant: { name: tenant, roles: workloadRoles(country, target, OWN_ACCOUNT) } } : {}),
            accessLogs: logs,
            lifecycle: DATA,
            delivers: [],
            replica: recovery
              ? {
                  bucket: copyName(bucket.purpose),
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
          lifecycle: gone(intent.retention.logDays),
          delivers: ['access-logs'],
        },
      ],
      replicationRole,
      readers,
      fileSystems,
      backup,
    },
    recovery: recovery
      ? {
          keys: [recoveryKey, keyPlan(intent, 'backup-recovery', { through: ['backup'], statements: [forVault()] })],
          backup: planRecoveryVault(intent),
          buckets: [
            ...stores.map(
              ({ purpose, reason }): BucketPlan => ({
                purpose: `${purpose}-copy`,
                name: copyName(purpose),
                reason: `copy of ${reason}`,
                key: 'recovery',
                accessLogs: copyLogs,
                lifecycle: DATA,
                delivers: [],
              }),
            ),
            {
              purpose: 'copy-access',
              name: copyLogs,
              reason: 'server access logs of the copies',
              lifecycle: gone(intent.retention.logDays),
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
export const accountsOfCells = (target: AwsTarget, account: string | undefined): string[] =>
  seenFrom(account, target.cells);

/** Accounts of some places, as a stack in `account` can name them: what nobody named is its own, or asked for. */
function seenFrom(account: string | undefined, places: readonly { readonly account?: string }[]): string[] {
  return [...new Set(places.map((place) => place.account ?? (account === undefined ? OWN_ACCOUNT : ASK)))].sort();
}
