/**
 * Aliases: the names by which Azure Policy reads properties, and where each property stands in a resource. Azure refuses
 * a definition that names an alias it does not know, so there is none here that was not seen, and each says where.
 */

/** In the vendor's metadata of resource types (2026-07), as kept by PSRule for Azure. */
const METADATA = {
  'Microsoft.Cache/Redis/publicNetworkAccess': 'properties.publicNetworkAccess',
  'Microsoft.Cache/redis/linkedservers/linkedRedisCacheLocation': 'properties.linkedRedisCacheLocation',
  'Microsoft.CognitiveServices/accounts/deployments/sku.name': 'sku.name',
  'Microsoft.CognitiveServices/accounts/disableLocalAuth': 'properties.disableLocalAuth',
  'Microsoft.CognitiveServices/accounts/encryption.keySource': 'properties.encryption.keySource',
  'Microsoft.CognitiveServices/accounts/locations.regions[*]': 'properties.locations.regions[*]',
  'Microsoft.CognitiveServices/accounts/locations.regions[*].name': 'properties.locations.regions[*].name',
  'Microsoft.CognitiveServices/accounts/publicNetworkAccess': 'properties.publicNetworkAccess',
  'Microsoft.Compute/diskEncryptionSets/encryptionType': 'properties.encryptionType',
  'Microsoft.Compute/diskEncryptionSets/federatedClientId': 'properties.federatedClientId',
  'Microsoft.Compute/disks/encryption.diskEncryptionSetId': 'properties.encryption.diskEncryptionSetId',
  'Microsoft.Compute/disks/networkAccessPolicy': 'properties.networkAccessPolicy',
  'Microsoft.Compute/disks/publicNetworkAccess': 'properties.publicNetworkAccess',
  'Microsoft.Compute/galleries/images/versions/publishingProfile.targetRegions[*]':
    'properties.publishingProfile.targetRegions[*]',
  'Microsoft.Compute/galleries/images/versions/publishingProfile.targetRegions[*].name':
    'properties.publishingProfile.targetRegions[*].name',
  'Microsoft.Compute/galleries/sharingProfile.permissions': 'properties.sharingProfile.permissions',
  'Microsoft.Compute/snapshots/encryption.type': 'properties.encryption.type',
  'Microsoft.Compute/snapshots/networkAccessPolicy': 'properties.networkAccessPolicy',
  'Microsoft.Compute/snapshots/publicNetworkAccess': 'properties.publicNetworkAccess',
  'Microsoft.Compute/virtualMachineScaleSets/virtualMachineProfile.networkProfile.networkInterfaceConfigurations[*].ipConfigurations[*]':
    'properties.virtualMachineProfile.networkProfile.networkInterfaceConfigurations[*].properties.ipConfigurations[*]',
  'Microsoft.Compute/virtualMachineScaleSets/virtualMachineProfile.networkProfile.networkInterfaceConfigurations[*].ipConfigurations[*].publicIPAddressConfiguration.name':
    'properties.virtualMachineProfile.networkProfile.networkInterfaceConfigurations[*].properties.ipConfigurations[*].properties.publicIPAddressConfiguration.name',
  'Microsoft.ContainerRegistry/registries/adminUserEnabled': 'properties.adminUserEnabled',
  'Microsoft.ContainerRegistry/registries/anonymousPullEnabled': 'properties.anonymousPullEnabled',
  'Microsoft.ContainerRegistry/registries/encryption.status': 'properties.encryption.status',
  'Microsoft.ContainerRegistry/registries/policies.exportPolicy.status': 'properties.policies.exportPolicy.status',
  'Microsoft.ContainerRegistry/registries/publicNetworkAccess': 'properties.publicNetworkAccess',
  'Microsoft.ContainerService/managedClusters/agentPoolProfiles[*]': 'properties.agentPoolProfiles[*]',
  'Microsoft.ContainerService/managedClusters/agentPoolProfiles[*].enableEncryptionAtHost':
    'properties.agentPoolProfiles[*].enableEncryptionAtHost',
  'Microsoft.ContainerService/managedClusters/agentPoolProfiles[*].enableNodePublicIP':
    'properties.agentPoolProfiles[*].enableNodePublicIP',
  'Microsoft.ContainerService/managedClusters/agentPools/enableEncryptionAtHost': 'properties.enableEncryptionAtHost',
  'Microsoft.ContainerService/managedClusters/agentPools/enableNodePublicIP': 'properties.enableNodePublicIP',
  'Microsoft.ContainerService/managedClusters/apiServerAccessProfile.disableRunCommand':
    'properties.apiServerAccessProfile.disableRunCommand',
  'Microsoft.ContainerService/managedClusters/apiServerAccessProfile.enablePrivateCluster':
    'properties.apiServerAccessProfile.enablePrivateCluster',
  'Microsoft.ContainerService/managedClusters/apiServerAccessProfile.enablePrivateClusterPublicFQDN':
    'properties.apiServerAccessProfile.enablePrivateClusterPublicFQDN',
  'Microsoft.ContainerService/managedClusters/disableLocalAccounts': 'properties.disableLocalAccounts',
  'Microsoft.ContainerService/managedClusters/diskEncryptionSetID': 'properties.diskEncryptionSetID',
  'Microsoft.ContainerService/managedClusters/networkProfile.outboundType': 'properties.networkProfile.outboundType',
  'Microsoft.DBForMySql/flexibleServers/backup.geoRedundantBackup': 'properties.backup.geoRedundantBackup',
  'Microsoft.DBForMySql/flexibleServers/network.delegatedSubnetResourceId':
    'properties.network.delegatedSubnetResourceId',
  'Microsoft.DBForMySql/flexibleServers/network.publicNetworkAccess': 'properties.network.publicNetworkAccess',
  'Microsoft.DBForPostgreSql/flexibleServers/backup.geoRedundantBackup': 'properties.backup.geoRedundantBackup',
  'Microsoft.DBForPostgreSql/flexibleServers/network.delegatedSubnetResourceId':
    'properties.network.delegatedSubnetResourceId',
  'Microsoft.DBForPostgreSql/flexibleServers/network.publicNetworkAccess': 'properties.network.publicNetworkAccess',
  'Microsoft.DataProtection/backupVaults/replicatedRegions[*]': 'properties.replicatedRegions[*]',
  'Microsoft.DataProtection/backupVaults/storageSettings[*]': 'properties.storageSettings[*]',
  'Microsoft.DataProtection/backupVaults/storageSettings[*].type': 'properties.storageSettings[*].type',
  'Microsoft.DocumentDB/databaseAccounts/Locations[*]': 'properties.locations[*]',
  'Microsoft.DocumentDB/databaseAccounts/Locations[*].locationName': 'properties.locations[*].locationName',
  'Microsoft.DocumentDB/databaseAccounts/backupPolicy.Periodic.periodicModeProperties.backupStorageRedundancy':
    'properties.backupPolicy.periodicModeProperties.backupStorageRedundancy',
  'Microsoft.DocumentDB/databaseAccounts/backupPolicy.type': 'properties.backupPolicy.type',
  'Microsoft.DocumentDB/databaseAccounts/keyVaultKeyUri': 'properties.keyVaultKeyUri',
  'Microsoft.DocumentDB/databaseAccounts/publicNetworkAccess': 'properties.publicNetworkAccess',
  'Microsoft.EventHub/namespaces/geoDataReplication.locations[*]': 'properties.geoDataReplication.locations[*]',
  'Microsoft.EventHub/namespaces/geoDataReplication.locations[*].locationName':
    'properties.geoDataReplication.locations[*].locationName',
  'Microsoft.EventHub/namespaces/publicNetworkAccess': 'properties.publicNetworkAccess',
  'Microsoft.Insights/components/publicNetworkAccessForIngestion': 'properties.publicNetworkAccessForIngestion',
  'Microsoft.Insights/components/publicNetworkAccessForQuery': 'properties.publicNetworkAccessForQuery',
  'Microsoft.Insights/dataCollectionEndpoints/networkAcls.publicNetworkAccess':
    'properties.networkAcls.publicNetworkAccess',
  'Microsoft.Insights/diagnosticSettings/eventHubAuthorizationRuleId': 'properties.eventHubAuthorizationRuleId',
  'Microsoft.Insights/diagnosticSettings/marketplacePartnerId': 'properties.marketplacePartnerId',
  'Microsoft.Insights/diagnosticSettings/serviceBusRuleId': 'properties.serviceBusRuleId',
  'Microsoft.Insights/diagnosticSettings/storageAccountId': 'properties.storageAccountId',
  'Microsoft.Insights/diagnosticSettings/workspaceId': 'properties.workspaceId',
  'Microsoft.Insights/privateLinkScopes/accessModeSettings.ingestionAccessMode':
    'properties.accessModeSettings.ingestionAccessMode',
  'Microsoft.Insights/privateLinkScopes/accessModeSettings.queryAccessMode':
    'properties.accessModeSettings.queryAccessMode',
  'Microsoft.KeyVault/managedHSMs/enablePurgeProtection': 'properties.enablePurgeProtection',
  'Microsoft.KeyVault/managedHSMs/publicNetworkAccess': 'properties.publicNetworkAccess',
  'Microsoft.KeyVault/managedHSMs/regions[*]': 'properties.regions[*]',
  'Microsoft.KeyVault/managedHSMs/regions[*].name': 'properties.regions[*].name',
  'Microsoft.KeyVault/vaults/enablePurgeProtection': 'properties.enablePurgeProtection',
  'Microsoft.KeyVault/vaults/enableRbacAuthorization': 'properties.enableRbacAuthorization',
  'Microsoft.KeyVault/vaults/enableSoftDelete': 'properties.enableSoftDelete',
  'Microsoft.KeyVault/vaults/networkAcls.defaultAction': 'properties.networkAcls.defaultAction',
  'Microsoft.KeyVault/vaults/publicNetworkAccess': 'properties.publicNetworkAccess',
  'Microsoft.MachineLearningServices/registries/regionDetails[*]': 'properties.regionDetails[*]',
  'Microsoft.MachineLearningServices/registries/regionDetails[*].location': 'properties.regionDetails[*].location',
  'Microsoft.MachineLearningServices/workspaces/encryption.status': 'properties.encryption.status',
  'Microsoft.MachineLearningServices/workspaces/publicNetworkAccess': 'properties.publicNetworkAccess',
  'Microsoft.OperationalInsights/clusters/keyVaultProperties.keyVaultUri': 'properties.keyVaultProperties.keyVaultUri',
  'Microsoft.OperationalInsights/clusters/replication.location': 'properties.replication.location',
  'Microsoft.OperationalInsights/workspaces/dataExports/destination.resourceId': 'properties.destination.resourceId',
  'Microsoft.OperationalInsights/workspaces/features.disableLocalAuth': 'properties.features.disableLocalAuth',
  'Microsoft.OperationalInsights/workspaces/publicNetworkAccessForIngestion':
    'properties.publicNetworkAccessForIngestion',
  'Microsoft.OperationalInsights/workspaces/publicNetworkAccessForQuery': 'properties.publicNetworkAccessForQuery',
  'Microsoft.OperationalInsights/workspaces/replication.location': 'properties.replication.location',
  'Microsoft.RecoveryServices/vaults/backupstorageconfig/crossRegionRestoreFlag': 'properties.crossRegionRestoreFlag',
  'Microsoft.RecoveryServices/vaults/backupstorageconfig/storageModelType': 'properties.storageModelType',
  'Microsoft.RecoveryServices/vaults/publicNetworkAccess': 'properties.publicNetworkAccess',
  'Microsoft.RecoveryServices/vaults/redundancySettings.crossRegionRestore':
    'properties.redundancySettings.crossRegionRestore',
  'Microsoft.RecoveryServices/vaults/redundancySettings.standardTierStorageRedundancy':
    'properties.redundancySettings.standardTierStorageRedundancy',
  'Microsoft.RecoveryServices/vaults/replicationFabrics/customDetails.Azure.location':
    'properties.customDetails.location',
  'Microsoft.Search/searchServices/publicNetworkAccess': 'properties.publicNetworkAccess',
  'Microsoft.Sql/locations/instanceFailoverGroups/partnerRegions[*]': 'properties.partnerRegions[*]',
  'Microsoft.Sql/locations/instanceFailoverGroups/partnerRegions[*].location': 'properties.partnerRegions[*].location',
  'Microsoft.Sql/managedInstances/publicDataEndpointEnabled': 'properties.publicDataEndpointEnabled',
  'Microsoft.Sql/managedInstances/requestedBackupStorageRedundancy': 'properties.requestedBackupStorageRedundancy',
  'Microsoft.Sql/servers/databases/requestedBackupStorageRedundancy': 'properties.requestedBackupStorageRedundancy',
  'Microsoft.Sql/servers/failoverGroups/partnerServers[*]': 'properties.partnerServers[*]',
  'Microsoft.Sql/servers/failoverGroups/partnerServers[*].id': 'properties.partnerServers[*].id',
  'Microsoft.Sql/servers/publicNetworkAccess': 'properties.publicNetworkAccess',
  'Microsoft.Storage/storageAccounts/allowBlobPublicAccess': 'properties.allowBlobPublicAccess',
  'Microsoft.Storage/storageAccounts/allowCrossTenantReplication': 'properties.allowCrossTenantReplication',
  'Microsoft.Storage/storageAccounts/allowSharedKeyAccess': 'properties.allowSharedKeyAccess',
  'Microsoft.Storage/storageAccounts/allowedCopyScope': 'properties.allowedCopyScope',
  'Microsoft.Storage/storageAccounts/encryption.keySource': 'properties.encryption.keySource',
  'Microsoft.Storage/storageAccounts/isSftpEnabled': 'properties.isSftpEnabled',
  'Microsoft.Storage/storageAccounts/networkAcls.defaultAction': 'properties.networkAcls.defaultAction',
  'Microsoft.Storage/storageAccounts/networkAcls.resourceAccessRules[*]':
    'properties.networkAcls.resourceAccessRules[*]',
  'Microsoft.Storage/storageAccounts/networkAcls.resourceAccessRules[*].tenantId':
    'properties.networkAcls.resourceAccessRules[*].tenantId',
  'Microsoft.Storage/storageAccounts/objectReplicationPolicies/destinationAccount': 'properties.destinationAccount',
  'Microsoft.Storage/storageAccounts/objectReplicationPolicies/sourceAccount': 'properties.sourceAccount',
  'Microsoft.Storage/storageAccounts/publicNetworkAccess': 'properties.publicNetworkAccess',
  'Microsoft.Storage/storageAccounts/sku.name': 'sku.name',
} as const;

