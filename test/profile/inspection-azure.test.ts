/** What a document may say of its hub on Azure, and what it is told of a slip. */
import { readFileSync } from 'node:fs';
import { edit, problemsOf } from '../support/country';

const DE = readFileSync('test/fixtures/firewalled/de.yaml', 'utf8');
const FIREWALL = DE.slice(DE.indexOf('  firewall:'), DE.indexOf('  subscriptions:'));
const VAULT =
  '/subscriptions/44444444-4444-4444-4444-444444444444/resourceGroups/pki/providers/Microsoft.KeyVault/vaults/pki';

const problems = (firewall: string, ...more: [string, string][]): string[] =>
  problemsOf(edit(DE, [FIREWALL, `  firewall: ${firewall}\n`], ...more), 'de.yaml').map(
    ({ title, found }) => `${title}: ${found}`,
  );

test.each([
  '{ nextHop: 10.200.0.4 }',
  '{ network: 10.96.0.0/24 }',
  '{ network: 192.168.0.0/16, allow: [], zones: ["1", "3"] }',
  `{ network: 10.96.0.0/24, allow: [repo.example.org], tlsInspection: { vault: ${VAULT}, certificate: egress-ca } }`,
])('sound: %s', (firewall) => {
  expect(problems(firewall)).toEqual([]);
});

test.each([
  ['{}', 'not one firewall: nothing'],
  ['{ allow: [repo.example.org] }', 'not one firewall: allow without network'],
  ['{ zones: ["1"] }', 'not one firewall: zones without network'],
  ['{ nextHop: 10.200.0.4, network: 10.96.0.0/24 }', 'not one firewall: nextHop with network'],
  ['{ nextHop: 10.200.0.4, allow: [a.example] }', 'not one firewall: nextHop with allow'],
  [
    `{ nextHop: 10.200.0.4, tlsInspection: { vault: ${VAULT}, certificate: ca } }`,
    'not one firewall: nextHop with tlsInspection',
  ],
  ['{ network: 10.15.0.0/24 }', 'overlapping networks: 10.15.0.0/24 overlaps the network of azure, 10.0.0.0/12'],
  ['{ network: 10.96.0.0/25 }', 'network too small: 10.96.0.0/25: 128 addresses'],
  ['{ network: 10.96.0.0/12 }', 'network too large: 10.96.0.0/12'],
  ['{ network: 10.96.0.0/24, allow: [a.example, a.example] }', 'name listed twice: a.example'],
  ['{ network: 10.96.0.0/24, allow: [.blob.core.windows.net] }', 'a name that anyone may rent: .blob.core.windows.net'],
])('%s', (firewall, problem) => {
  expect(problems(firewall).join('\n')).toContain(problem);
});

test('zones are those the region has', () => {
  const without: [string, string] = ['germanywestcentral, recovery: germanynorth', 'germanynorth'];
  expect(problems('{ network: 10.96.0.0/24, zones: ["2"] }', without)).toContain('zone not in the region: zone 2');
});

test('an address inside the cells is no hub, and a vault is named whole', () => {
  expect(problems('{ nextHop: 10.0.0.4 }').join()).toContain("firewall inside the cells' networks");
  const short = '{ network: 10.96.0.0/24, tlsInspection: { vault: pki, certificate: ca } }';
  expect(problems(short).join()).toContain('not well formed');
});
