/** Which way the cells' default routes lead. */
import type { AzureTarget } from '../../../profile';
import { formatAddress, formatCidr, PRIVATE_BLOCKS, parseCidr } from '../../../profile/cidr';
import { POD_CIDR } from '../../../profile/rules/networks';
import type { Intent } from '../../intent';

/** Prefix length of the subnet of a firewall, which has room to grow in. Source: Azure Firewall, subnet size. */
const FIREWALL_PREFIX = 26;
/** Azure keeps four addresses at the beginning of a subnet; the firewall is the first thing in its own. */
const FIRST_ADDRESS = 4;

/** Whether the plan makes a hub. */
export const hasHub = ({ egress }: Pick<Intent, 'egress'>, { firewall }: AzureTarget): boolean =>
  egress === 'firewall' && firewall?.network !== undefined;

/** Block of the firewall's subnet, the first of the hub; undefined where the plan makes none. */
export function firewallSubnet({ firewall }: AzureTarget): string | undefined {
  const hub = firewall?.network === undefined ? undefined : parseCidr(firewall.network);
  return hub && formatCidr({ base: hub.base, prefix: FIREWALL_PREFIX });
}

/** Where the cells' default routes lead; undefined where nothing leaves. */
export function nextHopOf(target: AzureTarget): string | undefined {
  const subnet = firewallSubnet(target);
  return subnet === undefined ? target.firewall?.nextHop : firstGiven(subnet);
}

/** The first address of a block that Azure gives away; undefined for what is no block. */
export function firstGiven(block: string): string | undefined {
  const parsed = parseCidr(block);
  return parsed && formatAddress(parsed.base + FIRST_ADDRESS);
}

/** What is private to a firewall: reached, if at all, without translation. */
export const PRIVATE_RANGES: readonly string[] = [...PRIVATE_BLOCKS, POD_CIDR];
