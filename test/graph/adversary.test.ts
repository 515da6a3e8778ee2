/** Templates written to look like what they are not, or to keep a reader busy for ever. */
import { runChecks } from '../../lib/checks';
import { buildGraph, Reference, type Resource, Unknown } from '../../lib/graph';
import { contextOf } from '../checks/support';

const only = (text: string, name = 'a.json') => {
  const graph = buildGraph([{ name, text, region: 'ap-south-1' }]);
  return { graph, resource: graph.resources[0] as Resource };
};
const bucket = (BucketName: unknown, more: Record<string, unknown> = {}) =>
  only(JSON.stringify({ ...more, Resources: { A: { Type: 'AWS::S3::Bucket', Properties: { BucketName } } } }));

describe('encodings', () => {
  test('a byte order mark and carriage returns change neither data nor places', () => {
    const json = only(
      '\uFEFF{\r\n "Resources": {\r\n  "A": {"Type": "X::Y::Z", "Properties": {"P": 1}}}}\r\n',
    ).resource;
    expect(json.place(['P'])).toEqual({ line: 3, column: 43 });
    const yaml = '\uFEFFResources:\r\n  A:\r\n    Type: X::Y::Z\r\n    Properties:\r\n      P: 1\r\n';
    expect(only(yaml, 'a.yaml').resource.place(['P'])).toEqual({ line: 5, column: 7 });
  });

  test('of a key written twice the last counts, and is the one shown', () => {
    const json = only('{"Resources":{"A":{"Type":"X::Y::Z","Properties":{"P":1,\n"P":2}}}}').resource;
    const yaml = only(
      'Resources:\n  A:\n    Type: X::Y::Z\n    Properties:\n      P: 1\n      P: 2\n',
      'a.yaml',
    ).resource;
    expect([json.properties['P'], json.place(['P']).line]).toEqual([2, 2]);
    expect([yaml.properties['P'], yaml.place(['P']).line]).toEqual([2, 6]);
  });

  test.each(['[]', 'null', '"text"'])('Resources that are no table are said: %s', (given) => {
    expect(only(`{"Resources":${given}}`).graph.unreadable).toEqual([
      { file: 'a.json', message: expect.stringContaining('nothing of it is read') },
    ]);
  });
});

describe('what only the deployment makes', () => {
  test('a condition that is not settled', () => {
    const { graph } = only(
      JSON.stringify({
        Parameters: { Go: { Type: 'String' } },
        Conditions: { Wanted: { 'Fn::Equals': [{ Ref: 'Go' }, 'yes'] } },
        Resources: { Gate: { Type: 'AWS::EC2::InternetGateway', Condition: 'Wanted' }, Key: { Type: 'AWS::KMS::Key' } },
      }),
    );
    expect(graph.resources.map(({ presence }) => presence?.why)).toEqual(['the condition Wanted', undefined]);
    const finding = runChecks(contextOf(graph)).find(({ resource }) => resource.address === 'Gate');
    expect(finding?.message).toMatch(/^if the condition Wanted makes it, it /);
    expect(finding?.result).toBe('not-checked');
  });

  test('an item that is dropped does not move the places of those after it', () => {
    const text = JSON.stringify(
      {
        Conditions: { Off: { 'Fn::Equals': ['a', 'b'] } },
        Resources: {
          A: {
            Type: 'X::Y::Z',
            Properties: { List: [{ 'Fn::If': ['Off', { B: 1 }, { Ref: 'AWS::NoValue' }] }, { B: 2 }] },
          },
        },
      },
      null,
      1,
    );
    const { resource } = only(text);
    expect(resource.properties['List']).toEqual([{ B: 2 }]);
    expect(resource.place(['List', 0, 'B']).line).toBe(text.split('\n').findIndex((row) => row.includes('"B": 2')) + 1);
  });
});

