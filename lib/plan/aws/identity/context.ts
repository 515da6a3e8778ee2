/** What the policies of a country's roles need to know of its plan. */
import type { AwsTarget } from '../../../profile';
import { name } from '../../names';
import { OWN_ACCOUNT } from '../addresses';

export interface IdentityContext {
  /** Lower-case code, as it stands in names. */
  readonly country: string;
  /** Regions of the country that the plan uses. */
  readonly regions: readonly string[];
  /** Absent where the document names none. */
  readonly organization?: string;
}

export const identityContext = (country: string, { regions, organization }: AwsTarget): IdentityContext => ({
  country,
  regions: [regions.primary, ...(regions.recovery ? [regions.recovery] : [])],
  organization: organization?.id,
});

/** ARN of something of IAM in the account that the policy stands in: `role/x`, `policy/x`. */
export const own = (what: string): string => `arn:\${AWS::Partition}:iam::${OWN_ACCOUNT}:${what}`;

/** Name of a country's own: `sovereign-in-boundary`. */
export const ours = ({ country }: Pick<IdentityContext, 'country'>, what: string): string => name([country, what]);

/** Qualifier of the country's bootstrap: it stands in the names of roles and of the bucket of templates. */
export const qualifierOf = (country: string): string => `sov${country}`;

/** Roles that CloudFormation acts as, in every region. */
export const executes = ({ country }: Pick<IdentityContext, 'country'>): string =>
  own(`role/cdk-${qualifierOf(country)}-cfn-exec-role-*`);

/** Who may act and how far: made by the bootstrap, and for nobody whom it made to change. */
export const guardedRoles = (context: Pick<IdentityContext, 'country'>): string[] => [
  'cdk-*',
  ...(['break-glass', 'operator', 'auditor'] as const).map((duty) => ours(context, duty)),
];
export const guardedPolicies = (context: Pick<IdentityContext, 'country'>): string[] => [
  ours(context, 'boundary'),
  ours(context, 'deploy-*'),
];
