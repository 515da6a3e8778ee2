/** What is backed up, how often, for how long, and where a second copy lies. */
import type { AwsTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { name } from '../../names';
import { RESTORE_DAYS } from '../../restore';
import { vaultArn } from '../addresses';
import type { BackupClass, BackupPlan, VaultPlan } from './types';

/** Tag of what is backed up; its value is the class. */
export const BACKUP_TAG = 'sovereign:backup';

export const CLASSES: readonly BackupClass[] = [
  {
    name: 'models',
    reason: 'weights change seldom and are large',
    schedule: 'cron(0 1 ? * SUN *)',
    days: RESTORE_DAYS.models,
  },
  {
    name: 'data',
    reason: 'a day of work is the most that is lost',
    schedule: 'cron(0 2 * * ? *)',
    days: RESTORE_DAYS.data,
  },
];

/** Days to regret a lock that then never opens; AWS asks for three at the least. */
const SETS_AFTER_DAYS = 7;

export const LOCK: VaultPlan['lock'] = {
  minDays: Math.min(...CLASSES.map(({ days }) => days)),
  maxDays: Math.max(...CLASSES.map(({ days }) => days)),
  setsAfterDays: SETS_AFTER_DAYS,
};

export function planBackup(intent: Intent, { regions, accounts }: AwsTarget): BackupPlan {
  const country = intent.country.toLowerCase();
  return {
    name: name([country, 'backup']),
    vault: {
      name: name([country, 'backup'], 50),
      lock: LOCK,
      copiesTo: regions.recovery ? [vaultArn(regions.recovery, accounts?.data, recoveryVault(country))] : [],
    },
    classes: CLASSES,
    roles: { backup: name([country, 'backup']), restore: name([country, 'restore']) },
  };
}

/** The vault of the recovery region: copies end there. */
export const planRecoveryVault = (intent: Intent): VaultPlan => ({
  name: recoveryVault(intent.country.toLowerCase()),
  lock: LOCK,
  copiesTo: [],
});

const recoveryVault = (country: string): string => name([country, 'backup', 'copy'], 50);
