import { awsOnly, planOf } from '../../support/plans';

const india = planOf(awsOnly('in')).aws;
const emirates = planOf(awsOnly('ae'), 'ae.yaml').aws;

test('a class for each kind of data, whose days the lock takes', () => {
  const { vault, classes } = india?.data.backup ?? {};
  expect(classes?.map(({ name, days }) => [name, days])).toEqual([
    ['models', 90],
    ['data', 35],
  ]);
  for (const { days } of classes ?? []) {
    expect(days).toBeGreaterThanOrEqual(vault?.lock.minDays ?? Number.NaN);
    expect(days).toBeLessThanOrEqual(vault?.lock.maxDays ?? Number.NaN);
  }
  // AWS asks for three days at the least.
  expect(vault?.lock.setsAfterDays).toBeGreaterThanOrEqual(3);
});

test('every bucket that pods read and write is of a class; archive, copies and logs are of none', () => {
  expect(india?.data.buckets.map(({ purpose, backup }) => [purpose, backup])).toEqual([
    ['models', 'models'],
    ['data', 'data'],
    ['data-access', undefined],
  ]);
  for (const { backup } of [...(india?.archive.buckets ?? []), ...(india?.recovery?.buckets ?? [])])
    expect(backup).toBeUndefined();
});

test('copies go to the recovery region, in the same account, whoever it is', () => {
  expect(india?.data.backup.vault.copiesTo).toEqual([
    'arn:${AWS::Partition}:backup:ap-south-2:${AWS::AccountId}:backup-vault:sovereign-in-backup-copy',
  ]);
  expect(india?.recovery?.backup).toMatchObject({ name: 'sovereign-in-backup-copy', copiesTo: [] });
  const named = planOf(
    awsOnly('in', ['  network: 10.64', '  accounts: { data: "222222222222" }\n  network: 10.64']),
  ).aws;
  expect(named?.data.backup.vault.copiesTo[0]).toContain(':ap-south-2:222222222222:');
});

test('a country with one region is told that its vault has no copy', () => {
  expect(emirates?.data.backup.vault.copiesTo).toEqual([]);
  expect(emirates?.notes.residualRisks).toContain(
    'AWS: the vault of backups has no copy: me-central-1 is the only region used.',
  );
  expect(india?.notes.residualRisks.some((risk) => risk.includes('has no copy'))).toBe(false);
});

test('the operator is told to switch S3 on in each region, and that the lock never opens', () => {
  expect(india?.notes.preconditions.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['backup-ap-south-1', 'backup-ap-south-2', 'backup-lock']),
  );
  expect(emirates?.notes.preconditions.some(({ id }) => id === 'backup-ap-south-2')).toBe(false);
});

test('the guardrails let its roles pass, and hold them to deployment', () => {
  const plan = planOf(
    awsOnly('in', [
      '  network: 10.64.0.0/12',
      '  organization: { id: o-a1b2c3d4e5, targets: [ou-ab12-cd34ef56] }\n  network: 10.64.0.0/12',
    ]),
  ).aws;
  const text = JSON.stringify(plan?.guardrails?.policies);
  for (const role of Object.values(plan?.data.backup.roles ?? {}))
    expect(text.split(`arn:aws:iam::*:role/${role}`)).toHaveLength(3);
});
