/**
 * What a property is where a template leaves it out, by the vendor's word. One table for every check: an absent property
 * counts as its default. A default that depends on more than its own resource is not here.
 */

/** Where a default is read: the provider's published schema, or the vendor's reference of the resource. */
type Source =
  | 'azurerm 4.55 and 5.2 schema'
  | 'azurerm 4.55 schema'
  | 'azurerm reference'
  | 'CloudFormation reference'
  | 'EKS reference'
  | 'Azure reference';
type Default = readonly [value: string | boolean | number, source: Source];

const SCHEMA: Source = 'azurerm 4.55 and 5.2 schema';
/** A switch without a default in the schema, which the provider's documentation says is off. */
const ZERO: Source = 'azurerm reference';
const AWS: Source = 'CloudFormation reference';

/** Type → property → its default. Read 2026-11-22. */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, Default>>>> = {
  // Every type of the provider that has the switch, but those below that differ.
  'azurerm_*': { public_network_access: ['Enabled', SCHEMA], public_network_access_enabled: [true, SCHEMA] },
  'AWS::ApiGateway::DomainName': { 'EndpointConfiguration.Types': ['EDGE', AWS] },
  'AWS::ApiGateway::RestApi': { 'EndpointConfiguration.Types': ['EDGE', AWS] },
  'AWS::AmazonMQ::Broker': { PubliclyAccessible: [false, AWS] },
  'AWS::AppSync::GraphQLApi': { Visibility: ['GLOBAL', AWS] },
  'AWS::DMS::ReplicationInstance': { PubliclyAccessible: [true, AWS] },
  'AWS::EC2::Subnet': { MapPublicIpOnLaunch: [false, AWS] },
  'AWS::ECS::Service': { 'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp': ['DISABLED', AWS] },
  'AWS::EKS::Cluster': { 'ResourcesVpcConfig.EndpointPublicAccess': [true, AWS] },
  'AWS::ElasticLoadBalancing::LoadBalancer': { Scheme: ['internet-facing', AWS] },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': { Scheme: ['internet-facing', AWS] },
  'AWS::KMS::Key': { EnableKeyRotation: [false, AWS], MultiRegion: [false, AWS] },
  'AWS::MSK::Cluster': { 'BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type': ['DISABLED', AWS] },
  'AWS::Redshift::Cluster': { PubliclyAccessible: [false, AWS] },
  'AWS::RedshiftServerless::Workgroup': { PubliclyAccessible: [false, AWS] },
  'AWS::SageMaker::Domain': { AppNetworkAccessType: ['PublicInternetOnly', AWS] },
  'AWS::SageMaker::NotebookInstance': { DirectInternetAccess: ['Enabled', AWS] },
  'AWS::Transfer::Server': { EndpointType: ['PUBLIC', AWS] },
  'Custom::AWSCDK-EKS-Cluster': { 'Config.resourcesVpcConfig.endpointPublicAccess': [true, 'EKS reference'] },
  azurerm_arc_private_link_scope: { public_network_access_enabled: [false, SCHEMA] },
  azurerm_bastion_host: { shareable_link_enabled: [false, SCHEMA] },
  azurerm_communication_service: { data_location: ['United States', 'azurerm 4.55 schema'] },
  azurerm_container_group: { ip_address_type: ['Public', SCHEMA] },
  azurerm_container_registry: { anonymous_pull_enabled: [false, ZERO] },
  azurerm_cosmosdb_account: {
    'backup.storage_redundancy': ['Geo', 'Azure reference'],
  },
  azurerm_iothub_dps: { data_residency_enabled: [false, SCHEMA] },
  azurerm_key_vault_managed_hardware_security_module: { purge_protection_enabled: [false, ZERO] },
  azurerm_kubernetes_cluster: {
    'default_node_pool.node_public_ip_enabled': [false, ZERO],
    local_account_disabled: [false, ZERO],
    'network_profile.outbound_type': ['loadBalancer', SCHEMA],
    private_cluster_enabled: [false, SCHEMA],
    private_cluster_public_fqdn_enabled: [false, SCHEMA],
    run_command_enabled: [true, SCHEMA],
  },
  azurerm_key_vault: { purge_protection_enabled: [false, ZERO] },
  azurerm_kubernetes_cluster_node_pool: { node_public_ip_enabled: [false, ZERO] },
  azurerm_log_analytics_workspace: {
    internet_ingestion_enabled: [true, 'azurerm 4.55 schema'],
    internet_query_enabled: [true, 'azurerm 4.55 schema'],
  },
  azurerm_machine_learning_compute_cluster: { node_public_ip_enabled: [true, SCHEMA] },
  azurerm_machine_learning_compute_instance: { node_public_ip_enabled: [true, SCHEMA] },
  azurerm_monitor_action_group: { location: ['global', SCHEMA] },
  azurerm_mssql_database: { geo_backup_enabled: [true, SCHEMA], storage_account_type: ['Geo', SCHEMA] },
  azurerm_mssql_managed_instance: { storage_account_type: ['GRS', SCHEMA] },
  azurerm_mysql_flexible_server: { geo_redundant_backup_enabled: [false, SCHEMA] },
  azurerm_notification_hub_namespace: { replication_region: ['Default', SCHEMA] },
  azurerm_postgresql_flexible_server: {
    geo_redundant_backup_enabled: [false, SCHEMA],
  },
  azurerm_postgresql_server: { geo_redundant_backup_enabled: [false, 'azurerm 4.55 schema'] },
  azurerm_recovery_services_vault: {
    storage_mode_type: ['GeoRedundant', SCHEMA],
  },
  azurerm_storage_account: {
    // false in 5.2: a template does not always say for which it was written, and the wider one counts.
    allow_nested_items_to_be_public: [true, 'azurerm 4.55 schema'],
    cross_tenant_replication_enabled: [false, SCHEMA],
  },
  azurerm_subnet: { default_outbound_access_enabled: [true, SCHEMA] },
  azurerm_synapse_sql_pool: { geo_backup_policy_enabled: [true, SCHEMA] },
};

/** Types that have a default here, with the property and the value. */
export const defaults = Object.entries(DEFAULTS).flatMap(([type, properties]) =>
  Object.entries(properties).map(([property, [value, source]]) => ({ type, property, value, source })),
);

const index = new Map(defaults.map(({ type, property, value }) => [`${type} ${property}`, value]));

/** What an absent property is; undefined where nothing says so, and absence then proves nothing. */
export function defaultOf(type: string, property: string): string | boolean | number | undefined {
  const name = property.replace(/(\.\*)+$/, '');
  return index.get(`${type} ${name}`) ?? (type.startsWith('azurerm_') ? index.get(`azurerm_* ${name}`) : undefined);
}
