/**
 * What Azure takes for a name, by type, and every emitted name held to it. The schema says nothing of this, and a plan
 * finds out only in the middle of a deployment.
 *
 * Sources: "Naming rules and restrictions for Azure resources" (Microsoft Learn), and where it lacks a type, the
 * validation of the azurerm provider 4.55.
 */
import type { Json, Root } from './conforms';

interface Rule {
  readonly least: number;
  readonly most: number;
  readonly shape: RegExp;
  /** One name in the whole cloud, not only in a group. */
  readonly global?: boolean;
}

const rule = (least: number, most: number, shape: RegExp, global = false): Rule => ({ least, most, shape, global });

/** Most of the network's: begins with a letter or digit, ends with one or an underscore. */
const NETWORK = rule(1, 80, /^[A-Za-z0-9]([\w.-]*\w)?$/);
const WORDS = /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/;
/** Compute's, as the network's; encryption sets and disks have no period. */
const COMPUTE = rule(1, 80, /^[\w-]+$/);
const NO_RESERVED = /^[^<>*%&:\\?+/#]*[^<>*%&:\\?+/#. ]$/;
const VAULT = rule(3, 24, /^[A-Za-z](?:[A-Za-z0-9]|-(?=[A-Za-z0-9]))*$/, true);
const KEY = rule(1, 127, /^[A-Za-z0-9-]+$/);
const WORKSPACE = rule(4, 63, WORDS);
const GROUPED = /^[\w.()-]*[\w()-]$/;
const ACR_PART = rule(5, 50, /^[\w-]+$/);
const BACKUP = rule(2, 50, /^[A-Za-z][A-Za-z0-9-]*$/);
const GUID = rule(36, 36, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const ACCOUNT = rule(2, 64, WORDS);
const ALERT = rule(1, 260, NO_RESERVED);

/** Type, or type and argument → rule. */
const RULES: Readonly<Record<string, Rule>> = {
  application_security_group: NETWORK,
  bastion_host: NETWORK,
  capacity_reservation: COMPUTE,
  capacity_reservation_group: COMPUTE,
  cognitive_account: ACCOUNT,
  'cognitive_account.custom_subdomain_name': { ...ACCOUNT, global: true },
  cognitive_account_project: ACCOUNT,
  cognitive_account_rai_policy: rule(1, 64, /^[\w.-]+$/),
  cognitive_deployment: rule(2, 64, /^[A-Za-z0-9][\w.-]*$/),
  consumption_budget_resource_group: rule(1, 63, /^[\w-]+$/),
  consumption_budget_subscription: rule(1, 63, /^[\w-]+$/),
  container_registry: rule(5, 50, /^[A-Za-z0-9]+$/, true),
  container_registry_agent_pool: rule(3, 20, /^[A-Za-z][A-Za-z0-9-]*$/),
  container_registry_cache_rule: rule(5, 50, /^[A-Za-z0-9-]+$/),
  container_registry_credential_set: rule(5, 50, /^[A-Za-z0-9-]+$/),
  container_registry_scope_map: ACR_PART,
  container_registry_task: ACR_PART,
  container_registry_token: ACR_PART,
  data_protection_backup_instance_blob_storage: rule(1, 150, /^[A-Za-z0-9-]+$/),
  data_protection_backup_instance_disk: rule(1, 150, /^[A-Za-z0-9-]+$/),
  data_protection_backup_policy_blob_storage: rule(3, 150, /^[A-Za-z][A-Za-z0-9-]+[A-Za-z0-9]$/),
  data_protection_backup_policy_disk: rule(3, 150, /^[A-Za-z][A-Za-z0-9-]+[A-Za-z0-9]$/),
  data_protection_backup_vault: BACKUP,
  data_protection_resource_guard: BACKUP,
  disk_access: COMPUTE,
  disk_encryption_set: COMPUTE,
  express_route_circuit: NETWORK,
  express_route_circuit_authorization: NETWORK,
  federated_identity_credential: rule(3, 120, /^[A-Za-z0-9][\w-]*$/),
  firewall: NETWORK,
  firewall_policy: NETWORK,
  firewall_policy_rule_collection_group: NETWORK,
  ip_group: NETWORK,
  key_vault: VAULT,
  key_vault_certificate: KEY,
  key_vault_key: KEY,
  key_vault_managed_hardware_security_module: VAULT,
  key_vault_managed_hardware_security_module_key: KEY,
  key_vault_managed_hardware_security_module_role_assignment: GUID,
  key_vault_managed_hardware_security_module_role_definition: GUID,
  key_vault_secret: KEY,
  kubernetes_cluster: rule(1, 63, /^[A-Za-z0-9]([\w-]*[A-Za-z0-9])?$/),
  'kubernetes_cluster.dns_prefix': rule(1, 54, WORDS),
  'kubernetes_cluster.node_resource_group': rule(1, 80, GROUPED),
  'kubernetes_cluster.default_node_pool.name': rule(1, 12, /^[a-z][a-z0-9]*$/),
  kubernetes_cluster_extension: rule(1, 253, /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/),
  kubernetes_cluster_node_pool: rule(1, 12, /^[a-z][a-z0-9]*$/),
  linux_virtual_machine: rule(1, 64, /^[A-Za-z0-9]([\w.-]*\w)?$/),
  local_network_gateway: NETWORK,
  log_analytics_cluster: WORKSPACE,
  log_analytics_data_export_rule: WORKSPACE,
  log_analytics_workspace: WORKSPACE,
  maintenance_configuration: rule(1, 128, /^[A-Za-z0-9][\w.-]*$/),
  managed_disk: COMPUTE,
  managed_lustre_file_system: rule(2, 80, /^[A-Za-z0-9][\w-]*[A-Za-z0-9]$/),
  management_group_policy_assignment: rule(3, 24, NO_RESERVED),
  management_group_policy_exemption: rule(1, 64, NO_RESERVED),
  management_group_policy_set_definition: rule(3, 64, NO_RESERVED),
  management_lock: rule(1, 260, GROUPED),
  monitor_action_group: ALERT,
  monitor_activity_log_alert: ALERT,
  monitor_data_collection_endpoint: rule(3, 44, /^[\w-]*[A-Za-z0-9]$/),
  monitor_data_collection_rule: rule(1, 64, /^[\w.-]+$/),
  monitor_diagnostic_setting: ALERT,
  monitor_metric_alert: ALERT,
  monitor_private_link_scope: rule(1, 255, GROUPED),
  monitor_private_link_scoped_service: rule(1, 255, GROUPED),
  monitor_scheduled_query_rules_alert_v2: ALERT,
  monitor_workspace: rule(4, 63, WORDS),
  network_interface: NETWORK,
  network_security_group: NETWORK,
  network_security_rule: NETWORK,
  network_watcher: NETWORK,
  network_watcher_flow_log: NETWORK,
  policy_definition: rule(1, 64, NO_RESERVED),
  policy_set_definition: rule(3, 64, NO_RESERVED),
  private_dns_a_record: rule(1, 253, /^(@|[\w.*-]+)$/),
  private_dns_cname_record: rule(1, 253, /^(@|[\w.*-]+)$/),
  private_dns_resolver: NETWORK,
  private_dns_resolver_dns_forwarding_ruleset: NETWORK,
  private_dns_resolver_forwarding_rule: NETWORK,
  private_dns_resolver_inbound_endpoint: NETWORK,
  private_dns_resolver_outbound_endpoint: NETWORK,
  private_dns_resolver_virtual_network_link: NETWORK,
  private_dns_txt_record: rule(1, 253, /^(@|[\w.*-]+)$/),
  private_dns_zone: rule(1, 63, /^[\w-]+(\.[\w-]+){1,33}$/),
  private_dns_zone_virtual_network_link: NETWORK,
  private_endpoint: rule(2, 64, /^[A-Za-z0-9]([\w.-]*\w)?$/),
  'private_endpoint.private_service_connection.name': NETWORK,
  'private_endpoint.private_dns_zone_group.name': NETWORK,
  proximity_placement_group: COMPUTE,
  public_ip: NETWORK,
  public_ip_prefix: NETWORK,
  recovery_services_vault: BACKUP,
  resource_group: rule(1, 90, GROUPED),
  resource_group_policy_assignment: rule(3, 64, NO_RESERVED),
  resource_group_policy_exemption: rule(1, 64, NO_RESERVED),
  resource_policy_assignment: rule(3, 64, NO_RESERVED),
  resource_policy_exemption: rule(1, 64, NO_RESERVED),
  resource_provider_feature_registration: rule(1, 128, /^\w+$/),
  resource_provider_registration: rule(1, 128, /^[A-Za-z.]+$/),
  role_assignment: GUID,
  role_definition: rule(1, 128, /^[^<>*%&:\\?+/]+$/),
  route: NETWORK,
  route_table: NETWORK,
  security_center_contact: rule(1, 64, /^[\w-]+$/),
  snapshot: COMPUTE,
  storage_account: rule(3, 24, /^[a-z0-9]+$/, true),
  storage_container: rule(3, 63, /^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9]))*$/),
  storage_encryption_scope: rule(4, 63, /^[A-Za-z0-9]+$/),
  'storage_management_policy.rule.name': rule(1, 256, /^[A-Za-z0-9-]+$/),
  subnet: NETWORK,
  'subnet.delegation.name': NETWORK,
  subscription_policy_assignment: rule(3, 64, NO_RESERVED),
  subscription_policy_exemption: rule(1, 64, NO_RESERVED),
  user_assigned_identity: rule(3, 128, /^[A-Za-z0-9][\w-]*$/),
  virtual_network: rule(2, 64, /^[A-Za-z0-9]([\w.-]*\w)?$/),
  virtual_network_gateway: NETWORK,
  virtual_network_gateway_connection: NETWORK,
  virtual_network_peering: NETWORK,
};

