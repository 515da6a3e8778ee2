import { LegacyStackSynthesizer } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { NamedPolicy, SovereignBootstrap } from '../../constructs/aws';
import { sub } from '../../constructs/aws/text';
import type { AwsStackPlan } from '../../lib/plan/aws';
import { type AwsCountryPlan, CountryStack } from './country-stack';

/**
 * What an account has before anything is deployed into it, made by its administrators with their own credentials. The
 * primary region's also makes what IAM has one of an account: the boundary of every role, and what CloudFormation may.
 * So no pipeline can change either.
 */
export class BootstrapStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan, new LegacyStackSynthesizer());
    const { bootstrap, identity } = country.aws;
    const toolkit = bootstrap.toolkits.find(({ stack }) => stack === plan.name);
    if (!toolkit) throw new RangeError(`The plan has no bootstrap for stack ${plan.name}`);
    const arnOf = (policy: string): string => sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${policy}`);
    const boundaryArn = sub(identity.boundary.arn);
    const tools = new SovereignBootstrap(this, 'Toolkit', {
      region: toolkit.region,
      version: bootstrap.version,
      parameterName: bootstrap.parameter,
      variant: `Sovereign AI Region: ${country.intent.country}`,
      bucketName: toolkit.bucket,
      keyArn: this.key(toolkit.key).keyArn,
      roleNames: toolkit.roles,
      trust: bootstrap.trust,
      boundaryArn,
      executionPolicyArns: bootstrap.execution.map(({ name }) => arnOf(name)),
      ...bootstrap.deploys,
    });
    if (toolkit !== bootstrap.toolkits[0]) return;

    const boundary = new NamedPolicy(this, 'Boundary', {
      policyName: identity.boundary.name,
      description: 'What no role of the region may do, whatever its own policies say',
      statements: identity.boundary.policy,
    });
    for (const [index, { name, policy }] of bootstrap.execution.entries()) {
      const execution = new NamedPolicy(this, `Deploy${index + 1}`, {
        policyName: name,
        description: 'What CloudFormation may make for the region',
        statements: policy,
      });
      for (const role of tools.roles) role.addResourceDependency(execution.policy);
    }
    // Named, not referred to, so that both regions name them alike: what is named is there first.
    for (const role of tools.roles) role.addResourceDependency(boundary.policy);
  }
}
