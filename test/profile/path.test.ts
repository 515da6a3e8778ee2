import { edit, IN, problemsOf, underlined } from '../support/country';

const withPath = (path: string): string =>
  edit(IN, ['  network: 10.64.0.0/12', `  path: ${path}\n  network: 10.64.0.0/12`]);
const operators = (...blocks: string[]): string =>
  withPath(`{ kind: vpn, gateway: 198.51.100.7, operators: [${blocks.join(', ')}] }`);
const circuit = '01234567-89ab-cdef-0123-456789abcdef';
const titles = (text: string): string[] => problemsOf(text).map(({ title }) => title);

test.each([
  '{ kind: session }',
  '{ kind: vpn, gateway: 198.51.100.7, operators: [10.200.0.0/24] }',
  `{ kind: circuit, gateway: ${circuit}, operators: [192.168.0.0/16, 10.200.0.0/24] }`,
])('a path may be %s', (path) => {
  expect(problemsOf(withPath(path))).toEqual([]);
});

test.each([
  ['lies in the network of the cells', '10.64.0.0/24', 'overlapping networks', 'the network of aws'],
  ['holds the network of the cells', '10.0.0.0/8', 'overlapping networks', 'the network of aws'],
  ['lies in the network of the other cloud', '10.80.0.0/24', 'overlapping networks', 'the network of azure'],
  ['lies in that of services', '172.20.1.0/24', 'overlapping networks', '172.20.0.0/16'],
  ['lies in that of pods', '100.65.0.0/24', 'operators on the internet', '100.65.0.0/24'],
  ['is everyone', '0.0.0.0/0', 'operators on the internet', '0.0.0.0/0'],
  ['is of the internet', '198.51.100.0/24', 'operators on the internet', '198.51.100.0/24'],
  ['is no block', '10.200.0.1/24', 'not a network', '10.200.0.1/24'],
])('a block of operators that %s is a problem', (_, block, title, found) => {
  const [problem, ...more] = problemsOf(operators(block));
  expect(more).toEqual([]);
  expect(problem).toMatchObject({ title, severity: 'error' });
  expect(problem?.found).toContain(found);
  expect(problem && underlined(problem)).toBe(block);
});

test('blocks of operators share no address', () => {
  expect(titles(operators('10.200.0.0/23', '10.200.1.0/24'))).toEqual(['overlapping networks']);
});

test('the gateway of a VPN has a public address', () => {
  const text = withPath('{ kind: vpn, gateway: 10.200.0.1, operators: [10.200.0.0/24] }');
  const [problem] = problemsOf(text);
  expect(problem).toMatchObject({ title: 'private address of a gateway', found: '10.200.0.1' });
});

test.each([
  ['an unknown kind', '{ kind: tunnel }'],
  ['a session with more', '{ kind: session, operators: [10.200.0.0/24] }'],
  ['a VPN without operators', '{ kind: vpn, gateway: 198.51.100.7 }'],
  ['a circuit whose gateway is no id', '{ kind: circuit, gateway: dxgw, operators: [10.200.0.0/24] }'],
  ['no operators at all', `{ kind: circuit, gateway: ${circuit}, operators: [] }`],
])('%s is a problem, said once and in place', (_, path) => {
  const problems = problemsOf(withPath(path));
  expect(problems).toHaveLength(1);
  expect(problems[0]?.severity).toBe('error');
  expect(problems[0]?.line).toBe(problemsOf(withPath('{ kind: tunnel }'))[0]?.line);
});

test('encryption in transit is enforced only where the region can', () => {
  const text = (region: string, zone: string, country: string): string =>
    `schemaVersion: 1
country: ${country}
classification: official
aws:
  regions: { primary: ${region} }
  network: 10.64.0.0/12
  encryptionInTransit: enforce
  cells: [{ name: cell-a, zone: ${zone}, pools: [{ name: p, instance: g6.xlarge, nodes: { min: 0, max: 1 }, offering: "a test says so" }] }]
`;
  const problems = (...place: [string, string, string]) =>
    problemsOf(text(...place), 'document.yaml').filter(({ title }) => title.includes('encryption in transit'));
  expect(problems('ap-south-1', 'aps1-az1', 'IN')).toEqual([]);
  const [problem] = problems('il-central-1', 'ilc1-az1', 'IL');
  expect(problem).toMatchObject({ severity: 'error', found: 'enforce, and il-central-1 has no control of it' });
  expect(problem && underlined(problem)).toBe('enforce');
});

describe('the path of Azure', () => {
  const ID = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/wan/providers/Microsoft.Network';
  const azure = (path: string, dialect = ''): string =>
    edit(IN, ['  network: 10.80.0.0/12', `  path: ${path}\n${dialect}  network: 10.80.0.0/12`]);
  const OPERATORS = 'operators: [10.200.0.0/24]';

  test.each([
    [`{ kind: vpn, gateway: 198.51.100.7, ${OPERATORS} }`, ''],
    [`{ kind: circuit, circuit: ${ID}/expressRouteCircuits/line, ${OPERATORS} }`, ''],
    [`{ kind: bastion, network: ${ID}/virtualNetworks/home, ${OPERATORS} }`, '  dialect: v5\n'],
  ])('may be %s', (path, dialect) => {
    expect(problemsOf(azure(path, dialect))).toEqual([]);
  });

  test('is no Bastion where the provider demands a public address of it', () => {
    const [problem, ...more] = problemsOf(
      azure(`{ kind: bastion, network: ${ID}/virtualNetworks/home, ${OPERATORS} }`),
    );
    expect(more).toEqual([]);
    expect(problem).toMatchObject({
      severity: 'error',
      title: 'Bastion without a public address not known to the provider',
      mend: 'write dialect: v5, or choose another path',
    });
    expect(problem && underlined(problem)).toBe('bastion');
  });

  test.each([
    ['lies in the network of the cells', '10.80.0.0/24', 'overlapping networks'],
    ['lies in the network of the other cloud', '10.64.0.0/24', 'overlapping networks'],
    ['is of the internet', '198.51.100.0/24', 'operators on the internet'],
    ['is no block', '10.200.0.1/24', 'not a network'],
  ])('has no block of operators that %s', (_, block, title) => {
    const text = azure(`{ kind: vpn, gateway: 198.51.100.7, operators: [${block}] }`);
    const [problem, ...more] = problemsOf(text);
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ title, severity: 'error' });
    expect(problem && underlined(problem)).toBe(block);
  });

  test.each([
    ['a private gateway', `{ kind: vpn, gateway: 10.200.0.1, ${OPERATORS} }`],
    ['a session, which Azure has not', '{ kind: session }'],
    ['a circuit by its name', `{ kind: circuit, circuit: line, ${OPERATORS} }`],
    ['a circuit that is something else', `{ kind: circuit, circuit: ${ID}/virtualNetworks/home, ${OPERATORS} }`],
    ['a VPN without operators', '{ kind: vpn, gateway: 198.51.100.7 }'],
  ])('is not %s', (_, path) => {
    const problems = problemsOf(azure(path));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.severity).toBe('error');
  });
});
