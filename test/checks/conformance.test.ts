import { checkConformance } from '../../lib/checks';
import { lookup, matches } from '../../lib/checks/conformance-match';
import { buildGraph } from '../../lib/graph';
import type { Expectation } from '../../lib/plan/expectation';

const stack = (resources: Record<string, unknown>, name = 'in-data') =>
  buildGraph([
    { name: `${name}.json`, text: JSON.stringify({ Resources: resources }), stack: name, region: 'ap-south-1' },
  ]);
const root = (resource: Record<string, unknown>) =>
  buildGraph([{ name: 'in/data/cdk.tf.json', text: JSON.stringify({ resource }) }]);

const bucket = (Properties: Record<string, unknown> = {}) => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName: 'records', ...Properties },
});
const promise: Expectation = {
  promise: 'data/buckets/records',
  stack: 'in-data',
  type: 'AWS::S3::Bucket',
  identity: { BucketName: 'records' },
  settings: { 'VersioningConfiguration.Status': 'Enabled' },
};
const versioned = bucket({ VersioningConfiguration: { Status: 'Enabled' } });

const say = (expectations: Expectation[], graph: ReturnType<typeof buildGraph>, check: string) =>
  checkConformance(expectations, graph)
    .filter((finding) => finding.check === `conformance/${check}`)
    .map(({ result, resource, message }) => [result, resource.address, message] as const);

describe('promised', () => {
  test('kept', () => {
    expect(say([promise], stack({ Records: versioned }), 'promised')).toEqual([
      ['pass', 'Records', 'keeps data/buckets/records'],
    ]);
  });

  test('absent', () => {
    const findings = checkConformance([promise], stack({ Key: { Type: 'AWS::KMS::Key' } }));
    expect(findings.find(({ check }) => check === 'conformance/promised')).toMatchObject({
      result: 'fail',
      resource: { file: 'in-data.json', address: 'data/buckets/records', line: 1, column: 1 },
      message: 'the plan promises data/buckets/records: in-data has no AWS::S3::Bucket with BucketName "records"',
    });
  });

  test('in another stack is not kept', () => {
    expect(say([promise], stack({ Records: versioned }, 'in-other'), 'promised')[0]?.[0]).toBe('fail');
  });

  test('twice', () => {
    const results = say([promise], stack({ A: versioned, B: versioned }), 'promised');
    expect(results).toEqual([['fail', 'A', expect.stringContaining('A, B are all')]]);
  });

  test('a setting that differs, is absent, or is not settled', () => {
    const of = (properties: Record<string, unknown>) =>
      say([promise], stack({ Records: bucket(properties) }), 'promised')[0];
    expect(of({ VersioningConfiguration: { Status: 'Suspended' } })).toEqual([
      'fail',
      'Records',
      expect.stringContaining('it is Suspended'),
    ]);
    expect(of({})).toEqual(['fail', 'Records', expect.stringContaining('it is not stated')]);
    expect(of({ VersioningConfiguration: { Status: { 'Fn::ImportValue': 's' } } })?.[0]).toBe('not-checked');
  });

  test('a name that is settled at deployment may be it', () => {
    const graph = stack({
      Records: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::ImportValue': 'n' } } },
    });
    expect(say([promise], graph, 'promised')[0]?.[0]).toBe('not-checked');
  });

  test('the only one of its type, and tags', () => {
    const only: Expectation = { promise: 'network', stack: 'in-data', type: 'AWS::EC2::VPC', identity: {} };
    const tagged: Expectation = { ...only, promise: 'tagged', identity: { 'Tags.Name': 'net.a' } };
    const graph = stack({
      Net: {
        Type: 'AWS::EC2::VPC',
        Properties: {
          Tags: [
            { Key: 'Other', Value: 'x' },
            { Key: 'Name', Value: 'net.a' },
          ],
        },
      },
    });
    expect(say([only, tagged], graph, 'promised').map(([result]) => result)).toEqual(['pass', 'pass']);
  });
});

