/** Azure: APIs, load balancers and firewall rules that the internet can reach. */

import type { Resource, Value } from '../../graph/model';
import { items, read, select, text } from '../../graph/value';
import { isAbsent, mayBeNull } from '../absent';
import { defaultOf } from '../defaults';
import type { Context, Verdict } from '../model';
import { fail, mustBe, pass, unsettled } from '../verdicts';
import { limited } from './limited';
import { publicNetwork, publicNetworkWord } from './public-network';
import { securityRule } from './security-rule-azure';

type Judge = (resource: Resource, context: Context) => Verdict | Verdict[];

/** Services with the switch `public_network_access_enabled`. */
const SWITCHED = [
  'azurerm_api_management',
  'azurerm_automation_account',
  'azurerm_batch_account',
  'azurerm_cognitive_account',
  'azurerm_dashboard_grafana',
  'azurerm_databricks_workspace',
  'azurerm_eventgrid_domain',
  'azurerm_eventgrid_topic',
  'azurerm_function_app_flex_consumption',
  'azurerm_linux_function_app',
  'azurerm_linux_function_app_slot',
  'azurerm_linux_web_app',
  'azurerm_linux_web_app_slot',
  'azurerm_machine_learning_workspace',
  'azurerm_monitor_data_collection_endpoint',
  'azurerm_monitor_workspace',
  'azurerm_search_service',
  'azurerm_signalr_service',
  'azurerm_static_web_app',
  'azurerm_synapse_workspace',
  'azurerm_web_pubsub',
  'azurerm_windows_function_app',
  'azurerm_windows_function_app_slot',
  'azurerm_windows_web_app',
  'azurerm_windows_web_app_slot',
];

/** Services that spell it `public_network_access`. */
const WORDED = [
  'azurerm_ai_foundry',
  'azurerm_ai_services',
  'azurerm_eventgrid_namespace',
  'azurerm_logic_app_standard',
];

/** Ranges of addresses let in to a server. */
const FIREWALLS = [
  'azurerm_cosmosdb_postgresql_firewall_rule',
  'azurerm_mongo_cluster_firewall_rule',
  'azurerm_mssql_firewall_rule',
  'azurerm_mysql_flexible_server_firewall_rule',
  'azurerm_postgresql_flexible_server_firewall_rule',
  'azurerm_redis_firewall_rule',
  'azurerm_synapse_firewall_rule',
];

export const AZURE: Record<string, Judge> = {
  azurerm_kubernetes_cluster: (resource) => [
    limited(
      mustBe(resource, 'private_cluster_enabled', true, {
        right: 'serves its API inside the network only',
        wrong: 'serves its API to the internet',
      }),
      read(resource, 'api_server_access_profile.authorized_ip_ranges'),
    ),
    mustBe(resource, 'private_cluster_public_fqdn_enabled', false, {
      right: 'has no public name',
      wrong: 'publishes its private API’s name to the world',
    }),
  ],
  azurerm_network_security_rule: (resource, { graph }) => securityRule(resource.properties as Value, [], graph),
  azurerm_network_security_group: (resource, { graph }) => {
    const inline = items(read(resource, 'security_rule'));
    if (inline.length === 0) return pass('admits nothing of its own beyond the defaults (its network, and probes)');
    return inline.map((item, index) => securityRule(item, ['security_rule', index], graph));
  },
  azurerm_lb: frontend,
  azurerm_application_gateway: frontend,
  azurerm_bastion_host: bastion,
  azurerm_container_group: containers,
  azurerm_log_analytics_workspace: (resource) => [
    workspaceDoor(resource, 'query'),
    workspaceDoor(resource, 'ingestion'),
  ],
  azurerm_virtual_network_gateway: gateway,
  ...Object.fromEntries(SWITCHED.map((type) => [type, publicNetwork])),
  ...Object.fromEntries(WORDED.map((type) => [type, publicNetworkWord])),
  ...Object.fromEntries(FIREWALLS.map((type) => [type, addressRange])),
};

