/** AWS constructs: each usable alone by any CDK app. They know a cloud and no country. */
export {
  forAlarms,
  forCluster,
  forDeliveries,
  forLogGroups,
  forRegistry,
  forReplication,
  forVolumes,
} from '../../lib/plan/aws';
export { AccountTrail, type AccountTrailProps } from './audit/account-trail';
export { AlarmTopic, type AlarmTopicProps, EventAlarms, type EventAlarmsProps } from './audit/alarms';
export { ConfigurationRecorder, type ConfigurationRecorderProps } from './audit/configuration-recorder';
export { SecurityHub, type SecurityHubProps, ThreatDetector, type ThreatDetectorProps } from './audit/threat-detection';
export { AccountBaseline, type AccountBaselineProps } from './baseline/account-baseline';
export { clusterRole, SovereignCluster, type SovereignClusterProps } from './cluster/sovereign-cluster';
export { Guardrail, type GuardrailProps } from './guardrails/guardrail';
export { EgressFirewall, type EgressFirewallProps } from './inspection/egress-firewall';
export { InspectionVpc, type InspectionVpcProps } from './inspection/inspection-vpc';
export { Spoke, type SpokeProps } from './inspection/spoke';
export { TransitHub, type TransitHubProps } from './inspection/transit-hub';
export { SovereignKey, type SovereignKeyProps } from './keys/sovereign-key';
export { type EndpointPolicyProps, endpointPolicy } from './network/endpoint-policies';
export { SovereignNetwork, type SovereignNetworkProps } from './network/sovereign-network';
export { GpuPool, type GpuPoolProps } from './pools/gpu-pool';
export { SystemPool, type SystemPoolProps } from './pools/system-pool';
export { ImageRepository, type ImageRepositoryProps } from './registry/image-repository';
export type { Deliveries } from './storage/deliveries';
export { ReplicationRole, type ReplicationRoleProps } from './storage/replication-role';
export { SovereignBucket, type SovereignBucketProps } from './storage/sovereign-bucket';
export { WorkloadRole, type WorkloadRoleProps } from './tenants/workload-role';
export type { Statement } from './text';
