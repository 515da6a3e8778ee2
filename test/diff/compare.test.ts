/** Two judged sides: results of checks, pairs of resources, plain changes. */
import fc from 'fast-check';
import { compare } from '../../lib/diff';
import { canonical, differing } from '../../lib/diff/pair';
import { covers, exact, type Fact, pattern, range } from '../../lib/diff/terms';
import { cfn } from '../checks/support';
import { byTables, judged, told } from './support';

const group = (RetentionInDays: unknown, more: object = {}) => ({
  Logs: {
    Type: 'AWS::Logs::LogGroup',
    Properties: { RetentionInDays, KmsKeyId: 'arn:aws:kms:ap-south-1:1:key/k', ...more },
  },
});
const bucket = (region?: string) => ({
  azurerm_storage_account: { it: { location: 'centralindia', account_replication_type: region ?? 'LRS' } },
});
const between = (cloud: 'aws' | 'azure', before: Record<string, unknown>, after: Record<string, unknown>) =>
  compare(judged(cloud, before), judged(cloud, after));

test('a check that fails anew is told with the property that says it', () => {
  const [first] = between('aws', group(365), group(90)).changes;
  expect(first).toMatchObject({
    direction: 'worse',
    kind: 'retention',
    message: 'RetentionInDays: 365 → 90',
    findings: [{ check: 'audit/log-retention', message: 'keeps its events 90 days, 365 are asked' }],
    resource: { side: 'new', address: 'Logs', line: 1 },
  });
});

test('a failure mended is better; one that only moved is weighed by its property', () => {
  expect(told(between('aws', group(90), group(365)))).toEqual(['better retention: RetentionInDays: 90 → 365']);
  expect(told(between('aws', group(90), group(120)))).toEqual(['better retention: RetentionInDays: 90 → 120']);
  expect(told(between('aws', group(120), group(90)))).toEqual(['worse retention: RetentionInDays: 120 → 90']);
});

test('a proof that only the deployment could give now is worse, and worse again where it fails', () => {
  const unknown = { Ref: 'AWS::StackName' };
  expect(told(between('aws', group(365), group(unknown)))).toEqual(
    expect.arrayContaining([expect.stringMatching(/^worse (retention|audit)/)]),
  );
  expect(told(between('aws', group(unknown), group(30)))).toEqual(
    expect.arrayContaining([expect.stringMatching(/^worse audit\/log-retention/)]),
  );
});

test('a copy abroad is worse by the residency checks', () => {
  const said = told(
    between('azure', bucket(), {
      azurerm_storage_account: { it: { location: 'uaenorth', account_replication_type: 'LRS' } },
    }),
  );
  expect(said).toEqual(expect.arrayContaining([expect.stringMatching(/^worse residency\/location: .*outside India/)]));
});

test('a new resource adds what fails with it; one that goes takes its failures along', () => {
  const added = told(
    between('aws', group(365), {
      ...group(365),
      More: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 1 } },
    }),
  );
  expect(added).toEqual(
    expect.arrayContaining([expect.stringMatching(/^worse audit\/log-retention: keeps its events 1 days/)]),
  );
  const removed = told(between('aws', { ...group(365), More: group(1).Logs }, group(365)));
  expect(removed).toEqual([expect.stringMatching(/^better audit\/log-retention: went with its resource/)]);
});

test('a resource called otherwise in the template is the one it was', () => {
  const named = { BucketName: 'records', VersioningConfiguration: { Status: 'Enabled' } };
  const { types, changes } = byTables(
    'aws',
    { Old: { Type: 'AWS::S3::Bucket', Properties: named } },
    { New: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'records' } } },
  );
  expect(types).toEqual([{ type: 'AWS::S3::Bucket', added: 0, removed: 0, changed: 1 }]);
  expect(changes.map(({ direction, resource }) => [direction, resource.address])).toEqual([['worse', 'New']]);
  const same = { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'x' } };
  expect(byTables('aws', { Old: same }, { New: same })).toEqual({ changes: [], types: [], altered: [] });
  const twice = byTables('aws', { A: same, B: same }, { C: same, D: same });
  expect(twice.types).toEqual([{ type: 'AWS::SNS::Topic', added: 2, removed: 2, changed: 0 }]);
});

