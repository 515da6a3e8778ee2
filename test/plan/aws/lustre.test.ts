import { lustre as sizes } from '../../../lib/catalogue';
import { PlanRefusal, planCountry } from '../../../lib/plan';
import { type AwsTarget, type CountryProfile, readCountry } from '../../../lib/profile';
import { problemsOf } from '../../support/country';
import { awsOnly, planOf } from '../../support/plans';

const POOL = 'pools:';
/** India with something of its cell said, in YAML. */
const india = (text: string, ...more: [string | RegExp, string][]) =>
  planOf(awsOnly('in', [POOL, `${text}\n      ${POOL}`], ...more)).aws;
const cellOf = (plan: ReturnType<typeof india>) => plan?.cells[0];

describe('which cell has a file system', () => {
  test('one with a pool of several P instances: 4.8 TiB for every 64 GPUs, and the plan says why', () => {
    const [cell] = planOf(awsOnly('in')).aws?.cells ?? [];
    expect(cell?.lustre).toMatchObject({
      capacityGiB: 9600,
      throughput: 1000,
      zone: 'aps1-az1',
      reason: '75 MB/s for each of 128 GPUs that train (train)',
    });
    expect(planOf(awsOnly('in', ['max: 16', 'max: 17'])).aws?.cells[0]?.lustre?.capacityGiB).toBe(14400);
  });

  test('not one that serves only, nor one of single machines; the plan says so', () => {
    const [train, serve] = planOf(awsOnly('ae'), 'ae.yaml').aws?.cells ?? [];
    expect(train?.lustre).toBeDefined();
    expect(serve?.lustre).toBeUndefined();
    expect(serve?.withoutLustre).toBe('no pool of several P instances with EFA');
    expect(planOf(awsOnly('in', ['max: 16', 'max: 1'])).aws?.cells[0]?.lustre).toBeUndefined();
  });

  test('the document decides: a size, or none', () => {
    expect(cellOf(india('lustre: { capacityTiB: 19.2, throughput: 250 }'))?.lustre).toMatchObject({
      capacityGiB: 19200,
      throughput: 250,
      reason: 'decided in the document',
    });
    const none = india('lustre: none');
    expect(cellOf(none)?.withoutLustre).toBe('by decision of the document');
    expect(none?.notes.quotas.filter(({ unit }) => unit === 'GiB')).toEqual([]);
    expect(none?.notes.residualRisks.some((risk) => risk.includes('FSx'))).toBe(false);
    expect(none?.notes.preconditions.some(({ id }) => id.startsWith('lustre'))).toBe(false);
  });

  test('none where the region lacks the type, and the plan says that', () => {
    const profile = readCountry('document.yaml', awsOnly('in')).profile as CountryProfile;
    const target = profile.aws as AwsTarget;
    const cells = target.cells.map((cell) => ({ ...cell, zone: 'apse6-az1' }));
    const plan = planCountry({ ...profile, aws: { ...target, regions: { primary: 'ap-southeast-6' }, cells } }).aws;
    expect(cellOf(plan)?.withoutLustre).toBe('CloudFormation has no AWS::FSx::FileSystem in ap-southeast-6');
  });
});

describe('its place', () => {
  test('the zone of the first pool that trains, in the last block of the cell', () => {
    const elsewhere = planOf(
      awsOnly('in', ['max: 16 },', 'max: 16 }, zone: aps1-az3, offering: "a test says so",']),
    ).aws;
    expect(cellOf(elsewhere)?.lustre?.zone).toBe('aps1-az3');
    expect(cellOf(elsewhere)?.subnets.at(-1)).toEqual({
      name: 'lustre',
      tier: 'lustre',
      zone: 'aps1-az3',
      cidr: '10.64.255.128/25',
    });
  });

  test('stays where it is when pools are appended and grow', () => {
    const place = (plan: ReturnType<typeof india>) => cellOf(plan)?.subnets.find(({ name }) => name === 'lustre')?.cidr;
    const grown = planOf(
      awsOnly(
        'in',
        ['max: 24', 'max: 60'],
        [/$/, '        - { name: more, instance: p5.48xlarge, nodes: { min: 0, max: 4 } }\n'],
      ),
    ).aws;
    expect(place(grown)).toBe(place(planOf(awsOnly('in')).aws));
  });

  test('adding it moves no subnet', () => {
    const without = cellOf(india('lustre: none'))?.subnets;
    expect(cellOf(planOf(awsOnly('in')).aws)?.subnets.slice(0, -1)).toEqual(without);
  });

  test('a cell that is full to its end is refused, with three ways out', () => {
    const refusals = Array.from({ length: 20 }, (_, pools) => {
      const more = Array.from(
        { length: pools },
        (_, index) => `        - { name: p${index}, instance: g6.xlarge, nodes: { min: 0, max: 1 } }\n`,
      );
      try {
        india(
          'network: 10.64.0.0/21\n      lustre: { capacityTiB: 4.8 }',
          ['max: 16', 'max: 1'],
          ['min: 2, max: 24', 'min: 1, max: 1'],
          [/$/, more.join('') || '\n'],
        );
        return [];
      } catch (error) {
        return error instanceof PlanRefusal ? error.issues : [];
      }
    });
    // The file system is the first to miss its place, and says so.
    expect(refusals[0]).toEqual([]);
    expect(refusals.find((issues) => issues.length > 0)).toEqual([
      expect.objectContaining({
        path: ['aws', 'cells', 0, 'name'],
        title: 'no room for the file system',
        mend: 'give the cell a larger network, lower nodes.max, or write lustre: none',
      }),
    ]);
  });
});

