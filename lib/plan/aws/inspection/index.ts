/** Egress through a firewall: the operator's transit gateway, or an inspection network that the plan makes. */
import type { AwsCell, AwsTarget } from '../../../profile';
import { formatCidr, PRIVATE_BLOCKS, parseCidr, sizeOf } from '../../../profile/cidr';
import { POD_CIDR } from '../../../profile/rules/networks';
import type { Intent } from '../../intent';
import { name, PREFIX } from '../../names';
import { divide } from '../../network';
import { ASK, archiveBucket } from '../storage/buckets';
import type { AwsCellPlan } from '../types';
import { closedRules } from './rules';
import type { InspectionPlan, TransitNames, WayOutPlan } from './types';

/** Zones of the inspection network at most; each costs a firewall and a NAT gateway. */
const MOST_ZONES = 3;
/** A subnet holds an endpoint, a gateway or an attachment: a handful of addresses. The smallest that AWS makes. */
const SUBNET = sizeOf(28);
/** Private and shared ranges. A name of the list that resolves to one of them leads nowhere. */
const BLOCKED = [...PRIVATE_BLOCKS, POD_CIDR] as const;

/** Undefined where nothing leaves, or the operator inspects. */
export function planInspection(
  intent: Intent,
  target: AwsTarget,
  cells: readonly Pick<AwsCellPlan, 'account' | 'network' | 'subnets'>[],
): InspectionPlan | undefined {
  const { network, allow = [] } = target.firewall ?? {};
  const whole = network === undefined ? undefined : parseCidr(network);
  if (intent.egress !== 'firewall' || !whole) return undefined;
  const country = intent.country.toLowerCase();
  const account = target.accounts?.network;
  const full = name([country, 'inspection']);
  const used = cells.flatMap(({ subnets }) => subnets.filter(({ tier }) => tier === 'control'));
  const zones = [...new Set(used.map(({ zone }) => zone))].slice(0, MOST_ZONES);
  const tiers = ['attachment', 'firewall', 'nat'] as const;
  const given = divide(
    whole,
    zones.flatMap((zone) => tiers.map((tier) => ({ name: `${tier}-${zone}`, addresses: SUBNET }))),
    ['aws', 'firewall', 'network'],
  );
  const block = (tier: (typeof tiers)[number], zone: string): string => given.get(`${tier}-${zone}`) as string;
  const foreign = cells.filter((cell) => cell.account !== account);
  return {
    stack: full,
    name: full,
    account,
    network: formatCidr(whole),
    zones: zones.map((zone) => ({
      zone,
      attachment: block('attachment', zone),
      firewall: block('firewall', zone),
      nat: block('nat', zone),
    })),
    inside: cells.map((cell) => cell.network),
    blocked: BLOCKED,
    allow,
    rules: closedRules(),
    logs: { bucketName: archiveBucket(intent, target), prefix: full },
    parameters: foreign.length < cells.length ? transitNames(country) : undefined,
    shared: [...new Set(foreign.map((cell) => cell.account ?? ASK))].sort(),
  };
}

/** The same name in every account: a stack reads it in its own. */
const transitNames = (country: string): TransitNames => ({
  transitGateway: `/${PREFIX}/${country}/inspection/transit-gateway`,
  out: `/${PREFIX}/${country}/inspection/route-table-out`,
  back: `/${PREFIX}/${country}/inspection/route-table-back`,
});

/** Filled in by CloudFormation when it deploys. */
const resolved = (parameter: string): string => `{{resolve:ssm:${parameter}}}`;

/** How a cell leaves; undefined where it does not. */
export function wayOut(intent: Intent, target: AwsTarget, cell: AwsCell): WayOutPlan | undefined {
  if (intent.egress !== 'firewall' || !target.firewall) return undefined;
  const { transitGateway } = target.firewall;
  if (transitGateway !== undefined) return { transitGateway };
  if (cell.account !== target.accounts?.network) return { transitGateway: ASK };
  const names = transitNames(intent.country.toLowerCase());
  return {
    transitGateway: resolved(names.transitGateway),
    tables: { out: resolved(names.out), back: resolved(names.back) },
  };
}
