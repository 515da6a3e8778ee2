/**
 * The events that somebody must hear of at once. Numbers are of the CIS Microsoft Azure Foundations Benchmark 2.0, section
 * 5.2; what has none is of this region's own. Operations: Azure resource provider operations.
 */

interface Row {
  readonly why: string;
  /** Operations of Azure Resource Manager, without their provider. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
}

const both = (...types: readonly string[]): string[] => types.flatMap((type) => [`${type}/write`, `${type}/delete`]);

/** What the activity log of a subscription tells; an alert of it names one operation. */
export const EVENTS: Readonly<Record<string, Row>> = {
  'policy-change': {
    why: 'what is allowed was changed: a policy, what it is assigned to, or who is exempt (5.2.1, 5.2.2)',
    operations: {
      'Microsoft.Authorization': [
        ...both('policyAssignments', 'policyExemptions'),
        'policyDefinitions/write',
        'policySetDefinitions/write',
      ],
    },
  },
  'access-change': {
    why: 'who may do what was changed',
    operations: { 'Microsoft.Authorization': both('roleAssignments', 'roleDefinitions') },
  },
  'break-glass': {
    why: 'somebody took a role for a time, the one for emergencies among them',
    operations: { 'Microsoft.Authorization': ['roleAssignmentScheduleRequests/write'] },
  },
  'lock-loss': {
    why: 'a lock was taken off: what it kept can be deleted',
    operations: { 'Microsoft.Authorization': ['locks/delete'] },
  },
  'key-loss': {
    why: 'a vault or an HSM was opened, deleted or purged, and with it the keys of what it protects',
    operations: {
      'Microsoft.KeyVault': [
        ...both('vaults', 'managedHSMs'),
        'locations/deletedVaults/purge/action',
        'locations/deletedManagedHSMs/purge/action',
      ],
    },
  },
  'log-loss': {
    why: 'logs are no longer sent, kept or heard of',
    operations: {
      'Microsoft.Insights': [
        'diagnosticSettings/delete',
        'activityLogAlerts/delete',
        'scheduledQueryRules/delete',
        ...both('actionGroups'),
      ],
      'Microsoft.OperationalInsights': ['workspaces/delete'],
      'Microsoft.Network': ['networkWatchers/flowLogs/delete'],
    },
  },
  'data-loss': {
    why: 'an account was deleted, or its keys were asked for, which open it to whoever holds them',
    operations: { 'Microsoft.Storage': ['storageAccounts/delete', 'storageAccounts/listKeys/action'] },
  },
  'network-change': {
    why: 'what networks let through, or where they lead, was changed (5.2.3, 5.2.4)',
    operations: {
      'Microsoft.Network': both(
        'networkSecurityGroups',
        'networkSecurityGroups/securityRules',
        'routeTables/routes',
        'virtualNetworks/virtualNetworkPeerings',
        'azureFirewalls',
        'firewallPolicies/ruleCollectionGroups',
      ),
    },
  },
  exposure: {
    why: 'a way to the internet was opened or changed (5.2.9, 5.2.10)',
    operations: {
      'Microsoft.Network': [...both('publicIPAddresses'), 'natGateways/write', 'virtualNetworkGateways/write'],
    },
  },
  'detector-change': {
    why: 'a security solution was changed or removed (5.2.5, 5.2.6)',
    operations: { 'Microsoft.Security': both('securitySolutions') },
  },
  'cluster-access': {
    why: "the cluster was entered beside Entra ID: its administrator's credentials, or a command run through Azure",
    operations: {
      'Microsoft.ContainerService': [
        'managedClusters/listClusterAdminCredential/action',
        'managedClusters/runCommand/action',
      ],
    },
  },
};

/** Roles nobody acts under from day to day. Source: Azure built-in roles. */
const STANDING = {
  Owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  'User Access Administrator': '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
};

const words = (values: readonly string[]): string => values.map((value) => `"${value}"`).join(', ');
const onKeys = (...operations: readonly string[]): string =>
  `AzureDiagnostics | where ResourceProvider == "MICROSOFT.KEYVAULT" | where OperationName in (${words(operations)})`;

/**
 * What no activity log tells, or no single event of it: asked of the workspace, for every subscription at once. Operations
 * on keys: Azure Key Vault logging.
 */
export const QUERIES: Readonly<Record<string, { readonly why: string; readonly query: string }>> = {
  'keys-lost': {
    why: 'a key was deleted, purged, or changed, as when it is disabled: the activity log knows vaults, not their keys',
    query: onKeys('KeyDelete', 'KeyPurge', 'KeyUpdate'),
  },
  'keys-out': {
    why: 'a key was backed up, restored or released: its material was where it is not used',
    query: onKeys('KeyBackup', 'KeyRestore', 'KeyRelease'),
  },
  'standing-role': {
    why: 'somebody acted as owner, or as administrator of access: nobody holds these roles from day to day',
    query: `AzureActivity | extend role = replace_string(tostring(Authorization_d.evidence.roleDefinitionId), "-", "") | where role in~ (${words(
      Object.values(STANDING).map((guid) => guid.replaceAll('-', '')),
    )})`,
  },
};
