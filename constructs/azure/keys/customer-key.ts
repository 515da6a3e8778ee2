import type { KeyPlan } from '../../../lib/plan/azure';
import { Construct, type ITerraformDependable, KeyVaultKey } from '../cdktf';
import type { VaultKeyRef } from './key-ref';

export interface CustomerKeyProps {
  readonly name: string;
  readonly vaultId: string;
  /**
   * `wrap`: wraps the keys of a service. `encrypt`: encrypts, as the API server does secrets.
   * @default 'wrap'
   */
  readonly use?: KeyPlan['use'];
  /**
   * Length in bits; 2048 for services that take no other.
   * @default 4096
   */
  readonly bits?: KeyPlan['bits'];
  /**
   * ISO 8601 duration after which a new version is made. Material stays in the HSM; old versions keep unwrapping.
   * @default 'P1Y'
   */
  readonly rotateAfter?: string;
  /**
   * What must exist before the vault can be reached: a private endpoint.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

const OPERATIONS = { wrap: ['unwrapKey', 'wrapKey'], encrypt: ['decrypt', 'encrypt'] } as const;

/** A key for one purpose, born in the vault's HSM and never outside it; does one pair of things, and is rotated by the vault. */
export class CustomerKey extends Construct implements VaultKeyRef {
  readonly kind = 'vault';
  readonly key: KeyVaultKey;

  constructor(scope: Construct, id: string, props: CustomerKeyProps) {
    super(scope, id);
    this.key = new KeyVaultKey(this, 'Resource', {
      name: props.name,
      keyVaultId: props.vaultId,
      keyType: 'RSA-HSM',
      keySize: props.bits ?? 4096,
      keyOpts: [...OPERATIONS[props.use ?? 'wrap']],
      rotationPolicy: { automatic: { timeAfterCreation: props.rotateAfter ?? 'P1Y' } },
      dependsOn: props.after && [...props.after],
    });
  }

  /** Address of the current version: for consumers that take no other. */
  get versionedId(): string {
    return this.key.id;
  }

  /** Address without a version: consumers follow rotations by themselves. */
  get versionlessId(): string {
    return this.key.versionlessId;
  }

  /** Resource id, for roles on this key alone. */
  get scope(): string {
    return this.key.resourceVersionlessId;
  }
}