describe('text and lookups that grow without bound', () => {
  const soon = (work: () => void) => {
    const started = Date.now();
    work();
    expect(Date.now() - started).toBeLessThan(2_000);
  };

  test('substitutions that double', () => {
    let node: unknown = 'x';
    for (let i = 0; i < 50; i++) node = { 'Fn::Sub': ['${x}${x}', { x: node }] };
    soon(() => expect(bucket(node).resource.properties['BucketName']).toBeInstanceOf(Unknown));
  });

  test('a mapping that looks itself up', () => {
    const find = { 'Fn::FindInMap': ['M', 'a', 'b'] };
    soon(() =>
      expect(
        bucket(find, { Mappings: { M: { a: { b: [find, find] } } } }).resource.properties['BucketName'],
      ).toBeInstanceOf(Unknown),
    );
  });

  test('locals and defaults that double', () => {
    const locals: Record<string, unknown> = { text0: 'x', list0: 'x' };
    for (let i = 1; i < 60; i++) {
      locals[`text${i}`] = `\${local.text${i - 1}}\${local.text${i - 1}}`;
      locals[`list${i}`] = [`\${local.list${i - 1}}`, `\${local.list${i - 1}}`];
    }
    const root = {
      locals,
      variable: { self: { default: '${var.self}${var.self}' } },
      resource: { azurerm_key_vault: { a: { name: '${local.text59}', tags: '${local.list59}', sku: '${var.self}' } } },
    };
    soon(() => {
      const { graph, resource } = only(JSON.stringify(root), 'a.tf.json');
      for (const key of ['name', 'sku']) expect(resource.properties[key]).toBeInstanceOf(Unknown);
      runChecks(contextOf(graph));
    });
  });

  test('JSON inside a text, too deep to walk', () => {
    const policy = `{"Statement":1,"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const { graph } = only(
      JSON.stringify({ Resources: { A: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: policy } } } }),
    );
    expect(() => runChecks(contextOf(graph))).not.toThrow();
  });

  test('YAML larger than any template, and deeper', () => {
    soon(() => {
      expect(only(`A: ${'x'.repeat(2_000_000)}`, 'a.yaml').graph.unreadable[0]?.message).toContain('larger than');
      expect(only(`A: ${'['.repeat(10_000)}`, 'a.yaml').graph.unreadable[0]?.message).toContain('too deep');
    });
  });

  test('thousands of resources that name each other', () => {
    const resources = Object.fromEntries(
      Array.from({ length: 4_000 }, (_, i) => [
        `B${i}`,
        {
          Type: 'AWS::S3::Bucket',
          Properties: { BucketName: `b${i}`, LoggingConfiguration: { DestinationBucketName: `b${i + 1}` } },
        },
      ]),
    );
    const { graph } = only(JSON.stringify({ Resources: resources }));
    soon(() => runChecks(contextOf(graph)));
  });
});

describe('Terraform by hand', () => {
  const root = (resource: Record<string, unknown>, more: Record<string, unknown> = {}, values?: unknown) => {
    const files = [{ name: 'r/main.tf.json', text: JSON.stringify({ ...more, resource }) }];
    if (values) files.push({ name: 'r/terraform.tfvars.json', text: JSON.stringify(values) });
    return buildGraph(files);
  };
  const group = (location: unknown) => ({ azurerm_resource_group: { rg: { name: 'rg', location } } });

  test.each([
    ['${var.home ? "norwayeast" : "westeurope"}', 'norwayeast'],
    ['${!var.home ? "norwayeast" : "westeurope"}', 'westeurope'],
    ['${var.stage == "prod" ? "norwayeast" : "westeurope"}', 'norwayeast'],
    ['${var.stage != "prod" ? "norwayeast" : var.away}', 'westeurope'],
    ['${local.places["first"].name}', 'norwaywest'],
  ])('a choice that is settled: %s', (location, expected) => {
    const graph = root(group(location), {
      variable: { home: { default: true }, stage: { default: 'prod' }, away: { default: 'West Europe' } },
      locals: { places: { first: { name: 'Norway West' } } },
    });
    expect(graph.resources[0]?.location).toBe(expected);
  });

  test.each(['${var.open ? "a" : "b"}', '${var.open == "x" ? "a" : "b"}', '${local.list[var.open]}'])(
    'a choice that is not: %s',
    (location) => {
      const graph = root(group(location), { variable: { open: {} }, locals: { list: ['a'] } });
      expect(graph.resources[0]?.location).toBeInstanceOf(Unknown);
    },
  );

  test('values given in a file win over defaults', () => {
    const graph = root(group('${var.place}'), { variable: { place: { default: 'norwayeast' } } }, { place: 'uksouth' });
    expect(graph.resources[0]?.location).toBe('uksouth');
    expect(graph.unreadable).toEqual([]);
  });

  test.each(['[0]', '["a"]', '[each.key]', '[count.index]', '[*]', '.0'])(
    'an instance is its resource: %s',
    (index) => {
      const graph = root({
        ...group('norwayeast'),
        azurerm_virtual_network: { net: { location: `\${azurerm_resource_group.rg${index}.location}` } },
      });
      expect(graph.ofType('azurerm_virtual_network')[0]?.properties['location']).toEqual(
        new Reference('r/main.tf.json#azurerm_resource_group.rg', 'location'),
      );
    },
  );

  test('a count that is settled decides; one that is not leaves it open', () => {
    const counted = (count: unknown) =>
      root({ azurerm_public_ip: { p: { count } } }, { variable: { on: { default: false }, later: {} } }).resources;
    expect(counted('${var.on ? 1 : 0}')).toEqual([]);
    expect(counted('0')).toEqual([]);
    expect(counted('${var.later ? 1 : 0}')[0]?.presence?.why).toBe('count ${var.later ? 1 : 0}');
    expect(counted(2)[0]?.presence).toBeUndefined();
  });

  test('a type that must have a place and states none is not placeless', () => {
    const graph = root({
      azurerm_storage_account: { s: {} },
      azurerm_subnet: { n: {} },
      azurerm_cdn_profile: { c: { location: 'uksouth' } },
    });
    expect(graph.resources.map(({ location }) => (location instanceof Unknown ? 'unknown' : location))).toEqual([
      'unknown',
      undefined,
      'global',
    ]);
  });

  test('bodies of another dialect are said', () => {
    const graph = root({
      azapi_resource: { a: { type: 'Microsoft.Storage/storageAccounts@2023-01-01', location: 'uksouth' } },
      azurerm_resource_group_template_deployment: { d: {} },
    });
    expect(graph.unreadable.map(({ message }) => message)).toEqual([
      expect.stringContaining('not its body'),
      expect.stringContaining('not seen here'),
    ]);
  });
});
