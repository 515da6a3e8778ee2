/** What conformance holds the templates to: every resource the roots emit, but for attachments, once. */
import type { Expectation } from '../expectation';
import { DATA, FOUNDATION } from './addresses';
import type { AzureCellPlan, AzurePlan, AzurePoolPlan, EstatePlan, RootPlan, StoragePlan } from './types';

type Draft = Omit<AzurePlan, 'addresses' | 'expectations' | 'notes'>;
type Entry = Omit<Expectation, 'stack'>;

/** Types that only tie other resources together; the plan promises the ends, not the tie. */
export const ATTACHMENT_TYPES: readonly string[] = [
  'azurerm_log_analytics_linked_service',
  'azurerm_network_security_rule',
  'azurerm_private_dns_zone_virtual_network_link',
  'azurerm_role_assignment',
  'azurerm_route',
  'azurerm_subnet_network_security_group_association',
  'azurerm_subnet_route_table_association',
];

/** Name of the lock on a resource. */
export const lockName = (resource: string): string => `${resource}-lock`;
/** Name of the diagnostic setting of a resource. */
export const diagnosticsName = (resource: string): string => `${resource}-logs`;
/** Name of the assignment of the location policy to a resource group; at most 64 characters. */
export const policyName = (group: string): string => `${group.slice(0, 54)}-locations`;

export function expectationsOf(plan: Draft): Expectation[] {
  const { location } = plan;
  return plan.roots.flatMap((root) => {
    const cell = plan.cells.find((other) => other.root === root.name);
    const estate: EstatePlan = cell ?? (root.name === DATA ? plan.data : plan.foundation);
    const own = cell
      ? cellEntries(cell, location, plan.allowedLocations)
      : root.name === FOUNDATION
        ? foundationEntries(plan)
        : dataEntries(plan);
    return [...estateEntries(root, estate, location), ...own].map((entry) => ({
      promise: `${cell ? `cells/${cell.name}` : root.name}/${entry.promise}`,
      stack: root.name,
      type: entry.type,
      identity: entry.identity,
      settings: entry.settings,
    }));
  });
}

const entry = (promise: string, type: string, name: string, settings?: Entry['settings']): Entry => ({
  promise,
  type: `azurerm_${type}`,
  identity: { name },
  settings,
});

function estateEntries(root: RootPlan, { vault, vnet, endpoints }: EstatePlan, location: string): Entry[] {
  return [
    entry('group', 'resource_group', root.resourceGroup, { location }),
    entry('group/policy', 'resource_group_policy_assignment', policyName(root.resourceGroup)),
    entry('vault', 'key_vault', vault.name, {
      location,
      sku_name: 'premium',
      purge_protection_enabled: true,
      public_network_access_enabled: false,
    }),
    entry('vault/lock', 'management_lock', lockName(vault.name), { lock_level: 'CanNotDelete' }),
    entry('vault/logs', 'monitor_diagnostic_setting', diagnosticsName(vault.name)),
    ...vault.keys.map((key) => entry(`vault/keys/${key.purpose}`, 'key_vault_key', key.name, { key_type: 'RSA-HSM' })),
    entry('network', 'virtual_network', vnet.name, { location, address_space: [vnet.block] }),
    ...vnet.subnets.flatMap((subnet) => [
      entry(`network/${subnet.name}`, 'subnet', subnet.name, {
        address_prefixes: [subnet.block],
        default_outbound_access_enabled: false,
      }),
      entry(`network/${subnet.name}/rules`, 'network_security_group', subnet.securityGroup, { location }),
    ]),
    ...(vnet.routeTable ? [entry('network/routes', 'route_table', vnet.routeTable.name, { location })] : []),
    ...vnet.zones.map((zone) => entry(`network/zones/${zone.name}`, 'private_dns_zone', zone.name)),
    ...endpoints.map((endpoint) => entry(`endpoints/${endpoint.to}`, 'private_endpoint', endpoint.name, { location })),
  ];
}

