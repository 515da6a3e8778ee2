/** GPU pools of a cell, and its system pool. */

export interface NicPlan {
  readonly card: number;
  readonly device: number;
  readonly type: 'interface' | 'efa-only';
}

export type Capacity = { readonly kind: 'on-demand' } | { readonly kind: 'block' | 'reservation'; readonly id: string };

export interface AwsPoolPlan {
  readonly name: string;
  readonly instance: string;
  readonly gpu: string;
  /** GPUs of one node. */
  readonly gpus: number;
  readonly nodes: { readonly min: number; readonly max: number };
  readonly zone: string;
  readonly subnet: string;
  /** Nodes it can grow to where it stands; beyond, its subnet moves and those after it, or its zone has no addresses for pods. */
  readonly room: number;
  readonly capacity: Capacity;
  readonly nics: readonly NicPlan[];
  /** Cluster placement group: on-demand pools of several nodes with EFA only. */
  readonly placementGroup: boolean;
  readonly amiType: string;
  /** Whether its nodes' own NVMe disks hold images and scratch space. */
  readonly localDisks: boolean;
  /** Name of the node group and its launch template; carries a digest of what cannot change in place. */
  readonly nodegroup: string;
}

/** Nodes of the cluster's own pods, apart from GPU work. */
export interface SystemPoolPlan {
  readonly nodegroup: string;
  readonly instances: readonly string[];
  readonly nodes: { readonly min: number; readonly max: number };
  /** Whether the catalogue knows that every zone sells the type. */
  readonly verified: boolean;
}
