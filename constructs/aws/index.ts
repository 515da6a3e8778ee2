/** AWS constructs: each usable alone by any CDK app. They know a cloud and no country. */
export { AccountTrail, type AccountTrailProps } from './audit/account-trail';
export { AlarmTopic, type AlarmTopicProps, EventAlarms, type EventAlarmsProps, forAlarms } from './audit/alarms';
export { ConfigurationRecorder, type ConfigurationRecorderProps } from './audit/configuration-recorder';
export { SecurityHub, type SecurityHubProps, ThreatDetector, type ThreatDetectorProps } from './audit/threat-detection';
export { AccountBaseline, type AccountBaselineProps } from './baseline/account-baseline';
export { clusterRole, SovereignCluster, type SovereignClusterProps } from './cluster/sovereign-cluster';
export { Guardrail, type GuardrailProps } from './guardrails/guardrail';
export {
  forAutoScaling,
  forCluster,
  forLogGroups,
  forRegistry,
  SovereignKey,
  type SovereignKeyProps,
} from './keys/sovereign-key';
export { type EndpointPolicyProps, endpointPolicy } from './network/endpoint-policies';
export { SovereignNetwork, type SovereignNetworkProps } from './network/sovereign-network';
export { GpuPool, type GpuPoolProps } from './pools/gpu-pool';
export { SystemPool, type SystemPoolProps } from './pools/system-pool';
export { ImageRepository, type ImageRepositoryProps } from './registry/image-repository';
export { type Deliveries, forDeliveries } from './storage/deliveries';
export { ReplicationRole, type ReplicationRoleProps } from './storage/replication-role';
export { SovereignBucket, type SovereignBucketProps } from './storage/sovereign-bucket';
export type { Statement } from './text';
