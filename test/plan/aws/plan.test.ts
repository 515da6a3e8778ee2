import { aws, country, countryCodes } from '../../../lib/catalogue';
import { logGroupRetention, nicsOf } from '../../../lib/plan/aws';
import { awsOnly, awsTemplates, planOf } from '../../support/plans';

const india = planOf(awsOnly('in')).aws;
const emirates = planOf(awsOnly('ae')).aws;

describe('network interfaces', () => {
  // Interfaces of each kind: the table a reviewer would check by hand against the vendor's pages.
  test.each([
    ['p4d.24xlarge', 4],
    ['p4de.24xlarge', 4],
    ['p5.48xlarge', 32],
    ['p5e.48xlarge', 32],
    ['p5en.48xlarge', 16],
    ['p6-b200.48xlarge', 8],
    ['p6-b300.48xlarge', 16],
    ['g6e.24xlarge', 2],
    ['g6e.48xlarge', 4],
    ['g7e.24xlarge', 2],
    ['g7e.48xlarge', 4],
    ['g6e.12xlarge', 1],
    ['g5.xlarge', 0],
  ])('%s has one ENA and %i EFA', (instance, efa) => {
    const nics = nicsOf(instance);
    expect(nics[0]).toEqual({ card: 0, device: 0, type: 'interface' });
    expect(nics.filter(({ type }) => type === 'interface')).toHaveLength(1);
    expect(nics.filter(({ type }) => type === 'efa-only')).toHaveLength(efa);
    expect(new Set(nics.map(({ card, device }) => `${card}/${device}`)).size).toBe(nics.length);
  });

  test('card 0 takes EFA at device 1, the others at device 0', () => {
    for (const { card, device } of nicsOf('p5.48xlarge').slice(1)) expect(device).toBe(card === 0 ? 1 : 0);
  });

  test('p6-b300 keeps card 0 for IP alone: the count does not come from the cards', () => {
    expect(nicsOf('p6-b300.48xlarge').filter(({ card }) => card === 0)).toHaveLength(1);
  });

  test('a type the table does not know is refused with the way to add it', () => {
    expect(() => nicsOf('trn9.huge')).toThrow(/trn9.huge; add it to the catalogue/);
    expect(() => nicsOf('p6-b200.84xlarge')).toThrow(/did you mean p6-b200.48xlarge/);
  });
});

describe('capacity and placement', () => {
  test('a placement group is for on-demand pools of several nodes with EFA', () => {
    const [train, serve] = india?.cells[0]?.pools ?? [];
    expect(train).toMatchObject({ capacity: { kind: 'block', id: 'cr-0a1b2c3d4e5f67890' }, placementGroup: false });
    expect(serve).toMatchObject({ capacity: { kind: 'on-demand' }, placementGroup: true });
  });

  test('what a node group cannot change in place is in its name', () => {
    const name = (text: string) => planOf(text).aws?.cells[0]?.pools[1]?.nodegroup;
    const same = name(awsOnly('in', ['nodes: { min: 2, max: 24 }', 'nodes: { min: 3, max: 20 }']));
    const other = name(awsOnly('in', ['g6e.12xlarge', 'g6e.24xlarge']));
    expect(same).toBe(india?.cells[0]?.pools[1]?.nodegroup);
    expect(other).not.toBe(same);
  });
});

describe('zones', () => {
  test('a control plane stands in three sound zones, or in two', () => {
    const zones = (plan: typeof india) =>
      plan?.cells[0]?.subnets.filter(({ tier }) => tier === 'control').map(({ zone }) => zone);
    expect(zones(india)).toEqual(['aps1-az1', 'aps1-az2', 'aps1-az3']);
    // Two of three are damaged: no more of them than a control plane needs.
    expect(zones(emirates)).toEqual(['mec1-az1', 'mec1-az2']);
  });

  test('a damaged zone in use is a residual risk', () => {
    expect(emirates?.notes.residualRisks.filter((risk) => risk.includes('physical damage'))).toHaveLength(1);
    expect(india?.notes.residualRisks.some((risk) => risk.includes('physical damage'))).toBe(false);
  });
});

