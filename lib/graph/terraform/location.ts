/** Where an Azure resource is placed. */
import { azureLocation } from '../../catalogue';
import { Reference, Unknown, type Value } from '../model';
import { show } from '../text';
import { LOCATED } from './located';

/** Types without a `location` that Azure serves from everywhere. */
const GLOBAL = [
  'azurerm_cdn_',
  'azurerm_frontdoor',
  'azurerm_traffic_manager_',
  'azurerm_private_dns_',
  'azurerm_dns_',
];
/** The DNS resolver has a place: it is a thing in a network, despite its name. */
const PLACED = 'azurerm_private_dns_resolver';
/** Arguments the provider fills with `global` when they are left out. */
const GLOBAL_BY_DEFAULT = new Set(['azurerm_monitor_action_group']);

export interface Placed {
  readonly type: string;
  readonly properties: { readonly [key: string]: Value };
}

/** The region in the catalogue's spelling, `global`, or undefined for a type that has no place of its own. */
export function azurermLocation(
  resource: Placed,
  byId: (id: string) => Placed | undefined,
  hops = 16,
): string | Unknown | undefined {
  // What is served from everywhere may name a place for its record; that is not where it answers.
  const global = GLOBAL.some((prefix) => resource.type.startsWith(prefix)) && !resource.type.startsWith(PLACED);
  if (global) return 'global';
  const stated = resource.properties['location'];
  if (typeof stated === 'string') return azureLocation(stated);
  if (stated instanceof Unknown) return stated;
  if (stated instanceof Reference) {
    const target = byId(stated.target);
    const unknown = new Unknown(show(stated), show(stated), [stated]);
    if (!target || stated.attribute !== 'location' || hops === 0) return unknown;
    return azurermLocation(target, byId, hops - 1) ?? unknown;
  }
  if (stated !== undefined && stated !== null) return new Unknown('a location that is not text');
  if (GLOBAL_BY_DEFAULT.has(resource.type)) return 'global';
  return LOCATED.has(resource.type) ? new Unknown('it states no location, which this type must have') : undefined;
}
