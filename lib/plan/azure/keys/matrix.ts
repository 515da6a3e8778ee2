/** The custody matrix: for every purpose of the plan, the level it is held at and the levels it could be. */
import { azureCustody, azureReaches } from '../../../catalogue';
import type { CustodyRow } from '../../custody';
import { type Draft, estatesOf } from '../capability';

export function custodyMatrix(
  plan: Pick<Draft, 'foundation' | 'recovery' | 'data' | 'models' | 'cells' | 'hsm' | 'dialect' | 'location'>,
): CustodyRow[] {
  const keys = new Map(estatesOf(plan).flatMap((estate) => estate.keys.map((key) => [key.purpose as string, key])));
  return Object.entries(azureCustody.purposes).flatMap(([purpose, { service, takes }]) => {
    const key = keys.get(purpose);
    if (!key) return [];
    const reaches = azureReaches(purpose, plan.dialect, plan.location);
    const { custody: level, exception } = key;
    return [{ purpose, service, level, reaches, takes, ...(exception ? { exception } : {}) }];
  });
}
