/** How operators come in. */
import type { AwsPath, AwsTarget } from '../../../profile';
import { name } from '../../names';
import type { SystemPoolPlan } from '../pools/types';
import type { PathPlan, SubnetPlan } from './types';

/** First of the private numbers for autonomous systems: a static VPN announces nothing by it. */
const FIRST_ASN = 64512;

/** Undefined where the document names no path. */
export function planPath(
  target: AwsTarget,
  at: { country: string; cell: string; index: number },
  cluster: string,
  subnets: readonly SubnetPlan[],
  system: SystemPoolPlan,
): PathPlan | undefined {
  const path: AwsPath | undefined = target.path;
  switch (path?.kind) {
    case 'session':
      return {
        kind: 'session',
        role: name([at.country, at.cell, 'session']),
        document: `${cluster}-api`,
        // The type the catalogue knows to be sold in every zone of the cell.
        instance: system.instances[0] as string,
      };
    case 'vpn':
      return {
        kind: 'vpn',
        operators: path.operators,
        gateway: path.gateway,
        asn: FIRST_ASN + at.index,
        logGroup: `/aws/vendedlogs/${cluster}/vpn`,
      };
    case 'circuit':
      return {
        kind: 'circuit',
        operators: path.operators,
        gateway: path.gateway,
        announced: subnets.filter(({ tier }) => tier === 'control').map(({ cidr }) => cidr),
      };
    default:
      return undefined;
  }
}
