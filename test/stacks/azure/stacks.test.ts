import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge } from '../../../lib/checks/judge';
import { ATTACHMENT_TYPES, type AzurePlan, estatesOf } from '../../../lib/plan/azure';
import { azureRoots } from '../../../stacks/azure';
import { COUNTRIES, type Country, planOf } from '../../plan/azure/countries';

type Body = { readonly [key: string]: unknown };
interface Resource {
  readonly root: string;
  readonly type: string;
  readonly name: string;
  readonly body: Body;
}
interface Root {
  readonly terraform: Body;
  readonly provider: { readonly azurerm: readonly Body[] };
  readonly variable?: Record<string, Body>;
  readonly resource: Record<string, Record<string, Body>>;
}

const plans = Object.fromEntries(COUNTRIES.map((country) => [country, planOf(country)])) as Record<Country, AzurePlan>;
const texts = Object.fromEntries(COUNTRIES.map((country) => [country, azureRoots({ azure: plans[country] })]));
const rootsOf = (country: Country): Record<string, Root> =>
  Object.fromEntries(Object.entries(texts[country] ?? {}).map(([name, text]) => [name, JSON.parse(text) as Root]));

const resourcesOf = (roots: Record<string, Root>): Resource[] =>
  Object.entries(roots).flatMap(([root, { resource }]) =>
    Object.entries(resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => ({ root, type, name, body })),
    ),
  );

const at = (body: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Body | undefined)?.[key], body);

/** Promises without a resource, resources without a promise, and settings that do not hold. */
function broken(plan: AzurePlan, resources: readonly Resource[]): string[] {
  const kept = new Set<Resource>();
  const wrong = plan.expectations.flatMap(({ stack, type, identity, settings = {}, promise }) => {
    const found = resources.filter(
      (resource) =>
        resource.root === stack &&
        resource.type === type &&
        Object.entries(identity).every(([path, value]) => at(resource.body, path) === value),
    );
    for (const resource of found) kept.add(resource);
    if (found.length !== 1) return [`${promise}: ${found.length} resources`];
    return Object.entries(settings)
      .filter(([path, value]) => JSON.stringify(at(found[0]?.body, path)) !== JSON.stringify(value))
      .map(([path]) => `${promise}: ${path} does not hold`);
  });
  const loose = resources.filter((resource) => !kept.has(resource) && !ATTACHMENT_TYPES.includes(resource.type));
  return [...wrong, ...loose.map(({ root, type, name }) => `${root}: ${type}.${name} was not promised`)];
}

/** Type → settings that hold wherever it stands. */
const HELD: Readonly<Record<string, Body>> = {
  azurerm_storage_account: {
    default_to_oauth_authentication: true,
    local_user_enabled: false,
    sftp_enabled: false,
    https_traffic_only_enabled: true,
    'network_rules.default_action': 'Deny',
  },
  azurerm_storage_management_policy: { 'rule.0.enabled': true },
  azurerm_container_registry: {
    data_endpoint_enabled: true,
    anonymous_pull_enabled: false,
    network_rule_bypass_option: 'None',
  },
  azurerm_disk_encryption_set: { auto_key_rotation_enabled: true },
  azurerm_kubernetes_cluster: {
    role_based_access_control_enabled: true,
    oidc_issuer_enabled: true,
    workload_identity_enabled: true,
    image_cleaner_enabled: true,
    'storage_profile.disk_driver_enabled': true,
    'storage_profile.file_driver_enabled': false,
    'storage_profile.blob_driver_enabled': false,
    'storage_profile.snapshot_controller_enabled': false,
    'auto_scaler_profile.skip_nodes_with_local_storage': true,
    'auto_scaler_profile.skip_nodes_with_system_pods': true,
    'default_node_pool.only_critical_addons_enabled': true,
    'default_node_pool.host_encryption_enabled': true,
    'default_node_pool.auto_scaling_enabled': true,
    'default_node_pool.node_public_ip_enabled': false,
  },
  azurerm_route_table: { bgp_route_propagation_enabled: false },
};

