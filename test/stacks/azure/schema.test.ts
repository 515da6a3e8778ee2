/** Every Azure file conforms to the provider's own schema, in both dialects, with every option turned on and off. */
import { country, countryCodes } from '../../../lib/catalogue';
import { planCountry } from '../../../lib/plan';
import { readCountry } from '../../../lib/profile';
import { initialDocument } from '../../../lib/profile/init';
import { azureRoots } from '../../../stacks/azure';
import { dangling, type ProviderSchema, violations } from '../../azurerm/conforms';
import schema4 from '../../azurerm/schema-4.55.json';
import schema5 from '../../azurerm/schema-5.2.json';

const SCHEMAS = { v4: schema4 as unknown as ProviderSchema, v5: schema5 as unknown as ProviderSchema };
const countries = countryCodes.filter((code) => /^azure:/m.test(initialDocument(code)));

/** A country's first document with only its Azure section, changed. */
function variant(code: string, dialect: 'v4' | 'v5', egress: 'isolated' | 'firewall', recovery: boolean): string {
  const firewall = egress === 'firewall' ? '\n  firewall: { nextHop: 10.0.0.4 }' : '';
  const text = initialDocument(code)
    .replace(/^aws:[\s\S]*?(?=^azure:)/m, '')
    .replace(/^azure:/m, `azure:\n  dialect: ${dialect}${firewall}`)
    .replace('egress: isolated', `egress: ${egress}`);
  return recovery ? text : text.replace(/, recovery: \w+/, '');
}

function rootsOf(text: string) {
  const { profile, problems } = readCountry('document.yaml', text);
  if (!profile) throw new Error(JSON.stringify(problems));
  return Object.entries(azureRoots(planCountry(profile))).map(([name, json]) => ({ name, root: JSON.parse(json) }));
}

const matrix = countries.flatMap((code) =>
  (['v4', 'v5'] as const).flatMap((dialect) =>
    (['isolated', 'firewall'] as const).map((egress) => [code, dialect, egress] as const),
  ),
);

test('the matrix has at least forty documents', () => expect(matrix.length).toBeGreaterThanOrEqual(40));

test.each(matrix)('%s %s %s', (code, dialect, egress) => {
  // With recovery where isolated, without it behind a firewall: both, without doubling the matrix.
  for (const { name, root } of rootsOf(variant(code, dialect, egress, egress === 'isolated'))) {
    expect({ name, violations: violations(root, SCHEMAS[dialect]) }).toEqual({ name, violations: [] });
    expect({ name, dangling: dangling(root) }).toEqual({ name, dangling: [] });
  }
});

test('every location is in the country, and no state is kept on a disk', () => {
  for (const code of countries)
    for (const { root } of rootsOf(variant(code, 'v4', 'isolated', true))) {
      const locations = [...JSON.stringify(root).matchAll(/"location":"([^"$]+)"/g)].map(
        ([, location]) => location as string,
      );
      expect(locations.length).toBeGreaterThan(0);
      for (const location of locations) expect([...(country(code)?.azure.regions ?? [])]).toContain(location);
      expect(Object.keys(root.terraform.backend)).toEqual(['azurerm']);
    }
});

describe('the test itself bites', () => {
  const root = () => rootsOf(variant('GB', 'v4', 'isolated', true)).find(({ name }) => name === 'data')?.root;
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
});
