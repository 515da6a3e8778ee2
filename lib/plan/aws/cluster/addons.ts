/** EKS add-ons of a cluster: which, why, in which version, and which of them takes a role. */
import { aws } from '../../../catalogue';
import type { AddonName, AddonPlan } from './types';

interface Row extends Pick<AddonPlan, 'reason' | 'order'> {
  readonly settings?: (cluster: string) => Readonly<Record<string, unknown>>;
  /** Service account that takes a role, and the last word of the role's name. */
  readonly role?: { readonly serviceAccount: string; readonly word: string };
  /** Part of the cell it is for; absent: every cell. */
  readonly for?: 'lustre';
}

const TABLE: Readonly<Record<AddonName, Row>> = {
  'eks-pod-identity-agent': { reason: 'pods take roles of their own, never that of their node', order: 'before-nodes' },
  'kube-proxy': { reason: 'services reach their pods', order: 'before-nodes' },
  'vpc-cni': {
    reason: 'pods have addresses of the network',
    order: 'before-nodes',
    // Prefixes of 16, so that a node runs out of pods before its interfaces run out of addresses.
    settings: () => ({ env: { ENABLE_PREFIX_DELEGATION: 'true', WARM_PREFIX_TARGET: '1' } }),
    role: { serviceAccount: 'aws-node', word: 'cni' },
  },
  'eks-node-monitoring-agent': {
    reason: 'broken GPUs, links and disks are seen, so that node repair replaces the node',
    order: 'after-nodes',
  },
  coredns: { reason: 'names are answered in the cluster', order: 'after-nodes' },
  'metrics-server': { reason: 'pods scale by what they use', order: 'after-nodes' },
  'aws-ebs-csi-driver': {
    reason: "pods have volumes, under the cell's key",
    order: 'after-nodes',
    // The tag that fences the driver's role: without it the driver may touch no volume.
    settings: (cluster) => ({ controller: { k8sTagClusterId: cluster } }),
    role: { serviceAccount: 'ebs-csi-controller-sa', word: 'ebs-csi' },
  },
  'aws-fsx-csi-driver': {
    reason: "pods mount the cell's Lustre file system",
    order: 'after-nodes',
    role: { serviceAccount: 'fsx-csi-controller-sa', word: 'fsx-csi' },
    for: 'lustre',
  },
};

/** Add-ons of every cluster, by name. */
export const ADDONS: readonly AddonName[] = (Object.entries(TABLE) as [AddonName, Row][])
  .filter(([, row]) => row.for === undefined)
  .map(([name]) => name);

export interface AddonProps {
  /** Kubernetes minor version. */
  readonly version: string;
  readonly cluster: string;
  /**
   * Whether the cell has a Lustre file system.
   * @default false
   */
  readonly lustre?: boolean;
  /**
   * Names a role by its last word.
   * @default - the cluster's name before the word
   */
  readonly roleName?: (word: string) => string;
}

/**
 * Add-ons of a cluster, each in the one version the catalogue holds for its Kubernetes version.
 *
 * @throws RangeError for a Kubernetes version the catalogue holds no add-ons of
 */
export function addonsFor({ version, cluster, lustre = false, roleName }: AddonProps): AddonPlan[] {
  const versions = Object.hasOwn(aws.addons, version) ? aws.addons[version] : undefined;
  if (!versions)
    throw new RangeError(
      `The catalogue holds no add-on versions for Kubernetes ${version}, only for ${Object.keys(aws.addons).join(', ')}`,
    );
  return (Object.entries(TABLE) as [AddonName, Row][])
    .filter(([, row]) => row.for !== 'lustre' || lustre)
    .map(([name, { reason, order, settings, role }]) => {
      const fact = versions[name];
      if (!fact) throw new RangeError(`The catalogue holds no version of ${name} for Kubernetes ${version}`);
      return {
        name,
        version: fact.version,
        confidence: fact.confidence,
        reason,
        order,
        settings: settings?.(cluster),
        role: role && {
          name: roleName?.(role.word) ?? `${cluster}-${role.word}`,
          serviceAccount: role.serviceAccount,
        },
      };
    });
}
