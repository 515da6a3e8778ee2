/** When AKS patches clusters and nodes. */
import type { AzureTarget } from '../../../profile';

export interface MaintenancePlan {
  readonly day: AzureTarget['maintenance']['day'];
  /** Full hour, `22:00`. */
  readonly start: string;
  /** `+05:30`. */
  readonly utcOffset: string;
  readonly hours: number;
}

/** Hours of a window: AKS takes 4 to 24, and asks for 4 at least. A large pool needs more than that. */
const HOURS = 8;

export const maintenanceOf = (chosen: AzureTarget['maintenance']): MaintenancePlan => ({ ...chosen, hours: HOURS });

/** Where nobody chose one. */
export const MAINTENANCE = maintenanceOf({ day: 'Saturday', start: '00:00', utcOffset: '+00:00' });
