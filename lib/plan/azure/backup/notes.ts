/** Backups: what the data root must hold for them, and what they do not reach. */
import { exceptionText } from '../../custody';
import { type Capability, diagnosticsName, held, inRoot, lockName, precondition } from '../capability';
import type { DataPlan } from '../types';

/** Why the vendor's key may encrypt the vault of backups: as the document answers for, else because nothing is in it. */
const whoseKey = ({ keys }: DataPlan): string => {
  const exception = keys.find(({ purpose }) => purpose === 'backup')?.exception;
  return exception
    ? exceptionText('backup', exception)
    : 'its service takes no key that custody allows here, and it holds no data: that stays in the accounts, under keys of the country';
};

export const backup: Capability = {
  expectations: ({ data, location }) => {
    const expected = inRoot(data.root);
    const { name, redundancy, classes } = data.backup;
    return [
      {
        ...expected('backup/vault', 'data_protection_backup_vault', name, {
          location,
          redundancy,
          soft_delete: 'AlwaysOn',
          immutability: 'Unlocked',
        }),
        ...(held(data, 'backup')
          ? {}
          : { exceptions: [{ check: 'keys/customer-managed', property: 'name', because: whoseKey(data) }] }),
      },
      ...(held(data, 'backup') ? [expected('backup/key', 'data_protection_backup_vault_customer_managed_key')] : []),
      expected('backup/lock', 'management_lock', lockName(name), { lock_level: 'CanNotDelete' }),
      expected('backup/logs', 'monitor_diagnostic_setting', diagnosticsName(name)),
      ...classes.flatMap((entry) => [
        expected(`backup/policies/${entry.name}`, 'data_protection_backup_policy_blob_storage', entry.name, {
          operational_default_retention_duration: `P${entry.days}D`,
        }),
        ...entry.accounts.map((account) =>
          expected(`backup/accounts/${account.name}`, 'data_protection_backup_instance_blob_storage', account.name, {
            location,
          }),
        ),
      ]),
    ];
  },
  notes: ({ data, regions }, { name }) => ({
    preconditions: [
      precondition(
        'backup-lock',
        `the immutability of ${data.backup.name} is locked, once it is meant: then nobody shortens a backup again, the vendor included`,
        `after a trial: az dataprotection backup-vault update --vault-name ${data.backup.name} --immutability-state Locked`,
      ),
      precondition(
        'backup-roles',
        `the roles of ${data.backup.name} have arrived before its backups begin: Azure takes up to ten minutes`,
        'apply the data root again where it stops at a backup',
      ),
    ],
    residualRisks: [
      `Azure: ${data.backup.classes.map(({ name: kind, days }) => `${kind} (${days} days)`).join(' and ')} are restored from their own accounts: backups that move into a vault ask for an account that other tenants may replicate from, which no account here is.`,
      'Azure: what is deleted from models and data stays in old versions as long as it can be restored, and as long again as deleted versions can be brought back.',
      ...(held(data, 'backup')
        ? []
        : [`Azure: the backup vault ${data.backup.name} is under the vendor's key: ${whoseKey(data)}.`]),
      'Azure: volumes of pods are in no backup: what must last is written to an account.',
    ],
    headlines: regions.recovery
      ? []
      : [`no second Azure region used in ${name}: backups and copies stay in ${regions.primary}`],
  }),
};
