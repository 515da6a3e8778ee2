import { SovereignCluster } from '../../../constructs/azure';
import { KEY, only, PLACE, synthesize } from '../../support/terraform';

const built = (props: Partial<ConstructorParameters<typeof SovereignCluster>[2]> = {}) =>
  synthesize(
    (stack) =>
      new SovereignCluster(stack, 'cluster', {
        ...PLACE,
        name: 'cell',
        groupsId: '/subscriptions/s/resourceGroups',
        virtualNetworkId: '/net',
        systemSubnetId: '/net/system',
        apiServerSubnetId: '/net/api',
        privateZoneId: '/zone',
        registryId: '/registry',
        diskKey: { ...KEY.key, versionlessId: 'https://v/keys/disks', scope: '/disks' },
        etcdKey: { key: { ...KEY.key, versionedId: 'https://v/keys/etcd/1', scope: '/etcd' }, vaultId: '/vault' },
        ...props,
      }),
  ).resources;
const cluster = (props?: Parameters<typeof built>[0]) => only(built(props), 'kubernetes_cluster');

test('the API server is private, and entered with Entra ID and Azure roles only', () => {
  expect(cluster()).toMatchObject({
    private_cluster_enabled: true,
    private_cluster_public_fqdn_enabled: false,
    private_dns_zone_id: '/zone',
    api_server_access_profile: { virtual_network_integration_enabled: true, subnet_id: '/net/api' },
    local_account_disabled: true,
    role_based_access_control_enabled: true,
    azure_active_directory_role_based_access_control: { azure_rbac_enabled: true, tenant_id: '${var.tenant_id}' },
    run_command_enabled: false,
    azure_policy_enabled: true,
    oidc_issuer_enabled: true,
    workload_identity_enabled: true,
  });
});

test('has no way out, unless given a route', () => {
  expect(cluster()).toMatchObject({
    network_profile: {
      network_plugin: 'azure',
      network_plugin_mode: 'overlay',
      network_data_plane: 'cilium',
      network_policy: 'cilium',
      load_balancer_sku: 'standard',
      outbound_type: 'none',
    },
    bootstrap_profile: { artifact_source: 'Cache', container_registry_id: '/registry' },
  });
  const routed = cluster({ routeTableId: '/routes' });
  expect(routed['network_profile']).toMatchObject({ outbound_type: 'userDefinedRouting' });
  expect(routed).not.toHaveProperty('bootstrap_profile');
});

test('gives the control plane the roles AKS asks for, and the nodes none but pulling', () => {
  const roles = Object.values(built()['role_assignment'] ?? {}).map(
    ({ role_definition_name, scope }) => `${role_definition_name} on ${scope}`,
  );
  expect(roles.filter((role) => !role.includes('${')).sort()).toEqual([
    'AcrPull on /registry',
    'Key Vault Contributor on /vault',
    'Key Vault Crypto Service Encryption User on /disks',
    'Key Vault Crypto User on /etcd',
    'Network Contributor on /net',
    'Private DNS Zone Contributor on /zone',
  ]);
  expect(roles.filter((role) => /^(Owner|Contributor) on/.test(role))).toEqual([]);
  for (const { principal_type } of Object.values(built()['role_assignment'] ?? {}))
    expect(principal_type).toBe('ServicePrincipal');
  expect(cluster()['identity']).toMatchObject({ type: 'UserAssigned' });
});

test('leaves etcd to the vendor only where there is no key for it', () => {
  expect(cluster()['key_management_service']).toEqual({
    key_vault_key_id: 'https://v/keys/etcd/1',
    key_vault_network_access: 'Private',
  });
  const without = cluster({ etcdKey: 'vendor', apiServerSubnetId: undefined });
  expect(without).not.toHaveProperty('key_management_service');
  expect(without).not.toHaveProperty('api_server_access_profile');
});

test('disks are under a key that is followed through its rotations', () => {
  expect(only(built(), 'disk_encryption_set')).toMatchObject({
    key_vault_key_id: 'https://v/keys/disks',
    encryption_type: 'EncryptionAtRestWithCustomerKey',
    auto_key_rotation_enabled: true,
    identity: { type: 'UserAssigned' },
  });
});

test('only what mounts disks is there: no file shares, no blob mounts, no snapshots', () => {
  expect(cluster()['storage_profile']).toEqual({
    disk_driver_enabled: true,
    file_driver_enabled: false,
    blob_driver_enabled: false,
    snapshot_controller_enabled: false,
  });
});

test('patches come in one weekly window, long enough, without a date that a clock would have to tell', () => {
  const window = {
    frequency: 'Weekly',
    interval: 1,
    day_of_week: 'Saturday',
    start_time: '00:00',
    utc_offset: '+00:00',
    duration: 8,
  };
  expect(cluster()).toMatchObject({
    kubernetes_version: '1.35',
    support_plan: 'KubernetesOfficial',
    sku_tier: 'Standard',
    automatic_upgrade_channel: 'patch',
    node_os_upgrade_channel: 'NodeImage',
    image_cleaner_enabled: true,
    image_cleaner_interval_hours: 48,
  });
  expect(cluster()['maintenance_window_auto_upgrade']).toEqual(window);
  expect(cluster()['maintenance_window_node_os']).toEqual(window);
  const chosen = cluster({ maintenance: { day: 'Friday', start: '22:00', utcOffset: '+03:00', hours: 12 } });
  expect(chosen['maintenance_window_node_os']).toMatchObject({ day_of_week: 'Friday', start_time: '22:00' });
});

test('pools shrink late, and not under what would be lost', () => {
  expect(cluster()['auto_scaler_profile']).toEqual({
    expander: 'least-waste',
    scale_down_unneeded: '30m',
    max_node_provisioning_time: '30m',
    skip_nodes_with_local_storage: true,
    skip_nodes_with_system_pods: true,
  });
});

test('has no sensor, no agent and no metrics service that nobody asked for', () => {
  const made = cluster();
  for (const addon of [
    'microsoft_defender',
    'oms_agent',
    'monitor_metrics',
    'key_vault_secrets_provider',
    'service_mesh_profile',
    'web_app_routing',
    'http_application_routing_enabled',
    'cost_analysis_enabled',
  ])
    expect(made).not.toHaveProperty(addon);
  expect(cluster({ sensorWorkspaceId: '/workspace' })['microsoft_defender']).toEqual({
    log_analytics_workspace_id: '/workspace',
  });
});

test('system nodes stand apart: encrypted on the host, without a public address, for the cluster alone', () => {
  expect(cluster()['default_node_pool']).toMatchObject({
    auto_scaling_enabled: true,
    min_count: 3,
    only_critical_addons_enabled: true,
    host_encryption_enabled: true,
    node_public_ip_enabled: false,
    name: 'system',
    type: 'VirtualMachineScaleSets',
    temporary_name_for_rotation: 'systmp',
    os_sku: 'Ubuntu',
    os_disk_type: 'Ephemeral',
    os_disk_size_gb: 256,
    zones: ['1', '2', '3'],
    vnet_subnet_id: '/net/system',
    upgrade_settings: { max_surge: '1', drain_timeout_in_minutes: 30, node_soak_duration_in_minutes: 5 },
  });
});

test('what AKS makes for itself stays in the country too', () => {
  expect(only(built(), 'resource_group_policy_assignment')).toMatchObject({
    resource_group_id: '/subscriptions/s/resourceGroups/cell-nodes',
    parameters: '{"listOfAllowedLocations":{"value":["centralindia"]}}',
  });
});
