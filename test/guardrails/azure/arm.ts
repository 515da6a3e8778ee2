/** What the roots ask Azure for, as Azure Resource Manager is asked: the properties the guardrails read, and no others. */
import type { ArmResource } from './evaluate';

type Body = Readonly<Record<string, unknown>>;
export interface Root {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Body>>>>;
}

type Shape = Partial<Omit<ArmResource, 'type' | 'id'>>;
type Mapping = readonly [type: string, shape?: (body: Body) => Shape];

const closed = (body: Body) => (body['public_network_access_enabled'] === false ? 'Disabled' : 'Enabled');
const at = (body: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Body | undefined)?.[key], body);
const GLOBAL = { location: 'global' };
const blocks = (value: unknown): Body[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]) as Body[];

const storage = (body: Body): Shape => ({
  sku: { name: `${body['account_tier']}_${body['account_replication_type']}` },
  properties: {
    publicNetworkAccess: closed(body),
    networkAcls: { defaultAction: at(body, 'network_rules.default_action'), resourceAccessRules: [] },
    allowCrossTenantReplication: body['cross_tenant_replication_enabled'],
    allowedCopyScope: body['allowed_copy_scope'],
    allowBlobPublicAccess: body['allow_nested_items_to_be_public'],
    allowSharedKeyAccess: body['shared_access_key_enabled'],
    isSftpEnabled: body['sftp_enabled'],
    encryption: { keySource: body['customer_managed_key'] ? 'Microsoft.Keyvault' : 'Microsoft.Storage' },
  },
});

const vault = (body: Body): Shape => ({
  properties: {
    publicNetworkAccess: closed(body),
    networkAcls: { defaultAction: at(body, 'network_acls.default_action') },
    enablePurgeProtection: body['purge_protection_enabled'],
    enableRbacAuthorization: body['rbac_authorization_enabled'],
  },
});

const registry = (body: Body): Shape => ({
  properties: {
    publicNetworkAccess: closed(body),
    adminUserEnabled: body['admin_enabled'],
    anonymousPullEnabled: body['anonymous_pull_enabled'],
    policies: { exportPolicy: { status: body['export_policy_enabled'] === false ? 'disabled' : 'enabled' } },
    encryption: { status: blocks(body['encryption']).length > 0 ? 'enabled' : 'disabled' },
  },
});

const pool = (body: Body): Body => ({
  enableNodePublicIP: body['node_public_ip_enabled'],
  enableEncryptionAtHost: body['host_encryption_enabled'],
});

const cluster = (body: Body): Shape => ({
  properties: {
    apiServerAccessProfile: {
      enablePrivateCluster: body['private_cluster_enabled'],
      enablePrivateClusterPublicFQDN: body['private_cluster_public_fqdn_enabled'],
      disableRunCommand: body['run_command_enabled'] === false,
    },
    disableLocalAccounts: body['local_account_disabled'],
    networkProfile: { outboundType: at(body, 'network_profile.outbound_type') },
    diskEncryptionSetID: body['disk_encryption_set_id'],
    agentPoolProfiles: blocks(body['default_node_pool']).map(pool),
  },
});

/** Two switches in v4, two kinds of access in v5. */
const door = (body: Body, way: string): string =>
  body[`internet_${way}_enabled`] === false || body[`internet_${way}_access_type`] === 'Disabled'
    ? 'Disabled'
    : 'Enabled';

const workspace = (body: Body): Shape => ({
  properties: {
    publicNetworkAccessForIngestion: door(body, 'ingestion'),
    publicNetworkAccessForQuery: door(body, 'query'),
    features: { disableLocalAuth: body['local_authentication_enabled'] === false },
  },
});

