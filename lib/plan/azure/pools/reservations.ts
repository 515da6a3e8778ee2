/** Capacity that is reserved beforehand: the groups a cell's pools draw on, and the role that lets its cluster do so. */
import type { AzurePoolPlan } from '../types';

/** What lets a cluster place nodes in reserved capacity, and do nothing else to it. */
export const RESERVATION_ACTIONS: readonly string[] = [
  'Microsoft.Compute/capacityReservationGroups/read',
  'Microsoft.Compute/capacityReservationGroups/deploy/action',
  'Microsoft.Compute/capacityReservationGroups/capacityReservations/read',
  'Microsoft.Compute/capacityReservationGroups/capacityReservations/deploy/action',
];

/** Resource group that holds a resource, by its id. */
const groupIdOf = (id: string): string => id.split('/').slice(0, 5).join('/');

export interface ReservationsPlan {
  /** Name of the role, unique in the tenant. */
  readonly role: string;
  /** Ids of the groups, each once. */
  readonly groups: readonly string[];
}

/** Resource groups that hold the groups, where the role can be given. */
export const holdersOf = ({ groups }: Pick<ReservationsPlan, 'groups'>): string[] => [
  ...new Set(groups.map(groupIdOf)),
];

/** @param role name of the role, should there be need of one */
export function planReservations(
  pools: readonly Pick<AzurePoolPlan, 'reservation'>[],
  role: string,
): ReservationsPlan | undefined {
  const groups = [...new Set(pools.flatMap(({ reservation }) => (reservation ? [reservation] : [])))].sort();
  return groups.length > 0 ? { role, groups } : undefined;
}
