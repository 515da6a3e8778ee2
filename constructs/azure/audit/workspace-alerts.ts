import type { QueryAlertPlan } from '../../../lib/plan/azure';
import {
  Construct,
  type ITerraformDependable,
  MonitorScheduledQueryRulesAlertV2,
  RoleAssignment,
  UserAssignedIdentity,
} from '../cdktf';
import { type Placement, placed } from '../placement';

export interface WorkspaceAlertsProps extends Placement {
  readonly workspaceId: string;
  /** Name of the identity that asks. */
  readonly identityName: string;
  readonly alerts: readonly QueryAlertPlan[];
  /**
   * Action group that is told.
   * @default - none: alerts are listed in the subscription
   */
  readonly actionGroupId?: string;
  /**
   * What must be in place first.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** Tells of what a workspace's logs hold that somebody must hear of; asked in its region, as one who may read it only. */
export class WorkspaceAlerts extends Construct {
  constructor(scope: Construct, id: string, props: WorkspaceAlertsProps) {
    super(scope, id);
    const identity = new UserAssignedIdentity(this, 'identity', { ...placed(props), name: props.identityName });
    const reader = new RoleAssignment(this, 'reader', {
      scope: props.workspaceId,
      roleDefinitionName: 'Log Analytics Reader',
      principalId: identity.principalId,
      principalType: 'ServicePrincipal',
    });
    for (const alert of props.alerts)
      new MonitorScheduledQueryRulesAlertV2(this, alert.id, {
        ...placed(props),
        name: alert.name,
        description: alert.why,
        enabled: true,
        severity: 1,
        scopes: [props.workspaceId],
        identity: { type: 'UserAssigned', identityIds: [identity.id] },
        // Logs come late: each hour is looked at four times, and an event is one alert while it is in view.
        evaluationFrequency: 'PT15M',
        windowDuration: 'PT1H',
        autoMitigationEnabled: true,
        // A new workspace has no table of diagnostics before the first of them arrives.
        skipQueryValidation: true,
        criteria: [{ query: alert.query, timeAggregationMethod: 'Count', operator: 'GreaterThan', threshold: 0 }],
        action: props.actionGroupId ? { actionGroups: [props.actionGroupId] } : undefined,
        dependsOn: [reader, ...(props.after ?? [])],
      });
  }
}
