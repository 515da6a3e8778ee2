import { ObjectCopies, SovereignStorage } from '../../../constructs/azure';
import { KEY, only, PLACE, synthesize } from '../../support/terraform';

const storage = (props: Partial<ConstructorParameters<typeof SovereignStorage>[2]> = {}) =>
  synthesize((stack) => new SovereignStorage(stack, 'data', { ...PLACE, ...KEY, name: 'data123', ...props })).resources;
const account = (props: Parameters<typeof storage>[0] = {}) => only(storage(props), 'storage_account');

describe('SovereignStorage', () => {
  test('keeps copies in the region: in its zones, or where it has none in one place', () => {
    expect(account()['account_replication_type']).toBe('ZRS');
    expect(account({ location: 'uaecentral' })['account_replication_type']).toBe('LRS');
    expect(account({ replication: 'GZRS' })['account_replication_type']).toBe('GZRS');
  });

  test('is closed to every network, every key and every other tenant', () => {
    expect(account()).toMatchObject({
      account_kind: 'StorageV2',
      account_tier: 'Standard',
      allow_nested_items_to_be_public: false,
      allowed_copy_scope: 'PrivateLink',
      cross_tenant_replication_enabled: false,
      default_to_oauth_authentication: true,
      dns_endpoint_type: 'Standard',
      https_traffic_only_enabled: true,
      infrastructure_encryption_enabled: true,
      is_hns_enabled: false,
      local_user_enabled: false,
      min_tls_version: 'TLS1_2',
      network_rules: { default_action: 'Deny', bypass: ['AzureServices'] },
      nfsv3_enabled: false,
      public_network_access_enabled: false,
      queue_encryption_key_type: 'Account',
      sas_policy: { expiration_period: '00.01:00:00', expiration_action: 'Block' },
      sftp_enabled: false,
      shared_access_key_enabled: false,
      table_encryption_key_type: 'Account',
    });
    expect(account({ copyScope: 'AAD' })['allowed_copy_scope']).toBe('AAD');
    for (const gone of ['queue_properties', 'static_website', 'share_properties'])
      expect(account()).not.toHaveProperty(gone);
  });

  test('is under its key, which its identity alone may use', () => {
    expect(account()).toMatchObject({
      identity: { type: 'UserAssigned' },
      customer_managed_key: { key_vault_key_id: KEY.key.versionlessId },
    });
    expect(only(storage(), 'role_assignment')).toMatchObject({
      scope: KEY.key.scope,
      role_definition_name: 'Key Vault Crypto Service Encryption User',
    });
  });

  test('makes private containers by the id of the account', () => {
    const container = only(storage({ containers: ['models'] }), 'storage_container');
    expect(container).toMatchObject({ name: 'models', container_access_type: 'private' });
    expect(container['storage_account_id']).toMatch(/^\$\{azurerm_storage_account\..+\.id\}$/);
    expect(container).not.toHaveProperty('storage_account_name');
  });

  test('cannot be deleted', () => {
    expect(only(storage(), 'management_lock')).toMatchObject({ lock_level: 'CanNotDelete', name: 'data123-lock' });
  });

  test('keeps what was deleted for a month, and versions for ever, where it is told nothing', () => {
    expect(account()['blob_properties']).toEqual({
      change_feed_enabled: false,
      versioning_enabled: true,
      delete_retention_policy: { days: 30 },
      container_delete_retention_policy: { days: 30 },
    });
    expect(account()).not.toHaveProperty('immutability_policy');
    expect(account()).not.toHaveProperty('lifecycle');
    expect(storage()).not.toHaveProperty('storage_management_policy');
  });

  test('can be restored as far back as it is told, and lets versions go after', () => {
    const restored = storage({ restoreDays: 35 });
    expect(only(restored, 'storage_account')['blob_properties']).toEqual({
      change_feed_enabled: true,
      versioning_enabled: true,
      restore_policy: { days: 35 },
      // Azure asks for more days of soft delete than of restore.
      delete_retention_policy: { days: 40 },
      container_delete_retention_policy: { days: 40 },
    });
    expect(only(restored, 'storage_management_policy')['rule']).toEqual([
      {
        name: 'expire-data123',
        enabled: true,
        filters: { blob_types: ['blockBlob'] },
        actions: { version: { delete_after_days_since_creation: 35 } },
      },
    ]);
    const copy = storage({ versionDays: 90 });
    expect(only(copy, 'storage_account')['blob_properties']).toEqual({
      change_feed_enabled: false,
      versioning_enabled: true,
      delete_retention_policy: { days: 90 },
      container_delete_retention_policy: { days: 90 },
    });
    expect(JSON.stringify(only(copy, 'storage_management_policy'))).toContain('"delete_after_days_since_creation":90');
  });

  test('locks blobs as long as told, lets them be appended to, and lets them go a day after', () => {
    const locked = storage({ lockDays: 180 });
    expect(only(locked, 'storage_account')).toMatchObject({
      immutability_policy: {
        state: 'Unlocked',
        period_since_creation_in_days: 180,
        allow_protected_append_writes: true,
      },
      // The operator locks it for good; the next plan must not make the account anew.
      lifecycle: { ignore_changes: ['immutability_policy[0].state'] },
      blob_properties: { versioning_enabled: true },
    });
    expect(only(locked, 'storage_management_policy')['rule']).toEqual([
      {
        name: 'expire-data123',
        enabled: true,
        filters: { blob_types: ['appendBlob', 'blockBlob'] },
        actions: {
          base_blob: { delete_after_days_since_modification_greater_than: 181 },
          version: { delete_after_days_since_creation: 181 },
        },
      },
    ]);
  });
});

test('ObjectCopies copy every blob of the containers, under the same names', () => {
  const copies = (containers: string[]) =>
    only(
      synthesize(
        (stack) =>
          new ObjectCopies(stack, 'copies', { sourceId: '/accounts/a', destinationId: '/accounts/b', containers }),
      ).resources,
      'storage_object_replication',
    );
  expect(copies(['datasets', 'checkpoints'])).toEqual({
    source_storage_account_id: '/accounts/a',
    destination_storage_account_id: '/accounts/b',
    rules: ['datasets', 'checkpoints'].map((name) => ({
      source_container_name: name,
      destination_container_name: name,
      copy_blobs_created_after: 'Everything',
    })),
  });
});