/** Type of the provider → type of Azure, and what of it the guardrails read. */
const MAPPINGS: Readonly<Record<string, Mapping>> = {
  azurerm_bastion_host: ['Microsoft.Network/bastionHosts'],
  azurerm_cognitive_account: [
    'Microsoft.CognitiveServices/accounts',
    (body) => ({
      properties: {
        publicNetworkAccess: closed(body),
        disableLocalAuth: body['local_auth_enabled'] === false,
        encryption: { keySource: body['customer_managed_key'] ? 'Microsoft.KeyVault' : undefined },
      },
    }),
  ],
  azurerm_cognitive_deployment: [
    'Microsoft.CognitiveServices/accounts/deployments',
    (body) => ({ sku: { name: at(body, 'sku.name') } }),
  ],
  azurerm_container_registry: ['Microsoft.ContainerRegistry/registries', registry],
  azurerm_container_registry_cache_rule: ['Microsoft.ContainerRegistry/registries/cacheRules'],
  azurerm_data_protection_backup_vault: [
    'Microsoft.DataProtection/backupVaults',
    (body) => ({ properties: { storageSettings: [{ type: body['redundancy'] }] } }),
  ],
  azurerm_disk_encryption_set: [
    'Microsoft.Compute/diskEncryptionSets',
    (body) => ({
      properties: { encryptionType: body['encryption_type'], federatedClientId: body['federated_client_id'] },
    }),
  ],
  azurerm_firewall: ['Microsoft.Network/azureFirewalls'],
  azurerm_firewall_policy: ['Microsoft.Network/firewallPolicies'],
  azurerm_key_vault: ['Microsoft.KeyVault/vaults', vault],
  azurerm_key_vault_managed_hardware_security_module: [
    'Microsoft.KeyVault/managedHSMs',
    (body) => ({
      properties: { publicNetworkAccess: closed(body), enablePurgeProtection: body['purge_protection_enabled'] },
    }),
  ],
  azurerm_kubernetes_cluster: ['Microsoft.ContainerService/managedClusters', cluster],
  azurerm_kubernetes_cluster_node_pool: [
    'Microsoft.ContainerService/managedClusters/agentPools',
    (body) => ({ properties: pool(body) }),
  ],
  azurerm_local_network_gateway: ['Microsoft.Network/localNetworkGateways'],
  azurerm_log_analytics_cluster: ['Microsoft.OperationalInsights/clusters'],
  azurerm_log_analytics_workspace: ['Microsoft.OperationalInsights/workspaces', workspace],
  azurerm_managed_lustre_file_system: ['Microsoft.StorageCache/amlFilesystems'],
  azurerm_monitor_action_group: [
    'Microsoft.Insights/actionGroups',
    (body) => ({ location: (body['location'] as string) ?? 'global' }),
  ],
  azurerm_monitor_activity_log_alert: ['Microsoft.Insights/activityLogAlerts'],
  azurerm_monitor_diagnostic_setting: [
    'Microsoft.Insights/diagnosticSettings',
    (body) => ({
      properties: {
        workspaceId: body['log_analytics_workspace_id'],
        storageAccountId: body['storage_account_id'],
        eventHubAuthorizationRuleId: body['eventhub_authorization_rule_id'],
        marketplacePartnerId: body['partner_solution_id'],
      },
    }),
  ],
  azurerm_monitor_private_link_scope: [
    'Microsoft.Insights/privateLinkScopes',
    (body) => ({
      ...GLOBAL,
      properties: {
        accessModeSettings: {
          ingestionAccessMode: body['ingestion_access_mode'],
          queryAccessMode: body['query_access_mode'],
        },
      },
    }),
  ],
  azurerm_monitor_scheduled_query_rules_alert_v2: ['Microsoft.Insights/scheduledQueryRules'],
  azurerm_nat_gateway: ['Microsoft.Network/natGateways'],
  azurerm_network_security_group: ['Microsoft.Network/networkSecurityGroups'],
  azurerm_network_watcher: ['Microsoft.Network/networkWatchers'],
  azurerm_network_watcher_flow_log: [
    'Microsoft.Network/networkWatchers/flowLogs',
    (body) => ({ properties: { enabled: body['enabled'], storageId: body['storage_account_id'] } }),
  ],
  azurerm_private_dns_zone: ['Microsoft.Network/privateDnsZones', () => GLOBAL],
  azurerm_private_dns_zone_virtual_network_link: [
    'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
    () => GLOBAL,
  ],
  azurerm_private_endpoint: [
    'Microsoft.Network/privateEndpoints',
    (body) => ({
      properties: {
        privateLinkServiceConnections: blocks(body['private_service_connection']).map((connection) => ({
          properties: { privateLinkServiceId: connection['private_connection_resource_id'] },
        })),
      },
    }),
  ],
  azurerm_public_ip: ['Microsoft.Network/publicIPAddresses'],
  azurerm_resource_group: ['Microsoft.Resources/subscriptions/resourceGroups'],
  azurerm_route_table: ['Microsoft.Network/routeTables'],
  azurerm_storage_account: ['Microsoft.Storage/storageAccounts', storage],
  azurerm_storage_object_replication: [
    'Microsoft.Storage/storageAccounts/objectReplicationPolicies',
    (body) => ({
      properties: {
        sourceAccount: body['source_storage_account_id'],
        destinationAccount: body['destination_storage_account_id'],
      },
    }),
  ],
  azurerm_subnet: [
    'Microsoft.Network/virtualNetworks/subnets',
    (body) => ({ properties: { defaultOutboundAccess: body['default_outbound_access_enabled'] } }),
  ],
  azurerm_user_assigned_identity: ['Microsoft.ManagedIdentity/userAssignedIdentities'],
  azurerm_virtual_network: ['Microsoft.Network/virtualNetworks', () => ({ properties: { subnets: [] } })],
  azurerm_virtual_network_gateway: ['Microsoft.Network/virtualNetworkGateways'],
  azurerm_virtual_network_gateway_connection: ['Microsoft.Network/connections'],
  azurerm_virtual_network_peering: [
    'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
    (body) => ({ properties: { remoteVirtualNetwork: { id: body['remote_virtual_network_id'] } } }),
  ],
};

