import type { AzureTarget } from '../../profile';
import type { Expectation } from '../expectation';
import type { Intent, PlanNotes } from '../intent';

export interface AzurePlan {
  readonly expectations: readonly Expectation[];
  readonly notes: PlanNotes;
}
export function planAzure(_intent: Intent, _target: AzureTarget): AzurePlan {
  throw new Error('being written');
}