describe.each(COUNTRIES)('the Terraform roots of %s', (country) => {
  const plan = plans[country];
  const roots = rootsOf(country);
  const resources = resourcesOf(roots);
  const ofType = (type: string): Resource[] => resources.filter((resource) => resource.type === `azurerm_${type}`);

  test('are those of the plan, and hold what it promises and nothing else', () => {
    expect(Object.keys(roots)).toEqual(plan.roots.map(({ name }) => name));
    expect(broken(plan, resources)).toEqual([]);
  });

  test('fail no check, but for what someone answers for', () => {
    const files = Object.entries(texts[country] ?? {}).map(([name, text]) => ({
      name: `azure/${name}/main.tf.json`,
      text,
      stack: name,
      region: plan.location,
    }));
    const { findings } = judge(files, {
      country: plan.country,
      retentionDays: plan.foundation.archive.lockDays as number,
      expectations: plan.expectations,
    });
    expect(findings.filter(({ result }) => result === 'fail')).toEqual([]);
  });

  test('are text that is the same on every machine', () => {
    expect(azureRoots({ azure: plan })).toEqual(texts[country]);
    for (const text of Object.values(texts[country] ?? {})) {
      expect(text.endsWith('}\n')).toBe(true);
      expect(text).not.toMatch(/"\/(home|work|tmp|Users|root)\//);
      expect(text).not.toMatch(/TfToken|cdktf|stackTrace|uniqueId/);
      expect(text).not.toContain(process.cwd());
    }
  });

  test('refer only to what they hold, and ask for every variable they use and no other', () => {
    for (const [name, root] of Object.entries(roots)) {
      const text = texts[country]?.[name] ?? '';
      for (const [, type = '', label = ''] of text.matchAll(/\$\{(azurerm_\w+)\.([\w-]+)\.\w+\}/g))
        expect(Object.keys(root.resource[type] ?? {})).toContain(label);
      for (const [, type = '', label = ''] of text.matchAll(/"(azurerm_\w+)\.([\w-]+)"/g))
        expect(Object.keys(root.resource[type] ?? {})).toContain(label);
      const used = [...new Set([...text.matchAll(/\$\{var\.(\w+)\}/g)].map(([, variable]) => variable))].sort();
      expect(Object.keys(root.variable ?? {}).sort()).toEqual(used);
      for (const variable of Object.values(root.variable ?? {})) expect(variable['nullable']).toBe(false);
    }
  });

  test('keep their state in one account, each under its own name, with Entra ID', () => {
    // Where the account is not there yet state begins in a file, by a path that is the same on every machine.
    const early = plan.roots.filter(({ handedOver }) => handedOver).map(({ name }) => name);
    expect(early).toEqual(plan.bootstrap?.vault ? ['bootstrap'] : ['bootstrap', 'hsm']);
    for (const name of early)
      expect(at(roots[name]?.terraform, 'backend')).toEqual({ local: { path: `${name}.tfstate` } });
    const others = Object.entries(roots).flatMap(([name, root]) => (early.includes(name) ? [] : [root]));
    const keys = others.map(({ terraform }) => at(terraform, 'backend.azurerm') as Body);
    expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length);
    for (const backend of keys)
      expect(backend).toMatchObject({
        key: expect.stringMatching(new RegExp(`^${country.toLowerCase()}/.+\\.tfstate$`)),
        storage_account_name: plan.backend.storage_account_name,
        use_azuread_auth: true,
      });
  });

  test('name no place but those of the plan', () => {
    // Rules on the activity log stand in no region.
    const placed = resources.filter(({ type }) => type !== 'azurerm_monitor_activity_log_alert');
    const places = JSON.stringify(placed).match(/"location":"[^"]*"/g) ?? [];
    expect(places.length).toBeGreaterThan(20);
    expect(new Set(places)).toEqual(new Set(plan.roots.map(({ location }) => `"location":"${location}"`)));
    expect(ofType('container_registry')[0]?.body).not.toHaveProperty('georeplications');
  });

  test('keep every vault closed, and every key in the HSM and rotated', () => {
    expect(ofType('key_vault')).toHaveLength(estatesOf(plan).filter(({ vault }) => vault).length);
    for (const { body } of ofType('key_vault'))
      expect(body).toMatchObject({
        sku_name: 'premium',
        rbac_authorization_enabled: true,
        purge_protection_enabled: true,
        public_network_access_enabled: false,
        network_acls: { default_action: 'Deny', bypass: 'AzureServices' },
      });
    for (const { body } of ofType('key_vault_key')) {
      expect(body).toMatchObject({
        key_type: 'RSA-HSM',
        rotation_policy: { automatic: { time_after_creation: 'P1Y' } },
      });
      expect(JSON.stringify(body['depends_on'])).toContain('azurerm_private_endpoint.endpoint-vault');
    }
  });

  test('make clusters private, entered with Entra ID only, and let out one way or none', () => {
    expect(ofType('kubernetes_cluster')).toHaveLength(plan.cells.length);
    for (const { body } of ofType('kubernetes_cluster')) {
      expect(body).toMatchObject({
        private_cluster_enabled: true,
        private_cluster_public_fqdn_enabled: false,
        private_dns_zone_id: expect.stringContaining('azmk8s-io.id'),
        local_account_disabled: true,
        run_command_enabled: false,
        azure_policy_enabled: true,
        azure_active_directory_role_based_access_control: { azure_rbac_enabled: true },
        identity: { type: 'UserAssigned' },
        sku_tier: 'Standard',
        default_node_pool: { only_critical_addons_enabled: true, host_encryption_enabled: true },
      });
      expect(body).not.toHaveProperty('dns_prefix');
      expect(at(body, 'network_profile.outbound_type')).toBe(
        plan.egress === 'isolated' ? 'none' : 'userDefinedRouting',
      );
      expect(at(body, 'bootstrap_profile.artifact_source')).toBe(plan.egress === 'isolated' ? 'Cache' : undefined);
    }
    expect(ofType('route').map(({ body }) => body['next_hop_in_ip_address'])).toEqual(
      plan.egress === 'isolated' ? [] : plan.cells.map(() => '10.200.0.4'),
    );
    expect(ofType('container_registry_cache_rule')).toHaveLength(plan.egress === 'isolated' ? 1 : 0);
    for (const { body } of ofType('subnet')) expect(body['default_outbound_access_enabled']).toBe(false);
    expect(ofType('public_ip')).toEqual([]);
    expect(ofType('nat_gateway')).toEqual([]);
  });

  test('hold what a type must say wherever it stands', () => {
    for (const { root, type, name, body } of resources)
      for (const [path, value] of Object.entries(HELD[type] ?? {}))
        expect([root, name, path, at(body, path)]).toEqual([root, name, path, value]);
  });

  test('wrap etcd with a key of the cell wherever the region lets them', () => {
    for (const { body } of ofType('kubernetes_cluster')) {
      const integrated = at(body, 'api_server_access_profile.virtual_network_integration_enabled') === true;
      expect(integrated).toBe(country !== 'QA');
      expect(plan.cells[0]?.cluster.customerEtcdKey).toBe(!['QA', 'SG'].includes(country));
      if (plan.cells[0]?.cluster.customerEtcdKey)
        expect(body['key_management_service']).toEqual({
          key_vault_key_id: '${azurerm_key_vault_key.vault_key-etcd.id}',
          key_vault_network_access: 'Private',
        });
      else expect(body).not.toHaveProperty('key_management_service');
    }
  });

  test('give every GPU pool its driver, taint, subnet and zones', () => {
    const pools = ofType('kubernetes_cluster_node_pool');
    expect(pools).toHaveLength(plan.cells.flatMap((cell) => cell.pools).length);
    const subnets = pools.map(({ root, body }) => `${root} ${body['vnet_subnet_id']}`);
    expect(new Set(subnets).size).toBe(subnets.length);
    for (const { body } of pools) {
      expect(body).toMatchObject({
        node_taints: ['sku=gpu:NoSchedule'],
        host_encryption_enabled: true,
        node_public_ip_enabled: false,
        os_sku: 'Ubuntu',
        auto_scaling_enabled: true,
      });
      expect(body['gpu_driver']).toBe(String(body['vm_size']).includes('MI300X') ? 'None' : 'Install');
      expect(body['os_disk_type']).toBe(body['vm_size'] === 'Standard_NC24ads_A100_v4' ? 'Managed' : 'Ephemeral');
      expect(body).not.toHaveProperty('node_count');
      expect(body).not.toHaveProperty('capacity_reservation_group_id');
    }
  });

  test('write every attribute of objects with all its keys', () => {
    for (const { body } of country === 'SG' ? [] : ofType('container_registry'))
      expect(body['encryption']).toEqual([
        { identity_client_id: expect.any(String), key_vault_key_id: expect.any(String) },
      ]);
    for (const { body } of ofType('network_security_group')) expect(body).not.toHaveProperty('security_rule');
    for (const { body } of ofType('route_table')) expect(body).not.toHaveProperty('route');
    for (const { body } of ofType('virtual_network')) expect(body).not.toHaveProperty('subnet');
  });

  test('send the logs of every vault, cluster, registry and account to the workspace, and keep them in the archive', () => {
    const logged = ofType('monitor_diagnostic_setting').map(({ body }) => body);
    const kinds = ['key_vault', 'kubernetes_cluster', 'container_registry', 'storage_account'];
    for (const { type, name, root } of kinds.flatMap(ofType)) {
      const settings = ofType('monitor_diagnostic_setting').filter(
        (setting) =>
          setting.root === root && String(setting.body['target_resource_id']).startsWith(`\${${type}.${name}.id}`),
      );
      expect(settings).toHaveLength(root === 'bootstrap' ? 0 : 1);
    }
    // What the bootstrap made is logged by the foundation, which comes after it.
    const { vaultId, account } = plan.bootstrap as NonNullable<AzurePlan['bootstrap']>;
    const fromAfar = logged.map((body) => body['target_resource_id']);
    expect(fromAfar).toEqual(
      expect.arrayContaining([...(vaultId ? [vaultId] : []), `${account.id}/blobServices/default`]),
    );
    for (const body of logged) {
      // The second copy of an activity log is kept and not read.
      const second = /^recovery-activity/.test(String(body['name']));
      expect(body['log_analytics_workspace_id'] === undefined).toBe(second);
      expect(body).not.toHaveProperty('metric');
      const own = String(body['target_resource_id']).includes('azurerm_storage_account.archive');
      expect(body['storage_account_id'] === undefined).toBe(own);
    }
    const [workspace] = ofType('log_analytics_workspace');
    expect(workspace?.body).toMatchObject({
      local_authentication_enabled: false,
      retention_in_days: plan.foundation.workspace.retentionDays,
    });
  });

  test('lock what must not go', () => {
    const locked = ofType('management_lock').map(({ root, body }) => `${root} ${body['scope']}`);
    for (const { root, type, name } of [
      'key_vault',
      'storage_account',
      'container_registry',
      'log_analytics_workspace',
    ].flatMap(ofType))
      expect(locked).toContain(`${root} \${${type}.${name}.id}`);
  });

  test('refuse resources elsewhere, in their group and in the group of the nodes', () => {
    const policies = ofType('resource_group_policy_assignment');
    // The baselines have a group each; nodes have one beside their cell's.
    expect(policies).toHaveLength(estatesOf(plan).length + plan.baselines.length + plan.cells.length);
    for (const { body } of policies)
      expect(JSON.parse(String(body['parameters']))).toEqual({
        listOfAllowedLocations: { value: plan.allowedLocations },
      });
  });
});

