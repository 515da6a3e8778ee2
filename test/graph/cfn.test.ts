import { buildGraph, Unknown } from '../../lib/graph';

const YAML = `AWSTemplateFormatVersion: 2010-09-09
Conditions:
  Off: !Equals [a, b]
Resources:
  Key:
    Type: AWS::KMS::Key
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Join ['-', [a, !Select [0, [b, c]]]]
      Key: !GetAtt Key.Arn
      Policy:
        - !Sub 'arn:aws:s3:::\${Key}'
        - Fn::Sub: plain
  Away:
    Type: AWS::S3::Bucket
    Condition: Off
  Role: &role
    Type: AWS::IAM::Role
    Properties: { RoleName: one }
  Twin: *role
`;

describe('YAML', () => {
  const graph = buildGraph([{ name: 'stacks/data.yaml', text: YAML, region: 'ap-south-2' }]);
  const bucket = graph.byId('stacks/data.yaml#Bucket');

  test('short tags are the long form', () => {
    expect(bucket?.properties['BucketName']).toBe('a-b');
    expect(bucket?.properties['Key']).toMatchObject({ target: 'stacks/data.yaml#Key', attribute: 'Arn' });
    expect(bucket?.properties['Policy']).toMatchObject([{ text: 'arn:aws:s3:::${Key}' }, 'plain']);
  });

  test('resources, stack and location', () => {
    expect(graph.resources.map(({ address }) => address)).toEqual(['Key', 'Bucket', 'Role', 'Twin']);
    expect(bucket).toMatchObject({ cloud: 'aws', stack: 'data', location: 'ap-south-2', file: 'stacks/data.yaml' });
    expect(graph.byId('stacks/data.yaml#Role')?.location).toBe('global');
    expect(graph.unreadable).toEqual([]);
  });

  test('places', () => {
    expect(bucket?.place()).toEqual({ line: 7, column: 3 });
    expect(bucket?.place(['BucketName'])).toEqual({ line: 10, column: 7 });
    expect(bucket?.place(['Policy', 1])).toEqual({ line: 14, column: 11 });
    expect(bucket?.place(['Policy', 0, 'inside', 'a tag'])).toEqual({ line: 13, column: 16 });
    expect(bucket?.place(['Missing'])).toEqual({ line: 9, column: 5 });
  });

  test('referrers', () => {
    const key = graph.byId('stacks/data.yaml#Key');
    expect(key && graph.referrers(key).map(({ resource, path }) => [resource.address, path])).toEqual([
      ['Bucket', ['Key']],
      ['Bucket', ['Policy', 0]],
    ]);
  });
});

test('places in JSON', () => {
  const text = JSON.stringify(
    { Resources: { A: { Type: 'X::Y::Z', Properties: { List: [{ Deep: 1 }, { Deep: 2 }] } } } },
    null,
    2,
  );
  const [only] = buildGraph([{ name: 'a.json', text }]).resources;
  const line = (needle: string) => text.split('\n').findIndex((row) => row.includes(needle)) + 1;
  expect(only?.place()).toEqual({ line: line('"A"'), column: 5 });
  expect(only?.place(['List', 1, 'Deep'])).toEqual({ line: line('"Deep": 2'), column: 13 });
  expect(only?.place(['List', 9])).toEqual({ line: line('"List"'), column: 9 });
});

test('what CloudFormation adds at deployment is said, not guessed', () => {
  const { unreadable, resources } = buildGraph([
    {
      name: 'a.json',
      text: JSON.stringify({
        Transform: ['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions'],
        Resources: {
          'Fn::ForEach::Loop': ['x', ['a'], {}],
          NoType: {},
          Text: 'x',
          Made: { Type: 'A::B::C', Properties: { 'Fn::Transform': { Name: 'x' } } },
        },
      }),
    },
  ]);
  expect(resources).toEqual([]);
  expect(unreadable.map(({ message }) => message)).toEqual([
    expect.stringContaining('AWS::Serverless-2016-10-31'),
    expect.stringContaining('loop'),
    expect.stringContaining('NoType'),
    expect.stringContaining('Text'),
    expect.stringContaining('made at deployment'),
  ]);
});

test('a nested stack whose template is not given is said', () => {
  const parent = (path: string) => ({
    name: 'out/app.template.json',
    text: JSON.stringify({
      Resources: {
        Child: {
          Type: 'AWS::CloudFormation::Stack',
          Metadata: { 'aws:asset:path': path },
          Properties: { TemplateURL: { 'Fn::Sub': 'https://x' } },
        },
      },
    }),
  });
  const child = { name: 'out/child.nested.template.json', text: '{"Resources":{}}' };
  expect(buildGraph([parent('child.nested.template.json'), child]).unreadable).toEqual([]);
  expect(buildGraph([parent('other.json'), child]).unreadable).toEqual([
    {
      file: 'out/app.template.json',
      message: expect.stringContaining('Child: the nested stack’s template is not among'),
    },
  ]);
});

test('global and placeless types', () => {
  const graph = buildGraph([
    {
      name: 'a.json',
      region: 'me-central-1',
      text: JSON.stringify({
        Resources: {
          A: { Type: 'AWS::WAFv2::WebACL', Properties: { Scope: 'CLOUDFRONT' } },
          B: { Type: 'AWS::WAFv2::WebACL', Properties: { Scope: 'REGIONAL' } },
          C: { Type: 'AWS::CDK::Metadata' },
          D: { Type: 'AWS::Organizations::Policy' },
        },
      }),
    },
  ]);
  expect(graph.resources.map(({ location }) => location)).toEqual(['global', 'me-central-1', undefined, 'global']);
});

test('no region given is unknown, not a guess', () => {
  const [only] = buildGraph([{ name: 'a.json', text: '{"Resources":{"A":{"Type":"AWS::S3::Bucket"}}}' }]).resources;
  expect(only?.location).toBeInstanceOf(Unknown);
});
