import type { Cloud } from '../../graph/model';
import type { Context, Verdict } from '../model';
import { home, placeOf } from '../place';
import { fail, notChecked, pass } from '../verdicts';

/** What is said of a copy (or of whatever `what` says) that lies in a region. */
export function inRegion(
  region: string,
  what: string,
  path: (string | number)[],
  context: Context,
  cloud: Cloud = 'aws',
): Verdict {
  const { inside, label } = placeOf(cloud, region, context);
  if (inside === undefined) return notChecked(`${what} in ${label}, a region the catalogue does not hold`, path);
  return inside
    ? pass(`${what} in ${label}, in ${home(context)}`, path)
    : fail(`${what} in ${label}, outside ${home(context)}`, path);
}
