import { azure } from '../../../lib/catalogue';
import { planText } from '../../../lib/evidence/plan-text';
import { planCountry } from '../../../lib/plan';
import { isRdma, osDiskFor, RESERVATION_ACTIONS } from '../../../lib/plan/azure';
import { readCountry } from '../../../lib/profile';
import { DOCUMENTS, planOf, profileOf } from './countries';

const SERVE = 'size: Standard_NC40ads_H100_v5, nodes: { min: 1, max: 8 } }';
const GROUP =
  '/subscriptions/44444444-4444-4444-4444-444444444444/resourceGroups/reserved/providers/Microsoft.Compute/capacityReservationGroups/gpu';
const pool = (text: string) => (document: string) => document.replace(SERVE, `${text} }`);
const reserved = (size: string) =>
  pool(`size: ${size}, nodes: { min: 0, max: 4 }, zone: "1", capacity: { reservation: ${GROUP} }`);
const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);
const problems = (text: string) => readCountry('in.yaml', text).problems.filter(({ severity }) => severity === 'error');

test('take the driver, the fabric and the zones their size implies', () => {
  const [amd, serve] = planOf('BR').cells[0]?.pools ?? [];
  expect(amd).toMatchObject({ gpuDriver: 'None', rdma: true, zones: ['3'], gpus: 8, totalGpus: 32 });
  expect(serve).toMatchObject({ gpuDriver: 'Install', rdma: false, zones: [], totalGpus: 40 });
  expect(planOf('NO').cells[0]?.pools[0]).toMatchObject({ rdma: true, zones: ['2'] });
  expect(planOf('DE').cells[0]?.pools[0]).toMatchObject({ arch: 'arm64', gpus: 4, rdma: true });
});

test('every size of the catalogue is planned where it is offered, or refused with what is near', () => {
  for (const [size, spec] of Object.entries(azure.sizes)) {
    const text = DOCUMENTS.IN.replace(SERVE, `size: ${size}, nodes: { min: 0, max: 1 } }`);
    const found = problems(text);
    if (azure.regions['centralindia']?.offers.includes(size)) {
      expect([size, found]).toEqual([size, []]);
      const [planned] = planOf('IN', () => text).cells[0]?.pools ?? [];
      expect(planned).toMatchObject({
        size,
        rdma: spec.infinibandGbps > 0,
        gpuDriver: spec.gpu.includes('AMD') ? 'None' : 'Install',
        osDisk: osDiskFor(spec.localDiskGiB),
      });
    } else {
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject({
        title: 'GPU size not offered here',
        mend: expect.stringMatching(/^use Standard_N\S+, the nearest size offered here; or /),
      });
    }
  }
});

test('the letter r in a size and the fabric in the catalogue agree', () => {
  for (const [size, { infinibandGbps }] of Object.entries(azure.sizes))
    expect([size, isRdma(size)]).toEqual([size, infinibandGbps > 0]);
});

test('the system lies on a disk that fits, and is managed where none does', () => {
  expect([64, 127, 128, 255, 256, 511, 512, 6400].map((room) => osDiskFor(room))).toEqual([
    { type: 'Managed', sizeGb: 512 },
    { type: 'Managed', sizeGb: 512 },
    { type: 'Ephemeral', sizeGb: 128 },
    { type: 'Ephemeral', sizeGb: 128 },
    { type: 'Ephemeral', sizeGb: 256 },
    { type: 'Ephemeral', sizeGb: 256 },
    { type: 'Ephemeral', sizeGb: 512 },
    { type: 'Ephemeral', sizeGb: 512 },
  ]);
  expect(planOf('BR').notes.residualRisks.join('\n')).toContain('Standard_NC24ads_A100_v4 have no room');
  expect(planOf('IN').notes.residualRisks.join('\n')).not.toContain('have no room');
});

test('are refused where AKS takes no more nodes, by pool and by cluster', () => {
  const refusal = (edit: (text: string) => string) => {
    try {
      return planOf('IN', edit);
    } catch (error) {
      return error;
    }
  };
  expect(refusal((text) => text.replace('max: 8 }', 'max: 1001 }'))).toMatchObject({
    issues: [{ path: ['azure', 'cells', 0, 'pools', 0, 'nodes', 'max'] }],
  });
  const many = Array.from(
    { length: 6 },
    (_, index) => `        - { name: p${index}, size: Standard_NC40ads_H100_v5, nodes: { min: 0, max: 1000 } }`,
  );
  expect(refusal((text) => `${text.trimEnd()}\n${many.join('\n')}\n`)).toMatchObject({
    issues: [{ path: ['azure', 'cells', 0, 'pools'] }],
  });
});

