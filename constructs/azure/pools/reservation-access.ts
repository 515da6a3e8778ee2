import { holdersOf, RESERVATION_ACTIONS } from '../../../lib/plan/azure';
import { Construct, type ITerraformDependable, RoleAssignment, RoleDefinition } from '../cdktf';

export interface ReservationAccessProps {
  /** Name of the role, unique in the tenant. */
  readonly roleName: string;
  /** Resource ids of the capacity reservation groups. */
  readonly groupIds: readonly string[];
  /** Object id of the cluster's identity. */
  readonly principalId: string;
}

/** Lets a cluster place nodes in reserved capacity. The vendor's page asks for Contributor; this is what of it is used. */
export class ReservationAccess extends Construct {
  /** Pools that draw on the groups come after these. */
  readonly roles: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ReservationAccessProps) {
    super(scope, id);
    const holders = holdersOf({ groups: props.groupIds });
    const role = new RoleDefinition(this, 'role', {
      name: props.roleName,
      description: 'Places nodes in reserved capacity, and does nothing else to it.',
      scope: holders[0] as string,
      assignableScopes: holders,
      permissions: [{ actions: [...RESERVATION_ACTIONS] }],
    });
    this.roles = props.groupIds.map(
      (group, index) =>
        new RoleAssignment(this, `cluster-${index}`, {
          scope: group,
          roleDefinitionId: role.roleDefinitionResourceId,
          principalId: props.principalId,
          principalType: 'ServicePrincipal',
        }),
    );
  }
}
