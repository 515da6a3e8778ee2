/** Phase one on Azure: the runbook of the Managed HSM, the runner's role, and what phase two takes. */
import { parse } from 'yaml';
import { keyFiles } from '../../lib/evidence/keys-text';
import { planText } from '../../lib/evidence/plan-text';
import { planCountry } from '../../lib/plan';
import { KEY_MAKER } from '../../lib/plan/azure';
import { readCountry } from '../../lib/profile';
import { DOCUMENTS, profileOf } from '../plan/azure/countries';

const planOf = (country: 'SG' | 'AU' | 'IN', edit: (text: string) => string = (text) => text) =>
  planCountry(profileOf(country, edit(DOCUMENTS[country])));
const filesOf = (...args: Parameters<typeof planOf>) =>
  Object.fromEntries(keyFiles(planOf(...args)).map(({ path, text }) => [path, text]));

const files = filesOf('AU');
const runbook = files['keys.md'] ?? '';

test('nothing is written where every key is in a vault', () => {
  expect(keyFiles(planOf('IN', (text) => text.replace(/^aws:[\s\S]*?(?=^azure:)/m, '')))).toEqual([]);
});

test('a runbook, the role of the runner, and what phase two takes', () => {
  expect(Object.keys(files).sort()).toEqual(['azure/keys/key-maker.role.json', 'azure/keys/phase-two.yaml', 'keys.md']);
  expect(JSON.parse(files['azure/keys/key-maker.role.json'] ?? '')).toEqual(KEY_MAKER);
});

test('the HSM is made, activated offline, and only then given roles: in that order', () => {
  const steps = [
    'openssl req -x509',
    'terraform -chdir=azure/hsm init',
    'az keyvault security-domain download',
    'az keyvault role definition create',
    'az keyvault role assignment create',
    '-var hsm_ready=true',
  ].map((step) => runbook.indexOf(step));
  expect(steps.every((at) => at > 0)).toBe(true);
  expect([...steps].sort((a, b) => a - b)).toEqual(steps);
});

test('it warns of the security domain before anything else, and never leads it into a state', () => {
  expect(runbook.indexOf('The security domain and a quorum of private keys rebuild every key')).toBeLessThan(
    runbook.indexOf('```sh'),
  );
  expect(runbook).toContain('`security_domain_encrypted_data`');
  expect(runbook).toMatch(/-keyout .* asks for a passphrase; -nodes never/);
  expect(runbook).not.toMatch(/openssl[^\n#]*-nodes/);
});

test('the matrix stands in the runbook and in the plan, the same', () => {
  const row =
    '| registry | Container Registry | cmk | cmk | a key of a vault, and no other | until 2027-06-30, the department';
  expect(runbook).toContain(row);
  expect(planText(planOf('AU'))).toContain(row);
});

test('what phase two takes is well formed once it is filled, and leads to it', () => {
  const filled = (files['azure/keys/phase-two.yaml'] ?? '')
    .replace('<date>', '2027-01-15')
    .replace(/<how many, 3 to 10>/, '5')
    .replace(/<how many open it>/, '3')
    .replace(/<who keeps [^>]*>/, 'five officers in the capital');
  expect(parse(filled).azure.hsm.activated).toEqual({
    on: '2027-01-15',
    certificates: 5,
    quorum: 3,
    custody: 'five officers in the capital',
  });
  const document = DOCUMENTS.AU.replace('  dialect: v5\n', `  dialect: v5\n${filled.slice(filled.indexOf('  hsm:'))}`);
  const { profile } = readCountry('au.yaml', document);
  expect(profile && planCountry(profile).azure?.hsm?.activation?.quorum).toBe(3);
});

test('in phase two it says how it was activated, and asks nothing at deployment', () => {
  const done = filesOf('SG')['keys.md'] ?? '';
  expect(done).toContain('activated on 2027-01-15, with 5 certificates of which 3 open it');
  expect(done).not.toContain('hsm_ready');
});

test('keys of the country’s own HSM are wrapped for this one, and the exchange key goes after them', () => {
  const external = filesOf('AU', (text) => text.replace('custody: hsm-cmk', 'custody: external'))['keys.md'] ?? '';
  const steps = ['--ops import', 'key import --hsm-name', 'az keyvault key delete'].map((step) =>
    external.indexOf(step),
  );
  expect([...steps].sort((a, b) => a - b)).toEqual(steps);
  for (const name of ['foundation-logs', 'foundation-archive', 'data-data', 'cell-syd-a-disks'])
    expect(external).toContain(`--name ${name} --byok-file ${name}.byok --ops wrapKey unwrapKey`);
});
