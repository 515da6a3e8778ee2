/** Azure constructs: each usable alone by any CDKTF app. They know a cloud and no country. */
export { ActivityLog, type ActivityLogProps } from './audit/activity-log';
export { Diagnostics, type DiagnosticsProps, FIREWALL_LOGS } from './audit/diagnostics';
export { SovereignAlerts, type SovereignAlertsProps } from './audit/sovereign-alerts';
export { SovereignWorkspace, type SovereignWorkspaceProps } from './audit/sovereign-workspace';
export { WorkspaceAlerts, type WorkspaceAlertsProps } from './audit/workspace-alerts';
export { type BackupClassProps, SovereignBackup, type SovereignBackupProps } from './backup/sovereign-backup';
export { SovereignWatcher, type SovereignWatcherProps } from './baseline/sovereign-watcher';
export { SubscriptionBaseline, type SubscriptionBaselineProps } from './baseline/subscription-baseline';
export { ClusterIdentities, type ClusterIdentitiesProps } from './cluster/cluster-identities';
export { SovereignCluster, type SovereignClusterProps } from './cluster/sovereign-cluster';
export { PROVIDER_VERSIONS } from './dialect';
export { DeleteLock, type DeleteLockProps } from './guardrails/delete-lock';
export { LocationPolicy, type LocationPolicyProps } from './guardrails/location-policy';
export {
  ManagementGroupGuardrails,
  type ManagementGroupGuardrailsProps,
} from './guardrails/management-group-guardrails';
export { PolicyExemption, type PolicyExemptionProps } from './guardrails/policy-exemption';
export { SovereignGroup, type SovereignGroupProps } from './guardrails/sovereign-group';
export { CustomRole, type CustomRoleProps } from './identity/custom-role';
export { EligibleRole, type EligibleRoleProps } from './identity/eligible-role';
export { FederatedIdentity, type FederatedIdentityProps } from './identity/federated-identity';
export { ServiceGrant, type ServiceGrantProps } from './identity/service-grant';
export { EgressFirewall, type EgressFirewallProps } from './inspection/egress-firewall';
export { EgressPolicy, type EgressPolicyProps } from './inspection/egress-policy';
export { InspectionNetwork, type InspectionNetworkProps } from './inspection/inspection-network';
export { Spoke, type SpokeProps } from './inspection/spoke';
export { CustomerKey, type CustomerKeyProps } from './keys/customer-key';
export { EncryptionIdentity, type EncryptionIdentityProps } from './keys/encryption-identity';
export { HsmKey, type HsmKeyProps } from './keys/hsm-key';
export type { CustomerKeyRef, HsmKeyRef, VaultKeyRef } from './keys/key-ref';
export { SovereignHsm, type SovereignHsmProps } from './keys/sovereign-hsm';
export { SovereignVault, type SovereignVaultProps } from './keys/sovereign-vault';
export { LustreAccess, type LustreAccessProps } from './lustre/lustre-access';
export { SovereignLustre, type SovereignLustreProps } from './lustre/sovereign-lustre';
export { SovereignModels, type SovereignModelsProps } from './models/sovereign-models';
export { FlowLog, type FlowLogProps } from './network/flow-log';
export { CircuitGateway, type CircuitGatewayProps, VpnGateway, type VpnGatewayProps } from './network/operator-gateway';
export {
  EntrancePeering,
  type EntrancePeeringProps,
  type Peer,
  PeeringHalf,
  type PeeringHalfProps,
} from './network/peering';
export { PrivateBastion, type PrivateBastionProps } from './network/private-bastion';
export { SovereignEndpoint, type SovereignEndpointProps } from './network/private-endpoint';
export { PrivateZones, type PrivateZonesProps } from './network/private-zones';
export { SovereignNetwork, type SovereignNetworkProps, type SubnetProps } from './network/sovereign-network';
export type { Placement } from './placement';
export { GpuPool, type GpuPoolProps } from './pools/gpu-pool';
export { ReservationAccess, type ReservationAccessProps } from './pools/reservation-access';
export { SovereignRegistry, type SovereignRegistryProps } from './registry/sovereign-registry';
export { deploymentTenant, deploymentVariable, SovereignRoot, type SovereignRootProps } from './root';
export { ObjectCopies, type ObjectCopiesProps } from './storage/object-copies';
export { SovereignStorage, type SovereignStorageProps } from './storage/sovereign-storage';
export { SovereignChecks, type SovereignChecksProps } from './validation/sovereign-checks';
