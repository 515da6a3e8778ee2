/**
 * How the runner reaches what it deploys: a private endpoint in its own network for each thing it speaks to itself, made
 * by the root that has the thing. Networks stay apart: a runner taken over reaches keys and images, no node and no pod.
 */
import { type AddressBook, BOOTSTRAP } from '../addresses';
import type { EndpointPlan } from '../types';
import type { RunnerDoorsPlan } from './types';

/** Private Link subresources the runner speaks to itself, not through Resource Manager. */
const SPOKEN_TO: Readonly<Record<string, string>> = {
  managedhsm: 'the runner makes and rotates the keys',
  registry: 'the runner pushes approved images',
  vault: 'the runner makes and rotates the keys',
};

/** Network of the runner, and the zone of a name in it. */
export const runnerSubnetId = (book: AddressBook, subnet: string): string =>
  book.id(BOOTSTRAP, 'Microsoft.Network/virtualNetworks', book.of(BOOTSTRAP, 'network'), 'subnets', subnet);

export function runnerDoors(
  book: AddressBook,
  { root, endpoints }: { readonly root: string; readonly endpoints: readonly EndpointPlan[] },
): RunnerDoorsPlan {
  return {
    subscription: book.subscription(BOOTSTRAP),
    resourceGroup: book.group(BOOTSTRAP),
    subnetId: runnerSubnetId(book, 'endpoints'),
    endpoints: endpoints.flatMap(({ to, subresource, zones, local }) =>
      local && Object.hasOwn(SPOKEN_TO, subresource)
        ? [
            {
              name: book.of(root, 'runner', to, 'endpoint'),
              to,
              subresource,
              zones,
              zoneIds: zones.map((zone) => book.id(BOOTSTRAP, 'Microsoft.Network/privateDnsZones', zone)),
              reason: SPOKEN_TO[subresource] as string,
            },
          ]
        : [],
    ),
  };
}
