/** Backups of the country's data. */

/** A vault whose recovery points nobody can delete early, its lock included once it has set. */
export interface VaultPlan {
  readonly name: string;
  readonly lock: {
    /** Days each recovery point is kept, at least and at most. */
    readonly minDays: number;
    readonly maxDays: number;
    /** Days in which the lock can still be taken away; then nobody can, the vendor included. */
    readonly setsAfterDays: number;
  };
  /** ARNs of the vaults it may copy to; none: it copies nowhere. */
  readonly copiesTo: readonly string[];
}

/** Buckets backed up alike, by the tag `sovereign:backup`. */
export interface BackupClass {
  readonly name: string;
  readonly reason: string;
  /** When, as AWS writes it, in UTC. */
  readonly schedule: string;
  readonly days: number;
}

export interface BackupPlan {
  readonly name: string;
  readonly vault: VaultPlan;
  readonly classes: readonly BackupClass[];
  /** Names of the roles that AWS Backup takes: one reads, one writes back. */
  readonly roles: { readonly backup: string; readonly restore: string };
}
