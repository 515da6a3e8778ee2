/** Azure's commonest switch: whether a service answers on its public endpoint. Open unless the template says otherwise. */

import type { Resource } from '../../graph/model';
import { read, text } from '../../graph/value';
import { isAbsent, mayBeNull } from '../absent';
import { defaultOf } from '../defaults';
import type { Verdict } from '../model';
import { fail, mustBe, pass, unsettled } from '../verdicts';

const says = { right: 'answers through private endpoints only', wrong: 'answers on the internet' };

/** Blocks that close a public endpoint to all but the networks they name. */
const RULES = ['network_rules', 'network_acls', 'network_rule_set'];

/** `public_network_access_enabled`, true by default. */
export function publicNetwork(resource: Resource): Verdict {
  const verdict = mustBe(resource, 'public_network_access_enabled', false, says);
  const rules = RULES.find((block) => /^deny$/i.test(String(read(resource, `${block}.default_action`))));
  if (verdict.result !== 'fail' || rules === undefined) return verdict;
  return fail(
    `keeps its public endpoint, closed to all but those its ${rules} name (default_action is Deny): turn it off with public_network_access_enabled`,
    verdict.path,
    'medium',
  );
}

/** `public_network_access`, `Enabled` by default, in the types that spell it so. */
export function publicNetworkWord(resource: Resource): Verdict {
  const stated = read(resource, 'public_network_access');
  const word = text(stated ?? defaultOf(resource.type, 'public_network_access'));
  if (typeof word !== 'string') return unsettled('public_network_access', stated, ['public_network_access']);
  const why = `public_network_access is ${stated === undefined ? 'not stated and is Enabled by default' : word}`;
  return /^(disabled|securedbyperimeter)$/i.test(word)
    ? pass(`${says.right} (${why})`, ['public_network_access'])
    : fail(`${says.wrong} (${why})`, ['public_network_access']);
}

/** A server in a delegated subnet has no public endpoint, whatever the switch says. */
export const orDelegated =
  (judge: (resource: Resource) => Verdict) =>
  (resource: Resource): Verdict => {
    const subnet = read(resource, 'delegated_subnet_id');
    if (isAbsent(subnet) || mayBeNull(subnet)) return judge(resource);
    return pass('answers inside its delegated subnet only', ['delegated_subnet_id']);
  };
