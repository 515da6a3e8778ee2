/** What the pools cost on Azure. */
import { azurePrice } from '../../../catalogue';
import { type CostPlan, costPlan, PAID_BY_RESERVATION } from '../../cost';
import type { AzureCellPlan } from '../types';

export const planCost = (location: string, cells: readonly Pick<AzureCellPlan, 'name' | 'pools'>[]): CostPlan =>
  costPlan(
    cells.flatMap((cell) =>
      cell.pools.map(({ name: pool, size, nodes, reservation }) => {
        const node = azurePrice(size, location);
        return { cell: cell.name, pool, size, nodes, node, paid: reservation && PAID_BY_RESERVATION };
      }),
    ),
    'system pools, control planes, disks, storage, endpoints, keys, the firewall, and the cluster of logs',
  );
