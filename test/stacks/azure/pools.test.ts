/** Pools of reserved capacity, as the roots hold them, in both dialects. */
import { azureRoots } from '../../../stacks/azure';
import { violations } from '../../azurerm/conforms';
import { SCHEMAS } from '../../azurerm/schemas';
import { planOf } from '../../plan/azure/countries';
import type { Body } from '../../support/terraform';

const GROUP =
  '/subscriptions/44444444-4444-4444-4444-444444444444/resourceGroups/reserved/providers/Microsoft.Compute/capacityReservationGroups/gpu';

describe.each(['v4', 'v5'] as const)('in %s', (dialect) => {
  const plan = planOf('BR', (text) =>
    text
      .replace('nodes: { min: 1, max: 40 } }', `nodes: { min: 1, max: 40 }, capacity: { reservation: ${GROUP} } }`)
      .replace('  network: 10.0.0.0/12', `  network: 10.0.0.0/12\n  dialect: ${dialect}\n  sensor: defender`),
  );
  const root = JSON.parse(azureRoots({ azure: plan })['cell-sp-a'] ?? '{}') as {
    resource: Record<string, Record<string, Body>>;
  };
  const pools = root.resource['azurerm_kubernetes_cluster_node_pool'] ?? {};

  test('the cluster may use a group before a pool draws on it, and only that pool waits', () => {
    const role = 'azurerm_role_assignment.reservations_cluster-0';
    expect(pools['pool-serve']?.['capacity_reservation_group_id']).toBe(GROUP);
    expect(pools['pool-serve']?.['depends_on']).toContain(role);
    expect(pools['pool-amd']).not.toHaveProperty('capacity_reservation_group_id');
    expect(pools['pool-amd']?.['depends_on']).not.toContain(role);
    expect(root.resource['azurerm_role_assignment']?.['reservations_cluster-0']).toMatchObject({
      scope: GROUP,
      principal_id: '${azurerm_user_assigned_identity.cluster_identities_control.principal_id}',
      role_definition_id: '${azurerm_role_definition.reservations_role.role_definition_resource_id}',
    });
  });

  test('what the plan promises of them is there once', () => {
    const promised = plan.expectations.filter(
      ({ stack, type }) => stack === 'cell-sp-a' && type === 'azurerm_role_definition',
    );
    expect(promised.map(({ identity }) => identity)).toEqual([{ name: 'sovereign-br-cell-sp-a-reservations' }]);
    const defined = Object.values(root.resource['azurerm_role_definition'] ?? {});
    expect(defined.map(({ name, assignable_scopes }) => ({ name, assignable_scopes }))).toEqual(
      promised.map(({ identity, settings }) => ({ ...identity, ...settings })),
    );
  });

  test('the sensor reports through the workspace of the country', () => {
    expect(root.resource['azurerm_kubernetes_cluster']?.['cluster']?.['microsoft_defender']).toEqual({
      log_analytics_workspace_id: plan.foundation.workspace.id,
    });
  });

  test('the provider takes every argument', () => expect(violations(root as never, SCHEMAS[dialect])).toEqual([]));
});
