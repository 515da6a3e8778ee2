import { type Rule, type Sound, wasWrong } from './rule';

type Firewall = NonNullable<NonNullable<Sound['aws']>['firewall']>;
type Report = Parameters<Rule>[1];

const PATH = ['aws', 'firewall'];
const OURS = 'network: 10.…/24, allow: [repo.example.org]';

/** Domains below which anyone may rent a name, so that a list of them lists the world. */
const RENTED = [
  'amazonaws.com',
  'azureedge.net',
  'cloudfront.net',
  'github.io',
  'githubusercontent.com',
  'googleapis.com',
  'windows.net',
];

/** One firewall, the operator's or the plan's own; and a list of names that says what it means. */
export const inspection: Rule = (document, report) => {
  const { firewall, organization, accounts } = document.aws ?? {};
  if (!firewall) return;
  whole(firewall, report);
  list(firewall.allow ?? [], report);
  // Where the cells name accounts, the rule of accounts asks for this one.
  const asked = document.aws?.cells?.some((cell) => cell?.account);
  if (firewall.network && organization && !accounts?.network && !asked)
    report({
      path: accounts ? ['aws', 'accounts'] : ['aws'],
      key: true,
      title: 'account not named',
      found: 'guardrails, an inspection network, and no accounts.network',
      allowed: 'accounts: { network: "…" }: the guardrails let gateways stand in that account only',
      mend: 'add network to accounts',
    });
};

function whole(firewall: Firewall, report: Report): void {
  const has = (key: keyof Firewall): boolean => firewall[key] !== undefined || wasWrong(firewall, key);
  const problem = (found: string, allowed: string, mend: string): void =>
    report({ path: PATH, key: true, title: 'not one firewall', found, allowed, mend });
  if (has('transitGateway')) {
    if (has('network') || has('allow'))
      problem(
        `transitGateway with ${has('network') ? 'network' : 'allow'}`,
        "the operator's transitGateway, or network and allow",
        "keep one: behind the operator's transit gateway, the operator's firewall decides",
      );
  } else if (!has('network') || !has('allow')) {
    const found = has('network') ? 'network without allow' : has('allow') ? 'allow without network' : 'nothing';
    problem(found, `transitGateway: tgw-…, or ${OURS}`, 'name what inspects');
  }
}

function list(allow: readonly (string | undefined)[], report: Report): void {
  allow.forEach((name, index) => {
    if (name === undefined) return;
    const path = [...PATH, 'allow', index];
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
