import type { KeyPurpose } from '../keys/types';

/** Copies of a storage account. */
export interface ReplicationPlan {
  readonly kind: 'LRS' | 'ZRS' | 'GRS' | 'GZRS';
  readonly reason: string;
}

export interface StoragePlan {
  readonly purpose: 'models' | 'data' | 'archive' | 'flows';
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
}
