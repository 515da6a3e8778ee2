import { planText } from '../../../lib/evidence/plan-text';
import { planCountry } from '../../../lib/plan';
import {
  type AzurePlan,
  apiServerZone,
  type EstateFeatures,
  endpointsFor,
  estatesOf,
  FEATURES,
  networksOf,
  rulesFor,
  type SecurityRule,
  type Surroundings,
  surroundingsOf,
  zonesFor,
} from '../../../lib/plan/azure';
import { addressBook } from '../../../lib/plan/azure/addresses';
import { type Cidr, contains, overlaps, parseCidr, sizeOf } from '../../../lib/profile/cidr';
import { POD_CIDR } from '../../../lib/profile/rules/networks';
import { COUNTRIES, type Country, DOCUMENTS, planOf, profileOf, refusalOf } from './countries';

const cidr = (text: string): Cidr => parseCidr(text) as Cidr;
const ids = (plan: AzurePlan): string[] => plan.notes.preconditions.map(({ id }) => id);

const CIRCUIT =
  '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/wan/providers/Microsoft.Network/expressRouteCircuits/line';
const HOME =
  '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/wan/providers/Microsoft.Network/virtualNetworks/home';
const PATHS = {
  vpn: '{ kind: vpn, gateway: 198.51.100.7, operators: [192.168.0.0/24, 192.168.8.0/24] }',
  circuit: `{ kind: circuit, circuit: ${CIRCUIT}, operators: [192.168.0.0/24] }`,
  bastion: `{ kind: bastion, network: ${HOME}, operators: [192.168.0.0/24] }`,
};
const withPath =
  (kind: keyof typeof PATHS) =>
  (text: string): string =>
    text.replace(/^azure:/m, `azure:\n  path: ${PATHS[kind]}`);

