/**
 * Resources that are a part of another one, written apart because the dialect wants it so: promising the owner promises
 * them. Type → properties that name the owner.
 */
import type { Cloud, Graph, Resource, Value } from '../graph/model';
import { mentions, select } from '../graph/value';
import { target } from './find';
import { perGraph } from './per-graph';

const OWNERS: Record<string, readonly string[]> = {
  'AWS::Backup::BackupSelection': ['BackupPlanId'],
  'AWS::EC2::NetworkAclEntry': ['NetworkAclId'],
  'AWS::EC2::Route': ['RouteTableId'],
  'AWS::EC2::SecurityGroupEgress': ['GroupId'],
  'AWS::EC2::SecurityGroupIngress': ['GroupId'],
  'AWS::EC2::SubnetNetworkAclAssociation': ['SubnetId'],
  'AWS::EC2::SubnetRouteTableAssociation': ['SubnetId'],
  'AWS::EC2::TransitGatewayRoute': ['TransitGatewayAttachmentId', 'TransitGatewayRouteTableId'],
  'AWS::EC2::TransitGatewayRouteTableAssociation': ['TransitGatewayAttachmentId'],
  'AWS::EC2::VPCCidrBlock': ['VpcId'],
  'AWS::EC2::VPCDHCPOptionsAssociation': ['VpcId'],
  'AWS::EC2::VPNConnectionRoute': ['VpnConnectionId'],
  'AWS::EC2::VPCGatewayAttachment': ['InternetGatewayId', 'VpnGatewayId'],
  'AWS::EFS::MountTarget': ['FileSystemId'],
  'AWS::EKS::AccessEntry': ['ClusterName'],
  'AWS::EKS::PodIdentityAssociation': ['RoleArn', 'ClusterName'],
  'AWS::GuardDuty::PublishingDestination': ['DetectorId'],
  'AWS::IAM::InstanceProfile': ['Roles.*'],
  'AWS::IAM::Policy': ['Roles.*'],
  'AWS::IAM::RolePolicy': ['RoleName'],
  'AWS::KMS::Alias': ['TargetKeyId'],
  'AWS::Logs::MetricFilter': ['LogGroupName'],
  'AWS::Logs::SubscriptionFilter': ['LogGroupName'],
  'AWS::Route53Resolver::FirewallRuleGroupAssociation': ['FirewallRuleGroupId'],
  'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation': ['ResolverQueryLogConfigId'],
  'AWS::S3::BucketPolicy': ['Bucket'],
  'AWS::SNS::TopicPolicy': ['Topics.*'],
  'AWS::SQS::QueuePolicy': ['Queues.*'],
  azurerm_federated_identity_credential: ['parent_id', 'user_assigned_identity_id'],
  azurerm_key_vault_access_policy: ['key_vault_id', 'object_id'],
  azurerm_key_vault_managed_hardware_security_module_key_rotation_policy: ['managed_hsm_key_id'],
  azurerm_key_vault_managed_hardware_security_module_role_assignment: ['managed_hsm_id', 'principal_id'],
  azurerm_log_analytics_cluster_customer_managed_key: ['log_analytics_cluster_id'],
  azurerm_log_analytics_linked_service: ['workspace_id'],
  azurerm_monitor_private_link_scoped_service: ['linked_resource_id'],
  azurerm_network_security_rule: ['network_security_group_name'],
  azurerm_private_dns_a_record: ['zone_name'],
  azurerm_private_dns_zone_virtual_network_link: ['private_dns_zone_name', 'virtual_network_id'],
  azurerm_role_assignment: ['scope', 'principal_id'],
  azurerm_route: ['route_table_name'],
  azurerm_storage_account_customer_managed_key: ['storage_account_id'],
  azurerm_storage_container_immutability_policy: ['storage_container_resource_manager_id'],
  azurerm_storage_management_policy: ['storage_account_id'],
  azurerm_subnet_network_security_group_association: ['subnet_id'],
  azurerm_subnet_route_table_association: ['subnet_id'],
};

/** The owners a resource names; empty for a resource that stands by itself. */
export function ownersOf(resource: Resource, graph: Graph): Resource[] {
  const properties = Object.hasOwn(OWNERS, resource.type) ? (OWNERS[resource.type] ?? []) : [];
  return properties.flatMap((pattern) =>
    select(resource.properties as Value, pattern).flatMap(({ value }) => {
      const referred = mentions(value).flatMap(({ target: id }) => graph.byId(id) ?? []);
      return referred.length > 0 ? referred : (byName(value, resource, graph) ?? []);
    }),
  );
}

/** Names and ids written out point across stacks and roots; any type may carry the name. */
function byName(value: Value, resource: Resource, graph: Graph): Resource | undefined {
  return target(graph, value, ...typesOf(graph)[resource.cloud]);
}

const typesOf = perGraph((graph) => {
  const of = (cloud: Cloud) => [
    ...new Set(graph.resources.filter((resource) => resource.cloud === cloud).map(({ type }) => type)),
  ];
  return { aws: of('aws'), azure: of('azure') };
});
