/** Phase one: what stands beside the templates for the keys that no template makes. */
import { parse } from 'yaml';
import { keyFiles } from '../../lib/evidence/keys-text';
import { keyOwners, keyParameter } from '../../lib/plan/aws';
import { deployed } from '../support/iam';
import { awsOnly, awsTemplates, planOf } from '../support/plans';

const NETWORK = '  network: 10.64.0.0/12';
const ACCOUNTS: [string, string][] = [
  [NETWORK, `  accounts: { logArchive: "111111111111", data: "222222222222" }\n  tenants: [health]\n${NETWORK}`],
  ['zone: aps1-az1', 'zone: aps1-az1\n      account: "333333333333"'],
];
const level = (custody: string): [string, string] => ['custody: cmk', `custody: ${custody}`];
const plan = planOf(awsOnly('in', level('external'), ...ACCOUNTS));
const files = Object.fromEntries(keyFiles(plan).map(({ path, text }) => [path, text]));
const runbook = files['keys.md'] ?? '';
const owners = plan.aws ? keyOwners(plan.aws) : [];
const keys = owners.flatMap(({ stack, region, account, keys: own }) =>
  own.map((key) => ({ stack, region, account, key })),
);

test('nothing is written where CloudFormation makes every key', () => {
  expect(keyFiles(planOf(awsOnly('in')))).toEqual([]);
});

test('a runbook, a parameters file, and a policy for each key', () => {
  expect(Object.keys(files).sort()).toEqual(
    [
      'keys.md',
      'aws/keys/parameters.yaml',
      ...keys.map(({ stack, key }) => `aws/keys/${stack}-${key.purpose}.policy.json`),
    ].sort(),
  );
});

test('each policy is the one CloudFormation would have given the key', () => {
  const made = planOf(awsOnly('in', ...ACCOUNTS));
  const templates = awsTemplates(made);
  for (const { stack, region, account, key } of keys) {
    const template =
      templates[made.aws?.cells.find((cell) => cell.stack === stack)?.name ?? stack.replace('sovereign-in-', '')];
    const [resource] = Object.values(
      template?.findResources('AWS::KMS::Key', {
        Properties: {
          Tags: [
            { Key: 'Name', Value: key.alias.replace('alias/', '') },
            ...(key.use.tenant ? [{ Key: 'sovereign:tenant', Value: key.use.tenant }] : []),
          ],
        },
      }) ?? {},
    );
    const policy = template && deployed(template, account ?? '<account>', region, resource?.['Properties'].KeyPolicy);
    expect(policy).toBeDefined();
    expect(JSON.parse(files[`aws/keys/${stack}-${key.purpose}.policy.json`] ?? '')).toEqual(policy);
  }
});

