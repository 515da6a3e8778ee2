/** Where a country stands: each account and region that its stacks use, once, whatever shares it. */
import type { AwsTarget } from '../../profile';
import { name } from '../names';

/** An account in a region. Two cells in one account are one place, so what an account has once is made once. */
export interface Place {
  /** First of its uses: `logarchive`, `data`, `network`, `cell-mumbai-a`, `management`; empty where the document names no account. */
  readonly label: string;
  /** Account id; absent: the account that deploys. */
  readonly account?: string;
  readonly region: string;
  /** Where it keeps what an account has once for all regions. */
  readonly home: boolean;
}

/** In the order of their uses, the recovery region last. The management account only where guardrails are made from it. */
export function accountsOf(target: AwsTarget): Place[] {
  const { accounts = {}, regions, cells, firewall, organization } = target;
  const uses: readonly (readonly [label: string, account: string | undefined])[] = [
    ['logarchive', accounts.logArchive],
    ['data', accounts.data],
    ...(firewall?.network ? [['network', accounts.network] as const] : []),
    ...cells.map((cell) => [`cell-${cell.name}`, cell.account] as const),
    ...(organization && accounts.management ? [['management', accounts.management] as const] : []),
  ];
  // Naming the management account too must not rename the others.
  const named = uses.some(([label, account]) => account !== undefined && label !== 'management');
  const first = new Map<string | undefined, string>();
  for (const [label, account] of uses)
    if (!first.has(account)) first.set(account, named || label === 'management' ? label : '');
  const place = (label: string, account: string | undefined, region: string): Place => ({
    label,
    account,
    region,
    home: region === regions.primary,
  });
  return [
    ...[...first].map(([account, label]) => place(label, account, regions.primary)),
    ...(regions.recovery ? [place(first.get(accounts.data) ?? '', accounts.data, regions.recovery)] : []),
  ];
}

/** Stack of a purpose in a place: `sovereign-in-baseline`, `sovereign-in-baseline-data-recovery`. */
export const stackAt = (country: string, purpose: string, { label, home }: Place): string =>
  name([country, purpose, ...(label ? [label] : []), ...(home ? [] : ['recovery'])]);
