import { LegacyStackSynthesizer } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { SovereignBootstrap } from '../../constructs/aws';
import { sub } from '../../constructs/aws/text';
import type { AwsStackPlan } from '../../lib/plan/aws';
import { type AwsCountryPlan, CountryStack } from './country-stack';

/**
 * What an account has in a region before anything is deployed there, made by its administrators with their own
 * credentials: no pipeline can change it. What it names of IAM stands already, by the stack of limits.
 */
export class BootstrapStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan, new LegacyStackSynthesizer());
    const { bootstrap, identity } = country.aws;
    const toolkit = bootstrap.toolkits.find(({ stack }) => stack === plan.name);
    if (!toolkit) throw new RangeError(`The plan has no bootstrap for stack ${plan.name}`);
    new SovereignBootstrap(this, 'Toolkit', {
      region: toolkit.region,
      version: bootstrap.version,
      parameterName: bootstrap.parameter,
      variant: `Sovereign AI Region: ${country.intent.country}`,
      bucketName: toolkit.bucket,
      keyArn: this.key(toolkit.key).keyArn,
      roleNames: toolkit.roles,
      trust: bootstrap.trust,
      boundaryArn: sub(identity.boundary.arn),
      executionPolicyArns: bootstrap.execution.map(({ arn }) => sub(arn)),
      ...bootstrap.deploys,
    });
  }
}
