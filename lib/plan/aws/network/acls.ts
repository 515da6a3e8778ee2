/**
 * Network ACLs, where they hold what a security group does not: the border of endpoints, control plane, pods and file system stands
 * even after somebody widens a group or adds a route. Subnets of nodes keep the default one: they read S3 under public
 * addresses, which no ACL can name, so it would have to let every address through on the port data would leave by.
 */
import type { AclPlan, AclRule, PathPlan } from './types';

const EPHEMERAL = [1024, 65535] as const;
const HTTPS = [443, 443] as const;
const ANYWHERE = '0.0.0.0/0';

interface Borders {
  /** The cell's own block and those of its pods. */
  readonly inside: readonly string[];
  readonly path?: PathPlan;
  /** Whether a route leads to what inspects. */
  readonly leaves: boolean;
  /** Whether a file system stands inside. Its servers speak with nobody beyond. */
  readonly lustre?: boolean;
}

export function planAcls({ inside, path, leaves, lustre = false }: Borders): AclPlan[] {
  const all: AclRule[] = inside.map((cidr) => ({ cidr }));
  const operators = path && 'operators' in path ? path.operators : [];
  const from = (cidrs: readonly string[], ports: AclRule['ports']): AclRule[] => cidrs.map((cidr) => ({ cidr, ports }));
  const tiers: AclPlan[] = [
    {
      tier: 'control',
      inbound: [...all, ...from(operators, HTTPS), ...(leaves ? from([ANYWHERE], EPHEMERAL) : [])],
      outbound: [...all, ...from(operators, EPHEMERAL), ...(leaves ? from([ANYWHERE], HTTPS) : [])],
    },
    { tier: 'endpoints', inbound: from(inside, HTTPS), outbound: from(inside, EPHEMERAL) },
    ...(inside.length > 1 ? [{ tier: 'pods' as const, inbound: all, outbound: all }] : []),
    ...(lustre ? [{ tier: 'lustre' as const, inbound: all, outbound: all }] : []),
  ];
  return tiers;
}
