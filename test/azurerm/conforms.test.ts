/** The tests of Terraform JSON bite: each kind of fault is found. */
import { azureRoots } from '../../stacks/azure';
import { planOf } from '../plan/azure/countries';
import { cycle, dangling, type ProviderSchema, violations } from './conforms';
import { misnamed } from './names';
import schema4 from './schema-4.55.json';

const SCHEMAS = { v4: schema4 as unknown as ProviderSchema };

describe('the test itself bites', () => {
  const root = () => JSON.parse(azureRoots({ azure: planOf('IN') })['data'] ?? '');
  const account = (json: ReturnType<typeof root>) =>
    Object.values<Record<string, unknown>>(json.resource.azurerm_storage_account)[0] as Record<string, unknown>;

  test.each([
    [
      'an unknown argument',
      (body: Record<string, unknown>) => Object.assign(body, { acount_tier: 'x' }),
      /acount_tier: unknown argument/,
    ],
    [
      'a missing one',
      (body: Record<string, unknown>) => delete body['account_tier'],
      /account_tier: required, missing/,
    ],
    [
      'a wrong type',
      (body: Record<string, unknown>) => Object.assign(body, { public_network_access_enabled: 'no' }),
      /is no bool/,
    ],
    [
      'two blocks where one is allowed',
      (body: Record<string, unknown>) => Object.assign(body, { identity: [{ type: 'x' }, { type: 'y' }] }),
      /2 blocks, at most 1/,
    ],
    [
      'a computed argument',
      (body: Record<string, unknown>) => Object.assign(body, { primary_location: 'x' }),
      /computed, cannot be set/,
    ],
  ])('%s is found', (_, change, message) => {
    const json = root();
    change(account(json));
    expect(violations(json, SCHEMAS.v4).join('\n')).toMatch(message);
  });

  test('a reference to nothing is found', () => {
    const json = root();
    account(json)['name'] = '${azurerm_resource_group.nobody.name}';
    expect(dangling(json)).toEqual(['azurerm_resource_group.nobody']);
  });

  test('a way round is found', () => {
    const json = root();
    const [group] = Object.keys(json.resource.azurerm_resource_group);
    json.resource.azurerm_resource_group[group as string].depends_on = [
      `azurerm_storage_account.${Object.keys(json.resource.azurerm_storage_account)[0]}`,
    ];
    expect(cycle(root())).toEqual([]);
    expect(cycle(json)).toContain(`azurerm_resource_group.${group}`);
  });

  test('a name that Azure does not take is found, and a type without a rule', () => {
    const json = root();
    account(json)['name'] = 'Not-A-Name';
    json.resource.azurerm_unknown = { x: { name: 'x' } };
    expect(misnamed(root())).toEqual([]);
    expect(misnamed(json)).toEqual([
      expect.stringContaining('Not-A-Name'),
      'azurerm_unknown: no rule for its names is known here',
    ]);
  });
});
