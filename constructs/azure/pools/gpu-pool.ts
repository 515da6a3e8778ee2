import { azureSize } from '../../../lib/catalogue';
import {
  type AzurePoolPlan,
  driverFor,
  GPU_TAINT,
  isRdma,
  labelsFor,
  type OsDiskPlan,
  osDiskFor,
} from '../../../lib/plan/azure';
import { Construct, type ITerraformDependable, KubernetesClusterNodePool } from '../cdktf';
import { DRAIN_MINUTES, MAX_PODS, SOAK_MINUTES } from '../cluster/sovereign-cluster';

export interface GpuPoolProps {
  /** 1 to 12 of a-z and 0-9, beginning with a letter. */
  readonly name: string;
  readonly clusterId: string;
  /** VM size, as `Standard_NC40ads_H100_v5`. */
  readonly size: string;
  /** Fewest and most nodes; the cluster's autoscaler moves between them. */
  readonly nodes: { readonly min: number; readonly max: number };
  /** The pool's own subnet. */
  readonly subnetId: string;
  /**
   * The pool's one zone, `1` to `3`.
   * @default - the one Azure places the pool in
   */
  readonly zone?: string;
  /**
   * Id of the capacity reservation group its nodes come from. Not for ND sizes nor NCads H100 v5.
   * @default - none: on demand
   */
  readonly reservationGroupId?: string;
  /** @default - Install for NVIDIA, None for AMD */
  readonly gpuDriver?: AzurePoolPlan['gpuDriver'];
  /** @default - on the node's own disk where the catalogue knows that it has room, else managed, 512 GiB */
  readonly osDisk?: OsDiskPlan;
  /** @default - the pool, its GPU, and whether it has InfiniBand */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default - `sku=gpu:NoSchedule` */
  readonly taints?: readonly string[];
  /** @default - none */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * What must be in place first: the subnet's rules and routes, the role on reserved capacity.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** Part of a pool that an upgrade takes away at a time: GPU nodes to spare are rare, so none is added. */
const UNAVAILABLE = '10%';

/** GPU nodes of one size in a subnet of their own: encrypted on the host, without a public address, for GPU work only. */
export class GpuPool extends Construct {
  constructor(scope: Construct, id: string, props: GpuPoolProps) {
    super(scope, id);
    const spec = azureSize(props.size);
    const gpu = spec?.gpu ?? props.size;
    const osDisk = props.osDisk ?? osDiskFor(spec?.localDiskGiB ?? 0);
    new KubernetesClusterNodePool(this, 'Resource', {
      name: props.name,
      kubernetesClusterId: props.clusterId,
      mode: 'User',
      vmSize: props.size,
      gpuDriver: props.gpuDriver ?? driverFor(gpu),
      capacityReservationGroupId: props.reservationGroupId,
      autoScalingEnabled: true,
      minCount: props.nodes.min,
      maxCount: props.nodes.max,
      maxPods: MAX_PODS,
      zones: props.zone ? [props.zone] : undefined,
      // Ubuntu is what InfiniBand is supported on, and it runs on Arm too.
      osType: 'Linux',
      osSku: 'Ubuntu',
      osDiskType: osDisk.type,
      osDiskSizeGb: osDisk.sizeGb,
      hostEncryptionEnabled: true,
      nodePublicIpEnabled: false,
      vnetSubnetId: props.subnetId,
      nodeLabels: { ...(props.labels ?? labelsFor(props.name, gpu, isRdma(props.size))) },
      nodeTaints: [...(props.taints ?? [GPU_TAINT])],
      upgradeSettings: {
        maxUnavailable: UNAVAILABLE,
        drainTimeoutInMinutes: DRAIN_MINUTES,
        nodeSoakDurationInMinutes: SOAK_MINUTES,
      },
      tags: props.tags && { ...props.tags },
      dependsOn: props.after && [...props.after],
    });
  }
}
