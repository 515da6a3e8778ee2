import { awsCustody } from '../../../lib/catalogue';
import { planText } from '../../../lib/evidence/plan-text';
import { type CountryPlan, PlanRefusal } from '../../../lib/plan';
import { custodyMatrix, keyOwners, keyParameter, keyStatements, kindOf } from '../../../lib/plan/aws';
import type { Issue } from '../../../lib/profile/document';
import { problemsOf } from '../../support/country';
import { awsOnly, planOf } from '../../support/plans';

const NETWORK = '  network: 10.64.0.0/12';
const external = (aws = '', level = 'external'): string =>
  awsOnly(
    'in',
    ['custody: cmk', `custody: ${level}`],
    ...(aws ? ([[NETWORK, `${aws}\n${NETWORK}`]] as [string, string][]) : []),
  );
const keysOf = ({ aws }: CountryPlan) =>
  aws ? keyOwners(aws).flatMap(({ stack, keys }) => keys.map((key) => ({ stack, ...key }))) : [];
const arn = (id: number, region = 'ap-south-1', account = '111111111111', partition = 'aws'): string =>
  `arn:${partition}:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-${String(id).padStart(12, '0')}`;
const exception = (level: string) =>
  `{ level: ${level}, owner: the minister, reason: the store is not there yet, until: 2027-06-30 }`;

function refusal(text: string): readonly Issue[] {
  try {
    planOf(text);
  } catch (error) {
    if (error instanceof PlanRefusal) return error.issues;
    throw error;
  }
  return [];
}

describe('every key', () => {
  const plan = planOf(external('  tenants: [health]'));

  test('has a purpose the custody matrix knows, and lets someone use it beside its administrators', () => {
    for (const key of keysOf(plan)) {
      expect(Object.keys(awsCustody.purposes)).toContain(kindOf(key.purpose));
      expect({ alias: key.alias, users: keyStatements(key.use).length > 1 }).toEqual({ alias: key.alias, users: true });
    }
  });

  test('has an alias, and a parameter in its stack, of its own', () => {
    const all = keysOf(plan);
    expect(new Set(all.map(({ alias }) => alias)).size).toBe(all.length);
    expect(new Set(all.map(({ stack, purpose }) => `${stack}:${keyParameter(purpose)}`)).size).toBe(all.length);
    expect(keyParameter('backup-recovery')).toBe('KeyArnBackupRecovery');
  });
});

