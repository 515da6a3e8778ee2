import type { ActionGroupPlan, AlertPlan } from '../../../lib/plan/azure';
import { Construct, MonitorActionGroup, MonitorActivityLogAlert } from '../cdktf';

export interface SovereignAlertsProps {
  /** Subscription id, or the expression for the one given at deployment: the one the alerts stand in, and no other. */
  readonly subscription: string;
  readonly resourceGroupName: string;
  /** @default - none */
  readonly tags?: Readonly<Record<string, string>>;
  readonly alerts: readonly Pick<AlertPlan, 'id' | 'name' | 'why' | 'operation'>[];
  /**
   * Whom they are sent to, from a region that sends them on by itself.
   * @default - nobody: they are listed in the subscription
   */
  readonly actionGroup?: Omit<ActionGroupPlan, 'id'>;
}

/** Tells of what was done, or tried, to a subscription that somebody must hear of. */
export class SovereignAlerts extends Construct {
  /** The action group; absent where nobody is told. */
  readonly actionGroupId?: string;

  constructor(scope: Construct, id: string, props: SovereignAlertsProps) {
    super(scope, id);
    const { resourceGroupName, actionGroup } = props;
    const tags = props.tags && { ...props.tags };
    if (actionGroup)
      this.actionGroupId = new MonitorActionGroup(this, 'receivers', {
        name: actionGroup.name,
        shortName: actionGroup.shortName,
        location: actionGroup.location,
        resourceGroupName,
        tags,
        enabled: true,
        emailReceiver: actionGroup.emails.map((emailAddress) => ({
          name: emailAddress,
          emailAddress,
          useCommonAlertSchema: true,
        })),
      }).id;
    for (const alert of props.alerts)
      new MonitorActivityLogAlert(this, alert.id, {
        name: alert.name,
        resourceGroupName,
        // The service takes no region of a country.
        location: 'global',
        tags,
        enabled: true,
        description: alert.why,
        scopes: [`/subscriptions/${props.subscription}`],
        // How it ended, once: what failed was tried.
        criteria: {
          category: 'Administrative',
          operationName: alert.operation,
          statuses: ['Succeeded', 'Failed'],
        },
        action: this.actionGroupId ? [{ actionGroupId: this.actionGroupId }] : undefined,
      });
  }
}
