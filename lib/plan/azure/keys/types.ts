/** Keys of the plan, and what holds them. */
import type { Held } from '../../../catalogue';
import type { AzureTarget } from '../../../profile';
import type { CustodyException } from '../../custody';
import type { EstatePlan } from '../types';
import type { KeyPurpose, PURPOSES } from './purposes';

export type { KeyPurpose };

/** A key of an estate; one key, one purpose. */
export interface KeyPlan {
  readonly purpose: KeyPurpose;
  /** Unique where it lives. */
  readonly name: string;
  readonly use: (typeof PURPOSES)[KeyPurpose]['use'];
  /** Length in bits, where its service takes no other. @default 4096 */
  readonly bits?: 2048;
  readonly users: string;
  readonly reason: string;
  /** What holds it: the root's own vault, the country's Managed HSM, or the vendor. */
  readonly store: 'vault' | 'hsm' | 'vendor';
  /** Level it is held at: at least the country's, but for an exception. */
  readonly custody: Held;
  /** `create`: by Terraform. `import`: brought into the HSM out of band. `none`: there is no key of the customer's. */
  readonly source: 'create' | 'import' | 'none';
  readonly exception?: CustodyException;
  /** In the HSM: its address without a version. */
  readonly address?: string;
  /** In the HSM: whether it waits for the activation, or to be brought in. */
  readonly waits?: boolean;
}

/** A root's own vault: keys live beside what they protect, so that a root can be destroyed with its keys. */
export interface VaultPlan {
  /** Globally unique, 3 to 24 characters. */
  readonly name: string;
}

/** What an estate's keys ask of it: the keys, and the vault where any of them lives in one. */
export interface Keyring {
  readonly keys: readonly KeyPlan[];
  readonly vault?: VaultPlan;
}

/** How the Managed HSM was activated, as the document says. */
export type Activation = NonNullable<NonNullable<AzureTarget['hsm']>['activated']>;

/** The country's Managed HSM: one, for every key that a vault may not hold. */
export interface HsmPlan extends EstatePlan {
  /** Globally unique, 3 to 24 characters. */
  readonly name: string;
  readonly id: string;
  /** Subscription it is in: its id, or the expression for the one given at deployment. */
  readonly subscription: string;
  /** Entra object ids of its first administrators; absent: given at deployment. */
  readonly administrators?: readonly string[];
  /** Absent: phase one, and roots with keys in it wait. */
  readonly activation?: Activation;
}
