import type { MaintenancePlan } from './maintenance';

export type { MaintenancePlan } from './maintenance';

export interface ClusterPlan {
  readonly name: string;
  readonly nodeResourceGroup: string;
  readonly dnsPrefix: string;
  readonly privateZone: string;
  /** `vnet`: the API server stands in the cell's network. `private-link`: the region has no such integration. */
  readonly apiServer: 'vnet' | 'private-link';
  /** Whether etcd is wrapped by the cell's own key, in a vault; needs `vnet`. */
  readonly customerEtcdKey: boolean;
  readonly identity: string;
  readonly kubeletIdentity: string;
  readonly diskEncryptionSet: string;
  readonly diskIdentity: string;
  readonly serviceCidr: string;
  readonly podCidr: string;
  readonly dnsServiceIp: string;
  /** Kubernetes minor version; its patches come by themselves. */
  readonly version: string;
  readonly maintenance: MaintenancePlan;
  /** Workspace that Microsoft Defender's sensor reports through; absent: no sensor. */
  readonly sensorWorkspaceId?: string;
  readonly outboundType: 'none' | 'userDefinedRouting';
  readonly system: {
    readonly size: string;
    readonly vcpus: number;
    readonly nodes: { readonly min: number; readonly max: number };
    readonly zones: readonly string[];
  };
}