describe.each(COUNTRIES)('the networks of %s', (country) => {
  const plan = planOf(country);

  test('have their own blocks, in IPv4 alone, and every subnet its nodes with room to grow', () => {
    const networks = networksOf(plan).map(({ vnet }) => vnet);
    for (const [index, vnet] of networks.entries()) {
      for (const other of networks.slice(0, index)) expect(overlaps(cidr(vnet.block), cidr(other.block))).toBe(false);
      for (const [at, subnet] of vnet.subnets.entries()) {
        expect(contains(cidr(vnet.block), cidr(subnet.block))).toBe(true);
        expect(cidr(subnet.block).prefix).toBeLessThanOrEqual(28);
        for (const other of vnet.subnets.slice(0, at))
          expect(overlaps(cidr(subnet.block), cidr(other.block))).toBe(false);
      }
    }
    for (const { vnet, pools } of plan.cells)
      for (const pool of pools) {
        const subnet = vnet.subnets.find(({ name }) => name === pool.subnet);
        expect(sizeOf(cidr(subnet?.block ?? '').prefix)).toBeGreaterThanOrEqual(pool.nodes.max * 1.25 + 6);
      }
  });

  test('deny what no rule names, in and out, in every subnet', () => {
    for (const { vnet } of networksOf(plan))
      for (const { rules } of vnet.subnets) {
        const last = rules.filter(({ access }) => access === 'Deny');
        expect(last.map(({ direction }) => direction)).toEqual(['Inbound', 'Outbound']);
        for (const rule of last)
          expect(rule).toMatchObject({
            priority: 4096,
            protocol: '*',
            sources: ['*'],
            destinations: ['*'],
            ports: ['*'],
          });
        for (const rule of rules.filter(({ access }) => access === 'Allow')) {
          expect(rule.sources).not.toContain('Internet');
          expect(rule.sources).not.toContain('*');
          expect(rule.sources.length * rule.destinations.length).toBeGreaterThan(0);
          expect(rule.description).toMatch(/^\S.{5,138}\S$/);
          if (plan.egress === 'isolated') expect(rule.destinations).not.toContain('Internet');
        }
        for (const direction of ['Inbound', 'Outbound']) {
          const priorities = rules.filter((rule) => rule.direction === direction).map(({ priority }) => priority);
          expect(new Set(priorities).size).toBe(priorities.length);
        }
      }
  });

  test('give every endpoint its reasons, and zones that say whose names they hold', () => {
    for (const { root, endpoints, vnet } of estatesOf(plan)) {
      const needed = endpoints.flatMap(({ zones }) => zones);
      for (const { reasons } of endpoints) {
        expect(reasons.length).toBeGreaterThan(0);
        for (const reason of reasons) expect(reason).toMatch(/^\S.{8,}\S$/);
      }
      for (const zone of needed) expect(vnet.zones.map(({ name }) => name)).toContain(zone);
      for (const { name, reason } of vnet.zones) {
        const needs = (all: readonly { readonly to: string; readonly zones: readonly string[] }[]) =>
          all.filter(({ zones }) => zones.includes(name)).map(({ to }) => to);
        // The runner's network holds the names of what it reaches of the other roots.
        const others = root === 'bootstrap' ? estatesOf(plan) : [];
        const whose = new Set([...needs(endpoints), ...others.flatMap(({ doors }) => needs(doors?.endpoints ?? []))]);
        const api = name === apiServerZone(plan.location) ? ['the API server'] : [];
        expect(reason).toBe(`names of ${[...whose, ...api].join(', ')}`);
      }
    }
  });

  test('are each recorded, in an account of their region, by its watcher', () => {
    for (const { root, vnet } of networksOf(plan)) {
      const away = root === 'recovery';
      const early = ['bootstrap', 'hsm'];
      expect(vnet.flowLog).toMatchObject({
        storageId: away ? plan.recovery?.flows.id : plan.foundation.flows.id,
        // Networks that are there before the account: the foundation, which owns it, records them.
        root: early.includes(root) ? 'foundation' : root,
        local: root === 'foundation' || early.includes(root) || away,
        watcher: {
          name: `NetworkWatcher_${away ? plan.regions.recovery : plan.location}`,
          resourceGroup: 'NetworkWatcherRG',
        },
      });
    }
    expect(plan.foundation.flows).toMatchObject({ key: 'flows', lockDays: plan.foundation.archive.lockDays });
    expect(plan.notes.residualRisks.join()).not.toContain('not recorded');
    expect(ids(plan)).toEqual(expect.arrayContaining(['network-watcher', 'flows-arrive', 'names-closed']));
  });
});

