/** The Lustre file system of a cell. */

/** A directory of the file system and the bucket it mirrors. */
export interface LinkPlan {
  /** Directory, with its leading slash. */
  readonly path: string;
  /** Bucket; may hold `${AWS::AccountId}`. */
  readonly bucket: string;
  /** Whether what the cell writes goes to the bucket. What changes in the bucket always shows in the directory. */
  readonly exports: boolean;
}

export interface LustrePlan {
  readonly name: string;
  /** Subnet of its own, in the zone of the pools that train. */
  readonly subnet: string;
  readonly zone: string;
  readonly capacityGiB: number;
  /** MB/s for each TiB. */
  readonly throughput: number;
  readonly reason: string;
  readonly links: readonly LinkPlan[];
  readonly logGroup: string;
  /** Days its events are kept; absent: for ever. */
  readonly logDays?: number;
}
