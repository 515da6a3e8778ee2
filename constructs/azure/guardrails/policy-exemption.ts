import { exemptionEnd } from '../../../lib/plan/azure';
import { Construct, ResourceGroupPolicyExemption, SubscriptionPolicyExemption } from '../cdktf';

export interface PolicyExemptionProps {
  readonly name: string;
  /** Id of the assignment it is an exemption from. */
  readonly assignmentId: string;
  /** Word of the one rule that does not hold: its reference in the set. */
  readonly policy: string;
  /** Id of the subscription or resource group where it does not hold. */
  readonly scope: string;
  readonly kind: 'subscription' | 'resource-group';
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** Last day of it, as `2027-06-30`; from then on the rule holds again. */
  readonly until: string;
}

/** Lets one rule not hold in one place until a day: somebody answers for it, and it ends by itself. */
export class PolicyExemption extends Construct {
  constructor(scope: Construct, id: string, props: PolicyExemptionProps) {
    super(scope, id);
    const common = {
      name: props.name,
      policyAssignmentId: props.assignmentId,
      policyDefinitionReferenceIds: [props.policy],
      exemptionCategory: 'Waiver',
      displayName: props.name,
      description: `${props.reason} (${props.owner})`,
      expiresOn: exemptionEnd(props.until),
      metadata: JSON.stringify({ owner: props.owner }),
    };
    if (props.kind === 'subscription')
      new SubscriptionPolicyExemption(this, 'Resource', { ...common, subscriptionId: props.scope });
    else new ResourceGroupPolicyExemption(this, 'Resource', { ...common, resourceGroupId: props.scope });
  }
}
