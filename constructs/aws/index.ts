/** AWS constructs: each usable alone by any CDK app. They know a cloud and no country. */

export {
  forAlarms,
  forBackup,
  forCluster,
  forDeliveries,
  forFileSystem,
  forLinkedFileSystems,
  forLogGroups,
  forRegistry,
  forReplication,
  forStream,
  forStreams,
  forVault,
  forVolumes,
} from '../../lib/plan/aws';
export { AccountTrail, type AccountTrailProps } from './audit/account-trail';
export { AlarmTopic, type AlarmTopicProps, EventAlarms, type EventAlarmsProps } from './audit/alarms';
export { ConfigurationRecorder, type ConfigurationRecorderProps } from './audit/configuration-recorder';
export { LogStream, type LogStreamProps } from './audit/log-stream';
export { SecurityHub, type SecurityHubProps, ThreatDetector, type ThreatDetectorProps } from './audit/threat-detection';
export { BackupRoles, type BackupRolesProps, type KeysByAlias, type Store } from './backup/backup-roles';
export { BackupSchedule, type BackupScheduleProps } from './backup/backup-schedule';
export { SovereignVault, type SovereignVaultProps } from './backup/sovereign-vault';
export { AccountBaseline, type AccountBaselineProps } from './baseline/account-baseline';
export { SovereignBootstrap, type SovereignBootstrapProps } from './bootstrap/sovereign-bootstrap';
export { TemplatesBucket, type TemplatesBucketProps } from './bootstrap/templates-bucket';
export { forCni, forEbsDriver, forFileSystems } from './cluster/addon-permissions';
export { AutoscalerRole, type AutoscalerRoleProps } from './cluster/autoscaler-role';
export {
  type ClusterRoleProps,
  clusterRole,
  type NodeRoleProps,
  nodeRole,
  type PodRoleProps,
  podRole,
} from './cluster/roles';
export { SovereignCluster, type SovereignClusterProps } from './cluster/sovereign-cluster';
export { Guardrail, type GuardrailProps } from './guardrails/guardrail';
export { ClusterAccess, type ClusterAccessProps } from './identity/access-entry';
export { NamedPolicy, type NamedPolicyProps } from './identity/named-policy';
export { PersonRole, type PersonRoleProps } from './identity/person-role';
export { EgressFirewall, type EgressFirewallProps } from './inspection/egress-firewall';
export { InspectionVpc, type InspectionVpcProps } from './inspection/inspection-vpc';
export { Spoke, type SpokeProps } from './inspection/spoke';
export { TransitHub, type TransitHubProps } from './inspection/transit-hub';
export { SovereignKey, type SovereignKeyProps } from './keys/sovereign-key';
export { type LustreDurability, SovereignLustre, type SovereignLustreProps } from './lustre/sovereign-lustre';
export { type EndpointPolicyProps, endpointPolicy } from './network/endpoint-policies';
export { NameFirewall, type NameFirewallProps } from './network/name-firewall';
export { NetworkAcl, type NetworkAclProps } from './network/network-acl';
export { OperatorGateway, type OperatorGatewayProps } from './network/operator-gateway';
export { type PodSubnet, podNetworking } from './network/pod-networking';
export { SessionHost, type SessionHostProps } from './network/session-host';
export { SovereignNetwork, type SovereignNetworkProps } from './network/sovereign-network';
export { GpuPool, type GpuPoolProps } from './pools/gpu-pool';
export { SystemPool, type SystemPoolProps } from './pools/system-pool';
export { ImageRepository, type ImageRepositoryProps } from './registry/image-repository';
export type { Deliveries } from './storage/deliveries';
export { ReplicationRole, type ReplicationRoleProps } from './storage/replication-role';
export { SovereignBucket, type SovereignBucketProps } from './storage/sovereign-bucket';
export { WorkloadRole, type WorkloadRoleProps } from './tenants/workload-role';
export type { Statement } from './text';
export { SovereignChecks, type SovereignChecksProps } from './validation/sovereign-checks';