describe('endpoints', () => {
  const { azure } = profileOf('IN', DOCUMENTS.IN);
  const book = addressBook('IN', azure as NonNullable<typeof azure>);
  const ESTATES: EstateFeatures[] = [
    { kind: 'foundation', vault: true },
    { kind: 'data', vault: true },
    { kind: 'cell', vault: true },
    { kind: 'cell', vault: true, etcdKey: true, isolated: true, telemetry: true },
  ];
  const solve = (estate: EstateFeatures, features = FEATURES) => endpointsFor(book, 'cell-a', estate, features);
  const zones = (list: ReturnType<typeof solve>): Set<string> => new Set(list.flatMap((endpoint) => endpoint.zones));

  test.each(FEATURES.map((feature, index) => [feature.reason, index] as const))(
    '%s: without it its endpoint and zones go, unless another needs them; with it they come',
    (reason, index) => {
      const feature = FEATURES[index] as (typeof FEATURES)[number];
      const without = FEATURES.filter((other) => other !== feature);
      for (const estate of ESTATES.filter((each) => feature.when(each))) {
        const before = solve(estate).find(({ to }) => to === feature.to);
        const after = solve(estate, without).find(({ to }) => to === feature.to);
        expect(before?.reasons).toContain(reason);
        expect(after?.reasons ?? []).not.toContain(reason);
        expect(after === undefined).toBe(before?.reasons.length === 1);
        const alone = solve(estate, [feature]);
        expect(alone.map(({ to }) => to)).toEqual([feature.to]);
        expect([...zones(alone)]).toEqual(before?.zones);
        const others = solve(
          estate,
          FEATURES.filter(({ to }) => to !== feature.to),
        );
        for (const zone of before?.zones ?? [])
          expect(zones(others).has(zone)).toBe(others.some((endpoint) => endpoint.zones.includes(zone)));
      }
    },
  );

  test('follow what a region runs', () => {
    const reasons = (country: Country, to: string) =>
      planOf(country).cells[0]?.endpoints.find((endpoint) => endpoint.to === to)?.reasons;
    expect(reasons('IN', 'registry')?.[0]).toMatch(/^nodes boot from its cache/);
    expect(reasons('BR', 'registry')).toEqual(['nodes pull images']);
    expect(reasons('IN', 'vault')).toContain('the API server unwraps its etcd key');
    expect(reasons('QA', 'vault')).toEqual(['the runner makes and rotates the keys']);
    expect(reasons('IN', 'scope')).toBeUndefined();
    const watched = planOf('BR', (text) => text.replace(/^azure:/m, 'azure:\n  sensor: defender')).cells[0];
    expect(watched?.endpoints.find(({ to }) => to === 'scope')).toMatchObject({ local: false });
    expect(watched?.vnet.zones.map(({ name }) => name)).toContain('privatelink.ods.opinsights.azure.com');
  });

  test('know the zones of every subresource a region may use', () => {
    expect(zonesFor('registry')).toEqual(['privatelink.azurecr.io']);
    for (const [subresource, zone] of [
      ['blob', 'privatelink.blob.core.windows.net'],
      ['dfs', 'privatelink.dfs.core.windows.net'],
      ['file', 'privatelink.file.core.windows.net'],
      ['queue', 'privatelink.queue.core.windows.net'],
      ['table', 'privatelink.table.core.windows.net'],
      ['vault', 'privatelink.vaultcore.azure.net'],
      ['managedhsm', 'privatelink.managedhsm.azure.net'],
    ] as const)
      expect(zonesFor(subresource)).toEqual([zone]);
    expect(zonesFor('azuremonitor')).toHaveLength(5);
    expect(zonesFor('account')).toHaveLength(3);
    expect(zonesFor('constructor')).toEqual([]);
  });
});

