import type { StoragePlan } from '../storage/types';
import type { EstatePlan } from '../types';

/** Where a resource's logs go: the workspace to be read, the archive to be kept. */
export interface DestinationPlan {
  readonly workspaceId: string;
  readonly archiveId: string;
}

export interface FoundationPlan extends EstatePlan {
  readonly workspace: {
    readonly name: string;
    readonly id: string;
    readonly cluster: string;
    readonly identity: string;
    /** Azure Monitor private link scope, through which alone the workspace is read. */
    readonly scope: string;
    /** Days, one of the lengths the service takes; what must be kept longer lies in the archive. */
    readonly retentionDays: number;
  };
  readonly archive: StoragePlan;
  /** Account of the flow logs of every network. */
  readonly flows: StoragePlan;
  /** Subscriptions whose activity log is kept: ids, or the one given at deployment. */
  readonly subscriptions: readonly string[];
}
