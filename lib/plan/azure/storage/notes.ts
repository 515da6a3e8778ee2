/** Storage accounts: what the roots must hold, and which copies there are. */
import type { Expectation } from '../../expectation';
import { type Capability, diagnosticsName, inRoot, lockName } from '../capability';
import type { StoragePlan } from '../types';

/** Name of the rule that deletes what need not be kept any more: it tells the policies of a root apart, which have no name. */
export const expiryName = (account: string): string => `${account}-after-retention`;

function accountExpected(root: string, account: StoragePlan, location: string): Expectation[] {
  const promise = `storage/${account.purpose}`;
  const expected = inRoot(root);
  return [
    expected(promise, 'storage_account', account.name, {
      location,
      account_replication_type: account.replication,
      public_network_access_enabled: false,
      shared_access_key_enabled: false,
      cross_tenant_replication_enabled: false,
    }),
    expected(`${promise}/identity`, 'user_assigned_identity', account.identity, { location }),
    expected(`${promise}/lock`, 'management_lock', lockName(account.name), { lock_level: 'CanNotDelete' }),
    expected(`${promise}/logs`, 'monitor_diagnostic_setting', diagnosticsName(account.name)),
    ...account.containers.map((container) => expected(`${promise}/${container}`, 'storage_container', container)),
    ...(account.lockDays === undefined
      ? []
      : [
          {
            ...expected(`${promise}/expiry`, 'storage_management_policy'),
            identity: { 'rule.0.name': expiryName(account.name) },
          },
        ]),
  ];
}

export const storage: Capability = {
  expectations: ({ foundation, data, location }) => [
    ...[foundation.archive, foundation.flows].flatMap((account) => accountExpected(foundation.root, account, location)),
    ...data.accounts.flatMap((account) => accountExpected(data.root, account, location)),
  ],
  addresses: ({ data, cells }) =>
    data.accounts.map(({ purpose, id }) => ({
      what: `storage ${purpose}`,
      owner: data.root,
      address: id,
      namedBy: cells.map(({ root }) => root),
    })),
  notes: ({ location, regions, replication, zones }) => ({
    residualRisks: [
      regions.recovery
        ? `Azure: copies in ${regions.recovery} follow behind (${replication.kind}); clusters, images and logs to query are in ${location} only.`
        : `Azure: ${location} is the only region used: backups and copies stay in one region${zones.length === 0 ? ', in one place' : ''}.`,
    ],
  }),
};
