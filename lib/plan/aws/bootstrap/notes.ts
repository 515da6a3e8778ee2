/** The bootstrap: what its templates must hold, and how it is deployed. */
import { awsHandlers } from '../../../catalogue';
import type { Expectation } from '../../expectation';
import { inPartition } from '../addresses';
import { type Capability, deploy, precondition, roleExpected } from '../capability';
import type { BootstrapPlan, ToolkitPlan } from './types';

const of = (plan: BootstrapPlan, toolkit: ToolkitPlan, boundary: string): Expectation[] => {
  const { stack, roles } = toolkit;
  const promise = (what: string): string => `${stack}/${what}`;
  return [
    {
      promise: promise('templates'),
      stack,
      type: 'AWS::S3::Bucket',
      identity: { BucketName: toolkit.bucket },
      settings: {
        'PublicAccessBlockConfiguration.BlockPublicAcls': true,
        'PublicAccessBlockConfiguration.BlockPublicPolicy': true,
        'PublicAccessBlockConfiguration.IgnorePublicAcls': true,
        'PublicAccessBlockConfiguration.RestrictPublicBuckets': true,
        'VersioningConfiguration.Status': 'Enabled',
      },
    },
    { promise: promise('version'), stack, type: 'AWS::SSM::Parameter', identity: { Name: plan.parameter } },
    ...Object.entries(roles).map(([what, name]) => ({
      ...roleExpected(stack, promise(`roles/${what}`), name),
      settings: { PermissionsBoundary: boundary },
    })),
  ];
};

export const bootstrap: Capability = {
  expectations: ({ bootstrap: plan, identity, partition }) => [
    ...plan.toolkits.flatMap((toolkit) => of(plan, toolkit, inPartition(identity.boundary.arn, partition))),
    ...(plan.toolkits.length > 0 ? [identity.boundary, ...plan.execution] : []).map(({ name }) => ({
      promise: `${plan.limits.stack}/policies/${name}`,
      stack: plan.limits.stack,
      type: 'AWS::IAM::ManagedPolicy',
      identity: { ManagedPolicyName: name },
    })),
  ],
  addresses: ({ bootstrap: { limits, toolkits, execution }, identity, stacks }) => [
    {
      what: 'boundary of every role',
      owner: limits.stack,
      address: identity.boundary.arn,
      namedBy: stacks.filter(({ purpose }) => purpose !== 'limits' && purpose !== 'guardrails').map(({ name }) => name),
    },
    ...execution.map(({ arn }, index) => ({
      what: `what CloudFormation may, ${index + 1} of ${execution.length}`,
      owner: limits.stack,
      address: arn,
      namedBy: toolkits.map(({ stack }) => stack),
    })),
  ],
  notes: ({ bootstrap: plan, guardrails }, { country }, { access }) => {
    const administrators = guardrails ? guardrails.administrators.join(' or ') : 'an administrator of the account';
    return {
      preconditions: [
        precondition(
          'bootstrap-limits',
          `${plan.limits.stack} stands in every account used, in ${plan.limits.region} only and before any other stack of the account, made as ${administrators}: no pipeline may change it`,
          deploy(country, [plan.limits.stack]),
        ),
        ...plan.toolkits.map(({ stack, region }) =>
          precondition(
            `bootstrap-${region}`,
            `${region} is bootstrapped in every account used, by ${stack} after ${plan.limits.stack}, as ${administrators}: no pipeline may change it`,
            deploy(country, [stack]),
          ),
        ),
      ],
      residualRisks: [
        ...(access?.pipeline
          ? []
          : [
              'AWS: no pipeline is named: whoever the IAM of an account lets assume the deploy role may deploy into it. Name aws.access.pipeline.',
            ]),
        ...(guardrails
          ? []
          : [
              "AWS: no organisation is named: whoever deploys holds s3:PutBucketPolicy, kms:PutKeyPolicy and iam:CreateRole on what bears the country's name, so one template can open what another closed. Check templates before they deploy.",
            ]),
        'AWS: a bootstrap of the CDK that stands beside this one keeps its own roles, with AdministratorAccess unless it was told otherwise: remove it.',
      ],
      facts: [
        {
          statement: 'What CloudFormation asks IAM for, by resource type',
          asOf: awsHandlers.source.asOf,
          confidence: awsHandlers.source.confidence,
          sources: [awsHandlers.source.source],
        },
      ],
    };
  },
};
