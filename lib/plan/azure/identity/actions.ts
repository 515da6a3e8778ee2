/**
 * What a Terraform type asks of Azure Resource Manager: the actions its resource is made, read, changed and removed with.
 * Sources: Azure permissions reference by resource provider; azurerm's resources, for what they read beside their own.
 */

/** The three things done to a resource of an ARM type. */
const all = (...types: string[]): string[] =>
  types.flatMap((type) => ['read', 'write', 'delete'].map((verb) => `${type}/${verb}`));
const readWrite = (type: string): string[] => [`${type}/read`, `${type}/write`];

const AKS = 'Microsoft.ContainerService/managedClusters';
const AUTHORIZATION = 'Microsoft.Authorization';
const COGNITIVE = 'Microsoft.CognitiveServices/accounts';
const COMPUTE = 'Microsoft.Compute';
const IDENTITIES = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const INSIGHTS = 'Microsoft.Insights';
const LOGS = 'Microsoft.OperationalInsights';
const NETWORK = 'Microsoft.Network';
const PROTECTION = 'Microsoft.DataProtection/backupVaults';
const REGISTRY = 'Microsoft.ContainerRegistry/registries';
const STORAGE = 'Microsoft.Storage/storageAccounts';
const VAULT = 'Microsoft.KeyVault/vaults';
const HSM = 'Microsoft.KeyVault/managedHSMs';

const SUBNET = `${NETWORK}/virtualNetworks/subnets`;
const ZONE = `${NETWORK}/privateDnsZones`;
const approval = (type: string): string => `${type}/privateEndpointConnectionsApproval/action`;