describe('reserved capacity', () => {
  test('is drawn on by its pool, with a role on its group that can place nodes and nothing else', () => {
    const plan = planOf('IN', reserved('Standard_NC96ads_A100_v4'));
    const [cell] = plan.cells;
    expect(cell?.pools[0]?.reservation).toBe(GROUP);
    expect(cell?.reservations).toEqual({ role: 'sovereign-in-cell-pune-a-reservations', groups: [GROUP] });
    expect(RESERVATION_ACTIONS.every((action) => /\/(read|deploy\/action)$/.test(action))).toBe(true);
    const condition = plan.notes.preconditions.find(({ id }) => id === 'reservation-pune-a-serve');
    expect(condition?.text).toMatch(/is in centralindia, .*Standard_NC96ads_A100_v4 for 4 nodes, and has zone 1/);
    expect(plan.notes.facts.map(({ statement }) => statement).join('\n')).toContain('Taken by capacity reservations');
    expect(planOf('IN').cells[0]).not.toHaveProperty('reservations', expect.anything());
  });

  test('is refused for sizes that reservations do not take, with those they do', () => {
    for (const [size, { capacityReservation }] of Object.entries(azure.sizes)) {
      const found = problems(reserved(size)(DOCUMENTS.IN)).filter(({ title }) => title.startsWith('no capacity'));
      expect([size, found.length]).toEqual([size, capacityReservation ? 0 : 1]);
      if (!capacityReservation) expect(found[0]?.allowed).toContain('NCads_A100_v4');
      if (/^Standard_ND|^Standard_NC\d+adi?s_H100/.test(size))
        expect([size, capacityReservation]).toEqual([size, false]);
    }
  });

  test('is refused from another subscription than that of the cell', () => {
    const inCell = (subscription: string) =>
      reserved('Standard_NC96ads_A100_v4')(DOCUMENTS.IN).replace(
        '- name: pune-a',
        `- name: pune-a\n      subscription: ${subscription}`,
      );
    expect(problems(inCell('44444444-4444-4444-4444-444444444444'))).toEqual([]);
    expect(problems(inCell('33333333-3333-3333-3333-333333333333'))).toMatchObject([
      { title: 'reservation of another subscription', found: expect.stringContaining('cell pune-a is in 3333') },
    ]);
    expect(problems(inCell('44444444-4444-4444-4444-444444444444').replace(GROUP, 'gpu'))).toHaveLength(1);
  });
});

describe('quotas', () => {
  test('are asked for every GPU node, system node and upgrade, in each subscription', () => {
    for (const country of ['IN', 'AE', 'DE'] as const) {
      const plan = planOf(country);
      for (const subscription of new Set(plan.cells.map((cell) => cell.subscription))) {
        const wanted = plan.cells
          .filter((cell) => cell.subscription === subscription)
          .flatMap(({ cluster, pools }) => [
            (cluster.system.nodes.max + 1) * cluster.system.vcpus,
            ...pools.map(({ nodes, vcpus }) => nodes.max * vcpus),
          ])
          .reduce((sum, value) => sum + value, 0);
        const asked = plan.notes.quotas.filter(({ account }) => account === subscription);
        const whole = asked.filter(({ name }) => name === 'Total Regional vCPUs');
        expect(whole.map(({ amount }) => amount)).toEqual([wanted]);
        const parts = asked.filter(({ name }) => name !== 'Total Regional vCPUs');
        expect(parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(wanted);
      }
    }
    expect(new Set(planOf('DE').notes.quotas.map(({ account }) => account)).size).toBe(2);
  });

  test('name the series as the vendor counts them', () => {
    expect(planOf('IN').notes.quotas.map(({ name }) => name)).toEqual([
      'Ddsv5 series',
      'NCads_H100_v5 series',
      'Total Regional vCPUs',
    ]);
  });
});

describe('cost', () => {
  test('is the price of the region by the nodes, and a total', () => {
    expect(planOf('IN').cost).toMatchObject({ currency: 'USD', pools: [{ cell: 'pune-a', pool: 'serve' }] });
    const { cost } = planOf('BR');
    const price = azure.prices['brazilsouth']?.['Standard_NC24ads_A100_v4'] as number;
    expect(cost.pools[1]).toEqual({
      cell: 'sp-a',
      pool: 'serve',
      size: 'Standard_NC24ads_A100_v4',
      node: price,
      min: Math.round(price * 100) / 100,
      max: Math.round(price * 4000) / 100,
    });
    expect(cost.total?.max).toBeCloseTo((cost.pools[0]?.max ?? 0) + (cost.pools[1]?.max ?? 0), 2);
    expect(cost.leavesOut).toHaveLength(1);
  });

  test('of reserved nodes is said and not added; of what has no price is unknown', () => {
    expect(planOf('IN', reserved('Standard_NC96ads_A100_v4')).cost).toMatchObject({
      pools: [{ note: 'billed for as many nodes as are reserved, used or not' }],
      leavesOut: ['pool pune-a/serve', expect.any(String)],
    });
    const claimed = planOf(
      'IN',
      pool('size: Standard_ND96asr_v4, nodes: { min: 0, max: 1 }, offering: "letter of the vendor"'),
    );
    expect(claimed.cost.pools[0]).toMatchObject({ note: 'the catalogue has no price' });
    expect(claimed.cost).not.toHaveProperty('total');
  });

  test('is read with its date', () => {
    const text = planText(planCountry(profileOf('BR', DOCUMENTS.BR)));
    expect(text).toContain('### Cost an hour, on demand (prices 2026-06-18, derived)');
    expect(text).toMatch(/sp-a\/amd \| Standard_ND96isr_MI300X_v5 \| USD [\d.]+ \| USD 0\.00 \| USD /);
    expect(text).toContain('512 GiB, managed');
  });
});

test('what a pool needs of people depends on what it is', () => {
  const needs = (country: keyof typeof DOCUMENTS) => ids(planOf(country).notes.preconditions);
  expect(needs('AE')).toEqual(expect.arrayContaining(['nd-host-encryption', 'isolated-gpu-driver']));
  expect(needs('BR')).toEqual(expect.arrayContaining(['amd-driver']));
  expect(needs('DE')).toEqual(expect.arrayContaining(['arm-images', 'unlisted-sizes']));
  for (const none of ['nd-host-encryption', 'amd-driver', 'arm-images', 'unlisted-sizes'])
    expect(needs('IN')).not.toContain(none);
  for (const country of Object.keys(DOCUMENTS) as (keyof typeof DOCUMENTS)[])
    expect(needs(country)).toEqual(expect.arrayContaining(['quota']));
});
