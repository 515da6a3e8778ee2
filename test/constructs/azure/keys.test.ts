/** Keys, what holds them and who may use them, in an app that is not ours. */
import {
  CustomerKey,
  deploymentVariable,
  EncryptionIdentity,
  HsmKey,
  type HsmKeyRef,
  SovereignCluster,
  SovereignHsm,
  SovereignRegistry,
  SovereignRoot,
  SovereignStorage,
  SovereignVault,
  SovereignWorkspace,
  type VaultKeyRef,
} from '../../../constructs/azure';

type Body = Record<string, unknown>;
type Resources = Record<string, Record<string, Body>>;
interface Synthesized {
  readonly resources: Resources;
  readonly variables: string[];
  readonly root: { readonly provider: { readonly azurerm: Body[] }; readonly variable?: Record<string, Body> };
}

/** Resources of a root that `build` fills, by type without the provider's prefix. */
function synthesize(build: (root: SovereignRoot) => void, dialect: 'v4' | 'v5' = 'v4'): Synthesized {
  const stack = new SovereignRoot(undefined, 'foreign', { dialect });
  build(stack);
  const root = JSON.parse(stack.toText());
  const bare = Object.entries(root.resource as Resources).map(([type, named]) => [type.replace('azurerm_', ''), named]);
  const variables = Object.keys(root.variable ?? {}).filter((name) => name !== 'subscription_id');
  return { resources: Object.fromEntries(bare) as Resources, variables, root };
}

const only = (resources: Resources, type: string): Body => {
  const found = Object.values(resources[type] ?? {});
  expect(found).toHaveLength(1);
  return found[0] as Body;
};

const PLACE = { location: 'southeastasia', resourceGroupName: 'group' };
const HSM = 'key_vault_managed_hardware_security_module';
const hsmKey: HsmKeyRef = {
  kind: 'hsm',
  versionlessId: 'https://h.managedhsm.azure.net/keys/data-data',
  scope: '/keys/data-data',
  hsmId: '/hsm',
};
const vaultKey: VaultKeyRef = {
  kind: 'vault',
  versionlessId: 'https://v.vault.azure.net/keys/k',
  versionedId: 'https://v.vault.azure.net/keys/k/1',
  scope: '/vault/keys/k',
};

describe('SovereignVault', () => {
  test('asks the tenant at deployment, once, where it is not given', () => {
    const { resources, variables } = synthesize((stack) => {
      new SovereignVault(stack, 'a', { ...PLACE, name: 'vault-a' });
      new SovereignVault(stack, 'b', { ...PLACE, name: 'vault-b' });
    });
    expect(variables).toEqual(['tenant_id']);
    for (const vault of Object.values(resources['key_vault'] ?? {}))
      expect(vault['tenant_id']).toBe('${var.tenant_id}');
    const given = synthesize(
      (stack) => new SovereignVault(stack, 'a', { ...PLACE, name: 'vault-a', tenantId: 'tenant' }),
    );
    expect(given.variables).toEqual([]);
  });

  test('is premium, closed, ruled by roles, and neither purged nor deleted', () => {
    const { resources } = synthesize((stack) => new SovereignVault(stack, 'a', { ...PLACE, name: 'vault-a' }));
    expect(only(resources, 'key_vault')).toMatchObject({
      sku_name: 'premium',
      rbac_authorization_enabled: true,
      purge_protection_enabled: true,
      soft_delete_retention_days: 90,
      public_network_access_enabled: false,
      network_acls: { default_action: 'Deny', bypass: 'AzureServices' },
    });
    expect(only(resources, 'management_lock')).toMatchObject({ name: 'vault-a-lock', lock_level: 'CanNotDelete' });
  });

  test('gives each key one pair of operations', () => {
    const { resources } = synthesize((stack) => {
      const vault = new SovereignVault(stack, 'vault', { ...PLACE, name: 'vault-a', tenantId: 't' });
      vault.key('disks');
      vault.key('etcd', 'encrypt');
    });
    const operations = Object.values(resources['key_vault_key'] ?? {}).map(({ name, key_opts }) => [name, key_opts]);
    expect(Object.fromEntries(operations)).toEqual({
      disks: ['unwrapKey', 'wrapKey'],
      etcd: ['decrypt', 'encrypt'],
    });
  });

  test('lets a key be made in a vault of someone else', () => {
    const { resources } = synthesize((stack) => new CustomerKey(stack, 'key', { name: 'mine', vaultId: '/vault' }));
    expect(only(resources, 'key_vault_key')).toMatchObject({
      key_type: 'RSA-HSM',
      key_size: 4096,
      key_vault_id: '/vault',
      rotation_policy: { automatic: { time_after_creation: 'P1Y' } },
    });
  });

  test('makes a shorter key for a service that takes no longer one', () => {
    const { resources } = synthesize((stack) => {
      new SovereignVault(stack, 'vault', { ...PLACE, name: 'vault-a', tenantId: 't' }).key('models', 'wrap', [], 2048);
    });
    expect(only(resources, 'key_vault_key')['key_size']).toBe(2048);
  });
});

