/** What CloudFormation templates say to each other. */
import { buildGraph, Reference, type SourceFile, Unknown } from '../../lib/graph';

const template = (name: string, body: object, region = 'ap-south-1'): SourceFile => ({
  name,
  region,
  text: JSON.stringify(body),
});
const bucket = (properties: object) => ({ Resources: { B: { Type: 'AWS::S3::Bucket', Properties: properties } } });
const nested = (url: unknown, Parameters: object = {}, more: object = {}) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL: url, Parameters },
  ...more,
});
const propertyOf = (files: readonly SourceFile[], id: string, property: string) => {
  const graph = buildGraph(files);
  return graph.byId(id)?.properties[property];
};

describe('nested stacks', () => {
  const child = template('out/child.yaml', {
    Parameters: { Name: { Type: 'String', Default: 'own' }, List: { Type: 'CommaDelimitedList', Default: 'x' } },
    ...bucket({ BucketName: { Ref: 'Name' }, Tags: { Ref: 'List' } }),
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['B', 'Arn'] } }, Name: { Value: { Ref: 'Name' } } },
  });
  const parent = (stacks: object, more: object = {}) => template('out/parent.json', { ...more, Resources: stacks });

  test('parameters flow in', () => {
    const files = [
      child,
      parent({
        Key: { Type: 'AWS::KMS::Key' },
        Child: nested('https://bucket/child.yaml', { Name: { 'Fn::Sub': 'a-${AWS::Region}' }, List: 'a, b' }),
      }),
    ];
    expect(propertyOf(files, 'out/child.yaml#B', 'BucketName')).toBe('a-ap-south-1');
    expect(propertyOf(files, 'out/child.yaml#B', 'Tags')).toEqual(['a', 'b']);
    expect(buildGraph(files).unreadable).toEqual([]);
  });

  test('a reference to a resource of the parent', () => {
    const files = [
      child,
      parent({ Key: { Type: 'AWS::KMS::Key' }, Child: nested('child.yaml', { Name: { Ref: 'Key' } }) }),
    ];
    expect(propertyOf(files, 'out/child.yaml#B', 'BucketName')).toEqual(new Reference('out/parent.json#Key', 'ref'));
  });

  test('what the parent does not give has its default; what nobody settles is unknown', () => {
    const files = (parameters: object) => [
      child,
      parent({ Child: nested('child.yaml', parameters) }, { Parameters: { Open: { Type: 'String' } } }),
    ];
    expect(propertyOf(files({}), 'out/child.yaml#B', 'BucketName')).toBe('own');
    expect(propertyOf(files({ Name: { Ref: 'Open' } }), 'out/child.yaml#B', 'BucketName')).toBeInstanceOf(Unknown);
  });

  test('outputs flow out', () => {
    const files = [
      child,
      parent({
        Child: nested('child.yaml', { Name: 'given' }),
        Trail: {
          Type: 'AWS::CloudTrail::Trail',
          Properties: {
            S3BucketName: { 'Fn::GetAtt': ['Child', 'Outputs.Name'] },
            Arn: { 'Fn::GetAtt': 'Child.Outputs.Arn' },
            Text: { 'Fn::Sub': '${Child.Outputs.Name}/x' },
          },
        },
      }),
    ];
    expect(propertyOf(files, 'out/parent.json#Trail', 'S3BucketName')).toBe('given');
    expect(propertyOf(files, 'out/parent.json#Trail', 'Arn')).toEqual(new Reference('out/child.yaml#B', 'Arn'));
    expect(propertyOf(files, 'out/parent.json#Trail', 'Text')).toBe('given/x');
  });

  test('a template nested twice is known where both say the same', () => {
    const twice = (other: string) => [
      child,
      parent({
        One: nested('child.yaml', { Name: 'a', List: 'x' }),
        Two: nested('child.yaml', { Name: other, List: 'x' }),
      }),
    ];
    expect(propertyOf(twice('a'), 'out/child.yaml#B', 'BucketName')).toBe('a');
    expect(propertyOf(twice('b'), 'out/child.yaml#B', 'BucketName')).toBeInstanceOf(Unknown);
  });

  test('one made under a condition that is open leaves its resources open', () => {
    const files = [
      child,
      parent(
        { Child: nested('child.yaml', {}, { Condition: 'Wanted' }) },
        { Parameters: { P: { Type: 'String' } }, Conditions: { Wanted: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } } },
      ),
    ];
    expect(buildGraph(files).byId('out/child.yaml#B')?.presence?.why).toBe('the condition Wanted of its nested stack');
  });

  test('of two templates of one name, the one of the same folder', () => {
    const other = template('else/child.yaml', bucket({ BucketName: 'else' }));
    const files = [other, child, parent({ Child: nested('child.yaml', { Name: 'here' }) })];
    expect(propertyOf(files, 'out/child.yaml#B', 'BucketName')).toBe('here');
  });

  test('stacks that hand a value round in a circle', () => {
    const files = [
      template('a.json', {
        Parameters: { P: { Type: 'String' } },
        Resources: {
          B: nested('b.json', { P: { Ref: 'P' } }),
          X: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::GetAtt': ['B', 'Outputs.O'] } } },
        },
        Outputs: { O: { Value: { 'Fn::GetAtt': ['B', 'Outputs.O'] } } },
      }),
      template('b.json', {
        Parameters: { P: { Type: 'String' } },
        Resources: { A: nested('a.json', { P: { 'Fn::GetAtt': ['A', 'Outputs.O'] } }) },
        Outputs: { O: { Value: { Ref: 'P' } } },
      }),
    ];
    expect(propertyOf(files, 'a.json#X', 'BucketName')).toBeInstanceOf(Unknown);
  });

  test('a chain of a thousand stacks', () => {
    const files = Array.from({ length: 1_000 }, (_, i) =>
      template(`${i}.json`, {
        Parameters: { P: { Type: 'String' } },
        Resources: {
          Next: nested(`${i + 1}.json`, { P: { Ref: 'P' } }),
          B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'P' } } },
        },
      }),
    );
    expect(() => buildGraph(files.reverse())).not.toThrow();
  });
});

