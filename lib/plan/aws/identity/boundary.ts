/**
 * The ceiling of every role of the region: what none may do, whatever its own policies say. A boundary grants nothing;
 * a role may do what both its policies and this allow.
 */
import { RECORDER_STOPS } from '../guardrails/audit';
import { POLICY_CHANGES, ROLE_CHANGES, STANDING_CREDENTIALS } from '../guardrails/identity';
import { GLOBAL_ACTIONS } from '../guardrails/region-deny';
import { executes, guardedPolicies, guardedRoles, type IdentityContext, ours, own } from './context';
import type { PolicyStatement } from './types';

/** Most characters of a managed policy, white space apart (IAM, "IAM and AWS STS quotas"). */
export const MOST_POLICY_CHARACTERS = 6_144;

/** Services that a role of the region works with; any other is closed to it. */
const SERVICES = [
  'access-analyzer',
  'autoscaling',
  'backup',
  'backup-storage',
  'cloudformation',
  'cloudtrail',
  'cloudwatch',
  'config',
  'directconnect',
  'ec2',
  'ec2messages',
  'ecr',
  'eks',
  'eks-auth',
  'elasticloadbalancing',
  'events',
  'firehose',
  'fsx',
  'guardduty',
  'health',
  'kms',
  'logs',
  'network-firewall',
  'ram',
  'route53resolver',
  's3',
  'securityhub',
  'servicequotas',
  'sns',
  'ssm',
  'ssmmessages',
  'sts',
  'tag',
];

/** Of services that could undo the rest: what any role may, where its own policies say so. */
const ANY_ROLE = [
  'iam:AttachRolePolicy',
  'iam:CreateServiceLinkedRole',
  'iam:Get*',
  'iam:List*',
  'iam:PassRole',
  'iam:PutRolePolicy',
  'organizations:Describe*',
  'organizations:List*',
];

/** What CloudFormation alone may: it deploys templates that the checks have judged. */
const DEPLOYMENT = [
  ...ROLE_CHANGES,
  ...POLICY_CHANGES,
  'iam:CreatePolicy',
  'iam:AddRoleToInstanceProfile',
  'iam:CreateInstanceProfile',
  'iam:DeleteInstanceProfile',
  'iam:RemoveRoleFromInstanceProfile',
  'iam:TagPolicy',
  'iam:TagRole',
  'iam:UntagPolicy',
  'iam:UntagRole',
  'iam:UpdateRoleDescription',
  'organizations:AttachPolicy',
  'organizations:CreatePolicy',
  'organizations:DeletePolicy',
  'organizations:DetachPolicy',
  'organizations:TagResource',
  'organizations:UntagResource',
  'organizations:UpdatePolicy',
];

/** What would lose a key or a record for good, let either leave, or reach out of the account. */
const LOSSES = [
  ...RECORDER_STOPS,
  'account:*',
  'backup:DeleteBackupVaultLockConfiguration',
  'ec2:DisableEbsEncryptionByDefault',
  'ec2:ModifyImageAttribute',
  'ec2:ModifySnapshotAttribute',
  'kms:DeleteCustomKeyStore',
  'kms:DeleteImportedKeyMaterial',
  'kms:DisableKeyRotation',
  'kms:ReplicateKey',
  'kms:ScheduleKeyDeletion',
  'kms:UpdatePrimaryRegion',
  'organizations:LeaveOrganization',
  's3:BypassGovernanceRetention',
];

export function boundaryPolicy(context: IdentityContext): PolicyStatement[] {
  const { regions, organization } = context;
  const deny = (Sid: string, rest: Omit<PolicyStatement, 'Sid' | 'Effect'>): PolicyStatement => ({
    Sid,
    Effect: 'Deny',
    ...rest,
  });
  return [
    {
      Sid: 'ServicesOfTheRegion',
      Effect: 'Allow',
      Action: [...SERVICES.map((service) => `${service}:*`), ...ANY_ROLE],
      Resource: '*',
    },
    {
      Sid: 'DeploymentShapesRoles',
      Effect: 'Allow',
      Action: DEPLOYMENT,
      Resource: '*',
      Condition: { ArnLike: { 'aws:PrincipalArn': executes(context) } },
    },
    deny('OnlyTheCountrysRegions', {
      NotAction: GLOBAL_ACTIONS.map(([action]) => action),
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': regions } },
    }),
    deny('NothingIsLostOrSent', { Action: LOSSES, Resource: '*' }),
    // As the guardrails say, for where there are none; two, as conditions of one statement must all hold.
    deny('ClustersStayPrivate', {
      Action: 'eks:UpdateClusterConfig',
      Resource: '*',
      Condition: { Bool: { 'eks:endpointPublicAccess': 'true' } },
    }),
    deny('ClustersKeepLogging', {
      Action: 'eks:UpdateClusterConfig',
      Resource: '*',
      Condition: { Bool: { 'eks:loggingType/audit': 'false' } },
    }),
    deny('NoStandingCredentials', { Action: STANDING_CREDENTIALS, Resource: '*' }),
    deny('WhoMayActStays', {
      Action: ROLE_CHANGES,
      Resource: guardedRoles(context).map((role) => own(`role/${role}`)),
    }),
    deny('CeilingsStay', {
      Action: POLICY_CHANGES,
      Resource: guardedPolicies(context).map((policy) => own(`policy/${policy}`)),
    }),
    deny('RolesKeepTheCeiling', { Action: 'iam:DeleteRolePermissionsBoundary', Resource: '*' }),
    deny('RolesAreMadeUnderTheCeiling', {
      Action: ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
      // A service makes its own role; nobody else can.
      NotResource: own('role/aws-service-role/*'),
      Condition: { StringNotEquals: { 'iam:PermissionsBoundary': own(`policy/${ours(context, 'boundary')}`) } },
    }),
    deny('NoRoleOfOthers', {
      Action: 'sts:AssumeRole',
      Resource: '*',
      Condition: {
        StringNotEquals: organization
          ? { 'aws:ResourceOrgID': organization }
          : { 'aws:ResourceAccount': '${AWS::AccountId}' },
      },
    }),
  ];
}
