/** What is there before the first root: the state's account, the runner, providers registered. */
import { type Capability, precondition } from '../capability';

/** Resource providers the roots use; Terraform registers none by itself. */
const PROVIDERS = [
  'Microsoft.AlertsManagement',
  'Microsoft.Authorization',
  'Microsoft.Compute',
  'Microsoft.ContainerRegistry',
  'Microsoft.ContainerService',
  'Microsoft.DataProtection',
  'Microsoft.Insights',
  'Microsoft.KeyVault',
  'Microsoft.ManagedIdentity',
  'Microsoft.Network',
  'Microsoft.OperationalInsights',
  'Microsoft.PolicyInsights',
  'Microsoft.Storage',
];
/** Provider of models. */
const COGNITIVE = 'Microsoft.CognitiveServices';
/** Provider of managed Lustre. */
const STORAGE_CACHE = 'Microsoft.StorageCache';

export const bootstrap: Capability = {
  notes: ({ backend, location, roots, models, cells }, _, target) => ({
    preconditions: [
      precondition(
        'state-account',
        `the state account ${backend.storage_account_name}${target.state ? '' : ' (a derived name)'} exists in the country, private, without shared keys, with container ${backend.container_name}`,
        `az storage account show --name ${backend.storage_account_name} --resource-group ${backend.resource_group_name} --query "[location, publicNetworkAccess, allowSharedKeyAccess]"`,
      ),
      precondition(
        'runner',
        `a private runner in ${location} deploys: vaults and state cannot be reached from elsewhere, and plans must not leave`,
        'run Terraform on a host of your own in the country, on a network with no public address',
      ),
      precondition(
        'runner-path',
        'the runner reaches the private endpoints of every root it deploys',
        `the first apply of ${roots.map(({ name }) => name).join(', ')} stops at the vault's keys: peer the runner's network with the network made, link the zones to it, and apply again`,
      ),
      precondition(
        'runner-roles',
        'the runner may make resources, assign roles and make keys, and nothing reads data',
        'az role assignment create for Contributor, Role Based Access Control Administrator, Resource Policy Contributor, Locks Contributor, Key Vault Crypto Officer and Storage Blob Data Contributor (state container)',
      ),
      precondition(
        'providers',
        `these resource providers are registered: ${[...PROVIDERS, ...(models ? [COGNITIVE] : []), ...(cells.some(({ lustre }) => lustre) ? [STORAGE_CACHE] : [])].join(', ')}`,
        'az provider register --namespace <provider> --wait',
      ),
    ],
  }),
};
