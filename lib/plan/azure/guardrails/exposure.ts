/** Nothing answers the internet and nothing leads to it: where a default is public, leaving it out is refused too. */
import type { Alias } from './aliases';
import { all, any, is, isMissing, isNot, isThere, notAmong, outside, some, type, types } from './conditions';
import type { Condition, GuardrailContext, Rule } from './types';

const BOUNDARY = 'NIST SP 800-53r5 SC-7';
const LEAST = 'NIST SP 800-53r5 AC-6';
const INTERFACES = 'CSA CCM v4.0 IVS-03';

/** Services that a switch closes to the public network: what it is called, and what it must say. */
const CLOSED: readonly (readonly [
  id: string,
  type: string,
  what: string,
  ...switches: (readonly [Alias, string])[],
])[] = [
  [
    'storage-public',
    'Microsoft.Storage/storageAccounts',
    'storage',
    ['Microsoft.Storage/storageAccounts/publicNetworkAccess', 'Disabled'],
    ['Microsoft.Storage/storageAccounts/networkAcls.defaultAction', 'Deny'],
  ],
  [
    'vault-public',
    'Microsoft.KeyVault/vaults',
    'a vault',
    ['Microsoft.KeyVault/vaults/publicNetworkAccess', 'Disabled'],
    ['Microsoft.KeyVault/vaults/networkAcls.defaultAction', 'Deny'],
  ],
  [
    'hsm-public',
    'Microsoft.KeyVault/managedHSMs',
    'an HSM',
    ['Microsoft.KeyVault/managedHSMs/publicNetworkAccess', 'Disabled'],
  ],
  [
    'registry-public',
    'Microsoft.ContainerRegistry/registries',
    'a registry',
    ['Microsoft.ContainerRegistry/registries/publicNetworkAccess', 'Disabled'],
  ],
  [
    'model-public',
    'Microsoft.CognitiveServices/accounts',
    'an account of models',
    ['Microsoft.CognitiveServices/accounts/publicNetworkAccess', 'Disabled'],
  ],
  [
    'learning-public',
    'Microsoft.MachineLearningServices/workspaces',
    'a workspace of learning',
    ['Microsoft.MachineLearningServices/workspaces/publicNetworkAccess', 'Disabled'],
  ],
  [
    'search-public',
    'Microsoft.Search/searchServices',
    'search',
    ['Microsoft.Search/searchServices/publicNetworkAccess', 'Disabled'],
  ],
  ['disk-public', 'Microsoft.Compute/disks', 'a disk', ['Microsoft.Compute/disks/publicNetworkAccess', 'Disabled']],
  [
    'snapshot-public',
    'Microsoft.Compute/snapshots',
    'a snapshot',
    ['Microsoft.Compute/snapshots/publicNetworkAccess', 'Disabled'],
  ],
  [
    'logs-public',
    'Microsoft.OperationalInsights/workspaces',
    'a workspace of logs',
    ['Microsoft.OperationalInsights/workspaces/publicNetworkAccessForIngestion', 'Disabled'],
    ['Microsoft.OperationalInsights/workspaces/publicNetworkAccessForQuery', 'Disabled'],
  ],
  [
    'log-scope-open',
    'Microsoft.Insights/privateLinkScopes',
    'the private door of logs, beside which there is no other,',
    ['Microsoft.Insights/privateLinkScopes/accessModeSettings.ingestionAccessMode', 'PrivateOnly'],
    ['Microsoft.Insights/privateLinkScopes/accessModeSettings.queryAccessMode', 'PrivateOnly'],
  ],
  [
    'collection-public',
    'Microsoft.Insights/dataCollectionEndpoints',
    'an endpoint that collects logs',
    ['Microsoft.Insights/dataCollectionEndpoints/networkAcls.publicNetworkAccess', 'Disabled'],
  ],
  [
    'telemetry-public',
    'Microsoft.Insights/components',
    'telemetry',
    ['Microsoft.Insights/components/publicNetworkAccessForIngestion', 'Disabled'],
    ['Microsoft.Insights/components/publicNetworkAccessForQuery', 'Disabled'],
  ],
  [
    'cosmos-public',
    'Microsoft.DocumentDB/databaseAccounts',
    'a database',
    ['Microsoft.DocumentDB/databaseAccounts/publicNetworkAccess', 'Disabled'],
  ],
  ['sql-public', 'Microsoft.Sql/servers', 'a SQL server', ['Microsoft.Sql/servers/publicNetworkAccess', 'Disabled']],
  ['redis-public', 'Microsoft.Cache/redis', 'a cache', ['Microsoft.Cache/Redis/publicNetworkAccess', 'Disabled']],
  [
    'eventhub-public',
    'Microsoft.EventHub/namespaces',
    'a stream',
    ['Microsoft.EventHub/namespaces/publicNetworkAccess', 'Disabled'],
  ],
  [
    'recovery-vault-public',
    'Microsoft.RecoveryServices/vaults',
    'a vault of backups',
    ['Microsoft.RecoveryServices/vaults/publicNetworkAccess', 'Disabled'],
  ],
];

