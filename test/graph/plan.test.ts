/** Plans that real Terraform made (`test/terraform/record.ts`), and plans cut short or bent by hand. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { runChecks } from '../../lib/checks';
import { buildGraph, Reference, type Resource, Unknown, type Value } from '../../lib/graph';

import { contextOf } from '../checks/support';

const FIXTURES = 'test/fixtures/terraform';
const text = readFileSync(`${FIXTURES}/root.json`, 'utf8');
const plan = (data: unknown) =>
  buildGraph([
    { name: 'plan.json', text: JSON.stringify(data).replace('"DEEP"', `${'['.repeat(5_000)}${']'.repeat(5_000)}`) },
  ]);
const recorded = buildGraph([{ name: 'plan.json', text }]);
const byAddress = (resources: readonly Resource[], address: string) =>
  resources.find((resource) => resource.address === address) as Resource;

/** A value with each reference as an address, the same whichever file it was read from. */
const shown = (value: Value | undefined): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null, (_key, each) =>
      each && typeof each === 'object' && 'reference' in each
        ? `${each.reference.replace(/.*#/, '')}.${each.attribute}`
        : each,
    ),
  );

describe('a plan and the configuration it was made from', () => {
  const written = buildGraph(
    ['root/main.tf', 'root/terraform.tfvars', 'root/net/main.tf'].map((name) => ({
      name,
      text: readFileSync(`${FIXTURES}/${name}`, 'utf8'),
    })),
  );
  // A plan has keys where there is one instance too.
  const twin = (address: string) => byAddress(written.resources, address.replace(/\[0\]$/, ''));

  test('hold the same resources, in the same places', () => {
    expect(recorded.unreadable).toEqual([]);
    expect(recorded.resources.map(({ address }) => address.replace(/\[0\]$/, '')).sort()).toEqual(
      written.resources.map(({ address }) => address).sort(),
    );
    for (const { address, location } of recorded.resources)
      expect([address, location]).toEqual([address, twin(address).location]);
  });

  test.each(recorded.resources.map(({ address }) => address))('say the same of %s', (address) => {
    const planned = byAddress(recorded.resources, address).properties;
    for (const [name, value] of Object.entries(twin(address).properties)) {
      const [here, there] = [shown(planned[name]), shown(value)];
      // What is known by a plan and no name of a thing is that value; the configuration may still refer to it.
      if (name === 'location') continue;
      const whole = JSON.stringify(here).replaceAll('reader[0]', 'reader');
      if (Array.isArray(there) && there.every((item) => typeof item === 'object')) expect(here).toMatchObject([{}]);
      else expect([name, JSON.parse(whole)]).toEqual([name, there]);
    }
  });

  test('what only its making settles is a reference, through blocks and modules', () => {
    const account = byAddress(recorded.resources, 'azurerm_storage_account.data["away"]');
    expect(shown(account.properties['identity'])).toMatchObject([
      { identity_ids: ['azurerm_user_assigned_identity.reader[0].id'], type: 'UserAssigned' },
    ]);
    expect(
      byAddress(recorded.resources, 'module.net.azurerm_subnet.this["nodes"]').properties['virtual_network_name'],
    ).toEqual(new Reference('plan.json#module.net.azurerm_virtual_network.this', 'name'));
    expect(Object.keys(account.properties)).not.toContain('primary_blob_endpoint');
  });

  test('lines and columns', () => {
    const account = byAddress(recorded.resources, 'azurerm_storage_account.data["away"]');
    const line = text.split('\n')[account.place(['account_replication_type']).line - 1];
    expect(line).toContain('"account_replication_type": "GRS"');
    expect(text.split('\n')[account.place().line] ?? '').toContain('azurerm_storage_account.data[\\"away\\"]');
  });

  test('nothing of the machine or the hour is in what was recorded', () => {
    expect(text).not.toMatch(/\/tmp\/|\/home\/|"timestamp"/);
  });
});

