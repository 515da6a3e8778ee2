import { PlanRefusal } from '../../../lib/plan';
import type { SubnetPlan } from '../../../lib/plan/azure';
import { lustrePrefix } from '../../../lib/plan/azure/lustre';
import { planOf } from './countries';

const subnet = (country: 'NO' | 'BR'): SubnetPlan =>
  planOf(country).cells[0]?.vnet.subnets.find(({ tier }) => tier === 'lustre') as SubnetPlan;

test.each([
  [4, 27],
  [16, 27],
  [20, 26],
  [40, 26],
  [44, 25],
  [92, 25],
  [96, 24],
  [196, 24],
  [200, 23],
  [384, 23],
])('%i TiB need a subnet of /%i', (capacity, prefix) => expect(lustrePrefix(capacity)).toBe(prefix));

test('stands in the zone of the first pool that names one, in the last block of its cell', () => {
  expect(planOf('NO').cells[0]?.lustre).toMatchObject({
    zone: '2',
    capacityTiB: 16,
    throughput: 500,
    subnet: 'lustre',
  });
  expect(planOf('NO').cells[0]?.network).toBe('10.0.0.0/19');
  expect(subnet('NO').block).toBe('10.0.31.224/27');
  expect(planOf('BR').cells[0]?.lustre?.zone).toBe('3');
});

test('moves no other subnet, and is moved by none', () => {
  const without = planOf('NO', (text) => text.replace('lustre: { capacityTiB: 16 }', 'lustre: none')).cells[0]?.vnet;
  const blocks = (subnets: readonly SubnetPlan[] = []) => subnets.map(({ name, block }) => [name, block]);
  expect(blocks(without?.subnets)).toEqual(blocks(planOf('NO').cells[0]?.vnet.subnets).slice(0, -1));
});

test('is refused where its cell has no room left', () => {
  const crowded = (text: string) =>
    text.replace('network: 10.0.0.0/16', 'network: 10.0.0.0/20').replace('max: 64', 'max: 900');
  expect(() => planOf('NO', crowded)).toThrow(PlanRefusal);
});

test('lets nodes in by the ports of Lustre, and its servers to each other; out only through a firewall', () => {
  const allowed = (country: 'NO' | 'BR') =>
    subnet(country)
      .rules.filter(({ access }) => access === 'Allow')
      .map(({ name, sources, destinations, ports }) => [name, sources, destinations, ports]);
  const own = subnet('NO').block;
  const of = (...tiers: string[]) =>
    planOf('NO')
      .cells[0]?.vnet.subnets.filter(({ tier }) => tiers.includes(tier))
      .map(({ block }) => block);
  const nodes = of('system', 'pool');
  expect(allowed('NO')).toEqual([
    ['allow-servers-in', [own], [own], ['*']],
    ['allow-lustre-in', nodes, [own], ['988', '1019-1023']],
    ['allow-servers-out', [own], [own], ['*']],
    ['allow-lustre-out', [own], nodes, ['988', '1019-1023']],
    ['allow-endpoints-out', [own], of('endpoints'), ['443']],
  ]);
  expect(allowed('BR').slice(5)).toEqual([['allow-https-out', [subnet('BR').block], ['Internet'], ['443']]]);
  expect(subnet('BR').routed).toBe(true);
  expect(subnet('NO').routed).toBe(false);
  for (const country of ['NO', 'BR'] as const)
    expect(subnet(country).rules.filter(({ access }) => access === 'Deny')).toHaveLength(2);
});

test('has a key of its own, and no file system has none', () => {
  const purposes = (country: 'NO' | 'IN') => planOf(country).cells[0]?.keys.map(({ purpose }) => purpose);
  expect(purposes('NO')).toContain('lustre');
  expect(purposes('IN')).not.toContain('lustre');
  expect(planOf('IN').notes.preconditions.some(({ id }) => id.startsWith('lustre'))).toBe(false);
});

test('says what it asks of people', () => {
  const ids = (country: 'NO' | 'BR') =>
    planOf(country)
      .notes.preconditions.map(({ id }) => id)
      .filter((id) => id.startsWith('lustre'));
  expect(ids('NO')).toEqual(['lustre-oslo', 'lustre-isolated-oslo', 'lustre-key-oslo', 'lustre-mount-oslo']);
  expect(ids('BR')).toEqual([
    'lustre-sp-a',
    'lustre-firewall-sp-a',
    'lustre-key-sp-a',
    'lustre-mount-sp-a',
    'lustre-principal',
  ]);
  expect(planOf('BR').notes.residualRisks.join('\n')).toContain('HPC Cache Resource Provider');
  expect(planOf('NO').notes.residualRisks.join('\n')).not.toContain('HPC Cache Resource Provider');
  const providers = planOf('NO').notes.preconditions.find(({ id }) => id === 'providers')?.text;
  expect(providers).toContain('Microsoft.StorageCache');
  expect(planOf('IN').notes.preconditions.find(({ id }) => id === 'providers')?.text).not.toContain('StorageCache');
});
