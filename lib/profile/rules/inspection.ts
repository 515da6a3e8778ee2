import { azureRegion } from '../../catalogue';
import { CLOUDS, type Rule, type Sound, wasWrong } from './rule';

type Cloud = (typeof CLOUDS)[number];
type Firewall = NonNullable<NonNullable<Sound[Cloud]>['firewall']>;
type Report = Parameters<Rule>[1];

/** How an operator's own firewall is named, by cloud. */
const THEIRS = { aws: 'transitGateway', azure: 'nextHop' } as const;
const EXAMPLE = { aws: 'tgw-…', azure: '10.…' } as const;
/** What speaks of a firewall of the plan's own. */
const OURS = ['network', 'allow', 'zones', 'tlsInspection'] as const;

/** Domains below which anyone may rent a name, so that a list of them lists the world. */
const RENTED = [
  'amazonaws.com',
  'azureedge.net',
  'azurefd.net',
  'cloudfront.net',
  'github.io',
  'githubusercontent.com',
  'googleapis.com',
  'windows.net',
];

/** One firewall, the operator's or the plan's own; and a list of names that says what it means. */
export const inspection: Rule = (document, report) => {
  for (const cloud of CLOUDS) {
    const firewall = document[cloud]?.firewall;
    if (!firewall) continue;
    whole(cloud, firewall, report);
    list(cloud, firewall.allow ?? [], report);
  }
  zones(document, report);
  const { firewall, organization, accounts } = document.aws ?? {};
  // Where the cells name accounts, the rule of accounts asks for this one.
  const asked = document.aws?.cells?.some((cell) => cell?.account);
  if (firewall?.network && organization && !accounts?.network && !asked)
    report({
      path: accounts ? ['aws', 'accounts'] : ['aws'],
      key: true,
      title: 'account not named',
      found: 'guardrails, an inspection network, and no accounts.network',
      allowed: 'accounts: { network: "…" }: the guardrails let gateways stand in that account only',
      mend: 'add network to accounts',
    });
};

function whole(cloud: Cloud, firewall: Firewall, report: Report): void {
  const has = (key: string): boolean =>
    firewall[key as keyof Firewall] !== undefined || wasWrong(firewall, key as keyof Firewall);
  const theirs = THEIRS[cloud];
  const ours = OURS.filter(has);
  const problem = (found: string, allowed: string, mend: string): void =>
    report({ path: [cloud, 'firewall'], key: true, title: 'not one firewall', found, allowed, mend });
  if (has(theirs)) {
    if (ours[0])
      problem(
        `${theirs} with ${ours[0]}`,
        `the operator's ${theirs}, or network and allow`,
        `keep one: behind the operator's ${cloud === 'aws' ? 'transit gateway' : 'firewall'}, the operator's ${cloud === 'aws' ? 'firewall' : 'list'} decides`,
      );
    // On Azure the names AKS needs are let through without being listed.
  } else if (!has('network') || (cloud === 'aws' && !has('allow'))) {
    const found = has('network') ? 'network without allow' : ours[0] ? `${ours[0]} without network` : 'nothing';
    problem(
      found,
      `${theirs}: ${EXAMPLE[cloud]}, or network: 10.…/24, allow: [repo.example.org]`,
      'name what inspects',
    );
  }
}

/** A firewall stands in zones its region has. */
function zones(document: Sound, report: Report): void {
  const { firewall, regions } = document.azure ?? {};
  const has = regions?.primary === undefined ? undefined : azureRegion(regions.primary)?.zones;
  firewall?.zones?.forEach((zone, index) => {
    if (has !== undefined && zone !== undefined && Number(zone) > has)
      report({
        path: ['azure', 'firewall', 'zones', index],
        title: 'zone not in the region',
        found: `zone ${zone}`,
        allowed: `${regions?.primary} has ${has === 0 ? 'no zones' : `zones 1 to ${has}`}`,
        mend: has === 0 ? 'leave zones out' : 'name another zone',
      });
  });
}

function list(cloud: Cloud, allow: readonly (string | undefined)[], report: Report): void {
  allow.forEach((name, index) => {
    if (name === undefined) return;
    const path = [cloud, 'firewall', 'allow', index];
    const other = allow.find((wider, at) => wider !== undefined && at !== index && covers(wider, name, at < index));
    if (other)
      report({
        path,
        title: 'name listed twice',
        found: other === name ? name : `${name}, which ${other} covers`,
        allowed: 'each name once',
        mend: 'remove it',
      });
    const rented = name.startsWith('.') && RENTED.some((domain) => name.endsWith(`.${domain}`));
    if (rented)
      report({
        severity: 'warning',
        path,
        title: 'a name that anyone may rent',
        found: `${name}: whoever has an account there can receive data under it`,
        mend: 'list the names that are needed, one by one',
      });
  });
}

/** Whether the first entry lets through all that the second does; of two equal ones, the later is the one too many. */
const covers = (wider: string, name: string, before: boolean): boolean =>
  wider === name ? before : wider.startsWith('.') && (name.endsWith(wider) || `.${name}` === wider);
