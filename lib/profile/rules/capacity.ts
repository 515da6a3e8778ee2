import { awsInstance } from '../../catalogue';
import type { Rule } from './rule';

/** Capacity is bought in a way the vendor sells for that instance type. */
export const capacity: Rule = (document, report) => {
  document.aws?.cells?.forEach((cell, index) => {
    cell?.pools?.forEach((pool, at) => {
      const spec = pool?.instance ? awsInstance(pool.instance) : undefined;
      if (!spec || !pool?.capacity) return;
      const path = ['aws', 'cells', index, 'pools', at, 'capacity'];
      const block = typeof pool.capacity === 'object' && 'block' in pool.capacity;
      if (block && !spec.purchase.includes('capacity-block'))
        report({
          path,
          title: 'no Capacity Blocks for this type',
          found: `a Capacity Block of ${pool.instance}`,
          allowed: spec.purchase.filter((way) => way !== 'spot').join(', '),
          mend: 'use on-demand or { reservation: cr-… }',
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