/** Types that lead out of the networks, or lead in. */
const DOORS = [
  'Microsoft.Network/applicationGateways',
  'Microsoft.Network/azureFirewalls',
  'Microsoft.Network/bastionHosts',
  'Microsoft.Network/connections',
  'Microsoft.Network/expressRouteGateways',
  'Microsoft.Network/natGateways',
  'Microsoft.Network/p2sVpnGateways',
  'Microsoft.Network/privateLinkServices',
  'Microsoft.Network/publicIPAddresses',
  'Microsoft.Network/publicIPPrefixes',
  'Microsoft.Network/virtualHubs',
  'Microsoft.Network/virtualNetworkGateways',
  'Microsoft.Network/vpnGateways',
];

/** Ids of the country's subscriptions: what stands in them stands in the country, by the rule of locations. */
export const inSubscriptions = ({ subscriptions }: GuardrailContext): string[] =>
  subscriptions.map((id) => `/subscriptions/${id}`);

export const exposure = (context: GuardrailContext): Rule[] => [
  ...CLOSED.map(([id, name, what, ...switches]) => ({
    id,
    reason: `${what} is closed to the public network`,
    clause: BOUNDARY,
    when: all(type(name), any(...switches.map(([alias, value]) => isNot(alias, value)))),
  })),
  ...storage(),
  ...databases(),
  ...clusters(),
  ...disks(),
  ...networks(context),
  {
    id: 'model-keys',
    reason: 'accounts of models are entered with Entra ID, not with a shared key',
    clause: LEAST,
    when: all(
      type('Microsoft.CognitiveServices/accounts'),
      isNot('Microsoft.CognitiveServices/accounts/disableLocalAuth', true),
    ),
  },
  {
    id: 'registry-accounts',
    reason: 'registries are entered with Entra ID, not by everybody and not with a shared account',
    clause: LEAST,
    when: all(
      type('Microsoft.ContainerRegistry/registries'),
      any(
        is('Microsoft.ContainerRegistry/registries/adminUserEnabled', true),
        is('Microsoft.ContainerRegistry/registries/anonymousPullEnabled', true),
      ),
    ),
  },
  {
    id: 'delegation',
    reason: 'no other tenant is given control of a subscription (Lighthouse)',
    clause: LEAST,
    when: types([
      'Microsoft.ManagedServices/registrationAssignments',
      'Microsoft.ManagedServices/registrationDefinitions',
    ]),
  },
];