test('quota, price and zone are told to the operator', () => {
  const plan = planOf(awsOnly('in')).aws;
  expect(plan?.notes.quotas).toContainEqual(
    expect.objectContaining({ name: 'Lustre Persistent_2 SSD storage capacity', amount: 9600, unit: 'GiB' }),
  );
  expect(plan?.notes.preconditions.find(({ id }) => id === 'lustre-mumbai-a')?.text).toMatch(
    /PERSISTENT_2 with EFA and the capacity for 9\.6 TiB.*what it costs is unknown/,
  );
  expect(plan?.notes.preconditions.some(({ id }) => id === 'lustre-link-mumbai-a')).toBe(false);
  const apart = india('account: "333333333333"', [
    '  network: 10.64',
    '  accounts: { data: "222222222222", logArchive: "222222222222" }\n  network: 10.64',
  ])?.notes.preconditions;
  expect(apart?.some(({ id }) => id === 'lustre-link-mumbai-a')).toBe(true);
});

test('what the templates must hold: the file system, its links, its logs and its border', () => {
  const expected = planOf(awsOnly('in')).aws?.expectations.filter(({ promise }) => promise.includes('/lustre'));
  expect(expected?.map(({ promise }) => promise)).toEqual([
    'cells/mumbai-a/keys/lustre',
    'cells/mumbai-a/network/subnets/lustre',
    'cells/mumbai-a/network/acls/lustre',
    'cells/mumbai-a/lustre',
    'cells/mumbai-a/lustre/models',
    'cells/mumbai-a/lustre/data',
    'cells/mumbai-a/lustre/log-group',
    'cells/mumbai-a/lustre/group',
  ]);
  expect(expected?.find(({ promise }) => promise.endsWith('/lustre/data'))?.settings).toMatchObject({
    'S3.AutoExportPolicy.Events': undefined,
  });
});

describe('the document', () => {
  const problems = (text: string) => problemsOf(awsOnly('in', [POOL, `${text}\n      ${POOL}`]));

  test.each(Object.entries(sizes.stepGiB))('at %s MB/s per TiB it grows by %i GiB', (throughput, step) => {
    const text = (tib: number) => `lustre: { capacityTiB: ${tib}, throughput: ${throughput} }`;
    expect(problems(text((step * 2) / 1000))).toEqual([]);
    expect(problems(text(step / 2000))).toEqual([
      expect.objectContaining({
        title: 'not a size of Lustre',
        allowed: expect.stringContaining(`multiples of ${step / 1000} TiB`),
        mend: `write ${step / 1000}, or choose another throughput`,
      }),
    ]);
    expect(problems(text((step * 1.5) / 1000))[0]?.mend).toMatch(/^write [\d.]+ or [\d.]+, or choose/);
  });

  test('throughput is 1000 where it is left out', () => {
    expect(cellOf(india('lustre: { capacityTiB: 4.8 }'))?.lustre?.throughput).toBe(1000);
  });

  test('another word, another throughput and no capacity are told where they stand', () => {
    expect(problems('lustre: nothing')).not.toEqual([]);
    expect(problems('lustre: { capacityTiB: 4.8, throughput: 200 }')).not.toEqual([]);
    expect(problems('lustre: { throughput: 250 }')).not.toEqual([]);
  });
});