describe('SovereignHsm', () => {
  const made = (props: Partial<ConstructorParameters<typeof SovereignHsm>[2]> = {}) =>
    synthesize((stack) => new SovereignHsm(stack, 'hsm', { ...PLACE, name: 'hsm-a', ...props }));

  test('is of one tenant, closed, and neither purged nor deleted', () => {
    const { resources } = made({ administrators: ['a', 'b'], tenantId: 't', softDeleteDays: 30 });
    expect(only(resources, HSM)).toEqual({
      name: 'hsm-a',
      location: 'southeastasia',
      resource_group_name: 'group',
      tenant_id: 't',
      sku_name: 'Standard_B1',
      admin_object_ids: ['a', 'b'],
      purge_protection_enabled: true,
      soft_delete_retention_days: 30,
      public_network_access_enabled: false,
      network_acls: { default_action: 'Deny', bypass: 'AzureServices' },
    });
    expect(only(resources, 'management_lock')).toMatchObject({ name: 'hsm-a-lock', lock_level: 'CanNotDelete' });
    expect(only(made().resources, HSM)['soft_delete_retention_days']).toBe(90);
  });

  test('is never activated from here: that would leave its security domain in the state', () => {
    expect(JSON.stringify(made().resources)).not.toContain('security_domain');
  });

  test('asks at deployment for the administrators and the tenant it is not given', () => {
    const { resources, variables, root } = made();
    expect(variables).toEqual(['hsm_administrators', 'tenant_id']);
    expect(root.variable?.['hsm_administrators']).toMatchObject({ type: 'list(string)', nullable: false });
    expect(only(resources, HSM)['admin_object_ids']).toBe('${var.hsm_administrators}');
    expect(made({ administrators: ['a'], tenantId: 't' }).variables).toEqual([]);
  });
});

