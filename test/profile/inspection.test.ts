/** What a document may say of its own inspection network, and what it is told of a slip. */

import { edit, problemsOf } from '../support/country';
import { awsOnly } from '../support/plans';

const NETWORK = '  network: 10.64.0.0/12';
const GUARDED = 'organization: { id: o-a1b2c3d4e5, targets: [ou-ab12-cd34ef56] }';

/** India behind the firewall given, and other lines of its aws section. */
const behind = (firewall: string, ...more: string[]): string =>
  awsOnly(
    'in',
    ['egress: isolated ', 'egress: firewall '],
    [NETWORK, [`  firewall: ${firewall}`, ...more.map((line) => `  ${line}`), NETWORK].join('\n')],
  );
const problems = (text: string) => problemsOf(text).map(({ title, found }) => `${title}: ${found}`);
const network = (block: string) => `{ network: ${block}, allow: [repo.example.org] }`;
const allow = (...names: string[]) =>
  `{ network: 10.96.0.0/24, allow: [${names.map((name) => `"${name}"`).join(', ')}] }`;

test.each([
  behind('{ transitGateway: tgw-0a1b2c3d }'),
  behind(network('10.96.0.0/24')),
  behind(network('192.168.0.0/16')),
  behind(allow('repo.example.org', '.example.in', 'xn--p1ai.example', '.a-b.co.in')),
  behind(network('10.96.0.0/24'), 'accounts: { network: "333333333333" }', GUARDED),
])('sound: %#', (text) => {
  expect(problems(text)).toEqual([]);
});

describe('one firewall', () => {
  test.each([
    ['{}', 'not one firewall: nothing'],
    ['{ network: 10.96.0.0/24 }', 'not one firewall: network without allow'],
    ['{ allow: [repo.example.org] }', 'not one firewall: allow without network'],
    ['{ transitGateway: tgw-0a1b2c3d, network: 10.96.0.0/24 }', 'not one firewall: transitGateway with network'],
    ['{ transitGateway: tgw-0a1b2c3d, allow: [a.example] }', 'not one firewall: transitGateway with allow'],
  ])('%s', (firewall, problem) => {
    expect(problems(behind(firewall))).toEqual([problem]);
  });

  test('a value that was wrong is not called missing', () => {
    expect(problems(behind('{ network: 10.96.0.0, allow: [repo.example.org] }'))).toEqual([
      'not well formed: 10.96.0.0',
    ]);
    expect(problems(behind('{ network: 10.96.0.0/24, allow: [] }'))).toEqual(['too short: a list of 0 entries']);
  });

  test('without egress through it, it is one too many', () => {
    const text = edit(behind(network('10.96.0.0/24')), ['egress: firewall', 'egress: isolated']);
    expect(problems(text)).toEqual(['a firewall that nothing is routed to: egress: isolated']);
  });
});

describe('its network', () => {
  test.each([
    ['10.64.0.0/24', 'overlapping networks: 10.64.0.0/24 overlaps the network of aws, 10.64.0.0/12'],
    ['10.79.255.0/24', 'overlapping networks: 10.79.255.0/24 overlaps the network of aws, 10.64.0.0/12'],
    ['10.96.0.0/25', 'network too small: 10.96.0.0/25: 128 addresses'],
    ['10.96.0.0/12', 'network too large: 10.96.0.0/12'],
    ['10.96.0.1/24', 'network not aligned: 10.96.0.1/24, an address inside 10.96.0.0/24'],
    ['8.8.8.0/24', 'public network: 8.8.8.0/24'],
    ['172.20.0.0/24', 'network taken by the clusters: 172.20.0.0/24 overlaps 172.20.0.0/16'],
  ])('%s', (block, problem) => {
    expect(problems(behind(network(block)))).toEqual([problem]);
  });
});

describe('its names', () => {
  test.each([
    'in',
    '.in',
    '*.example.in',
    'https://example.in',
    'example.in/path',
    'Example.in',
    'example..in',
    '-a.example',
    'a-.example',
    '10.0.0.1',
    'example.in.',
    'a_b.example',
    `${'a'.repeat(64)}.example`,
  ])('%s is not one', (name) => {
    expect(problems(behind(allow(name)))).toEqual([expect.stringMatching(/^not well formed: /)]);
  });

  test.each([
    [['a.example', 'a.example'], 'a.example'],
    [['.example.in', 'repo.example.in'], 'repo.example.in, which .example.in covers'],
    [['repo.example.in', '.example.in'], 'repo.example.in, which .example.in covers'],
    [['.example.in', 'example.in'], 'example.in, which .example.in covers'],
    [['.example.in', '.a.example.in'], '.a.example.in, which .example.in covers'],
  ])('%j says one twice', (names, found) => {
    expect(problems(behind(allow(...names)))).toEqual([`name listed twice: ${found}`]);
  });

  test('another name that only ends alike is another', () => {
    expect(problems(behind(allow('.example.in', 'badexample.in')))).toEqual([]);
  });

  test.each(['.amazonaws.com', '.s3.ap-south-1.amazonaws.com', '.cloudfront.net', '.blob.core.windows.net'])(
    '%s may be anyone: a warning',
    (name) => {
      const [problem] = problemsOf(behind(allow(name))).filter(({ title }) => title === 'a name that anyone may rent');
      expect(problem).toMatchObject({ severity: 'warning', found: expect.stringContaining(name) });
      expect(problems(behind(allow(name.slice(1))))).toEqual([]);
    },
  );
});

describe('its account', () => {
  const asked = (accounts: string): string =>
    edit(behind(network('10.96.0.0/24'), accounts), [
      '- name: mumbai-a',
      '- name: mumbai-a\n      account: "555555555555"',
    ]);

  test('is named where cells name theirs', () => {
    expect(problems(asked('accounts: { logArchive: "222222222222", data: "444444444444" }'))).toEqual([
      'account not named: cells name their account, and accounts.network is not there',
    ]);
    expect(
      problems(asked('accounts: { logArchive: "222222222222", network: "333333333333", data: "444444444444" }')),
    ).toEqual([]);
  });

  test('is named where guardrails hold, or they would stop its gateway', () => {
    const found = ['account not named: guardrails, an inspection network, and no accounts.network'];
    expect(problems(behind(network('10.96.0.0/24'), GUARDED))).toEqual(found);
    expect(problems(behind(network('10.96.0.0/24'), 'accounts: { management: "999999999999" }', GUARDED))).toEqual(
      found,
    );
    expect(problems(behind('{ transitGateway: tgw-0a1b2c3d }', GUARDED))).toEqual([]);
  });
});
