/** A role's request as IAM decides it: its own policies under its boundary, in one account. */
import type { PolicyStatement } from '../../lib/plan/aws';

// AGPL-3.0: it judges in tests and is never shipped.
const { runSimulation } = require('@cloud-copilot/iam-simulate') as {
  runSimulation(simulation: object, options: object): Promise<{ overallResult?: string; errors?: unknown }>;
};

export const ACCOUNT = '111111111111';
export const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;

/** A request: action, resource, context. */
export type Ask = readonly [action: string, resource: string, context?: Readonly<Record<string, string | string[]>>];

/** As it stands in the account, once CloudFormation has filled it in. */
const deployed = (statements: readonly PolicyStatement[]): object => ({
  Version: '2012-10-17',
  Statement: JSON.parse(
    JSON.stringify(statements)
      .replaceAll('${AWS::Partition}', 'aws')
      .replaceAll('${AWS::AccountId}', ACCOUNT)
      .replaceAll('${AWS::URLSuffix}', 'amazonaws.com')
      .replaceAll('${!', '${'),
  ),
});

/** Whether IAM lets the role, under its boundary. Without policies of its own it may all that the boundary leaves. */
export async function decide(
  role: string,
  [action, resource, context = {}]: Ask,
  boundary: readonly PolicyStatement[],
  own: readonly (readonly PolicyStatement[])[] = [[{ Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' }]],
): Promise<string> {
  const owner = resource.split(':')[4];
  const outcome = await runSimulation(
    {
      request: {
        principal: roleArn(role),
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: {
          'aws:RequestedRegion': /^(iam|organizations|account):/.test(action) ? 'us-east-1' : 'ap-south-1',
          'aws:PrincipalArn': roleArn(role),
          'aws:ResourceAccount': owner === undefined || owner === '' || owner === 'aws' ? ACCOUNT : owner,
          'aws:ResourceOrgID': owner === '666666666666' ? 'o-zzzzzzzzzz' : 'o-a1b2c3d4e5',
          ...context,
        },
      },
      identityPolicies: own.map((statements, index) => ({ name: `policy-${index}`, policy: deployed(statements) })),
      permissionBoundaryPolicies: [{ name: 'boundary', policy: deployed(boundary) }],
      // Keys and roles leave it to the IAM of the account.
      ...(/^(kms|sts):/.test(action) && resource !== '*' ? { resourcePolicy: leftToIam(action) } : {}),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (outcome.overallResult === undefined) throw new Error(`${action}: ${JSON.stringify(outcome.errors ?? outcome)}`);
  return outcome.overallResult;
}

const leftToIam = (action: string): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: action,
      ...(action.startsWith('sts:') ? {} : { Resource: '*' }),
    },
  ],
});
