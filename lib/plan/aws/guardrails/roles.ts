/** Roles that guarded settings are left to, and how a statement says so. ARNs are of the plan's own partition. */
import { guardedPolicies, guardedRoles } from '../identity/context';
import type { GuardrailContext, GuardrailStatement } from './types';

type Condition = NonNullable<GuardrailStatement['Condition']>;

/** Roles the CDK's bootstrap makes: CloudFormation acts as the first, the runner that deploys as the second. */
const EXECUTES = 'cdk-*-cfn-exec-role-*';
const DEPLOYS = 'cdk-*-deploy-role-*';

export const roleArn = ({ partition }: GuardrailContext, name: string, account = '*'): string =>
  `arn:${partition}:iam::${account}:role/${name}`;

export const policyArn = ({ partition }: GuardrailContext, name: string): string =>
  `arn:${partition}:iam::*:policy/${name}`;

/** The management account's own way into an account. */
export const administrators = (context: GuardrailContext): string[] =>
  context.administrators.map((name) => roleArn(context, name));

/** CloudFormation deploying a template that the checks have judged, and administrators. */
export const deployment = (context: GuardrailContext): string[] => [executes(context), ...administrators(context)];

/** CloudFormation deploying in one account. */
export const deploymentIn = (context: GuardrailContext, account: string): string[] => [
  roleArn(context, EXECUTES, account),
];

/** Who may hand CloudFormation its role. */
export const runners = (context: GuardrailContext): string[] => [roleArn(context, DEPLOYS), ...administrators(context)];

/** The guardrails' own weak points: who may change guarded settings, who people act as, and the ceiling of both. */
export const guarded = (context: GuardrailContext): string[] => [
  ...guardedRoles(context).map((name) => roleArn(context, name)),
  ...administrators(context),
  ...guardedPolicies(context).map((name) => policyArn(context, name)),
];

/** What CloudFormation acts as. */
export const executes = (context: GuardrailContext): string => roleArn(context, EXECUTES);

/** Holds for principals of one account. */
export const within = ({ partition }: GuardrailContext, account: string): Condition => ({
  ArnLike: { 'aws:PrincipalArn': `arn:${partition}:iam::${account}:*` },
});

/** Holds for everyone but these roles. */
export const unless = (roles: readonly string[]): Condition => ({ ArnNotLike: { 'aws:PrincipalArn': roles } });
