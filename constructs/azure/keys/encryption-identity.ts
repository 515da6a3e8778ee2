import { Construct, type ITerraformDependable, RoleAssignment, UserAssignedIdentity } from '../cdktf';
import { type Placement, placed } from '../placement';

export interface EncryptionIdentityProps extends Placement {
  readonly name: string;
  /** Resource id of the one key it may use. */
  readonly keyScope: string;
}

/** The identity a service uses its key with: wrap and unwrap of one key, nothing else. */
export class EncryptionIdentity extends Construct {
  readonly id: string;
  readonly clientId: string;
  /** Depend on it where the service uses the key at once. */
  readonly role: ITerraformDependable;

  constructor(scope: Construct, id: string, props: EncryptionIdentityProps) {
    super(scope, id);
    const identity = new UserAssignedIdentity(this, 'Resource', { ...placed(props), name: props.name });
    this.id = identity.id;
    this.clientId = identity.clientId;
    this.role = new RoleAssignment(this, 'role', {
      scope: props.keyScope,
      roleDefinitionName: 'Key Vault Crypto Service Encryption User',
      principalId: identity.principalId,
      principalType: 'ServicePrincipal',
    });
  }
}
