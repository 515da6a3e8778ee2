/** Resources as they should be asked for: a country's own, of every type the guardrails read. */
import type { GuardrailContext } from '../../../lib/plan/azure';
import type { ArmResource } from './evaluate';

export const SUBSCRIPTION = '11111111-1111-1111-1111-111111111111';
export const DATA_SUBSCRIPTION = '22222222-2222-2222-2222-222222222222';
const STRANGER = '99999999-9999-9999-9999-999999999999';
export const TENANT = '0e0e0e0e-0000-0000-0000-000000000000';

const group = (name: string, subscription = SUBSCRIPTION): string =>
  `/subscriptions/${subscription}/resourceGroups/${name}`;
export const idOf = (type: string, name: string, scope = group('sovereign-in-data', DATA_SUBSCRIPTION)): string =>
  `${scope}/providers/${type}/${name}`;
/** Something of somebody else's subscription. */
export const strange = (type: string, name = 'x'): string => idOf(type, name, group('rg', STRANGER));

export const WORKSPACE = idOf('Microsoft.OperationalInsights/workspaces', 'logs', group('sovereign-in-foundation'));
export const ARCHIVE = idOf('Microsoft.Storage/storageAccounts', 'archive', group('sovereign-in-foundation'));
export const HUB = group('sovereign-in-inspection');

/** Network of the operators, in a subscription of theirs, which the document names. */
export const OPERATORS = strange('Microsoft.Network/virtualNetworks', 'operators');

/** India, with its pair asked for. */
export const INDIA: GuardrailContext = {
  country: 'in',
  locations: ['centralindia', 'southindia'],
  paired: ['centralindia', 'southindia'],
  vendorKeys: [],
  subscriptions: [SUBSCRIPTION, DATA_SUBSCRIPTION],
  workspaceId: WORKSPACE,
  archiveIds: [ARCHIVE],
  peers: [OPERATORS],
  doors: [HUB],
};
/** One region, and no pair asked for. */
export const ALONE: GuardrailContext = {
  ...INDIA,
  locations: ['centralindia'],
  paired: [],
  vendorKeys: [],
  doors: [],
  peers: [OPERATORS],
};

const made = (
  type: string,
  properties: Record<string, unknown> = {},
  more: Partial<ArmResource> = {},
): ArmResource => ({
  type,
  id: idOf(type, 'x'),
  location: 'centralindia',
  properties,
  ...more,
});
/** What stands in no place of its own: below another resource, or beside it. */
const below = (
  type: string,
  properties: Record<string, unknown> = {},
  more: Partial<ArmResource> = {},
): ArmResource => {
  const { location: _, ...rest } = made(type, properties, more);
  return rest;
};

const CLUSTERS = 'Microsoft.ContainerService/managedClusters';
const closed = { publicNetworkAccess: 'Disabled' };

