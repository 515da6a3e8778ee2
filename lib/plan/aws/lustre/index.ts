/** The file system of a cell: whether it has one, of which size, and what it is linked to. */
import { awsTypeAvailable } from '../../../catalogue';
import type { AwsCell, AwsTarget } from '../../../profile';
import { FILE_SYSTEM, gibibytes, stepOf } from '../../../profile/rules/lustre';
import type { Intent } from '../../intent';
import { lastBlock } from '../../network';
import { bucketName } from '../addresses';
import { logGroupRetention } from '../cluster/retention';
import type { SubnetPlan } from '../network/types';
import type { AwsPoolPlan } from '../pools/types';
import { SHARED } from '../tenants';
import type { LustrePlan } from './types';

/** GPUs that one step of the default throughput feeds: 75 MB/s each, of 4.8 TiB at 1000 MB/s per TiB. */
const GPUS_PER_STEP = 64;
const THROUGHPUT = 1000;
/** A file server stands for 2.4 TiB at the least and takes an address: 123 of them are 295 TiB. */
const PREFIX = 25;

/** Changes that pass between a directory and its bucket. */
export const EVENTS: readonly string[] = ['NEW', 'CHANGED', 'DELETED'];

export interface LustreDecision {
  readonly lustre?: LustrePlan;
  /** Why the cell has none. */
  readonly withoutLustre?: string;
  /** The subnet the file system stands in. */
  readonly subnets: readonly SubnetPlan[];
}

interface Place {
  /** Name of the cluster. */
  readonly full: string;
  /** Block of the cell. */
  readonly network: string;
  readonly subnets: readonly SubnetPlan[];
  readonly pools: readonly AwsPoolPlan[];
  readonly path: (string | number)[];
}

/**
 * A cell that trains has a file system: pools of several P instances with EFA. Where it stands follows the first such
 * pool, of however many nodes, so that pools that grow or are appended do not move it.
 *
 * @throws PlanRefusal where the cell's block has no room for its subnet
 */
export function planLustre(intent: Intent, target: AwsTarget, cell: AwsCell, place: Place): LustreDecision {
  const { pools, full } = place;
  const region = target.regions.primary;
  const able = pools.filter(
    ({ instance, nics }) => /^p/.test(instance) && nics.some(({ type }) => type === 'efa-only'),
  );
  const training = able.filter(({ nodes }) => nodes.max > 1);
  if (cell.lustre === 'none') return without('by decision of the document');
  if (!awsTypeAvailable(FILE_SYSTEM, region)) return without(`CloudFormation has no ${FILE_SYSTEM} in ${region}`);
  if (!cell.lustre && training.length === 0) return without('no pool of several P instances with EFA');

  const gpus = training.reduce((sum, { nodes, gpus: each }) => sum + nodes.max * each, 0);
  const size = cell.lustre
    ? { ...cell.lustre, capacityGiB: gibibytes(cell.lustre.capacityTiB), reason: 'decided in the document' }
    : {
        throughput: THROUGHPUT,
        capacityGiB: Math.ceil(gpus / GPUS_PER_STEP) * stepOf(THROUGHPUT),
        reason: `75 MB/s for each of ${gpus} GPUs that train (${training.map(({ name }) => name).join(', ')})`,
      };
  const subnet = lastSubnet(place, able[0]?.zone ?? cell.zone);
  const country = intent.country.toLowerCase();
  return {
    subnets: [subnet],
    lustre: {
      name: full,
      subnet: subnet.name,
      zone: subnet.zone,
      capacityGiB: size.capacityGiB,
      throughput: size.throughput,
      reason: size.reason,
      links: SHARED.map(({ purpose, fileSystems }) => ({
        path: `/${purpose}`,
        bucket: bucketName(country, purpose, target.accounts?.data),
        exports: fileSystems === 'write',
      })),
      logGroup: `/aws/fsx/${full}`,
      logDays: logGroupRetention(intent.retention.logDays),
    },
  };
}

const without = (withoutLustre: string): LustreDecision => ({ withoutLustre, subnets: [] });

const lastSubnet = ({ network, subnets, path }: Place, zone: string): SubnetPlan => ({
  name: 'lustre',
  tier: 'lustre',
  zone,
  cidr: lastBlock(
    network,
    PREFIX,
    subnets.map(({ name, cidr }) => ({ name, block: cidr })),
    path,
  ),
});
