import { SovereignModels } from '../../../constructs/azure';
import { KEY, only, PLACE, synthesize } from '../../support/terraform';

const chat = { name: 'chat', model: 'gpt-4o', version: '2024-11-20', capacity: 30 };
const made = (deployments: ConstructorParameters<typeof SovereignModels>[2]['deployments'] = [chat]) =>
  synthesize((stack) => new SovereignModels(stack, 'models', { ...PLACE, ...KEY, name: 'models-x', deployments }))
    .resources;

test('is reached privately, called by identities alone, and calls nobody', () => {
  const account = only(made(), 'cognitive_account');
  expect(account).toMatchObject({
    name: 'models-x',
    custom_subdomain_name: 'models-x',
    kind: 'AIServices',
    sku_name: 'S0',
    local_auth_enabled: false,
    public_network_access_enabled: false,
    network_acls: { default_action: 'Deny', bypass: 'None' },
    outbound_network_access_restricted: true,
    project_management_enabled: false,
  });
  for (const none of ['fqdns', 'storage', 'network_injection', 'dynamic_throttling_enabled'])
    expect(account).not.toHaveProperty(none);
});

test('is under its key from the first, which its identity alone may use', () => {
  const resources = made();
  const identity = only(resources, 'user_assigned_identity');
  expect(identity['name']).toBe('models-x-identity');
  expect(only(resources, 'role_assignment')).toMatchObject({
    scope: KEY.key.scope,
    role_definition_name: 'Key Vault Crypto Service Encryption User',
  });
  expect(only(resources, 'cognitive_account')).toMatchObject({
    identity: { type: 'UserAssigned', identity_ids: [expect.stringContaining('.id}')] },
    customer_managed_key: {
      key_vault_key_id: KEY.key.versionedId,
      identity_client_id: expect.stringContaining('.client_id}'),
    },
    depends_on: [expect.stringContaining('azurerm_role_assignment')],
  });
});

test('a key of a Managed HSM is named the same way, and one without a version is refused', () => {
  const hsm = {
    kind: 'hsm',
    versionlessId: 'https://h.managedhsm.azure.net/keys/k',
    scope: '/keys/k',
    hsmId: '/hsm',
  } as const;
  const of = (versionedId?: string) =>
    synthesize(
      (stack) =>
        new SovereignModels(stack, 'models', {
          ...PLACE,
          name: 'models-x',
          deployments: [chat],
          key: { ...hsm, versionedId },
        }),
    ).resources;
  const resources = of(`${hsm.versionlessId}/1`);
  expect(only(resources, 'cognitive_account')).toMatchObject({
    customer_managed_key: { key_vault_key_id: `${hsm.versionlessId}/1` },
    depends_on: [expect.stringContaining('azurerm_key_vault_managed_hardware_security_module_role_assignment')],
  });
  expect(resources).not.toHaveProperty('role_assignment');
  expect(() => of()).toThrow('by its version');
});

test('a deployment processes in its region and changes when it is told to', () => {
  expect(only(made(), 'cognitive_deployment')).toMatchObject({
    name: 'chat',
    model: { format: 'OpenAI', name: 'gpt-4o', version: '2024-11-20' },
    sku: { name: 'Standard', capacity: 30 },
    version_upgrade_option: 'NoAutoUpgrade',
  });
  const paid = only(made([{ ...chat, name: 'chat.1', kind: 'ProvisionedManaged' }]), 'cognitive_deployment');
  expect(paid).toMatchObject({ name: 'chat.1', sku: { name: 'ProvisionedManaged' } });
  expect(paid).not.toHaveProperty('rai_policy_name');
});

test('no other kind can be written', () => {
  type Kind = NonNullable<ConstructorParameters<typeof SovereignModels>[2]['deployments'][number]['kind']>;
  const kinds: Record<Kind, true> = { Standard: true, ProvisionedManaged: true };
  // @ts-expect-error a kind that processes anywhere
  const abroad: Kind = 'GlobalStandard';
  expect(Object.keys(kinds)).not.toContain(abroad);
});

test('cannot be deleted by a slip', () => {
  expect(only(made(), 'management_lock')).toMatchObject({
    name: 'models-x-lock',
    lock_level: 'CanNotDelete',
    scope: expect.stringContaining('azurerm_cognitive_account'),
    notes: expect.stringContaining('lift this lock'),
  });
});
