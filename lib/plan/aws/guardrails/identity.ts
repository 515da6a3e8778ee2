/** Nobody leaves the organisation, signs in as root or by a standing credential, or takes a role that may more. */
import { administrators, deployment, guarded, roleArn, runners, unless } from './roles';
import type { GuardrailContext, GuardrailStatement } from './types';

const ROLE_CHANGES = [
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

export function identity(context: GuardrailContext): GuardrailStatement[] {
  const { all, executes } = guarded(context);
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
      Action: [
        'iam:CreateAccessKey',
        'iam:CreateLoginProfile',
        'iam:CreateServiceSpecificCredential',
        'iam:CreateUser',
        'iam:CreateOpenIDConnectProvider',
        'iam:CreateSAMLProvider',
        'iam:UpdateSAMLProvider',
        'rolesanywhere:CreateTrustAnchor',
        'rolesanywhere:UpdateTrustAnchor',
      ],
      Resource: '*',
      Condition: unless(administrators(context)),
    },
    {
      Sid: 'RolesOfDeploymentAreGuarded',
      Effect: 'Deny',
      Action: ROLE_CHANGES,
      Resource: all,
      Condition: unless(administrators(context)),
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
      Resource: executes,
      Condition: unless(runners(context)),
    },
  ];
}
