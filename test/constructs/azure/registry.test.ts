import { SovereignRegistry } from '../../../constructs/azure';
import { KEY, only, PLACE, synthesize } from '../../support/terraform';

const registry = (props: Partial<Omit<ConstructorParameters<typeof SovereignRegistry>[2], 'key'>> = {}) =>
  synthesize((stack) => new SovereignRegistry(stack, 'images', { ...PLACE, ...KEY, name: 'images', ...props }))
    .resources;

test('has no replica, no export, no shared account, no way in for services of the vendor, and the zones of its region', () => {
  expect(only(registry(), 'container_registry')).toMatchObject({
    sku: 'Premium',
    admin_enabled: false,
    anonymous_pull_enabled: false,
    data_endpoint_enabled: true,
    export_policy_enabled: false,
    public_network_access_enabled: false,
    network_rule_bypass_option: 'None',
    zone_redundancy_enabled: true,
  });
  expect(only(registry(), 'container_registry')).not.toHaveProperty('georeplications');
  expect(only(registry({ location: 'uaecentral' }), 'container_registry')['zone_redundancy_enabled']).toBe(false);
});

test('is under its key, which its identity alone may use', () => {
  const resources = registry();
  expect(only(resources, 'container_registry')).toMatchObject({
    encryption: [{ key_vault_key_id: KEY.key.versionlessId }],
    identity: { type: 'UserAssigned' },
  });
  expect(only(resources, 'role_assignment')).toMatchObject({
    scope: KEY.key.scope,
    role_definition_name: 'Key Vault Crypto Service Encryption User',
  });
});

test('keeps what pods name by digest, and cannot be deleted', () => {
  const made = only(registry(), 'container_registry');
  expect(made).not.toHaveProperty('retention_policy_in_days');
  expect(made).not.toHaveProperty('quarantine_policy_enabled');
  expect(only(registry(), 'management_lock')).toMatchObject({ lock_level: 'CanNotDelete', name: 'images-lock' });
});

test('caches what isolated nodes boot from, under the name AKS looks for', () => {
  expect(only(registry(), 'container_registry_cache_rule')).toMatchObject({
    name: 'aks-managed-mcr',
    source_repo: 'mcr.microsoft.com/*',
    target_repo: 'aks-managed-repository/*',
  });
  expect(registry({ cacheRule: false })).not.toHaveProperty('container_registry_cache_rule');
});
