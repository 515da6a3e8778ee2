/** What a plan answers for is no failure: that resource, that check, that property, and nothing beside. */
import { runChecks } from '../../lib/checks';
import { exceptedBy } from '../../lib/checks/excepted';
import type { Expectation } from '../../lib/plan';
import { contextOf, terraform } from './support';

const graph = terraform({
  azurerm_container_registry: { images: { name: 'images', location: 'southeastasia' }, other: { name: 'other' } },
  azurerm_kubernetes_cluster: { cell: { name: 'cell' } },
});
const [stack] = graph.resources.map((resource) => resource.stack);
const promise = (type: string, name: string, property?: string, check = 'keys/customer-managed'): Expectation => ({
  promise: 'x',
  stack: stack ?? '',
  type,
  identity: { name },
  exceptions: [{ check, ...(property ? { property } : {}), because: 'the agency answers' }],
});

const results = (expectations: Expectation[]) =>
  runChecks({ ...contextOf(graph, 'SG'), excepted: exceptedBy(expectations, graph) })
    .filter(({ check }) => check === 'keys/customer-managed')
    .map(({ resource, result, message }) => [resource.address, result, message.includes('by exception')]);

const FAILS = [
  ['azurerm_container_registry.images', 'fail', false],
  ['azurerm_container_registry.other', 'fail', false],
  ['azurerm_kubernetes_cluster.cell', 'fail', false],
  ['azurerm_kubernetes_cluster.cell', 'fail', false],
];

test('without exceptions all of it fails', () => expect(results([]).sort()).toEqual(FAILS));

test('one resource, and not its neighbour', () => {
  expect(results([promise('azurerm_container_registry', 'images', 'encryption')])).toContainEqual([
    'azurerm_container_registry.images',
    'not-applicable',
    true,
  ]);
  expect(results([promise('azurerm_container_registry', 'images', 'encryption')])).toContainEqual(FAILS[1]);
});

test('one property, and not the other', () => {
  const judged = results([promise('azurerm_kubernetes_cluster', 'cell', 'key_management_service')]).filter(
    ([address]) => address === 'azurerm_kubernetes_cluster.cell',
  );
  expect(judged.map(([, result]) => result).sort()).toEqual(['fail', 'not-applicable']);
});

test.each([
  ['another check', promise('azurerm_container_registry', 'images', 'encryption', 'residency/location')],
  ['another type', promise('azurerm_storage_account', 'images', 'encryption')],
  ['another stack', { ...promise('azurerm_container_registry', 'images', 'encryption'), stack: 'elsewhere' }],
  ['no property', promise('azurerm_container_registry', 'images')],
])('nothing for %s', (_, expectation) => expect(results([expectation]).sort()).toEqual(FAILS));
