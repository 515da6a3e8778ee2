import { Construct, type ITerraformDependable, RoleAssignment } from '../cdktf';

export interface ServiceGrantProps {
  readonly scope: string;
  readonly roleDefinitionId: string;
  /** Object id of the identity of a service: never a person's or a group's. */
  readonly principalId: string;
  /**
   * Why it has it.
   * @default - none
   */
  readonly description?: string;
  /**
   * Condition on attributes, version 2.0.
   * @default - none
   */
  readonly condition?: string;
  /**
   * What must be in place first: the role's definition.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** A standing role of a service, by the role's id. */
export class ServiceGrant extends Construct {
  constructor(scope: Construct, id: string, props: ServiceGrantProps) {
    super(scope, id);
    new RoleAssignment(this, 'Resource', {
      scope: props.scope,
      roleDefinitionId: props.roleDefinitionId,
      principalId: props.principalId,
      principalType: 'ServicePrincipal',
      description: props.description,
      condition: props.condition,
      conditionVersion: props.condition && '2.0',
      dependsOn: props.after && [...props.after],
    });
  }
}
