import { problemsOf } from '../../support/country';
import { awsOnly, planOf } from '../../support/plans';

const NETWORK = '  network: 10.64.0.0/12';
const tenants = (names: string): string => awsOnly('in', [NETWORK, `  tenants: [${names}]\n${NETWORK}`]);

test('the room is there before the first tenant: a role for the pods of each cell, and no tenant in it', () => {
  const { aws: plan } = planOf(awsOnly('ae'));
  expect(plan?.cells.map(({ workload }) => [workload.role, workload.tenants])).toEqual([
    ['sovereign-ae-train-a-workload', []],
    ['sovereign-ae-serve-a-workload', []],
  ]);
  expect(plan?.notes.preconditions.map(({ id }) => id)).not.toContain('tenants');
});

test('a tenant has a key and a bucket of its own, and a copy where there is a second region', () => {
  const { aws: plan } = planOf(tenants('health, tax'));
  expect(plan?.data.keys.map(({ purpose }) => purpose)).toEqual(['data', 'tenant-health', 'tenant-tax', 'backup']);
  const own = plan?.data.buckets.filter(({ tenant }) => tenant) ?? [];
  expect(own.map(({ purpose, key, tenant }) => [purpose, key, tenant?.name])).toEqual([
    ['tenant-health', 'tenant-health', 'health'],
    ['tenant-tax', 'tenant-tax', 'tax'],
  ]);
  for (const { replica } of own) expect(plan?.recovery?.buckets.map(({ name }) => name)).toContain(replica?.bucket);
  const patterns = plan?.cells[0]?.workload.own;
  expect(own[0]?.name).toBe(patterns?.bucket.replace('<namespace>', 'health'));
  expect(plan?.data.keys[1]?.alias).toBe(patterns?.alias.replace('<namespace>', 'health'));
});

test('only the roles of pods reach a tenant: by account where the document names it, by name where it does not', () => {
  const roles = (...changes: [string, string][]) =>
    planOf(awsOnly('in', [NETWORK, `  tenants: [health]\n${NETWORK}`], ...changes)).aws?.data.buckets.find(
      ({ tenant }) => tenant,
    )?.tenant?.roles;
  const accounts: [string, string] = [
    NETWORK,
    `  accounts: { logArchive: "111111111111", data: "222222222222" }\n${NETWORK}`,
  ];
  const role = (account: string): string =>
    `arn:\${AWS::Partition}:iam::${account}:role/sovereign-in-mumbai-a-workload`;
  expect(roles()).toEqual([role('${AWS::AccountId}')]);
  expect(roles(accounts)).toEqual([role('*')]);
  expect(roles(accounts, ['zone: aps1-az1', 'zone: aps1-az1\n      account: "333333333333"'])).toEqual([
    role('333333333333'),
  ]);
});

test('appending a tenant changes nothing of those that were there', () => {
  const bucketsOf = (names: string) => planOf(tenants(names)).aws?.data.buckets.filter(({ tenant }) => tenant);
  expect(bucketsOf('health, tax')?.[0]).toEqual(bucketsOf('health')?.[0]);
});

test('what no template can make is a precondition, and what stays is a risk', () => {
  const { aws: plan } = planOf(tenants('health'));
  expect(plan?.notes.preconditions.find(({ id }) => id === 'tenants')?.text).toContain('namespace for health');
  expect(plan?.notes.residualRisks.join('\n')).toMatch(/told apart by its namespace/);
  expect(plan?.notes.residualRisks.join('\n')).toMatch(/copies of all tenants' buckets lie under the one key/);
});

test.each([
  ['kube-system', 'not well formed'],
  ['default', 'not well formed'],
  ['aws-node', 'not well formed'],
  ['Health', 'not well formed'],
  ['health, health', 'duplicate tenant name'],
])('tenants: [%s] is refused: %s', (names, title) => {
  expect(problemsOf(tenants(names)).map((problem) => problem.title)).toEqual([title]);
});
