/** The guardrails of a country: policies of its organisation, resolved to their text. */
import type { AwsTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { name } from '../../names';
import { protectAudit } from './audit';
import { copies } from './copies';
import { aiOptOut, declarativeEc2, declarativeS3 } from './declarative';
import { exposure } from './exposure';
import { identity } from './identity';
import { keyGuards } from './keys';
import { accessFromInside, writesInside } from './perimeter';
import { regionDeny } from './region-deny';
import type { GuardrailContext, GuardrailPolicy, GuardrailStatement, GuardrailsPlan, GuardrailType } from './types';

export { GLOBAL_ACTIONS } from './region-deny';
export type * from './types';

/**
 * Most characters of a policy's minified text (AWS Organizations, "Quotas"; service control policies doubled on
 * 2026-05-15).
 */
export const MOST_CHARACTERS: Readonly<Record<GuardrailType, number>> = {
  SERVICE_CONTROL_POLICY: 10_240,
  RESOURCE_CONTROL_POLICY: 5_120,
  DECLARATIVE_POLICY_EC2: 10_000,
  S3_POLICY: 10_000,
  AISERVICES_OPT_OUT_POLICY: 2_500,
};

/** Service control policies of ours on a node: ten are allowed, FullAWSAccess takes one and Control Tower two. */
export const MOST_SERVICE_POLICIES = 7;

type Statements = (context: GuardrailContext) => readonly GuardrailStatement[];

/** Ideas that belong together share a policy: a target has ten places for service control policies, not more. */
const CONTROLS: readonly (readonly [purpose: string, type: GuardrailType, reason: string, ideas: Statements[]])[] = [
  ['region', 'SERVICE_CONTROL_POLICY', "nothing is made or asked for outside the country's regions", [regionDeny]],
  [
    'data',
    'SERVICE_CONTROL_POLICY',
    'copies, keys and writes stay in the country and the organisation',
    [copies, keyGuards, writesInside],
  ],
  ['exposure', 'SERVICE_CONTROL_POLICY', 'nothing answers the internet or leads to it', [exposure]],
  ['audit', 'SERVICE_CONTROL_POLICY', 'what is recorded stays recorded, and is heard', [protectAudit]],
  [
    'control',
    'SERVICE_CONTROL_POLICY',
    'nobody leaves, is root, holds a standing credential or takes more than their role may',
    [identity],
  ],
  [
    'access',
    'RESOURCE_CONTROL_POLICY',
    'only the organisation reaches its resources, and the data only through its networks',
    [accessFromInside],
  ],
];

/** The guardrails of a context, in the order a reviewer reads them. */
export function guardrailPolicies(context: GuardrailContext): GuardrailPolicy[] {
  const policy = (
    purpose: string,
    type: GuardrailType,
    reason: string,
    content: GuardrailPolicy['content'],
  ): GuardrailPolicy => {
    const size = { used: JSON.stringify(content).length, most: MOST_CHARACTERS[type] };
    return { purpose, name: name([context.country, purpose]), type, reason, content, size };
  };
  return [
    ...CONTROLS.map(([purpose, type, reason, ideas]) =>
      policy(purpose, type, reason, { Version: '2012-10-17', Statement: ideas.flatMap((idea) => idea(context)) }),
    ),
    policy(
      'ec2',
      'DECLARATIVE_POLICY_EC2',
      'EC2 refuses public access and version 1 of instance metadata',
      declarativeEc2(context),
    ),
    policy('s3', 'S3_POLICY', 'S3 refuses public access in every account', declarativeS3()),
    policy('ai', 'AISERVICES_OPT_OUT_POLICY', 'AI services keep nothing, here or in other regions', aiOptOut()),
  ];
}

/** Undefined where the document names no organisation. */
export function planGuardrails(
  intent: Intent,
  target: AwsTarget,
  plan: Pick<GuardrailContext, 'partition' | 'copyRoles' | 'gateways'>,
): GuardrailsPlan | undefined {
  const { organization, regions } = target;
  if (!organization) return undefined;
  const country = intent.country.toLowerCase();
  const { id, targets, administrators, modelInference } = organization;
  return {
    stack: name([country, 'guardrails']),
    organization: id,
    targets,
    administrators,
    modelInference,
    policies: guardrailPolicies({
      country,
      ...plan,
      regions: [regions.primary, ...(regions.recovery ? [regions.recovery] : [])],
      organization: id,
      administrators,
      modelInference,
      custody: intent.custody.level,
      exceptions: Object.values(intent.custody.exceptions).flatMap((exception) =>
        exception && exception.level !== 'vendor' ? [exception.level] : [],
      ),
      egress: intent.egress,
    }),
  };
}
