import type { StoragePlan } from '../storage/types';
import type { EstatePlan } from '../types';

/** Where a resource's logs go: the workspace to be read, the archive to be kept. */
export interface DestinationPlan {
  readonly workspaceId: string;
  readonly archiveId: string;
}

/** An alert of the activity log. */
export interface AlertPlan {
  readonly id: string;
  readonly name: string;
  /** Kind of event it belongs to. */
  readonly event: string;
  readonly why: string;
  /** Operation of Azure Resource Manager, done or tried. */
  readonly operation: string;
}

/** An alert that asks the workspace. */
export interface QueryAlertPlan {
  readonly id: string;
  readonly name: string;
  readonly why: string;
  /** In the language of Log Analytics; any row is an alert. */
  readonly query: string;
}

export interface QueriesPlan {
  readonly identity: string;
  readonly alerts: readonly QueryAlertPlan[];
}

/** Whom alerts of a subscription are sent to, from its region. */
export interface ActionGroupPlan {
  readonly name: string;
  readonly id: string;
  /** At most 12 characters. */
  readonly shortName: string;
  readonly location: string;
  readonly emails: readonly string[];
}

/** Alerts of a subscription, in one of its roots. */
export interface AlertsPlan {
  readonly root: string;
  /** Its id, or the expression for the one given at deployment. */
  readonly subscription: string;
  /** Absent: alerts are listed in the subscription, and sent to nobody. */
  readonly actionGroup?: ActionGroupPlan;
  readonly alerts: readonly AlertPlan[];
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
  /** Alerts that ask the workspace. */
  readonly queries: QueriesPlan;
  /** Subscriptions whose activity log is kept: ids, or the one given at deployment. */
  readonly subscriptions: readonly string[];
}
