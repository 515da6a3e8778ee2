/** The proof of Azure's way out through a firewall breaks wherever the way does. */
import { readFileSync } from 'node:fs';
import { runChecks } from '../../lib/checks';
import { internetPath } from '../../lib/checks/egress/internet-path';
import { buildGraph } from '../../lib/graph';
import { azureRoots } from '../../stacks/azure';
import { planOf } from '../support/plans';
import { contextOf } from './support';

type Made = Record<string, Record<string, Record<string, Body>>>;
// biome-ignore lint/suspicious/noExplicitAny: a template to break
type Body = any;

const { azure } = planOf(readFileSync('test/fixtures/firewalled/de.yaml', 'utf8'));
const sound: Made = Object.fromEntries(
  Object.entries(azureRoots({ azure })).map(([name, text]) => [name, JSON.parse(text).resource]),
);
const CELL = 'cell-mainz';
const HUB = 'inspection';

/** What the check says of a resource after a change: the result, and in what words. */
function judged(change: (made: Made) => void, type: string, root: string): [string, string] {
  const made = structuredClone(sound);
  change(made);
  const graph = buildGraph(
    Object.entries(made).map(([name, resource]) => ({
      name: `${name}/main.tf.json`,
      text: JSON.stringify({ resource }),
    })),
  );
  const findings = runChecks(contextOf(graph, 'DE'), [internetPath]).filter(
    ({ resource }) => resource.type === `azurerm_${type}` && resource.file === `${root}/main.tf.json`,
  );
  const [worst] = findings.sort((a, b) => RANK.indexOf(a.result) - RANK.indexOf(b.result));
  return [worst?.result ?? 'silent', worst?.message ?? ''];
}
const RANK = ['fail', 'not-checked', 'pass', 'not-applicable'];

const one = (made: Made, root: string, type: string, name = ''): Body => {
  const found = Object.entries(made[root]?.[`azurerm_${type}`] ?? {}).find(([id]) => id.includes(name));
  if (!found) throw new Error(`no ${type} ${name}`);
  return found[1];
};
const group = (made: Made, name: string): Body =>
  one(made, HUB, 'firewall_policy_rule_collection_group', name).application_rule_collection[0];

test.each([
  ['route', CELL],
  ['route', 'cell-frankfurt'],
  ['public_ip', HUB],
  ['firewall_policy_rule_collection_group', HUB],
])('a %s of %s is proved', (type, root) => {
  expect(judged(() => undefined, type, root)[0]).toBe('pass');
});

test('the proof counts the names', () => {
  const names = new Set(azure?.inspection?.allow.flatMap(({ names: some }) => some)).size;
  expect(judged(() => undefined, 'route', CELL)[1]).toContain(`${names} listed names through and drop the rest`);
});

