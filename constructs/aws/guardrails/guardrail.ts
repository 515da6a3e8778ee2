import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { type GuardrailType, MOST_CHARACTERS } from '../../../lib/plan/aws';

export interface GuardrailProps {
  /** Name, unique in the organisation. */
  readonly policyName: string;
  readonly type: GuardrailType;
  /** What it is for, in a sentence. */
  readonly description: string;
  /** The policy itself, as it will stand: no placeholder is filled in. */
  readonly content: Readonly<Record<string, unknown>>;
  /** Roots, organisational units and accounts it is attached to. */
  readonly targets: readonly string[];
}

/**
 * A policy of the organisation, attached where it is made; kept when its stack goes, so that nothing falls open.
 * Deploys in the management account, or in an account to which it delegated policies. The type of policy must be
 * enabled first.
 */
export class Guardrail extends Construct {
  readonly policyId: string;

  constructor(scope: Construct, id: string, props: GuardrailProps) {
    super(scope, id);
    const used = JSON.stringify(props.content).length;
    const most = MOST_CHARACTERS[props.type];
    if (used > most) throw new RangeError(`${props.policyName} has ${used} characters; ${props.type} takes ${most}`);
    const policy = new CfnPolicy(this, 'Policy', {
      name: props.policyName,
      type: props.type,
      description: props.description,
      content: props.content,
      targetIds: [...props.targets],
    });
    policy.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.policyId = policy.ref;
  }
}
