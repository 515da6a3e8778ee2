/** The hub and its list: what the plan decides of the one way out. */
import { readFileSync } from 'node:fs';
import { azureEgress } from '../../../lib/catalogue';
import { type AzurePlan, planAzure } from '../../../lib/plan/azure';
import { intentOf } from '../../../lib/plan/intent';
import { edit } from '../../support/country';
import { profileOf } from './countries';

const DE = readFileSync('test/fixtures/firewalled/de.yaml', 'utf8');
type Changes = Parameters<typeof edit> extends [string, ...infer Rest] ? Rest : never;

function planned(...changes: Changes): AzurePlan {
  const profile = profileOf('DE', edit(DE, ...changes));
  if (!profile.azure) throw new Error('no azure section');
  return planAzure(intentOf(profile), profile.azure);
}
const plan = planned();
const hub = plan.inspection as NonNullable<AzurePlan['inspection']>;
const TLS =
  'tlsInspection: { vault: /subscriptions/44444444-4444-4444-4444-444444444444/resourceGroups/pki/providers/Microsoft.KeyVault/vaults/pki-de, certificate: egress-ca }';
const tls = planned(['    allow:', `    ${TLS}\n    allow:`]);
const notes = (of: AzurePlan) => of.notes.preconditions.map(({ id }) => id);

describe('the hub', () => {
  test('is a root of its own in the platform subscription, which cells wait for', () => {
    const root = plan.roots.find(({ name }) => name === 'inspection');
    expect(root).toMatchObject({
      purpose: 'inspection',
      subscription: '11111111-1111-1111-1111-111111111111',
      dependsOn: ['foundation'],
      stateKey: 'de/inspection.tfstate',
    });
    expect(plan.roots.map(({ name }) => name)).toEqual([
      'foundation',
      'data',
      'inspection',
      'cell-frankfurt',
      'cell-mainz',
    ]);
    for (const cell of plan.roots.slice(3)) expect(cell.dependsOn).toEqual(['foundation', 'data', 'inspection']);
    expect(plan.foundation.subscriptions).toContain('11111111-1111-1111-1111-111111111111');
  });

  test('has the firewall first in its block, in all zones or those the document names', () => {
    expect(hub.subnet).toBe('10.96.0.0/26');
    expect(hub.firewall).toMatchObject({ address: '10.96.0.4', zones: ['1', '2', '3'] });
    expect(hub.publicAddresses).toHaveLength(2);
    expect(planned(['    allow:', '    zones: ["1", "2"]\n    allow:']).inspection?.firewall.zones).toEqual(['1', '2']);
  });

  test('is where every cell leads, and is peered with by the cell, which stands second', () => {
    for (const cell of plan.cells) {
      expect(cell.vnet.routeTable?.nextHop).toBe(hub.firewall.address);
      expect(cell.wayOut?.hub).toEqual({
        id: hub.network.id,
        name: hub.network.name,
        resourceGroup: 'sovereign-de-inspection',
      });
    }
    expect(plan.cells.map(({ wayOut }) => wayOut?.hubSubscription)).toEqual([
      '11111111-1111-1111-1111-111111111111',
      undefined,
    ]);
    const names = plan.cells.flatMap(({ wayOut }) => Object.values(wayOut?.peerings ?? {}));
    expect(new Set(names).size).toBe(4);
  });

  test('is not made where nothing leaves, or the operator inspects', () => {
    const isolated = planned(
      ['egress: firewall ', 'egress: isolated '],
      [DE.slice(DE.indexOf('  firewall:'), DE.indexOf('  subscriptions:')), ''],
    );
    const theirs = planned([
      DE.slice(DE.indexOf('  firewall:'), DE.indexOf('  subscriptions:')),
      '  firewall: { nextHop: 10.200.0.4 }\n',
    ]);
    for (const other of [isolated, theirs]) {
      expect(other.inspection).toBeUndefined();
      expect(other.roots.map(({ name }) => name)).not.toContain('inspection');
      for (const cell of other.cells) expect(cell.wayOut).toBeUndefined();
    }
    expect(theirs.cells[0]?.vnet.routeTable?.nextHop).toBe('10.200.0.4');
    expect(notes(theirs)).toEqual(expect.arrayContaining(['firewall-peering', 'firewall-list']));
    expect(theirs.notes.preconditions.find(({ id }) => id === 'firewall-list')?.how).toContain('mcr.microsoft.com');
    expect(notes(isolated)).not.toContain('firewall-peering');
    expect(isolated.cells[0]?.vnet.routeTable).toBeUndefined();
  });
});

