import { checks, runChecks } from '../../lib/checks';
import { buildGraph, Unknown, type Value } from '../../lib/graph';
import { contextOf } from '../checks/support';

const messages = (text: string, name = 'x.json') =>
  buildGraph([{ name, text }]).unreadable.map(({ message }) => message);

test.each([
  ['empty', '', 'empty'],
  ['cut short', '{"Resources": {', 'not valid JSON at line 1'],
  ['a list', '[]', 'neither'],
  ['another JSON', '{"name":"x","version":"1"}', 'it has name, version'],
  ['a state', '{"terraform_version":"1","lineage":"x","resources":[]}', 'Terraform state'],
  ['null', 'null', 'neither'],
])('%s is said to be unreadable', (_name, text, expected) => {
  expect(messages(text)).toEqual([expect.stringContaining(expected)]);
});

test('broken YAML says where', () => {
  expect(messages('Resources:\n  A: [1\n', 'x.yaml')).toEqual([expect.stringMatching(/not valid YAML at line \d+/)]);
  expect(messages('just words', 'x.yaml')).toEqual([expect.stringContaining('neither')]);
});

test('aliases that multiply are stopped', () => {
  const levels = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}, *a${i}]`);
  expect(messages(`a0: &a0 x\n${levels.join('\n')}\n`, 'x.yaml')).toEqual([expect.stringContaining('aliases')]);
});

test('an alias of itself is stopped', () => {
  expect(messages('Resources: &a\n  A: *a\n', 'x.yaml').length).toBeGreaterThan(0);
});

test('prototype names stay data', () => {
  const text =
    '{"Resources":{"__proto__":{"Type":"AWS::S3::Bucket","Properties":{"__proto__":{"polluted":1},"constructor":{"Ref":"toString"}}}}}';
  const graph = buildGraph([{ name: 'x.json', text, region: 'ap-south-1' }]);
  const [only] = graph.resources;
  expect(only?.address).toBe('__proto__');
  expect(Object.keys(only?.properties ?? {})).toEqual(['__proto__', 'constructor']);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
  expect(runChecks(contextOf(graph)).length).toBeGreaterThan(0);
});

test('depth is answered, in JSON and in YAML', () => {
  const deep = `${'{"Fn::Join":["",['.repeat(3000)}"x"${']]}'.repeat(3000)}`;
  const graph = buildGraph([
    {
      name: 'x.json',
      text: `{"Resources":{"A":{"Type":"A::B::C","Properties":{"P":${deep},"Q":${'['.repeat(20000)}${']'.repeat(20000)}}}}}`,
    },
  ]);
  const unknownAtTheEnd = (value: Value | undefined): boolean =>
    Array.isArray(value) ? unknownAtTheEnd(value[0]) : value instanceof Unknown;
  expect(graph.resources[0]?.properties['P']).toBeInstanceOf(Unknown);
  expect(unknownAtTheEnd(graph.resources[0]?.properties['Q'])).toBe(true);
  expect(graph.resources[0]?.place(['Q', 0])).toMatchObject({ line: 1 });
  expect(messages(`A: ${'['.repeat(3000)}${']'.repeat(3000)}`, 'x.yaml').length).toBe(1);
});

test('a file of ten thousand resources is read and placed in reasonable time', () => {
  const resources = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, i) => [
      `R${i}`,
      { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: i } },
    ]),
  );
  const graph = buildGraph([
    { name: 'x.json', text: JSON.stringify({ Resources: resources }, null, 1), region: 'ap-south-1' },
  ]);
  const started = Date.now();
  const findings = runChecks(contextOf(graph));
  expect(findings.length).toBeGreaterThanOrEqual(30_000);
  expect(Date.now() - started).toBeLessThan(15_000);
});

test('every check answers properties of the wrong shape', () => {
  const types = [...new Set(checks.flatMap(({ types: { aws } }) => (aws === '*' ? [] : aws)))];
  const azure = [...new Set(checks.flatMap(({ types: { azure: names } }) => (names === '*' ? [] : names)))];
  const keys = new Set<string>();
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (value !== null && typeof value === 'object') {
      for (const [key, child] of Object.entries(value)) {
        keys.add(key);
        collect(child);
      }
    }
  };
  for (const check of checks) collect(check.examples);
  for (const odd of ['text', 7, true, null, [], [[]], {}, [null], [1], { 'Fn::ImportValue': 'x' }, '${var.x}']) {
    const properties = Object.fromEntries([...keys].map((key) => [key, odd]));
    const graph = buildGraph([
      {
        name: 'a.json',
        region: 'ap-south-1',
        text: JSON.stringify({
          Resources: Object.fromEntries(types.map((Type, i) => [`R${i}`, { Type, Properties: properties }])),
        }),
      },
      {
        name: 'b.tf.json',
        text: JSON.stringify({ resource: Object.fromEntries(azure.map((type) => [type, { x: properties }])) }),
      },
    ]);
    expect(() => runChecks(contextOf(graph))).not.toThrow();
  }
});
