/** What the guardrails ask of the operator, and what stays a risk beside them. */
import type { Expectation } from '../../expectation';
import type { Intent, PlanNotes } from '../../intent';
import { type Capability, type Draft, deploy } from '../capability';
import { boundServices } from './perimeter';
import type { GuardrailsPlan } from './types';

const policies = (plan: GuardrailsPlan): Expectation[] =>
  plan.policies.map((policy) => ({
    promise: `guardrails/${policy.purpose}`,
    stack: plan.stack,
    type: 'AWS::Organizations::Policy',
    identity: { Name: policy.name },
    settings: { Type: policy.type, TargetIds: plan.targets, Content: policy.content },
  }));

function notes({ guardrails, accounts, partition, inspection }: Draft, { country }: Intent): Partial<PlanNotes> {
  if (!guardrails) return {};
  const types = [...new Set(guardrails.policies.map(({ type }) => type))];
  const who = accounts.management ? `management account ${accounts.management}` : 'management account';
  const admins = guardrails.administrators.join(', ');
  return {
    preconditions: [
      ...types.map((type) => ({
        cloud: 'aws' as const,
        id: `policy-type-${type.toLowerCase().replaceAll('_', '-')}`,
        text: `${type} is enabled at the root of ${guardrails.organization}`,
        how: `in the ${who}: aws organizations enable-policy-type --root-id <root> --policy-type ${type}${type === 'DECLARATIVE_POLICY_EC2' ? ', after aws organizations enable-aws-service-access --service-principal ec2.amazonaws.com' : ''}`,
      })),
      {
        cloud: 'aws',
        id: 'guardrails-rehearsed',
        text: `${guardrails.stack} is deployed by the ${who}, to a unit with one trial account first`,
        how: `${deploy(country, [guardrails.stack])}; its TargetIds attach the policies, nobody attaches them by hand`,
      },
      {
        cloud: 'aws',
        id: 'guardrails-administrators',
        text: `accounts are bootstrapped as ${admins}, which only the management account may take`,
        how: 'aws iam get-role --role-name <role> --query Role.AssumeRolePolicyDocument: the guardrails keep others from changing it',
      },
      {
        cloud: 'aws',
        id: 'guardrails-slots',
        text: `each target has ${guardrails.policies.filter(({ type }) => type === 'SERVICE_CONTROL_POLICY').length} of its ten service control policies free, and ${inspection ? 'the management account stands outside' : 'the management account and gateways of a firewall stand outside'}`,
        how: 'aws organizations list-policies-for-target --target-id <target> --filter SERVICE_CONTROL_POLICY',
      },
    ],
    residualRisks: [
      'AWS: service control policies bind neither service-linked roles nor the management account; resource control and declarative policies bind service-linked roles, and nothing binds the management account.',
      `AWS: ${admins} and the bootstrap's CloudFormation role may change guarded settings: whoever enters the management account, or deploys, is not held by these.`,
      'AWS: the text of the guardrails is kept by Organizations, in the home region of the partition; it names regions, roles and buckets, and holds no data.',
      `AWS: the resource control policy covers ${['sts', ...boundServices(partition)].join(', ')} only; what other services share rests on their own policies.`,
      ...(guardrails.modelInference === 'abroad'
        ? ['AWS: by decision of the country, Bedrock inference profiles may process prompts and answers outside it.']
        : []),
    ],
    headlines:
      guardrails.modelInference === 'abroad' ? ['Bedrock may answer from abroad, by decision of the document'] : [],
    facts: [
      {
        statement:
          'Sizes of policies: service control 10,240 characters and ten to a target, resource control 5,120, declarative 10,000, AI opt-out 2,500',
        asOf: '2026-11-22',
        confidence: 'secondary',
        sources: ['AWS Organizations User Guide, "Quotas for AWS Organizations"; announcement of 2026-05-15'],
      },
    ],
  };
}

export const guardrails: Capability = {
  expectations: (plan) => (plan.guardrails ? policies(plan.guardrails) : []),
  notes,
};
