/** AWS: a model that is called by a profile runs prompts wherever that profile routes them. */
import { Unknown, type Value } from '../../graph/model';
import { visibleText } from '../../graph/value';
import type { Context, Verdict } from '../model';
import { arnRegion, home, placeOf } from '../place';
import { fail, pass, unsettled } from '../verdicts';

export function model(value: Value, path: (string | number)[], context: Context): Verdict[] {
  const shown = visibleText(value) ?? '';
  // `apac.vendor.model`, alone or at the end of a profile's ARN.
  const routed = /(?:^|inference-profile\/)([a-z-]+)\.[a-z0-9-]+\./.exec(shown)?.[1];
  if (routed && (shown.includes('inference-profile/') || ROUTES.has(routed))) {
    return [fail(`calls its model through the ${routed} profile, which processes prompts in several regions`, path)];
  }
  const region = arnRegion(shown);
  if (region && placeOf('aws', region, context).inside === false) {
    return [fail(`calls a model in ${placeOf('aws', region, context).label}, outside ${home(context)}`, path)];
  }
  if (value instanceof Unknown) return [unsettled('its model', value, path)];
  return [pass('calls a model of its own region', path)];
}

/** What a profile's id begins with; a model's own id begins with its vendor. */
const ROUTES = new Set(['apac', 'au', 'ca', 'eu', 'global', 'jp', 'us', 'us-gov']);
