import { LegacyStackSynthesizer } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { NamedPolicy } from '../../constructs/aws';
import type { AwsStackPlan } from '../../lib/plan/aws';
import { type AwsCountryPlan, CountryStack } from './country-stack';

/**
 * What IAM has one of an account and every other stack names: the boundary of every role, and what CloudFormation may.
 * Made by the account's administrators with their own credentials, before all else: no pipeline can change either.
 */
export class LimitsStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan, new LegacyStackSynthesizer());
    const { bootstrap, identity } = country.aws;
    new NamedPolicy(this, 'Boundary', {
      policyName: identity.boundary.name,
      description: 'What no role of the region may do, whatever its own policies say',
      statements: identity.boundary.policy,
    });
    for (const [index, { name, policy }] of bootstrap.execution.entries())
      new NamedPolicy(this, `Deploy${index + 1}`, {
        policyName: name,
        description: 'What CloudFormation may make for the region',
        statements: policy,
      });
  }
}
