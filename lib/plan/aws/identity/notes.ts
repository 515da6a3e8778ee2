/** People and the boundary: what the templates must hold, and what rests with the country's own sign-in. */
import { inPartition } from '../addresses';
import { type Capability, deploy, inCell, precondition, roleExpected } from '../capability';

export const identity: Capability = {
  expectations: ({ identity: { roles, boundary, stack }, cells, partition }) => [
    ...roles.map((role) => ({
      ...roleExpected(stack, `identity/${role.duty}`, role.name),
      settings: { MaxSessionDuration: role.sessionSeconds, PermissionsBoundary: inPartition(boundary.arn, partition) },
    })),
    ...cells.flatMap((cell) =>
      roles.map(({ duty, arn, cluster }) =>
        inCell(cell)(
          `access/${duty}`,
          'AWS::EKS::AccessEntry',
          { PrincipalArn: inPartition(arn, partition) },
          { Type: 'STANDARD', ...(cluster.groups.length > 0 ? { KubernetesGroups: cluster.groups } : {}) },
        ),
      ),
    ),
  ],
  addresses: ({ identity: { roles, stack }, cells }) =>
    roles.map(({ duty, arn }) => ({
      what: `role ${duty}`,
      owner: stack,
      address: arn,
      namedBy: cells.map((cell) => cell.stack),
    })),
  notes: ({ identity: { roles, stack } }, { country }) => {
    const has = (duty: string): boolean => roles.some((role) => role.duty === duty);
    const users = roles.some(({ principals }) => principals.some((principal) => principal.includes(':user/')));
    return {
      preconditions: [
        roles.length === 0
          ? precondition(
              'access-entries',
              'nobody has access, to accounts or clusters: the document names no one',
              'name breakGlass, operators and auditors in aws.access, and deploy the stack of their roles',
            )
          : precondition(
              'access',
              `${stack} is deployed in every account, after its bootstrap and before its cells, by whoever bootstraps it; those it names exist already`,
              deploy(country, [stack]),
            ),
        ...(has('operator')
          ? [
              precondition(
                'operators-rights',
                'group sovereign:operators is bound, in each cluster, to what operators may change there; without that they only see',
                'kubectl create rolebinding … --group sovereign:operators, by break-glass once or by what deploys into the cluster',
              ),
            ]
          : []),
        ...(has('break-glass')
          ? [
              precondition(
                'break-glass-drill',
                'break-glass is taken once before it is needed, and twice a year: its users have devices, their passwords are sealed, and the alarm is heard',
                'aws sts assume-role --role-arn <break-glass> --serial-number <device> --token-code <code>; aws iam get-access-key-last-used for its users',
              ),
            ]
          : []),
      ],
      residualRisks: [
        ...(has('operator') || has('auditor')
          ? [
              "AWS: a role's session carries no MFA: operators and auditors who come by one rest on the MFA of the country's own sign-in.",
            ]
          : []),
        ...(has('break-glass')
          ? [
              'AWS: break-glass opens a shell on a node, and what pods have in memory lies open there: each use is an incident to be explained.',
            ]
          : [
              'AWS: there is no break-glass role: in an emergency the administrators of the account are the only way in.',
            ]),
        ...(users
          ? ['AWS: users with MFA are standing credentials; administrators of the organisation keep them.']
          : []),
      ],
    };
  },
};
