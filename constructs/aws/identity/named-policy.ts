import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { MOST_POLICY_CHARACTERS, type PolicyStatement } from '../../../lib/plan/aws';
import { planned } from '../text';

export interface NamedPolicyProps {
  /** Name, unique in the account. */
  readonly policyName: string;
  /** What it is for, in a sentence. */
  readonly description: string;
  /** Its statements; `${AWS::…}` is filled in at deployment. */
  readonly statements: readonly PolicyStatement[];
}

/**
 * A managed policy by its name: the boundary of roles, or what a role may. It holds no state, and goes with its stack:
 * kept, its name would be taken when the stack is made again. IAM deletes none while a role has it, as its policy or as
 * its ceiling.
 *
 * @throws RangeError for a policy that IAM would refuse for its size
 */
export class NamedPolicy extends Construct {
  readonly policy: CfnManagedPolicy;

  constructor(scope: Construct, id: string, props: NamedPolicyProps) {
    super(scope, id);
    // A region's name, an account or a partition is no longer than what stands for it.
    const used = JSON.stringify({ Version: '2012-10-17', Statement: props.statements }).length;
    if (used > MOST_POLICY_CHARACTERS)
      throw new RangeError(
        `${props.policyName} has ${used} characters; a managed policy takes ${MOST_POLICY_CHARACTERS}`,
      );
    this.policy = new CfnManagedPolicy(this, 'Policy', {
      managedPolicyName: props.policyName,
      description: props.description,
      policyDocument: planned(props.statements),
    });
  }
}
