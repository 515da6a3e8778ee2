import type { AwsTarget } from '../../../profile';
import type { Intent } from '../../intent';
import { bucketArn } from '../addresses';
import type { BucketPlan } from '../storage/types';
import { boundaryPolicy } from './boundary';
import { identityContext, ours, own } from './context';
import { auditorPolicy, breakGlassPolicy, operatorPolicy } from './people';
import type { IdentityPlan, PolicyStatement, RolePlan } from './types';

const HOUR = 3600;
/** Seconds since the MFA device was asked, at most, when break-glass or a user is let in. */
const MFA_SECONDS = 900;

const isUser = (principal: string): boolean => principal.includes(':user/');

/**
 * Trust in named principals. Users show their MFA device; a role's session carries none, and rests on the sign-in that
 * opened it. Of another organisation, nobody: where the document names its own.
 */
export function trustIn(principals: readonly string[], organization: string | undefined): PolicyStatement[] {
  const inside: PolicyStatement['Condition'] = organization
    ? { StringEquals: { 'aws:PrincipalOrgID': organization } }
    : {};
  const [users, roles] = [principals.filter(isUser), principals.filter((one) => !isUser(one))];
  return [
    ...(users.length > 0
      ? [
          {
            Sid: 'UsersWithTheirDevice',
            Effect: 'Allow' as const,
            Principal: { AWS: users },
            Action: 'sts:AssumeRole',
            Condition: {
              Bool: { 'aws:MultiFactorAuthPresent': 'true' },
              NumericLessThan: { 'aws:MultiFactorAuthAge': String(MFA_SECONDS) },
              ...inside,
            },
          },
        ]
      : []),
    ...(roles.length > 0
      ? [
          {
            Sid: 'RolesOfTheDocument',
            Effect: 'Allow' as const,
            Principal: { AWS: roles },
            Action: 'sts:AssumeRole',
            // A deputy who is told an external id acts for someone else.
            Condition: { Null: { 'sts:ExternalId': 'true' }, ...inside },
          },
        ]
      : []),
  ];
}

export function planIdentity(
  intent: Intent,
  target: AwsTarget,
  archive: { readonly buckets: readonly BucketPlan[] },
): IdentityPlan {
  const context = identityContext(intent.country.toLowerCase(), target);
  const archives = archive.buckets.filter(({ key }) => key === 'archive').map(({ name }) => bucketArn(name));
  const { breakGlass, operators, auditors } = target.access ?? {};
  const roles: [
    RolePlan['duty'],
    string,
    readonly string[] | undefined,
    number,
    PolicyStatement[],
    RolePlan['cluster'],
  ][] = [
    [
      'break-glass',
      'mends or stops what the pipeline cannot, in an emergency',
      breakGlass,
      HOUR,
      breakGlassPolicy(context),
      { policy: 'AmazonEKSClusterAdminPolicy', groups: [] },
    ],
    [
      'operator',
      'looks after nodes and clusters, and reads no data',
      operators,
      4 * HOUR,
      operatorPolicy(context),
      // Sees all but secrets; what it may change is bound to the group by the country's own RBAC.
      { policy: 'AmazonEKSViewPolicy', groups: ['sovereign:operators'] },
    ],
    [
      'auditor',
      'reads configuration and the archive, and nothing else',
      auditors,
      4 * HOUR,
      auditorPolicy(context, archives),
      { policy: 'AmazonEKSViewPolicy', groups: [] },
    ],
  ];
  const boundary = ours(context, 'boundary');
  return {
    stack: ours(context, 'access'),
    boundary: { name: boundary, arn: own(`policy/${boundary}`), policy: boundaryPolicy(context) },
    roles: roles.flatMap(([duty, reason, principals, sessionSeconds, policy, cluster]) =>
      principals
        ? [
            {
              duty,
              name: ours(context, duty),
              arn: own(`role/${ours(context, duty)}`),
              reason,
              principals,
              trust: trustIn(principals, context.organization),
              policy,
              sessionSeconds,
              cluster,
            },
          ]
        : [],
    ),
  };
}
