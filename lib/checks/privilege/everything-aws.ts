/** AWS: identities that may do everything, or give themselves the right to. */
import type { Verdict } from '../model';
import { isEveryResource, isWildcard, mayBeWildcard, type Statement } from '../policy';
import { leavesEverything } from '../policy-conditions';
import { fail, notChecked } from '../verdicts';

const HELD = ', and its condition says only who asks, how or from where';

/** An identity's statement: every action on every resource is what `root` may do. */
export function everything(statement: Statement): Verdict | undefined {
  const actions = allActions(statement);
  const resources = allResources(statement);
  if (actions === undefined || resources === undefined) return undefined;
  const path = [...statement.path, statement.notAction ? 'NotAction' : 'Action'];
  if (actions === 'perhaps' || resources === 'perhaps') {
    return notChecked('may be a wildcard: its actions or resources are settled at deployment', path);
  }
  return leavesEverything(statement.condition)
    ? fail(`a wildcard: allows ${actions} on ${resources}${statement.condition === undefined ? '' : HELD}`, path)
    : notChecked(`allows ${actions} on ${resources}, under a condition this check does not read`, [
        ...statement.path,
        'Condition',
      ]);
}

/** In words, where it is all of them but few; `perhaps` where only the deployment knows; undefined where it names some. */
function allActions({ actions, notAction }: Statement): string | undefined {
  if (notAction) return 'every action but those it names (NotAction)';
  if (actions.some(isWildcard)) return 'every action';
  // Who may do all of IAM may give themselves the rest.
  if (actions.some((action) => typeof action === 'string' && /^iam:\*+$/i.test(action))) {
    return 'every action of IAM, and with it any right,';
  }
  return actions.some(mayBeWildcard) ? 'perhaps' : undefined;
}

function allResources({ resources, notResource }: Statement): string | undefined {
  if (notResource) return 'every resource but those it names (NotResource)';
  if (resources.some(isEveryResource)) return 'every resource';
  return resources.some(mayBeWildcard) ? 'perhaps' : undefined;
}
