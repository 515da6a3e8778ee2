/** A cell: one private cluster and its GPU pools, in a network and under keys of its own. */
import {
  FederatedIdentity,
  GpuPool,
  ReservationAccess,
  SovereignCluster,
  type SovereignClusterProps,
  SovereignLustre,
  type SovereignRoot,
  Spoke,
} from '../../constructs/azure';
import { type AzureCellPlan, type AzurePlan, groupOf, type LustrePlan, type RootPlan } from '../../lib/plan/azure';
import { composeEstate, type Estate } from './estate';

/** @throws RangeError for a root that no cell of the plan has */
export function composeCell(plan: AzurePlan, rootPlan: RootPlan): SovereignRoot {
  const cell = plan.cells.find(({ root: own }) => own === rootPlan.name);
  if (!cell) throw new RangeError(`The plan has no cell for ${rootPlan.name}`);
  const estate = composeEstate(plan, rootPlan, cell, () => cell.destination);
  const { root, network } = estate;
  estate.logOwn();
  const doors = cell.endpoints.filter(({ local }) => !local).map(({ to }) => estate.endpoint(to).endpoint);
  const nodes = cell.vnet.subnets.filter(({ tier }) => tier === 'apiserver' || tier === 'system');
  const cluster = composeCluster(plan, rootPlan, cell, estate, [
    ...nodes.flatMap(({ name }) => network.tied(name)),
    estate.zones.linkOf(cell.cluster.privateZone),
    ...doors,
    ...leave(cell, estate),
  ]);
  const reserved = cell.reservations
    ? new ReservationAccess(root, 'reservations', {
        roleName: cell.reservations.role,
        roleGuid: cell.cluster.roleId.split('/').at(-1),
        groupIds: cell.reservations.groups,
        principalId: cluster.principalId,
      }).roles
    : [];
  for (const pool of cell.pools)
    new GpuPool(root, `pool-${pool.name}`, {
      name: pool.name,
      clusterId: cluster.id,
      size: pool.size,
      nodes: pool.nodes,
      subnetId: network.subnetId(pool.subnet),
      zone: pool.zones[0],
      gpuDriver: pool.gpuDriver,
      osDisk: pool.osDisk,
      reservationGroupId: pool.reservation,
      labels: pool.labels,
      taints: pool.taints,
      tags: estate.place.tags,
      after: [...network.tied(pool.subnet), ...(pool.reservation ? reserved : [])],
    });
  for (const workload of cell.workloads)
    new FederatedIdentity(root, `workload-${workload.word}`, {
      ...estate.place,
      name: workload.identity,
      credentials: [
        {
          name: workload.credential,
          issuer: cluster.issuer,
          subject: `system:serviceaccount:${workload.namespace}:${workload.serviceAccount}`,
        },
      ],
      roles: workload.access.map(({ to, role, scope }) => ({ id: to, role, scope })),
    });
  estate.log('cluster-logs', cell.cluster.name, cluster.id);
  if (cell.lustre) composeLustre(estate, cell.lustre);
  return root;
}

/** Joins the cell to the hub it leaves by; the cluster waits for it, since nodes start with what they fetch outside. */
function leave({ wayOut }: AzureCellPlan, { root, network, place }: Estate): Spoke['peerings'] {
  if (!wayOut) return [];
  const { hub, hubSubscription, peerings } = wayOut;
  return new Spoke(root, 'way-out', {
    network: { id: network.id, name: network.name, resourceGroupName: place.resourceGroupName },
    hub: { id: hub.id, name: hub.name, resourceGroupName: hub.resourceGroup },
    names: { toHub: peerings.toHub, toSpoke: peerings.toCell },
    hubProvider: hubSubscription === undefined ? undefined : root.elsewhere(hubSubscription),
  }).peerings;
}

function composeCluster(
  plan: AzurePlan,
  rootPlan: RootPlan,
  cell: AzureCellPlan,
  estate: Estate,
  after: SovereignClusterProps['after'],
): SovereignCluster {
  const { cluster } = cell;
  const { network, vault, zones } = estate;
  const groupId = groupOf(rootPlan).id;
  const etcd = estate.vaultKey('etcd');
  return new SovereignCluster(estate.root, 'cluster', {
    ...estate.place,
    name: cluster.name,
    groupsId: groupId.slice(0, groupId.lastIndexOf('/')),
    nodeResourceGroup: cluster.nodeResourceGroup,
    dnsPrefix: cluster.dnsPrefix,
    virtualNetworkId: network.id,
    systemSubnetId: network.subnetId('system'),
    apiServerSubnetId: cluster.apiServer === 'vnet' ? network.subnetId('apiserver') : undefined,
    privateZoneId: zones.idOf(cluster.privateZone),
    registryId: cell.registryId,
    diskKey: estate.key('disks'),
    etcdKey: etcd === 'vendor' || !vault ? 'vendor' : { key: etcd, vaultId: vault.id },
    routeTableId: network.routeTableId,
    identityNames: { cluster: cluster.identity, kubelet: cluster.kubeletIdentity, disks: cluster.diskIdentity },
    roleId: cluster.roleId,
    diskEncryptionSetName: cluster.diskEncryptionSet,
    serviceCidr: cluster.serviceCidr,
    podCidr: cluster.podCidr,
    dnsServiceIp: cluster.dnsServiceIp,
    kubernetesVersion: cluster.version,
    maintenance: cluster.maintenance,
    sensorWorkspaceId: cluster.sensorWorkspaceId,
    system: cluster.system,
    allowedLocations: plan.allowedLocations,
    after,
  });
}

function composeLustre(estate: Estate, plan: LustrePlan): void {
  const { root, network, vault } = estate;
  const key = estate.vaultKey('lustre');
  const lustre = new SovereignLustre(root, 'lustre', {
    ...estate.place,
    name: plan.name,
    subnetId: network.subnetId(plan.subnet),
    zone: plan.zone,
    capacityTiB: plan.capacityTiB,
    throughput: plan.throughput,
    key: key === 'vendor' || !vault ? 'vendor' : { key, vaultId: vault.id },
    identityName: plan.identity,
    imports: plan.imports,
    after: network.tied(plan.subnet),
  });
  estate.log('lustre-logs', plan.name, lustre.id);
}