/** Type without `azurerm_` → actions. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  bastion_host: all(`${NETWORK}/bastionHosts`),
  capacity_reservation: all(`${COMPUTE}/capacityReservationGroups/capacityReservations`),
  capacity_reservation_group: all(`${COMPUTE}/capacityReservationGroups`),
  cognitive_account: [
    ...all(COGNITIVE),
    ...all(`${COGNITIVE}/privateEndpointConnections`),
    'Microsoft.CognitiveServices/locations/resourceGroups/deletedAccounts/read',
  ],
  cognitive_deployment: all(`${COGNITIVE}/deployments`),
  container_registry: [
    ...all(REGISTRY),
    approval(REGISTRY),
    `${REGISTRY}/listUsages/read`,
    `${REGISTRY}/replications/read`,
  ],
  container_registry_cache_rule: all(`${REGISTRY}/cacheRules`),
  data_protection_backup_instance_blob_storage: all(`${PROTECTION}/backupInstances`),
  data_protection_backup_policy_blob_storage: all(`${PROTECTION}/backupPolicies`),
  data_protection_backup_vault: [...all(PROTECTION), 'Microsoft.DataProtection/locations/operationStatus/read'],
  data_protection_backup_vault_customer_managed_key: readWrite(PROTECTION),
  disk_encryption_set: all(`${COMPUTE}/diskEncryptionSets`),
  express_route_circuit: all(`${NETWORK}/expressRouteCircuits`),
  federated_identity_credential: all(`${IDENTITIES}/federatedIdentityCredentials`),
  firewall: all(`${NETWORK}/azureFirewalls`),
  firewall_policy: [...all(`${NETWORK}/firewallPolicies`), `${NETWORK}/firewallPolicies/join/action`],
  firewall_policy_rule_collection_group: all(`${NETWORK}/firewallPolicies/ruleCollectionGroups`),
  key_vault: [
    ...all(VAULT),
    approval(VAULT),
    'Microsoft.KeyVault/deletedVaults/read',
    'Microsoft.KeyVault/locations/deletedVaults/read',
  ],
  key_vault_access_policy: [`${VAULT}/read`, `${VAULT}/accessPolicies/write`],
  key_vault_key: [`${VAULT}/read`, 'Microsoft.Resources/subscriptions/resources/read'],
  key_vault_certificate: [`${VAULT}/read`, 'Microsoft.Resources/subscriptions/resources/read'],
  key_vault_managed_hardware_security_module: [
    ...all(HSM),
    approval(HSM),
    'Microsoft.KeyVault/locations/deletedManagedHSMs/read',
  ],
  key_vault_managed_hardware_security_module_key: [`${HSM}/read`],
  key_vault_managed_hardware_security_module_key_rotation_policy: [`${HSM}/read`],
  key_vault_managed_hardware_security_module_role_assignment: [`${HSM}/read`],
  key_vault_managed_hardware_security_module_role_definition: [`${HSM}/read`],
  // The provider reads how a user signs in; a cluster without local accounts gives no more.
  kubernetes_cluster: [
    ...all(AKS, `${AKS}/maintenanceConfigurations`),
    ...readWrite(`${AKS}/agentPools`),
    `${AKS}/listClusterUserCredential/action`,
  ],
  kubernetes_cluster_node_pool: all(`${AKS}/agentPools`),
  local_network_gateway: all(`${NETWORK}/localNetworkGateways`),
  log_analytics_cluster: [...all(`${LOGS}/clusters`), `${LOGS}/locations/operationStatuses/read`],
  log_analytics_cluster_customer_managed_key: readWrite(`${LOGS}/clusters`),
  log_analytics_linked_service: all(`${LOGS}/workspaces/linkedServices`),
  log_analytics_workspace: all(`${LOGS}/workspaces`),
  log_analytics_workspace_table: readWrite(`${LOGS}/workspaces/tables`),
  managed_lustre_file_system: all('Microsoft.StorageCache/amlFilesystems'),
  // What governs, and who may act: made by administrators, whose roots no pipeline deploys.
  management_group_policy_assignment: all(`${AUTHORIZATION}/policyAssignments`),
  management_group_policy_set_definition: all(`${AUTHORIZATION}/policySetDefinitions`),
  management_lock: all(`${AUTHORIZATION}/locks`),
  monitor_action_group: all(`${INSIGHTS}/actionGroups`),
  monitor_activity_log_alert: all(`${INSIGHTS}/activityLogAlerts`),
  // Both ends are asked for a key, which opens nothing: accounts and workspaces take Entra ID only.
  monitor_diagnostic_setting: [
    ...all(`${INSIGHTS}/diagnosticSettings`),
    `${STORAGE}/listKeys/action`,
    `${LOGS}/workspaces/sharedKeys/action`,
  ],
  monitor_metric_alert: all(`${INSIGHTS}/metricAlerts`),
  monitor_private_link_scope: [...all(`${INSIGHTS}/privateLinkScopes`), approval(`${INSIGHTS}/privateLinkScopes`)],
  monitor_private_link_scoped_service: all(`${INSIGHTS}/privateLinkScopes/scopedResources`),
  monitor_scheduled_query_rules_alert_v2: all(`${INSIGHTS}/scheduledQueryRules`),
  network_security_group: [...all(`${NETWORK}/networkSecurityGroups`), `${NETWORK}/networkSecurityGroups/join/action`],
  network_security_rule: all(`${NETWORK}/networkSecurityGroups/securityRules`),
  network_watcher: all(`${NETWORK}/networkWatchers`),
  network_watcher_flow_log: [
    ...all(`${NETWORK}/networkWatchers/flowLogs`),
    `${NETWORK}/networkWatchers/read`,
    `${NETWORK}/networkWatchers/configureFlowLog/action`,
    `${NETWORK}/virtualNetworks/read`,
  ],
  pim_eligible_role_assignment: readWrite(`${AUTHORIZATION}/roleEligibilityScheduleRequests`),
  policy_definition: all(`${AUTHORIZATION}/policyDefinitions`),
  private_dns_a_record: all(`${ZONE}/A`),
  private_dns_resolver: all(`${NETWORK}/dnsResolvers`),
  private_dns_resolver_inbound_endpoint: all(`${NETWORK}/dnsResolvers/inboundEndpoints`),
  private_dns_zone: [...all(ZONE), `${ZONE}/join/action`, `${ZONE}/SOA/read`],
  private_dns_zone_virtual_network_link: [
    ...all(`${ZONE}/virtualNetworkLinks`),
    `${NETWORK}/virtualNetworks/join/action`,
  ],
  private_endpoint: [
    ...all(`${NETWORK}/privateEndpoints`, `${NETWORK}/privateEndpoints/privateDnsZoneGroups`),
    `${NETWORK}/networkInterfaces/read`,
  ],
  public_ip: [...all(`${NETWORK}/publicIPAddresses`), `${NETWORK}/publicIPAddresses/join/action`],
  resource_group: [
    ...all('Microsoft.Resources/subscriptions/resourceGroups'),
    'Microsoft.Resources/subscriptions/resourceGroups/resources/read',
  ],
  resource_group_policy_assignment: all(`${AUTHORIZATION}/policyAssignments`),
  resource_group_policy_exemption: all(`${AUTHORIZATION}/policyExemptions`),
  resource_provider_registration: [
    'Microsoft.Resources/subscriptions/providers/read',
    'Microsoft.Features/providers/features/read',
    'Microsoft.Features/providers/features/register/action',
  ],
  // Grants are a role of their own, under a condition.
  role_assignment: [],
  role_definition: all(`${AUTHORIZATION}/roleDefinitions`),
  role_management_policy: readWrite(`${AUTHORIZATION}/roleManagementPolicies`),
  route: all(`${NETWORK}/routeTables/routes`),
  route_table: [...all(`${NETWORK}/routeTables`), `${NETWORK}/routeTables/join/action`],
  security_center_subscription_pricing: readWrite('Microsoft.Security/pricings'),
  storage_account: [
    ...all(STORAGE),
    approval(STORAGE),
    ...readWrite(`${STORAGE}/blobServices`),
    `${STORAGE}/fileServices/read`,
  ],
  storage_account_customer_managed_key: readWrite(STORAGE),
  storage_container: all(`${STORAGE}/blobServices/containers`),
  storage_container_immutability_policy: all(`${STORAGE}/blobServices/containers/immutabilityPolicies`),
  storage_encryption_scope: readWrite(`${STORAGE}/encryptionScopes`),
  storage_management_policy: all(`${STORAGE}/managementPolicies`),
  storage_object_replication: all(`${STORAGE}/objectReplicationPolicies`),
  subnet: [...all(SUBNET), `${SUBNET}/join/action`],
  subnet_network_security_group_association: [...readWrite(SUBNET), `${NETWORK}/networkSecurityGroups/join/action`],
  subnet_route_table_association: [...readWrite(SUBNET), `${NETWORK}/routeTables/join/action`],
  subscription_policy_exemption: all(`${AUTHORIZATION}/policyExemptions`),
  user_assigned_identity: [...all(IDENTITIES), `${IDENTITIES}/assign/action`],
  virtual_network: all(`${NETWORK}/virtualNetworks`),
  virtual_network_gateway: all(`${NETWORK}/virtualNetworkGateways`),
  virtual_network_gateway_connection: [
    ...all(`${NETWORK}/connections`),
    `${NETWORK}/expressRouteCircuits/join/action`,
    `${NETWORK}/expressRouteCircuits/read`,
  ],
  virtual_network_peering: [
    ...all(`${NETWORK}/virtualNetworks/virtualNetworkPeerings`),
    `${NETWORK}/virtualNetworks/peer/action`,
  ],
};

/** What no pipeline may, with the reason: these outlive what made them, and an administrator removes them. */
const WITHHELD: Readonly<Record<string, string>> = {
  [`${AUTHORIZATION}/locks/delete`]: 'what is locked stays locked',
  [`${AUTHORIZATION}/policyAssignments/delete`]: 'a group keeps the locations it is held to',
  [`${VAULT}/delete`]: 'keys outlive their root',
  [`${HSM}/delete`]: 'keys outlive their root',
  [`${STORAGE}/delete`]: 'data outlives its root',
  [`${STORAGE}/blobServices/containers/immutabilityPolicies/delete`]: 'what is kept unchanged stays so',
  [`${LOGS}/workspaces/delete`]: 'logs outlive their root',
  [`${LOGS}/clusters/delete`]: 'logs outlive their root',
  [`${PROTECTION}/delete`]: 'backups outlive their root',
  [`${INSIGHTS}/diagnosticSettings/delete`]: 'what is logged stays logged',
};

