/** References that CloudFormation fills in when it deploys: known where the templates make what they name. */
import { buildGraph, type Value } from '../../lib/graph';

const parameter = (name: string, value: unknown, more: object = {}) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name: name, Type: 'String', Value: value },
  ...more,
});
const gateway = { Type: 'AWS::EC2::TransitGateway' };
const route = (id: unknown) => ({ Type: 'AWS::EC2::Route', Properties: { TransitGatewayId: id } });

function read(resources: Record<string, unknown>, reader: unknown, region = 'ap-south-1'): Value | undefined {
  const files = [
    { name: 'owner.json', text: JSON.stringify({ Resources: resources }), region: 'ap-south-1' },
    { name: 'reader.json', text: JSON.stringify({ Resources: { Out: route(reader) } }), region },
  ];
  return buildGraph(files).byId('reader.json#Out')?.properties['TransitGatewayId'];
}

const ours = { Gate: gateway, Name: parameter('/net/tgw', { Ref: 'Gate' }) };

test('a parameter that another template makes is followed to what it holds', () => {
  expect(read(ours, '{{resolve:ssm:/net/tgw}}')).toMatchObject({ target: 'owner.json#Gate', attribute: 'ref' });
  expect(read(ours, '{{resolve:ssm:/net/tgw:3}}')).toMatchObject({ target: 'owner.json#Gate' });
  expect(read({ Name: parameter('/net/tgw', 'tgw-1') }, '{{resolve:ssm:/net/tgw}}')).toBe('tgw-1');
});

test('who refers to it is known across files', () => {
  const graph = buildGraph([
    { name: 'owner.json', text: JSON.stringify({ Resources: ours }), region: 'ap-south-1' },
    {
      name: 'reader.json',
      text: JSON.stringify({ Resources: { Out: route('{{resolve:ssm:/net/tgw}}') } }),
      region: 'ap-south-1',
    },
  ]);
  const made = graph.byId('owner.json#Gate');
  expect(made && graph.referrers(made).map(({ resource }) => resource.id)).toEqual([
    'owner.json#Name',
    'reader.json#Out',
  ]);
  expect(graph.byId('reader.json#Out')?.place(['TransitGatewayId'])).toMatchObject({ line: 1 });
});

const unknown = { unknown: '{{resolve:ssm:/net/tgw}}' };
test.each<[string, Record<string, unknown>, string]>([
  ['it is not here', { Gate: gateway, Name: parameter('/net/other', { Ref: 'Gate' }) }, 'ap-south-1'],
  ['it is of another region', ours, 'ap-south-2'],
  ['it is here twice', { ...ours, Again: parameter('/net/tgw', 'tgw-2') }, 'ap-south-1'],
  ['it may not be made', { ...ours, Name: { ...ours.Name, Condition: 'Wanted' } }, 'ap-south-1'],
  ['what it holds is not known', { Name: parameter('/net/tgw', { 'Fn::ImportValue': 'x' }) }, 'ap-south-1'],
  ['it holds nothing', { Name: parameter('/net/tgw', undefined) }, 'ap-south-1'],
])('it stays unknown where %s', (_, resources, region) => {
  expect(JSON.parse(JSON.stringify(read(resources, '{{resolve:ssm:/net/tgw}}', region)))).toEqual(unknown);
});

test('secrets, and text around a reference, stay unknown', () => {
  for (const text of ['{{resolve:ssm-secure:/net/tgw}}', 'x-{{resolve:ssm:/net/tgw}}', '{{resolve:secretsmanager:x}}'])
    expect(JSON.parse(JSON.stringify(read(ours, text)))).toEqual({ unknown: text });
});

describe('a part of what is known', () => {
  const fire = { Type: 'AWS::NetworkFirewall::Firewall' };
  const endpoints = { 'Fn::GetAtt': ['Fire', 'EndpointIds'] };
  const of = (id: unknown) =>
    buildGraph([
      { name: 'a.json', text: JSON.stringify({ Resources: { Fire: fire, Out: route(id) } }), region: 'ap-south-1' },
    ]).byId('a.json#Out')?.properties['TransitGatewayId'];

  test('tells what it is a part of', () => {
    const first = { 'Fn::Select': [0, endpoints] };
    for (const value of [first, { 'Fn::Select': [1, { 'Fn::Split': [':', first] }] }])
      expect(of(value)).toMatchObject({ references: [{ target: 'a.json#Fire', attribute: 'EndpointIds' }] });
  });

  test('of nothing known it tells nothing', () => {
    expect(of({ 'Fn::Select': [0, { 'Fn::Split': [':', { 'Fn::ImportValue': 'x' }] }] })).toMatchObject({
      references: [],
    });
  });
});