describe('recovery', () => {
  test('India copies to its second region, which deploys first', () => {
    expect(india?.stacks.map(({ purpose, region }) => [purpose, region])).toEqual([
      ['limits', 'ap-south-1'],
      ['bootstrap', 'ap-south-1'],
      ['bootstrap', 'ap-south-2'],
      ['baseline', 'ap-south-1'],
      ['baseline', 'ap-south-2'],
      ['archive', 'ap-south-1'],
      ['audit', 'ap-south-1'],
      ['audit', 'ap-south-2'],
      ['recovery', 'ap-south-2'],
      ['data', 'ap-south-1'],
      ['registry', 'ap-south-1'],
      ['cell', 'ap-south-1'],
    ]);
    expect(india?.data.buckets.filter(({ replica }) => replica).map(({ replica }) => replica?.region)).toEqual([
      'ap-south-2',
      'ap-south-2',
    ]);
  });

  test('what is deleted stays in the copies, and the plan says so', () => {
    const said = (plan: typeof india) =>
      plan?.notes.residualRisks.some((risk) => risk.includes('stays in their copies'));
    expect([said(india), said(emirates)]).toEqual([true, false]);
  });

  test('a country with one region says that copies stay in it', () => {
    expect(emirates?.recovery).toBeUndefined();
    expect(emirates?.notes.residualRisks.some((risk) => risk.includes('only region used'))).toBe(true);
  });
});

test('log groups get the shortest period that is long enough, or none', () => {
  expect([180, 181, 365, 366, 3653, 3654].map(logGroupRetention)).toEqual([180, 365, 365, 400, 3653, undefined]);
});

test('a plan is frozen all the way down', () => {
  const plan = planOf(awsOnly('in'));
  expect(() => {
    (plan.aws as unknown as { cells: unknown[] }).cells.push({});
  }).toThrow(TypeError);
});

test('the same document gives the same plan', () => {
  expect(JSON.stringify(planOf(awsOnly('in')))).toBe(JSON.stringify(planOf(awsOnly('in'))));
});

test('opt-in regions and custody keys are preconditions', () => {
  expect(india?.notes.preconditions.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'region-ap-south-2',
      'bootstrap-limits',
      'bootstrap-ap-south-1',
      'autoscaling-role',
      'capacity-mumbai-a-train',
    ]),
  );
  const external = planOf(awsOnly('in', ['custody: cmk', 'custody: external'])).aws;
  const made = [
    ...(external?.audits ?? []),
    external?.archive,
    external?.data,
    external?.recovery,
    external?.registry,
    ...(external?.cells ?? []),
  ];
  const keys = made.flatMap((owner) => owner?.keys ?? []);
  expect(keys.length).toBeGreaterThan(6);
  const phase = external?.notes.preconditions.find(({ id }) => id === 'keys-phase-one')?.text;
  for (const { alias } of keys) expect(phase).toContain(alias);
  expect(aws.regions['ap-south-2']?.optIn).toBe(true);
});

describe('address book', () => {
  test('what a stack names of another, it names by an address of the plan', () => {
    expect(india?.addresses.map(({ what, owner, namedBy }) => [what, owner, namedBy])).toEqual([
      [
        'boundary of every role',
        'sovereign-in-bootstrap-limits',
        india?.stacks.map(({ name }) => name).filter((name) => name !== 'sovereign-in-bootstrap-limits'),
      ],
      ...(india?.bootstrap.execution ?? []).map((_, index, { length }) => [
        `what CloudFormation may, ${index + 1} of ${length}`,
        'sovereign-in-bootstrap-limits',
        ['sovereign-in-bootstrap', 'sovereign-in-bootstrap-recovery'],
      ]),
      ["archive's key, by its alias", 'sovereign-in-archive', ['sovereign-in-audit', 'sovereign-in-audit-recovery']],
      ['archive of flow logs', 'sovereign-in-archive', ['sovereign-in-cell-mumbai-a']],
      ['archive of control-plane logs', 'sovereign-in-archive', ['sovereign-in-cell-mumbai-a']],
      [
        'key of the archive of control-plane logs, by its alias',
        'sovereign-in-archive',
        ['sovereign-in-cell-mumbai-a'],
      ],
      ['bucket models', 'sovereign-in-data', ['sovereign-in-cell-mumbai-a']],
      ['bucket data', 'sovereign-in-data', ['sovereign-in-cell-mumbai-a']],
      ['copy of models', 'sovereign-in-recovery', ['sovereign-in-data']],
      ['copy of data', 'sovereign-in-recovery', ['sovereign-in-data']],
      ['key of the copies', 'sovereign-in-recovery', ['sovereign-in-data']],
      ['vault of copies', 'sovereign-in-recovery', ['sovereign-in-data']],
    ]);
    const stacks = new Set(india?.stacks.map(({ name }) => name));
    for (const { owner, namedBy } of india?.addresses ?? [])
      for (const name of [owner, ...namedBy]) expect(stacks).toContain(name);
  });
});

