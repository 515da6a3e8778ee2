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
    ...plan.toolkits.slice(0, 1).flatMap(({ stack }) =>
      [identity.boundary.name, ...plan.execution.map(({ name }) => name)].map((name) => ({
        promise: `${stack}/policies/${name}`,
        stack,
        type: 'AWS::IAM::ManagedPolicy',
        identity: { ManagedPolicyName: name },
      })),
    ),
  ],
  addresses: ({ bootstrap: plan, identity, stacks }) => {
    const [first] = plan.toolkits;
    return first
      ? [
          {
            what: 'boundary of every role',
            owner: first.stack,
            address: identity.boundary.arn,
            namedBy: stacks
              .filter(({ name, purpose }) => name !== first.stack && purpose !== 'guardrails')
              .map(({ name }) => name),
          },
        ]
      : [];
  },
  notes: ({ bootstrap: plan, guardrails }, { country }, { access }) => ({
    preconditions: plan.toolkits.map(({ stack, region }, index) =>
      precondition(
        `bootstrap-${region}`,
        `${region} is bootstrapped in every account used, by ${stack}${index > 0 ? ' after the primary region' : ''}, as ${guardrails ? guardrails.administrators.join(' or ') : 'an administrator of the account'}: no pipeline may change it`,
        deploy(country, [stack]),
      ),
    ),
    residualRisks: [
      ...(access?.pipeline
        ? []
        : [
            'AWS: no pipeline is named: whoever the IAM of an account lets assume the deploy role may deploy into it. Name aws.access.pipeline.',
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
  }),
};
