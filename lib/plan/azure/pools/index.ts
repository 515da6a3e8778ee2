/** GPU pools: what their size implies, and where they may stand. */
import { type AzureSize, azureSize } from '../../../catalogue';
import type { AzurePool } from '../../../profile';
import type { Issue } from '../../../profile/document';
import { PlanRefusal } from '../../network';
import { poolSubnet } from '../network';
import { osDiskFor } from './os-disk';
import type { AzurePoolPlan } from './types';

/** Most nodes AKS takes in a pool and in a cluster. Source: AKS quotas. */
export const MOST_NODES = { pool: 1000, cluster: 5000 };

/** Keeps other work off GPU nodes. */
export const GPU_TAINT = 'sku=gpu:NoSchedule';

/** Whether the nodes of a size share an InfiniBand fabric: the `r` among the size's letters. */
export const isRdma = (size: string): boolean => /^Standard_N[A-Z]+\d+[a-z]*r/.test(size);

/** AKS installs NVIDIA's driver and has none for AMD. */
export const driverFor = (gpu: string): AzurePoolPlan['gpuDriver'] => (/\bAMD\b/.test(gpu) ? 'None' : 'Install');

/** What the GPUs of some sizes ask for: images of one maker or the other, and those of the fabric. */
export const needsOf = (sizes: readonly string[]): { nvidia: boolean; amd: boolean; infiniband: boolean } => {
  const drivers = sizes.map((size) => driverFor(azureSize(size)?.gpu ?? size));
  return { nvidia: drivers.includes('Install'), amd: drivers.includes('None'), infiniband: sizes.some(isRdma) };
};

/** Series of a size, as quotas name it: `NCads_H100_v5`. */
export const seriesOf = (size: string): string => size.replace(/^Standard_/, '').replace(/^([A-Z]+)\d+/, '$1');

/** A label's value: letters, digits, dots and hyphens. */
const labelValue = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63);

/** Labels of the nodes of a pool, by which work finds them. */
export const labelsFor = (pool: string, gpu: string, rdma: boolean): Record<string, string> => ({
  'sovereign/gpu': labelValue(gpu),
  'sovereign/pool': pool,
  'sovereign/rdma': String(rdma),
});

/** @throws PlanRefusal for more nodes than AKS takes */
export function planPool(pool: AzurePool, path: Issue['path']): AzurePoolPlan {
  const spec = azureSize(pool.size) as AzureSize;
  if (pool.nodes.max > MOST_NODES.pool)
    throw new PlanRefusal([
      {
        path: [...path, 'nodes', 'max'],
        title: 'more nodes than a pool takes',
        found: String(pool.nodes.max),
        allowed: `at most ${MOST_NODES.pool} nodes in an AKS node pool`,
        mend: 'split it into several pools, or into several cells',
      },
    ]);
  const rdma = isRdma(pool.size);
  return {
    name: pool.name,
    size: pool.size,
    gpu: spec.gpu,
    gpus: spec.gpus,
    vcpus: spec.vcpus,
    nodes: pool.nodes,
    totalGpus: spec.gpus * pool.nodes.max,
    // GPU traffic stays in a zone: the one named, else the one Azure places the pool in. Price meters know no zones.
    zones: pool.zone ? [pool.zone] : [],
    gpuDriver: driverFor(spec.gpu),
    rdma,
    arch: spec.arch,
    osDisk: osDiskFor(spec.localDiskGiB),
    reservation: pool.capacity === 'on-demand' ? undefined : pool.capacity.reservation,
    subnet: poolSubnet(pool.name),
    labels: labelsFor(pool.name, spec.gpu, rdma),
    taints: [GPU_TAINT],
  };
}