describe('what may be reached', () => {
  const row = (name: string, of = hub) => of.allow.find((one) => one.name === name);

  test('is what AKS needs for what a cell is, by name and never by tag', () => {
    expect(hub.inside).toEqual(['10.0.0.0/16', '10.1.0.0/16']);
    expect(row('aks-images')).toMatchObject({
      names: ['mcr.microsoft.com', '*.data.mcr.microsoft.com', 'mcr-0001.mcr-msedge.net'],
      from: hub.inside,
      opened: false,
    });
    for (const name of ['aks-binaries', 'aks-packages', 'azure-management', 'entra', 'azure-policy'])
      expect(row(name)?.from).toEqual(hub.inside);
    for (const { names, reason } of hub.allow) {
      expect(reason.length).toBeGreaterThan(10);
      for (const name of names) expect(name).toMatch(/^(\*\.)?([a-z0-9-]+\.)+[a-z]+$/);
    }
  });

  test('is no driver for a cell that installs none', () => {
    // The cell with AMD brings its driver in an image.
    expect(row('gpu-driver')?.from).toEqual(['10.0.0.0/16']);
    const none = planned([
      'size: Standard_NC40ads_H100_v5, nodes: { min: 1, max: 40 }',
      'size: Standard_ND96isr_MI300X_v5, nodes: { min: 1, max: 4 }',
    ]);
    expect(row('gpu-driver', none.inspection)).toBeUndefined();
  });

  test('is what the sensor reports to, where there is one, and then nothing says it is refused', () => {
    expect(row('defender-sensor')).toBeUndefined();
    const watched = planned(['  network: 10.0.0.0/12', '  sensor: defender\n  network: 10.0.0.0/12']).inspection;
    expect(row('defender-sensor', watched)?.names).toContain('*.cloud.defender.microsoft.com');
    expect(watched?.refused.flatMap(({ names }) => names)).not.toContain('*.ods.opinsights.azure.com');
  });

  test('is what the document lists: a name, or a name and all below it', () => {
    expect(row('listed-repo.example.org')).toMatchObject({ names: ['repo.example.org'], from: hub.inside });
    expect(row('listed-example.de')?.names).toEqual(['example.de', '*.example.de']);
    const bare = planned(['    allow: [repo.example.org, .example.de]\n', '']);
    expect(bare.inspection?.allow.map(({ name }) => name)).not.toContain('listed-repo.example.org');
  });

  test('is nothing the plan says it refuses', () => {
    const allowed = hub.allow.flatMap(({ names }) => names);
    expect(hub.refused).toEqual(azureEgress.refused);
    for (const { names } of hub.refused) for (const name of names) expect(allowed).not.toContain(name);
    expect(allowed).not.toContain('dc.services.visualstudio.com');
  });
});

describe('TLS', () => {
  test('is not opened unless the document says with which certificate', () => {
    expect(hub.tls).toBeUndefined();
    expect(hub.allow.some(({ opened }) => opened)).toBe(false);
    expect(plan.notes.residualRisks.join('\n')).toContain('TLS is not opened');
    expect(notes(plan)).not.toContain('tls-trust');
  });

  test('is opened to the names of the document, and never to those of AKS', () => {
    expect(tls.inspection?.tls).toEqual({
      vaultId: expect.stringContaining('/vaults/pki-de'),
      certificate: 'egress-ca',
      secretId: 'https://pki-de.vault.azure.net/secrets/egress-ca',
      identity: 'sovereign-de-inspection-identity',
    });
    for (const { name, opened } of tls.inspection?.allow ?? []) expect(opened).toBe(name.startsWith('listed-'));
    expect(notes(tls)).toEqual(expect.arrayContaining(['tls-certificate', 'tls-vault', 'tls-trust']));
    expect(tls.notes.residualRisks.join('\n')).toContain('intermediate CA');
  });
});

