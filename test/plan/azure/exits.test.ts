import { planText } from '../../../lib/evidence/plan-text';
import { planCountry } from '../../../lib/plan';
import { exitsOf } from '../../../lib/plan/azure/exits';
import { COUNTRIES, type Country, DOCUMENTS, planOf, profileOf } from './countries';

const about = (country: Country, way: RegExp, edit?: (text: string) => string) =>
  planOf(country, edit).exits.find((exit) => way.test(exit.way));
const vpn = (text: string): string =>
  text.replace(/^azure:/m, 'azure:\n  path: { kind: vpn, gateway: 198.51.100.7, operators: [192.168.0.0/24] }');

test('each way says what closes it and what stays open, first of what a person reads', () => {
  for (const country of COUNTRIES)
    for (const exit of planOf(country).exits)
      for (const word of Object.values(exit)) expect(word).toMatch(/^\S.{4,}\S$/);
  const text = planText(planCountry(profileOf('QA', DOCUMENTS.QA)));
  const [azure, exits, roots] = ['## Azure', '### Where could data leave?', '### Networks'].map((part) =>
    text.indexOf(part),
  );
  expect(azure).toBeGreaterThan(-1);
  expect(exits).toBeGreaterThan(azure as number);
  expect(roots).toBeGreaterThan(exits as number);
});

test('the internet: closed, or what the operator inspects; and the one public address there may be', () => {
  expect(about('IN', /internet/)?.closedBy).toContain('outbound type none');
  expect(about('IN', /internet/)?.closedBy).not.toContain('public address');
  expect(about('BR', /internet/)?.closedBy).toContain('every route out leads to 10.200.0.4 of the operator');
  expect(about('BR', /internet/)?.remains).toContain('not in these templates');
  expect(about('IN', /internet/, vpn)?.closedBy).toContain(
    'sovereign-in-path-address, of the VPN: there is no other public address',
  );
  const hub = (text: string): string => text.replace('{ nextHop: 10.200.0.4 }', '{ network: 10.200.0.0/24 }');
  const { firewall, publicAddresses = [] } = planOf('BR', hub).inspection ?? {};
  expect(about('BR', /internet/, hub)).toMatchObject({
    closedBy: expect.stringContaining(`leads to ${firewall?.name}, which lets listed names through`),
    remains: expect.stringContaining('listed name'),
  });
  for (const name of publicAddresses)
    expect(about('BR', /internet/, hub)?.closedBy).toContain(`${name}, of the firewall`);
});

test('names are open until a policy closes them, and it says so', () => {
  expect(about('IN', /DNS/)?.closedBy).toContain('no template closes the rest');
  expect(about('IN', /DNS/)?.remains).toMatch(/^without that policy/);
});

test('copies and keys: to the pair in the country, nowhere, or abroad by the vendor', () => {
  expect(about('IN', /copies of storage/)?.closedBy).toContain('copied to southindia, in the country');
  expect(about('BR', /copies of storage/)?.closedBy).toContain('nothing is copied elsewhere');
  expect(about('IN', /a key/)?.closedBy).toContain('copied to the pair southindia (India)');
  expect(about('QA', /a key/)?.closedBy).toContain('has no pair');
  expect(about('BR', /a key/)?.closedBy).toContain('exempts this region');
  expect(about('BR', /a key/)?.remains).not.toContain('abroad');
  // Wherever the plan comes to accept it: a pair abroad is said.
  const abroad = exitsOf({ ...planOf('QA'), location: 'southeastasia' }).find(({ way }) => /a key/.test(way));
  expect(abroad?.remains).toBe('the copy of every vault abroad, in eastasia');
});

test('other tenants, images and models: by isolation or by the firewall', () => {
  expect(about('IN', /tenant/)?.remains).not.toContain('firewall');
  expect(about('BR', /tenant/)?.remains).toContain('domains that the firewall lets through');
  expect(about('IN', /images/)?.remains).toContain('the registry fetches');
  expect(about('BR', /images/)?.remains).toContain('through the firewall');
  expect(about('IN', /model/)?.remains).toBe('nothing');
});

test('people: no way in, or the one that the document names', () => {
  expect(about('IN', /people/)?.closedBy).toContain('no path leads in');
  expect(about('IN', /people/, vpn)?.closedBy).toContain('operators of 192.168.0.0/24 come in by vpn, to port 443');
});

test('models the vendor runs: none, or kinds that process in the region, and what it reads for abuse', () => {
  const models = (text: string): string =>
    text.replace(/^azure:/m, 'azure:\n  models: [{ name: chat, model: gpt-4o, version: "1", capacity: 1 }]');
  expect(about('IN', /model call/)).toMatchObject({
    closedBy: expect.stringMatching(/^no Azure AI account/),
    remains: 'nothing',
  });
  expect(about('BR', /model call/)?.remains).toMatch(/^a public model service/);
  expect(about('IN', /model call/, models)).toMatchObject({
    closedBy: expect.stringContaining('process in centralindia and of no other'),
    remains: expect.stringMatching(/people may read elsewhere[^;]+$/),
  });
  expect(about('BR', /model call/, models)?.remains).toMatch(/people may read elsewhere.*; a public model service/);
  expect(about('IN', /another tenant/, models)?.closedBy).toContain('inference');
});

test('mails of alerts say names, where somebody is told', () => {
  const told = (text: string): string => text.replace(/^azure:/m, 'azure:\n  alerts: { emails: [duty@example.org] }');
  expect(about('IN', /telemetry/)?.remains).not.toContain('mails');
  expect(about('IN', /telemetry/, told)?.remains).toContain('in the mails of alerts');
});