describe('system pool', () => {
  test('takes a type that every one of its zones sells, in every region whose data is known', () => {
    for (const [region, { zones, general }] of Object.entries(aws.regions)) {
      if (Object.keys(general).length === 0 || !countryOf(region)) continue;
      const text = `schemaVersion: 1
country: "${countryOf(region)}"
classification: official
aws:
  regions: { primary: ${region} }
  network: 10.0.0.0/12
  cells: [{ name: cell-a, zone: ${zones[0]}, pools: [{ name: train, instance: p5.48xlarge, nodes: { min: 0, max: 1 }, offering: "a test says so" }] }]
`;
      const [cell] = planOf(text).aws?.cells ?? [];
      const own = cell?.subnets.filter(({ tier }) => tier === 'system').map(({ zone }) => zone) ?? [];
      expect({ region, verified: cell?.system.verified }).toEqual({ region, verified: true });
      for (const instance of cell?.system.instances ?? [])
        expect(general[instance]).toEqual(expect.arrayContaining(own));
    }
  });
});

const countryOf = (region: string): string | undefined =>
  countryCodes.find((code) => country(code)?.aws.regions.includes(region));

describe('names', () => {
  test('pools whose names run together are kept apart, in a cell and between cells', () => {
    const cells = ['aa', 'aa-bb'].map(
      (name, index) => `
    - name: ${name}
      zone: aps1-az1
      pools:${(index === 0 ? ['bb-cc', 'a-1', 'a1'] : ['cc'])
        .map(
          (pool) => `
        - { name: ${pool}, instance: g6.xlarge, nodes: { min: 0, max: 1 } }`,
        )
        .join('')}`,
    );
    const plan = planOf(awsOnly('in', [/ {2}cells:[\s\S]*/, `  cells:${cells.join('')}\n`]));
    const names =
      plan.aws?.cells.flatMap(({ pools, system }) => [system.nodegroup, ...pools.map(({ nodegroup }) => nodegroup)]) ??
      [];
    expect(new Set(names).size).toBe(6);
    expect(() => awsTemplates(plan)).not.toThrow();
  });

  test('the longest names a document takes are within the limits of AWS', () => {
    const long = 'abcdefghijklmnopqrst';
    const { aws: plan } = planOf(awsOnly('in', ['mumbai-a', long], ['name: train', `name: ${long}`]));
    const [cell] = plan?.cells ?? [];
    for (const name of [...(cell?.pools ?? []).map(({ nodegroup }) => nodegroup), cell?.system.nodegroup ?? ''])
      expect(name.length).toBeLessThanOrEqual(63);
    for (const name of Object.values(cell?.cluster.roles ?? {})) expect(name.length).toBeLessThanOrEqual(64);
    for (const { name } of [...(plan?.data.buckets ?? []), ...(plan?.archive.buckets ?? [])])
      expect(name.replace(/\$\{.*\}/, '123456789012').length).toBeLessThanOrEqual(63);
  });
});

test("a claimed offering is shown as a claim, never under the vendor's name", () => {
  const { aws: plan } = planOf(
    awsOnly('in', [
      'instance: g6e.12xlarge,',
      'instance: p6-b200.48xlarge, offering: "letter of the vendor, 2026-11-01",',
    ]),
  );
  const facts = plan?.notes.facts ?? [];
  expect(facts.find(({ statement }) => statement.startsWith('Offered'))?.statement).not.toContain('p6-b200');
  expect(facts).toContainEqual({
    statement: 'Not in the catalogue: p6-b200.48xlarge in aps1-az1',
    asOf: '-',
    confidence: 'unverified',
    sources: ['the document says: letter of the vendor, 2026-11-01'],
  });
});

test('what nobody named is asked for, and said how', () => {
  const { aws: plan } = planOf(
    awsOnly('in', ['  network: 10.64', '  accounts: { logArchive: "222222222222" }\n  network: 10.64']),
  );
  expect(plan?.notes.preconditions.find(({ id }) => id === 'cell-accounts')?.how).toContain(
    '--parameters sovereign-in-archive:CellAccounts=',
  );
});
