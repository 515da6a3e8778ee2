/** Keys of the plan. */
import type { CustodyLevel } from '../../../catalogue';
import type { CustodyException } from '../../custody';
import type { Statement } from '../policy';

export type KeyPurpose =
  | 'archive'
  | 'audit'
  | 'audit-recovery'
  | 'data'
  | 'recovery'
  | 'cluster'
  | 'volumes'
  | 'logs'
  | 'registry'
  | 'bootstrap'
  | 'backup'
  | 'backup-recovery'
  | 'lustre'
  | `tenant-${string}`;

/** Who may use a key; everything its policy holds beside its administration. */
export interface KeyUse {
  /**
   * Services through which principals of the account may use the key, where IAM lets them: `s3`, `ec2`.
   * @default - none
   */
  readonly through?: readonly string[];
  /**
   * ARNs of the buckets it encrypts: S3 says with each request which bucket it is for, and no other passes.
   * @default - no rule on the bucket
   */
  readonly buckets?: readonly string[];
  /**
   * Ids of other accounts whose principals may use the key through those services: a list, or a list parameter.
   * @default - none
   */
  readonly accounts?: readonly string[];
  /**
   * Kubernetes namespace whose pods alone may use it through those services.
   * @default - no rule on the namespace
   */
  readonly tenant?: string;
  /**
   * Statements for principals the purpose needs (a service, a role).
   * @default - none
   */
  readonly statements?: readonly Statement[];
}

/** One key, one purpose. */
export interface KeyPlan {
  readonly purpose: KeyPurpose;
  /** Alias, with its `alias/` prefix: how other stacks name the key. */
  readonly alias: string;
  readonly reason: string;
  readonly use: KeyUse;
  /** `create`: made by the stack. `import`: made out of band (HSM or external key store). */
  readonly source: 'create' | 'import';
  readonly custody: CustodyLevel;
  /** Why its level is below the country's. */
  readonly exception?: CustodyException;
}
