/** What packet rules let through: security groups, network ACLs and firewalls of both clouds. */
import type { Resource, Value } from '../graph/model';
import { at, isTable, items, number, read, select, text } from '../graph/value';
import { exact, type Fact, pattern, range, shownValue, span, type Term } from './terms';

type Path = readonly (string | number)[];
type Table = { [key: string]: Value };

const ALL_PORTS = span(0, 65_535);

/** One rule as a fact: a direction, a protocol, ports, and who is at the far end. */
function rule(
  opens: boolean,
  direction: string,
  protocol: string,
  ports: Term,
  far: readonly Term[],
  path: Path,
): Fact {
  const shownPorts =
    ports.is === 'span'
      ? ports === ALL_PORTS
        ? 'every port'
        : ports.from === ports.to
          ? `${ports.from}`
          : `${ports.from}-${ports.to}`
      : shown(ports);
  return {
    opens,
    kind: 'path',
    terms: [exact(direction), pattern(protocol), ports, ...far],
    about: [opens ? 'lets' : 'keeps', ` ${direction}`],
    item: `${protocol === '*' ? 'everything' : protocol} ${shownPorts} ${far.map(shown).join(' to ')}`,
    path,
  };
}

const shown = (term: Term): string => ('text' in term ? term.text : '');

/** IANA's numbers, as people call them. */
const PROTOCOLS: Record<string, string> = { '-1': '*', '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6' };
const protocolOf = (value: Value | undefined): string => {
  const said = value === undefined ? '*' : shownValue(value).toLowerCase();
  return Object.hasOwn(PROTOCOLS, said) ? (PROTOCOLS[said] as string) : said;
};

function awsPorts(from: Value | undefined, to: Value | undefined): Term {
  const [low, high] = [number(from), number(to)];
  if (low === undefined || low === -1) return ALL_PORTS;
  return typeof low === 'number' && typeof high === 'number'
    ? span(low, high)
    : exact(`${shownValue(from ?? null)}-${shownValue(to ?? null)}`);
}

const FAR_ENDS = [
  'CidrIp',
  'CidrIpv6',
  'SourceSecurityGroupId',
  'SourceSecurityGroupName',
  'SourcePrefixListId',
  'DestinationSecurityGroupId',
  'DestinationPrefixListId',
];

const groupRule = (direction: 'in' | 'out', item: Value, path: Path): Fact[] =>
  isTable(item)
    ? FAR_ENDS.filter((end) => Object.hasOwn(item, end)).map((end) =>
        rule(
          true,
          direction,
          protocolOf(item['IpProtocol']),
          awsPorts(item['FromPort'], item['ToPort']),
          [range(shownValue(item[end] ?? null))],
          [...path, end],
        ),
      )
    : [];

/** A group without egress rules of its own lets everything out: CloudFormation's documented default. */
function securityGroup(resource: Resource): Fact[] {
  const [ins, outs] = ['SecurityGroupIngress', 'SecurityGroupEgress'].map((property) => read(resource, property));
  return [
    ...items(ins).flatMap((item, index) => groupRule('in', item, ['SecurityGroupIngress', index])),
    ...(outs === undefined
      ? [rule(true, 'out', '*', ALL_PORTS, [range('0.0.0.0/0')], [])]
      : items(outs).flatMap((item, index) => groupRule('out', item, ['SecurityGroupEgress', index]))),
  ];
}

function aclEntry(resource: Resource): Fact[] {
  const far = read(resource, 'CidrBlock') ?? read(resource, 'Ipv6CidrBlock');
  const ports = awsPorts(read(resource, 'PortRange.From'), read(resource, 'PortRange.To'));
  const opens = text(read(resource, 'RuleAction')) === 'allow';
  const direction = read(resource, 'Egress') === true ? 'out' : 'in';
  return far === undefined
    ? []
    : [rule(opens, direction, protocolOf(read(resource, 'Protocol')), ports, [range(shownValue(far))], [])];
}