describe('the custody matrix', () => {
  const plan = planOf(external('  tenants: [health]'));
  const rows = custodyMatrix(plan.aws as NonNullable<CountryPlan['aws']>, plan.intent);

  test('has a row for each purpose of the plan, at the level it is held, and for what no level reaches', () => {
    const purposes = new Set(keysOf(plan).map(({ purpose }) => kindOf(purpose) as string));
    expect(new Set(rows.map(({ purpose }) => purpose))).toEqual(new Set([...purposes, 'access-logs']));
    for (const { purpose, level, reaches } of rows) {
      expect({ purpose, level }).toEqual({ purpose, level: purpose === 'access-logs' ? 'vendor' : 'external' });
      if (purpose !== 'access-logs') expect(reaches).toContain(level);
    }
  });

  test('is shown with each key, its stack and who may use it', () => {
    const text = planText(plan);
    expect(text).toContain('### Custody');
    expect(text).toContain('| access-logs | S3 server access logs | vendor | nothing else |');
    expect(text).toMatch(
      /\| alias\/sovereign-in-data \| sovereign-in-data \| external \| out of band: keys.md \|.*UseThroughServicesOfTheRegion/,
    );
  });

  test('tenants are shown with their bucket, their key and the roles that reach them', () => {
    const shown =
      '| health | sovereign-in-tenant-health-${AWS::AccountId} | alias/sovereign-in-tenant-health | sovereign-in-mumbai-a-workload |';
    expect(planText(plan)).toContain(shown);
    expect(planText(planOf(external()))).not.toContain('| tenant | bucket |');
  });

  test('what is not reached is a residual risk, whether or not someone answers for it', () => {
    const risks = (aws: string) => planOf(external(aws)).aws?.notes.residualRisks.join('\n');
    expect(risks('')).toMatch(/custody external does not reach access-logs, and no exception/);
    const answered = risks(`  custody:\n    access-logs: ${exception('vendor')}`);
    expect(answered).not.toMatch(/no exception under/);
    expect(answered).toMatch(
      /by exception to custody external, access-logs is held at vendor until 2027-06-30 \(the minister/,
    );
  });
});

describe('an exception', () => {
  const text = external(`  custody:\n    recovery: ${exception('cmk')}`);
  const plan = planOf(text);

  test('lowers its purpose and nothing else', () => {
    expect(keysOf(plan).map(({ purpose, custody, source }) => [purpose, custody, source])).toEqual(
      keysOf(plan).map(({ purpose }) =>
        purpose === 'recovery' ? [purpose, 'cmk', 'create'] : [purpose, 'external', 'import'],
      ),
    );
  });

  test('is said loudly: on the first screen, in the matrix and as a residual risk', () => {
    const said = /recovery is held at cmk until 2027-06-30 \(the minister: the store is not there yet\)/;
    expect(plan.aws?.notes.headlines?.join('\n')).toMatch(said);
    expect(plan.residualRisks.map((risk) => risk.text).join('\n')).toMatch(said);
    expect(planText(plan)).toMatch(/\| recovery \|.*\| cmk \|.*until 2027-06-30, the minister/);
  });

  test.each([
    ['a level that is not lower', external(`  custody:\n    data: ${exception('external')}`), 'exception that is none'],
    [
      'a vendor’s key where a customer’s is reached',
      external(`  custody:\n    data: ${exception('vendor')}`),
      'exception that is none',
    ],
    [
      'a customer’s key where none is reached',
      external(`  custody:\n    access-logs: ${exception('cmk')}`),
      'exception that is none',
    ],
    ['a purpose that is none', external(`  custody:\n    everything: ${exception('cmk')}`), 'unknown key'],
    ['no end', external('  custody:\n    data: { level: cmk, owner: the minister, reason: none at all }'), 'missing'],
    [
      'an end that is no date',
      external(`  custody:\n    data: ${exception('cmk').replace('2027-06-30', 'never')}`),
      'not well formed',
    ],
    [
      'nothing to lower',
      external(`  custody:\n    data: ${exception('cmk')}`, 'cmk # as it was'),
      'exception that is none',
    ],
  ])('%s is refused', (_, document, title) => {
    expect(problemsOf(document).map((problem) => problem.title)).toContain(title);
  });

  test('does not go below a legal floor', () => {
    const france = `schemaVersion: 1
country: FR
custody: external
aws:
  regions: { primary: eu-west-3 }
  network: 10.64.0.0/12
  custody:
    data: ${exception('hsm-cmk')}
  cells:
    - { name: paris-a, zone: euw3-az1, pools: [{ name: serve, instance: g4dn.12xlarge, nodes: { min: 1, max: 8 } }] }
`;
    expect(problemsOf(france, 'fr.yaml').map(({ title }) => title)).toEqual(['exception below the legal floor']);
  });
});

describe('CloudHSM', () => {
  const australia = (more = '', classification = 'restricted'): string => `schemaVersion: 1
country: AU
classification: ${classification}
custody: hsm-cmk
aws:
  regions: { primary: ap-southeast-2, recovery: ap-southeast-4 }
  network: 10.64.0.0/12
${more}  cells:
    - { name: sydney-a, zone: apse2-az1, pools: [{ name: serve, instance: g5.12xlarge, nodes: { min: 1, max: 8 } }] }
`;
  test('is refused in a region that has none, with the keys that would need it', () => {
    expect(refusal(australia())).toEqual([
      expect.objectContaining({
        path: ['aws', 'regions'],
        title: 'custody level not to be had in this region',
        found: expect.stringMatching(
          /^hsm-cmk in ap-southeast-4, for sovereign-au-bootstrap-recovery\/bootstrap, sovereign-au-audit-recovery\/audit-recovery, sovereign-au-recovery\/recovery/,
        ),
      }),
    ]);
  });

  test('a key that is named shows that it is there; an exception lowers it, where no law forbids', () => {
    const ids = [
      'recovery/recovery',
      'recovery/backup-recovery',
      'audit-recovery/audit-recovery',
      'bootstrap-recovery/bootstrap',
    ];
    const named = ids.map((id, at) => `    sovereign-au-${id}: "${arn(at, 'ap-southeast-4')}"\n`);
    expect(refusal(australia(`  keys:\n${named.join('')}`))).toEqual([]);
    const lowered = ['recovery', 'backup-recovery', 'audit-recovery', 'bootstrap'].map(
      (purpose) => `    ${purpose}: ${exception('cmk')}\n`,
    );
    expect(refusal(australia(`  custody:\n${lowered.join('')}`, 'official'))).toEqual([]);
  });
});

describe('keys the document names', () => {
  const accounts = '  accounts: { data: "222222222222" }';
  const named = (id: string, value: string, level = 'external') =>
    external(`${accounts}\n  keys:\n    ${id}: "${value}"`, level);
  const DATA = 'sovereign-in-data/data';

  test.each([
    ['of another region', named(DATA, arn(1, 'eu-west-1', '222222222222')), 'key of another region', 'ap-south-1'],
    [
      'of the recovery region, for data',
      named(DATA, arn(1, 'ap-south-2', '222222222222')),
      'key of another region',
      'ap-south-1',
    ],
    ['of another account', named(DATA, arn(1)), 'key of another account', '222222222222'],
    [
      'of another partition',
      named(DATA, arn(1, 'ap-south-1', '222222222222', 'aws-cn')),
      'key of another partition',
      'aws',
    ],
    [
      'multi-Region',
      named(DATA, 'arn:aws:kms:ap-south-1:222222222222:key/mrk-1234abcd12ab34cd56ef1234567890ab'),
      'multi-Region key',
      'a single-Region key',
    ],
    [
      'an alias',
      named(DATA, 'arn:aws:kms:ap-south-1:222222222222:alias/sovereign-in-data'),
      'not the id of a key',
      expect.stringContaining('alias'),
    ],
    [
      'no ARN',
      named(DATA, '1234abcd-12ab-34cd-56ef-1234567890ab'),
      'not the ARN of a key',
      expect.stringContaining('arn:aws:kms:ap-south-1'),
    ],
    ['for a stack that is none', named('sovereign-in-dota/data', arn(1)), 'no such key', expect.stringContaining(DATA)],
    [
      'for a purpose that is none',
      named('sovereign-in-data/volumes', arn(1)),
      'no such key',
      expect.stringContaining(DATA),
    ],
    [
      'where CloudFormation makes it',
      named(DATA, arn(1), 'cmk # as it was'),
      'key that CloudFormation makes',
      expect.stringContaining('none of this plan'),
    ],
  ])('%s: refused where it stands', (_, text, title, allowed) => {
    const [issue, ...others] = refusal(text);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ title, allowed, path: ['aws', 'keys', expect.any(String)] });
  });

  test('one key for two purposes is refused at the second', () => {
    const text = external(`  keys:\n    ${DATA}: "${arn(1)}"\n    sovereign-in-archive/archive: "${arn(1)}"`);
    expect(refusal(text).map(({ title, path }) => [title, path[2]])).toEqual([
      ['one key for two purposes', 'sovereign-in-archive/archive'],
    ]);
  });

  test('every problem is said at once, with the name that was meant', () => {
    const text = external(`  keys:\n    sovereign-in-data/dta: "${arn(1)}"\n    ${DATA}: "${arn(2, 'eu-west-1')}"`);
    expect(refusal(text).map(({ title }) => title)).toEqual(['no such key', 'key of another region']);
    expect(refusal(text)[0]?.found).toBe(`sovereign-in-data/dta; did you mean ${DATA}?`);
  });

  test('phase one is said until every key is named', () => {
    const phase = (text: string) => planOf(text).aws?.notes.headlines?.filter((line) => line.includes('phase one'));
    const most = keysOf(planOf(external())).length;
    expect(phase(external())).toEqual([
      `custody external, phase one of two: ${most} keys to be made out of band, see keys.md`,
    ]);
    expect(phase(external(`  keys: { ${DATA}: "${arn(1)}" }`))).toEqual([
      expect.stringContaining(`: ${most - 1} keys`),
    ]);
    const ids = keysOf(planOf(external())).map(({ stack, purpose }) => `${stack}/${purpose}`);
    const all = ids.map((id, at) => `    ${id}: "${arn(at, id.includes('recovery') ? 'ap-south-2' : 'ap-south-1')}"`);
    expect(phase(external(`  keys:\n${all.join('\n')}`))).toEqual([]);
  });
});

test('who may put a key policy is said, with an organisation and without', () => {
  const risks = (text: string) => planOf(text).aws?.notes.residualRisks.join('\n');
  expect(risks(external())).toMatch(/without an organisation, whoever may put a key policy/);
  expect(risks(external('  organization: { id: o-a1b2c3d4e5, targets: [ou-ab12-cd34ef56] }'))).toMatch(
    /put by the deployment and the administrators of the organisation only/,
  );
});
