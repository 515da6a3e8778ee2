/** What the pools cost: on-demand prices of the catalogue, and what they do not say. */
import { awsPrice } from '../../../catalogue';
import type { AwsCellPlan } from '../types';
import type { AwsPoolPlan, CostPlan, PoolCost } from './types';

/** Prices are added in whole units of a hundred-thousandth of a dollar, as fine as they are published. */
const UNITS = 100_000;
/** Units as dollars, to the cent. */
const dollars = (units: number): number => Math.round(units / (UNITS / 100)) / 100;

export function planCost(region: string, cells: readonly AwsCellPlan[]): CostPlan {
  const costs = cells.flatMap((cell) => cell.pools.map((pool) => costOf(region, cell.name, pool)));
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
      'system pools, control planes, volumes, storage, endpoints, keys and logs',
    ],
  };
}

/** Cost of a pool; `min` and `max` in units. */
function costOf(region: string, cell: string, { name: pool, instance, nodes, capacity }: AwsPoolPlan): PoolCost {
  const of = { cell, pool, instance };
  const node = awsPrice(instance, region);
  // A Capacity Block has a price of its own, offer by offer: the one on demand is there to compare.
  if (capacity.kind === 'block')
    return { ...of, node, note: 'paid when the Capacity Block is bought, at its own price' };
  if (node === undefined) return { ...of, note: 'the catalogue has no price' };
  if (capacity.kind === 'reservation')
    return { ...of, node, note: 'billed for as many nodes as are reserved, used or not' };
  const unit = Math.round(node * UNITS);
  return { ...of, node, min: unit * nodes.min, max: unit * nodes.max };
}
