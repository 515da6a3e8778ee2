/** No copy leaves the country: replicas, pairs, backups, failover, exports, and models that answer from elsewhere. */
import {
  all,
  any,
  is,
  isNot,
  isThere,
  memberOutside,
  notAmong,
  outside,
  regionOutside,
  some,
  type,
  types,
} from './conditions';
import { inSubscriptions } from './exposure';
import type { Condition, GuardrailContext, Rule } from './types';

const ABROAD = 'NIST SP 800-53r5 SA-9(5)';
const TRANSFER = 'CSA CCM v4.0 DSP-19';
const BACKUP = 'NIST SP 800-53r5 CP-6';

/** Kinds of storage that stay in their region. */
const LOCAL_KINDS = [
  'Standard_LRS',
  'Standard_ZRS',
  'Premium_LRS',
  'Premium_ZRS',
  'StandardV2_LRS',
  'StandardV2_ZRS',
  'PremiumV2_LRS',
  'PremiumV2_ZRS',
];
/** Kinds that copy to the region's pair, without a door there. */
const PAIR_KINDS = ['Standard_GRS', 'Standard_GZRS', 'StandardV2_GRS', 'StandardV2_GZRS'];

/** Kinds of deployment of a model that answer where they stand. `Global…` is anywhere, `DataZone…` the US or the EU. */
const MODEL_KINDS = ['Standard', 'ProvisionedManaged'];