test('what mentions a resource that is called otherwise now has not changed', () => {
  const app = (name: string) => ({
    [name]: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'records' } },
    [`${name}Policy`]: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: name },
        PolicyDocument: {
          Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: { 'Fn::Sub': `\${${name}.Arn}/*` } }],
        },
      },
    },
  });
  const { changes, altered } = byTables('aws', app('Old'), app('Moved'));
  expect([changes, altered]).toEqual([[], []]);
});

test('plain changes are counted by type, and named by property', () => {
  const { types, altered } = byTables(
    'aws',
    { A: { Type: 'AWS::SNS::Topic', Properties: { Tags: [{ Key: 'a' }] } }, B: { Type: 'AWS::SQS::Queue' } },
    { A: { Type: 'AWS::SNS::Topic', Properties: { Tags: [{ Key: 'b' }], DisplayName: 'x' } } },
  );
  expect(types).toEqual([
    { type: 'AWS::SNS::Topic', added: 0, removed: 0, changed: 1 },
    { type: 'AWS::SQS::Queue', added: 0, removed: 1, changed: 0 },
  ]);
  expect(altered.map(({ resource, paths }) => [resource.address, paths])).toEqual([
    ['A', ['DisplayName', 'Tags.0.Key']],
  ]);
});

test('another place is a change, though no property says it', () => {
  const topic = { T: { Type: 'AWS::SNS::Topic', Properties: {} } };
  const { altered } = compare({ graph: cfn(topic), findings: [] }, { graph: cfn(topic, 'ap-south-2'), findings: [] });
  expect(altered.map(({ paths }) => paths)).toEqual([['(location)']]);
});

const fact = (...terms: Fact['terms']): Fact => ({
  opens: true,
  kind: 'path',
  terms,
  about: ['', ''],
  item: '',
  path: [],
});
test.each([
  [pattern('s3:*'), pattern('s3:Get*'), true],
  [pattern('s3:Get*'), pattern('s3:*'), false],
  [pattern('a*b*c'), pattern('axxbyyc'), true],
  [pattern('*'), exact('anyone'), true],
  [range('10.0.0.0/8'), range('10.255.1.2'), true],
  [range('10.0.0.0/8'), range('11.0.0.0/16'), false],
  [range('0.0.0.0/0'), range('1.2.3.4/32'), true],
  [range('0.0.0.0/0'), range('::/0'), false],
  [range('2001:db8::/32'), range('2001:db8:1::/48'), true],
  [range('2001:db8:1::/48'), range('2001:db8::/32'), false],
  [range('*'), range('Internet'), true],
  [range('nonsense/99'), range('10.0.0.0/8'), false],
])('%j takes in %j: %s', (outer, inner, expected) => {
  expect(covers(fact(outer), fact(inner))).toBe(expected);
});

test('a hostile pattern is answered at once', () => {
  const start = process.hrtime.bigint();
  expect(covers(fact(pattern(`${'a*'.repeat(5_000)}b`)), fact(exact('a'.repeat(5_000))))).toBe(false);
  expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(2_000);
});

test('values that are equal are equal whatever the order of their keys, and differ nowhere', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const turned = JSON.parse(JSON.stringify(value), (_, part) =>
        part && typeof part === 'object' && !Array.isArray(part)
          ? Object.fromEntries(Object.entries(part).reverse())
          : part,
      );
      expect(canonical(turned)).toBe(canonical(value as never));
      expect(differing(value as never, turned)).toEqual([]);
    }),
  );
});

test('names that every object has are properties like others', () => {
  const odd = (value: string) => ({
    constructor: { Type: 'AWS::SNS::Topic', Properties: { toString: value, constructor: value } },
  });
  expect(byTables('aws', odd('a'), odd('b')).altered.map(({ paths }) => paths)).toEqual([['constructor', 'toString']]);
});
