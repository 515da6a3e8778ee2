/** What people may, by duty. Each list is exact; what is not in it is not allowed. */

const AKS = 'Microsoft.ContainerService/managedClusters';
const SETS = 'Microsoft.Compute/virtualMachineScaleSets';

/** Sees what runs in a cluster, and no secret. Source: Azure Kubernetes Service RBAC Reader, and nodes. */
const SEES_CLUSTERS = [
  'apps/controllerrevisions',
  'apps/daemonsets',
  'apps/deployments',
  'apps/replicasets',
  'apps/statefulsets',
  'autoscaling/horizontalpodautoscalers',
  'batch/cronjobs',
  'batch/jobs',
  'configmaps',
  'endpoints',
  'events',
  'events.k8s.io/events',
  'limitranges',
  'namespaces',
  'networking.k8s.io/ingresses',
  'networking.k8s.io/networkpolicies',
  'nodes',
  'persistentvolumeclaims',
  'persistentvolumes',
  'pods',
  'policy/poddisruptionbudgets',
  'replicationcontrollers',
  'resourcequotas',
  'serviceaccounts',
  'services',
].map((kind) => `${AKS}/${kind}/read`);

const ENTERS_CLUSTERS = [`${AKS}/read`, `${AKS}/agentPools/read`, `${AKS}/listClusterUserCredential/action`];

/** Health of what runs, and its measures. */
const WATCHES = [
  'Microsoft.Insights/metricDefinitions/read',
  'Microsoft.Insights/metrics/read',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
  'Microsoft.ResourceHealth/availabilityStatuses/read',
];

const LOOKS_AFTER_NODES = [
  `${AKS}/agentPools/upgradeNodeImageVersion/action`,
  `${SETS}/instanceView/read`,
  `${SETS}/read`,
  `${SETS}/virtualMachines/instanceView/read`,
  `${SETS}/virtualMachines/read`,
  `${SETS}/virtualMachines/redeploy/action`,
  `${SETS}/virtualMachines/restart/action`,
];

/** Stops and starts what runs, turns off a key, takes off a lock: what no pipeline may. */
const STOPS = [
  `${AKS}/start/action`,
  `${AKS}/stop/action`,
  `${SETS}/deallocate/action`,
  `${SETS}/restart/action`,
  `${SETS}/start/action`,
  'Microsoft.Authorization/locks/delete',
  'Microsoft.Authorization/locks/read',
  'Microsoft.Network/privateEndpoints/delete',
  'Microsoft.Storage/storageAccounts/revokeUserDelegationKeys/action',
];
const STOPS_KEYS = ['Microsoft.KeyVault/vaults/keys/read', 'Microsoft.KeyVault/vaults/keys/update/action'];

/**
 * Tables of the workspace that diagnostic settings and the activity log write, and the one that says who asked. Source: Azure
 * Monitor, tables by resource type.
 */
const TABLES = [
  'AKSAudit',
  'AKSAuditAdmin',
  'AKSControlPlane',
  'AZFWApplicationRule',
  'AZFWIdpsSignature',
  'AZFWNetworkRule',
  'AZFWThreatIntel',
  'AZKVAuditLogs',
  'AzureActivity',
  'AzureDiagnostics',
  'AzureMetrics',
  'ContainerRegistryLoginEvents',
  'ContainerRegistryRepositoryEvents',
  'LAQueryLogs',
  'StorageBlobLogs',
];
const LOGS = 'Microsoft.OperationalInsights/workspaces';
const READS_LOGS = [`${LOGS}/read`, `${LOGS}/query/read`, ...TABLES.map((table) => `${LOGS}/query/${table}/read`)];

/** The one action on data an auditor has: held to the archive by a condition. */
const READS_BLOBS = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';

interface Rights {
  readonly actions: readonly string[];
  readonly dataActions: readonly string[];
}

const sorted = (actions: readonly string[]): string[] => [...new Set(actions)].sort();

export const operatorRights: Rights = {
  actions: sorted([...ENTERS_CLUSTERS, ...WATCHES, ...LOOKS_AFTER_NODES]),
  dataActions: SEES_CLUSTERS,
};

/** @param reads actions that read the configuration of everything made */
export const auditorRights = (reads: readonly string[]): Rights => ({
  actions: sorted([
    ...reads,
    ...ENTERS_CLUSTERS,
    ...WATCHES,
    ...READS_LOGS,
    'Microsoft.Authorization/roleAssignments/read',
    'Microsoft.Authorization/roleDefinitions/read',
  ]),
  dataActions: sorted([...SEES_CLUSTERS, READS_BLOBS]),
});

/** @param mends actions the pipeline has */
export const breakGlassRights = (mends: readonly string[]): Rights => ({
  actions: sorted([...mends, ...LOOKS_AFTER_NODES, ...WATCHES, ...STOPS]),
  dataActions: STOPS_KEYS,
});

/** Blobs are read in these accounts only. */
export const onlyOf = (accounts: readonly string[]): string =>
  `((!(ActionMatches{'${READS_BLOBS}'})) OR (${accounts.map((account) => `@Resource[Microsoft.Storage/storageAccounts:name] StringEquals '${account}'`).join(' OR ')}))`;

const ASSIGNMENTS = 'Microsoft.Authorization/roleAssignments';

/** Actions that give and take roles; held by a condition to the roles named there. */
export const GRANTS = [
  `${ASSIGNMENTS}/delete`,
  `${ASSIGNMENTS}/read`,
  `${ASSIGNMENTS}/write`,
  'Microsoft.Authorization/roleDefinitions/read',
];

/** Gives and takes these roles only, and to identities of services only: never to a person, a group, or itself a broader one. */
export function grantsOnly(guids: readonly string[]): string {
  const held = (verb: string, side: string): string =>
    [
      `((!(ActionMatches{'${ASSIGNMENTS}/${verb}'}))`,
      `OR (@${side}[${ASSIGNMENTS}:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${[...guids].sort().join(', ')}}`,
      `AND @${side}[${ASSIGNMENTS}:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}))`,
    ].join(' ');
  return `${held('write', 'Request')} AND ${held('delete', 'Resource')}`;
}

const ZONE = 'Microsoft.Network/privateDnsZones';

/**
 * The control plane of a cluster, on its network, route table, zone and vault: what AKS documents for each ("Access and
 * identity options", additional cluster identity permissions; private DNS zone; KMS with a private vault).
 */
export const clusterActions: readonly string[] = sorted([
  'Microsoft.KeyVault/vaults/privateEndpointConnections/read',
  'Microsoft.KeyVault/vaults/privateEndpointConnections/write',
  'Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action',
  'Microsoft.KeyVault/vaults/read',
  ...['read', 'write', 'delete'].flatMap((verb) => [`${ZONE}/A/${verb}`, `${ZONE}/virtualNetworkLinks/${verb}`]),
  `${ZONE}/join/action`,
  `${ZONE}/read`,
  `${ZONE}/SOA/read`,
  'Microsoft.Network/routeTables/read',
  'Microsoft.Network/routeTables/routes/read',
  'Microsoft.Network/routeTables/routes/write',
  'Microsoft.Network/virtualNetworks/join/action',
  'Microsoft.Network/virtualNetworks/read',
  'Microsoft.Network/virtualNetworks/subnets/join/action',
  'Microsoft.Network/virtualNetworks/subnets/read',
]);
