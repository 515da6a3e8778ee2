/** Azure's commonest switch: whether a service answers on its public endpoint. Open unless the template says otherwise. */
import { type Resource, Unknown, type Value } from '../../graph/model';
import { read, text } from '../../graph/value';
import type { Verdict } from '../model';
import { fail, mustBe, pass, unsettled } from '../verdicts';

const says = { right: 'answers through private endpoints only', wrong: 'answers on the internet' };

/** `public_network_access_enabled`, true by default. */
export const publicNetwork = (resource: Resource): Verdict =>
  mustBe(resource, 'public_network_access_enabled', false, true, says);

/** `public_network_access`, `Enabled` by default, in the types that spell it so. */
export function publicNetworkWord(resource: Resource): Verdict {
  const stated = read(resource, 'public_network_access');
  const word = text(stated) ?? 'Enabled';
  if (word instanceof Unknown) return unsettled('public_network_access', stated, ['public_network_access']);
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
    if (subnet === undefined || mayBeNull(subnet)) return judge(resource);
    return pass('answers inside its delegated subnet only', ['delegated_subnet_id']);
  };

/** A variable without a default may be null, and the argument then absent. */
const mayBeNull = (value: Value): boolean =>
  value instanceof Unknown && value.references.length === 0 && /^\$\{var\.[^}]*\}$/.test(value.text ?? '${var.}');