describe('a plan cut short', () => {
  const resource = (more: object) => ({
    address: 'azurerm_x.y',
    mode: 'managed',
    type: 'azurerm_x',
    name: 'y',
    ...more,
  });

  test('changes alone are enough; what goes away, and what is only read, is not there', () => {
    const change = (name: string, actions: string[], after: unknown, more = {}) => ({
      ...resource({ address: `azurerm_x.${name}`, name, ...more }),
      change: { actions, after, after_unknown: { id: true, open: true } },
    });
    const graph = plan({
      format_version: '1.2',
      resource_changes: [
        change('made', ['create'], { location: 'uksouth' }),
        change('again', ['delete', 'create'], { location: 'ukwest' }),
        change('gone', ['delete'], null),
        change('kept', ['forget'], { location: 'uksouth' }),
        change('read', ['read'], {}, { mode: 'data', address: 'data.azurerm_x.read' }),
      ],
    });
    expect(graph.resources.map(({ address, location }) => [address, location])).toEqual([
      ['azurerm_x.made', 'uksouth'],
      ['azurerm_x.again', 'ukwest'],
    ]);
    // Without a configuration nobody knows who wrote what: it is not known, and never absent.
    expect(graph.resources[0]?.properties['open']).toBeInstanceOf(Unknown);
    expect(graph.resources[0]?.place(['location']).line).toBe(1);
  });

  test('an expression of several references is not one of them', () => {
    const graph = plan({
      planned_values: {
        root_module: {
          resources: [
            resource({ values: { scope: null } }),
            resource({ address: 'azurerm_x.z', name: 'z', values: {} }),
            resource({ address: 'azurerm_x.w', name: 'w', values: {} }),
          ],
        },
      },
      resource_changes: [resource({ change: { actions: ['create'], after_unknown: { scope: true } } })],
      configuration: {
        root_module: {
          resources: [
            resource({
              expressions: {
                scope: { references: ['azurerm_x.z.id', 'azurerm_x.z', 'azurerm_x.w.id', 'azurerm_x.w', 'var.v'] },
              },
            }),
          ],
        },
      },
    });
    const scope = graph.resources[0]?.properties['scope'];
    expect(scope).toBeInstanceOf(Unknown);
    expect(scope).toMatchObject({
      references: [{ target: 'plan.json#azurerm_x.z' }, { target: 'plan.json#azurerm_x.w' }],
    });
  });

  test('resources of a provider that is not read are said', () => {
    const graph = plan({
      planned_values: {
        root_module: { resources: [resource({ address: 'aws_s3_bucket.b', type: 'aws_s3_bucket', values: {} })] },
      },
    });
    expect(graph.resources).toEqual([]);
    expect(graph.unreadable).toEqual([
      {
        file: 'plan.json',
        isPartial: true,
        message: expect.stringContaining('1 resource of the aws provider not checked'),
      },
    ]);
  });

  test.each([
    ['a list', []],
    ['text', 'x'],
    ['modules that are none', { child_modules: [null, 1, { resources: 7 }], resources: [null, 'x', { address: 1 }] }],
  ])('what is not of the shape is passed over: %s', (_name, root_module) => {
    expect(
      plan({ planned_values: { root_module }, configuration: { root_module }, resource_changes: root_module })
        .resources,
    ).toEqual([]);
  });

  test('variables and outputs that refer to each other in a circle, and depth', () => {
    const circle = { references: ['module.m.o'] };
    const graph = plan({
      planned_values: {
        root_module: {
          resources: [resource({ values: { deep: 'DEEP' } })],
        },
      },
      resource_changes: [resource({ change: { after_unknown: { a: true } } })],
      configuration: {
        root_module: {
          resources: [resource({ expressions: { a: circle, deep: {} } })],
          module_calls: {
            m: { expressions: { v: circle }, module: { outputs: { o: { expression: { references: ['var.v'] } } } } },
          },
        },
      },
    });
    expect(graph.resources[0]?.properties['a']).toBeInstanceOf(Unknown);
  });

  test('whatever is taken out or put in, the answer is a graph', () => {
    const odd = fc.constantFrom(undefined, null, 7, 'x', [], {}, true, [null], { references: ['var.x'] });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.infiniteStream(fc.nat(50)), odd), { minLength: 1, maxLength: 5 }), (bends) => {
        const data = JSON.parse(text);
        for (const [steps, value] of bends) {
          let at = data;
          for (const step of steps) {
            const keys = Object.keys(at);
            const key = keys[step % keys.length] ?? '';
            if (step % 7 === 0 || at[key] === null || typeof at[key] !== 'object') {
              at[key] = structuredClone(value);
              break;
            }
            at = at[key];
          }
        }
        runChecks(contextOf(plan(data), 'NO'));
      }),
      { numRuns: 200, seed: 84 },
    );
  });
});