describe('rules', () => {
  const SUBNETS = [
    { tier: 'apiserver', block: '10.0.0.0/27' },
    { tier: 'endpoints', block: '10.0.0.32/27' },
    { tier: 'system', block: '10.0.1.0/24' },
    { tier: 'pool', block: '10.0.2.0/24' },
  ] as const;
  const [api, endpoints, system, pool] = SUBNETS.map(({ block }) => block);
  const of = (tier: (typeof SUBNETS)[number]['tier'] | 'gateway' | 'bastion', ways: Partial<Surroundings> = {}) =>
    rulesFor(tier, SUBNETS.find((subnet) => subnet.tier === tier)?.block ?? '10.9.0.0/26', {
      ...surroundingsOf(SUBNETS),
      ...ways,
    }).filter(({ access }) => access === 'Allow');
  const say = (rules: SecurityRule[]) =>
    Object.fromEntries(
      rules.map(({ name, protocol, sources, destinations, ports }) => [
        name,
        `${protocol} ${sources.join(' ')} > ${destinations.join(' ')} : ${ports.join(' ')}`,
      ]),
    );

  test('let nodes speak with nodes and pods at every port, and with all else at the ports it serves', () => {
    const own = `${pool} ${POD_CIDR}`;
    const cluster = `${system} ${pool} ${POD_CIDR}`;
    expect(say(of('pool'))).toEqual({
      'allow-cluster-in': `* ${cluster} > ${own} : *`,
      'allow-api-in': `Tcp ${api} > ${own} : *`,
      'allow-probes': `* AzureLoadBalancer > ${own} : *`,
      'allow-cluster-out': `* ${own} > ${cluster} : *`,
      'allow-api-out': `Tcp ${own} > ${api} : 443 4443`,
      'allow-endpoints-out': `Tcp ${own} > ${endpoints} : 443`,
    });
    expect(Object.keys(say(of('system')))).toEqual(Object.keys(say(of('pool'))));
  });

  test('open the internet to nodes behind a firewall only', () => {
    expect(of('pool').filter(({ destinations }) => destinations.includes('Internet'))).toEqual([]);
    const out = of('pool', { out: true }).filter(({ destinations }) => destinations.includes('Internet'));
    expect(out.map(({ ports, protocol }) => [protocol, ...ports])).toEqual([['Tcp', '443']]);
  });

  test('let nodes, its like and the operators to the API server, and nobody else', () => {
    expect(say(of('apiserver'))).toEqual({
      'allow-nodes-in': `Tcp ${system} ${pool} ${api} > ${api} : 443 4443`,
      'allow-probes': `Tcp AzureLoadBalancer > ${api} : 9988`,
      'allow-cluster-out': `Tcp ${api} > ${system} ${pool} ${POD_CIDR} ${api} : *`,
      'allow-endpoints-out': `Tcp ${api} > ${endpoints} : 443`,
    });
    expect(say(of('apiserver', { operators: ['192.168.0.0/24'] }))['allow-operators-in']).toBe(
      `Tcp 192.168.0.0/24 > ${api} : 443`,
    );
  });

  test('let operators to the endpoints of shared services, and to no cell', () => {
    expect(say(of('endpoints', { operators: ['192.168.0.0/24'] }))).toEqual({
      'allow-cell-in': `Tcp ${system} ${pool} ${api} > ${endpoints} : 443`,
    });
    const shared = { nodes: [], apiServer: undefined };
    expect(say(of('endpoints', { ...shared, operators: ['192.168.0.0/24'] }))).toEqual({
      'allow-operators-in': `Tcp 192.168.0.0/24 > ${endpoints} : 443`,
    });
    expect(say(of('endpoints', { ...shared, peeredRunner: true }))).toEqual({
      'allow-runner-in': `Tcp VirtualNetwork > ${endpoints} : 443`,
    });
    expect(of('endpoints', shared)).toEqual([]);
  });

  test('take operators to the system nodes only where the API server stands among them', () => {
    const operators = ['192.168.0.0/24'];
    expect(say(of('system', { operators }))).not.toHaveProperty('allow-operators-in');
    expect(say(of('system', { operators, apiServer: undefined }))['allow-operators-in']).toBe(
      `Tcp 192.168.0.0/24 > ${system} : 443`,
    );
    expect(say(of('pool', { operators, apiServer: undefined }))).not.toHaveProperty('allow-operators-in');
  });

  test('are none on a gateway, and those the vendor asks for on a Bastion, without the internet', () => {
    expect(rulesFor('gateway', '10.9.0.0/27', surroundingsOf([]))).toEqual([]);
    expect(say(of('bastion', { operators: ['192.168.0.0/24'], leadsTo: [api as string] }))).toEqual({
      'allow-operators-in': 'Tcp 192.168.0.0/24 > 10.9.0.0/26 : 443',
      'allow-manager-in': 'Tcp GatewayManager > 10.9.0.0/26 : 443',
      'allow-probes': 'Tcp AzureLoadBalancer > 10.9.0.0/26 : 443',
      'allow-bastion-in': 'Tcp VirtualNetwork > VirtualNetwork : 5701 8080',
      'allow-api-out': `Tcp 10.9.0.0/26 > ${api} : 443`,
      'allow-sessions-out': 'Tcp * > VirtualNetwork : 22 3389',
      'allow-bastion-out': 'Tcp VirtualNetwork > VirtualNetwork : 5701 8080',
      'allow-vendor-out': 'Tcp * > AzureCloud : 443',
    });
  });
});

