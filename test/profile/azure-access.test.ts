import { problemsOf, underlined } from '../support/country';

const PERSON = '11111111-1111-1111-1111-111111111111';
const OTHER = '22222222-2222-2222-2222-222222222222';
const document = (...lines: string[]): string =>
  [
    'schemaVersion: 1',
    'country: NO',
    'classification: official',
    'custody: cmk',
    'azure:',
    '  regions: { primary: norwayeast, recovery: norwaywest }',
    '  network: 10.0.0.0/16',
    '  cells: [{ name: oslo, pools: [{ name: serve, size: Standard_ND96isr_H200_v5, nodes: { min: 0, max: 4 } }] }]',
    ...lines.map((line) => `  ${line}`),
    '',
  ].join('\n');
const errors = (...lines: string[]) =>
  problemsOf(document(...lines), 'no.yaml').filter(({ severity }) => severity === 'error');

test.each([
  [`access: { operators: [${PERSON}], auditors: [${OTHER}] }`],
  [
    'access: { runner: [{ issuer: "https://token.actions.githubusercontent.com", subject: "repo:no/region:ref:refs/heads/main" }] }',
  ],
  ['bootstrap: existing', 'state: { resourceGroup: rg, storageAccount: statenorway }'],
  ['baseline: { providers: existing, networkWatcher: create, defender: create }'],
  [`subscriptions: { platform: ${PERSON}, logArchive: ${OTHER} }`],
])('a document may say %s', (...lines) => {
  expect(errors(...lines)).toEqual([]);
});

test('one principal has one duty, once', () => {
  const [problem, ...more] = errors(`access: { operators: [${OTHER}], auditors: [${PERSON}, ${OTHER}] }`);
  expect(more).toEqual([]);
  expect(problem).toMatchObject({ title: 'two duties in one hand', found: `${OTHER}, among operators already` });
  expect(problem && underlined(problem)).toBe(OTHER);
  expect(errors(`access: { pipeline: [${OTHER}, ${OTHER}] }`)).toMatchObject([{ title: 'principal named twice' }]);
});

test.each([
  ['a name', 'access: { operators: [operators] }'],
  ['an issuer without TLS', 'access: { runner: [{ issuer: "http://issuer.example", subject: a }] }'],
  ['a subject with a wildcard', 'access: { runner: [{ issuer: "https://issuer.example", subject: "repo:*" }] }'],
  ['no one at all', 'access: { operators: [] }'],
])('%s is refused in place', (_, line) => {
  expect(errors(line)).toHaveLength(1);
});

test('an account that is there already has a name, and an identity that is not made takes no tokens', () => {
  expect(errors('bootstrap: existing')).toMatchObject([{ title: 'state account not named' }]);
  expect(
    errors(
      'bootstrap: existing',
      'state: { resourceGroup: rg, storageAccount: statenorway }',
      'access: { runner: [{ issuer: "https://issuer.example", subject: a }] }',
    ),
  ).toMatchObject([{ title: 'tokens for an identity that is not made' }]);
  expect(errors('bootstrap: existing', 'state: { resourceGroup: rg }').map(({ title }) => title)).not.toContain(
    'state account not named',
  );
});