/** A list of names lets out or keeps in; rules in Suricata's words are read by their first. */
function ruleGroup(resource: Resource): Fact[] {
  const base = 'RuleGroup.RulesSource.RulesSourceList';
  const opens = text(read(resource, `${base}.GeneratedRulesType`)) !== 'DENYLIST';
  const listed = select(resource.properties as Value, `${base}.Targets.*`).map(
    ({ value, path }): Fact => ({
      opens,
      kind: 'path',
      terms: [exact('name'), pattern(shownValue(value).replace(/^\./, '*.'))],
      about: [opens ? 'lets out to' : 'keeps from', ''],
      item: shownValue(value),
      path,
    }),
  );
  const source = read(resource, 'RuleGroup.RulesSource.RulesString');
  const lines = typeof source === 'string' ? source.split('\n').map((line) => line.trim()) : [];
  const written = lines
    .filter((line) => /^(pass|drop|reject)\s/.test(line))
    .map(
      (line): Fact => ({
        opens: line.startsWith('pass'),
        kind: 'path',
        terms: [exact('rule'), exact(line)],
        about: ['has the rule', ''],
        item: line,
        path: ['RuleGroup', 'RulesSource', 'RulesString'],
      }),
    );
  return [...listed, ...written];
}

const several = (table: Table, ...names: string[]): Value[] => names.flatMap((name) => items(table[name]));

function azurePorts(value: Value): Term {
  const said = shownValue(value);
  const [low, high] = said.split('-').map(Number);
  if (said === '*') return ALL_PORTS;
  return low !== undefined && Number.isInteger(low) ? span(low, high ?? low) : exact(said);
}

function azureRule(item: Value | undefined, path: Path): Fact[] {
  if (!isTable(item)) return [];
  const direction = text(item['direction']) === 'Outbound' ? 'out' : 'in';
  const ends = (side: string) =>
    several(item, `${side}_address_prefix`, `${side}_address_prefixes`, `${side}_application_security_group_ids`).map(
      (end) => range(shownValue(end)),
    );
  const opens = text(item['access']) === 'Allow';
  return several(item, 'destination_port_range', 'destination_port_ranges').flatMap((port) =>
    ends('source').flatMap((source) =>
      ends('destination').map((destination) =>
        rule(opens, direction, protocolOf(item['protocol']), azurePorts(port), [source, destination], path),
      ),
    ),
  );
}

/** What a firewall's collection lets out to, whoever asks. */
function collections(resource: Resource): Fact[] {
  return ['application_rule_collection', 'network_rule_collection', 'nat_rule_collection'].flatMap((kind) =>
    select(resource.properties as Value, `${kind}.*`).flatMap(({ value, path }) => {
      const opens = !isTable(value) || text(value['action']) !== 'Deny';
      return select(at(value, ['rule']), '*').flatMap(({ value: one, path: below }) =>
        isTable(one)
          ? several(
              one,
              'destination_fqdns',
              'destination_urls',
              'destination_addresses',
              'destination_ip_groups',
              'destination_fqdn_tags',
              'translated_address',
            ).map(
              (end): Fact => ({
                opens,
                kind: 'path',
                terms: [
                  exact(kind),
                  /^[\d.:a-f]+(\/\d+)?$|^\*$/i.test(shownValue(end))
                    ? range(shownValue(end))
                    : pattern(shownValue(end)),
                ],
                about: [opens ? 'lets through to' : 'keeps from', ''],
                item: shownValue(end),
                path: [...path, 'rule', ...below],
              }),
            )
          : [],
      );
    }),
  );
}

const RULES: Record<string, (resource: Resource) => Fact[]> = {
  'AWS::EC2::NetworkAclEntry': aclEntry,
  'AWS::EC2::SecurityGroup': securityGroup,
  'AWS::EC2::SecurityGroupEgress': ({ properties }) => groupRule('out', properties as Value, []),
  'AWS::EC2::SecurityGroupIngress': ({ properties }) => groupRule('in', properties as Value, []),
  'AWS::NetworkFirewall::RuleGroup': ruleGroup,
  azurerm_firewall_policy_rule_collection_group: collections,
  azurerm_network_security_group: (resource) =>
    items(read(resource, 'security_rule')).flatMap((item, index) => azureRule(item, ['security_rule', index])),
  azurerm_network_security_rule: ({ properties }) => azureRule(properties as Value, []),
};

export const ruleFacts = (resource: Resource): Fact[] =>
  Object.hasOwn(RULES, resource.type) ? (RULES[resource.type]?.(resource) ?? []) : [];
