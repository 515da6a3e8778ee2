import type { Construct } from 'constructs';
import { AccountBaseline } from '../../constructs/aws';
import type { AwsStackPlan, SingletonName } from '../../lib/plan/aws';
import { type AwsCountryPlan, CountryStack } from './country-stack';

/** What an account has once in a region, whoever shares it. */
export class BaselineStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan);
    const baseline = country.aws.baselines.find(({ stack }) => stack === plan.name);
    if (!baseline) throw new RangeError(`The plan has no baseline for stack ${plan.name}`);
    const made = (name: SingletonName): boolean =>
      baseline.singletons.some((singleton) => singleton.name === name && singleton.by === 'create');
    new AccountBaseline(this, 'Baseline', {
      gatewayMode: made('gatewayBlock') ? baseline.gatewayMode : undefined,
      snapshotBlock: made('snapshotBlock'),
      analyzer: made('accessAnalyzer') ? baseline.analyzer : undefined,
    });
  }
}
