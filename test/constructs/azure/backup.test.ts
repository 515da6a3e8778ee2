import { SovereignBackup } from '../../../constructs/azure';
import { KEY, only, PLACE, synthesize } from '../../support/terraform';

const CLASSES = [{ name: 'data', days: 35, accounts: [{ name: 'data123', id: '/accounts/data123' }] }];
const backup = (props: Partial<ConstructorParameters<typeof SovereignBackup>[2]> = {}) =>
  synthesize(
    (stack) =>
      new SovereignBackup(stack, 'backup', {
        ...PLACE,
        name: 'backups',
        classes: CLASSES,
        ...KEY,
        ...props,
      }),
  ).resources;

test('the vault never leaves its region, and what it keeps can be had back', () => {
  expect(only(backup(), 'data_protection_backup_vault')).toMatchObject({
    datastore_type: 'VaultStore',
    redundancy: 'ZoneRedundant',
    soft_delete: 'AlwaysOn',
    retention_duration_in_days: 30,
    immutability: 'Unlocked',
    lifecycle: { ignore_changes: ['immutability'] },
    identity: { type: 'SystemAssigned' },
  });
  expect(only(backup(), 'data_protection_backup_vault')).not.toHaveProperty('cross_region_restore_enabled');
  expect(only(backup({ location: 'uaecentral' }), 'data_protection_backup_vault')['redundancy']).toBe(
    'LocallyRedundant',
  );
  expect(only(backup(), 'management_lock')).toMatchObject({ lock_level: 'CanNotDelete', name: 'backups-lock' });
});

test('accounts are restorable in themselves, and nothing is copied into the vault', () => {
  const policy = only(backup(), 'data_protection_backup_policy_blob_storage');
  expect(policy).toMatchObject({ name: 'data', operational_default_retention_duration: 'P35D' });
  expect(Object.keys(policy).filter((key) => /vault_default|repeating|retention_rule/.test(key))).toEqual([]);
  expect(only(backup(), 'data_protection_backup_instance_blob_storage')).toMatchObject({
    name: 'data123',
    location: 'centralindia',
    storage_account_id: '/accounts/data123',
  });
});

test('the vault has one role on each account and one on its key, and waits for both', () => {
  const roles = Object.values(backup()['role_assignment'] ?? {});
  expect(roles.map(({ scope, role_definition_name: role }) => `${role} on ${scope}`).sort()).toEqual([
    `Key Vault Crypto Service Encryption User on ${KEY.key.scope}`,
    'Storage Account Backup Contributor on /accounts/data123',
  ]);
  for (const { principal_type: type, principal_id: principal } of roles) {
    expect(type).toBe('ServicePrincipal');
    expect(principal).toMatch(/^\$\{azurerm_data_protection_backup_vault\..+\.identity\[0\]\.principal_id\}$/);
  }
  const waits = JSON.stringify(only(backup(), 'data_protection_backup_instance_blob_storage')['depends_on']);
  expect(waits).toMatch(/azurerm_role_assignment\..*azurerm_data_protection_backup_vault_customer_managed_key\./);
  const key = only(backup(), 'data_protection_backup_vault_customer_managed_key');
  expect(key['key_vault_key_id']).toBe(KEY.key.versionlessId);
  expect(JSON.stringify(key['depends_on'])).toContain('azurerm_role_assignment.');
});

test('without a key of its own the vault takes the vendor’s', () => {
  const bare = backup({ key: undefined });
  expect(bare).not.toHaveProperty('data_protection_backup_vault_customer_managed_key');
  expect(Object.values(bare['role_assignment'] ?? {})).toHaveLength(1);
});
