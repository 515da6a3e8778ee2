import { LustreAccess, SovereignLustre } from '../../../constructs/azure';
import { KEY, only, PLACE, synthesize } from '../../support/terraform';

const lustre = (props: Partial<ConstructorParameters<typeof SovereignLustre>[2]> = {}) =>
  synthesize(
    (stack) =>
      new SovereignLustre(stack, 'files', {
        ...PLACE,
        name: 'files',
        subnetId: '/subnets/lustre',
        zone: '2',
        capacityTiB: 16,
        key: { ...KEY, vaultId: '/vaults/v' },
        ...props,
      }),
  ).resources;
const files = (props: Parameters<typeof lustre>[0] = {}) => only(lustre(props), 'managed_lustre_file_system');

test('stands in one zone and a subnet of its own, under the customer’s key', () => {
  expect(files()).toMatchObject({
    sku_name: 'AMLFS-Durable-Premium-500',
    storage_capacity_in_tb: 16,
    subnet_id: '/subnets/lustre',
    zones: ['2'],
    maintenance_window: { day_of_week: 'Sunday', time_of_day_in_utc: '01:00' },
    identity: { type: 'UserAssigned' },
    encryption_key: { key_url: KEY.key.versionedId, source_vault_id: '/vaults/v' },
  });
  expect(files({ throughput: 40, maintenance: { day: 'Friday', time: '22:00' } })).toMatchObject({
    sku_name: 'AMLFS-Durable-Premium-40',
    maintenance_window: { day_of_week: 'Friday', time_of_day_in_utc: '22:00' },
  });
});

test('has one role, on its key, before it is made; and cannot be deleted', () => {
  expect(only(lustre(), 'role_assignment')).toMatchObject({
    scope: KEY.key.scope,
    role_definition_name: 'Key Vault Crypto Service Encryption User',
  });
  expect(JSON.stringify(files()['depends_on'])).toContain('azurerm_role_assignment.');
  expect(only(lustre(), 'management_lock')).toMatchObject({ lock_level: 'CanNotDelete', name: 'files-lock' });
});

test('has no key and no identity where the vendor holds it', () => {
  expect(files({ key: 'vendor' })).not.toHaveProperty('encryption_key');
  expect(lustre({ key: 'vendor' })).not.toHaveProperty('user_assigned_identity');
});

test('shows a container only where told which', () => {
  expect(files()).not.toHaveProperty('hsm_setting');
  const imports = { containerId: '/c/datasets', loggingContainerId: '/c/logs', prefix: '/train' };
  expect(files({ imports })['hsm_setting']).toEqual({
    container_id: '/c/datasets',
    logging_container_id: '/c/logs',
    import_prefix: '/train',
  });
});

test('LustreAccess gives the service the two roles it asks for, on one account', () => {
  const { resources } = synthesize(
    (stack) => new LustreAccess(stack, 'access', { accountId: '/accounts/data', principalId: 'p' }),
  );
  const roles = Object.values(resources['role_assignment'] ?? {});
  expect(roles.map(({ role_definition_name: role }) => role).sort()).toEqual([
    'Storage Account Contributor',
    'Storage Blob Data Contributor',
  ]);
  for (const role of roles)
    expect(role).toMatchObject({ scope: '/accounts/data', principal_id: 'p', principal_type: 'ServicePrincipal' });
});