test('where the document names the accounts, policies are whole: nothing is left to fill in', () => {
  for (const [path, text] of Object.entries(files))
    if (path.endsWith('.json') && !path.includes('bootstrap')) expect(text).not.toMatch(/[<>]|\$\{|ask/);
  // Each account makes the bootstrap's key, under the one policy.
  expect(runbook).toContain('`<account>`, the account that deploys');
});

test('where it names none, what is left open is said with the command that fills it', () => {
  const open = Object.fromEntries(
    keyFiles(planOf(awsOnly('in', level('external')))).map(({ path, text }) => [path, text]),
  );
  expect(open['aws/keys/sovereign-in-data-data.policy.json']).toContain('arn:aws:iam::<account>:root');
  expect(open['keys.md']).toContain('sed -i "s/<account>/');
  const asked = keyFiles(
    planOf(awsOnly('in', level('external'), [NETWORK, `  accounts: { logArchive: "111111111111" }\n${NETWORK}`])),
  );
  expect(asked.find(({ path }) => path.includes('archive-archive'))?.text).toContain('"<cell-account>"');
  expect(asked.find(({ path }) => path === 'keys.md')?.text).toContain(
    '`<cell-account>`, one line for each account of a cell',
  );
});

test('each key store stands before the keys in it, and each key is made, named and looked at, in that order', () => {
  const at = (text: string): number => {
    expect(runbook).toContain(text);
    return runbook.indexOf(text);
  };
  const last = Math.max(
    ...['ap-south-1', 'ap-south-2'].map((region) => at(`aws kms connect-custom-key-store --region ${region}`)),
  );
  let before = last;
  for (const { stack, region, key } of keys) {
    const section = runbook.slice(at(`### ${stack}/${key.purpose}:`)).split('\n### ')[0] as string;
    const commands = [...section.matchAll(/aws kms [a-z-]+ --region [a-z0-9-]+/g)].map(([command]) => command);
    expect(commands).toEqual(
      ['describe-custom-key-stores', 'create-key', 'create-alias', 'describe-key'].map(
        (verb) => `aws kms ${verb} --region ${region}`,
      ),
    );
    expect(section).toContain(`--policy file://aws/keys/${stack}-${key.purpose}.policy.json`);
    expect(section).toContain(`--alias-name ${key.alias} `);
    expect(at(`### ${stack}/${key.purpose}:`)).toBeGreaterThan(before);
    before = at(`### ${stack}/${key.purpose}:`);
    expect(runbook).toContain(`--parameters ${stack}:${keyParameter(key.purpose)}=<arn>`);
  }
});

test.each([
  [
    'external',
    '--origin EXTERNAL_KEY_STORE --custom-key-store-id "$STORE" --xks-key-id <key>',
    '--xks-proxy-connectivity VPC_ENDPOINT_SERVICE',
    'PUBLIC_ENDPOINT',
  ],
  ['hsm-cmk', '--origin AWS_CLOUDHSM --custom-key-store-id "$STORE"', '--cloud-hsm-cluster-id <cluster>', 'xks'],
])('%s: its store and its origin, and none of the other', (custody, create, store, never) => {
  const text = keyFiles(planOf(awsOnly('in', level(custody)))).find(({ path }) => path === 'keys.md')?.text ?? '';
  expect(text).toContain(create);
  expect(text).toContain(store);
  expect(text).not.toContain(never);
});

test('the parameters, once filled in, are phase two: no key is asked for and the record says so', () => {
  let count = 0;
  const filled = (files['aws/keys/parameters.yaml'] ?? '').replace(/<id>/g, () => {
    count += 1;
    return `1234abcd-12ab-34cd-56ef-${String(count).padStart(12, '0')}`;
  });
  const { keys: named } = parse(filled).aws;
  const nameable = owners.filter(({ everyAccount }) => !everyAccount).flatMap((owner) => owner.keys);
  expect(Object.keys(named)).toHaveLength(nameable.length);
  const text = awsOnly('in', level('external'), ...ACCOUNTS, [NETWORK, `  keys: ${JSON.stringify(named)}\n${NETWORK}`]);
  const second = planOf(text);
  expect(second.aws?.namedKeys).toEqual(named);
  expect(second.aws?.notes.preconditions.map(({ id }) => id)).not.toContain('keys-phase-one');
  const record = keyFiles(second).find(({ path }) => path === 'keys.md')?.text ?? '';
  expect(record).toContain(`Phase two: the document names all ${nameable.length} keys.`);
  for (const value of Object.values(named)) expect(record).toContain(`| ${value} |`);
});

test('an exception leaves its key out: CloudFormation makes it', () => {
  const excepted = planOf(
    awsOnly('in', level('external'), [
      NETWORK,
      `  custody: { recovery: { level: cmk, owner: the minister, reason: no store there yet, until: 2027-06-30 } }\n${NETWORK}`,
    ]),
  );
  const paths = keyFiles(excepted).map(({ path }) => path);
  expect(paths).toContain('aws/keys/sovereign-in-data-data.policy.json');
  expect(paths).not.toContain('aws/keys/sovereign-in-recovery-recovery.policy.json');
});
