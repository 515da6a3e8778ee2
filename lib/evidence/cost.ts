/** What pools cost, as a person reads it. */
import type { Confidence } from '../catalogue';
import type { CostPlan } from '../plan/cost';
import type { Medium } from './medium';

/** Dollars an hour as a person reads them, the same on every machine: `USD 1,234.50`. */
const money = (amount: number | undefined): string =>
  amount === undefined ? 'unknown' : `USD ${amount.toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')}`;

const atLeast = (amount: number | undefined): string => `${amount === undefined ? '' : 'at least '}${money(amount)}`;

/** @param prices date of the catalogue's prices, and how sure they are */
export function costBlocks(
  { pools, total, leavesOut }: CostPlan,
  prices: { readonly asOf: string; readonly confidence: Confidence },
  medium: Medium,
): string[] {
  return [
    medium.heading(3, `Cost an hour, on demand (prices ${prices.asOf}, ${prices.confidence})`),
    medium.table(
      ['pool', 'size', 'a node', 'fewest nodes', 'most nodes', 'note'],
      [
        ...pools.map((cost) => [
          `${cost.cell}/${cost.pool}`,
          cost.size,
          money(cost.node),
          money(cost.min),
          money(cost.max),
          cost.note ?? '-',
        ]),
        ['all', '', '', atLeast(total?.min), atLeast(total?.max), `without ${leavesOut.join('; ')}`],
      ],
    ),
  ];
}
