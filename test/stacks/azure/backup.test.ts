import { azureRoots } from '../../../stacks/azure';
import { COUNTRIES, planOf } from '../../plan/azure/countries';

type Body = Record<string, unknown>;

test.each(COUNTRIES)('the accounts of %s are backed up in place, by a vault under the country’s key', (country) => {
  const plan = planOf(country);
  const data = JSON.parse(azureRoots({ azure: plan })['data'] ?? '{}').resource as Record<string, Record<string, Body>>;
  const all = (type: string): Body[] => Object.values(data[`azurerm_data_protection_backup_${type}`] ?? {});
  expect(all('vault')).toMatchObject([
    { name: plan.data.backup.name, redundancy: plan.data.backup.redundancy, location: plan.location },
  ]);
  expect(all('vault_customer_managed_key')).toMatchObject([
    { key_vault_key_id: '${azurerm_key_vault_key.vault_key-backup.versionless_id}' },
  ]);
  expect(all('policy_blob_storage').map((body) => body['operational_default_retention_duration'])).toEqual(
    plan.data.backup.classes.map(({ days }) => `P${days}D`).sort(),
  );
  expect(all('instance_blob_storage').map((body) => body['storage_account_id'])).toEqual(
    plan.data.accounts.map(({ purpose }) => `\${azurerm_storage_account.${purpose}.id}`).sort(),
  );
  expect(Object.values(data['azurerm_monitor_diagnostic_setting'] ?? {})).toContainEqual(
    expect.objectContaining({ target_resource_id: '${azurerm_data_protection_backup_vault.backup.id}' }),
  );
});
