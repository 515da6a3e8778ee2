import { planText } from '../../../lib/evidence/plan-text';
import { access, awsOnly, organization, planOf } from '../../support/plans';

const NETWORK = '  network: 10.64.0.0/12';
const exits = (text: string) => planOf(text).aws?.exits ?? [];
const about = (text: string, way: RegExp) => exits(text).find((exit) => way.test(exit.way));

test('each way says what closes it and what stays open, in the words of the plan', () => {
  for (const text of [awsOnly('in'), awsOnly('ae'), organization()])
    for (const exit of exits(text)) for (const word of Object.values(exit)) expect(word).toMatch(/^\S.{4,}\S$/);
  expect(planText(planOf(awsOnly('in')))).toContain('### Where could data leave?');
});

test('the internet: nothing, what the list allows, or what the operator inspects', () => {
  expect(about(awsOnly('in'), /internet/)?.remains).toMatch(/^a gateway opened by hand.*no organisation is named$/);
  expect(about(organization(), /internet/)?.remains).toBe('nothing');
  const firewall = (more: string) =>
    about(
      awsOnly('in', ['egress: isolated ', 'egress: firewall '], [NETWORK, `  firewall: ${more}\n${NETWORK}`]),
      /internet/,
    );
  expect(firewall('{ network: 10.40.0.0/20, allow: [repo.example.org] }')?.closedBy).toContain(
    'sovereign-in-inspection has the only one, behind a firewall a zone that lets through TLS to repo.example.org',
  );
  expect(firewall('{ transitGateway: tgw-0a1b2c3d4e5f67890 }')?.remains).toContain('not in these templates');
});

test('copies go to the second region of the country, or nowhere', () => {
  expect(about(awsOnly('in'), /copies/)?.closedBy).toContain(
    'copied to ap-south-2, backups to a locked vault there, and nothing elsewhere',
  );
  expect(about(awsOnly('ae'), /copies/)?.closedBy).toContain('nothing is copied');
});

test('names: those of the firewall resolve too, and what is asked below them is seen', () => {
  const names = (allow: string) =>
    about(
      awsOnly(
        'in',
        ['egress: isolated ', 'egress: firewall '],
        [NETWORK, `  firewall: { network: 10.40.0.0/20, allow: [${allow}] }\n${NETWORK}`],
      ),
      /DNS/,
    );
  expect(about(awsOnly('in'), /DNS/)?.closedBy).toContain('its endpoints and cluster resolve, and every other');
  expect(names('repo.example.org')?.closedBy).toContain('those of repo.example.org too');
  expect(names('repo.example.org')?.remains).not.toContain('below');
  expect(names('.example.in')?.remains).toContain('sees what is asked below it');
});

test('logs: what is locked, what is not, and no trail where the account has one already', () => {
  const own = about(awsOnly('in'), /logs/);
  expect(own?.closedBy).toMatch(
    /^the trail, flows, look-ups, control planes, .* locked .*; events of file systems stay/,
  );
  expect(own?.remains).toMatch(/under no lock.*; the trail brings a copy in$/);
  const theirs = awsOnly('in', [NETWORK, `  baseline: { cloudTrail: existing }\n${NETWORK}`]);
  expect(about(theirs, /logs/)?.closedBy).toMatch(/^flows, /);
  expect(about(theirs, /logs/)?.remains).not.toContain('trail');
  expect(about(theirs, /a key/)?.remains).not.toContain('alarm');
});

test('people: a second factor is promised of break-glass alone', () => {
  expect(about(access(), /people/)?.closedBy).toContain(
    'break-glass, operator, auditor: named in the document, for hours, break-glass with MFA',
  );
});

test('what an administrator can still undo is said, and by whom where guardrails hold', () => {
  expect(about(awsOnly('in'), /copies/)?.remains).toContain('no organisation is named');
  expect(about(organization(), /copies/)?.remains).toContain('the administrators that the guardrails name');
  expect(about(organization(', modelInference: abroad'), /Bedrock/)?.remains).toContain('by decision of the country');
});

test('who has a log archive apart from its networks need not watch its policy', () => {
  const asked = (text: string) => planOf(text).aws?.notes.preconditions.some(({ id }) => id === 'archive-policy');
  const accounts = (archive: string, cell: string) =>
    awsOnly(
      'in',
      [NETWORK, `  accounts: { data: "444444444444", logArchive: "${archive}" }\n${NETWORK}`],
      ['zone: aps1-az1', `account: "${cell}"\n      zone: aps1-az1`],
    );
  expect(asked(awsOnly('in'))).toBe(true);
  expect(asked(accounts('222222222222', '333333333333'))).toBe(false);
});
