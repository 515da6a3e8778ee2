/** Keys in the roots: in vaults, in the Managed HSM, waiting for it; and who may use each. */
import type { AzurePlan } from '../../../lib/plan/azure';
import { azureRoots } from '../../../stacks/azure';
import { type Country, planOf } from '../../plan/azure/countries';

type Body = Record<string, unknown>;
interface Root {
  readonly provider: { readonly azurerm: readonly Body[] };
  readonly variable?: Record<string, Body>;
  readonly resource: Record<string, Record<string, Body>>;
}

const HSM = 'azurerm_key_vault_managed_hardware_security_module';

const rootsOf = (plan: AzurePlan): Record<string, Root> =>
  Object.fromEntries(Object.entries(azureRoots({ azure: plan })).map(([name, text]) => [name, JSON.parse(text)]));
const made = (country: Country, edit?: (text: string) => string) => {
  const plan = planOf(country, edit);
  return { plan, roots: rootsOf(plan) };
};
const all = (roots: Record<string, Root>, type: string): (Body & { root: string })[] =>
  Object.entries(roots).flatMap(([root, { resource }]) =>
    Object.values(resource[type] ?? {}).map((body) => ({ ...body, root })),
  );

describe('Singapore', () => {
  const { plan, roots } = made('SG');

  test('has no key vault anywhere, and one Managed HSM, closed and kept', () => {
    const types = Object.values(roots).flatMap(({ resource }) => Object.keys(resource));
    expect(types.filter((type) => /^azurerm_key_vault(_key)?$/.test(type))).toEqual([]);
    expect(JSON.stringify(roots)).not.toContain('vaultcore');
    expect(all(roots, HSM)).toEqual([
      expect.objectContaining({
        root: 'hsm',
        name: plan.hsm?.name,
        location: 'southeastasia',
        sku_name: 'Standard_B1',
        admin_object_ids: ['55555555-5555-5555-5555-555555555555'],
        purge_protection_enabled: true,
        public_network_access_enabled: false,
        network_acls: { bypass: 'AzureServices', default_action: 'Deny' },
        tags: expect.objectContaining({ country: 'SG' }),
      }),
    ]);
    expect(all(roots, 'azurerm_management_lock').map(({ name }) => name)).toContain(`${plan.hsm?.name}-lock`);
  });

  test('reaches the HSM through a private endpoint in a network of its own', () => {
    const [endpoint] = all({ hsm: roots['hsm'] as Root }, 'azurerm_private_endpoint');
    expect(endpoint?.['private_service_connection']).toMatchObject({
      subresource_names: ['managedhsm'],
      private_connection_resource_id: `\${${HSM}.hsm.id}`,
    });
    expect(all({ hsm: roots['hsm'] as Root }, 'azurerm_private_dns_zone').map(({ name }) => name)).toEqual([
      'privatelink.managedhsm.azure.net',
    ]);
  });

  test('keeps the security domain out of every state', () => {
    expect(JSON.stringify(roots)).not.toContain('security_domain');
  });

  test('logs what is done in the HSM from the foundation on, whose archive’s key is in it', () => {
    const [log] = all(roots, 'azurerm_monitor_diagnostic_setting').filter(
      ({ target_resource_id }) => target_resource_id === plan.hsm?.id,
    );
    expect(log).toMatchObject({
      root: 'foundation',
      name: `${plan.hsm?.name}-logs`,
      enabled_log: [{ category_group: 'allLogs' }],
    });
  });

  test('makes a key a purpose beside those who use it, each rotated', () => {
    expect(all(roots, `${HSM}_key`).map(({ root, name }) => [root, name])).toEqual([
      ['foundation', 'foundation-archive'],
      ['foundation', 'foundation-flows'],
      ['data', 'data-data'],
      ['cell-sg-a', 'cell-sg-a-disks'],
    ]);
    expect(all(roots, `${HSM}_key_rotation_policy`)).toHaveLength(4);
    for (const key of all(roots, `${HSM}_key`)) expect(key['managed_hsm_id']).toBe(plan.hsm?.id);
  });

  test('lets each identity use the key of its purpose and no other, and nobody all of them', () => {
    expect(all(roots, `${HSM}_role_assignment`).map(({ root, scope }) => [root, scope])).toEqual([
      ['foundation', '/keys/foundation-archive'],
      ['foundation', '/keys/foundation-flows'],
      ['data', '/keys/data-data'],
      ['data', '/keys/data-data'],
      ['cell-sg-a', '/keys/cell-sg-a-disks'],
    ]);
    for (const { role_definition_id } of all(roots, `${HSM}_role_assignment`))
      expect(role_definition_id).toMatch(/\/33413926-3206-4cdd-b39a-83574fe37a17$/);
    const names = all(roots, `${HSM}_role_assignment`).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('leaves what takes no key of an HSM to the vendor, as the document answers for', () => {
    expect(all(roots, 'azurerm_container_registry')[0]).not.toHaveProperty('encryption');
    expect(all(roots, 'azurerm_kubernetes_cluster')[0]).not.toHaveProperty('key_management_service');
    expect(all(roots, 'azurerm_log_analytics_cluster')).toEqual([]);
    expect(all(roots, 'azurerm_log_analytics_workspace')).toHaveLength(1);
  });

  test('waits for nothing once the document says how the HSM was activated', () => {
    for (const { variable } of Object.values(roots)) expect(variable ?? {}).not.toHaveProperty('hsm_ready');
  });
});

describe('an HSM that is not activated yet', () => {
  const { plan, roots } = made('AU');

  test('stops every root with a key in it before anything is made, and no other', () => {
    for (const [name, { variable }] of Object.entries(roots)) {
      if (name === 'hsm') expect(variable).not.toHaveProperty('hsm_ready');
      else
        expect(variable?.['hsm_ready']).toEqual({
          description: `Whether the Managed HSM ${plan.hsm?.name} is activated, as keys.md says.`,
          nullable: false,
          type: 'bool',
          validation: [
            {
              condition: '${var.hsm_ready}',
              error_message: `Deploy this root once the Managed HSM ${plan.hsm?.name} is activated: keys.md says how.`,
            },
          ],
        });
    }
  });

  test('asks for its administrators where the document names none', () => {
    expect(roots['hsm']?.variable).toHaveProperty('hsm_administrators');
    expect(all(roots, HSM)[0]?.['admin_object_ids']).toBe('${var.hsm_administrators}');
  });

  test('is looked for in its own subscription, from every root of another', () => {
    for (const { root, provider } of [...all(roots, `${HSM}_key`), ...all(roots, `${HSM}_role_assignment`)])
      expect([root, provider]).toEqual([root, root === 'foundation' ? undefined : 'azurerm.hsm']);
    expect(roots['data']?.provider.azurerm[1]).toMatchObject({
      alias: 'hsm',
      subscription_id: '11111111-1111-1111-1111-111111111111',
    });
    expect(roots['foundation']?.provider.azurerm).toHaveLength(1);
  });

  test('leaves a vault where an exception puts a key in one, closed as ever', () => {
    expect(all(roots, 'azurerm_key_vault').map(({ root }) => root)).toEqual(['data', 'cell-syd-a']);
    expect(all(roots, 'azurerm_key_vault_key').map(({ name }) => name)).toEqual(['registry', 'etcd']);
    for (const vault of all(roots, 'azurerm_key_vault'))
      expect(vault).toMatchObject({
        sku_name: 'premium',
        purge_protection_enabled: true,
        rbac_authorization_enabled: true,
        public_network_access_enabled: false,
      });
  });

  test('takes logs in v5, on a dedicated cluster', () => {
    expect(all(roots, 'azurerm_log_analytics_cluster_customer_managed_key')[0]?.['key_vault_key_id']).toBe(
      `\${${HSM}_key.key-logs.id}`,
    );
  });
});

describe('keys that are brought in', () => {
  const brought = (purpose: string): string =>
    `data/${purpose}: "https://${planOf('AU').hsm?.name}.managedhsm.azure.net/keys/data-${purpose}"`;
  const { plan, roots } = made('AU', (text) =>
    text
      .replace('custody: hsm-cmk', 'custody: external')
      .replace(
        '  dialect: v5\n',
        `  dialect: v5\n  hsm: { activated: { on: 2027-01-15, certificates: 3, quorum: 2, custody: three officers of the agency } }\n  keys: { ${brought('data')}, ${brought('backup')} }\n`,
      ),
  );

  test('are made by no root, and named by those who use them', () => {
    expect(all(roots, `${HSM}_key`)).toEqual([]);
    const [account] = all(roots, 'azurerm_storage_account').filter(({ root }) => root === 'data');
    expect(account?.['customer_managed_key']).toMatchObject({
      key_vault_key_id: `https://${plan.hsm?.name}.managedhsm.azure.net/keys/data-data`,
    });
    expect(all(roots, `${HSM}_role_assignment`).map(({ scope }) => scope)).toContain('/keys/data-data');
  });

  test('stop the roots whose keys are not there yet, and say which', () => {
    expect(roots['data']?.variable).not.toHaveProperty('hsm_ready');
    expect(roots['foundation']?.variable?.['hsm_ready']?.['description']).toContain(
      'is activated and holds foundation-logs, foundation-archive, foundation-flows',
    );
  });
});

test('audit logs as they are kept have a key apart from those as they are read', () => {
  const { roots } = made('IN');
  expect(all({ foundation: roots['foundation'] as Root }, 'azurerm_key_vault_key').map(({ name }) => name)).toEqual([
    'archive',
    'flows',
    'logs',
  ]);
  const [archive] = all(roots, 'azurerm_storage_account').filter(({ root }) => root === 'foundation');
  expect(JSON.stringify(archive?.['customer_managed_key'])).toContain('key-archive');
});