const storage = (): Rule[] => [
  {
    id: 'storage-anonymous',
    reason: 'no blob is public',
    clause: INTERFACES,
    when: all(
      type('Microsoft.Storage/storageAccounts'),
      isNot('Microsoft.Storage/storageAccounts/allowBlobPublicAccess', false),
    ),
  },
  {
    id: 'storage-keys',
    reason: 'storage is entered with Entra ID, not with a shared key or a user of its own',
    clause: LEAST,
    when: all(
      type('Microsoft.Storage/storageAccounts'),
      any(
        isNot('Microsoft.Storage/storageAccounts/allowSharedKeyAccess', false),
        is('Microsoft.Storage/storageAccounts/isSftpEnabled', true),
      ),
    ),
  },
  {
    id: 'storage-guests',
    reason: 'no resource of another tenant is let into storage',
    clause: BOUNDARY,
    when: all(
      type('Microsoft.Storage/storageAccounts'),
      some('Microsoft.Storage/storageAccounts/networkAcls.resourceAccessRules[*]', {
        value: "[current('Microsoft.Storage/storageAccounts/networkAcls.resourceAccessRules[*].tenantId')]",
        notEquals: '[subscription().tenantId]',
      }),
    ),
  },
];

/** A flexible server is private by a subnet of its own or by the switch. */
const databases = (): Rule[] => [
  ...(['Microsoft.DBForPostgreSql', 'Microsoft.DBForMySql'] as const).map((provider) => ({
    id: provider === 'Microsoft.DBForMySql' ? 'mysql-public' : 'postgres-public',
    reason: 'a database is closed to the public network',
    clause: BOUNDARY,
    when: all(
      type(`${provider}/flexibleServers`),
      isMissing(`${provider}/flexibleServers/network.delegatedSubnetResourceId`),
      isNot(`${provider}/flexibleServers/network.publicNetworkAccess`, 'Disabled'),
    ),
  })),
  {
    id: 'sql-instance-public',
    reason: 'a managed instance has no public door',
    clause: BOUNDARY,
    when: all(
      type('Microsoft.Sql/managedInstances'),
      is('Microsoft.Sql/managedInstances/publicDataEndpointEnabled', true),
    ),
  },
];

const CLUSTERS = 'Microsoft.ContainerService/managedClusters';

const clusters = (): Rule[] => [
  {
    id: 'cluster-private',
    reason: 'the API of a cluster is private, and so is its name',
    clause: BOUNDARY,
    when: all(
      type(CLUSTERS),
      any(
        isNot(`${CLUSTERS}/apiServerAccessProfile.enablePrivateCluster`, true),
        isNot(`${CLUSTERS}/apiServerAccessProfile.enablePrivateClusterPublicFQDN`, false),
      ),
    ),
  },
  {
    id: 'cluster-accounts',
    reason: 'clusters are entered with Entra ID, through their API only: no local account, no command by the vendor',
    clause: LEAST,
    when: all(
      type(CLUSTERS),
      any(
        isNot(`${CLUSTERS}/disableLocalAccounts`, true),
        isNot(`${CLUSTERS}/apiServerAccessProfile.disableRunCommand`, true),
      ),
    ),
  },
  {
    id: 'cluster-egress',
    reason: "clusters leave by the country's route or not at all",
    clause: 'NIST SP 800-53r5 SC-7(5)',
    when: all(
      type(CLUSTERS),
      notAmong(`${CLUSTERS}/networkProfile.outboundType`, ['none', 'block', 'userDefinedRouting']),
    ),
  },
  {
    id: 'node-addresses',
    reason: 'no node has a public address',
    clause: BOUNDARY,
    when: any(
      all(
        type(CLUSTERS),
        some(`${CLUSTERS}/agentPoolProfiles[*]`, is(`${CLUSTERS}/agentPoolProfiles[*].enableNodePublicIP`, true)),
      ),
      all(type(`${CLUSTERS}/agentPools`), is(`${CLUSTERS}/agentPools/enableNodePublicIP`, true)),
    ),
  },
];

const disks = (): Rule[] =>
  (['disks', 'snapshots'] as const).map((kind) => ({
    id: kind === 'disks' ? 'disk-export' : 'snapshot-export',
    reason: `no ${kind.slice(0, -1)} can be downloaded but over a private link`,
    clause: 'CSA CCM v4.0 DSP-17',
    when: all(
      type(`Microsoft.Compute/${kind}`),
      notAmong(`Microsoft.Compute/${kind}/networkAccessPolicy`, ['DenyAll', 'AllowPrivate']),
    ),
  }));

