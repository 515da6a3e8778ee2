import { azureRoots } from '../../../stacks/azure';
import { planOf } from '../../plan/azure/countries';

type Root = { resource: Record<string, Record<string, Record<string, unknown>>>; variable?: Record<string, unknown> };
const rootOf = (country: 'NO' | 'BR' | 'IN', root: string): Root =>
  JSON.parse(azureRoots({ azure: planOf(country) })[root] ?? '{}');

test('a cell that asks for one has a file system, in its own subnet, under one version of its own key', () => {
  const cell = rootOf('NO', 'cell-oslo').resource;
  expect(cell['azurerm_managed_lustre_file_system']?.['lustre']).toMatchObject({
    location: 'norwayeast',
    zones: ['2'],
    storage_capacity_in_tb: 16,
    sku_name: 'AMLFS-Durable-Premium-500',
    subnet_id: '${azurerm_subnet.network_lustre.id}',
    encryption_key: {
      key_url: '${azurerm_key_vault_key.vault_key-lustre.id}',
      source_vault_id: '${azurerm_key_vault.vault.id}',
    },
    depends_on: expect.arrayContaining(['azurerm_subnet_network_security_group_association.network_lustre-secured']),
  });
  expect(cell['azurerm_managed_lustre_file_system']?.['lustre']).not.toHaveProperty('hsm_setting');
  expect(cell['azurerm_monitor_diagnostic_setting']?.['lustre-logs']).toMatchObject({
    target_resource_id: '${azurerm_managed_lustre_file_system.lustre.id}',
  });
  expect(rootOf('IN', 'cell-pune-a').resource).not.toHaveProperty('azurerm_managed_lustre_file_system');
});

test('one that imports names containers of the data root, which lets the service in there and nowhere else', () => {
  const files = rootOf('BR', 'cell-sp-a').resource['azurerm_managed_lustre_file_system']?.['lustre'];
  expect(files?.['hsm_setting']).toEqual({
    container_id: expect.stringMatching(/\/databr[0-9a-f]{8}\/blobServices\/default\/containers\/datasets$/),
    logging_container_id: expect.stringMatching(/\/databr[0-9a-f]{8}\/blobServices\/default\/containers\/lustre-logs$/),
    import_prefix: '/train',
  });
  const { resource, variable } = rootOf('BR', 'data');
  expect(Object.keys(variable ?? {})).toContain('lustre_principal_id');
  const roles = Object.values(resource['azurerm_role_assignment'] ?? {}).filter(
    (role) => role['principal_id'] === '${var.lustre_principal_id}',
  );
  expect(roles.map(({ scope }) => scope)).toEqual(Array(2).fill('${azurerm_storage_account.data.id}'));
  expect(Object.keys(rootOf('NO', 'data').variable ?? {})).not.toContain('lustre_principal_id');
});
