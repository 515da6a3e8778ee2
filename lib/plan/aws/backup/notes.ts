/** Backups: what the templates must hold, and what an operator must see to. */
import type { Address } from '../../address';
import type { Expectation } from '../../expectation';
import { type Capability, type Draft, precondition, roleExpected, stackOf } from '../capability';
import type { VaultPlan } from './types';

const vaultExpected = (stack: string, promise: string, { name, lock }: VaultPlan): Expectation => ({
  promise,
  stack,
  type: 'AWS::Backup::BackupVault',
  identity: { BackupVaultName: name },
  settings: {
    'LockConfiguration.MinRetentionDays': lock.minDays,
    'LockConfiguration.MaxRetentionDays': lock.maxDays,
    'LockConfiguration.ChangeableForDays': lock.setsAfterDays,
  },
});

function expectations(plan: Draft): Expectation[] {
  const { backup } = plan.data;
  const stack = stackOf(plan, 'data');
  return [
    vaultExpected(stack, 'data/backup/vault', backup.vault),
    ...backup.classes.map(({ name, days }) => ({
      promise: `data/backup/plans/${name}`,
      stack,
      type: 'AWS::Backup::BackupPlan',
      identity: { 'BackupPlan.BackupPlanName': `${backup.name}-${name}` },
      settings: {
        'BackupPlan.BackupPlanRule.0.Lifecycle.DeleteAfterDays': days,
        'BackupPlan.BackupPlanRule.0.TargetBackupVault': backup.vault.name,
      },
    })),
    ...Object.entries(backup.roles).map(([key, name]) => roleExpected(stack, `data/backup/roles/${key}`, name)),
    ...(plan.recovery ? [vaultExpected(stackOf(plan, 'recovery'), 'recovery/backup/vault', plan.recovery.backup)] : []),
  ];
}

export const backup: Capability = {
  expectations,
  addresses: (plan) =>
    plan.data.backup.vault.copiesTo.map(
      (address): Address => ({
        what: 'vault of copies',
        owner: stackOf(plan, 'recovery'),
        address,
        namedBy: [stackOf(plan, 'data')],
      }),
    ),
  notes: (plan) => {
    const { vault, classes } = plan.data.backup;
    const regions = [plan.regions.primary, ...(plan.regions.recovery ? [plan.regions.recovery] : [])];
    return {
      preconditions: [
        ...regions.map((region) =>
          precondition(
            `backup-${region}`,
            `AWS Backup is switched on for S3 in ${region}, in the account of the data`,
            `aws backup update-region-settings --region ${region} --resource-type-opt-in-preference S3=true; S3 missing from describe-region-settings means the region cannot back it up`,
          ),
        ),
        precondition(
          'backup-lock',
          `the vault's lock is meant: ${vault.lock.setsAfterDays} days after its first deployment nobody can open it, the vendor included`,
          `a trial in an account to throw away; before the lock sets, aws backup delete-backup-vault-lock-configuration --backup-vault-name ${vault.name}`,
        ),
      ],
      residualRisks: [
        `AWS: backups cannot be erased early, by anyone: what is deleted from ${classes.map(({ name, days }) => `${name} (${days} days)`).join(' and ')} stays in them so long.`,
        'AWS: volumes of nodes and of pods are in no backup: what must last is written to a bucket.',
        ...(vault.copiesTo.length > 0
          ? []
          : [`AWS: the vault of backups has no copy: ${plan.regions.primary} is the only region used.`]),
      ],
    };
  },
};
