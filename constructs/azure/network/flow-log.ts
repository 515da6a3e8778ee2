import { Construct, type ITerraformDependable, NetworkWatcherFlowLog } from '../cdktf';

export interface FlowLogProps {
  readonly name: string;
  readonly location: string;
  /** Network every flow of which is written down. */
  readonly virtualNetworkId: string;
  /** Network watcher of the region, and its resource group. */
  readonly watcherName: string;
  readonly watcherGroupName: string;
  /** Account the flows are kept in, of the same region. Its own lock and rules say for how long. */
  readonly storageAccountId: string;
  /** @default - none */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * What must be in place first.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** Everything that flows through a virtual network, with what was denied, to an account of the country. */
export class FlowLog extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogProps) {
    super(scope, id);
    new NetworkWatcherFlowLog(this, 'Resource', {
      name: props.name,
      location: props.location,
      networkWatcherName: props.watcherName,
      resourceGroupName: props.watcherGroupName,
      targetResourceId: props.virtualNetworkId,
      storageAccountId: props.storageAccountId,
      enabled: true,
      version: 2,
      // A retention of its own writes over the account's rules, and ends after a year: the account keeps and expires them.
      retentionPolicy: { enabled: false, days: 0 },
      tags: props.tags && { ...props.tags },
      dependsOn: props.after && [...props.after],
    });
  }
}
