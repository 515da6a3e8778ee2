import { buildGraph, Reference, Unknown } from '../../lib/graph';

const root = {
  '//': { metadata: {} },
  terraform: { required_providers: {} },
  provider: { azurerm: [{ features: [{}] }] },
  data: { azurerm_subscription: { current: {} } },
  variable: { days: { default: 400 }, subscription_id: { type: 'string' } },
  locals: { region: 'Central India', a: '${local.b}', b: '${local.a}', tags: { team: 'x' } },
  resource: {
    azurerm_resource_group: { rg: { '//': {}, name: 'rg-data', location: '${local.region}', tags: '${local.tags}' } },
    azurerm_storage_account: {
      st: {
        name: 'st',
        resource_group_name: '${azurerm_resource_group.rg.name}',
        location: '${azurerm_resource_group.rg.location}',
        days: '${var.days}',
        ring: '${local.a}',
        team: '${local.tags.team}',
        id: '/subscriptions/${var.subscription_id}/resourceGroups/${azurerm_resource_group.rg.name}',
        computed: '${upper("x")}',
        escaped: '$${literal}',
        directive: '%{ if true }x%{ endif }',
        looked: '${data.azurerm_subscription.current.id}',
        identity: '${azurerm_user_assigned_identity.id[0].principal_id}',
        dynamic: { rules: { for_each: [], content: {} } },
        depends_on: ['azurerm_resource_group.rg'],
        lifecycle: { prevent_destroy: true },
      },
      none: { count: 0 },
      each: { for_each: {} },
    },
    azurerm_user_assigned_identity: { id: { name: 'id', location: 'global' } },
    azurerm_subnet: { s: { name: 's' } },
    random_string: { r: {} },
    aws_s3_bucket: { b: {}, c: {} },
  },
  module: { net: { source: './net' } },
};
const name = 'out/in/azure/data/cdk.tf.json';
const graph = buildGraph([{ name, text: JSON.stringify(root, null, 1) }]);
const st = graph.byId(`${name}#azurerm_storage_account.st`);

test('resources and their places', () => {
  expect(graph.resources.map(({ address, location }) => [address, location])).toEqual([
    ['azurerm_resource_group.rg', 'centralindia'],
    ['azurerm_storage_account.st', 'centralindia'],
    ['azurerm_user_assigned_identity.id', 'global'],
    ['azurerm_subnet.s', undefined],
  ]);
  expect(st).toMatchObject({ cloud: 'azure', stack: 'data', type: 'azurerm_storage_account' });
});

test('expressions', () => {
  const value = (key: string) => st?.properties[key];
  expect(value('resource_group_name')).toEqual(new Reference(`${name}#azurerm_resource_group.rg`, 'name'));
  expect(value('identity')).toEqual(new Reference(`${name}#azurerm_user_assigned_identity.id`, 'principal_id'));
  expect(value('days')).toBe(400);
  expect(value('team')).toBe('x');
  expect(value('escaped')).toBe('${literal}');
  expect(value('id')).toMatchObject({ text: '/subscriptions/${var.subscription_id}/resourceGroups/rg-data' });
  expect(value('computed')).toBe('X');
  expect(value('rules')).toBeUndefined();
  for (const key of ['ring', 'directive', 'looked']) expect(value(key)).toBeInstanceOf(Unknown);
  expect(Object.keys(st?.properties ?? {})).not.toContain('depends_on');
});

test('what is not adapted is said', () => {
  expect(graph.unreadable.map(({ message }) => message)).toEqual([
    expect.stringContaining('2 resources of the aws provider'),
    expect.stringContaining('module net'),
  ]);
});

test('files of one folder are one root; lists may stand for objects', () => {
  const files = [
    {
      name: 'r/a.tf.json',
      text: JSON.stringify({ resource: [{ azurerm_resource_group: [{ rg: [{ name: 'x', location: '${var.l}' }] }] }] }),
    },
    { name: 'r/b.tf.json', text: JSON.stringify({ variable: [{ l: [{ default: 'uksouth' }] }] }) },
    {
      name: 'q/c.tf.json',
      text: JSON.stringify({ resource: { azurerm_resource_group: { rg: { location: '${var.l}' } } } }),
    },
  ];
  const [first, second] = buildGraph(files).resources;
  expect(first).toMatchObject({ location: 'uksouth', stack: 'r', file: 'r/a.tf.json' });
  expect(second?.location).toBeInstanceOf(Unknown);
});

test('a place inside a block that is a list of one', () => {
  const text = JSON.stringify({ resource: { azurerm_x: { y: { block: [{ inner: true }] } } } }, null, 1);
  const [only] = buildGraph([{ name: 'a.tf.json', text }]).resources;
  const line = text.split('\n').findIndex((row) => row.includes('"inner"')) + 1;
  expect(only?.place(['block', 'inner']).line).toBe(line);
  expect(only?.place(['block', 0, 'inner']).line).toBe(line);
});
