/**
 * The seam: the one module that imports CDKTF and its azurerm bindings. Swap the imports here (for `cdktn`, say) and
 * nothing else changes. Bindings come by deep path: the package's root costs four seconds and 350 MB.
 */

export { BastionHost } from '@cdktf/provider-azurerm/lib/bastion-host';
export { CognitiveAccount } from '@cdktf/provider-azurerm/lib/cognitive-account';
export { CognitiveDeployment } from '@cdktf/provider-azurerm/lib/cognitive-deployment';
export { ContainerRegistry } from '@cdktf/provider-azurerm/lib/container-registry';
export { ContainerRegistryCacheRule } from '@cdktf/provider-azurerm/lib/container-registry-cache-rule';
export { DataProtectionBackupInstanceBlobStorage } from '@cdktf/provider-azurerm/lib/data-protection-backup-instance-blob-storage';
export { DataProtectionBackupPolicyBlobStorage } from '@cdktf/provider-azurerm/lib/data-protection-backup-policy-blob-storage';
export { DataProtectionBackupVault } from '@cdktf/provider-azurerm/lib/data-protection-backup-vault';
export { DataProtectionBackupVaultCustomerManagedKey } from '@cdktf/provider-azurerm/lib/data-protection-backup-vault-customer-managed-key';
export { DiskEncryptionSet } from '@cdktf/provider-azurerm/lib/disk-encryption-set';
export { FederatedIdentityCredential } from '@cdktf/provider-azurerm/lib/federated-identity-credential';
export { Firewall } from '@cdktf/provider-azurerm/lib/firewall';
export { FirewallPolicy } from '@cdktf/provider-azurerm/lib/firewall-policy';
export { FirewallPolicyRuleCollectionGroup } from '@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group';
export { KeyVault } from '@cdktf/provider-azurerm/lib/key-vault';
export { KeyVaultAccessPolicyA as KeyVaultAccessPolicy } from '@cdktf/provider-azurerm/lib/key-vault-access-policy';
export { KeyVaultKey } from '@cdktf/provider-azurerm/lib/key-vault-key';
export { KeyVaultManagedHardwareSecurityModule } from '@cdktf/provider-azurerm/lib/key-vault-managed-hardware-security-module';
export { KeyVaultManagedHardwareSecurityModuleKey } from '@cdktf/provider-azurerm/lib/key-vault-managed-hardware-security-module-key';
export { KeyVaultManagedHardwareSecurityModuleKeyRotationPolicy } from '@cdktf/provider-azurerm/lib/key-vault-managed-hardware-security-module-key-rotation-policy';
export { KeyVaultManagedHardwareSecurityModuleRoleAssignment } from '@cdktf/provider-azurerm/lib/key-vault-managed-hardware-security-module-role-assignment';
export { KubernetesCluster, type KubernetesClusterConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
export { KubernetesClusterNodePool } from '@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool';
export { LocalNetworkGateway } from '@cdktf/provider-azurerm/lib/local-network-gateway';
export { LogAnalyticsCluster } from '@cdktf/provider-azurerm/lib/log-analytics-cluster';
export { LogAnalyticsClusterCustomerManagedKey } from '@cdktf/provider-azurerm/lib/log-analytics-cluster-customer-managed-key';
export { LogAnalyticsLinkedService } from '@cdktf/provider-azurerm/lib/log-analytics-linked-service';
export { LogAnalyticsWorkspace } from '@cdktf/provider-azurerm/lib/log-analytics-workspace';
export { ManagedLustreFileSystem } from '@cdktf/provider-azurerm/lib/managed-lustre-file-system';
export { ManagementGroupPolicyAssignment } from '@cdktf/provider-azurerm/lib/management-group-policy-assignment';
export { ManagementGroupPolicySetDefinition } from '@cdktf/provider-azurerm/lib/management-group-policy-set-definition';
export { ManagementLock } from '@cdktf/provider-azurerm/lib/management-lock';
export { MonitorActionGroup } from '@cdktf/provider-azurerm/lib/monitor-action-group';
export { MonitorActivityLogAlert } from '@cdktf/provider-azurerm/lib/monitor-activity-log-alert';
export { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting';
export { MonitorPrivateLinkScope } from '@cdktf/provider-azurerm/lib/monitor-private-link-scope';
export { MonitorPrivateLinkScopedService } from '@cdktf/provider-azurerm/lib/monitor-private-link-scoped-service';
export { MonitorScheduledQueryRulesAlertV2 } from '@cdktf/provider-azurerm/lib/monitor-scheduled-query-rules-alert-v2';
export { NetworkSecurityGroup } from '@cdktf/provider-azurerm/lib/network-security-group';
export { NetworkSecurityRule } from '@cdktf/provider-azurerm/lib/network-security-rule';
export { NetworkWatcher } from '@cdktf/provider-azurerm/lib/network-watcher';
export { NetworkWatcherFlowLog } from '@cdktf/provider-azurerm/lib/network-watcher-flow-log';
export { PimEligibleRoleAssignment } from '@cdktf/provider-azurerm/lib/pim-eligible-role-assignment';
export { PolicyDefinition } from '@cdktf/provider-azurerm/lib/policy-definition';
export { PrivateDnsZone } from '@cdktf/provider-azurerm/lib/private-dns-zone';
export { PrivateDnsZoneVirtualNetworkLink } from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link';
export { PrivateEndpoint } from '@cdktf/provider-azurerm/lib/private-endpoint';
export { AzurermProvider, type AzurermProviderConfig } from '@cdktf/provider-azurerm/lib/provider';
export { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
export { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
export { ResourceGroupPolicyAssignment } from '@cdktf/provider-azurerm/lib/resource-group-policy-assignment';
export { ResourceGroupPolicyExemption } from '@cdktf/provider-azurerm/lib/resource-group-policy-exemption';
export { ResourceProviderRegistration } from '@cdktf/provider-azurerm/lib/resource-provider-registration';
export { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
export { RoleDefinition } from '@cdktf/provider-azurerm/lib/role-definition';
export { RoleManagementPolicy } from '@cdktf/provider-azurerm/lib/role-management-policy';
export { Route } from '@cdktf/provider-azurerm/lib/route';
export { RouteTable } from '@cdktf/provider-azurerm/lib/route-table';
export { SecurityCenterSubscriptionPricing } from '@cdktf/provider-azurerm/lib/security-center-subscription-pricing';
export { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
export { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container';
export { StorageManagementPolicy } from '@cdktf/provider-azurerm/lib/storage-management-policy';
export { StorageObjectReplication } from '@cdktf/provider-azurerm/lib/storage-object-replication';
export { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
export { SubnetNetworkSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/subnet-network-security-group-association';
export { SubnetRouteTableAssociation } from '@cdktf/provider-azurerm/lib/subnet-route-table-association';
export { SubscriptionPolicyExemption } from '@cdktf/provider-azurerm/lib/subscription-policy-exemption';
export { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
export { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network';
export { VirtualNetworkGateway } from '@cdktf/provider-azurerm/lib/virtual-network-gateway';
export { VirtualNetworkGatewayConnection } from '@cdktf/provider-azurerm/lib/virtual-network-gateway-connection';
export { VirtualNetworkPeering } from '@cdktf/provider-azurerm/lib/virtual-network-peering';
export {
  AzurermBackend,
  type ITerraformDependable,
  LocalBackend,
  TerraformElement,
  type TerraformProvider,
  type TerraformResource,
  TerraformStack,
  TerraformVariable,
  type TerraformVariableConfig,
} from 'cdktf';
export { Construct, type Node, RootConstruct } from 'constructs';
