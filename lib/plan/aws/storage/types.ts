/** Region-locked storage of the plan. */
import type { KeyPurpose } from '../keys/types';

export interface ReplicationPlan {
  readonly bucket: string;
  readonly region: string;
  /** Alias ARN of the key that encrypts the copy. */
  readonly keyArn: string;
}

/** AWS services that deliver logs; `vended-logs` is the delivery service of flow logs, query logs and firewall logs. */
export type DeliveredBy = 'vended-logs' | 'cloudtrail' | 'config' | 'guardduty';

/** Nothing moves to another region: S3 keeps a colder class in the region of its bucket. */
export interface LifecyclePlan {
  /** Days a version is kept after another took its place. */
  readonly versionDays: number;
  /** Days after which objects move to Glacier Instant Retrieval, from which they are read as before; absent: never. */
  readonly coldAfterDays?: number;
  /** Days after which objects go; absent: never. */
  readonly expireDays?: number;
}

export interface BucketPlan {
  readonly purpose: string;
  readonly name: string;
  readonly reason: string;
  /** Key that encrypts it; absent for a target of server access logs, which S3 can only write under its own key. */
  readonly key?: KeyPurpose;
  /** Tenant whose pods alone read and write it: its namespace, and ARNs of the roles they take. */
  readonly tenant?: { readonly name: string; readonly roles: readonly string[] };
  /** Bucket that receives its server access logs. */
  readonly accessLogs?: string;
  /** Object lock in compliance mode, days. */
  readonly lockDays?: number;
  readonly replica?: ReplicationPlan;
  /** How long what is in it stays, and where. */
  readonly lifecycle: LifecyclePlan;
  /** What file systems of the cells that are linked to it may do. */
  readonly fileSystems?: 'read' | 'write';
  /** Class it is backed up by. */
  readonly backup?: string;
  /** What is delivered into it. */
  readonly delivers: readonly (DeliveredBy | 'access-logs')[];
  /** Delivery streams of the cells that write to it: ARNs of their roles, and the accounts those are of. */
  readonly streams?: { readonly roles: readonly string[]; readonly accounts: readonly string[] };
}
