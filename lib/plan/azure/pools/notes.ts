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
      return [
        ...own.map((pool) =>
          expected(`pools/${pool.name}`, 'kubernetes_cluster_node_pool', pool.name, {
            vm_size: pool.size,
            min_count: pool.nodes.min,
            max_count: pool.nodes.max,
            gpu_driver: pool.gpuDriver,
            host_encryption_enabled: true,
            node_taints: pool.taints,
            node_public_ip_enabled: false,
            os_disk_type: pool.osDisk.type,
            os_disk_size_gb: pool.osDisk.sizeGb,
            ...(pool.reservation ? { capacity_reservation_group_id: pool.reservation } : {}),
          }),
        ),
      ];
    }),
  notes: (plan, _, target) => {
    const managed = poolsOf(plan).filter(({ osDisk }) => osDisk.type === 'Managed');
    return {
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
        ...sizesOf(plan).map((size) => {
          const spec = azureSize(size);
          const fact = tableFact(
            'sizes',
            `${size}: ${spec?.gpus} × ${spec?.gpu}, ${spec?.vcpus} vCPU, InfiniBand ${spec?.infinibandGbps || 'none'}`,
          );
          return spec?.confidence === 'unverified' ? { ...fact, confidence: 'unverified' as const } : fact;
        }),
        tableFact(
          'localDisks',
          `Local disks: ${sizesOf(plan)
            .map((size) => `${size} ${azureSize(size)?.localDiskGiB} GiB`)
            .join(', ')}`,
        ),
        ...(poolsOf(plan).some(({ reservation }) => reservation)
          ? [
              tableFact(
                'reservations',
                `Taken by capacity reservations: ${names(poolsOf(plan).filter(({ reservation }) => reservation))}`,
              ),
            ]
          : []),
        ...(plan.cost.pools.some(({ node }) => node !== undefined)
          ? [
              tableFact(
                'prices',
                `Prices on demand: ${[...new Set(plan.cost.pools.flatMap(({ size, node }) => (node ? [`${size} USD ${node}`] : [])))].sort().join(', ')}`,
              ),
            ]
          : []),
      ],
      residualRisks: [
        ...(managed.length > 0
          ? [
              `Azure: nodes of ${names(managed)} have no room for their system on their own disk: it lies on a managed disk under the key of the cell, slower, and stays until the node is deleted.`,
            ]
          : []),
        "Azure: local disks of GPU nodes are encrypted by their hosts, under keys that die with the node: no key of the country's holds what pods leave there.",
      ],
    };
  },
};

const poolsOf = ({ cells }: Draft): AzurePoolPlan[] => cells.flatMap((cell) => cell.pools);
const sizesOf = (plan: Draft): string[] => [...new Set(poolsOf(plan).map(({ size }) => size))].sort();
const names = (own: readonly { size: string }[]): string => [...new Set(own.map(({ size }) => size))].join(', ');

function preconditions(plan: Draft) {
  const all = poolsOf(plan);
  const parallel = all.filter(({ size }) => /^Standard_ND/.test(size));
  const arm = all.filter(({ arch }) => arch === 'arm64');
  const installs = all.filter(({ gpuDriver }) => gpuDriver === 'Install');
  const amd = all.filter(({ gpuDriver }) => gpuDriver === 'None');
  // Confidential GPUs, and the Blackwell racks on Arm.
  const unlisted = installs.filter(({ size, arch: cpu }) => cpu === 'arm64' || /^Standard_NCC/.test(size));
  const inferred = all.filter(({ rdma, zones }) => rdma && zones.length === 0);
  return [
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
            `installation of the GPU driver without a way out is confirmed for ${names(installs)}: the driver is an image the registry caches, yet the vendor lists addresses outside for it`,
            'deploy one node and run nvidia-smi on it; else bring the driver in an image of the registry with the GPU operator',
          ),
        ]
      : []),
    ...(amd.length > 0
      ? [
          precondition(
            'amd-driver',
            `a driver for ${names(amd)} is brought in: AKS installs neither driver nor device plugin for AMD`,
            'install the AMD GPU operator from the mirrored images, with the tolerations of the pool; what else its chart names is mirrored beside them',
          ),
        ]
      : []),
    ...(unlisted.length > 0
      ? [
          precondition(
            'unlisted-sizes',
            `AKS takes ${names(unlisted)} with its own driver: the vendor's pages on GPUs in AKS do not name the size`,
            'ask the vendor; deploy one node and run nvidia-smi on it',
          ),
        ]
      : []),
    ...plan.cells.flatMap(({ name, pools: own, subscription }) =>
      own.flatMap(({ name: pool, size, nodes, zones, reservation }) =>
        reservation
          ? [
              precondition(
                `reservation-${name}-${pool}`,
                `${reservation} is in ${plan.location}${subscription ? '' : ', in the subscription given at deployment'}, holds a reservation of ${size} for ${nodes.max} nodes, and has ${zones.length > 0 ? `zone ${zones.join()}` : 'no zones'}: a pool and its group agree on that`,
                `az capacity reservation group show --ids ${reservation} --query "[location, zones, capacityReservations]"; the role grants lets the runner give the role cluster there`,
              ),
            ]
          : [],
      ),
    ),
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

/** vCPUs by series, in each subscription; system nodes with one to spare for upgrades. A reservation takes of it too. */
const quotas = (plan: Draft): Quota[] =>
  [...new Set(plan.cells.map(({ subscription }) => subscription))].flatMap((subscription) => {
    const wanted = plan.cells
      .filter((cell) => cell.subscription === subscription)
      .flatMap(({ cluster, pools: own, name }) => {
        const system = cluster.system.nodes.max + 1;
        return [
          {
            series: SYSTEM_POOL.series,
            amount: system * cluster.system.vcpus,
            reason: `${system} × ${cluster.system.size} (${name})`,
          },
          ...own.map((pool) => ({
            series: seriesOf(pool.size),
            amount: pool.nodes.max * pool.vcpus,
            reason: `${pool.nodes.max} × ${pool.size} (${name}/${pool.name})`,
          })),
        ];
      });
    const quota = (name: string, parts: typeof wanted, reason: string): Quota => ({
      cloud: 'azure',
      region: plan.location,
      ...(subscription ? { account: subscription } : {}),
      name,
      amount: parts.reduce((sum, { amount }) => sum + amount, 0),
      unit: 'vCPU',
      reason,
    });
    return [
      ...[...new Set(wanted.map(({ series }) => series))].sort().map((series) => {
        const parts = wanted.filter((part) => part.series === series);
        return quota(`${series} series`, parts, parts.map(({ reason }) => reason).join(', '));
      }),
      quota('Total Regional vCPUs', wanted, 'all series together'),
    ];
  });