const VNETS = 'Microsoft.Network/virtualNetworks';
const SCALE_SET_ADDRESSES =
  'Microsoft.Compute/virtualMachineScaleSets/virtualMachineProfile.networkProfile.networkInterfaceConfigurations[*].ipConfigurations[*]';

const networks = (context: GuardrailContext): Rule[] => [
  ...leads(context),
  {
    id: 'doors',
    reason: 'what leads out of the networks, or into them, stands where the plan has it and nowhere else',
    clause: 'NIST SP 800-53r5 SC-7(5)',
    when: all(types(DOORS), ...context.doors.map((group) => ({ field: 'id' as const, notLike: `${group}/*` }))),
  },
  {
    id: 'interface-addresses',
    reason: 'no network interface has a public address',
    clause: BOUNDARY,
    when: all(type('Microsoft.Network/networkInterfaces'), {
      // Every member must be like nothing: the array itself has no alias to count.
      not: { field: 'Microsoft.Network/networkInterfaces/ipconfigurations[*].publicIpAddress.id', notLike: '*' },
    }),
  },
  {
    id: 'machine-addresses',
    reason: 'no machine of a scale set has a public address',
    clause: BOUNDARY,
    when: all(
      type('Microsoft.Compute/virtualMachineScaleSets'),
      some(SCALE_SET_ADDRESSES, isThere(`${SCALE_SET_ADDRESSES}.publicIPAddressConfiguration.name`)),
    ),
  },
  {
    id: 'subnet-egress',
    reason: 'no subnet has a way out of its own',
    clause: 'NIST SP 800-53r5 SC-7(5)',
    when: any(
      all(type(`${VNETS}/subnets`), isNot(`${VNETS}/subnets/defaultOutboundAccess`, false)),
      all(type(VNETS), some(`${VNETS}/subnets[*]`, isNot(`${VNETS}/subnets[*].defaultOutboundAccess`, false))),
    ),
  },
];

const ENDPOINTS = 'Microsoft.Network/privateEndpoints';

/** Private ways to somebody else's. */
function leads(context: GuardrailContext): Rule[] {
  const ours = inSubscriptions(context);
  /** Whether any of the ids in an array is of none of the country's subscriptions. The array need not have an alias. */
  const elsewhere = (ids: Alias, but: readonly string[] = []): Condition => ({
    count: {
      value: `[field('${ids}')]`,
      name: 'target',
      where: all(
        ...ours.map((scope): Condition => ({ value: "[current('target')]", notLike: `${scope}/*` })),
        ...but.map((id): Condition => ({ value: "[current('target')]", notEquals: id })),
      ),
    },
    greater: 0,
  });
  return [
    {
      id: 'peering',
      reason: 'networks are peered with networks of the country, or that its document names, only',
      clause: BOUNDARY,
      when: any(
        all(
          type(`${VNETS}/virtualNetworkPeerings`),
          outside(`${VNETS}/virtualNetworkPeerings/remoteVirtualNetwork.id`, ours),
          ...context.peers.map((id) => isNot(`${VNETS}/virtualNetworkPeerings/remoteVirtualNetwork.id`, id)),
        ),
        all(type(VNETS), elsewhere(`${VNETS}/virtualNetworkPeerings[*].remoteVirtualNetwork.id`, context.peers)),
      ),
    },
    {
      id: 'endpoints',
      reason: 'private endpoints lead to resources of the country only',
      clause: 'NIST SP 800-53r5 SC-7(10)',
      when: all(
        type(ENDPOINTS),
        any(
          elsewhere(`${ENDPOINTS}/privateLinkServiceConnections[*].privateLinkServiceId`),
          elsewhere(`${ENDPOINTS}/manualPrivateLinkServiceConnections[*].privateLinkServiceId`),
        ),
      ),
    },
  ];
}
