/** The cluster of a cell. */

export interface ClusterPlan {
  readonly name: string;
  readonly version: string;
  readonly serviceCidr: string;
  readonly logGroup: string;
  /** Days; absent: never expires (longer than CloudWatch Logs can say). */
  readonly logDays?: number;
  readonly roles: { readonly cluster: string; readonly node: string; readonly cni: string };
}
