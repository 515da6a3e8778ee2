/** Keys of the plan. */
import type { CustodyLevel } from '../../../catalogue';

export type KeyPurpose = 'archive' | 'audit' | 'data' | 'recovery' | 'cluster' | 'volumes' | 'logs' | 'registry';

/** One key, one purpose. */
export interface KeyPlan {
  readonly purpose: KeyPurpose;
  /** Alias, with its `alias/` prefix: how other stacks name the key. */
  readonly alias: string;
  readonly reason: string;
  /** Who must be able to use it. */
  readonly users: string;
  /** `create`: made by the stack. `import`: made out of band (HSM or external key store), its ARN given at deployment. */
  readonly source: 'create' | 'import';
  readonly custody: CustodyLevel;
}
