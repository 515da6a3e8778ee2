import type { AwsTarget } from '../../../profile';
import type { Expectation } from '../../expectation';
import type { Intent } from '../../intent';
import { name } from '../../names';
import { bucketArn, OWN_ACCOUNT } from '../addresses';
import { trustIn } from '../identity';
import { identityContext, ours, own, qualifierOf } from '../identity/context';
import type { PolicyStatement } from '../identity/types';
import { keyPlan } from '../keys';
import { executionPolicies, typesOf } from './execution';
import type { BootstrapPlan, ToolkitPlan } from './types';

/**
 * Version of the contract between the CDK CLI and a bootstrap that is kept here. 28 would say that stacks may be
 * refactored, which moves resources between stacks and is not allowed.
 */
const VERSION = 27;

/** The account itself decides by its IAM, where the document names nobody. */
const ACCOUNT_TRUSTED: PolicyStatement = {
  Sid: 'WhomTheAccountLets',
  Effect: 'Allow',
  Principal: { AWS: own('root') },
  Action: 'sts:AssumeRole',
  Condition: { Null: { 'sts:ExternalId': 'true' } },
};

/** A plan before its bootstrap is known. */
export const NO_BOOTSTRAP: BootstrapPlan = {
  qualifier: '',
  deploys: { stacks: '', except: '' },
  version: VERSION,
  parameter: '',
  limits: { stack: '', region: '' },
  toolkits: [],
  trust: [],
  execution: [],
};

/** @param promised what the templates of the other stacks hold: CloudFormation may make that, and nothing else */
export function planBootstrap(intent: Intent, target: AwsTarget, promised: readonly Expectation[]): BootstrapPlan {
  const country = intent.country.toLowerCase();
  const context = identityContext(country, target);
  const qualifier = qualifierOf(country);
  const { pipeline, breakGlass } = target.access ?? {};
  const types = typesOf([...new Set(promised.map(({ type }) => type))]);
  return {
    qualifier,
    deploys: { stacks: ours(context, '*'), except: ours(context, 'bootstrap*') },
    version: VERSION,
    parameter: `/cdk-bootstrap/${qualifier}/version`,
    limits: { stack: ours(context, 'bootstrap-limits'), region: target.regions.primary },
    toolkits: context.regions.map((region, index) => toolkit(intent, region, index > 0)),
    trust: pipeline
      ? [
          ...trustIn(pipeline, context.organization),
          ...(breakGlass
            ? [
                {
                  Sid: 'BreakGlassDeploysByHand',
                  Effect: 'Allow' as const,
                  // By a condition: the role is made after this.
                  Principal: { AWS: own('root') },
                  Action: 'sts:AssumeRole',
                  Condition: {
                    ArnEquals: { 'aws:PrincipalArn': own(`role/${ours(context, 'break-glass')}`) },
                    Null: { 'sts:ExternalId': 'true' },
                  },
                },
              ]
            : []),
        ]
      : [ACCOUNT_TRUSTED],
    execution: executionPolicies(context, types).map((policy, index) => {
      const policyName = ours(context, `deploy-${index + 1}`);
      return { name: policyName, arn: own(`policy/${policyName}`), policy };
    }),
  };
}

function toolkit(intent: Intent, region: string, recovery: boolean): ToolkitPlan {
  const country = intent.country.toLowerCase();
  const qualifier = qualifierOf(country);
  const stack = name([country, 'bootstrap', ...(recovery ? ['recovery'] : [])]);
  const role = (what: string): string => `cdk-${qualifier}-${what}-role-${OWN_ACCOUNT}-${region}`;
  const bucket = `cdk-${qualifier}-assets-${OWN_ACCOUNT}-${region}`;
  return {
    stack,
    region,
    bucket,
    key: keyPlan(
      intent,
      'bootstrap',
      { through: ['s3'], buckets: [bucketArn(bucket)] },
      recovery ? 'recovery' : undefined,
    ),
    roles: { deploy: role('deploy'), publish: role('file-publishing'), execute: role('cfn-exec') },
  };
}
