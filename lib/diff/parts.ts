/** Resources that open or close something that stands by itself: what it means that one comes or goes, as a table. */
import { target } from '../checks/find';
import { perGraph } from '../checks/per-graph';
import type { Graph, Resource, Value } from '../graph/model';
import { mentions, select } from '../graph/value';
import type { Kind } from './model';

export interface Part {
  readonly opens: boolean;
  readonly kind: Kind;
  /** Dotted properties that name what it opens or closes. None: the account, the subscription or the whole. */
  readonly of: readonly string[];
  /** Dotted properties that name its far end; where that is one of ours, it leads nowhere else. */
  readonly far: readonly string[];
  /** What its coming adds and its going takes: `a lock`. */
  readonly what: string;
}

type Row = readonly [type: string, what: string, of?: string, far?: string];
const part = (opens: boolean, kind: Kind, rows: readonly Row[]): [string, Part][] =>
  rows.map(([type, what, of = '', far = '']) => [
    type,
    { opens, kind, what, of: of.split(' ').filter(Boolean), far: far.split(' ').filter(Boolean) },
  ]);

const PARTS: Readonly<Record<string, Part>> = Object.fromEntries([
  ...part(false, 'guard', [
    ['AWS::AccessAnalyzer::Analyzer', 'an analyser of outside access'],
    ['AWS::Backup::BackupPlan', 'a plan of backups'],
    ['AWS::Backup::BackupSelection', 'a selection of what is backed up'],
    ['AWS::CloudTrail::Trail', 'an audit trail'],
    ['AWS::CloudWatch::Alarm', 'an alarm'],
    ['AWS::Config::ConfigRule', 'a rule of configuration'],
    ['AWS::Config::ConfigurationRecorder', 'a recorder of configuration'],
    ['AWS::Config::DeliveryChannel', 'the delivery of recorded configuration'],
    ['AWS::EC2::FlowLog', 'a log of flows', 'ResourceId'],
    ['AWS::EC2::NetworkAclEntry', 'a rule of a network ACL', 'NetworkAclId'],
    ['AWS::EC2::SnapshotBlockPublicAccess', 'the block of public snapshots'],
    ['AWS::EC2::SubnetNetworkAclAssociation', 'the network ACL of a subnet', 'SubnetId'],
    ['AWS::EC2::VPCBlockPublicAccessOptions', 'the block of public access to networks'],
    ['AWS::Events::Rule', 'a rule that tells of events'],
    ['AWS::GuardDuty::Detector', 'a threat detector'],
    ['AWS::GuardDuty::PublishingDestination', 'a destination of findings', 'DetectorId'],
    ['AWS::Inspector2::Filter', 'a filter of findings'],
    ['AWS::Logs::MetricFilter', 'a measure of a log', 'LogGroupName'],
    ['AWS::Logs::SubscriptionFilter', 'a destination of a log', 'LogGroupName'],
    ['AWS::Macie::Session', 'a scan for sensitive data'],
    ['AWS::NetworkFirewall::Firewall', 'a firewall', 'VpcId'],
    ['AWS::NetworkFirewall::LoggingConfiguration', 'the logs of a firewall', 'FirewallArn FirewallName'],
    ['AWS::Organizations::Policy', 'a guardrail'],
    ['AWS::Route53Resolver::FirewallRuleGroupAssociation', 'the name firewall of a network', 'VpcId'],
    ['AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', 'the log of name queries', 'ResourceId'],
    ['AWS::S3::BucketPolicy', 'a bucket policy', 'Bucket'],
    ['AWS::SecurityHub::Hub', 'a hub of findings'],
    ['AWS::WAFv2::WebACLAssociation', 'a web firewall', 'ResourceArn'],
    ['azurerm_data_protection_backup_instance_blob_storage', 'a backup', 'storage_account_id'],
    ['azurerm_backup_protected_vm', 'a backup', 'source_vm_id'],
    ['azurerm_firewall', 'a firewall', 'ip_configuration.*.subnet_id'],
    ['azurerm_log_analytics_cluster_customer_managed_key', "the country's own key", 'log_analytics_cluster_id'],
    ['azurerm_management_group_policy_assignment', 'a policy'],
    ['azurerm_management_group_policy_set_definition', 'a set of policies'],
    ['azurerm_management_lock', 'a lock', 'scope'],
    ['azurerm_monitor_action_group', 'receivers of alerts'],
    ['azurerm_monitor_activity_log_alert', 'an alert'],
    ['azurerm_monitor_diagnostic_setting', 'logs', 'target_resource_id'],
    ['azurerm_monitor_private_link_scoped_service', 'a private scope', 'linked_resource_id'],
    ['azurerm_monitor_scheduled_query_rules_alert_v2', 'an alert'],
    ['azurerm_network_watcher_flow_log', 'a log of flows', 'target_resource_id network_security_group_id'],
    ['azurerm_policy_definition', 'a policy'],
    ['azurerm_resource_group_policy_assignment', 'a policy', 'resource_group_id'],
    ['azurerm_role_management_policy', 'rules for taking up a role'],
    ['azurerm_security_center_subscription_pricing', 'a plan of Defender'],
    ['azurerm_storage_account_customer_managed_key', "the country's own key", 'storage_account_id'],
    ['azurerm_storage_container_immutability_policy', 'immutability', 'storage_container_resource_manager_id'],
    ['azurerm_subnet_network_security_group_association', 'the security group of a subnet', 'subnet_id'],
    ['azurerm_subnet_route_table_association', 'the routes of a subnet', 'subnet_id'],
    ['azurerm_subscription_policy_assignment', 'a policy'],
  ]),
  ...part(true, 'principal', [
    ['AWS::EKS::AccessEntry', 'access to a cluster', 'ClusterName'],
    ['AWS::EKS::PodIdentityAssociation', 'a role for pods', 'ClusterName'],
    ['AWS::IAM::AccessKey', 'a standing key'],
    ['AWS::IAM::ManagedPolicy', 'a policy', 'Roles.* Users.* Groups.*'],
    ['AWS::IAM::Policy', 'a policy', 'Roles.* Users.* Groups.*'],
    ['AWS::IAM::RolePolicy', 'a policy', 'RoleName'],
    ['AWS::IAM::User', 'a standing user'],
    ['AWS::KMS::ReplicaKey', 'a copy of a key', 'PrimaryKeyArn'],
    ['AWS::Lambda::Permission', 'a caller', 'FunctionName'],
    ['AWS::RAM::ResourceShare', 'a share'],
    ['AWS::SNS::TopicPolicy', 'a topic policy', 'Topics.*'],
    ['AWS::SQS::QueuePolicy', 'a queue policy', 'Queues.*'],
    ['azurerm_federated_identity_credential', 'a sign-in from outside', 'parent_id user_assigned_identity_id'],
    ['azurerm_key_vault_access_policy', 'access to a vault', 'key_vault_id'],
    ['azurerm_management_group_policy_exemption', 'an exemption'],
    ['azurerm_pim_eligible_role_assignment', 'a role to take up', 'scope'],
    ['azurerm_resource_group_policy_exemption', 'an exemption', 'resource_group_id'],
    ['azurerm_resource_policy_exemption', 'an exemption', 'resource_id'],
    ['azurerm_role_assignment', 'a role', 'scope'],
    ['azurerm_subscription_policy_exemption', 'an exemption'],
  ]),
  ...part(true, 'path', [
    ['AWS::EC2::EIP', 'a public address'],
    ['AWS::EC2::EgressOnlyInternetGateway', 'a way out', 'VpcId'],
    ['AWS::EC2::NatGateway', 'a way out', 'SubnetId'],
    ['AWS::EC2::SecurityGroupEgress', 'a rule', 'GroupId'],
    ['AWS::EC2::SecurityGroupIngress', 'a rule', 'GroupId'],
    ['AWS::EC2::TransitGatewayAttachment', 'a path between networks', 'VpcId', 'TransitGatewayId'],
    ['AWS::EC2::TransitGatewayPeeringAttachment', 'a path between networks', 'TransitGatewayId'],
    ['AWS::EC2::TransitGatewayVpcAttachment', 'a path between networks', 'VpcId', 'TransitGatewayId'],
    ['AWS::EC2::VPCEndpointServicePermissions', 'a caller', 'ServiceId'],
    ['AWS::EC2::VPCGatewayAttachment', 'a way out', 'VpcId'],
    ['AWS::EC2::VPCPeeringConnection', 'a path between networks', 'VpcId', 'PeerVpcId'],
    ['AWS::EC2::VPNConnection', 'a path from outside'],
    ['azurerm_nat_gateway', 'a way out'],
    ['azurerm_network_security_rule', 'a rule', 'network_security_group_name'],
    ['azurerm_public_ip', 'a public address'],
    ['azurerm_subnet_nat_gateway_association', 'a way out', 'subnet_id'],
    ['azurerm_virtual_network_gateway_connection', 'a path from outside'],
    ['azurerm_virtual_network_peering', 'a path between networks', 'virtual_network_name', 'remote_virtual_network_id'],
  ]),
  // Whether a copy stays in the country is for the residency checks to weigh.
  ...part(true, 'copy', [
    ['azurerm_storage_object_replication', 'a copy', 'source_storage_account_id', 'destination_storage_account_id'],
  ]),
]);

export const partOf = ({ type }: Resource): Part | undefined => (Object.hasOwn(PARTS, type) ? PARTS[type] : undefined);

/** Resources of the graph that properties name, by reference, id or name; `known` is false where one of them names none. */
export function named(
  resource: Resource,
  properties: readonly string[],
  graph: Graph,
): { found: Resource[]; known: boolean } {
  const values = properties.flatMap((path) => select(resource.properties as Value, path).map(({ value }) => value));
  const found = values.map((value) => {
    const [mention] = mentions(value);
    return (mention && graph.byId(mention.target)) ?? target(graph, value, ...typesOf(graph));
  });
  const known = found.length > 0 && !found.includes(undefined);
  return { found: found.filter((one) => one !== undefined), known };
}

const typesOf = perGraph((graph) => [...new Set(graph.resources.map(({ type }) => type))]);