/** Named by the vendor's own definitions or its guidance on them (2026-04); the place is the API's. */
const BUILT_INS = {
  'Microsoft.Network/networkInterfaces/ipconfigurations[*].publicIpAddress.id':
    'properties.ipConfigurations[*].properties.publicIPAddress.id',
  'Microsoft.Network/networkWatchers/flowLogs/enabled': 'properties.enabled',
  'Microsoft.Network/networkWatchers/flowLogs/storageId': 'properties.storageId',
  'Microsoft.Network/privateEndpoints/manualPrivateLinkServiceConnections[*].privateLinkServiceId':
    'properties.manualPrivateLinkServiceConnections[*].properties.privateLinkServiceId',
  'Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].privateLinkServiceId':
    'properties.privateLinkServiceConnections[*].properties.privateLinkServiceId',
  'Microsoft.Network/virtualNetworks/subnets/defaultOutboundAccess': 'properties.defaultOutboundAccess',
  'Microsoft.Network/virtualNetworks/subnets[*]': 'properties.subnets[*]',
  'Microsoft.Network/virtualNetworks/subnets[*].defaultOutboundAccess':
    'properties.subnets[*].properties.defaultOutboundAccess',
  'Microsoft.Network/virtualNetworks/virtualNetworkPeerings/remoteVirtualNetwork.id':
    'properties.remoteVirtualNetwork.id',
  'Microsoft.Network/virtualNetworks/virtualNetworkPeerings[*].remoteVirtualNetwork.id':
    'properties.virtualNetworkPeerings[*].properties.remoteVirtualNetwork.id',
} as const;

const ALIASES = { ...METADATA, ...BUILT_INS };

export type Alias = keyof typeof ALIASES;

/** Where an alias was seen. */
export type AliasBasis = 'metadata' | 'built-in';

const isAlias = (text: string): text is Alias => Object.hasOwn(ALIASES, text);

/** Place of the property in a resource: `properties.publicNetworkAccess`. Undefined for what is no alias of ours. */
export const pathOfAlias = (alias: string): string | undefined => (isAlias(alias) ? ALIASES[alias] : undefined);

export const basisOfAlias = (alias: Alias): AliasBasis => (Object.hasOwn(METADATA, alias) ? 'metadata' : 'built-in');

/** Aliases a rule names, each once. */
export function aliasesOf(rule: unknown): Alias[] {
  const text = JSON.stringify(rule) ?? '';
  const named = text.matchAll(/"field":"([^"]+)"|(?:field|current)\('([^']+)'\)/g);
  const words = [...named].map(([, field, call]) => field ?? call ?? '');
  return [...new Set(words)].filter(isAlias);
}
