/**
 * Azure: what a firewall lets through. Proved only where its policy and every rule are in these templates; else the
 * reason why not is said, and nothing is claimed.
 */
import { type Graph, type Resource, Unknown, type Value } from '../../graph/model';
import { isTable, items, read, select, text } from '../../graph/value';
import { isAbsent } from '../absent';
import { isWorld } from '../cidr';
import { attached, target } from '../find';
import type { Verdict } from '../model';
import { fail, notChecked, pass } from '../verdicts';
import { inWords, type Proof, together } from './proof';

export const FIREWALL = 'azurerm_firewall';
const POLICY = 'azurerm_firewall_policy';
export const GROUP = 'azurerm_firewall_policy_rule_collection_group';
/** Rules written without a policy. */
const CLASSIC = ['application', 'nat', 'network'].map((kind) => `azurerm_firewall_${kind}_rule_collection`);

/** A name, or `*.` and all below a name that someone holds: `*.com` and `*example.org` are anyone's. */
const NAME = /^(?:\*\.)?(?:[a-z0-9-]+\.)+[a-z0-9-]+$/i;

/** What rules let through, or why that is not known; `open` where it is known to be anything. */
type Opening = { readonly names: readonly string[] } | { readonly why: string; readonly open?: true };

/** A firewall whose rules let through listed names only, and which denies what Azure lets through by itself. */
export function judgeFirewall(firewall: Resource, graph: Graph): Proof {
  const policy = target(graph, read(firewall, 'firewall_policy_id'), POLICY);
  if (firewall.presence || !policy) return { why: `the policy of ${firewall.address} is not settled here` };
  if (CLASSIC.some((type) => attached(graph, type, 'azure_firewall_name', firewall).length > 0))
    return { why: `${firewall.address} has rules beside its policy` };
  if (!isAbsent(read(policy, 'base_policy_id')))
    return { why: `${policy.address} has the rules of another policy too` };
  const groups = attached(graph, GROUP, 'firewall_policy_id', policy);
  const proof = together(groups.map(openingOf));
  return 'names' in proof && !groups.some(closes)
    ? { why: `no rule of ${policy.address} denies the names that Azure lets through by itself` }
    : proof;
}

/** Of one group of rules: a group that lets anything through fails, whatever firewall it is for. */
export function judgeRules(group: Resource): Verdict {
  const opening = openingOf(group);
  if ('names' in opening)
    return pass(opening.names.length === 0 ? 'lets nothing through' : `belongs to ${inWords(opening)}`);
  return opening.open ? fail(opening.why) : notChecked(opening.why);
}

function openingOf(group: Resource): Opening {
  if (group.presence) return { why: `whether ${group.address} is made is not settled here` };
  if (!isAbsent(read(group, 'nat_rule_collection')))
    return { why: `${group.address} lets connections in from outside`, open: true };
  const names: string[] = [];
  for (const kind of ['application', 'network'] as const)
    for (const { rule, action } of rulesOf(group, kind)) {
      if (action === 'Deny') continue;
      const opening =
        action === 'Allow' ? OPENINGS[kind](rule, group) : { why: `${group.address} has an unclear action` };
      if ('why' in opening) return opening;
      names.push(...opening.names);
    }
  return { names };
}

type Rule = { readonly [key: string]: Value };

function rulesOf(
  group: Resource,
  kind: 'application' | 'network',
): { rule: Rule; action: string | Unknown | undefined }[] {
  return items(read(group, `${kind}_rule_collection`)).flatMap((collection) =>
    isTable(collection)
      ? items(collection['rule']).map((rule) => ({
          rule: isTable(rule) ? rule : {},
          action: isTable(rule) ? text(collection['action']) : undefined,
        }))
      : [{ rule: {}, action: undefined }],
  );
}

const OPENINGS: Record<'application' | 'network', (rule: Rule, group: Resource) => Opening> = {
  application: (rule, { address }) => {
    const unlisted = ['destination_fqdn_tags', 'destination_urls', 'web_categories'].find(
      (key) => !isAbsent(rule[key]),
    );
    if (unlisted) return { why: `${address} lets through by ${unlisted}, which lists no names` };
    const opening = namesOf(rule['destination_fqdns'], address);
    if ('open' in opening) return opening;
    const protocols = select(rule as Value, 'protocols.*.type').map(({ value }) => text(value));
    return protocols.length > 0 && protocols.every((protocol) => protocol === 'Https')
      ? opening
      : { why: `${address} lets through what is not TLS` };
  },
  network: (rule, { address }) => {
    const ranges = items(rule['destination_addresses']);
    if (ranges.some((range) => range === '*' || range === 'Internet' || (typeof range === 'string' && isWorld(range))))
      return { why: `${address} lets through to any address`, open: true };
    if (ranges.length > 0 || !isAbsent(rule['destination_ip_groups']))
      return { why: `${address} lets through to addresses, whoever answers there` };
    return namesOf(rule['destination_fqdns'], address);
  },
};

function namesOf(value: Value | undefined, address: string): Opening {
  const names = items(value).map(text);
  if (value instanceof Unknown || names.length === 0 || !names.every((name) => typeof name === 'string'))
    return { why: `the names that ${address} lets through are not settled here` };
  const wide = names.find((name) => !NAME.test(name));
  return wide === undefined
    ? { names }
    : { why: `${address} lets through ${wide}, which anyone may answer to`, open: true };
}

/** Whether a group ends with a rule that denies every name to everyone, over what the rules of Azure speak. */
const closes = (group: Resource): boolean =>
  rulesOf(group, 'application').some(
    ({ rule, action }) =>
      action === 'Deny' &&
      items(rule['destination_fqdns']).includes('*') &&
      items(rule['source_addresses']).includes('*') &&
      ['Http', 'Https'].every((type) => select(rule as Value, 'protocols.*.type').some(({ value }) => value === type)),
  );
