/** Nobody leaves the organisation, signs in as root or by a standing credential, or takes a role that may more. */
import { PREFIX } from '../../names';
import { ours } from '../identity/context';
import { administrators, deployment, executes, guarded, policyArn, roleArn, runners, unless } from './roles';
import type { GuardrailContext, GuardrailStatement } from './types';

/** What changes who may take a role, or what it may. */
export const ROLE_CHANGES = [
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
];

/** What makes a credential that lasts, or trusts a sign-in that could. */
export const STANDING_CREDENTIALS = [
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreateServiceSpecificCredential',
  'iam:CreateUser',
  'iam:CreateOpenIDConnectProvider',
  'iam:CreateSAMLProvider',
  'iam:UpdateSAMLProvider',
  'rolesanywhere:CreateTrustAnchor',
  'rolesanywhere:UpdateTrustAnchor',
];

/** What changes a managed policy under those who carry it. */
export const POLICY_CHANGES = [
  'iam:CreatePolicyVersion',
  'iam:DeletePolicy',
  'iam:DeletePolicyVersion',
  'iam:SetDefaultPolicyVersion',
];

export function identity(context: GuardrailContext): GuardrailStatement[] {
  return [
    {
      Sid: 'NobodyLeaves',
      Effect: 'Deny',
      Action: ['account:CloseAccount', 'organizations:LeaveOrganization'],
      Resource: '*',
    },
    {
      // Sessions that the management account opens by AssumeRoot are bound to one task, such as unlocking a bucket.
      Sid: 'NoRoot',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: {
        ArnLike: { 'aws:PrincipalArn': `arn:${context.partition}:iam::*:root` },
        Null: { 'aws:AssumedRoot': 'true' },
      },
    },
    {
      Sid: 'NoStandingCredentials',
      Effect: 'Deny',
      Action: STANDING_CREDENTIALS,
      Resource: '*',
      Condition: unless(administrators(context)),
    },
    {
      // Made by the bootstrap, and for nobody whom it made to change: roles, what they may, and the ceiling of all.
      Sid: 'WhoMayActIsGuarded',
      Effect: 'Deny',
      Action: [...ROLE_CHANGES, ...POLICY_CHANGES],
      Resource: guarded(context),
      Condition: unless(administrators(context)),
    },
    {
      Sid: 'RolesKeepTheirCeiling',
      Effect: 'Deny',
      Action: 'iam:DeleteRolePermissionsBoundary',
      Resource: roleArn(context, `${PREFIX}-${context.country}-*`),
      Condition: unless(administrators(context)),
    },
    {
      Sid: 'CeilingsAreOfTheRegion',
      Effect: 'Deny',
      Action: 'iam:PutRolePermissionsBoundary',
      Resource: roleArn(context, `${PREFIX}-${context.country}-*`),
      Condition: {
        ...unless(administrators(context)),
        StringNotLike: { 'iam:PermissionsBoundary': policyArn(context, ours(context, 'boundary')) },
      },
    },
    // They are let through from outside the networks, so nobody else may come to act as one.
    ...(context.copyRoles.length > 0
      ? [
          {
            Sid: 'RolesThatCopyAreDeployed',
            Effect: 'Deny' as const,
            Action: ROLE_CHANGES,
            Resource: context.copyRoles.map((name) => roleArn(context, name)),
            Condition: unless(deployment(context)),
          },
        ]
      : []),
    {
      Sid: 'OnlyRunnersDeploy',
      Effect: 'Deny',
      Action: 'iam:PassRole',
      Resource: executes(context),
      Condition: unless(runners(context)),
    },
  ];
}
