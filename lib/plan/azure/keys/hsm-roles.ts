/** Local roles of a Managed HSM, and addresses of its keys. Source: Managed HSM, local RBAC built-in roles. */

/** Reads, wraps and unwraps with a key: what a service is given, on one key. */
export const HSM_SERVICE_ROLE = '33413926-3206-4cdd-b39a-83574fe37a17';

/** Id of a role of any Managed HSM, as its assignments name it. */
export const hsmRoleId = (role: string): string =>
  `/Microsoft.KeyVault/providers/Microsoft.Authorization/roleDefinitions/${role}`;

/** Where a key is: its address for consumers, its path for roles. */
export const hsmKeyAddress = (hsm: string, key: string): { readonly url: string; readonly path: string } => ({
  url: `https://${hsm}.managedhsm.azure.net/keys/${key}`,
  path: `/keys/${key}`,
});

/**
 * What the runner may do in the HSM: make keys, set their rotation, and give services their role on them. It can neither
 * use a key nor delete, import, export, back up or release one, nor touch the security domain.
 */
export const KEY_MAKER = {
  roleName: 'Sovereign key maker',
  description: 'Makes keys and gives services their role on them; uses none.',
  actions: [],
  notActions: [],
  dataActions: [
    'Microsoft.KeyVault/managedHsm/keys/create',
    'Microsoft.KeyVault/managedHsm/keys/read/action',
    'Microsoft.KeyVault/managedHsm/keys/write/action',
    'Microsoft.KeyVault/managedHsm/roleAssignments/delete/action',
    'Microsoft.KeyVault/managedHsm/roleAssignments/read/action',
    'Microsoft.KeyVault/managedHsm/roleAssignments/write/action',
    'Microsoft.KeyVault/managedHsm/roleDefinitions/read/action',
  ],
  notDataActions: [],
} as const;
