import { locationParameters, policyName } from '../../../lib/plan/azure';
import { Construct, type ITerraformDependable, ResourceGroupPolicyAssignment } from '../cdktf';

/** Built-in policy "Allowed locations": refuses resources elsewhere, global ones excepted. */
const ALLOWED_LOCATIONS = '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c';

export interface LocationPolicyProps {
  readonly resourceGroupId: string;
  /** Name of that resource group; the assignment is named after it. */
  readonly resourceGroupName: string;
  /** Regions resources may be made in. */
  readonly locations: readonly string[];
  /**
   * What must exist first.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** Refuses resources of a group outside its regions, whoever makes them. */
export class LocationPolicy extends Construct {
  constructor(scope: Construct, id: string, props: LocationPolicyProps) {
    super(scope, id);
    new ResourceGroupPolicyAssignment(this, 'Resource', {
      name: policyName(props.resourceGroupName),
      displayName: 'Allowed locations of the sovereign region',
      resourceGroupId: props.resourceGroupId,
      policyDefinitionId: ALLOWED_LOCATIONS,
      parameters: locationParameters(props.locations),
      dependsOn: props.after && [...props.after],
    });
  }
}
