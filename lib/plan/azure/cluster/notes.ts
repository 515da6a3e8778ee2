/** The clusters: what each cell's root must hold for its own, and what AKS leaves to be seen to. */
import { azure } from '../../../catalogue';
import { type Capability, diagnosticsName, inRoot, precondition, subscriptionsOf, vendorHeld } from '../capability';
import { tableFact } from '../facts';
import { locationParameters, policyName } from '../guardrails/notes';

export const cluster: Capability = {
  expectations: ({ cells, location, allowedLocations }) =>
    cells.flatMap((cell) => {
      const { root, cluster: own } = cell;
      const expected = inRoot(root);
      return [
        {
          ...expected('cluster', 'kubernetes_cluster', own.name, {
            location,
            private_cluster_enabled: true,
            private_cluster_public_fqdn_enabled: false,
            local_account_disabled: true,
            run_command_enabled: false,
            azure_policy_enabled: true,
            'network_profile.outbound_type': own.outboundType,
            kubernetes_version: own.version,
            workload_identity_enabled: true,
            oidc_issuer_enabled: true,
            image_cleaner_enabled: true,
            'storage_profile.file_driver_enabled': false,
            'storage_profile.blob_driver_enabled': false,
            'maintenance_window_node_os.day_of_week': own.maintenance.day,
            'maintenance_window_auto_upgrade.day_of_week': own.maintenance.day,
            'default_node_pool.host_encryption_enabled': true,
            'default_node_pool.only_critical_addons_enabled': true,
            ...(own.sensorWorkspaceId
              ? { 'microsoft_defender.log_analytics_workspace_id': own.sensorWorkspaceId }
              : {}),
          }),
          ...vendorHeld(cell, 'etcd', 'key_management_service'),
        },
        expected('cluster/logs', 'monitor_diagnostic_setting', diagnosticsName(own.name)),
        expected('cluster/nodes/policy', 'resource_group_policy_assignment', policyName(own.nodeResourceGroup), {
          parameters: locationParameters(allowedLocations),
        }),
        expected('cluster/disks', 'disk_encryption_set', own.diskEncryptionSet, { location }),
        ...[own.identity, own.kubeletIdentity, own.diskIdentity].map((name) =>
          expected(`cluster/identities/${name}`, 'user_assigned_identity', name, { location }),
        ),
      ];
    }),
  notes: ({ cells, egress, location }) => {
    const watched = cells.filter(({ cluster: { sensorWorkspaceId } }) => sensorWorkspaceId).map(({ name }) => name);
    return {
      preconditions: [
        precondition(
          'feature-encryption-at-host',
          `the feature EncryptionAtHost is registered in every subscription of a cell: ${subscriptionsOf(cells)}`,
          'az feature register --namespace Microsoft.Compute --name EncryptionAtHost, then az provider register --namespace Microsoft.Compute',
        ),
        ...(cells.some(({ cluster: { apiServer } }) => apiServer === 'vnet')
          ? [
              precondition(
                'api-server-capacity',
                `${location} has capacity for API server VNet integration: the vendor refuses it at times`,
                'make the cluster early; it cannot be had later without a new cluster',
              ),
            ]
          : []),
        ...(egress === 'isolated'
          ? [
              precondition(
                'isolated-policy',
                'the Azure Policy add-on of an isolated cluster is tried first: it asks for its assignments outside, and has no private endpoint',
                'deploy one cell, look at the add-on with: kubectl get pods -n kube-system -l app=azure-policy',
              ),
            ]
          : []),
        ...(watched.length > 0
          ? [
              precondition(
                'defender-plan',
                `the Containers plan of Microsoft Defender for Cloud is on in every subscription of a cell (${subscriptionsOf(cells)}), and the firewall lets the sensor out`,
                'az security pricing create --name Containers --tier Standard; allow *.cloud.defender.microsoft.com, *.ods.opinsights.azure.com and *.oms.opinsights.azure.com',
              ),
            ]
          : []),
        precondition(
          'cluster-access',
          'operators are given roles on each cluster: local accounts are off and nobody is an administrator by default',
          'az role assignment create --role "Azure Kubernetes Service RBAC Writer", eligible for a time (Privileged Identity Management)',
        ),
      ],
      facts: [...new Set(cells.map(({ cluster: { version } }) => version))].map((version) =>
        tableFact(
          'kubernetes',
          `AKS supports Kubernetes ${version} until ${azure.kubernetes[version] ?? 'a day not known'}`,
        ),
      ),
      residualRisks: [
        ...(watched.length > 0
          ? [
              `Azure: Microsoft Defender's sensor in ${watched.join(', ')} sends security events (names of processes, pods and images) to a service of the vendor that keeps them in a geography of its own choosing, outside the region.`,
            ]
          : []),
        "Azure: the AKS control plane runs in the vendor's subscription in the region; its OIDC issuer publishes signing keys (no data) on a public address.",
      ],
    };
  },
};
