/** The custody matrix: for every purpose of the plan, the level it is held at and the levels it could be. */
import { awsCustody, type Held } from '../../../catalogue';
import type { CustodyRow } from '../../custody';
import type { Intent } from '../../intent';
import type { Draft } from '../capability';
import { kindOf } from '.';
import { keyOwners } from './owners';

/** What no level reaches, and is there all the same: server access logs of the buckets. */
export const UNREACHED = 'access-logs';

export function custodyMatrix(plan: Draft, { custody }: Intent): CustodyRow[] {
  const levels = new Map(
    keyOwners(plan).flatMap(({ keys }) => keys.map((key): [string, Held] => [kindOf(key.purpose), key.custody])),
  );
  return Object.entries(awsCustody.purposes).flatMap(([purpose, { service, reaches, takes }]) => {
    const level = purpose === UNREACHED ? 'vendor' : levels.get(purpose);
    const exception = custody.exceptions[purpose];
    return level === undefined
      ? []
      : [{ purpose, service, level, reaches, takes, ...(exception ? { exception } : {}) }];
  });
}