describe('exports', () => {
  const exporter = (Name: unknown, Value: unknown, more: object = {}, region?: string) =>
    template(
      'net.json',
      { Resources: { V: { Type: 'AWS::EC2::VPC' } }, Outputs: { O: { Value, Export: { Name } } }, ...more },
      region,
    );
  const importer = (name: unknown) => template('app.json', bucket({ BucketName: { 'Fn::ImportValue': name } }));
  const imported = (...files: SourceFile[]) => propertyOf(files, 'app.json#B', 'BucketName');

  test('are what they export, in whichever order they come', () => {
    const reference = new Reference('net.json#V', 'ref');
    expect(imported(exporter('vpc', { Ref: 'V' }), importer('vpc'))).toEqual(reference);
    expect(
      imported(
        importer({ 'Fn::Sub': '${AWS::Region}-vpc' }),
        exporter({ 'Fn::Join': ['-', [{ Ref: 'AWS::Region' }, 'vpc']] }, { Ref: 'V' }),
      ),
    ).toEqual(reference);
  });

  test.each([
    ['another name', [exporter('vpc', 'x'), importer('other')]],
    ['another region', [exporter('vpc', 'x', {}, 'eu-west-1'), importer('vpc')]],
    ['two of one name', [exporter('vpc', 'x'), { ...exporter('vpc', 'y'), name: 'other.json' }, importer('vpc')]],
    [
      'a name that is open',
      [exporter({ 'Fn::Sub': '${AWS::StackName}-vpc' }, 'x'), importer({ 'Fn::Sub': '${AWS::StackName}-vpc' })],
    ],
    ['one that imports itself', [exporter('vpc', { 'Fn::ImportValue': 'vpc' }), importer('vpc')]],
  ])('are unknown: %s', (_name, files) => expect(imported(...files)).toBeInstanceOf(Unknown));
});

describe('choices and blocks', () => {
  const name = (value: unknown) =>
    propertyOf(
      [
        template('a.json', {
          Parameters: { P: { Type: 'String' } },
          Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } },
          ...bucket({ BucketName: value }),
        }),
      ],
      'a.json#B',
      'BucketName',
    );

  test('where both ways say the same, the choice does not matter', () => {
    expect(name({ 'Fn::If': ['C', 'a', { 'Fn::Sub': 'a' }] })).toBe('a');
    expect(name({ 'Fn::If': ['C', 'a', 'b'] })).toBeInstanceOf(Unknown);
    expect(name({ 'Fn::If': ['C', { Ref: 'B' }, 'b'] })).toMatchObject({ references: [{ target: 'a.json#B' }] });
  });

  test('blocks of addresses', () => {
    expect(name({ 'Fn::Cidr': ['10.0.0.0/16', 2, 8] })).toEqual(['10.0.0.0/24', '10.0.1.0/24']);
    expect(name({ 'Fn::Select': [1, { 'Fn::Cidr': ['10.0.0.0/24', '4', '5'] }] })).toBe('10.0.0.32/27');
    for (const odd of [[{ Ref: 'B' }, 2, 8], ['10.0.0.0/24', 1e9, 8], ['10.0.0.0/24', 2, 12], ['::/0', 1, 8], []])
      expect(name({ 'Fn::Cidr': odd })).toBeInstanceOf(Unknown);
  });
});
