/** The cluster of a cell. */
import type { Confidence } from '../../../catalogue';

export type AddonName =
  | 'vpc-cni'
  | 'kube-proxy'
  | 'eks-pod-identity-agent'
  | 'eks-node-monitoring-agent'
  | 'coredns'
  | 'metrics-server'
  | 'aws-ebs-csi-driver'
  | 'aws-fsx-csi-driver';

/** An EKS add-on in a fixed version. */
export interface AddonPlan {
  readonly name: AddonName;
  readonly version: string;
  /** How sure the catalogue is that this version is sold for the cluster's Kubernetes version. */
  readonly confidence: Confidence;
  readonly reason: string;
  /** Whether nodes wait for it to be ready, or it waits for nodes to run on. */
  readonly order: 'before-nodes' | 'after-nodes';
  /** Its settings, where its own defaults do not do. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Role its pods take through the pod identity agent. */
  readonly role?: { readonly name: string; readonly serviceAccount: string };
}

export interface DeliveryPlan {
  readonly stream: string;
  /** Where in the archive. */
  readonly prefix: string;
  readonly roles: { readonly writer: string; readonly feeder: string };
}

export interface ClusterPlan {
  readonly name: string;
  readonly version: string;
  readonly serviceCidr: string;
  readonly logGroup: string;
  /** Days; absent: never expires (longer than CloudWatch Logs can say). */
  readonly logDays?: number;
  /** How those logs come to the archive, where they are locked. */
  readonly delivery: DeliveryPlan;
  readonly roles: { readonly cluster: string; readonly node: string; readonly autoscaler: string };
  readonly addons: readonly AddonPlan[];
}
