import { awsInstance, azure, azureSize } from '../../catalogue';
import type { Rule } from './rule';

/** Capacity is bought in a way the vendor sells for that size. */
export const capacity: Rule = (document, report, file) => {
  awsCapacity(document, report, file);
  azureCapacity(document, report, file);
};

const awsCapacity: Rule = (document, report) => {
  document.aws?.cells?.forEach((cell, index) => {
    cell?.pools?.forEach((pool, at) => {
      const spec = pool?.instance ? awsInstance(pool.instance) : undefined;
      if (!spec || !pool?.capacity) return;
      const place = ['aws', 'cells', index, 'pools', at];
      const path = [...place, 'capacity'];
      const block = typeof pool.capacity === 'object' && 'block' in pool.capacity;
      if (block && !spec.purchase.includes('capacity-block'))
        report({
          path,
          title: 'no Capacity Blocks for this type',
          found: `a Capacity Block of ${pool.instance}`,
          allowed: spec.purchase.filter((way) => way !== 'spot').join(', '),
          mend: 'use on-demand or { reservation: cr-… }',
        });
      else if (block && (pool.nodes?.min ?? 0) > 0)
        report({
          severity: 'warning',
          path: [...place, 'nodes'],
          title: 'nodes outside the time of a Capacity Block',
          found: `at least ${pool.nodes?.min} nodes; before the block begins and after it ends there are none`,
          allowed: 'min: 0, and a schedule or an autoscaler that raises it',
          mend: 'write min: 0',
        });
      const [most] = spec.ultraServer?.slice(-1) ?? [];
      if (most !== undefined && (pool.nodes?.max ?? 0) > most)
        report({
          path: [...place, 'nodes'],
          title: 'more nodes than an UltraServer has',
          found: `${pool.nodes?.max} nodes of ${pool.instance}`,
          allowed: `${spec.ultraServer?.join(' or ')}: a pool is one UltraServer, by its own reservation`,
          mend: 'make a pool of each UltraServer',
        });
      if (!block && !spec.purchase.includes('on-demand'))
        report({
          path,
          title: 'not sold on demand',
          found: `${pool.instance} on demand`,
          allowed: spec.purchase.join(', '),
          mend: 'buy a Capacity Block and name it: { block: cr-… }',
        });
    });
  });
};

const azureCapacity: Rule = (document, report) => {
  document.azure?.cells?.forEach((cell, index) => {
    cell?.pools?.forEach((pool, at) => {
      if (!pool?.capacity || typeof pool.capacity === 'string' || !pool.capacity.reservation) return;
      const path = ['azure', 'cells', index, 'pools', at, 'capacity'];
      const spec = pool.size ? azureSize(pool.size) : undefined;
      if (spec && !spec.capacityReservation)
        report({
          path,
          title: 'no capacity reservations for this size',
          found: `a reservation of ${pool.size}`,
          allowed: `on-demand; reservations take ${reservable().join(', ')}     (${azure.sources.reservations.asOf})`,
          mend: 'remove capacity: the plan asks for the quota, and the vendor for the capacity',
        });
      const [, , subscription] = pool.capacity.reservation.split('/');
      if (cell.subscription && subscription !== cell.subscription)
        report({
          path: [...path, 'reservation'],
          title: 'reservation of another subscription',
          found: `a group of ${subscription}; cell ${cell.name} is in ${cell.subscription}`,
          allowed: 'a group of the subscription of the cell',
          mend: "reserve in the cell's subscription, or move the cell",
        });
    });
  });
};

/** Series that reservations take, as vendors write them: `NCas_T4_v3`. */
const reservable = (): string[] => [
  ...new Set(
    Object.entries(azure.sizes)
      .filter(([, { capacityReservation }]) => capacityReservation)
      .map(([size]) => size.replace(/^Standard_([A-Z]+)\d+/, '$1')),
  ),
];
