import { aws, awsPrice } from '../../../lib/catalogue';
import { planText } from '../../../lib/evidence/plan-text';
import { problemsOf } from '../../support/country';
import { awsOnly, planOf } from '../../support/plans';

const TRAIN = /- { name: train.*/;
const train = (pool: string): string => awsOnly('in', [TRAIN, `- { name: train, ${pool} }`]);
const p5 = train('instance: p5.48xlarge, nodes: { min: 1, max: 3 }');
const gb200 = (max: number): string =>
  train(
    `instance: p6e-gb200.36xlarge, nodes: { min: 0, max: ${max} }, capacity: { block: cr-0a1b2c3d4e5f67890 }, offering: "letter of the vendor"`,
  );

describe('quotas', () => {
  test('count vCPUs of what is bought on demand, not of Capacity Blocks', () => {
    expect(planOf(awsOnly('in')).aws?.notes.quotas.filter(({ unit }) => unit === 'vCPU')).toEqual([
      expect.objectContaining({ name: 'Running On-Demand G and VT instances', amount: 24 * 48, unit: 'vCPU' }),
    ]);
  });

  test('are those of each account', () => {
    const cell = (name: string, account: string, max: number): string =>
      `    - { name: ${name}, zone: aps1-az1, account: "${account}", pools: [{ name: p, instance: p5.48xlarge, nodes: { min: 0, max: ${max} } }] }\n`;
    const text = awsOnly('in', [
      / {2}network:[\s\S]*/,
      `  network: 10.64.0.0/12\n  accounts: { logArchive: "333333333333", data: "444444444444" }\n  cells:\n${cell('aa', '111111111111', 1)}${cell('bb', '222222222222', 2)}${cell('cc', '111111111111', 4)}`,
    ]);
    const plan = planOf(text);
    expect(plan.aws?.notes.quotas.map(({ account, amount, name }) => [account, amount, name])).toEqual([
      ['111111111111', 5 * 192, 'Running On-Demand P instances'],
      ['222222222222', 2 * 192, 'Running On-Demand P instances'],
      ['222222222222', 4800, 'Lustre Persistent_2 SSD storage capacity'],
      ['111111111111', 4800, 'Lustre Persistent_2 SSD storage capacity'],
    ]);
    expect(planText(plan)).toContain(
      '| aws | ap-south-1, account 222222222222 | Running On-Demand P instances | 384 vCPU |',
    );
  });
});

describe('cost', () => {
  test('is the price of the region by the nodes, in whole cents', () => {
    const { cost } = planOf(p5).aws ?? {};
    expect(cost?.pools[0]).toEqual({
      cell: 'mumbai-a',
      pool: 'train',
      size: 'p5.48xlarge',
      node: 66.048,
      min: 66.05,
      max: 198.14,
    });
    expect(cost?.pools[1]).toMatchObject({ pool: 'serve', note: 'the catalogue has no price' });
    expect(cost?.pools[1]).not.toHaveProperty('max');
  });

  test('a total says what it leaves out', () => {
    expect(planOf(p5).aws?.cost).toMatchObject({
      currency: 'USD',
      total: { min: 66.05, max: 198.14 },
      leavesOut: ['pool mumbai-a/serve', 'system pools, control planes, volumes, storage, endpoints, keys and logs'],
    });
    expect(planOf(awsOnly('in')).aws?.cost).not.toHaveProperty('total');
  });

  test.each([
    ['block', 'paid when the Capacity Block is bought, at its own price'],
    ['reservation', 'billed for as many nodes as are reserved, used or not'],
  ])('a %s is priced otherwise: it is no part of the total', (kind, note) => {
    const [pool] = planOf(awsOnly('in').replace('{ block: cr-', `{ ${kind}: cr-`)).aws?.cost.pools ?? [];
    expect(pool).toEqual({ cell: 'mumbai-a', pool: 'train', size: 'p5en.48xlarge', node: 75.9552, note });
  });

  test('a person reads it with its date, and unknown where nothing is known', () => {
    const large = train('instance: p5.48xlarge, nodes: { min: 0, max: 62 }');
    const text = planText(planOf(large));
    expect(text).toContain('### Cost an hour, on demand (prices 2026, secondary)');
    expect(text).toContain('| mumbai-a/train | p5.48xlarge | USD 66.05 | USD 0.00 | USD 4,094.98 | - |');
    expect(text).toContain(
      '| mumbai-a/serve | g6e.12xlarge | unknown | unknown | unknown | the catalogue has no price |',
    );
    expect(text).toContain('| all |  |  | at least USD 0.00 | at least USD 4,094.98 | without pool mumbai-a/serve;');
    expect(planText(planOf(awsOnly('in')))).toContain('| all |  |  | unknown | unknown |');
  });

  test('prices are of known types in known regions, and none is invented', () => {
    for (const [region, types] of Object.entries(aws.prices))
      for (const type of Object.keys(types)) {
        expect([region, Object.hasOwn(aws.regions, region)]).toEqual([region, true]);
        expect([type, Object.hasOwn(aws.instances, type)]).toEqual([type, true]);
      }
    expect(awsPrice('p5.48xlarge', 'nowhere-1')).toBeUndefined();
    expect(awsPrice('constructor', 'ap-south-1')).toBeUndefined();
  });

  test('is a fact under its own mark', () => {
    expect(planOf(p5).aws?.notes.facts).toContainEqual(
      expect.objectContaining({ statement: 'Prices on demand: p5.48xlarge USD 66.048', confidence: 'secondary' }),
    );
    const prices = planOf(train('instance: g6.xlarge, nodes: { min: 0, max: 1 }')).aws?.notes.facts ?? [];
    expect(prices.some(({ statement }) => statement.startsWith('Prices'))).toBe(false);
  });
});

describe('Capacity Blocks', () => {
  const nodes = (min: number): string =>
    awsOnly('in').replace('nodes: { min: 0, max: 16 }', `nodes: { min: ${min}, max: 16 }`);

  test('nodes that are always kept outlast a block: said, not refused', () => {
    expect(problemsOf(nodes(0))).toEqual([]);
    expect(problemsOf(nodes(2))).toEqual([
      expect.objectContaining({ severity: 'warning', title: 'nodes outside the time of a Capacity Block' }),
    ]);
  });

  test('the operator is told to empty the pool before an update and before the end', () => {
    const how = (text: string) =>
      planOf(text).aws?.notes.preconditions.find(({ id }) => id === 'capacity-mumbai-a-train');
    expect(how(awsOnly('in'))?.text).toMatch(
      /scaled to no nodes before an update, and half an hour before the block ends$/,
    );
    expect(how(awsOnly('in', ['{ block: cr-', '{ reservation: cr-']))?.text).not.toMatch(/scaled to no nodes/);
  });
});

describe('UltraServers', () => {
  test('a pool is one of them, on Arm, without a placement group, and its facts are marked', () => {
    const plan = planOf(gb200(18)).aws;
    expect(plan?.cells[0]?.pools[0]).toMatchObject({
      amiType: 'AL2023_ARM_64_NVIDIA',
      placementGroup: false,
      gpu: 'GB200',
      gpus: 4,
      localDisks: true,
    });
    expect(plan?.notes.facts).toContainEqual(
      expect.objectContaining({ statement: 'UltraServer: p6e-gb200.36xlarge, 9 or 18', confidence: 'secondary' }),
    );
    expect(plan?.notes.preconditions.map(({ id }) => id)).toContain('ultraserver');
    expect(planOf(awsOnly('in')).aws?.notes.preconditions.map(({ id }) => id)).not.toContain('ultraserver');
  });

  test('two are two pools', () => {
    expect(problemsOf(gb200(19))).toContainEqual(
      expect.objectContaining({
        title: 'more nodes than an UltraServer has',
        allowed: expect.stringContaining('9 or 18'),
      }),
    );
  });

  test('none is bought on demand', () => {
    const text = gb200(9).replace('capacity: { block: cr-0a1b2c3d4e5f67890 }, ', '');
    expect(problemsOf(text)).toContainEqual(
      expect.objectContaining({ title: 'not sold on demand', allowed: 'capacity-block' }),
    );
  });
});

test('what pods leave on local disks is under no key of the country: a stated risk', () => {
  const risk = (text: string) => planOf(text).aws?.notes.residualRisks.some((said) => said.includes('local NVMe'));
  expect(risk(awsOnly('in'))).toBe(true);
});