/** A name of a root, and the rule's name. */
interface Named {
  readonly at: string;
  readonly rule: string;
  readonly name: string;
}

/** Names of the root's resources, and other arguments that the table has a rule for. */
function namesOf(root: Root): Named[] {
  return Object.entries(root.resource ?? {}).flatMap(([type, instances]) =>
    Object.entries(instances).flatMap(([label, body]) => {
      const short = type.slice('azurerm_'.length);
      const walk = (value: Json, path: string): Named[] => {
        // An expression is the name of something else, which is judged there.
        if (typeof value === 'string' && value.includes('${')) return [];
        if (typeof value === 'string')
          return path === `${short}.name`
            ? [{ at: `${type}.${label}`, rule: short, name: value }]
            : Object.hasOwn(RULES, path)
              ? [{ at: `${type}.${label}`, rule: path, name: value }]
              : [];
        if (typeof value !== 'object' || value === null) return [];
        return Array.isArray(value)
          ? value.flatMap((entry) => walk(entry, path))
          : Object.entries(value).flatMap(([key, entry]) => walk(entry, `${path}.${key}`));
      };
      return walk(body, short);
    }),
  );
}

/** Every name that Azure would refuse, or that no rule of the table knows. */
export const misnamed = (root: Root): string[] =>
  namesOf(root).flatMap(({ at, rule: key, name }) => {
    const known = RULES[key];
    if (!known) return [`${at}: no rule for names of ${key}`];
    if (name.length < known.least || name.length > known.most)
      return [`${at}: ${name} has ${name.length} characters, ${known.least} to ${known.most} are taken`];
    return known.shape.test(name) ? [] : [`${at}: ${name} is not ${known.shape}`];
  });

/** Names that must be one in the whole cloud. */
export const globalNames = (root: Root): string[] =>
  namesOf(root)
    .filter(({ rule: key }) => RULES[key]?.global)
    .map(({ name }) => name);
