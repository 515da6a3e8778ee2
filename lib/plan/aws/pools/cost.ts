/** What the pools cost on AWS. */
import { awsPrice } from '../../../catalogue';
import { type CostPlan, costPlan, PAID_BY_RESERVATION } from '../../cost';
import type { AwsCellPlan } from '../types';
import type { Capacity } from './types';

/** How a pool is paid for, where that is not by the node that runs. */
const PAID: Readonly<Partial<Record<Capacity['kind'], string>>> = {
  // A Capacity Block has a price of its own, offer by offer: the one on demand is there to compare.
  block: 'paid when the Capacity Block is bought, at its own price',
  reservation: PAID_BY_RESERVATION,
};

export const planCost = (region: string, cells: readonly AwsCellPlan[]): CostPlan =>
  costPlan(
    cells.flatMap((cell) =>
      cell.pools.map(({ name: pool, instance: size, nodes, capacity }) => {
        const node = awsPrice(size, region);
        return { cell: cell.name, pool, size, nodes, node, paid: PAID[capacity.kind] };
      }),
    ),
    'system pools, control planes, volumes, storage, endpoints, keys and logs',
  );
