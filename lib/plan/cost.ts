/** What pools cost an hour on demand: prices of the catalogue, and what they do not say. */

/** What a pool costs an hour, in US dollars on demand. */
export interface PoolCost {
  readonly cell: string;
  readonly pool: string;
  /** Instance type or VM size. */
  readonly size: string;
  /** One node on demand; absent: the catalogue has no price. */
  readonly node?: number;
  /** At fewest and at most nodes; absent: unknown, or paid for in another way. */
  readonly min?: number;
  readonly max?: number;
  /** Why there is no figure, or what it leaves out. */
  readonly note?: string;
}

export interface CostPlan {
  readonly currency: 'USD';
  readonly pools: readonly PoolCost[];
  /** Sum of the figures there are: the whole is no less. Absent where there are none. */
  readonly total?: { readonly min: number; readonly max: number };
  readonly leavesOut: readonly string[];
}

/** A pool and the price of its node. */
export interface PricedPool extends Pick<PoolCost, 'cell' | 'pool' | 'size' | 'node'> {
  readonly nodes: { readonly min: number; readonly max: number };
  /** How it is paid for, where that is not by the node that runs: then there is no sum. */
  readonly paid?: string;
}

/** Why a pool of reserved capacity has no sum. */
export const PAID_BY_RESERVATION = 'billed for as many nodes as are reserved, used or not';

/** Prices are added in whole units of a hundred-thousandth of a dollar, as fine as they are published. */
const UNITS = 100_000;
/** Units as dollars, to the cent. */
const dollars = (units: number): number => Math.round(units / (UNITS / 100)) / 100;

export function costPlan(priced: readonly PricedPool[], others: string): CostPlan {
  const costs = priced.map(costOf);
  const known = costs.filter(({ max }) => max !== undefined);
  const sum = (key: 'min' | 'max'): number => dollars(known.reduce((all, cost) => all + (cost[key] ?? 0), 0));
  return {
    currency: 'USD',
    pools: costs.map(({ min, max, ...rest }) => ({
      ...rest,
      ...(min !== undefined && max !== undefined ? { min: dollars(min), max: dollars(max) } : {}),
    })),
    ...(known.length > 0 ? { total: { min: sum('min'), max: sum('max') } } : {}),
    leavesOut: [
      ...costs.filter(({ max }) => max === undefined).map(({ cell, pool }) => `pool ${cell}/${pool}`),
      others,
    ],
  };
}

/** Cost of a pool; `min` and `max` in units. */
function costOf({ nodes, paid, node, ...of }: PricedPool): PoolCost {
  if (paid !== undefined) return { ...of, ...(node === undefined ? {} : { node }), note: paid };
  if (node === undefined) return { ...of, note: 'the catalogue has no price' };
  const unit = Math.round(node * UNITS);
  return { ...of, node, min: unit * nodes.min, max: unit * nodes.max };
}
