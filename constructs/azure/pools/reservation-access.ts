import { holdersOf, RESERVATION_ACTIONS, roleId } from '../../../lib/plan/azure';
import { Construct, type ITerraformDependable, RoleAssignment, RoleDefinition } from '../cdktf';

export interface ReservationAccessProps {
  /** Name of the role it defines, unique in the tenant; a role of `roleGuid` stands for it. */
  readonly roleName: string;
  /**
   * UUID of a role that is defined elsewhere and may be given where the groups are.
   * @default - one is defined here, of what is used and no more
   */
  readonly roleGuid?: string;
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
    const role = props.roleGuid === undefined ? this.define(props.roleName, holders) : undefined;
    this.roles = props.groupIds.map(
      (group, index) =>
        new RoleAssignment(this, `cluster-${index}`, {
          scope: group,
          roleDefinitionId:
            role?.roleDefinitionResourceId ?? roleId(group.split('/')[2] as string, props.roleGuid as string),
          principalId: props.principalId,
          principalType: 'ServicePrincipal',
        }),
    );
  }

  private define(name: string, holders: readonly string[]): RoleDefinition {
    return new RoleDefinition(this, 'role', {
      name,
      description: 'Places nodes in reserved capacity, and does nothing else to it.',
      scope: holders[0] as string,
      assignableScopes: [...holders],
      permissions: [{ actions: [...RESERVATION_ACTIONS] }],
    });
  }
}
