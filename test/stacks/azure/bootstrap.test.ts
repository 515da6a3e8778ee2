/** The first root: the state's account, the runner's network and identity, and its ways to the other roots. */
import type { AzurePlan } from '../../../lib/plan/azure';
import { azureRoots } from '../../../stacks/azure';
import { COUNTRIES, planOf } from '../../plan/azure/countries';

const HSM = 'key_vault_managed_hardware_security_module';

type Body = Readonly<Record<string, unknown>>;
interface Root {
  readonly terraform: { readonly backend: Body };
  readonly provider: { readonly azurerm: readonly Body[] };
  readonly resource: Record<string, Record<string, Body>>;
}
const rootsOf = (plan: AzurePlan): Record<string, Root> =>
  Object.fromEntries(Object.entries(azureRoots({ azure: plan })).map(([name, text]) => [name, JSON.parse(text)]));
const all = (root: Root | undefined, type: string): Body[] => Object.values(root?.resource[`azurerm_${type}`] ?? {});
const also =
  (...lines: string[]) =>
  (text: string): string =>
    text.replace(/^azure:\n/m, `azure:\n${lines.join('\n')}\n`);

describe.each(COUNTRIES)('the bootstrap of %s', (country) => {
  const plan = planOf(country);
  const roots = rootsOf(plan);
  const { bootstrap } = roots;

  test('makes the account every other root keeps its state in, with its own key, versions and a lock', () => {
    const [account] = all(bootstrap, 'storage_account');
    expect(account).toMatchObject({
      name: plan.backend.storage_account_name,
      blob_properties: {
        versioning_enabled: true,
        delete_retention_policy: { days: 30 },
        container_delete_retention_policy: { days: 30 },
      },
      customer_managed_key: {
        // In v5 one argument takes both.
        [plan.hsm && plan.dialect === 'v4' ? 'managed_hsm_key_id' : 'key_vault_key_id']:
          expect.stringContaining('key-state'),
      },
    });
    expect(all(bootstrap, 'resource_group')[0]?.['name']).toBe(plan.backend.resource_group_name);
    expect(all(bootstrap, 'storage_container').map(({ name }) => name)).toEqual([plan.backend.container_name]);
    expect(all(bootstrap, 'management_lock')).toHaveLength(plan.hsm ? 1 : 2);
  });

  test('lets the identity of the runner alone write state', () => {
    const writers = all(bootstrap, 'role_assignment').filter(({ role_definition_name: role }) =>
      /^Storage/.test(String(role)),
    );
    expect(writers).toEqual([
      expect.objectContaining({
        role_definition_name: 'Storage Blob Data Contributor',
        principal_id: '${azurerm_user_assigned_identity.runner.principal_id}',
        scope: expect.stringMatching(/^\$\{azurerm_storage_container\./),
      }),
    ]);
  });

  test('begins in a file beside it, by a name and not a path of some machine', () => {
    expect(bootstrap?.terraform.backend).toEqual({ local: { path: 'bootstrap.tfstate' } });
  });

  test('gives the runner a subnet nobody may enter, from which it reaches managers, sign-in and private endpoints', () => {
    const rules = Object.entries(bootstrap?.resource['azurerm_network_security_rule'] ?? {})
      .filter(([name]) => name.startsWith('network_runner-'))
      .map(([, body]) => body);
    const allowed = rules.filter(({ access }) => access === 'Allow');
    expect(allowed.map(({ destination_address_prefix: to, direction }) => [direction, to]).sort()).toEqual([
      ['Outbound', 'AzureActiveDirectory'],
      ['Outbound', 'AzureResourceManager'],
      ['Outbound', 'VirtualNetwork'],
    ]);
    for (const rule of allowed) expect(rule).toMatchObject({ destination_port_range: '443', protocol: 'Tcp' });
  });

  test('is reached by an endpoint for each vault and registry, made by the root that has it, and by no peering', () => {
    const network = plan.bootstrap?.vnet.name;
    const zones = new Set(plan.bootstrap?.vnet.zones.map(({ name }) => name));
    for (const [name, root] of Object.entries(roots)) {
      const inside = all(root, 'private_endpoint').filter(({ subnet_id: id }) =>
        String(id).endsWith(`/${network}/subnets/endpoints`),
      );
      const own = [...all(root, 'key_vault'), ...all(root, 'container_registry'), ...all(root, HSM)];
      expect(inside).toHaveLength(name === 'bootstrap' ? 0 : own.length);
      for (const body of inside) {
        expect(body['resource_group_name']).toBe(plan.backend.resource_group_name);
        const { private_dns_zone_ids: ids } = body['private_dns_zone_group'] as { private_dns_zone_ids: string[] };
        for (const id of ids) expect(zones).toContain(id.split('/').at(-1));
        // An endpoint stands in the subscription of its network.
        const alias = root.provider.azurerm.find((provider) => provider['alias'] === 'platform');
        expect(body['provider']).toBe(alias ? 'azurerm.platform' : undefined);
        if (alias) expect(String(body['subnet_id'])).toContain(String(alias['subscription_id']));
      }
      expect(all(root, 'virtual_network_peering')).toEqual([]);
    }
  });

  test('waits with every key until the runner has a way to its vault', () => {
    for (const [name, root] of Object.entries(roots))
      for (const key of all(root, 'key_vault_key'))
        expect(key['depends_on']).toEqual(
          name === 'bootstrap'
            ? ['azurerm_private_endpoint.endpoint-vault']
            : ['azurerm_private_endpoint.endpoint-vault', 'azurerm_private_endpoint.runner-vault'],
        );
  });
});

test('services that deploy beside the runner keep state too', () => {
  const pipeline = '99999999-9999-9999-9999-999999999999';
  const { bootstrap } = rootsOf(planOf('NO', also(`  access: { pipeline: [${pipeline}] }`)));
  const grant = bootstrap?.resource['azurerm_role_assignment']?.[`pipeline-${pipeline}-state`];
  expect(grant).toMatchObject({
    principal_id: pipeline,
    principal_type: 'ServicePrincipal',
    role_definition_id: expect.stringMatching(/ba92f5b4-2d11-453d-a403-e96b0029c9fe$/),
    scope: expect.stringMatching(/^\$\{azurerm_storage_container\./),
  });
});

test('tokens named in the document are taken for the runner, and no others', () => {
  const text = also('  access: { runner: [{ issuer: "https://ci.example.org", subject: "project:region" }] }');
  const { bootstrap } = rootsOf(planOf('NO', text));
  expect(all(bootstrap, 'federated_identity_credential')).toEqual([
    expect.objectContaining({ issuer: 'https://ci.example.org', subject: 'project:region' }),
  ]);
  expect(all(rootsOf(planOf('NO')).bootstrap, 'federated_identity_credential')).toEqual([]);
});

test('an account and a runner of the operator are left alone', () => {
  const plan = planOf('IN', also('  bootstrap: existing'));
  expect(plan.roots.map(({ name }) => name)).not.toContain('bootstrap');
  const text = JSON.stringify(rootsOf(plan));
  expect(text).not.toMatch(/azurerm_private_endpoint.runner-|"runner-/);
  expect(text).not.toContain('"local":');
  expect(plan.notes.preconditions.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['state-account', 'runner-path', 'pipeline']),
  );
});

test('the hand-over names the account, the container and the blob of the state', () => {
  const plan = planOf('NO');
  const how = plan.notes.preconditions.find(({ id }) => id === 'bootstrap-handover')?.how ?? '';
  const [, json = ''] = /'(\{.*\})'/.exec(how) ?? [];
  expect(JSON.parse(json)).toEqual({
    terraform: { backend: { azurerm: { ...plan.backend, key: 'no/bootstrap.tfstate', use_azuread_auth: true } } },
  });
  expect(how).toContain('init -migrate-state');
});

test('what is made first is there to be made first', () => {
  const plan = planOf('NO');
  const how = plan.notes.preconditions.find(({ id }) => id === 'bootstrap-network')?.how ?? '';
  const { bootstrap } = rootsOf(plan);
  const targets = [...how.matchAll(/-target=(azurerm_\w+)\.(\S+)/g)];
  expect(targets.length).toBeGreaterThan(2);
  // Its key is made by someone who holds a role on the vault, which is there before.
  expect(how).toContain('-target=azurerm_private_endpoint.endpoint-vault');
  for (const [, type = '', name = ''] of targets) expect(Object.keys(bootstrap?.resource[type] ?? {})).toContain(name);
});