describe('the address plan', () => {
  test('keeps the blocks of cells and pools when another is appended', () => {
    const blocks = (plan: AzurePlan) =>
      plan.cells[0]?.vnet.subnets.map(({ name, block, securityGroup }) => [name, block, securityGroup]);
    const before = planOf('IN');
    const after = planOf(
      'IN',
      (text) =>
        `${text.trimEnd()}\n        - { name: more, size: Standard_NC40ads_H100_v5, nodes: { min: 0, max: 90 } }\n`,
    );
    expect(after.cells[0]?.network).toBe(before.cells[0]?.network);
    expect(blocks(after)?.slice(0, -1)).toEqual(blocks(before));
    expect(blocks(after)?.at(-1)?.[0]).toBe('pool-more');
  });

  test('keeps every block when a path is added', () => {
    const blocks = (plan: AzurePlan) => estatesOf(plan).map(({ vnet }) => vnet.block);
    expect(blocks(planOf('IN', withPath('vpn')))).toEqual(blocks(planOf('IN')));
  });

  test.each([
    ['the shared services', (text: string) => text, '10.95.0.0/16'],
    ['the path', withPath('vpn'), '10.95.255.0/26'],
  ])('refuses a cell where %s stand, and says where and what to do', (_, edit, block) => {
    const refused = refusalOf('IN', (text) =>
      edit(text).replace('- name: pune-a', `- name: pune-a\n      network: ${block.replace('/26', '/24')}`),
    );
    expect(refused?.issues).toHaveLength(1);
    expect(refused?.issues[0]).toMatchObject({
      path: ['azure', 'network'],
      found: expect.stringContaining('pune-a'),
      mend: expect.stringContaining('larger network'),
    });
  });

  test('refuses pools the cell has no room for', () => {
    const refused = refusalOf('IN', (text) =>
      text.replace('10.80.0.0/12', '10.80.0.0/20').replace('max: 8 }', 'max: 800 }'),
    );
    expect(refused?.issues[0]?.path).toEqual(['azure', 'cells', 0]);
  });

  test('sends nodes through the firewall, and nothing else', () => {
    const { cells, foundation, data } = planOf('BR');
    const routed = cells[0]?.vnet.subnets.filter((subnet) => subnet.routed).map(({ name }) => name);
    expect(routed).toEqual(['system', 'pool-amd', 'pool-serve', 'lustre']);
    expect(cells[0]?.vnet.routeTable?.nextHop).toBe('10.200.0.4');
    expect([foundation.vnet.routeTable, data.vnet.routeTable]).toEqual([undefined, undefined]);
    const isolated = planOf('IN').cells[0];
    expect(isolated?.vnet.routeTable).toBeUndefined();
    expect(isolated?.cluster.outboundType).toBe('none');
  });
});

