import { GpuPool, ReservationAccess } from '../../../constructs/azure';
import { only, synthesize } from '../../support/terraform';

const GROUPS = '/subscriptions/s/resourceGroups/reserved/providers/Microsoft.Compute/capacityReservationGroups';

const pool = (size: string, props: Partial<ConstructorParameters<typeof GpuPool>[2]> = {}) =>
  only(
    synthesize(
      (stack) =>
        new GpuPool(stack, 'train', {
          name: 'train',
          clusterId: '/cluster',
          size,
          nodes: { min: 0, max: 4 },
          subnetId: '/net/train',
          ...props,
        }),
    ).resources,
    'kubernetes_cluster_node_pool',
  );

test('nodes are encrypted on the host, without a public address, for GPU work only, and none is added to upgrade', () => {
  expect(pool('Standard_NC40ads_H100_v5')).toMatchObject({
    mode: 'User',
    auto_scaling_enabled: true,
    min_count: 0,
    max_count: 4,
    os_type: 'Linux',
    os_sku: 'Ubuntu',
    host_encryption_enabled: true,
    node_public_ip_enabled: false,
    vnet_subnet_id: '/net/train',
    node_taints: ['sku=gpu:NoSchedule'],
    upgrade_settings: { max_unavailable: '10%', drain_timeout_in_minutes: 30, node_soak_duration_in_minutes: 5 },
  });
});

test('driver and labels are taken from the size', () => {
  expect(pool('Standard_ND96isr_MI300X_v5')).toMatchObject({
    gpu_driver: 'None',
    node_labels: { 'sovereign/gpu': 'amd-mi300x-192gb', 'sovereign/rdma': 'true' },
  });
  expect(pool('Standard_NC40ads_H100_v5')).toMatchObject({
    gpu_driver: 'Install',
    node_labels: { 'sovereign/rdma': 'false' },
  });
});

test('the system lies on the own disk of a node where it has room, else under the key of the cell', () => {
  const disk = (size: string) => {
    const { os_disk_type, os_disk_size_gb } = pool(size);
    return [os_disk_type, os_disk_size_gb];
  };
  expect(disk('Standard_ND96isr_H200_v5')).toEqual(['Ephemeral', 512]);
  expect(disk('Standard_NC48ads_A100_v4')).toEqual(['Ephemeral', 128]);
  expect(disk('Standard_NC24ads_A100_v4')).toEqual(['Managed', 512]);
  expect(disk('Standard_Unknown')).toEqual(['Managed', 512]);
});

test('stands in one zone: the one named, else where Azure places it', () => {
  expect(pool('Standard_NC40ads_H100_v5')).not.toHaveProperty('zones');
  expect(pool('Standard_NC40ads_H100_v5', { zone: '2' })['zones']).toEqual(['2']);
});

test('draws on reserved capacity only where told to, and is bound to no placement group', () => {
  const free = pool('Standard_NC96ads_A100_v4');
  expect(free).not.toHaveProperty('capacity_reservation_group_id');
  expect(free).not.toHaveProperty('proximity_placement_group_id');
  const reserved = pool('Standard_NC96ads_A100_v4', { reservationGroupId: `${GROUPS}/gpu` });
  expect(reserved['capacity_reservation_group_id']).toBe(`${GROUPS}/gpu`);
});

test('a cluster may place nodes in the groups it is given, and do nothing else to them', () => {
  const { resources } = synthesize((stack) => {
    const { roles } = new ReservationAccess(stack, 'reserved', {
      roleName: 'cell-reservations',
      groupIds: [`${GROUPS}/a`, `${GROUPS}/b`],
      principalId: 'cluster',
    });
    expect(roles).toHaveLength(2);
  });
  expect(only(resources, 'role_definition')).toMatchObject({
    name: 'cell-reservations',
    scope: '/subscriptions/s/resourceGroups/reserved',
    assignable_scopes: ['/subscriptions/s/resourceGroups/reserved'],
    permissions: [
      {
        actions: [
          'Microsoft.Compute/capacityReservationGroups/read',
          'Microsoft.Compute/capacityReservationGroups/deploy/action',
          'Microsoft.Compute/capacityReservationGroups/capacityReservations/read',
          'Microsoft.Compute/capacityReservationGroups/capacityReservations/deploy/action',
        ],
      },
    ],
  });
  expect(
    Object.values(resources['role_assignment'] ?? {}).map(({ scope, principal_id, principal_type: kind }) => [
      scope,
      principal_id,
      kind,
    ]),
  ).toEqual([
    [`${GROUPS}/a`, 'cluster', 'ServicePrincipal'],
    [`${GROUPS}/b`, 'cluster', 'ServicePrincipal'],
  ]);
});

test('a cluster may have its reserved capacity by a role that is defined elsewhere', () => {
  const { resources } = synthesize((stack) => {
    new ReservationAccess(stack, 'reserved', {
      roleName: 'cell-reservations',
      roleGuid: 'guid',
      groupIds: [`${GROUPS}/a`],
      principalId: 'cluster',
    });
  });
  expect(resources).not.toHaveProperty('role_definition');
  expect(only(resources, 'role_assignment')).toMatchObject({
    role_definition_id: '/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/guid',
  });
});