/** No rule of the guardrails reads these: they are of no region, keep nothing, or are made on a data plane. */
const UNREAD = new Set([
  'azurerm_data_protection_backup_instance_blob_storage',
  'azurerm_data_protection_backup_policy_blob_storage',
  'azurerm_data_protection_backup_vault_customer_managed_key',
  'azurerm_federated_identity_credential',
  'azurerm_key_vault_key',
  'azurerm_key_vault_managed_hardware_security_module_key',
  'azurerm_key_vault_managed_hardware_security_module_key_rotation_policy',
  'azurerm_key_vault_managed_hardware_security_module_role_assignment',
  'azurerm_log_analytics_cluster_customer_managed_key',
  'azurerm_log_analytics_linked_service',
  'azurerm_management_group_policy_assignment',
  'azurerm_management_group_policy_set_definition',
  'azurerm_management_lock',
  'azurerm_monitor_private_link_scoped_service',
  'azurerm_network_security_rule',
  'azurerm_pim_eligible_role_assignment',
  'azurerm_policy_definition',
  'azurerm_resource_group_policy_assignment',
  'azurerm_resource_group_policy_exemption',
  'azurerm_resource_provider_registration',
  'azurerm_role_assignment',
  'azurerm_role_definition',
  'azurerm_role_management_policy',
  'azurerm_route',
  'azurerm_security_center_subscription_pricing',
  'azurerm_storage_container',
  'azurerm_storage_management_policy',
  'azurerm_subnet_network_security_group_association',
  'azurerm_subnet_route_table_association',
  'azurerm_subscription_policy_exemption',
]);

/**
 * The requests of a root.
 *
 * @param groupId id of the resource group the root makes its resources in
 * @throws Error for a type that is neither mapped nor known to be read by no rule: add it to one of the tables
 */
export function requestsOf(root: Root, groupId: string): ArmResource[] {
  const idOf = (type: string, body: Body): string =>
    `${groupId}/providers/${MAPPINGS[type]?.[0] ?? type}/${String(body['name'])}`;
  /** References to ids of the root's own resources, resolved. */
  const settle = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value).replaceAll(/\$\{(azurerm_\w+)\.([\w-]+)\.id\}/g, (whole, type: string, label: string) => {
        const body = root.resource[type]?.[label];
        return body ? idOf(type, body) : whole;
      }),
    );
  return Object.entries(root.resource).flatMap(([type, named]) => {
    if (UNREAD.has(type)) return [];
    const mapping = MAPPINGS[type];
    if (!mapping) throw new Error(`${type} is not in the table of what the guardrails read`);
    const [name, shape = () => ({})] = mapping;
    return Object.values(named).map((written): ArmResource => {
      const body = settle(written) as Body;
      return { type: name, id: idOf(type, body), location: body['location'] as string, ...shape(body) };
    });
  });
}
