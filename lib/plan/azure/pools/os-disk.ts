/** Where the operating system of a node lies: on the node's own disk where it has room, else under the cell's key. */

export interface OsDiskPlan {
  /** `Ephemeral`: on the node's own disk, gone with the node. `Managed`: on a disk of the cell's encryption set. */
  readonly type: 'Ephemeral' | 'Managed';
  readonly sizeGb: number;
}

/** Sizes taken, GiB: images and scratch space of pods lie on it too. The rest of a large local disk is left to pods. */
const SIZES = [512, 256, 128] as const;

/** The largest disk that fits; AKS takes no ephemeral one by itself below 128 GiB, and advises 512 of a managed one. */
export function osDiskFor(localDiskGiB: number): OsDiskPlan {
  const fits = SIZES.find((size) => size <= localDiskGiB);
  return fits ? { type: 'Ephemeral', sizeGb: fits } : { type: 'Managed', sizeGb: SIZES[0] };
}
