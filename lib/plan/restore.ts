/**
 * Days back to which what pods work with can be restored, on either cloud: data of people no longer than it takes to
 * notice a loss, weights a quarter.
 */
export const RESTORE_DAYS = { models: 90, data: 35 } as const;
