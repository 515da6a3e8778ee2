import { azureRoots } from '../../../stacks/azure';
import { COUNTRIES, type Country, planOf } from '../../plan/azure/countries';
import { keyNamed } from './keys-named';

type Body = Record<string, unknown>;
type Resources = Record<string, Record<string, Body>>;

const rootsOf = (country: Country): Record<string, Resources> =>
  Object.fromEntries(
    Object.entries(azureRoots({ azure: planOf(country) })).map(([name, text]) => [name, JSON.parse(text).resource]),
  );
const of = (roots: Record<string, Resources>, type: string): Body[] =>
  Object.values(roots).flatMap((resources) => Object.values(resources[`azurerm_${type}`] ?? {}));

describe.each(COUNTRIES)('accounts of %s', (country) => {
  const plan = planOf(country);
  const roots = rootsOf(country);

  test('are those of the plan, closed, without keys to share, under a key of the country', () => {
    const { foundation, data, recovery } = plan;
    const planned = [
      ...[foundation.archive, foundation.flows].map((account) => ({ ...account, root: foundation.root })),
      ...data.accounts.map((account) => ({ ...account, root: data.root })),
      ...(recovery ? [...recovery.accounts, recovery.archive, recovery.flows] : []).map((account) => ({
        ...account,
        root: 'recovery',
      })),
    ];
    const made = of(roots, 'storage_account');
    expect(made.map(({ name }) => name).sort()).toEqual(planned.map(({ name }) => name).sort());
    for (const body of made) {
      const account = planned.find(({ name }) => name === body['name']) as (typeof planned)[number];
      expect(body).toMatchObject({
        account_replication_type: account.replication,
        allow_nested_items_to_be_public: false,
        allowed_copy_scope: account.copyScope,
        cross_tenant_replication_enabled: false,
        infrastructure_encryption_enabled: true,
        min_tls_version: 'TLS1_2',
        public_network_access_enabled: false,
        shared_access_key_enabled: false,
        customer_managed_key: keyNamed(plan, account.root, account.key),
      });
      expect(body['immutability_policy'] === undefined).toBe(account.lockDays === undefined);
      const { restore_policy: restore } = body['blob_properties'] as Body;
      expect(restore).toEqual(account.restoreDays === undefined ? undefined : { days: account.restoreDays });
    }
  });

  test('hold containers by the id of the account', () => {
    for (const body of of(roots, 'storage_container')) {
      expect(body['storage_account_id']).toBeDefined();
      expect(body).not.toHaveProperty('storage_account_name');
    }
  });

  test('copy object by object only where the plan does, and only to its own copies', () => {
    const wanted = plan.data.accounts.flatMap(({ copies }) => (copies ? [copies.to] : []));
    const copies = of(roots, 'storage_object_replication');
    expect(copies.map((body) => body['destination_storage_account_id']).sort()).toEqual(wanted.sort());
    for (const body of copies) expect(JSON.stringify(body['depends_on'])).toContain('azurerm_storage_container.');
  });
});

describe('the recovery root', () => {
  const roots = rootsOf('BR');

  test('stands in its region, under keys of its own, and archives its logs there', () => {
    const recovery = roots['recovery'] ?? {};
    for (const type of ['resource_group', 'virtual_network', 'key_vault', 'storage_account', 'private_endpoint'])
      for (const body of Object.values(recovery[`azurerm_${type}`] ?? {}))
        expect(body['location']).toBe('brazilsoutheast');
    const settings = Object.values(recovery['azurerm_monitor_diagnostic_setting'] ?? {});
    for (const body of settings)
      expect([undefined, '${azurerm_storage_account.archive-copy.id}']).toContain(body['storage_account_id']);
    const vault = recovery['azurerm_monitor_diagnostic_setting']?.['vault-logs'];
    expect(vault).toMatchObject({
      storage_account_id: '${azurerm_storage_account.archive-copy.id}',
      log_analytics_workspace_id: expect.stringContaining('sovereign-br-foundation'),
    });
    expect(recovery['azurerm_monitor_diagnostic_setting']?.['archive-copy-logs']).not.toHaveProperty(
      'storage_account_id',
    );
    expect(recovery['azurerm_storage_account']?.['archive-copy']).toMatchObject({
      immutability_policy: { period_since_creation_in_days: planOf('BR').foundation.archive.lockDays },
    });
  });

  test('keeps a second copy of every activity log', () => {
    const { subscriptions } = planOf('BR').foundation;
    const second = Object.values(roots['recovery']?.['azurerm_monitor_diagnostic_setting'] ?? {}).filter(({ name }) =>
      /^recovery-activity-/.test(String(name)),
    );
    expect(second.map((body) => body['target_resource_id'])).toEqual(subscriptions.map((id) => `/subscriptions/${id}`));
    for (const body of second) {
      expect(body['storage_account_id']).toBe('${azurerm_storage_account.archive-copy.id}');
      expect(body).not.toHaveProperty('log_analytics_workspace_id');
    }
  });

  test('is there only where there are copies to keep', () => {
    expect(Object.keys(rootsOf('IN'))).not.toContain('recovery');
    expect(() => azureRoots({ azure: { ...planOf('BR'), recovery: undefined } })).toThrow('The plan has no recovery');
  });
});
