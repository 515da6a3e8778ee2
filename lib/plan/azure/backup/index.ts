/** What is backed up, and how far back it can be restored. */
import { RESTORE_DAYS } from '../../restore';
import type { AddressBook } from '../addresses';
import { zonesOf } from '../storage/replication';
import type { StoragePlan } from '../types';
import type { BackupPlan } from './types';

export type { BackupClass, BackupPlan } from './types';

/** Data of models and data is restored from the account itself, which keeps every change so long. */
export const CLASSES = [
  { name: 'models', reason: 'weights change seldom and are large', days: RESTORE_DAYS.models },
  { name: 'data', reason: 'people are in it: no longer than it takes to notice a loss', days: RESTORE_DAYS.data },
] as const;

/** Redundancy of a vault that leaves its region in no case. */
export const vaultRedundancy = (location: string): BackupPlan['redundancy'] =>
  zonesOf(location).length > 0 ? 'ZoneRedundant' : 'LocallyRedundant';

/** @param accounts accounts of the root, by the purposes that the classes name */
export const planBackup = (
  book: AddressBook,
  root: string,
  location: string,
  accounts: readonly Pick<StoragePlan, 'purpose' | 'name' | 'id'>[],
): BackupPlan => ({
  name: book.backup(root),
  key: 'backup',
  redundancy: vaultRedundancy(location),
  classes: CLASSES.map((entry) => ({
    ...entry,
    accounts: accounts.filter(({ purpose }) => purpose === entry.name).map(({ name, id }) => ({ name, id })),
  })),
});
