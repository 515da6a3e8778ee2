import { azureRegion, azureLustre as sizes } from '../../catalogue';
import type { Rule } from './rule';

export type LustreThroughput = 40 | 125 | 250 | 500;

/** Least capacity of a file system at a throughput, and the step it grows by, TiB. */
const azureStepOf = (throughput: LustreThroughput): number => sizes.stepTiB[`${throughput}`] as number;
const mostOf = (throughput: LustreThroughput): number => sizes.mostTiB[`${throughput}`] as number;

/** A file system is of a size that is made, in a region with zones, and stands in the zone of nodes that mount it. */
export const lustreAzure: Rule = (document, report) => {
  const location = document.azure?.regions?.primary;
  const region = location ? azureRegion(location) : undefined;
  document.azure?.cells?.forEach((cell, index) => {
    const wanted = cell?.lustre;
    if (typeof wanted !== 'object') return;
    const path = ['azure', 'cells', index, 'lustre'];
    if (region?.zones === 0)
      report({
        path,
        key: true,
        title: 'no Lustre file systems in this region',
        found: `${location} has no zones, and a managed file system stands in one`,
        allowed: 'lustre: none, or no lustre',
        mend: 'remove lustre: pods then read models and data from the accounts themselves',
      });
    else if (cell?.pools && !cell.pools.some((pool) => pool?.zone))
      report({
        path,
        key: true,
        title: 'no zone for the file system',
        found: 'no pool of the cell names the zone it stands in',
        allowed: 'a zone in the pool that reads it most: 1, 2 or 3, in quotes',
        mend: 'write zone: "1" in that pool; across zones it is slower, and paid for',
      });
    if (wanted.capacityTiB === undefined || wanted.throughput === undefined) return;
    const step = azureStepOf(wanted.throughput);
    const most = mostOf(wanted.throughput);
    if (wanted.capacityTiB % step === 0 && wanted.capacityTiB <= most) return;
    const near = Math.min(most, Math.max(step, Math.ceil(wanted.capacityTiB / step) * step));
    report({
      path: [...path, 'capacityTiB'],
      title: 'not a size of Lustre',
      found: `${wanted.capacityTiB} TiB at ${wanted.throughput} MB/s per TiB`,
      allowed: `multiples of ${step} TiB up to ${most} TiB     (${sizes.source}, ${sizes.asOf})`,
      mend: `write ${near}, or choose another throughput`,
    });
  });
};
