/**
 * What the firewalls drop beside all that no list lets through. The list speaks of names in TLS; these speak of what
 * carries no name. `HOME_NET` is the cells. Order is strict: they are asked before the list, and none of them passes
 * anything.
 *
 * The default action only drops what flows to a server once a connection stands, or no name could be read at all: so
 * whatever needs no connection (UDP, ICMP) and every port but 443 is dropped here, from the first packet on. A
 * connection without a name, or that is not TLS, is left to the default action. Source: AWS Network Firewall Developer
 * Guide, "Managing evaluation order for Suricata compatible rules" and "Limitations and caveats for stateful rules".
 */
import type { FirewallRule } from './types';

const CLOSED: readonly (readonly [what: string, options: string, reason: string])[] = [
  ['ip !$HOME_NET any -> !$HOME_NET any', '', 'Neither from a cell nor to one'],
  ['tcp !$HOME_NET any -> $HOME_NET any', 'flow:to_server; ', 'Nobody connects to a cell from outside'],
  ['udp any any -> any 53', '', 'Names are asked of the resolver of the network, of no other'],
  ['udp any any -> any 443', '', 'QUIC hides the name it asks for'],
  ['udp any any -> any any', '', 'UDP leaves by no path'],
  ['ip $HOME_NET any -> any any', 'ip_proto:!TCP; ', 'Only TCP leaves: no ICMP, no tunnel'],
  ['tcp $HOME_NET any -> any !443', '', 'Only HTTPS leaves: no SSH, no DNS, no HTTP that can be read on the way'],
];

export const closedRules = (): FirewallRule[] =>
  CLOSED.map(([what, options, reason], index) => ({
    rule: `drop ${what} (msg:"${reason}"; ${options}sid:${index + 1}; rev:1;)`,
    reason,
  }));
