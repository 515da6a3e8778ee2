import { buildGraph, Reference, type Resource, Unknown, type Value } from '../../lib/graph';

const TEMPLATE = {
  Parameters: {
    Days: { Type: 'Number', Default: 400 },
    Cidrs: { Type: 'CommaDelimitedList', Default: '10.0.0.0/8, 10.1.0.0/16' },
    Open: { Type: 'String' },
    Ami: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/ami' },
    Stage: { Type: 'String', Default: 'prod' },
  },
  Mappings: { ByRegion: { 'ap-south-1': { Ami: 'ami-1' } } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    IsDev: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    Both: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsDev' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'OnlyLater' }] },
    OnlyLater: { 'Fn::Equals': [{ Ref: 'Open' }, 'x'] },
    ByAccount: { 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, '111111111111'] },
    Ring: { 'Fn::Not': [{ Condition: 'Ring' }] },
  },
};

function resolve(value: unknown, region: string | undefined = 'ap-south-1'): Value | undefined {
  const graph = buildGraph([
    {
      name: 't.json',
      text: JSON.stringify({
        ...TEMPLATE,
        Resources: {
          It: { Type: 'X::Y::Z', Properties: { Value: value } },
          Other: { Type: 'X::Y::Z' },
          Gone: { Type: 'X::Y::Z', Condition: 'IsDev' },
        },
      }),
      region,
    },
  ]);
  return graph.byId('t.json#It')?.properties['Value'];
}

const unknown = (value: Value | undefined) => (value instanceof Unknown ? (value.text ?? value.why) : value);

test.each<[string, unknown, unknown]>([
  ['a parameter’s default', { Ref: 'Days' }, 400],
  ['a list parameter', { Ref: 'Cidrs' }, ['10.0.0.0/8', '10.1.0.0/16']],
  ['the region', { Ref: 'AWS::Region' }, 'ap-south-1'],
  ['the partition', { Ref: 'AWS::Partition' }, 'aws'],
  ['the URL suffix', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
  [
    'an account inside text',
    { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' },
    'arn:aws:iam::${AWS::AccountId}:root',
  ],
  [
    'an account inside a join',
    { 'Fn::Join': [':', ['arn', 'aws', { Ref: 'AWS::AccountId' }]] },
    'arn:aws:${AWS::AccountId}',
  ],
  ['a literal in a Sub', { 'Fn::Sub': '${!aws:username}' }, '${aws:username}'],
  ['a Sub’s own names', { 'Fn::Sub': ['${x}-${Stage}', { x: { Ref: 'Days' } }] }, '400-prod'],
  ['a choice', { 'Fn::If': ['IsProd', 'yes', 'no'] }, 'yes'],
  ['a choice of an or', { 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
  ['a choice of an and', { 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
  ['a selection of a split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b'] }] }, 'b'],
  ['a map', { 'Fn::FindInMap': ['ByRegion', { Ref: 'AWS::Region' }, 'Ami'] }, 'ami-1'],
  ['a map’s fallback', { 'Fn::FindInMap': ['ByRegion', 'x', 'Ami', { DefaultValue: 'none' }] }, 'none'],
  ['base 64', { 'Fn::Base64': 'hi' }, 'aGk='],
  ['JSON text', { 'Fn::ToJsonString': { a: [{ Ref: 'Days' }] } }, '{"a":[400]}'],
  ['a dropped property', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
  ['a dropped item', [1, { Ref: 'AWS::NoValue' }, 2], [1, 2]],
  ['a policy’s Condition, which is data', { Condition: { Bool: {} } }, { Condition: { Bool: {} } }],
])('resolves %s', (_name, given, expected) => {
  expect(resolve(given)).toEqual(expected);
});

test.each<[string, unknown, string]>([
  ['the account', { Ref: 'AWS::AccountId' }, '${AWS::AccountId}'],
  ['a parameter without default', { Ref: 'Open' }, '${Open}'],
  ['an SSM parameter', { Ref: 'Ami' }, '${Ami}'],
  ['text with a hole', { 'Fn::Sub': 'a-${Open}-b' }, 'a-${Open}-b'],
  ['text with a reference', { 'Fn::Join': ['', ['arn:aws:s3:::', { Ref: 'Other' }, '/*']] }, 'arn:aws:s3:::${Other}/*'],
  ['a secret', '{{resolve:secretsmanager:x}}', '{{resolve:secretsmanager:x}}'],
  ['an import', { 'Fn::ImportValue': 'x' }, 'Fn::ImportValue x'],
  ['zones', { 'Fn::GetAZs': '' }, 'Fn::GetAZs'],
  ['subnets of a block that is not known', { 'Fn::Cidr': [{ Ref: 'Open' }, 2, 8] }, 'Fn::Cidr'],
  ['a choice of the account', { 'Fn::If': ['ByAccount', 1, 2] }, 'Fn::If ByAccount'],
  ['a ring of conditions', { 'Fn::If': ['Ring', 1, 2] }, 'Fn::If Ring'],
  ['a missing condition', { 'Fn::If': ['Nobody', 1, 2] }, 'Fn::If Nobody'],
  ['a resource that is left out', { Ref: 'Gone' }, '${Gone}'],
  ['a function nobody knows', { 'Fn::Magic': 1 }, 'Fn::Magic'],
  ['a prototype’s name', { Ref: 'constructor' }, '${constructor}'],
  ['a prototype’s attribute', { 'Fn::GetAtt': ['__proto__', 'x'] }, '${__proto__.x}'],
])('leaves %s unknown', (_name, given, expected) => {
  const value = resolve(given);
  expect(value).toBeInstanceOf(Unknown);
  expect(unknown(value)).toBe(expected);
});

test.each<unknown>([
  { 'Fn::Sub': 7 },
  { 'Fn::Join': 'x' },
  { 'Fn::Select': [] },
  { 'Fn::Split': ['', 'x'] },
  { 'Fn::If': [] },
  { 'Fn::FindInMap': [1] },
  { 'Fn::GetAtt': [] },
  { Ref: ['x'] },
  { 'Fn::Base64': {} },
])('answers a broken function without throwing: %j', (given) => {
  expect(resolve(given)).toBeInstanceOf(Unknown);
});

test('references', () => {
  expect(resolve({ Ref: 'Other' })).toEqual(new Reference('t.json#Other', 'ref'));
  expect(resolve({ 'Fn::GetAtt': 'Other.Arn' })).toEqual(new Reference('t.json#Other', 'Arn'));
  expect(resolve({ 'Fn::GetAtt': ['Other', 'Outputs.Key'] })).toEqual(new Reference('t.json#Other', 'Outputs.Key'));
});

test('without a region, what depends on it stays open', () => {
  const graph = buildGraph([
    {
      name: 't.yaml',
      text: 'Resources:\n  R:\n    Type: X::Y::Z\n    Properties: {A: !Sub "arn:${AWS::Partition}:s3:::x", B: !Ref "AWS::Region"}\n',
    },
  ]);
  const [only] = graph.resources as [Resource];
  expect(only.properties['A']).toBe('arn:${AWS::Partition}:s3:::x');
  expect(unknown(only.properties['B'])).toBe('${AWS::Region}');
  expect(only.location).toBeInstanceOf(Unknown);
});
