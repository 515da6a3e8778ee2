import { hsmKeyAddress, type KeyPlan } from '../../../lib/plan/azure';
import {
  Construct,
  KeyVaultManagedHardwareSecurityModuleKey,
  KeyVaultManagedHardwareSecurityModuleKeyRotationPolicy,
  type TerraformProvider,
} from '../cdktf';
import type { HsmKeyRef } from './key-ref';

export interface HsmKeyProps {
  readonly name: string;
  /** Resource id of the Managed HSM, which must be activated. */
  readonly hsmId: string;
  /** Name of that HSM, which its address is made of. */
  readonly hsmName: string;
  /**
   * Provider of the HSM's subscription: this resource finds its HSM nowhere else.
   * @default - the root's own
   */
  readonly provider?: TerraformProvider;
  /**
   * Length in bits; 2048 for services that take no other.
   * @default 4096
   */
  readonly bits?: KeyPlan['bits'];
  /**
   * ISO 8601 duration after which a new version is made, 28 days or more. Old versions keep unwrapping.
   * @default 'P1Y'
   */
  readonly rotateAfter?: string;
  /**
   * ISO 8601 duration after which a version expires, which the policy must say; far longer than rotateAfter, for it closes data.
   * @default 'P10Y'
   */
  readonly expireAfter?: string;
}

/** A key for one purpose in a Managed HSM: born there, never outside it, wraps and unwraps, and is rotated by the HSM. */
export class HsmKey extends Construct implements HsmKeyRef {
  readonly kind = 'hsm';
  readonly versionlessId: string;
  readonly versionedId: string;
  readonly scope: string;
  readonly hsmId: string;
  readonly provider?: TerraformProvider;

  constructor(scope: Construct, id: string, props: HsmKeyProps) {
    super(scope, id);
    const { provider } = props;
    const key = new KeyVaultManagedHardwareSecurityModuleKey(this, 'Resource', {
      name: props.name,
      managedHsmId: props.hsmId,
      keyType: 'RSA-HSM',
      keySize: props.bits ?? 4096,
      keyOpts: ['unwrapKey', 'wrapKey'],
      provider,
    });
    new KeyVaultManagedHardwareSecurityModuleKeyRotationPolicy(this, 'rotation', {
      managedHsmKeyId: key.id,
      timeAfterCreation: props.rotateAfter ?? 'P1Y',
      expireAfter: props.expireAfter ?? 'P10Y',
      provider,
    });
    this.versionlessId = key.id;
    this.versionedId = key.versionedId;
    this.scope = hsmKeyAddress(props.hsmName, props.name).path;
    this.hsmId = props.hsmId;
    this.provider = provider;
  }
}
