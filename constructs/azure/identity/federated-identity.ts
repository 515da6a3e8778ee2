import {
  Construct,
  FederatedIdentityCredential,
  type ITerraformDependable,
  RoleAssignment,
  UserAssignedIdentity,
} from '../cdktf';
import { dialectOfCredential } from '../dialect';
import { type Placement, placed } from '../placement';

export interface FederatedIdentityProps extends Placement {
  readonly name: string;
  /**
   * Tokens that are taken for it: who issues them and whom they are about, to the letter.
   * @default - none: a machine carries it
   */
  readonly credentials?: readonly { readonly name: string; readonly issuer: string; readonly subject: string }[];
  /**
   * Roles it has, each on one resource.
   * @default - none
   */
  readonly roles?: readonly { readonly id: string; readonly role: string; readonly scope: string }[];
}

/** Whom tokens must be addressed to. Source: Entra workload identity federation. */
const AUDIENCE = 'api://AzureADTokenExchange';

/** An identity without a secret: tokens of another issuer, about one subject, are exchanged for its own. */
export class FederatedIdentity extends Construct {
  readonly id: string;
  readonly clientId: string;
  readonly principalId: string;
  readonly credentials: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: FederatedIdentityProps) {
    super(scope, id);
    const identity = new UserAssignedIdentity(this, 'Resource', { ...placed(props), name: props.name });
    this.id = identity.id;
    this.clientId = identity.clientId;
    this.principalId = identity.principalId;
    const credentials: FederatedIdentityCredential[] = [];
    for (const [index, credential] of (props.credentials ?? []).entries()) {
      const before = credentials.at(-1);
      const made = new FederatedIdentityCredential(this, `credential-${index}`, {
        name: credential.name,
        resourceGroupName: props.resourceGroupName,
        parentId: identity.id,
        issuer: credential.issuer,
        subject: credential.subject,
        audience: [AUDIENCE],
        // An identity takes one change of its credentials at a time.
        dependsOn: before && [before],
      });
      dialectOfCredential(made, identity.id);
      credentials.push(made);
    }
    this.credentials = credentials;
    for (const { id: part, role, scope: on } of props.roles ?? [])
      new RoleAssignment(this, part, {
        scope: on,
        roleDefinitionName: role,
        principalId: identity.principalId,
        principalType: 'ServicePrincipal',
      });
  }
}
