/** Storage accounts: what the roots must hold, which copies there are, and how volumes must be asked for. */
import type { Expectation } from '../../expectation';
import type { Precondition } from '../../intent';
import { type Capability, type Draft, diagnosticsName, inRoot, lockName, precondition, rootOf } from '../capability';
import type { StoragePlan } from '../types';

/** Name of the rule that lets old blobs of an account go. */
export const expiryName = (account: string): string => `expire-${account}`;

function accountExpected(root: string, account: StoragePlan, location: string): Expectation[] {
  const promise = `storage/${account.purpose}`;
  const expected = inRoot(root);
  const expires = account.lockDays ?? account.restoreDays ?? account.versionDays;
  return [
    expected(promise, 'storage_account', account.name, {
      location,
      account_replication_type: account.replication,
      public_network_access_enabled: false,
      shared_access_key_enabled: false,
      cross_tenant_replication_enabled: false,
      'immutability_policy.period_since_creation_in_days': account.lockDays,
      'blob_properties.restore_policy.days': account.restoreDays,
    }),
    expected(`${promise}/identity`, 'user_assigned_identity', account.identity, { location }),
    expected(`${promise}/lock`, 'management_lock', lockName(account.name), { lock_level: 'CanNotDelete' }),
    expected(`${promise}/logs`, 'monitor_diagnostic_setting', diagnosticsName(account.name)),
    ...account.containers.map((container) => expected(`${promise}/${container}`, 'storage_container', container)),
    ...(expires === undefined
      ? []
      : [
          {
            ...expected(`${promise}/expiry`, 'storage_management_policy'),
            identity: { 'rule.0.name': expiryName(account.name) },
          },
        ]),
    ...(account.copies
      ? [
          {
            ...expected(`${promise}/copies`, 'storage_object_replication'),
            identity: { destination_storage_account_id: account.copies.to },
          },
        ]
      : []),
  ];
}

function holders({ foundation, recovery, data }: Draft): { root: string; accounts: readonly StoragePlan[] }[] {
  return [
    { root: foundation.root, accounts: [foundation.archive, foundation.flows] },
    ...(recovery ? [{ root: recovery.root, accounts: [...recovery.accounts, recovery.archive, recovery.flows] }] : []),
    { root: data.root, accounts: data.accounts },
  ];
}

/**
 * A storage class under which nobody can export a volume, and the cell's key encrypts it. Source: Azure Disk CSI driver,
 * driver parameters.
 */
const storageClass = (encryptionSet: string): string =>
  JSON.stringify({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'sovereign' },
    provisioner: 'disk.csi.azure.com',
    parameters: {
      skuName: 'Premium_LRS',
      networkAccessPolicy: 'DenyAll',
      publicNetworkAccess: 'Disabled',
      diskEncryptionSetID: encryptionSet,
    },
    volumeBindingMode: 'WaitForFirstConsumer',
  });

const volumes = (plan: Draft): Precondition[] =>
  plan.cells.map(({ name, root, cluster }) =>
    precondition(
      `volumes-${name}`,
      `volumes of ${name} are made by a class that keeps them from being exported, under the key of the cell: AKS's own classes let anyone with the right export them`,
      `kubectl apply -f - with ${storageClass(
        `${rootOf(plan, { root }).resourceGroupId}/providers/Microsoft.Compute/diskEncryptionSets/${cluster.diskEncryptionSet}`,
      )}; make it the default class, and delete those of AKS; a VolumeSnapshotClass must name no location`,
    ),
  );

function copyRisks({ location, regions, recovery, replication, foundation, zones }: Draft): string[] {
  if (!regions.recovery)
    return [
      `Azure: ${location} is the only region used: backups and copies stay in one region${zones.length === 0 ? ', in one place' : ''}.`,
    ];
  const only = `clusters, images and logs to query are in ${location} only`;
  if (!recovery)
    return [
      `Azure: copies in ${regions.recovery} follow behind (${replication.kind}); ${only}. They are the accounts' own: what is changed or deleted is changed or deleted there, and nothing is replicated object by object.`,
    ];
  return [
    `Azure: copies in ${regions.recovery} follow behind, object by object, with no promise how far; ${only}.`,
    `Azure: what is deleted from models and data stays in old versions of their copies in ${regions.recovery}: what must be erased is erased in both.`,
    foundation.archive.replication.startsWith('G')
      ? `Azure: the archive of ${location} is copied by its account: append blobs cannot be replicated object by object.`
      : `Azure: the archive of ${location} has no copy in ${regions.recovery}: logs are append blobs, which cannot be replicated object by object, and a resource archives its logs in its own region only. The activity logs are archived in both.`,
  ];
}

export const storage: Capability = {
  expectations: (plan) =>
    holders(plan).flatMap(({ root, accounts }) =>
      accounts.flatMap((account) => accountExpected(root, account, rootOf(plan, { root }).location)),
    ),
  addresses: ({ recovery, data, cells }) => [
    ...data.accounts.map(({ purpose, id }) => ({
      what: `storage ${purpose}`,
      owner: data.root,
      address: id,
      namedBy: cells.map(({ root }) => root),
    })),
    ...(recovery?.accounts ?? []).map(({ purpose, id }) => ({
      what: `storage ${purpose}`,
      owner: recovery?.root as string,
      address: id,
      namedBy: [data.root],
    })),
  ],
  notes: (plan, intent) => ({
    preconditions: [
      ...(plan.recovery
        ? [
            precondition(
              'lock-archive-copy',
              `the immutability of the archive in ${plan.regions.recovery} (${intent.retention.logDays} days) is locked: Azure makes it unlocked first`,
              `after the first deployment: az storage account update --name ${plan.recovery.archive.name} --immutability-state Locked`,
            ),
          ]
        : []),
      ...volumes(plan),
    ],
    residualRisks: copyRisks(plan),
  }),
};