describe('conformance of the roots', () => {
  const plan = plans.IN;
  const resources = resourcesOf(rootsOf('IN'));

  test('sees what is missing, what is too much, and what was changed', () => {
    const trail = resources.find(({ type }) => type === 'azurerm_log_analytics_workspace') as Resource;
    expect(
      broken(
        plan,
        resources.filter((resource) => resource !== trail),
      ),
    ).toEqual(['foundation/logs/workspace: 0 resources']);
    const extra = { ...trail, name: 'extra', body: { ...trail.body, name: 'extra' } };
    expect(broken(plan, [...resources, extra])).toEqual([
      'foundation: azurerm_log_analytics_workspace.extra was not promised',
    ]);
    const moved = resources.map((resource) =>
      resource === trail ? { ...trail, body: { ...trail.body, location: 'westeurope' } } : resource,
    );
    expect(broken(plan, moved)).toEqual(['foundation/logs/workspace: location does not hold']);
  });
});

describe('dialects', () => {
  const in5 = rootsOf('IN');
  const written = (text: (document: string) => string) =>
    resourcesOf(
      Object.fromEntries(
        Object.entries(azureRoots({ azure: planOf('IN', text) })).map(([name, root]) => [
          name,
          JSON.parse(root) as Root,
        ]),
      ),
    );
  const v4 = resourcesOf(in5);
  const v5 = written((text) =>
    text.replace('regions: { primary: centralindia', 'dialect: v5\n  regions: { primary: centralindia'),
  );

  test('hold the same resources', () => {
    const names = (list: Resource[]) => list.map(({ root, type, name }) => `${root} ${type}.${name}`);
    expect(names(v5)).toEqual(names(v4));
  });

  test('differ in what the provider renamed, and in nothing else', () => {
    const differing = v5.filter((resource, index) => JSON.stringify(resource) !== JSON.stringify(v4[index]));
    expect([...new Set(differing.map(({ type }) => type))].sort()).toEqual([
      'azurerm_federated_identity_credential',
      'azurerm_kubernetes_cluster',
      'azurerm_log_analytics_workspace',
      'azurerm_private_dns_zone_virtual_network_link',
    ]);
    for (const { type, body } of differing) {
      if (type === 'azurerm_kubernetes_cluster') expect(body['node_provisioning_profile']).toEqual({ mode: 'Manual' });
      if (type === 'azurerm_federated_identity_credential')
        for (const gone of ['parent_id', 'resource_group_name']) expect(body).not.toHaveProperty(gone);
      if (type === 'azurerm_log_analytics_workspace') {
        expect(body).toMatchObject({
          internet_ingestion_access_type: 'Disabled',
          internet_query_access_type: 'Disabled',
        });
        expect(body).not.toHaveProperty('internet_query_enabled');
      }
      if (type === 'azurerm_private_dns_zone_virtual_network_link')
        for (const gone of ['private_dns_zone_name', 'resource_group_name']) expect(body).not.toHaveProperty(gone);
    }
  });

  test('ask for their own version of the provider', () => {
    const version = (roots: Record<string, Root>) =>
      at(roots['foundation']?.terraform, 'required_providers.azurerm.version');
    expect(version(rootsOf('IN'))).toBe('~> 4.55');
    expect(version(rootsOf('DE'))).toBe('~> 5.2');
  });
});

describe('synthesis', () => {
  test('leaves no trace on the disk', () => {
    const folder = mkdtempSync(join(tmpdir(), 'azure-roots-'));
    const before = process.cwd();
    try {
      process.chdir(folder);
      azureRoots({ azure: plans.IN });
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      process.chdir(before);
      rmSync(folder, { recursive: true });
    }
  });

  test('refuses a plan without Azure', () => {
    expect(() => azureRoots({})).toThrow('no Azure section');
  });

  test('uses a named subscription by its id, and asks for none it does not need', () => {
    const roots = rootsOf('DE');
    expect(roots['data']?.provider.azurerm[0]?.['subscription_id']).toBe('22222222-2222-2222-2222-222222222222');
    expect(Object.keys(roots['data']?.variable ?? {})).toEqual(['tenant_id']);
    expect(roots['cell-fra-b']?.provider.azurerm[0]?.['subscription_id']).toBe('${var.subscription_id}');
  });
});
