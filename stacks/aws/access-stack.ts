import { LegacyStackSynthesizer } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PersonRole } from '../../constructs/aws';
import { pascal, sub } from '../../constructs/aws/text';
import type { AwsStackPlan } from '../../lib/plan/aws';
import { type AwsCountryPlan, CountryStack } from './country-stack';

/** Roles of people, in every account: made by its administrators with their own credentials, out of a pipeline's reach. */
export class AccessStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan, new LegacyStackSynthesizer());
    const { boundary, roles } = country.aws.identity;
    for (const role of roles)
      new PersonRole(this, pascal(role.duty), {
        roleName: role.name,
        description: `${country.intent.name}: ${role.reason}`,
        trust: role.trust,
        statements: role.policy,
        boundaryArn: sub(boundary.arn),
        sessionSeconds: role.sessionSeconds,
      });
  }
}