test('nothing begins from the firewall in a network it is peered with', () => {
  for (const { vnet } of plan.cells) {
    for (const { tier, rules } of vnet.subnets) {
      const [first] = rules;
      // Whoever else is let in is named by block, and the firewall's is none of them.
      const everyone = rules.some(
        ({ direction, sources }) => direction === 'Inbound' && sources.includes('VirtualNetwork'),
      );
      expect(everyone).toBe(tier === 'endpoints');
      if (everyone)
        expect(first).toMatchObject({
          access: 'Deny',
          direction: 'Inbound',
          priority: 100,
          protocol: '*',
          sources: ['10.96.0.0/26'],
          destinations: ['*'],
          ports: ['*'],
        });
      for (const direction of ['Inbound', 'Outbound'] as const) {
        const priorities = rules.filter((rule) => rule.direction === direction).map(({ priority }) => priority);
        expect(new Set(priorities).size).toBe(priorities.length);
        expect(priorities).toEqual([...priorities].sort((a, b) => a - b));
      }
    }
    const nodes = vnet.subnets.filter(({ routed }) => routed);
    expect(nodes.length).toBeGreaterThan(1);
    for (const { rules } of nodes) {
      const out = rules.filter(({ destinations }) => destinations.includes('Internet'));
      expect(out).toEqual([expect.objectContaining({ protocol: 'Tcp', ports: ['443'] })]);
    }
  }
});

test('the plan says what the hub asks for, and what it leaves open', () => {
  expect(notes(plan)).toEqual(
    expect.arrayContaining(['peering-right', 'firewall-address', 'firewall-trial', 'firewall-addresses']),
  );
  expect(notes(plan)).not.toContain('firewall-peering');
  expect(notes(plan)).not.toContain('firewall-zones');
  expect(plan.notes.preconditions.find(({ id }) => id === 'peering-right')?.text).toContain('than frankfurt:');
  expect(plan.notes.quotas).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'Static Public IP Addresses', amount: 2 }),
      expect.objectContaining({ name: 'Virtual Network Peerings', amount: 2 }),
    ]),
  );
  expect(plan.notes.headlines?.join()).toContain('repo.example.org');
  expect(plan.notes.facts.map(({ sources }) => sources.join())).toContain(azureEgress.source);
  expect(plan.addresses).toEqual(
    expect.arrayContaining([
      { what: 'hub network', owner: 'inspection', address: hub.network.id, namedBy: ['cell-frankfurt', 'cell-mainz'] },
    ]),
  );
});

test('a region whose zones are short says so', () => {
  const spain = profileOf(
    'ES',
    [
      'schemaVersion: 1',
      'country: ES',
      'classification: official',
      'custody: cmk',
      'egress: firewall',
      'azure:',
      '  regions: { primary: spaincentral }',
      '  network: 10.0.0.0/12',
      '  firewall: { network: 10.96.0.0/24 }',
      '  cells: [{ name: madrid, pools: [{ name: serve, size: Standard_NC24ads_A100_v4, nodes: { min: 1, max: 4 } }] }]',
      '',
    ].join('\n'),
  );
  const made = planAzure(intentOf(spain), spain.azure as NonNullable<typeof spain.azure>);
  expect(notes(made)).toContain('firewall-zones');
  expect(made.notes.facts.map(({ statement }) => statement)).toContain(
    'no new firewall in physical zone 2 of spaincentral',
  );
});
