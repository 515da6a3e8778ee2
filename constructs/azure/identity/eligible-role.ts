import { Construct, type ITerraformDependable, PimEligibleRoleAssignment, RoleManagementPolicy } from '../cdktf';

export interface EligibleRoleProps {
  /** Where the role may be taken, as `/subscriptions/<id>`. */
  readonly scope: string;
  /** Id of the role in that subscription. */
  readonly roleDefinitionId: string;
  /** Object ids in Entra ID of those who may take it. */
  readonly principals: readonly string[];
  /**
   * Longest activation: an ISO 8601 duration of PT30M to PT23H30M.
   * @default 'PT1H'
   */
  readonly activation?: string;
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

/** Why someone is eligible, as the log of Privileged Identity Management keeps it. */
const JUSTIFICATION = 'Named in the country document';

/**
 * A role that is taken for a time, with a reason and a second factor, and held by nobody otherwise. Eligibility has no
 * end of its own: whoever leaves the document loses it with the next deployment.
 */
export class EligibleRole extends Construct {
  constructor(scope: Construct, id: string, props: EligibleRoleProps) {
    super(scope, id);
    const policy = new RoleManagementPolicy(this, 'Resource', {
      scope: props.scope,
      roleDefinitionId: props.roleDefinitionId,
      activationRules: {
        maximumDuration: props.activation ?? 'PT1H',
        requireMultifactorAuthentication: true,
        requireJustification: true,
      },
      // Nobody is made active by hand for longer than the shortest time there is, or without saying why.
      activeAssignmentRules: {
        expirationRequired: true,
        expireAfter: 'P15D',
        requireMultifactorAuthentication: true,
        requireJustification: true,
      },
      eligibleAssignmentRules: { expirationRequired: false },
      dependsOn: props.after && [...props.after],
    });
    for (const principal of props.principals)
      new PimEligibleRoleAssignment(this, `eligible-${principal}`, {
        scope: props.scope,
        roleDefinitionId: props.roleDefinitionId,
        principalId: principal,
        justification: JUSTIFICATION,
        condition: props.condition,
        conditionVersion: props.condition && '2.0',
        dependsOn: [policy],
      });
  }
}
