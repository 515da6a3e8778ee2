import type { Measure } from './measures';
import type { Kind } from './model';

type Row = readonly [types: string, path: string, better: Measure['better'], absent?: Measure['absent']];

const of = (kind: Kind, rows: readonly Row[]): Measure[] =>
  rows.map(([types, path, better, absent]) => ({
    types: types.split(' ').map((type) => `azurerm_${type}`),
    path,
    kind,
    better,
    absent,
  }));

const STORES = 'storage_account key_vault cognitive_account container_registry';

/** azurerm, v4 and v5. Absent values are the provider's documented defaults. */
export const AZURE: readonly Measure[] = [
  ...of('retention', [
    ['log_analytics_workspace', 'retention_in_days', 'more', 30],
    ['log_analytics_workspace_table', 'retention_in_days', 'more'],
    ['log_analytics_workspace_table', 'total_retention_in_days', 'more'],
    ['storage_account', 'blob_properties.delete_retention_policy.days', 'more', 0],
    ['storage_account', 'blob_properties.container_delete_retention_policy.days', 'more', 0],
    ['storage_account', 'share_properties.retention_policy.days', 'more', 7],
    ['storage_account', 'immutability_policy.period_since_creation_in_days', 'more', 0],
    ['storage_container_immutability_policy', 'immutability_period_in_days', 'more'],
    [
      'storage_management_policy',
      'rule.*.actions.base_blob.delete_after_days_since_modification_greater_than',
      'more',
      Infinity,
    ],
    [
      'storage_management_policy',
      'rule.*.actions.base_blob.delete_after_days_since_creation_greater_than',
      'more',
      Infinity,
    ],
    ['storage_management_policy', 'rule.*.actions.version.delete_after_days_since_creation', 'more', Infinity],
    [
      'storage_management_policy',
      'rule.*.actions.snapshot.delete_after_days_since_creation_greater_than',
      'more',
      Infinity,
    ],
    ['network_watcher_flow_log', 'retention_policy.days', 'more'],
    ['key_vault', 'soft_delete_retention_days', 'more', 90],
    ['key_vault_managed_hardware_security_module', 'soft_delete_retention_days', 'more', 90],
    ['container_registry', 'retention_policy_in_days', 'more', 0],
    ['postgresql_flexible_server mysql_flexible_server', 'backup_retention_days', 'more', 7],
    ['data_protection_backup_vault', 'retention_duration_in_days', 'more', 14],
    ['backup_policy_vm', 'retention_daily.count', 'more', 0],
    ['data_protection_backup_policy_blob_storage', 'operational_default_retention_duration', 'other'],
    ['data_protection_backup_policy_blob_storage', 'vault_default_retention_duration', 'other'],
  ]),
  ...of('key', [
    ['key_vault', 'sku_name', ['standard', 'premium']],
    ['key_vault', 'purge_protection_enabled', 'on', false],
    ['key_vault_managed_hardware_security_module', 'purge_protection_enabled', 'on', false],
    ['key_vault_key', 'key_type', ['RSA|EC', 'RSA-HSM|EC-HSM']],
    ['key_vault_key', 'key_size', 'more'],
    ['key_vault_key', 'rotation_policy', 'stated'],
    ['key_vault_managed_hardware_security_module_key', 'key_size', 'more'],
    ['*', 'customer_managed_key', 'stated'],
    ['*', 'disk_encryption_set_id', 'stated'],
    ['*', 'key_vault_key_id', 'stated'],
    ['container_registry recovery_services_vault', 'encryption', 'stated'],
    ['storage_account', 'infrastructure_encryption_enabled', 'on', false],
    ['storage_account', 'min_tls_version', ['TLS1_0', 'TLS1_1', 'TLS1_2', 'TLS1_3'], 'TLS1_2'],
    ['storage_account', 'https_traffic_only_enabled', 'on', true],
    ['storage_account', 'queue_encryption_key_type', ['Service', 'Account'], 'Service'],
    ['storage_account', 'table_encryption_key_type', ['Service', 'Account'], 'Service'],
    ['kubernetes_cluster kubernetes_cluster_node_pool', 'host_encryption_enabled', 'on', false],
  ]),
  ...of('path', [
    ['*', 'public_network_access_enabled', 'off', true],
    ['*', 'public_network_access', ['Enabled', 'SecuredByPerimeter', 'Disabled'], 'Enabled'],
    ['storage_account', 'allow_nested_items_to_be_public', 'off', true],
    ['storage_account', 'network_rules.default_action', ['Allow', 'Deny'], 'Allow'],
    ['storage_account_network_rules', 'default_action', ['Allow', 'Deny']],
    [STORES, 'network_acls.default_action', ['Allow', 'Deny'], 'Allow'],
    ['container_registry', 'network_rule_set.default_action', ['Allow', 'Deny'], 'Allow'],
    ['container_registry', 'anonymous_pull_enabled', 'off', false],
    ['container_registry', 'export_policy_enabled', 'off', true],
    ['storage_container', 'container_access_type', ['container', 'blob', 'private'], 'private'],
    ['kubernetes_cluster', 'private_cluster_enabled', 'on', false],
    ['kubernetes_cluster', 'private_cluster_public_fqdn_enabled', 'off', false],
    ['kubernetes_cluster', 'run_command_enabled', 'off', true],
    [
      'kubernetes_cluster',
      'network_profile.outbound_type',
      ['loadBalancer|managedNATGateway', 'userAssignedNATGateway', 'userDefinedRouting', 'none'],
      'loadBalancer',
    ],
    ['kubernetes_cluster_node_pool', 'node_public_ip_enabled', 'off', false],
    ['cognitive_account', 'outbound_network_access_restricted', 'on', false],
    ['log_analytics_workspace', 'internet_ingestion_enabled', 'off', true],
    ['log_analytics_workspace', 'internet_query_enabled', 'off', true],
    ['log_analytics_workspace', 'internet_ingestion_access_type', ['Enabled', 'SecuredByPerimeter', 'Disabled']],
    ['log_analytics_workspace', 'internet_query_access_type', ['Enabled', 'SecuredByPerimeter', 'Disabled']],
    ['monitor_private_link_scope', 'ingestion_access_mode', ['Open', 'PrivateOnly'], 'Open'],
    ['monitor_private_link_scope', 'query_access_mode', ['Open', 'PrivateOnly'], 'Open'],
    ['subnet', 'default_outbound_access_enabled', 'off', true],
    [
      'subnet',
      'private_endpoint_network_policies',
      ['Disabled', 'NetworkSecurityGroupEnabled|RouteTableEnabled', 'Enabled'],
      'Disabled',
    ],
    ['virtual_network_peering', 'allow_forwarded_traffic', 'off', false],
    ['virtual_network_peering', 'allow_gateway_transit', 'off', false],
  ]),
  ...of('copy', [
    ['storage_account', 'account_replication_type', 'other'],
    ['recovery_services_vault', 'storage_mode_type', 'other', 'GeoRedundant'],
    ['recovery_services_vault', 'cross_region_restore_enabled', 'other', false],
    ['data_protection_backup_vault', 'redundancy', 'other'],
    ['container_registry', 'georeplications.*.location', 'other'],
    ['cosmosdb_account', 'geo_location.*.location', 'other'],
    ['postgresql_flexible_server mysql_flexible_server', 'geo_redundant_backup_enabled', 'other', false],
    ['storage_account', 'cross_tenant_replication_enabled', 'off', false],
    [
      'cognitive_deployment',
      'sku.name',
      [
        'GlobalStandard|GlobalBatch|GlobalProvisionedManaged',
        'DataZoneStandard|DataZoneBatch|DataZoneProvisionedManaged',
        'Standard|ProvisionedManaged',
      ],
    ],
  ]),
  ...of('principal', [
    ['storage_account', 'shared_access_key_enabled', 'off', true],
    ['storage_account', 'local_user_enabled', 'off', true],
    ['storage_account', 'sftp_enabled', 'off', false],
    ['*', 'local_authentication_enabled', 'off', true],
    ['cognitive_account', 'local_auth_enabled', 'off', true],
    ['log_analytics_workspace', 'local_authentication_disabled', 'on', false],
    ['kubernetes_cluster', 'local_account_disabled', 'on', false],
    ['kubernetes_cluster', 'azure_active_directory_role_based_access_control.azure_rbac_enabled', 'on', false],
    ['container_registry', 'admin_enabled', 'off', false],
    ['key_vault', 'rbac_authorization_enabled', 'on', false],
    ['key_vault', 'enable_rbac_authorization', 'on', false],
    ['role_assignment', 'condition', 'stated'],
    ['virtual_machine', 'os_profile_linux_config.disable_password_authentication', 'on', true],
  ]),
  ...of('guard', [
    ['management_lock', 'lock_level', ['CanNotDelete', 'ReadOnly']],
    [
      'resource_group_policy_assignment subscription_policy_assignment management_group_policy_assignment',
      'enforce',
      'on',
      true,
    ],
    ['storage_account', 'blob_properties.versioning_enabled', 'on', false],
    ['storage_account', 'blob_properties.change_feed_enabled', 'on', false],
    ['storage_account', 'immutability_policy.state', ['Disabled', 'Unlocked', 'Locked']],
    ['storage_container_immutability_policy', 'locked', 'on', false],
    ['network_watcher_flow_log', 'enabled', 'on', true],
    ['network_watcher_flow_log', 'traffic_analytics.enabled', 'on', false],
    ['monitor_activity_log_alert monitor_scheduled_query_rules_alert_v2 monitor_action_group', 'enabled', 'on', true],
    ['security_center_subscription_pricing', 'tier', ['Free', 'Standard']],
    ['firewall_policy', 'threat_intelligence_mode', ['Off', 'Alert', 'Deny'], 'Alert'],
    ['firewall_policy', 'intrusion_detection.mode', ['Off', 'Alert', 'Deny'], 'Off'],
    ['recovery_services_vault', 'immutability', ['Disabled', 'Unlocked', 'Locked'], 'Disabled'],
    ['recovery_services_vault', 'soft_delete_enabled', 'on', true],
    ['data_protection_backup_vault', 'immutability', ['Disabled', 'Unlocked', 'Locked'], 'Disabled'],
    ['data_protection_backup_vault', 'soft_delete', ['Off', 'On', 'AlwaysOn'], 'On'],
    ['kubernetes_cluster', 'azure_policy_enabled', 'on', false],
    ['role_management_policy', 'activation_rules.require_approval', 'on', false],
    ['role_management_policy', 'activation_rules.require_multifactor_authentication', 'on', false],
  ]),
  {
    types: ['azurerm_policy_definition'],
    path: 'policy_rule',
    kind: 'guard',
    better: ['disabled', 'append|audit|auditifnotexists', 'modify|deployifnotexists', 'deny|denyaction'],
    inside: effectOf,
  },
];

/** The effect of a policy's rule, where it is written out. */
function effectOf(rule: string): string | undefined {
  try {
    const effect: unknown = JSON.parse(rule)?.then?.effect;
    return typeof effect === 'string' ? effect : undefined;
  } catch {
    return undefined;
  }
}