const broken: Record<string, [(made: Made) => void, RegExp]> = {
  'the route leads to another address': [
    (made) => {
      one(made, CELL, 'route').next_hop_in_ip_address = '10.96.0.5';
    },
    /an inspection point/,
  ],
  'the firewall is not here': [(made) => delete made[HUB]?.['azurerm_firewall'], /an inspection point/],
  'the firewall stands in another subnet': [
    (made) => {
      one(made, HUB, 'subnet').address_prefixes = ['10.96.0.64/26'];
    },
    /an inspection point/,
  ],
  'a gateway adds routes': [
    (made) => {
      one(made, CELL, 'route_table').bgp_route_propagation_enabled = true;
    },
    /routes that a gateway learns/,
  ],
  'the table is not here': [
    (made) => {
      one(made, CELL, 'route').route_table_name = '${var.table}';
    },
    /its route table is not/,
  ],
  'no subnet follows the table': [
    (made) => delete made[CELL]?.['azurerm_subnet_route_table_association'],
    /no subnet of these templates follows/,
  ],
  'a subnet is not here': [
    (made) => {
      one(made, CELL, 'subnet_route_table_association').subnet_id = '${var.subnet}';
    },
    /a network on the way is not/,
  ],
  'the cell is not peered': [
    (made) => delete made[CELL]?.['azurerm_virtual_network_peering']?.['way-out_to-hub'],
    /not peered from both sides/,
  ],
  'the hub is not peered': [
    (made) => delete made[CELL]?.['azurerm_virtual_network_peering']?.['way-out_to-spoke'],
    /not peered from both sides/,
  ],
  'the peering lets nothing through': [
    (made) => {
      one(made, CELL, 'virtual_network_peering', 'to-hub').allow_virtual_network_access = false;
    },
    /not peered from both sides/,
  ],
  'only a deployment knows whether the peering is made': [
    (made) => {
      one(made, CELL, 'virtual_network_peering', 'to-hub').count = '${var.peered ? 1 : 0}';
    },
    /not peered from both sides/,
  ],
  'answers are not taken back': [
    (made) => delete one(made, CELL, 'virtual_network_peering', 'to-hub').allow_forwarded_traffic,
    /takes nothing back/,
  ],
  'the peering is with another network': [
    (made) => {
      one(made, CELL, 'virtual_network_peering', 'to-hub').remote_virtual_network_id =
        '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/other';
    },
    /not peered from both sides/,
  ],
  'the firewall has no policy': [
    (made) => delete one(made, HUB, 'firewall').firewall_policy_id,
    /the policy of .* is not settled/,
  ],
  'the firewall may not be made': [
    (made) => {
      one(made, HUB, 'firewall').count = '${var.hub ? 1 : 0}';
    },
    /the policy of .* is not settled/,
  ],
  'rules stand beside the policy': [
    (made) => {
      (made[HUB] as Body)['azurerm_firewall_network_rule_collection'] = {
        more: { azure_firewall_name: '${azurerm_firewall.firewall.name}' },
      };
    },
    /rules beside its policy/,
  ],
  'the policy has a parent': [
    (made) => {
      one(made, HUB, 'firewall_policy').base_policy_id = '/subscriptions/s/parent';
    },
    /rules of another policy/,
  ],
  'nothing denies the names of the vendor': [
    (made) => delete made[HUB]?.['azurerm_firewall_policy_rule_collection_group']?.['policy_closed'],
    /names that Azure lets through by itself/,
  ],
  'the last rule denies some only': [
    (made) => {
      group(made, 'closed').rule[0].source_addresses = ['10.0.0.0/16'];
    },
    /names that Azure lets through by itself/,
  ],
  'the last rule leaves plain HTTP': [
    (made) => {
      group(made, 'closed').rule[0].protocols.shift();
    },
    /names that Azure lets through by itself/,
  ],
  'the last rule denies one name': [
    (made) => {
      group(made, 'closed').rule[0].destination_fqdns = ['example.org'];
    },
    /names that Azure lets through by itself/,
  ],
};
test.each(Object.entries(broken))('nothing is proved where %s', (_, [change, words]) => {
  const [result, message] = judged(change, 'route', CELL);
  expect(result).toBe('not-checked');
  expect(message).toMatch(words);
});