describe('HsmKey', () => {
  test('is born in the HSM, wraps and unwraps, and is rotated by a policy of its own', () => {
    const { resources } = synthesize((stack) => {
      const key = new HsmKey(stack, 'key', { name: 'data-data', hsmId: '/hsm', hsmName: 'h' });
      expect(key).toMatchObject({ kind: 'hsm', scope: '/keys/data-data', hsmId: '/hsm' });
    });
    expect(only(resources, `${HSM}_key`)).toEqual({
      name: 'data-data',
      managed_hsm_id: '/hsm',
      key_type: 'RSA-HSM',
      key_size: 4096,
      key_opts: ['unwrapKey', 'wrapKey'],
    });
    expect(only(resources, `${HSM}_key_rotation_policy`)).toEqual({
      managed_hsm_key_id: `\${azurerm_${HSM}_key.key.id}`,
      time_after_creation: 'P1Y',
      expire_after: 'P10Y',
    });
  });

  test('is shorter for a service that takes no longer one', () => {
    const { resources } = synthesize((stack) => {
      new HsmKey(stack, 'key', { name: 'k', bits: 2048, hsmId: '/hsm', hsmName: 'h' });
    });
    expect(only(resources, `${HSM}_key`)['key_size']).toBe(2048);
  });

  test('is looked for in the subscription of its HSM, through a provider of its own', () => {
    const { resources, root } = synthesize((stack) => {
      const provider = stack.elsewhere('platform');
      expect(stack.elsewhere('platform')).toBe(provider);
      new HsmKey(stack, 'key', { name: 'k', hsmId: '/hsm', hsmName: 'h', provider });
    });
    expect(root.provider.azurerm).toEqual([
      expect.not.objectContaining({ alias: expect.anything() }),
      expect.objectContaining({ alias: 'in-1', subscription_id: 'platform', resource_provider_registrations: 'none' }),
    ]);
    for (const type of ['key', 'key_rotation_policy'])
      expect(only(resources, `${HSM}_${type}`)['provider']).toBe('azurerm.in-1');
  });

  test('needs no other provider where the HSM is in the root’s own subscription', () => {
    const stack = new SovereignRoot(undefined, 'own', { subscriptionId: 'mine' });
    expect(stack.elsewhere('mine')).toBeUndefined();
    expect(new SovereignRoot(undefined, 'given').elsewhere('${var.subscription_id}')).toBeUndefined();
  });
});

describe('EncryptionIdentity', () => {
  const identity = (key: HsmKeyRef | VaultKeyRef, name = 'reader') =>
    synthesize((stack) => new EncryptionIdentity(stack, 'identity', { ...PLACE, name, key })).resources;

  test('may wrap and unwrap with one key of a vault', () => {
    const resources = identity(vaultKey);
    expect(only(resources, 'role_assignment')).toMatchObject({
      scope: vaultKey.scope,
      role_definition_name: 'Key Vault Crypto Service Encryption User',
      principal_type: 'ServicePrincipal',
    });
    expect(resources).not.toHaveProperty(`${HSM}_role_assignment`);
  });

  test('may wrap and unwrap with one key of an HSM, by the HSM’s own roles', () => {
    const resources = identity(hsmKey);
    expect(only(resources, `${HSM}_role_assignment`)).toEqual({
      managed_hsm_id: '/hsm',
      name: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
      scope: '/keys/data-data',
      // Managed HSM Crypto Service Encryption User: reads, wraps, unwraps.
      role_definition_id:
        '/Microsoft.KeyVault/providers/Microsoft.Authorization/roleDefinitions/33413926-3206-4cdd-b39a-83574fe37a17',
      principal_id: '${azurerm_user_assigned_identity.identity.principal_id}',
    });
    expect(resources).not.toHaveProperty('role_assignment');
  });

  test('has an assignment of its own name, the same at every deployment', () => {
    const named = (key: HsmKeyRef, name?: string) => only(identity(key, name), `${HSM}_role_assignment`)['name'];
    expect(named(hsmKey)).toBe(named(hsmKey));
    expect(named(hsmKey)).not.toBe(named(hsmKey, 'other'));
    expect(named(hsmKey)).not.toBe(named({ ...hsmKey, scope: `${hsmKey.scope}2` }));
  });
});

