import { diagnosticsName } from '../../../lib/plan/azure';
import { Construct, type ITerraformDependable, MonitorDiagnosticSetting } from '../cdktf';

export interface DiagnosticsProps {
  /** Resource (or subscription) whose logs are kept. */
  readonly targetId: string;
  /** Name of that resource; the setting is named after it. */
  readonly resourceName: string;
  /**
   * Workspace the logs are read in.
   * @default - none: they are archived only
   */
  readonly workspaceId?: string;
  /**
   * Account they are kept in, unchangeable, as long as the law says.
   * @default - none: the workspace's retention is all there is
   */
  readonly archiveId?: string;
  /**
   * Categories, for targets that have no group of all of them (a subscription's activity log).
   * @default - the group `allLogs`
   */
  readonly categories?: readonly string[];
  /**
   * Metrics to keep with the logs.
   * @default `AllMetrics`; none where categories are named
   */
  readonly metrics?: readonly string[];
  /**
   * What must be in place first.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
  /**
   * `own`: each kind of log in a table of its own, where the resource offers that.
   * @default - the table all resources share, or what the resource does by itself
   */
  readonly tables?: 'own';
  /** @default - `<resource>-logs` */
  readonly name?: string;
}

/**
 * What a firewall logs, in its structured form; the older categories say the same again. Flow traces are left out: they
 * are for a fault that is looked for, and slow a firewall down.
 */
export const FIREWALL_LOGS = [
  'AZFWApplicationRule',
  'AZFWDnsQuery',
  'AZFWFqdnResolveFailure',
  'AZFWIdpsSignature',
  'AZFWNatRule',
  'AZFWNetworkRule',
  'AZFWThreatIntel',
] as const;

/** Everything a resource logs, to the workspace and the archive of its country. */
export class Diagnostics extends Construct {
  constructor(scope: Construct, id: string, props: DiagnosticsProps) {
    super(scope, id);
    const metrics = props.metrics ?? (props.categories ? [] : ['AllMetrics']);
    new MonitorDiagnosticSetting(this, 'Resource', {
      name: props.name ?? diagnosticsName(props.resourceName),
      targetResourceId: props.targetId,
      logAnalyticsWorkspaceId: props.workspaceId,
      logAnalyticsDestinationType: props.tables && 'Dedicated',
      storageAccountId: props.archiveId,
      enabledLog: props.categories
        ? props.categories.map((category) => ({ category }))
        : [{ categoryGroup: 'allLogs' }],
      enabledMetric: metrics.length > 0 ? metrics.map((category) => ({ category })) : undefined,
      dependsOn: props.after && [...props.after],
    });
  }
}