/** What a group of rules lets through beyond names: with what result, in what words. */
const opened: Record<string, [(rules: Body, made: Made) => void, 'fail' | 'not-checked', RegExp]> = {
  'any name': [({ rule }) => (rule[0].destination_fqdns = ['*']), 'fail', /lets through \*/],
  'a whole domain': [({ rule }) => (rule[0].destination_fqdns = ['*.com']), 'fail', /lets through \*\.com/],
  'names that end alike': [({ rule }) => (rule[0].destination_fqdns = ['*example.org']), 'fail', /\*example\.org/],
  'what had been denied': [
    (_, made) => {
      group(made, 'closed').action = 'Allow';
    },
    'fail',
    /lets through|not TLS/,
  ],
  'plain HTTP': [({ rule }) => (rule[0].protocols[0].type = 'Http'), 'not-checked', /what is not TLS/],
  'any protocol': [({ rule }) => delete rule[0].protocols, 'not-checked', /what is not TLS/],
  'a tag': [({ rule }) => (rule[0].destination_fqdn_tags = ['AzureKubernetesService']), 'not-checked', /fqdn_tags/],
  'a category': [({ rule }) => (rule[0].web_categories = ['business']), 'not-checked', /web_categories/],
  'names of the deployment': [
    ({ rule }) => (rule[0].destination_fqdns = '${var.names}'),
    'not-checked',
    /are not settled here/,
  ],
  'an action of the deployment': [(rules) => (rules.action = '${var.action}'), 'not-checked', /unclear action/],
  'connections from outside': [
    (_, made) => {
      one(made, HUB, 'firewall_policy_rule_collection_group', 'allow').nat_rule_collection = [{ name: 'in' }];
    },
    'fail',
    /connections in from outside/,
  ],
  'any address': [(_, made) => network(made, { destination_addresses: ['*'] }), 'fail', /to any address/],
  'the internet by its tag': [
    (_, made) => network(made, { destination_addresses: ['Internet'] }),
    'fail',
    /to any address/,
  ],
  'half of the internet': [
    (_, made) => network(made, { destination_addresses: ['0.0.0.0/1'] }),
    'fail',
    /to any address/,
  ],
  'a range': [
    (_, made) => network(made, { destination_addresses: ['203.0.113.0/24'] }),
    'not-checked',
    /whoever answers there/,
  ],
  'a group of addresses': [
    (_, made) => network(made, { destination_ip_groups: ['/group'] }),
    'not-checked',
    /whoever answers there/,
  ],
};
const network = (made: Made, rule: Body): void => {
  one(made, HUB, 'firewall_policy_rule_collection_group', 'allow').network_rule_collection = [
    {
      name: 'n',
      priority: 100,
      action: 'Allow',
      rule: [{ name: 'n', protocols: ['TCP'], destination_ports: ['443'], ...rule }],
    },
  ];
};
test.each(Object.entries(opened))('rules that let through %s are found', (_, [change, expected, words]) => {
  const broke = (made: Made): void => {
    change(group(made, 'allow'), made);
  };
  const [result, message] = judged(broke, 'firewall_policy_rule_collection_group', HUB);
  expect([result, message]).toEqual([expected, expect.stringMatching(words)]);
  expect(judged(broke, 'route', CELL)[0]).toBe('not-checked');
  expect(judged(broke, 'public_ip', HUB)[0]).toBe('not-checked');
});

test('a name in a network rule is a listed name; what is denied opens nothing', () => {
  const named = (made: Made): void => network(made, { destination_fqdns: ['time.example.org'] });
  expect(judged(named, 'route', CELL)[0]).toBe('pass');
  const denied = (made: Made): void => {
    network(made, { destination_addresses: ['*'] });
    one(made, HUB, 'firewall_policy_rule_collection_group', 'allow').network_rule_collection[0].action = 'Deny';
  };
  expect(judged(denied, 'route', CELL)[0]).toBe('pass');
});

test('a firewall in the network itself, named by its attribute, is proved without a peering', () => {
  const resource = structuredClone(sound[HUB]) as Body;
  resource.azurerm_subnet.nodes = {
    name: 'nodes',
    virtual_network_name: '${azurerm_virtual_network.network.name}',
    default_outbound_access_enabled: false,
  };
  resource.azurerm_route_table = {
    out: {
      name: 'out',
      bgp_route_propagation_enabled: false,
      route: [
        {
          address_prefix: '0.0.0.0/0',
          next_hop_type: 'VirtualAppliance',
          next_hop_in_ip_address: '${azurerm_firewall.firewall.ip_configuration[0].private_ip_address}',
        },
      ],
    },
  };
  resource.azurerm_subnet_route_table_association = {
    nodes: { subnet_id: '${azurerm_subnet.nodes.id}', route_table_id: '${azurerm_route_table.out.id}' },
  };
  const graph = buildGraph([{ name: 'root.tf.json', text: JSON.stringify({ resource }) }]);
  const [found] = runChecks(contextOf(graph, 'DE'), [internetPath]).filter(
    ({ resource: { type } }) => type === 'azurerm_route_table',
  );
  expect(found).toMatchObject({ result: 'pass', message: expect.stringContaining('azurerm_firewall.firewall') });
});

test('a public address of anything else fails, in the hub too', () => {
  const [result] = judged(
    (made) => {
      (made[HUB] as Body)['azurerm_public_ip'].extra = { name: 'extra', location: 'germanywestcentral' };
    },
    'public_ip',
    HUB,
  );
  expect(result).toBe('fail');
});
