import { azureRoots } from '../../../stacks/azure';
import { COUNTRIES, planOf } from '../../plan/azure/countries';
import { keyNamed } from './keys-named';

type Body = Record<string, unknown>;

test.each(COUNTRIES)(
  'the accounts of %s are backed up in place, by a vault under the country’s key where it takes it',
  (country) => {
    const plan = planOf(country);
    const data = JSON.parse(azureRoots({ azure: plan })['data'] ?? '{}').resource as Record<
      string,
      Record<string, Body>
    >;
    const all = (type: string): Body[] => Object.values(data[`azurerm_data_protection_backup_${type}`] ?? {});
    expect(all('vault')).toMatchObject([
      { name: plan.data.backup.name, redundancy: plan.data.backup.redundancy, location: plan.location },
    ]);
    // No vault may stand in Singapore, and v4 takes no key of an HSM here: the vendor's, and said so.
    expect(all('vault_customer_managed_key')).toMatchObject(
      country === 'SG' ? [] : [keyNamed(plan, plan.data.root, 'backup')],
    );
    expect(all('policy_blob_storage').map((body) => body['operational_default_retention_duration'])).toEqual(
      plan.data.backup.classes.map(({ days }) => `P${days}D`).sort(),
    );
    expect(all('instance_blob_storage').map((body) => body['storage_account_id'])).toEqual(
      plan.data.accounts.map(({ purpose }) => `\${azurerm_storage_account.${purpose}.id}`).sort(),
    );
    expect(Object.values(data['azurerm_monitor_diagnostic_setting'] ?? {})).toContainEqual(
      expect.objectContaining({ target_resource_id: '${azurerm_data_protection_backup_vault.backup.id}' }),
    );
  },
);
