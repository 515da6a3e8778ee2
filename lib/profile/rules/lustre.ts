import { awsRegion, awsTypeAvailable, lustre as sizes } from '../../catalogue';
import type { Rule } from './rule';

/** Resource type of a file system; where a region lacks it, pods read the buckets themselves. */
export const FILE_SYSTEM = 'AWS::FSx::FileSystem';

/** A TiB as FSx counts capacity, GiB. */
const TIB = 1000;

export const gibibytes = (tebibytes: number): number => Math.round(tebibytes * TIB);
export const tebibytes = (gib: number): number => gib / TIB;

/** Least capacity of a file system at a throughput, and the step it grows by, GiB. */
export const stepOf = (throughput: 125 | 250 | 500 | 1000): number => sizes.stepGiB[`${throughput}`] as number;

/** A file system is of a size that FSx makes, in a region that has it. */
export const lustre: Rule = (document, report) => {
  const region = document.aws?.regions?.primary;
  document.aws?.cells?.forEach((cell, index) => {
    const wanted = cell?.lustre;
    if (typeof wanted !== 'object') return;
    const path = ['aws', 'cells', index, 'lustre'];
    if (region && awsRegion(region) && !awsTypeAvailable(FILE_SYSTEM, region))
      report({
        path,
        key: true,
        title: 'no Lustre file systems in this region',
        found: `${FILE_SYSTEM} is not in ${region}`,
        allowed: 'lustre: none, or no lustre',
        mend: 'remove lustre: pods then read models and data from the buckets themselves',
      });
    if (wanted.capacityTiB === undefined || wanted.throughput === undefined) return;
    const step = stepOf(wanted.throughput);
    const capacity = gibibytes(wanted.capacityTiB);
    if (capacity % step === 0) return;
    const [less, more] = [Math.floor(capacity / step) * step, Math.ceil(capacity / step) * step].map(tebibytes);
    report({
      path: [...path, 'capacityTiB'],
      title: 'not a size of Lustre',
      found: `${wanted.capacityTiB} TiB at ${wanted.throughput} MB/s per TiB`,
      allowed: `multiples of ${tebibytes(step)} TiB     (${sizes.source}, ${sizes.asOf})`,
      mend: `write ${more}${less ? ` or ${less}` : ''}, or choose another throughput`,
    });
  });
};
