import { Construct, type ITerraformDependable, UserAssignedIdentity } from '../cdktf';
import { type Placement, placed } from '../placement';
import { type CustomerKeyRef, letUse } from './key-ref';

export interface EncryptionIdentityProps extends Placement {
  readonly name: string;
  /** The one key it may use. */
  readonly key: CustomerKeyRef;
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
    this.role = letUse(this, 'role', props.key, { name: props.name, principalId: identity.principalId });
  }
}