export const copies = (context: GuardrailContext): Rule[] => {
  const { locations, paired } = context;
  const ours = inSubscriptions(context);
  /** A kind that goes to the pair, except where the pair is one of the country's regions and asked for. */
  const pairAbroad = (wide: Condition): Condition => all(wide, notAmong('location', paired));
  return [
    {
      id: 'storage-redundancy',
      reason: 'storage is copied to no region but those of the country',
      clause: ABROAD,
      when: all(
        type('Microsoft.Storage/storageAccounts'),
        any(
          notAmong('Microsoft.Storage/storageAccounts/sku.name', [...LOCAL_KINDS, ...PAIR_KINDS]),
          pairAbroad({ field: 'Microsoft.Storage/storageAccounts/sku.name', in: PAIR_KINDS }),
        ),
      ),
    },
    {
      id: 'storage-tenants',
      reason: 'storage replicates to no other tenant',
      clause: TRANSFER,
      when: all(
        type('Microsoft.Storage/storageAccounts'),
        isNot('Microsoft.Storage/storageAccounts/allowCrossTenantReplication', false),
      ),
    },
    {
      id: 'storage-copy-scope',
      reason: 'blobs are copied within the tenant or over private links only',
      clause: TRANSFER,
      when: all(
        type('Microsoft.Storage/storageAccounts'),
        notAmong('Microsoft.Storage/storageAccounts/allowedCopyScope', ['AAD', 'PrivateLink']),
      ),
    },
    {
      id: 'object-replication',
      reason: 'objects are replicated between accounts of the country only',
      clause: TRANSFER,
      when: all(
        type('Microsoft.Storage/storageAccounts/objectReplicationPolicies'),
        any(
          outside('Microsoft.Storage/storageAccounts/objectReplicationPolicies/destinationAccount', ours),
          outside('Microsoft.Storage/storageAccounts/objectReplicationPolicies/sourceAccount', ours),
        ),
      ),
    },
    {
      id: 'registry-replicas',
      reason: 'images are replicated to no region but those of the country',
      clause: ABROAD,
      when: all(type('Microsoft.ContainerRegistry/registries/replications'), notAmong('location', locations)),
    },
    {
      id: 'registry-export',
      reason: 'images cannot be exported from a registry',
      clause: TRANSFER,
      when: all(
        type('Microsoft.ContainerRegistry/registries'),
        isNot('Microsoft.ContainerRegistry/registries/policies.exportPolicy.status', 'disabled'),
      ),
    },
    {
      id: 'registry-transfer',
      reason: 'no pipeline or connected registry carries images elsewhere',
      clause: TRANSFER,
      when: types([
        'Microsoft.ContainerRegistry/registries/connectedRegistries',
        'Microsoft.ContainerRegistry/registries/exportPipelines',
      ]),
    },
    {
      id: 'hsm-regions',
      reason: 'an HSM is replicated to no region but those of the country',
      clause: 'NIST SP 800-53r5 SA-9(6)',
      when: all(
        type('Microsoft.KeyVault/managedHSMs'),
        some(
          'Microsoft.KeyVault/managedHSMs/regions[*]',
          memberOutside('Microsoft.KeyVault/managedHSMs/regions[*].name', locations),
        ),
      ),
    },
    {
      id: 'image-regions',
      reason: 'versions of machine images are copied to no region but those of the country',
      clause: ABROAD,
      when: all(
        type('Microsoft.Compute/galleries/images/versions'),
        some(
          'Microsoft.Compute/galleries/images/versions/publishingProfile.targetRegions[*]',
          memberOutside(
            'Microsoft.Compute/galleries/images/versions/publishingProfile.targetRegions[*].name',
            locations,
          ),
        ),
      ),
    },
    {
      id: 'image-sharing',
      reason: 'galleries of machine images are shared with no other tenant',
      clause: TRANSFER,
      when: all(
        type('Microsoft.Compute/galleries'),
        isThere('Microsoft.Compute/galleries/sharingProfile.permissions'),
        isNot('Microsoft.Compute/galleries/sharingProfile.permissions', 'Private'),
      ),
    },
    {
      id: 'cosmos-regions',
      reason: 'databases are replicated to no region but those of the country',
      clause: ABROAD,
      when: all(
        type('Microsoft.DocumentDB/databaseAccounts'),
        some(
          'Microsoft.DocumentDB/databaseAccounts/Locations[*]',
          memberOutside('Microsoft.DocumentDB/databaseAccounts/Locations[*].locationName', locations),
        ),
      ),
    },
    {
      id: 'cosmos-backups',
      reason: "backups of databases stay in the country; the vendor's default is the pair",
      clause: BACKUP,
      when: all(
        type('Microsoft.DocumentDB/databaseAccounts'),
        isNot('Microsoft.DocumentDB/databaseAccounts/backupPolicy.type', 'Continuous'),
        pairAbroad(
          notAmong(
            'Microsoft.DocumentDB/databaseAccounts/backupPolicy.Periodic.periodicModeProperties.backupStorageRedundancy',
            ['Local', 'Zone'],
          ),
        ),
      ),
    },
    {
      id: 'sql-failover',
      reason: 'databases fail over within the country only',
      clause: ABROAD,
      when: all(
        type('Microsoft.Sql/servers/failoverGroups'),
        some('Microsoft.Sql/servers/failoverGroups/partnerServers[*]', {
          allOf: ours.map((scope) => ({
            field: 'Microsoft.Sql/servers/failoverGroups/partnerServers[*].id' as const,
            notLike: `${scope}/*`,
          })),
        }),
      ),
    },
    {
      id: 'sql-instance-failover',
      reason: 'managed instances fail over within the country only',
      clause: ABROAD,
      when: all(
        type('Microsoft.Sql/locations/instanceFailoverGroups'),
        some(
          'Microsoft.Sql/locations/instanceFailoverGroups/partnerRegions[*]',
          memberOutside('Microsoft.Sql/locations/instanceFailoverGroups/partnerRegions[*].location', locations),
        ),
      ),
    },
    {
      id: 'sql-backups',
      reason: "backups of SQL databases stay in the country; the vendor's default is the pair",
      clause: BACKUP,
      when: all(
        type('Microsoft.Sql/servers/databases'),
        pairAbroad(notAmong('Microsoft.Sql/servers/databases/requestedBackupStorageRedundancy', ['Local', 'Zone'])),
      ),
    },
    {
      id: 'sql-instance-backups',
      reason: "backups of managed instances stay in the country; the vendor's default is the pair",
      clause: BACKUP,
      when: all(
        type('Microsoft.Sql/managedInstances'),
        pairAbroad(notAmong('Microsoft.Sql/managedInstances/requestedBackupStorageRedundancy', ['Local', 'Zone'])),
      ),
    },
    ...(['Microsoft.DBForPostgreSql', 'Microsoft.DBForMySql'] as const).map((provider) => ({
      id: provider === 'Microsoft.DBForMySql' ? 'mysql-backups' : 'postgres-backups',
      reason: 'backups of databases stay in the country',
      clause: BACKUP,
      when: all(
        type(`${provider}/flexibleServers`),
        pairAbroad(is(`${provider}/flexibleServers/backup.geoRedundantBackup`, 'Enabled')),
      ),
    })),
    {
      id: 'redis-replicas',
      reason: 'caches are replicated to no region but those of the country',
      clause: ABROAD,
      when: all(
        type('Microsoft.Cache/redis/linkedServers'),
        regionOutside('Microsoft.Cache/redis/linkedservers/linkedRedisCacheLocation', locations),
      ),
    },
    {
      id: 'eventhub-replicas',
      reason: 'streams are replicated to no region but those of the country',
      clause: ABROAD,
      when: all(
        type('Microsoft.EventHub/namespaces'),
        some(
          'Microsoft.EventHub/namespaces/geoDataReplication.locations[*]',
          memberOutside('Microsoft.EventHub/namespaces/geoDataReplication.locations[*].locationName', locations),
        ),
      ),
    },
    {
      id: 'recovery-vaults',
      reason: "backups stay in the country; the vendor's default is the pair",
      clause: BACKUP,
      when: all(
        type('Microsoft.RecoveryServices/vaults'),
        pairAbroad(
          any(
            notAmong('Microsoft.RecoveryServices/vaults/redundancySettings.standardTierStorageRedundancy', [
              'LocallyRedundant',
              'ZoneRedundant',
            ]),
            is('Microsoft.RecoveryServices/vaults/redundancySettings.crossRegionRestore', 'Enabled'),
          ),
        ),
      ),
    },
    {
      id: 'recovery-vault-storage',
      reason: 'the storage of a vault of backups is not widened to the pair afterwards',
      clause: BACKUP,
      // Of a resource below a vault the location is not told: no pair is let through.
      when: all(
        type('Microsoft.RecoveryServices/vaults/backupstorageconfig'),
        any(
          notAmong('Microsoft.RecoveryServices/vaults/backupstorageconfig/storageModelType', [
            'LocallyRedundant',
            'ZoneRedundant',
          ]),
          is('Microsoft.RecoveryServices/vaults/backupstorageconfig/crossRegionRestoreFlag', true),
        ),
      ),
    },
    {
      id: 'site-recovery',
      reason: 'machines are replicated to no region but those of the country',
      clause: ABROAD,
      when: all(
        type('Microsoft.RecoveryServices/vaults/replicationFabrics'),
        regionOutside('Microsoft.RecoveryServices/vaults/replicationFabrics/customDetails.Azure.location', locations),
      ),
    },
    {
      id: 'backup-vaults',
      reason: 'vaults of backups keep them in the country',
      clause: BACKUP,
      when: all(
        type('Microsoft.DataProtection/backupVaults'),
        any(
          pairAbroad(
            some(
              'Microsoft.DataProtection/backupVaults/storageSettings[*]',
              notAmong('Microsoft.DataProtection/backupVaults/storageSettings[*].type', [
                'LocallyRedundant',
                'ZoneRedundant',
              ]),
            ),
          ),
          some(
            'Microsoft.DataProtection/backupVaults/replicatedRegions[*]',
            memberOutside('Microsoft.DataProtection/backupVaults/replicatedRegions[*]', locations),
          ),
        ),
      ),
    },
    {
      id: 'log-replicas',
      reason: 'logs are replicated to no region but those of the country',
      clause: ABROAD,
      when: any(
        all(
          type('Microsoft.OperationalInsights/workspaces'),
          regionOutside('Microsoft.OperationalInsights/workspaces/replication.location', locations),
        ),
        all(
          type('Microsoft.OperationalInsights/clusters'),
          regionOutside('Microsoft.OperationalInsights/clusters/replication.location', locations),
        ),
      ),
    },
    {
      id: 'log-export',
      reason: 'logs are exported to the country only',
      clause: TRANSFER,
      when: all(
        type('Microsoft.OperationalInsights/workspaces/dataExports'),
        outside('Microsoft.OperationalInsights/workspaces/dataExports/destination.resourceId', ours),
      ),
    },
    {
      id: 'model-registries',
      reason: 'registries of models are replicated to no region but those of the country',
      clause: ABROAD,
      when: all(
        type('Microsoft.MachineLearningServices/registries'),
        some(
          'Microsoft.MachineLearningServices/registries/regionDetails[*]',
          memberOutside('Microsoft.MachineLearningServices/registries/regionDetails[*].location', locations),
        ),
      ),
    },
    {
      id: 'model-deployments',
      reason: 'models answer in the region they are deployed in: no global and no data-zone deployment',
      clause: ABROAD,
      when: all(
        type('Microsoft.CognitiveServices/accounts/deployments'),
        notAmong('Microsoft.CognitiveServices/accounts/deployments/sku.name', MODEL_KINDS),
      ),
    },
    {
      id: 'model-routing',
      reason: 'accounts of models answer from no region but those of the country',
      clause: ABROAD,
      when: all(
        type('Microsoft.CognitiveServices/accounts'),
        some(
          'Microsoft.CognitiveServices/accounts/locations.regions[*]',
          memberOutside('Microsoft.CognitiveServices/accounts/locations.regions[*].name', locations),
        ),
      ),
    },
  ];
};
