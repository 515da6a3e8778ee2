/** Which way the cells' default routes lead. */
import type { AzureTarget } from '../../../profile';
import { formatAddress, parseCidr } from '../../../profile/cidr';
import type { Intent } from '../../intent';

/** Azure keeps four addresses at the beginning of a subnet; the firewall is the first thing in its own. */
const FIRST_ADDRESS = 4;

/** Whether the plan makes a hub. */
export const hasHub = ({ egress }: Pick<Intent, 'egress'>, { firewall }: AzureTarget): boolean =>
  egress === 'firewall' && firewall?.network !== undefined;

/** Where the cells' default routes lead; undefined where nothing leaves. */
export function nextHopOf({ firewall }: AzureTarget): string | undefined {
  const hub = firewall?.network === undefined ? undefined : parseCidr(firewall.network);
  return hub ? formatAddress(hub.base + FIRST_ADDRESS) : firewall?.nextHop;
}
