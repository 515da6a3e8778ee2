/** What is stored is under the country's keys, and keys stay until their time is over. */
import { all, any, is, isMissing, isNot, isThere, notAmong, some, type } from './conditions';
import type { GuardrailContext, Rule } from './types';

const AT_REST = 'NIST SP 800-53r5 SC-28(1)';
const OWN = 'CSA CCM v4.0 CEK-08';
const KEPT = 'CSA CCM v4.0 CEK-14';
const CLUSTERS = 'Microsoft.ContainerService/managedClusters';

/** Kinds of encryption of disks that rest on the customer's key. */
const CUSTOMER = [
  'ConfidentialVmEncryptedWithCustomerKey',
  'EncryptionAtRestWithCustomerKey',
  'EncryptionAtRestWithPlatformAndCustomerKeys',
];

/** Rules that a purpose of the plan is answered by, which fall where its exception lets the vendor hold the key. */
const ANSWERED: Readonly<Record<string, string>> = {
  'registry-key': 'registry',
  'log-key': 'logs',
  'model-key': 'models',
};

export const keyGuards = ({ vendorKeys }: GuardrailContext): Rule[] =>
  RULES.filter(({ id }) => !vendorKeys.includes(ANSWERED[id] ?? ''));

const RULES: readonly Rule[] = [
  {
    id: 'storage-key',
    reason: "storage is under the country's key",
    clause: OWN,
    when: all(
      type('Microsoft.Storage/storageAccounts'),
      isNot('Microsoft.Storage/storageAccounts/encryption.keySource', 'Microsoft.Keyvault'),
    ),
  },
  {
    id: 'disk-key',
    reason: "disks are under the country's key",
    clause: OWN,
    when: all(type('Microsoft.Compute/disks'), isMissing('Microsoft.Compute/disks/encryption.diskEncryptionSetId')),
  },
  {
    id: 'snapshot-key',
    // A snapshot that does not say is encrypted as its disk is.
    reason: "snapshots are not taken from the country's key",
    clause: OWN,
    when: all(
      type('Microsoft.Compute/snapshots'),
      is('Microsoft.Compute/snapshots/encryption.type', 'EncryptionAtRestWithPlatformKey'),
    ),
  },
  {
    id: 'encryption-sets',
    reason: "encryption sets rest on the country's key, in its own tenant",
    clause: OWN,
    when: all(
      type('Microsoft.Compute/diskEncryptionSets'),
      any(
        notAmong('Microsoft.Compute/diskEncryptionSets/encryptionType', CUSTOMER),
        isThere('Microsoft.Compute/diskEncryptionSets/federatedClientId'),
      ),
    ),
  },
  {
    id: 'registry-key',
    reason: "images are under the country's key",
    clause: OWN,
    when: all(
      type('Microsoft.ContainerRegistry/registries'),
      isNot('Microsoft.ContainerRegistry/registries/encryption.status', 'enabled'),
    ),
  },
  {
    id: 'cluster-key',
    reason: "disks of clusters are under the country's key, and their hosts encrypt what they cache",
    clause: AT_REST,
    when: any(
      all(
        type(CLUSTERS),
        any(
          isMissing(`${CLUSTERS}/diskEncryptionSetID`),
          some(
            `${CLUSTERS}/agentPoolProfiles[*]`,
            isNot(`${CLUSTERS}/agentPoolProfiles[*].enableEncryptionAtHost`, true),
          ),
        ),
      ),
      all(type(`${CLUSTERS}/agentPools`), isNot(`${CLUSTERS}/agentPools/enableEncryptionAtHost`, true)),
    ),
  },
  {
    id: 'model-key',
    reason: "what accounts of models keep is under the country's key",
    clause: OWN,
    when: all(
      type('Microsoft.CognitiveServices/accounts'),
      isNot('Microsoft.CognitiveServices/accounts/encryption.keySource', 'Microsoft.KeyVault'),
    ),
  },
  {
    id: 'learning-key',
    reason: "workspaces of learning are under the country's key",
    clause: OWN,
    when: all(
      type('Microsoft.MachineLearningServices/workspaces'),
      isNot('Microsoft.MachineLearningServices/workspaces/encryption.status', 'Enabled'),
    ),
  },
  {
    id: 'cosmos-key',
    reason: "databases are under the country's key",
    clause: OWN,
    when: all(
      type('Microsoft.DocumentDB/databaseAccounts'),
      isMissing('Microsoft.DocumentDB/databaseAccounts/keyVaultKeyUri'),
    ),
  },
  {
    id: 'log-key',
    // A cluster is made first and given its key afterwards: to refuse it would refuse every cluster.
    effect: 'Audit',
    reason: "clusters of logs are under the country's key",
    clause: OWN,
    when: all(
      type('Microsoft.OperationalInsights/clusters'),
      isMissing('Microsoft.OperationalInsights/clusters/keyVaultProperties.keyVaultUri'),
    ),
  },
  {
    id: 'vault-purge',
    reason: 'keys of a vault cannot be purged, and roles rule who uses them',
    clause: KEPT,
    when: all(
      type('Microsoft.KeyVault/vaults'),
      any(
        isNot('Microsoft.KeyVault/vaults/enablePurgeProtection', true),
        is('Microsoft.KeyVault/vaults/enableSoftDelete', false),
        isNot('Microsoft.KeyVault/vaults/enableRbacAuthorization', true),
      ),
    ),
  },
  {
    id: 'hsm-purge',
    reason: 'keys of an HSM cannot be purged',
    clause: KEPT,
    when: all(
      type('Microsoft.KeyVault/managedHSMs'),
      isNot('Microsoft.KeyVault/managedHSMs/enablePurgeProtection', true),
    ),
  },
];