describe('consumers', () => {
  const storage = (dialect: 'v4' | 'v5', key: HsmKeyRef | VaultKeyRef) =>
    only(
      synthesize((stack) => new SovereignStorage(stack, 'data', { ...PLACE, name: 'data1', key }), dialect).resources,
      'storage_account',
    )['customer_managed_key'];
  const identity = '${azurerm_user_assigned_identity.data_identity.id}';

  test('of v4 name a key of an HSM in an argument of its own, of v5 in the one for both', () => {
    expect(storage('v4', hsmKey)).toEqual({
      managed_hsm_key_id: hsmKey.versionlessId,
      user_assigned_identity_id: identity,
    });
    for (const [dialect, key] of [
      ['v5', hsmKey],
      ['v4', vaultKey],
      ['v5', vaultKey],
    ] as const)
      expect(storage(dialect, key)).toEqual({
        key_vault_key_id: key.versionlessId,
        user_assigned_identity_id: identity,
      });
  });

  const cluster = (dialect: 'v4' | 'v5', etcd: 'vendor' | VaultKeyRef) =>
    synthesize(
      (stack) =>
        new SovereignCluster(stack, 'cluster', {
          ...PLACE,
          name: 'cell',
          groupsId: '/groups',
          virtualNetworkId: '/net',
          systemSubnetId: '/net/system',
          privateZoneId: '/zone',
          registryId: '/registry',
          diskKey: hsmKey,
          etcdKey: etcd === 'vendor' ? etcd : { key: etcd, vaultId: '/vault' },
        }),
      dialect,
    ).resources;

  test('encrypt disks with a key of an HSM, and follow its rotations', () => {
    for (const [dialect, argument] of [
      ['v4', 'managed_hsm_key_id'],
      ['v5', 'key_vault_key_id'],
    ] as const)
      expect(only(cluster(dialect, 'vendor'), 'disk_encryption_set')).toMatchObject({
        [argument]: hsmKey.versionlessId,
        auto_key_rotation_enabled: true,
      });
  });

  test('wrap etcd with a key of a private vault, or leave it to the vendor where told so', () => {
    expect(only(cluster('v4', vaultKey), 'kubernetes_cluster')['key_management_service']).toEqual({
      key_vault_key_id: vaultKey.versionedId,
      key_vault_network_access: 'Private',
    });
    expect(only(cluster('v4', 'vendor'), 'kubernetes_cluster')).not.toHaveProperty('key_management_service');
  });

  test('keep images under the vendor’s key where told so, without an identity that could use one', () => {
    const registry = (key: VaultKeyRef | 'vendor') =>
      synthesize((stack) => new SovereignRegistry(stack, 'images', { ...PLACE, name: 'images', key })).resources;
    expect(only(registry(vaultKey), 'container_registry')).toMatchObject({
      encryption: [{ key_vault_key_id: vaultKey.versionlessId }],
      identity: { type: 'UserAssigned' },
    });
    expect(only(registry('vendor'), 'container_registry')).not.toHaveProperty('encryption');
    expect(registry('vendor')).not.toHaveProperty('user_assigned_identity');
  });

  test('put logs on a cluster of their own under the customer’s key, or on none where the vendor holds it', () => {
    const logs = (key: HsmKeyRef | 'vendor') =>
      synthesize((stack) => new SovereignWorkspace(stack, 'logs', { ...PLACE, name: 'logs', key }), 'v5').resources;
    expect(only(logs(hsmKey), 'log_analytics_cluster_customer_managed_key')['key_vault_key_id']).toBe(
      hsmKey.versionlessId,
    );
    expect(only(logs(hsmKey), 'log_analytics_linked_service')['depends_on']).toBeDefined();
    expect(Object.keys(logs('vendor')).filter((type) => type.startsWith('log_analytics'))).toEqual([
      'log_analytics_workspace',
    ]);
  });
});

test('a variable keeps its type and its conditions', () => {
  const { root } = synthesize((stack) => {
    deploymentVariable(stack, 'ready', 'Whether.', {
      type: 'bool',
      validation: [{ condition: '${var.ready}', errorMessage: 'Not yet.' }],
    });
    new CustomerKey(stack, 'key', { name: 'k', vaultId: '/vault' });
  });
  expect(root.variable?.['ready']).toEqual({
    description: 'Whether.',
    nullable: false,
    type: 'bool',
    validation: [{ condition: '${var.ready}', error_message: 'Not yet.' }],
  });
});
