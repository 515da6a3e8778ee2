/** The golden trees conform to the provider's own schemas, and what looks at them finds what it should. */
import { readdirSync, readFileSync } from 'node:fs';
import { azureRoots } from '../../stacks/azure';
import { COUNTRIES, planOf } from '../plan/azure/countries';
import { type Json, type Root, violations } from './conforms';
import { globalNames, misnamed } from './names';
import { SCHEMAS } from './schemas';
import { cycle, dangling } from './wiring';

const goldens = readdirSync('test/golden', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('main.tf.json'))
  .map((path) => ({ path, root: JSON.parse(readFileSync(`test/golden/${path}`, 'utf8')) as Root }));

const dialectOf = (root: Root): keyof typeof SCHEMAS => (JSON.stringify(root.terraform).includes('~> 5') ? 'v5' : 'v4');

function problems(root: Root): string[] {
  const schema = SCHEMAS[dialectOf(root)];
  return [...violations(root, schema), ...dangling(root, schema), ...cycle(root), ...misnamed(root)];
}

test('there are golden trees', () => expect(goldens.length).toBeGreaterThan(4));

test.each(goldens)('$path', ({ root }) => expect(problems(root)).toEqual([]));

test.each(COUNTRIES.flatMap((country) => (['v4', 'v5'] as const).map((dialect) => [country, dialect] as const)))(
  '%s in %s',
  (country, dialect) => {
    for (const json of Object.values(azureRoots({ azure: { ...planOf(country), dialect } }))) {
      const root: Root = JSON.parse(json);
      expect(dialectOf(root)).toBe(dialect);
      expect(problems(root)).toEqual([]);
    }
  },
);

test('global names are the same each time, and others for another state account', () => {
  const names = (edit?: (text: string) => string): string[] =>
    Object.values(azureRoots({ azure: planOf('NO', edit) })).flatMap((json) => globalNames(JSON.parse(json)));
  const first = names();
  expect(names()).toEqual(first);
  const others = names((text) =>
    text.replace('azure:', 'azure:\n  state: { resourceGroup: g, storageAccount: other }'),
  );
  expect(others).toHaveLength(first.length);
  expect(others.filter((name) => first.includes(name))).toEqual([]);
});

describe('each fault is found', () => {
  type Body = { [key: string]: Json };
  const data = azureRoots({ azure: planOf('NO') })['data'] as string;
  /** The data root of Norway with its first resource of a type changed. */
  function changed(type: string, change: (body: Body) => void): Root {
    const root: Root = JSON.parse(data);
    change(Object.values(root.resource?.[type] ?? {})[0] as Body);
    return root;
  }

  test.each<[string, string, Body, RegExp]>([
    ['an unknown argument', 'storage_account', { acount_tier: 'x' }, /acount_tier: unknown argument/],
    ['a missing one', 'storage_account', { account_tier: null }, /account_tier: required, missing/],
    ['a wrong type', 'storage_account', { public_network_access_enabled: 'no' }, /is no bool/],
    [
      'two blocks where one is allowed',
      'storage_account',
      { identity: [{ type: 'x' }, { type: 'y' }] },
      /2 blocks, at/,
    ],
    ['a computed argument', 'storage_account', { primary_location: 'x' }, /computed, cannot be set/],
    ['a block that is missing', 'private_endpoint', { private_service_connection: [] }, /0 blocks, at least 1/],
    [
      'a fault in a block',
      'private_endpoint',
      { private_service_connection: { name: 'x' } },
      /is_manual_connection: requ/,
    ],
    [
      'an object without all its keys',
      'network_security_group',
      { security_rule: [{ name: 'x' }] },
      /priority: absent; an object attribute needs every key/,
    ],
  ])('%s', (_, type, change, message) => {
    const root = changed(`azurerm_${type}`, (body) => Object.assign(body, change));
    expect(violations(root, SCHEMAS.v4).join('\n')).toMatch(message);
  });

  test.each(['${azurerm_resource_group.nobody.name}', '${azurerm_resource_group.group.nane}', '${var.nothing}'])(
    'a reference to nothing: %s',
    (name) => {
      const root = changed('azurerm_storage_account', (body) => Object.assign(body, { name }));
      expect(dangling(root, SCHEMAS.v4)).toEqual([expect.stringMatching(/nobody|nane|nothing/)]);
    },
  );

  test('two that wait for each other', () => {
    const root = changed('azurerm_resource_group', (body) =>
      Object.assign(body, { depends_on: ['azurerm_key_vault.vault'] }),
    );
    expect(Object.keys(root.resource?.['azurerm_key_vault'] ?? {})).toEqual(['vault']);
    expect(cycle(root)).toEqual(expect.arrayContaining(['azurerm_key_vault.vault', 'azurerm_resource_group.group']));
  });

  test.each([
    ['too long', 'a'.repeat(25), /25 characters, 3 to 24/],
    ['too short', 'ab', /2 characters/],
    ['of other characters', 'with-hyphen', /is not/],
  ])('a name %s', (_, name, message) => {
    const root = changed('azurerm_storage_account', (body) => Object.assign(body, { name }));
    expect(misnamed(root)).toEqual([expect.stringMatching(message)]);
  });

  test('a name that no rule knows', () => {
    const root: Root = { resource: { azurerm_nothing: { x: { name: 'x' } } } };
    expect(misnamed(root)).toEqual(['azurerm_nothing.x: no rule for names of nothing']);
    expect(violations(root, SCHEMAS.v4)).toEqual(['azurerm_nothing: the schema kept with the tests does not hold it']);
  });
});
