import type { KeyPurpose } from '../keys/types';

/** Copies of a storage account. */
export interface ReplicationPlan {
  readonly kind: 'LRS' | 'ZRS' | 'GRS' | 'GZRS';
  readonly reason: string;
}

export interface StoragePlan {
  readonly purpose:
    | 'models'
    | 'data'
    | 'archive'
    | 'flows'
    | 'models-copy'
    | 'data-copy'
    | 'archive-copy'
    | 'flows-copy';
  /** Globally unique, 3 to 24 lower-case letters and digits. */
  readonly name: string;
  readonly id: string;
  readonly reason: string;
  readonly replication: ReplicationPlan['kind'];
  /** Key that encrypts it. */
  readonly key: KeyPurpose;
  readonly identity: string;
  readonly containers: readonly string[];
  /** Days nothing may be changed or deleted; afterwards it is deleted. Absent: kept until someone deletes it. */
  readonly lockDays?: number;
  /** Days back to which its blobs can be restored as they were; absent: only what was deleted, for a month. */
  readonly restoreDays?: number;
  /** Days versions are kept, and can be brought back after; absent: as long as it can be restored, or for ever. */
  readonly versionDays?: number;
  /** From where blobs may be copied in: `AAD` where accounts of another network copy to it. */
  readonly copyScope: 'PrivateLink' | 'AAD';
  /** Account in the recovery region that blobs are copied to, object by object, and the containers that are. */
  readonly copies?: { readonly to: string; readonly containers: readonly string[] };
}
