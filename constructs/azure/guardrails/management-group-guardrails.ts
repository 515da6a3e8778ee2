import {
  type GuardrailPolicy,
  type GuardrailsPlan,
  MOST_OF_POLICIES,
  managementGroupId,
} from '../../../lib/plan/azure';
import {
  Construct,
  ManagementGroupPolicyAssignment,
  ManagementGroupPolicySetDefinition,
  PolicyDefinition,
} from '../cdktf';

export interface ManagementGroupGuardrailsProps {
  /** Id of the management group, without its path. */
  readonly managementGroup: string;
  /** Name of the set of policies, unique in the group. */
  readonly set: string;
  /** Name of its assignment, at most 24 characters. */
  readonly assignment: string;
  /** Chapters of the set, in order. */
  readonly chapters: GuardrailsPlan['chapters'];
  readonly policies: readonly GuardrailPolicy[];
}

const TITLE = 'Sovereign AI region';

/**
 * Policies of a management group: a definition a rule, one set of them all, assigned to the group and enforced. Whoever
 * is refused reads the word of the rule and its reason.
 */
export class ManagementGroupGuardrails extends Construct {
  readonly assignmentId: string;

  /** @throws RangeError for what Azure Policy would not take */
  constructor(scope: Construct, id: string, props: ManagementGroupGuardrailsProps) {
    super(scope, id);
    const group = managementGroupId(props.managementGroup);
    within('assignment', props.assignment.length, MOST_OF_POLICIES.assignmentName);
    const definitions = props.policies.map((policy) => ({ policy, id: this.definition(group, policy) }));
    const set = new ManagementGroupPolicySetDefinition(this, 'set', {
      name: props.set,
      policyType: 'Custom',
      managementGroupId: group,
      displayName: TITLE,
      description: 'What must hold for every resource of the country, whoever makes it.',
      metadata: metadata(),
      policyDefinitionGroup: props.chapters.map(({ chapter, title }) => ({
        name: chapter,
        category: TITLE,
        displayName: title,
      })),
      policyDefinitionReference: definitions.map(({ policy, id: policyDefinitionId }) => ({
        policyDefinitionId,
        referenceId: policy.id,
        policyGroupNames: [policy.chapter],
        parameterValues: policy.builtIn && JSON.stringify(policy.builtIn.parameters),
      })),
    });
    this.assignmentId = new ManagementGroupPolicyAssignment(this, 'assignment', {
      name: props.assignment,
      managementGroupId: group,
      policyDefinitionId: set.id,
      displayName: TITLE,
      enforce: true,
      nonComplianceMessage: props.policies.map(({ id: word, reason, clause }) => ({
        policyDefinitionReferenceId: word,
        content: `${word}: ${reason} (${clause}).`,
      })),
    }).id;
  }

  /** Id of the definition: ours, made here, or the vendor's. */
  private definition(managementGroup: string, policy: GuardrailPolicy): string {
    if (policy.builtIn) return policy.builtIn.definition;
    const { id, name, rule, reason } = policy;
    if (!name || !rule) throw new RangeError(`The policy ${id} has neither a rule nor a definition of the vendor`);
    const text = JSON.stringify(rule);
    within(name, name.length, MOST_OF_POLICIES.definitionName);
    within(`rule ${id}`, Buffer.byteLength(text), MOST_OF_POLICIES.requestBytes);
    return new PolicyDefinition(this, id, {
      name,
      policyType: 'Custom',
      // Indexed would skip what has neither tags nor a location: diagnostic settings, replicas, deployments of models.
      mode: 'All',
      managementGroupId: managementGroup,
      displayName: `${TITLE}: ${id}`,
      description: reason,
      metadata: metadata(),
      policyRule: text,
    }).id;
  }
}

const metadata = (): string => JSON.stringify({ category: TITLE });

function within(what: string, length: number, most: number): void {
  if (length > most) throw new RangeError(`${what} has ${length} characters; Azure Policy takes ${most}`);
}
