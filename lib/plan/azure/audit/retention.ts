/** Lengths a Log Analytics workspace can keep logs, in days. Source: Azure Monitor Logs, data retention. */
const WORKSPACE_RETENTION = [30, 31, 60, 90, 120, 180, 270, 365, 550, 730] as const;

/** Shortest length the workspace takes that is at least `days`; what must be kept longer lies in the archive account. */
export const workspaceRetention = (days: number): number =>
  WORKSPACE_RETENTION.find((length) => length >= days) ?? WORKSPACE_RETENTION[WORKSPACE_RETENTION.length - 1] ?? 730;