describe('unpromised', () => {
  test('attachments stand with what they are attached to, at any remove', () => {
    const graph = stack({
      Records: versioned,
      Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Records' } } },
      ByName: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'records' } },
      Stray: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'elsewhere' } },
      Role: { Type: 'AWS::IAM::Role' },
      Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Role' }] } },
    });
    expect(say([promise], graph, 'unpromised').map(([result, address]) => [address, result])).toEqual([
      ['ByName', 'pass'],
      ['Policy', 'pass'],
      ['Profile', 'fail'],
      ['Records', 'pass'],
      ['Role', 'fail'],
      ['Stray', 'fail'],
    ]);
  });

  test('Azure: by reference, by name and by id', () => {
    const account: Expectation = {
      promise: 'storage',
      stack: 'data',
      type: 'azurerm_storage_account',
      identity: { name: 'st' },
    };
    const table: Expectation = {
      promise: 'routes',
      stack: 'data',
      type: 'azurerm_route_table',
      identity: { name: 'rt' },
    };
    const graph = root({
      azurerm_storage_account: { st: { name: 'st', resource_group_name: 'rg' } },
      azurerm_route_table: { rt: { name: 'rt' } },
      azurerm_route: { r: { route_table_name: 'rt' } },
      azurerm_role_assignment: {
        a: { scope: '/subscriptions/${var.s}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st' },
        b: { scope: '${azurerm_storage_account.st.id}' },
        c: { scope: '/subscriptions/${var.s}/resourceGroups/other/providers/Microsoft.Storage/storageAccounts/st' },
      },
    });
    expect(say([account, table], graph, 'unpromised').map(([result, address]) => [address, result])).toEqual([
      ['azurerm_role_assignment.a', 'pass'],
      ['azurerm_role_assignment.b', 'pass'],
      ['azurerm_role_assignment.c', 'fail'],
      ['azurerm_route.r', 'pass'],
      ['azurerm_route_table.rt', 'pass'],
      ['azurerm_storage_account.st', 'pass'],
    ]);
  });
});

describe('comparing', () => {
  const graph = root({
    azurerm_resource_group: { rg: { name: 'rg', location: 'uksouth' } },
    azurerm_thing: {
      t: {
        block: [{ key: 'a', list: [1, 2] }],
        lone: { key: 'b' },
        group: '${azurerm_resource_group.rg.name}',
        scope: '/subscriptions/${var.s}/x',
        labels: { 'a.b/c': 'dotted' },
      },
    },
  });
  const properties = graph.ofType('azurerm_thing')[0]?.properties as Parameters<typeof lookup>[0];

  test.each<[string, unknown, boolean | undefined]>([
    ['block.key', 'a', true],
    ['block.0.key', 'a', true],
    ['lone.0.key', 'b', true],
    ['block.list', [2, 1], true],
    ['block.list.1', 2, true],
    ['block.list', [1], false],
    ['group', 'rg', true],
    ['scope', '/subscriptions/${var.s}/x', true],
    ['scope', '/subscriptions/1/x', undefined],
    ['labels.a.b/c', 'dotted', true],
    ['block', { key: 'a' }, true],
    ['absent', 'x', false],
    ['absent', undefined, true],
    ['block.list.0', '1', true],
  ])('%s is %j: %s', (path, expected, result) => {
    expect(matches(expected, lookup(properties, path), graph)).toBe(result);
  });

  test('the account’s placeholder compares as text', () => {
    const aws = stack({
      A: {
        Type: 'X::Y::Z',
        Properties: {
          Arn: { 'Fn::Sub': 'arn:${AWS::Partition}:kms:ap-south-1:${AWS::AccountId}:key' },
          Id: { Ref: 'AWS::AccountId' },
        },
      },
    });
    const [only] = aws.resources;
    expect(matches('arn:aws:kms:ap-south-1:${AWS::AccountId}:key', only?.properties['Arn'], aws)).toBe(true);
    expect(matches('${AWS::AccountId}', only?.properties['Id'], aws)).toBe(true);
  });
});
