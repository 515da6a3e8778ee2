/** The managed Lustre file system of a cell. */
import type { LustreThroughput } from '../../../profile/rules/lustre-azure';

export interface LustrePlan {
  readonly name: string;
  readonly identity: string;
  /** Subnet of its own, at the end of the cell's block. */
  readonly subnet: string;
  /** Availability zone: that of the first pool that names one. */
  readonly zone: string;
  readonly capacityTiB: number;
  /** MB/s for each TiB. */
  readonly throughput: LustreThroughput;
  /** A container whose blobs are shown in it; absent: it starts empty. */
  readonly imports?: {
    /** Purpose of the account. */
    readonly account: 'models' | 'data';
    readonly container: string;
    readonly containerId: string;
    readonly loggingContainerId: string;
    readonly prefix: string;
  };
}
