/** The GPU pools: what each cell's root must hold for them, quotas, and what their sizes ask for. */
import { azure, azureRegion, azureSize } from '../../../catalogue';
import { offerFacts } from '../../facts';
import type { Quota } from '../../intent';
import { type Capability, type Draft, inRoot, precondition } from '../capability';
import { SYSTEM_POOL } from '../cluster';
import { tableFact } from '../facts';
import type { AzurePoolPlan } from '../types';
import { seriesOf } from '.';

export const pools: Capability = {
  expectations: ({ cells }) =>
    cells.flatMap(({ root, pools: own }) => {
      const expected = inRoot(root);
      return own.map((pool) =>
        expected(`pools/${pool.name}`, 'kubernetes_cluster_node_pool', pool.name, {
          vm_size: pool.size,
          min_count: pool.nodes.min,
          max_count: pool.nodes.max,
          gpu_driver: pool.gpuDriver,
          host_encryption_enabled: true,
          node_taints: pool.taints,
        }),
      );
    }),
  notes: (plan, _, target) => ({
    quotas: quotas(plan),
    preconditions: preconditions(plan),
    facts: [
      ...offerFacts(
        target.cells.flatMap((cell) =>
          cell.pools.map(({ size, offering }) => ({
            size,
            place: plan.location,
            claim: offering,
            offered: azureRegion(plan.location)?.offers.includes(size) === true,
          })),
        ),
        azure.sources.offers,
      ),
      ...[...new Set(poolsOf(plan).map(({ size }) => size))].sort().map((size) => {
        const spec = azureSize(size);
        const fact = tableFact(
          'sizes',
          `${size}: ${spec?.gpus} × ${spec?.gpu}, ${spec?.vcpus} vCPU, InfiniBand ${spec?.infinibandGbps || 'none'}`,
        );
        return spec?.confidence === 'unverified' ? { ...fact, confidence: 'unverified' as const } : fact;
      }),
    ],
  }),
};

const poolsOf = ({ cells }: Draft): AzurePoolPlan[] => cells.flatMap((cell) => cell.pools);
const names = (own: readonly { size: string }[]): string => [...new Set(own.map(({ size }) => size))].join(', ');

function preconditions(plan: Draft) {
  const all = poolsOf(plan);
  const parallel = all.filter(({ size }) => /^Standard_ND/.test(size));
  const arm = all.filter(({ arch }) => arch === 'arm64');
  const installs = all.filter(({ gpuDriver }) => gpuDriver === 'Install');
  const inferred = all.filter(({ rdma, zones }) => rdma && zones.length === 0);
  return [
    ...(all.some(({ rdma }) => rdma)
      ? [
          precondition(
            'feature-infiniband',
            'the feature AKSInfinibandSupport is registered: pools with InfiniBand are planned',
            'az feature register --namespace Microsoft.ContainerService --name AKSInfinibandSupport, then az provider register --namespace Microsoft.ContainerService',
          ),
        ]
      : []),
    precondition(
      'quota',
      `the quotas of this plan are granted in ${plan.location}`,
      `az vm list-usage --location ${plan.location} --output table; ask for what is missing`,
    ),
    ...(parallel.length > 0
      ? [
          precondition(
            'nd-host-encryption',
            `host encryption is confirmed for ${names(parallel)}: the vendor's documentation does not say so`,
            'az vm list-skus --size <size> --query "[].capabilities[?name==\'EncryptionAtHostSupported\']"',
          ),
        ]
      : []),
    ...(arm.length > 0
      ? [
          precondition(
            'arm-images',
            `images for arm64 exist for ${names(arm)}`,
            'build every image the pool runs for linux/arm64',
          ),
        ]
      : []),
    ...(plan.egress === 'isolated' && installs.length > 0
      ? [
          precondition(
            'isolated-gpu-driver',
            `installation of the GPU driver without a way out is confirmed for ${names(installs)}: the vendor's documentation does not say so`,
            'deploy one node and run nvidia-smi on it; else bring the driver in an image of the registry with the GPU operator',
          ),
        ]
      : []),
    ...(inferred.length > 0 && plan.zones.length > 0
      ? [
          precondition(
            'fabric-zone',
            `the zone that has ${names(inferred)} is known: their nodes must stand together on one fabric`,
            'ask the vendor and write zone: in the pool; without it Azure chooses',
          ),
        ]
      : []),
  ];
}

/** vCPUs by series, in one region and by subscription; system nodes with one to spare for upgrades. */
function quotas(plan: Draft): Quota[] {
  const wanted = new Map<string, { amount: number; parts: string[] }>();
  const ask = (series: string, amount: number, part: string): void => {
    const sofar = wanted.get(series) ?? { amount: 0, parts: [] };
    wanted.set(series, { amount: sofar.amount + amount, parts: [...sofar.parts, part] });
  };
  for (const { cluster, pools: own, name } of plan.cells) {
    const system = cluster.system.nodes.max + 1;
    ask(SYSTEM_POOL.series, system * cluster.system.vcpus, `${system} × ${cluster.system.size} (${name})`);
    for (const pool of own)
      ask(seriesOf(pool.size), pool.nodes.max * pool.vcpus, `${pool.nodes.max} × ${pool.size} (${name}/${pool.name})`);
  }
  const total = [...wanted.values()].reduce((sum, { amount }) => sum + amount, 0);
  const quota = (name: string, amount: number, reason: string): Quota => ({
    cloud: 'azure',
    region: plan.location,
    name,
    amount,
    unit: 'vCPU',
    reason,
  });
  return [
    ...[...wanted]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([series, { amount, parts }]) => quota(`${series} series`, amount, parts.join(', '))),
    quota('Total Regional vCPUs', total, 'all series together'),
  ];
}
