/**
 * What names Azure takes, by type. Source: Azure Resource Manager, naming rules and restrictions for resources; for roles
 * of Terraform's own (rules, routes, links) the length their parent allows.
 */
const common = (longest: number, shortest = 1): RegExp =>
  new RegExp(`^[A-Za-z0-9](?:[A-Za-z0-9._-]{${Math.max(0, shortest - 2)},${longest - 2}}[A-Za-z0-9_])?$`);
const hyphened = (shortest: number, longest: number): RegExp =>
  new RegExp(`^[A-Za-z0-9][A-Za-z0-9-]{${shortest - 2},${longest - 2}}[A-Za-z0-9]$`);

const RULES: Readonly<Record<string, RegExp>> = {
  cognitive_account: /^[a-zA-Z0-9][a-zA-Z0-9-]{0,62}[a-zA-Z0-9]$/,
  cognitive_deployment: /^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$/,
  container_registry: /^[A-Za-z0-9]{5,50}$/,
  container_registry_cache_rule: /^[A-Za-z0-9-]{5,50}$/,
  data_protection_backup_instance_blob_storage: /^[A-Za-z0-9-]{1,150}$/,
  data_protection_backup_policy_blob_storage: /^[A-Za-z0-9-]{3,150}$/,
  data_protection_backup_vault: /^[A-Za-z0-9-]{2,50}$/,
  disk_encryption_set: /^[A-Za-z0-9_-]{1,80}$/,
  key_vault: /^[A-Za-z](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){2,23}$/,
  key_vault_key: /^[A-Za-z0-9-]{1,127}$/,
  kubernetes_cluster: /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/,
  kubernetes_cluster_node_pool: /^[a-z][a-z0-9]{0,11}$/,
  log_analytics_cluster: hyphened(4, 63),
  log_analytics_workspace: hyphened(4, 63),
  managed_lustre_file_system: /^[A-Za-z0-9][A-Za-z0-9_-]{0,78}[A-Za-z0-9]$/,
  management_lock: /^[^<>%&?/]{1,90}$/,
  monitor_action_group: /^[^:<>+/&%\\?]{0,259}[^:<>+/&%\\? .]$/,
  monitor_activity_log_alert: /^[^:<>+/&%\\?]{0,259}[^:<>+/&%\\? .]$/,
  monitor_diagnostic_setting: /^[^<>*%&:?+/\\]{1,260}$/,
  monitor_private_link_scope: common(255),
  monitor_private_link_scoped_service: common(255),
  monitor_scheduled_query_rules_alert_v2: /^[^*<>%{}&:\\?/#]{0,259}[^*<>%{}&:\\?/# .]$/,
  network_security_group: common(80),
  network_security_rule: common(80),
  private_dns_zone: /^[a-z0-9-]+(?:\.[a-z0-9-]+){1,33}$/,
  private_dns_zone_virtual_network_link: common(80),
  private_endpoint: common(64, 2),
  resource_group: /^[\w.()-]{0,89}[\w()-]$/,
  resource_group_policy_assignment: /^[^<>*%&:?.+/\\ ]{1,64}$/,
  role_definition: /^[^<>%&?/]{1,512}$/,
  route: common(80),
  route_table: common(80),
  storage_account: /^[a-z0-9]{3,24}$/,
  storage_container: /^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){2,62}$/,
  subnet: common(80),
  user_assigned_identity: /^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$/,
  virtual_network: common(64, 2),
};

/** Types whose names are one world's: no two in any tree may be the same. */
export const GLOBAL_NAMES: readonly string[] = [
  'cognitive_account',
  'container_registry',
  'key_vault',
  'storage_account',
].map((type) => `azurerm_${type}`);

/** What is wrong with the names of a root's resources. */
export function misnamed(root: { resource?: Record<string, Record<string, { name?: unknown }>> }): string[] {
  return Object.entries(root.resource ?? {}).flatMap(([type, instances]) => {
    const rule = RULES[type.replace('azurerm_', '')];
    return Object.entries(instances).flatMap(([id, { name }]) => {
      if (name === undefined) return [];
      if (!rule) return [`${type}: no rule for its names is known here`];
      return typeof name === 'string' && (name.includes('${') || rule.test(name)) ? [] : [`${type}.${id}: ${name}`];
    });
  });
}
