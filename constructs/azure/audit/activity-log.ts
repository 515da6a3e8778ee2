import { Construct, type ITerraformDependable } from '../cdktf';
import { Diagnostics } from './diagnostics';

/** Categories of a subscription's activity log; it has no group of all of them. */
const CATEGORIES = [
  'Administrative',
  'Alert',
  'Autoscale',
  'Policy',
  'Recommendation',
  'ResourceHealth',
  'Security',
  'ServiceHealth',
];

export interface ActivityLogProps {
  /** Subscription id, or the expression for the one given at deployment. */
  readonly subscription: string;
  /** Name of the setting, unique in the subscription. */
  readonly name: string;
  /** @default - none: a second copy, kept and not read */
  readonly workspaceId?: string;
  readonly archiveId: string;
  /**
   * What must be in place first.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** What was done to a subscription and by whom, kept where the other logs are. */
export class ActivityLog extends Construct {
  constructor(scope: Construct, id: string, props: ActivityLogProps) {
    super(scope, id);
    new Diagnostics(this, 'diagnostics', {
      targetId: `/subscriptions/${props.subscription}`,
      resourceName: props.name,
      name: props.name,
      workspaceId: props.workspaceId,
      archiveId: props.archiveId,
      categories: CATEGORIES,
      after: props.after,
    });
  }
}