function storageEntries(account: StoragePlan, location: string): Entry[] {
  const promise = `storage/${account.purpose}`;
  return [
    entry(promise, 'storage_account', account.name, {
      location,
      account_replication_type: account.replication,
      public_network_access_enabled: false,
      shared_access_key_enabled: false,
      cross_tenant_replication_enabled: false,
    }),
    entry(`${promise}/identity`, 'user_assigned_identity', account.identity, { location }),
    entry(`${promise}/lock`, 'management_lock', lockName(account.name), { lock_level: 'CanNotDelete' }),
    entry(`${promise}/logs`, 'monitor_diagnostic_setting', diagnosticsName(account.name)),
    ...account.containers.map((container) => entry(`${promise}/${container}`, 'storage_container', container)),
    ...(account.lockDays === undefined
      ? []
      : [{ promise: `${promise}/expiry`, type: 'azurerm_storage_management_policy', identity: {} }]),
  ];
}

function foundationEntries({ foundation, location }: Draft): Entry[] {
  const { workspace } = foundation;
  return [
    ...storageEntries(foundation.archive, location),
    entry('logs/identity', 'user_assigned_identity', workspace.identity, { location }),
    entry('logs/cluster', 'log_analytics_cluster', workspace.cluster, { location }),
    { promise: 'logs/key', type: 'azurerm_log_analytics_cluster_customer_managed_key', identity: {} },
    entry('logs/workspace', 'log_analytics_workspace', workspace.name, {
      location,
      retention_in_days: workspace.retentionDays,
    }),
    entry('logs/lock', 'management_lock', lockName(workspace.name), { lock_level: 'CanNotDelete' }),
    entry('logs/scope', 'monitor_private_link_scope', workspace.scope, {
      ingestion_access_mode: 'PrivateOnly',
      query_access_mode: 'PrivateOnly',
    }),
    entry('logs/scope/workspace', 'monitor_private_link_scoped_service', workspace.name),
    ...foundation.subscriptions.map((_, index) =>
      entry(`activity/${index}`, 'monitor_diagnostic_setting', activityName(foundation.root, index)),
    ),
  ];
}

/** Name of the setting that keeps a subscription's activity log. */
export const activityName = (root: string, index: number): string => `${root}-activity-${index}`;

function dataEntries({ data, location }: Draft): Entry[] {
  const { registry } = data;
  return [
    ...data.accounts.flatMap((account) => storageEntries(account, location)),
    entry('registry', 'container_registry', registry.name, {
      location,
      sku: 'Premium',
      public_network_access_enabled: false,
      export_policy_enabled: false,
      admin_enabled: false,
      zone_redundancy_enabled: registry.zoneRedundant,
    }),
    entry('registry/identity', 'user_assigned_identity', registry.identity, { location }),
    entry('registry/logs', 'monitor_diagnostic_setting', diagnosticsName(registry.name)),
    ...(registry.cacheRule ? [entry('registry/cache', 'container_registry_cache_rule', registry.cacheRule)] : []),
  ];
}

function cellEntries(cell: AzureCellPlan, location: string, allowed: readonly string[]): Entry[] {
  const { cluster } = cell;
  const identities = [cluster.identity, cluster.kubeletIdentity, cluster.diskIdentity];
  return [
    entry('cluster', 'kubernetes_cluster', cluster.name, {
      location,
      private_cluster_enabled: true,
      private_cluster_public_fqdn_enabled: false,
      local_account_disabled: true,
      run_command_enabled: false,
      azure_policy_enabled: true,
      'network_profile.outbound_type': cluster.outboundType,
    }),
    entry('cluster/logs', 'monitor_diagnostic_setting', diagnosticsName(cluster.name)),
    entry('cluster/nodes/policy', 'resource_group_policy_assignment', policyName(cluster.nodeResourceGroup), {
      parameters: locationParameters(allowed),
    }),
    entry('cluster/disks', 'disk_encryption_set', cluster.diskEncryptionSet, { location }),
    ...identities.map((name) => entry(`cluster/identities/${name}`, 'user_assigned_identity', name, { location })),
    ...cell.pools.map((pool) =>
      entry(`pools/${pool.name}`, 'kubernetes_cluster_node_pool', pool.name, poolSettings(pool)),
    ),
  ];
}

const poolSettings = (pool: AzurePoolPlan): Entry['settings'] => ({
  vm_size: pool.size,
  min_count: pool.nodes.min,
  max_count: pool.nodes.max,
  gpu_driver: pool.gpuDriver,
  host_encryption_enabled: true,
  node_taints: pool.taints,
});

/** Parameters of the location policy, as its assignment holds them. */
export const locationParameters = (locations: readonly string[]): string =>
  JSON.stringify({ listOfAllowedLocations: { value: [...locations].sort() } });
