/** Backups of the country's data. */
import type { KeyPurpose } from '../types';

/** Accounts that can be restored as far back. */
export interface BackupClass {
  readonly name: string;
  readonly reason: string;
  /** Days back to which blobs can be restored as they were. */
  readonly days: number;
  readonly accounts: readonly { readonly name: string; readonly id: string }[];
}

/** The vault that keeps accounts restorable. It holds no data: that stays in the accounts, under their keys. */
export interface BackupPlan {
  readonly name: string;
  readonly key: KeyPurpose;
  /** Never the pair: what there is to copy, the accounts copy. */
  readonly redundancy: 'LocallyRedundant' | 'ZoneRedundant';
  readonly classes: readonly BackupClass[];
}
