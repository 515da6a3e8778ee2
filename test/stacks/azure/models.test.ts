/** The root of models, in both dialects: what the provider takes, and what the plan promised. */
import { judge } from '../../../lib/checks/judge';
import { azureRoots } from '../../../stacks/azure';
import { type ProviderSchema, violations } from '../../azurerm/conforms';
import schema4 from '../../azurerm/schema-4.55.json';
import schema5 from '../../azurerm/schema-5.2.json';
import { DOCUMENTS } from '../../plan/azure/countries';
import { planOf } from '../../support/planned';
import type { Resources } from '../../support/terraform';

const SCHEMAS = { v4: schema4 as unknown as ProviderSchema, v5: schema5 as unknown as ProviderSchema };
const MODELS = '  models: [{ name: chat, model: gpt-4o, version: "2024-11-20", capacity: 30 }]';

describe.each(['v4', 'v5'] as const)('in %s', (dialect) => {
  const plan = planOf(DOCUMENTS.BR.replace('  network:', `  dialect: ${dialect}\n${MODELS}\n  network:`), 'br.yaml');
  const texts = azureRoots(plan);
  const root = JSON.parse(texts['models'] ?? '{}') as { resource: Resources };
  const of = (type: string) => root.resource[`azurerm_${type}`] ?? {};

  test('the account is under the key of its root by version, and the key is one it takes', () => {
    expect(of('key_vault_key')['vault_key-models']).toMatchObject({ key_size: 2048, key_type: 'RSA-HSM' });
    expect(of('cognitive_account')['inference']).toMatchObject({
      customer_managed_key: { key_vault_key_id: '${azurerm_key_vault_key.vault_key-models.id}' },
    });
    expect(of('role_assignment')['inference_identity_role']).toMatchObject({
      scope: '${azurerm_key_vault_key.vault_key-models.resource_versionless_id}',
    });
  });

  test('there is a way in from its own network and from every cell, and its logs are kept', () => {
    expect(of('private_endpoint')['endpoint-inference']).toMatchObject({
      private_service_connection: {
        private_connection_resource_id: '${azurerm_cognitive_account.inference.id}',
        subresource_names: ['account'],
        is_manual_connection: false,
      },
    });
    const cell = JSON.parse(texts['cell-sp-a'] ?? '{}') as { resource: Resources };
    expect(cell.resource['azurerm_private_endpoint']?.['endpoint-inference']).toMatchObject({
      private_service_connection: { private_connection_resource_id: plan.azure?.models?.id },
    });
    for (const [setting, target] of [
      ['inference-logs', '${azurerm_cognitive_account.inference.id}'],
      ['vault-logs', '${azurerm_key_vault.vault.id}'],
    ] as const)
      expect(of('monitor_diagnostic_setting')[setting]).toMatchObject({
        target_resource_id: target,
        log_analytics_workspace_id: plan.azure?.foundation.workspace.id,
        storage_account_id: plan.azure?.foundation.archive.id,
      });
  });

  test('the provider takes every argument, and every check holds, conformance among them', () => {
    for (const text of Object.values(texts)) expect(violations(JSON.parse(text), SCHEMAS[dialect])).toEqual([]);
    const { findings } = judge(
      Object.entries(texts).map(([name, text]) => ({
        name: `azure/${name}/main.tf.json`,
        text,
        stack: name,
        region: plan.azure?.location ?? '',
      })),
      plan,
    );
    expect(findings.filter(({ result }) => result === 'fail')).toEqual([]);
    const judged = findings.filter(({ message }) => message.includes('processes in its own region'));
    expect(judged.map(({ result }) => result)).toEqual(['pass']);
  });
});

test('in Singapore the key is in the Managed HSM, by version, and a role of the HSM lets the account use it', () => {
  const HSM = 'key_vault_managed_hardware_security_module';
  const plan = planOf(DOCUMENTS.SG.replace('  network:', `${MODELS}\n  network:`), 'sg.yaml');
  const texts = azureRoots(plan);
  const { resource } = JSON.parse(texts['models'] ?? '{}') as { resource: Resources };
  expect(resource).not.toHaveProperty('azurerm_key_vault');
  expect(resource[`azurerm_${HSM}_key`]?.['key-models']).toMatchObject({ key_size: 2048, name: 'models-models' });
  expect(resource['azurerm_cognitive_account']?.['inference']).toMatchObject({
    customer_managed_key: { key_vault_key_id: `\${azurerm_${HSM}_key.key-models.versioned_id}` },
    depends_on: [`azurerm_${HSM}_role_assignment.inference_identity_role`],
  });
  expect(violations(JSON.parse(texts['models'] ?? '{}'), SCHEMAS.v4)).toEqual([]);
});

test('a plan without models has no such root', () => {
  expect(Object.keys(azureRoots(planOf(DOCUMENTS.BR, 'br.yaml')))).not.toContain('models');
});
