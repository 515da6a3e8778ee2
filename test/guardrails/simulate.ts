/**
 * Requests through the guardrails, all policies together, as IAM decides them. Everyone here is allowed everything by
 * their own policies: what is denied, a guardrail denies.
 */
import type { GuardrailPolicy, GuardrailStatement } from '../../lib/plan/aws';

interface Policies {
  readonly orgIdentifier: string;
  readonly policies: readonly { readonly name: string; readonly policy: unknown }[];
}
interface Simulation {
  readonly request: {
    readonly principal: string;
    readonly action: string;
    readonly resource: { readonly resource: string; readonly accountId: string };
    readonly contextVariables: Readonly<Record<string, string | string[]>>;
  };
  readonly identityPolicies: readonly { readonly name: string; readonly policy: unknown }[];
  readonly serviceControlPolicies: readonly Policies[];
  readonly resourceControlPolicies: readonly Policies[];
  readonly resourcePolicy?: unknown;
}
interface Outcome {
  readonly resultType: string;
  readonly errors?: unknown;
  readonly overallResult?: string;
  readonly result?: { readonly ignoredContextKeys?: readonly string[] };
}
// AGPL-3.0: it judges in tests and is never shipped.
const { runSimulation } = require('@cloud-copilot/iam-simulate') as {
  runSimulation(simulation: Simulation, options: object): Promise<Outcome>;
};

export const ORG = 'o-a1b2c3d4e5';
export const ACCOUNT = '111111111111';
/** Of the inspection network. */
export const NETWORK = '333333333333';
export const OUTSIDER = '666666666666';

/** Whether service control policies bind the principal, and resource control policies the resource. */
export interface Who {
  readonly principal: string;
  /** A member of the organisation, a role of an AWS service in it, an AWS service itself, or someone else. */
  readonly kind: 'member' | 'linked' | 'service' | 'outsider';
}

export interface Request {
  readonly name: string;
  readonly as: Who;
  readonly action: string;
  readonly resource: string;
  /** Account of the resource. Default: ours. */
  readonly owner?: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

const ALLOW = { Effect: 'Allow', Action: '*', Resource: '*' };
const document = (statements: readonly unknown[]) => ({ Version: '2012-10-17', Statement: statements });

/** Statements of the control policies, of one type. */
export const statementsOf = (
  policies: readonly GuardrailPolicy[],
  type: GuardrailPolicy['type'],
): readonly GuardrailStatement[] =>
  policies
    .filter((policy) => policy.type === type)
    .flatMap(({ content }) => content['Statement'] as GuardrailStatement[]);

/** `Allowed`, or a denial in the simulator's word. A request it does not accept as one of the service's is an error. */
export async function decide(
  { as, action, resource, owner = ACCOUNT, context = {} }: Request,
  policies: readonly GuardrailPolicy[],
  region: string,
): Promise<string> {
  const ours = owner === ACCOUNT;
  const service = as.kind === 'service';
  const member = as.kind === 'member';
  const attached = (type: GuardrailPolicy['type'], base: readonly { name: string; policy: unknown }[]): Policies[] => [
    {
      orgIdentifier: 'ou-ab12-cd34ef56',
      policies: [
        ...base,
        ...policies
          .filter((policy) => policy.type === type)
          .map(({ name, content }) => ({ name, policy: content as unknown })),
      ],
    },
  ];
  const outcome = await runSimulation(
    {
      request: {
        principal: as.principal,
        action,
        resource: { resource, accountId: owner },
        contextVariables: {
          'aws:RequestedRegion': region,
          'aws:SecureTransport': 'true',
          'aws:ViaAWSService': 'false',
          'aws:PrincipalIsAWSService': String(service),
          ...(service ? {} : { 'aws:PrincipalArn': as.principal }),
          ...(member || as.kind === 'linked' ? { 'aws:PrincipalOrgID': ORG } : {}),
          ...(as.kind === 'outsider' ? { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } : {}),
          'aws:ResourceAccount': owner,
          'aws:ResourceOrgID': ours ? ORG : 'o-zzzzzzzzzz',
          ...context,
        },
      },
      identityPolicies: service ? [] : [{ name: 'all', policy: document([ALLOW]) }],
      serviceControlPolicies: member
        ? attached('SERVICE_CONTROL_POLICY', [{ name: 'FullAWSAccess', policy: document([ALLOW]) }])
        : [],
      resourceControlPolicies: ours ? attached('RESOURCE_CONTROL_POLICY', []) : [],
      ...(resource === '*' ? {} : { resourcePolicy: trusting(as, action) }),
    },
    {},
  );
  if (outcome.overallResult === undefined) throw new Error(`${action}: ${JSON.stringify(outcome.errors ?? outcome)}`);
  const ignored = outcome.result?.ignoredContextKeys?.filter((key) => key in context) ?? [];
  if (ignored.length > 0) throw new Error(`${action} takes no ${ignored.join(', ')}`);
  return outcome.overallResult;
}

/** The resource's own policy trusts them: only the guardrails are in question. */
function trusting({ kind, principal }: Who, action: string): object {
  const Principal = kind === 'service' ? { Service: principal } : { AWS: '*' };
  return document([
    { Effect: 'Allow', Principal, Action: action, ...(action.startsWith('sts:') ? {} : { Resource: '*' }) },
  ]);
}
