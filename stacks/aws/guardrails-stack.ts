import type { Construct } from 'constructs';
import { Guardrail } from '../../constructs/aws';
import { pascal } from '../../constructs/aws/text';
import type { AwsStackPlan } from '../../lib/plan/aws';
import { type AwsCountryPlan, CountryStack } from './country-stack';

/**
 * Policies of the organisation, for its management account. CloudFormation keeps the stack in the country's region;
 * Organizations itself has one control plane a partition.
 */
export class GuardrailsStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan);
    const { guardrails } = country.aws;
    if (!guardrails) throw new RangeError(`The plan of ${country.intent.country} names no organisation`);
    let before: Guardrail | undefined;
    for (const policy of guardrails.policies) {
      const guardrail = new Guardrail(this, pascal(policy.purpose), {
        policyName: policy.name,
        type: policy.type,
        description: `${country.intent.name}: ${policy.reason}`,
        content: policy.content,
        targets: guardrails.targets,
      });
      // Organizations refuses two changes at a time to one target.
      if (before) guardrail.node.addDependency(before);
      before = guardrail;
    }
  }
}
