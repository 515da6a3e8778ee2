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
        ...both('policyDefinitions', 'policySetDefinitions'),
      ],
    },
  },
  'access-change': {
    why: 'who may do what was changed',
    operations: {
      'Microsoft.Authorization': both('roleAssignments', 'roleDefinitions'),
      'Microsoft.ManagedIdentity': both('userAssignedIdentities/federatedIdentityCredentials'),
    },
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
        'vaults/accessPolicies/write',
        'locations/deletedVaults/purge/action',
        'locations/deletedManagedHSMs/purge/action',
      ],
    },
  },
  'log-loss': {
    why: 'logs are no longer sent, kept or heard of',
    operations: {
      'Microsoft.Insights': [
        ...both('diagnosticSettings'),
        'activityLogAlerts/delete',
        'scheduledQueryRules/delete',
        ...both('actionGroups'),
      ],
      'Microsoft.OperationalInsights': ['workspaces/delete'],
      'Microsoft.Network': ['networkWatchers/flowLogs/delete'],
    },
  },
  'data-loss': {
    // Not listKeys: Terraform asks for keys whenever it reads an account, and they open nothing until the account is changed.
    why: 'an account was deleted, or changed: what it lets in, by which keys and from where',
    operations: { 'Microsoft.Storage': both('storageAccounts') },
  },
  'network-change': {
    why: 'what networks let through, or where they lead, was changed (5.2.3, 5.2.4)',
    operations: {
      'Microsoft.Network': both(
        'networkSecurityGroups',
        'networkSecurityGroups/securityRules',
        'routeTables',
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

/** Vaults and HSMs write to the shared table or to one of their own, as the vendor decides. */
const onKeys = (operations: readonly string[], beginnings: readonly string[] = []): string =>
  [
    'union isfuzzy=true (AzureDiagnostics | where ResourceProvider == "MICROSOFT.KEYVAULT"), AZKVAuditLogs',
    [
      'where OperationName in ('.concat(words(operations), ')'),
      ...beginnings.map((begin) => `OperationName startswith "${begin}"`),
    ].join(' or '),
  ].join(' | ');

/** The activity log says a role's id without hyphens. */
const ROLE = 'extend role = replace_string(tostring(Authorization_d.evidence.roleDefinitionId), "-", "")';
const bare = (guids: readonly string[]): string => words(guids.map((guid) => guid.replaceAll('-', '')));

interface Query {
  readonly why: string;
  readonly query: string;
}

/**
 * What no activity log of a subscription tells, or no single event of it: asked of the workspace, for every subscription at
 * once. Operations on keys: Azure Key Vault logging, Managed HSM logging.
 */
export const QUERIES: Readonly<Record<string, Query>> = {
  'keys-lost': {
    why: 'a key was deleted, purged, or changed, as when it is disabled: the activity log knows vaults, not their keys',
    query: onKeys(['KeyDelete', 'KeyPurge', 'KeyUpdate']),
  },
  'keys-out': {
    why: 'a key was backed up, restored or released, or the whole HSM was: its material was where it is not used',
    query: onKeys(['KeyBackup', 'KeyRestore', 'KeyRelease'], ['Backup', 'Restore', 'SecurityDomain']),
  },
  'policies-changed': {
    why: 'what is allowed was changed, in a management group too, whose log is of no subscription',
    query: `AzureActivity | where OperationNameValue matches regex @"(?i)^Microsoft\\.Authorization/policy(Assignments|Definitions|SetDefinitions|Exemptions)/(write|delete)$"`,
  },
  'standing-role': {
    why: 'somebody acted as owner, or as administrator of access: nobody holds these roles from day to day',
    query: `AzureActivity | ${ROLE} | where role in~ (${bare(Object.values(STANDING))})`,
  },
};

/** Who may take the role for emergencies, and the role itself, where the country has one of its own. */
export interface BreakGlass {
  /** Object ids in Entra ID, of people or groups. */
  readonly principals: readonly string[];
  /** UUID of the role. */
  readonly role?: string;
}

/**
 * Whatever they do is an incident to be explained: in Azure Resource Manager by who they are or the role they act under, in
 * a cluster by who they are, or the group that lets them in.
 */
export const breakGlassQuery = ({ principals, role }: BreakGlass): Query => {
  const who = words(principals);
  return {
    why: 'break-glass was used: whoever may take it acted, or somebody acted under its role',
    query: [
      `union isfuzzy=true (AzureActivity | ${ROLE} | where Claims has_any (${who})${role ? ` or role in~ (${bare([role])})` : ''})`,
      `(AzureDiagnostics | where Category startswith "kube-audit" | where column_ifexists("log_s", "") has_any (${who}))`,
      `(AKSAuditAdmin | where tostring(column_ifexists("User", "")) has_any (${who}))`,
    ].join(', '),
  };
};
