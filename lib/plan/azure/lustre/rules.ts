/**
 * Traffic of a managed Lustre file system. Source: Azure Managed Lustre, configure network security groups. Of what it
 * lists for the vendor's support (telemetry, monitoring from outside) nothing is let through.
 */
import type { SecurityRule } from '../types';

type Allowed = Pick<SecurityRule, 'name' | 'direction' | 'sources' | 'destinations' | 'ports' | 'description'> &
  Partial<Pick<SecurityRule, 'protocol'>>;

/** Ports of the Lustre protocol. */
const LUSTRE = ['988', '1019-1023'];

/** @param out whether the cell has a way out, through a firewall */
export const lustreRules = (block: string, network: string, out: boolean): Allowed[] => [
  {
    name: 'allow-servers-in',
    direction: 'Inbound',
    protocol: '*',
    sources: [block],
    destinations: [block],
    ports: ['*'],
    description: 'Servers of the file system among each other',
  },
  {
    name: 'allow-lustre-in',
    direction: 'Inbound',
    sources: [network],
    destinations: [block],
    ports: LUSTRE,
    description: 'Nodes that mount it',
  },
  {
    name: 'allow-servers-out',
    direction: 'Outbound',
    protocol: '*',
    sources: [block],
    destinations: [block],
    ports: ['*'],
    description: 'Servers of the file system among each other',
  },
  {
    name: 'allow-lustre-out',
    direction: 'Outbound',
    sources: [block],
    destinations: [network],
    ports: LUSTRE,
    description: 'Nodes that mount it',
  },
  {
    name: 'allow-endpoints-out',
    direction: 'Outbound',
    sources: [block],
    destinations: [network],
    ports: ['443'],
    description: 'Private endpoints of this cell: accounts and the vault of its key',
  },
  ...(out
    ? ([
        {
          name: 'allow-https-out',
          direction: 'Outbound',
          sources: [block],
          destinations: ['Internet'],
          ports: ['443'],
          description: 'Routed to the firewall, whose list decides',
        },
        {
          name: 'allow-time-out',
          direction: 'Outbound',
          protocol: 'Udp',
          sources: [block],
          destinations: ['Internet'],
          ports: ['123'],
          description: 'Time, routed to the firewall',
        },
      ] as const)
    : []),
];
