import { Construct, type ITerraformDependable, NetworkWatcher } from '../cdktf';
import { type Placement, placed } from '../placement';

export interface SovereignWatcherProps extends Placement {
  readonly name: string;
  /**
   * What must be there first: its provider, registered.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** The one network watcher a subscription has in a region: flow logs are made through it. */
export class SovereignWatcher extends Construct {
  constructor(scope: Construct, id: string, props: SovereignWatcherProps) {
    super(scope, id);
    new NetworkWatcher(this, 'Resource', {
      ...placed(props),
      name: props.name,
      dependsOn: props.after && [...props.after],
    });
  }
}
