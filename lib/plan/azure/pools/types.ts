import type { OsDiskPlan } from './os-disk';

export type { OsDiskPlan } from './os-disk';
export type { ReservationsPlan } from './reservations';

export interface AzurePoolPlan {
  readonly name: string;
  readonly size: string;
  readonly gpu: string;
  /** GPUs of one node. */
  readonly gpus: number;
  readonly vcpus: number;
  readonly nodes: { readonly min: number; readonly max: number };
  /** GPUs of the pool at its largest. */
  readonly totalGpus: number;
  /** Availability zones; empty: Azure chooses, and keeps the pool together. */
  readonly zones: readonly string[];
  /** Whether AKS installs the vendor's driver; AKS has none for AMD. */
  readonly gpuDriver: 'Install' | 'None';
  /** Whether its nodes share an InfiniBand fabric. */
  readonly rdma: boolean;
  readonly arch: 'x86_64' | 'arm64';
  readonly osDisk: OsDiskPlan;
  /** Id of the capacity reservation group its nodes come from; absent: on demand. */
  readonly reservation?: string;
  readonly subnet: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly string[];
}