/** One argument in version 4 of the provider, another in version 5; open by default in both. */
function workspaceDoor(resource: Resource, door: 'query' | 'ingestion'): Verdict {
  const word = read(resource, `internet_${door}_access_type`);
  if (word === undefined) {
    return mustBe(resource, `internet_${door}_enabled`, false, {
      right: `takes no ${door} from the internet`,
      wrong: `takes ${door} from the internet`,
    });
  }
  const path = [`internet_${door}_access_type`];
  const kind = text(word);
  if (typeof kind !== 'string') return unsettled(path[0] ?? '', word, path);
  return /^enabled$/i.test(kind)
    ? fail(`takes ${door} from the internet (${kind})`, path)
    : pass(`takes no ${door} from the internet (${kind})`, path);
}

function frontend(resource: Resource): Verdict {
  const found = ['public_ip_address_id', 'public_ip_prefix_id']
    .flatMap((argument) => select(resource.properties as Value, `frontend_ip_configuration.*.${argument}`))
    .find(({ value }) => !isAbsent(value));
  if (!found) return pass('answers on private addresses only');
  return mayBeNull(found.value)
    ? unsettled(String(found.path.at(-1)), found.value, found.path)
    : fail('answers on a public address', found.path);
}

/** Sessions of operators: over a public address, or over the networks they come from. */
function bastion(resource: Resource): Verdict[] {
  const path = ['ip_configuration', 0, 'public_ip_address_id'];
  const address = read(resource, 'ip_configuration.public_ip_address_id');
  const links = mustBe(resource, 'shareable_link_enabled', false, {
    right: 'gives out no links to its machines',
    wrong: 'opens its machines to whoever holds a link',
  });
  if (isAbsent(read(resource, 'ip_configuration')))
    return [fail('is one of the vendor’s shared Bastions, which answers on a public address'), links];
  if (isAbsent(address)) return [pass('answers on private addresses only'), links];
  return [
    mayBeNull(address)
      ? unsettled('public_ip_address_id', address, path)
      : fail('answers sessions on a public address', path),
    links,
  ];
}

/** A gateway between networks admits the far ends its connections name; one for clients admits any machine that signs in. */
function gateway(resource: Resource): Verdict {
  if (!isAbsent(read(resource, 'vpn_client_configuration')))
    return fail('admits clients from anywhere on the internet that sign in', ['vpn_client_configuration']);
  const kind = text(read(resource, 'type'));
  if (typeof kind !== 'string') return unsettled('type', read(resource, 'type'), ['type']);
  return pass(
    /^expressroute$/i.test(kind)
      ? 'ends private circuits, which its connections name'
      : 'ends tunnels from the gateways that its connections name, and takes no clients',
  );
}

function containers(resource: Resource): Verdict {
  const path = ['ip_address_type'];
  const stated = read(resource, 'ip_address_type');
  const kind = text(stated ?? defaultOf(resource.type, 'ip_address_type'));
  if (typeof kind !== 'string') return unsettled('ip_address_type', stated, path);
  const why = `ip_address_type is ${stated === undefined ? 'not stated and is Public by default' : kind}`;
  return /^public$/i.test(kind)
    ? fail(`answers on a public address (${why})`, path)
    : pass(`has no public address (${why})`, path);
}

/** 0.0.0.0 alone is the vendor's way to say: every machine any customer runs in its cloud. */
function addressRange(resource: Resource): Verdict {
  const [start, end] = ['start', 'end'].map(
    (which) => read(resource, `${which}_ip_address`) ?? read(resource, `${which}_ip`),
  );
  const [first, last] = [text(start), text(end)];
  const path = [read(resource, 'start_ip') === undefined ? 'start_ip_address' : 'start_ip'];
  if (typeof first !== 'string' || typeof last !== 'string') return unsettled('its range', start ?? end, path);
  if (first === '0.0.0.0' && last === '0.0.0.0') return fail('admits every machine any customer runs in Azure', path);
  const width = Number(last.split('.')[0]) - Number(first.split('.')[0]);
  return width > 0 ? fail(`admits ${first} to ${last}: anyone`, path) : pass(`admits ${first} to ${last}`, path);
}
