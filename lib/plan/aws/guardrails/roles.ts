/** Roles that guarded settings are left to, and how a statement says so. ARNs are of the plan's own partition. */
import type { GuardrailContext, GuardrailStatement } from './types';

type Condition = NonNullable<GuardrailStatement['Condition']>;

/** Roles the CDK's bootstrap makes: CloudFormation acts as the first, the runner that deploys as the second. */
const EXECUTES = 'cdk-*-cfn-exec-role-*';
const DEPLOYS = 'cdk-*-deploy-role-*';

export const roleArn = ({ partition }: GuardrailContext, name: string, account = '*'): string =>
  `arn:${partition}:iam::${account}:role/${name}`;

/** The management account's own way into an account. */
export const administrators = (context: GuardrailContext): string[] =>
  context.administrators.map((name) => roleArn(context, name));

/** CloudFormation deploying a template that the checks have judged, and administrators. */
export const deployment = (context: GuardrailContext): string[] => [
  roleArn(context, EXECUTES),
  ...administrators(context),
];

/** CloudFormation deploying in one account. */
export const deploymentIn = (context: GuardrailContext, account: string): string[] => [
  roleArn(context, EXECUTES, account),
];

/** Who may hand CloudFormation its role. */
export const runners = (context: GuardrailContext): string[] => [roleArn(context, DEPLOYS), ...administrators(context)];

/** Roles whose rights are the guardrails' own weak point. */
export const guarded = (context: GuardrailContext): { readonly all: string[]; readonly executes: string } => ({
  all: [roleArn(context, 'cdk-*'), ...administrators(context)],
  executes: roleArn(context, EXECUTES),
});

/** Holds for principals of one account. */
export const within = ({ partition }: GuardrailContext, account: string): Condition => ({
  ArnLike: { 'aws:PrincipalArn': `arn:${partition}:iam::${account}:*` },
});

/** Holds for everyone but these roles. */
export const unless = (roles: readonly string[]): Condition => ({ ArnNotLike: { 'aws:PrincipalArn': roles } });