/** On keys themselves: made, read, turned and brought back; never used, exported, deleted or purged. */
const KEYS = [
  `${VAULT}/keys/create/action`,
  `${VAULT}/keys/read`,
  `${VAULT}/keys/recover/action`,
  `${VAULT}/keys/update/action`,
  `${VAULT}/keyrotationpolicies/read`,
  `${VAULT}/keyrotationpolicies/write`,
];
/** On certificates, where a root makes one. */
const CERTIFICATES = ['create/action', 'import/action', 'read', 'recover/action', 'update/action'].map(
  (verb) => `${VAULT}/certificates/${verb}`,
);
const DATA_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  key_vault_certificate: CERTIFICATES,
  key_vault_key: KEYS,
};

const bare = (type: string): string => type.replace(/^azurerm_/, '');
const sorted = (actions: readonly string[]): string[] => [...new Set(actions)].sort();

/**
 * Actions that make, read and change resources of these types.
 *
 * @throws RangeError for a type the table does not know
 */
export function actionsOf(types: readonly string[]): string[] {
  return sorted(
    types.flatMap((type) => {
      const known = Object.hasOwn(ACTIONS, bare(type)) ? ACTIONS[bare(type)] : undefined;
      if (!known)
        throw new RangeError(`No actions are known of ${type}: add its row to lib/plan/azure/identity/actions.ts`);
      return known.filter((action) => !Object.hasOwn(WITHHELD, action));
    }),
  );
}

/** Actions on data that making resources of these types takes. */
export const dataActionsOf = (types: readonly string[]): string[] =>
  sorted(types.flatMap((type) => DATA_ACTIONS[bare(type)] ?? []));

/** Reading the configuration of resources of these types. */
export const readsOf = (types: readonly string[]): string[] =>
  actionsOf(types).filter((action) => action.endsWith('/read'));

/** Why an action is kept from the pipeline, where it is. */
export const withheld = (): readonly string[] => Object.keys(WITHHELD);