/** By a word, so that attacks can name what they change. */
export const GOOD = {
  group: made('Microsoft.Resources/subscriptions/resourceGroups'),
  account: made(
    'Microsoft.Storage/storageAccounts',
    {
      ...closed,
      networkAcls: { defaultAction: 'Deny', resourceAccessRules: [] },
      allowCrossTenantReplication: false,
      allowedCopyScope: 'PrivateLink',
      allowBlobPublicAccess: false,
      allowSharedKeyAccess: false,
      isSftpEnabled: false,
      encryption: { keySource: 'Microsoft.Keyvault' },
    },
    { sku: { name: 'Standard_ZRS' } },
  ),
  blobs: below('Microsoft.Storage/storageAccounts/blobServices'),
  replication: below('Microsoft.Storage/storageAccounts/objectReplicationPolicies', {
    sourceAccount: idOf('Microsoft.Storage/storageAccounts', 'models'),
    destinationAccount: idOf('Microsoft.Storage/storageAccounts', 'modelscopy'),
  }),
  replicationOfLogs: below('Microsoft.Storage/storageAccounts/objectReplicationPolicies', {
    sourceAccount: ARCHIVE,
    destinationAccount: `${ARCHIVE}copy`,
  }),
  registry: made('Microsoft.ContainerRegistry/registries', {
    ...closed,
    adminUserEnabled: false,
    anonymousPullEnabled: false,
    policies: { exportPolicy: { status: 'disabled' } },
    encryption: { status: 'enabled' },
  }),
  replica: made('Microsoft.ContainerRegistry/registries/replications', {}, { location: 'southindia' }),
  vault: made('Microsoft.KeyVault/vaults', {
    ...closed,
    networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' },
    enablePurgeProtection: true,
    enableSoftDelete: true,
    enableRbacAuthorization: true,
  }),
  hsm: made('Microsoft.KeyVault/managedHSMs', {
    ...closed,
    enablePurgeProtection: true,
    regions: [{ name: 'South India', isPrimary: false }],
  }),
  models: made('Microsoft.CognitiveServices/accounts', {
    ...closed,
    disableLocalAuth: true,
    encryption: { keySource: 'Microsoft.KeyVault' },
  }),
  deployment: below('Microsoft.CognitiveServices/accounts/deployments', {}, { sku: { name: 'ProvisionedManaged' } }),
  learning: made('Microsoft.MachineLearningServices/workspaces', { ...closed, encryption: { status: 'Enabled' } }),
  modelRegistry: made('Microsoft.MachineLearningServices/registries', {
    regionDetails: [{ location: 'centralindia' }],
  }),
  search: made('Microsoft.Search/searchServices', closed),
  disk: made('Microsoft.Compute/disks', {
    ...closed,
    networkAccessPolicy: 'DenyAll',
    encryption: { diskEncryptionSetId: idOf('Microsoft.Compute/diskEncryptionSets', 'disks') },
  }),
  snapshot: made('Microsoft.Compute/snapshots', { ...closed, networkAccessPolicy: 'DenyAll' }),
  encryptionSet: made('Microsoft.Compute/diskEncryptionSets', { encryptionType: 'EncryptionAtRestWithCustomerKey' }),
  gallery: made('Microsoft.Compute/galleries'),
  privateGallery: made('Microsoft.Compute/galleries', { sharingProfile: { permissions: 'Private' } }),
  image: made('Microsoft.Compute/galleries/images/versions', {
    publishingProfile: { targetRegions: [{ name: 'Central India' }, { name: 'southindia' }] },
  }),
  scaleSet: made('Microsoft.Compute/virtualMachineScaleSets', {
    virtualMachineProfile: {
      networkProfile: { networkInterfaceConfigurations: [{ properties: { ipConfigurations: [{ properties: {} }] } }] },
    },
  }),
  cluster: made(CLUSTERS, {
    apiServerAccessProfile: {
      enablePrivateCluster: true,
      enablePrivateClusterPublicFQDN: false,
      disableRunCommand: true,
    },
    disableLocalAccounts: true,
    networkProfile: { outboundType: 'none' },
    diskEncryptionSetID: idOf('Microsoft.Compute/diskEncryptionSets', 'disks'),
    agentPoolProfiles: [{ enableNodePublicIP: false, enableEncryptionAtHost: true }],
  }),
  pool: below(`${CLUSTERS}/agentPools`, { enableNodePublicIP: false, enableEncryptionAtHost: true }),
  workspace: made('Microsoft.OperationalInsights/workspaces', {
    publicNetworkAccessForIngestion: 'Disabled',
    publicNetworkAccessForQuery: 'Disabled',
    features: { disableLocalAuth: true },
    replication: { enabled: true, location: 'South India' },
  }),
  logCluster: made('Microsoft.OperationalInsights/clusters', {
    keyVaultProperties: { keyVaultUri: 'https://kv.vault.azure.net' },
  }),
  logExport: below('Microsoft.OperationalInsights/workspaces/dataExports', { destination: { resourceId: ARCHIVE } }),
  logExportToData: below('Microsoft.OperationalInsights/workspaces/dataExports', {
    destination: { resourceId: idOf('Microsoft.Storage/storageAccounts', 'data') },
  }),
  logScope: made(
    'Microsoft.Insights/privateLinkScopes',
    { accessModeSettings: { ingestionAccessMode: 'PrivateOnly', queryAccessMode: 'PrivateOnly' } },
    { location: 'global' },
  ),
  collection: made('Microsoft.Insights/dataCollectionEndpoints', { networkAcls: closed }),
  telemetry: made('Microsoft.Insights/components', {
    publicNetworkAccessForIngestion: 'Disabled',
    publicNetworkAccessForQuery: 'Disabled',
  }),
  setting: below('Microsoft.Insights/diagnosticSettings', { workspaceId: WORKSPACE, storageAccountId: ARCHIVE }),
  settingWithoutArchive: below('Microsoft.Insights/diagnosticSettings', { workspaceId: WORKSPACE.toLowerCase() }),
  settingOfArchive: below('Microsoft.Insights/diagnosticSettings', { storageAccountId: ARCHIVE }),
  flowLog: made('Microsoft.Network/networkWatchers/flowLogs', { enabled: true, storageId: ARCHIVE }),
  flowLogToData: made('Microsoft.Network/networkWatchers/flowLogs', {
    enabled: true,
    storageId: idOf('Microsoft.Storage/storageAccounts', 'flows'),
  }),
  alert: made('Microsoft.Insights/activityLogAlerts', {}, { location: 'Global' }),
  zone: made('Microsoft.Network/privateDnsZones', {}, { location: 'global' }),
  zoneLink: made('Microsoft.Network/privateDnsZones/virtualNetworkLinks', {}, { location: 'global' }),
  network: made('Microsoft.Network/virtualNetworks', {
    subnets: [{ name: 'system', properties: { defaultOutboundAccess: false } }],
    virtualNetworkPeerings: [
      { properties: { remoteVirtualNetwork: { id: idOf('Microsoft.Network/virtualNetworks', 'hub', HUB) } } },
    ],
  }),
  subnet: below('Microsoft.Network/virtualNetworks/subnets', { defaultOutboundAccess: false }),
  peering: below('Microsoft.Network/virtualNetworks/virtualNetworkPeerings', {
    remoteVirtualNetwork: { id: idOf('Microsoft.Network/virtualNetworks', 'hub', HUB) },
  }),
  peeringOfData: below('Microsoft.Network/virtualNetworks/virtualNetworkPeerings', {
    remoteVirtualNetwork: { id: idOf('Microsoft.Network/virtualNetworks', 'data') },
  }),
  peeringOfOperators: below('Microsoft.Network/virtualNetworks/virtualNetworkPeerings', {
    remoteVirtualNetwork: { id: OPERATORS },
  }),
  networkOfOperators: made('Microsoft.Network/virtualNetworks', {
    virtualNetworkPeerings: [{ properties: { remoteVirtualNetwork: { id: OPERATORS } } }],
  }),
  networkOfHub: made('Microsoft.Network/virtualNetworks', {
    virtualNetworkPeerings: [
      { properties: { remoteVirtualNetwork: { id: idOf('Microsoft.Network/virtualNetworks', 'data') } } },
    ],
  }),
  nic: made('Microsoft.Network/networkInterfaces', { ipConfigurations: [{ properties: {} }] }),
  /** As AKS makes it for its services. */
  loadBalancer: made('Microsoft.Network/loadBalancers', {
    frontendIPConfigurations: [{ properties: { privateIPAddress: '10.80.0.4' } }],
  }),
  endpoint: made('Microsoft.Network/privateEndpoints', {
    privateLinkServiceConnections: [{ properties: { privateLinkServiceId: ARCHIVE } }],
  }),
  endpointByHand: made('Microsoft.Network/privateEndpoints', {
    manualPrivateLinkServiceConnections: [
      { properties: { privateLinkServiceId: idOf('Microsoft.Storage/storageAccounts', 'data') } },
    ],
  }),
  endpointOfData: made('Microsoft.Network/privateEndpoints', {
    privateLinkServiceConnections: [
      { properties: { privateLinkServiceId: idOf('Microsoft.Storage/storageAccounts', 'data') } },
    ],
  }),
  endpointByHandOfArchive: made('Microsoft.Network/privateEndpoints', {
    manualPrivateLinkServiceConnections: [{ properties: { privateLinkServiceId: ARCHIVE } }],
  }),
  firewall: made(
    'Microsoft.Network/azureFirewalls',
    {},
    { id: idOf('Microsoft.Network/azureFirewalls', 'firewall', HUB) },
  ),
  firewallAddress: made(
    'Microsoft.Network/publicIPAddresses',
    {},
    { id: idOf('Microsoft.Network/publicIPAddresses', 'firewall', HUB) },
  ),
  cosmos: made('Microsoft.DocumentDB/databaseAccounts', {
    ...closed,
    locations: [{ locationName: 'Central India' }],
    keyVaultKeyUri: 'https://kv.vault.azure.net/keys/data',
    backupPolicy: { type: 'Periodic', periodicModeProperties: { backupStorageRedundancy: 'Local' } },
  }),
  cosmosContinuous: made('Microsoft.DocumentDB/databaseAccounts', {
    ...closed,
    keyVaultKeyUri: 'https://kv.vault.azure.net/keys/data',
    backupPolicy: { type: 'Continuous' },
  }),
  sql: made('Microsoft.Sql/servers', closed),
  sqlDatabase: made('Microsoft.Sql/servers/databases', { requestedBackupStorageRedundancy: 'Zone' }),
  sqlFailover: below('Microsoft.Sql/servers/failoverGroups', {
    partnerServers: [
      { id: idOf('Microsoft.Sql/servers', 'second') },
      { id: idOf('Microsoft.Sql/servers', 'third', group('sovereign-in-recovery')) },
    ],
  }),
  sqlInstance: made('Microsoft.Sql/managedInstances', { requestedBackupStorageRedundancy: 'Local' }),
  sqlInstanceFailover: below('Microsoft.Sql/locations/instanceFailoverGroups', {
    partnerRegions: [{ location: 'South India' }],
  }),
  postgres: made('Microsoft.DBforPostgreSQL/flexibleServers', {
    network: { delegatedSubnetResourceId: idOf('Microsoft.Network/virtualNetworks', 'n/subnets/db') },
    backup: { geoRedundantBackup: 'Disabled' },
  }),
  mysql: made('Microsoft.DBforMySQL/flexibleServers', {
    network: closed,
    backup: { geoRedundantBackup: 'Disabled' },
  }),
  postgresPrivate: made('Microsoft.DBforPostgreSQL/flexibleServers', { network: closed }),
  mysqlInSubnet: made('Microsoft.DBforMySQL/flexibleServers', {
    network: { delegatedSubnetResourceId: idOf('Microsoft.Network/virtualNetworks', 'n/subnets/db') },
  }),
  redis: made('Microsoft.Cache/redis', closed),
  redisLink: below('Microsoft.Cache/redis/linkedServers', { linkedRedisCacheLocation: 'South India' }),
  stream: made('Microsoft.EventHub/namespaces', {
    ...closed,
    geoDataReplication: { locations: [{ locationName: 'southindia' }] },
  }),
  recoveryVault: made('Microsoft.RecoveryServices/vaults', {
    ...closed,
    redundancySettings: { standardTierStorageRedundancy: 'ZoneRedundant', crossRegionRestore: 'Disabled' },
  }),
  recoveryStorage: below('Microsoft.RecoveryServices/vaults/backupstorageconfig', {
    storageModelType: 'LocallyRedundant',
    crossRegionRestoreFlag: false,
  }),
  fabric: below('Microsoft.RecoveryServices/vaults/replicationFabrics', {
    customDetails: { instanceType: 'Azure', location: 'South India' },
  }),
  backupVault: made('Microsoft.DataProtection/backupVaults', {
    storageSettings: [{ datastoreType: 'VaultStore', type: 'ZoneRedundant' }],
    replicatedRegions: ['southindia'],
  }),
  backupVaultOfOnePlace: made('Microsoft.DataProtection/backupVaults', {
    storageSettings: [{ type: 'LocallyRedundant' }],
  }),
} as const satisfies Readonly<Record<string, ArmResource>>;

/** The resource with some of it changed: `{ 'properties.publicNetworkAccess': 'Enabled' }`; undefined leaves it out. */
export function but(resource: ArmResource, changes: Readonly<Record<string, unknown>>): ArmResource {
  const copy = structuredClone(resource) as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split('.');
    const last = steps.pop() as string;
    const at = steps.reduce<Record<string, unknown>>((node, step) => {
      node[step] ??= {};
      return node[step] as Record<string, unknown>;
    }, copy);
    if (value === undefined) delete at[last];
    else at[last] = value;
  }
  return copy as ArmResource;
}