describe("the operators' path", () => {
  test('is none by default: nobody but its nodes reaches an API server', () => {
    const plan = planOf('IN');
    expect(plan.path).toBeUndefined();
    expect(plan.roots.map(({ name }) => name)).not.toContain('path');
    expect(ids(plan)).toContain('operator-path');
    for (const { rules } of plan.cells[0]?.vnet.subnets.filter(({ tier }) => tier === 'apiserver') ?? [])
      expect(rules.map(({ name }) => name)).not.toContain('allow-operators-in');
  });

  test('stands in a root of its own, made last, in the platform subscription', () => {
    const plan = planOf('DE', withPath('vpn'));
    const root = plan.roots.at(-1);
    expect(root).toMatchObject({ name: 'path', purpose: 'path', subscription: '11111111-1111-1111-1111-111111111111' });
    expect(root?.dependsOn).toEqual(estatesOf(plan).map(({ root: name }) => name));
    expect(plan.path?.peerings.map(({ to, elsewhere }) => [to, elsewhere])).toEqual([
      ['foundation', undefined],
      ['data', '22222222-2222-2222-2222-222222222222'],
      ['cell-fra', '33333333-3333-3333-3333-333333333333'],
      ['cell-fra-b', '${var.subscription_id}'],
    ]);
    expect(plan.addresses.filter(({ namedBy }) => namedBy.join() === 'path')).toHaveLength(4);
  });

  test('lets operators in to API servers and shared services, by name of their blocks and at one port', () => {
    for (const country of ['IN', 'QA'] as const) {
      const plan = planOf(country, withPath('circuit'));
      const open = networksOf(plan).flatMap(({ root, vnet }) =>
        vnet.subnets.flatMap(({ tier, rules }) =>
          rules.filter(({ sources }) => sources.includes('192.168.0.0/24')).map(({ ports }) => [root, tier, ...ports]),
        ),
      );
      const cell = country === 'IN' ? 'apiserver' : 'system';
      expect(open).toEqual([
        ['foundation', 'endpoints', '443'],
        ['data', 'endpoints', '443'],
        [plan.cells[0]?.root, cell, '443'],
      ]);
      for (const { root, vnet } of networksOf(plan))
        expect([root, JSON.stringify(vnet).includes('"VirtualNetwork"')]).toEqual([root, root === 'bootstrap']);
    }
  });

  test('is a VPN with the one public address, or a circuit or a Bastion with none', () => {
    expect(planOf('NO', withPath('vpn')).path?.entrance).toMatchObject({
      kind: 'vpn',
      sku: 'VpnGw2AZ',
      zones: ['1', '2', '3'],
      remote: { address: '198.51.100.7' },
    });
    expect(planOf('DE', withPath('circuit')).path?.entrance).toMatchObject({ circuit: CIRCUIT, authorized: false });
    expect(planOf('NO', withPath('circuit')).path?.entrance).toMatchObject({ sku: 'ErGw1AZ', authorized: true });
    const { path } = planOf('DE', withPath('bastion'));
    expect(path?.entrance).toMatchObject({ kind: 'bastion', from: HOME });
    expect(path?.vnet.subnets.map(({ name, block }) => [name, cidr(block).prefix])).toEqual([
      ['AzureBastionSubnet', 26],
    ]);
    expect(
      planOf('NO', withPath('vpn')).path?.vnet.subnets.map(({ name, securityGroup }) => [name, securityGroup]),
    ).toEqual([['GatewaySubnet', undefined]]);
  });

  test.each(['vpn', 'circuit', 'bastion'] as const)(
    '%s says what operators must do, and what they bring in',
    (kind) => {
      const { notes } = planOf('DE', withPath(kind));
      const list = notes.preconditions.map(({ id }) => id);
      expect(list.filter((id) => id === 'operator-path')).toHaveLength(1);
      expect(list.includes('bastion-reach')).toBe(kind === 'bastion');
      expect(list.includes('operator-names')).toBe(kind !== 'bastion');
      expect(notes.headlines).toContain(`a path in for operators: ${kind}`);
      expect(
        notes.residualRisks.filter((risk) => /VPN ends|behind the circuit|pass through a Bastion/.test(risk)),
      ).toHaveLength(1);
    },
  );
});

describe('what a person reads', () => {
  const read = (country: Country, edit = (text: string) => text): string =>
    planText(planCountry(profileOf(country, edit(DOCUMENTS[country]))));

  test('names every network, endpoint and zone with its reason, and who comes in', () => {
    const text = read('QA');
    expect(text).toContain('| sovereign-qa-cell-doha-network | cell-doha |');
    expect(text).toContain('| pods load weights |');
    expect(text).toContain('| privatelink.qatarcentral.azmk8s.io | cell-doha | names of the API server |');
    expect(text).toContain('by no way of these roots');
    expect(read('DE', withPath('vpn'))).toContain('by VPN, from 198.51.100.7');
    expect(read('DE', withPath('circuit'))).toContain('by ExpressRoute, circuit line');
    expect(read('DE', withPath('bastion'))).toContain('by private-only Bastion, from network home');
    expect(read('DE', withPath('vpn'))).toContain('a gateway of the vendor: no group');
  });
});
