/** A key as its consumers name it. Which kinds a service takes is in its props: one that takes vault keys alone asks for those. */
import { HSM_SERVICE_ROLE, hsmRoleId } from '../../../lib/plan/azure';
import { guid } from '../../../lib/plan/names';
import {
  type Construct,
  type ITerraformDependable,
  KeyVaultManagedHardwareSecurityModuleRoleAssignment,
  RoleAssignment,
  type TerraformProvider,
} from '../cdktf';

/** A key in a vault. */
export interface VaultKeyRef {
  readonly kind: 'vault';
  /** Address without a version: consumers follow rotations by themselves. */
  readonly versionlessId: string;
  /** Address of the current version, for consumers that take no other. */
  readonly versionedId: string;
  /** Resource id, for roles on this key alone. */
  readonly scope: string;
}

/** A key in a Managed HSM, whose roles are the HSM's own. */
export interface HsmKeyRef {
  readonly kind: 'hsm';
  /** Address without a version: consumers follow rotations by themselves. */
  readonly versionlessId: string;
  /** Address of the current version, for consumers that take no other; absent where the key was brought in. */
  readonly versionedId?: string;
  /** Path in the HSM, for roles on this key alone: `/keys/<name>`. */
  readonly scope: string;
  /** Resource id of the HSM. */
  readonly hsmId: string;
  /**
   * Provider of the HSM's subscription.
   * @default - the root's own
   */
  readonly provider?: TerraformProvider;
}

export type CustomerKeyRef = VaultKeyRef | HsmKeyRef;

/**
 * Lets a service's identity wrap and unwrap with one key, and nothing else.
 *
 * @param identity name and principal id of the identity
 */
export function letUse(
  scope: Construct,
  id: string,
  key: CustomerKeyRef,
  identity: { readonly name: string; readonly principalId: string },
): ITerraformDependable {
  const { principalId } = identity;
  return key.kind === 'vault'
    ? new RoleAssignment(scope, id, {
        scope: key.scope,
        roleDefinitionName: 'Key Vault Crypto Service Encryption User',
        principalId,
        principalType: 'ServicePrincipal',
      })
    : new KeyVaultManagedHardwareSecurityModuleRoleAssignment(scope, id, {
        managedHsmId: key.hsmId,
        // The HSM wants a UUID, unique in it; one made of key and identity is the same at every deployment.
        name: guid([key.scope, identity.name]),
        scope: key.scope,
        roleDefinitionId: hsmRoleId(HSM_SERVICE_ROLE),
        principalId,
        provider: key.provider,
      });
}
