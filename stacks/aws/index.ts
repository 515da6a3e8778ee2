/** A country's stacks on AWS. */
import { App } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CountryPlan } from '../../lib/plan';
import type { AwsStackPlan } from '../../lib/plan/aws';
import { AccessStack } from './access-stack';
import { AuditStack } from './audit-stack';
import { BaselineStack } from './baseline-stack';
import { BootstrapStack } from './bootstrap-stack';
import { CellStack } from './cell-stack';
import type { AwsCountryPlan, CountryStack } from './country-stack';
import { GuardrailsStack } from './guardrails-stack';
import { InspectionStack } from './inspection-stack';
import { LimitsStack } from './limits-stack';
import { RegistryStack } from './registry-stack';
import { ArchiveStack, DataStack, RecoveryStack } from './storage-stacks';

/** What is the same for every synthesis, whoever runs it: nothing of the machine or the time in the output. */
const CONTEXT = {
  'aws:cdk:enable-path-metadata': false,
  'aws:cdk:enable-asset-metadata': false,
  'aws:cdk:disable-stack-trace': true,
  'aws:cdk:disable-creation-stack-traces': true,
  'aws:cdk:disable-logicalId-metadata': true,
};

export interface AwsAppProps {
  /**
   * Where the cloud assembly goes.
   * @default - what the CDK CLI says, else `cdk.out`
   */
  readonly outdir?: string;
  /**
   * Whether the CDK's own CloudFormation validation runs: two to three seconds and a report beside the templates.
   * @default true
   */
  readonly validation?: boolean;
}

/**
 * The CDK app of one country or several.
 *
 * @param plans countries; those without an aws section add nothing
 */
export function awsApp(plans: readonly CountryPlan[], { outdir, validation = true }: AwsAppProps = {}): App {
  // Context of the machine (feature flags of ~/.cdk.json) would change templates; the documents are the only input.
  delete process.env['CDK_CONTEXT_JSON'];
  const app = new App({
    outdir,
    analyticsReporting: false,
    treeMetadata: false,
    postCliContext: CONTEXT,
    ...(validation ? {} : { builtinCloudFormationValidation: false }),
  });
  for (const plan of plans) if (plan.aws) addCountry(app, plan as AwsCountryPlan);
  return app;
}

/** Purpose of a stack → what makes it. */
const STACKS: Record<
  AwsStackPlan['purpose'],
  new (
    scope: Construct,
    country: AwsCountryPlan,
    plan: AwsStackPlan,
  ) => CountryStack
> = {
  guardrails: GuardrailsStack,
  baseline: BaselineStack,
  limits: LimitsStack,
  bootstrap: BootstrapStack,
  access: AccessStack,
  archive: ArchiveStack,
  audit: AuditStack,
  data: DataStack,
  recovery: RecoveryStack,
  registry: RegistryStack,
  inspection: InspectionStack,
  cell: CellStack,
};

function addCountry(app: App, country: AwsCountryPlan): void {
  const stacks = new Map<string, CountryStack>();
  for (const plan of country.aws.stacks) {
    const stack = new STACKS[plan.purpose](app, country, plan);
    for (const name of plan.after) {
      const before = stacks.get(name);
      if (before) stack.addStackDependency(before);
    }
    stacks.set(plan.name, stack);
  }
}
