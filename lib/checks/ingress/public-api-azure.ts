/** Azure: APIs, load balancers and firewall rules that the internet can reach. */
import { type Resource, Unknown, type Value } from '../../graph/model';
import { isTable, items, read, select, text, visibleText } from '../../graph/value';
import { isWorld } from '../cidr';
import type { Context, Verdict } from '../model';
import { fail, mustBe, notApplicable, pass, unsettled } from '../verdicts';
import { publicNetwork, publicNetworkWord } from './public-network';

type Judge = (resource: Resource, context: Context) => Verdict | Verdict[];
type Path = (string | number)[];

export const AZURE: Record<string, Judge> = {
  azurerm_kubernetes_cluster: (resource) => [
    mustBe(resource, 'private_cluster_enabled', true, false, {
      right: 'serves its API inside the network only',
      wrong: 'serves its API to the internet',
    }),
    mustBe(resource, 'private_cluster_public_fqdn_enabled', false, false, {
      right: 'has no public name',
      wrong: 'publishes its private API’s name to the world',
    }),
  ],
  azurerm_network_security_rule: (resource) => rule(resource.properties as Value, []),
  azurerm_network_security_group: (resource) => {
    const inline = items(read(resource, 'security_rule'));
    if (inline.length === 0) return pass('admits nothing of its own beyond the defaults (its network, and probes)');
    return inline.map((item, index) => rule(item, ['security_rule', index]));
  },
  azurerm_lb: (resource) => frontend(resource, 'frontend_ip_configuration.*.public_ip_address_id'),
  azurerm_application_gateway: (resource) => frontend(resource, 'frontend_ip_configuration.*.public_ip_address_id'),
  azurerm_log_analytics_workspace: (resource) => [
    workspaceDoor(resource, 'query'),
    workspaceDoor(resource, 'ingestion'),
  ],
  azurerm_ai_services: publicNetworkWord,
  azurerm_ai_foundry: publicNetworkWord,
  azurerm_api_management: publicNetwork,
  azurerm_cognitive_account: publicNetwork,
  azurerm_databricks_workspace: publicNetwork,
  azurerm_linux_function_app: publicNetwork,
  azurerm_linux_web_app: publicNetwork,
  azurerm_machine_learning_workspace: publicNetwork,
  azurerm_monitor_data_collection_endpoint: publicNetwork,
  azurerm_monitor_workspace: publicNetwork,
  azurerm_search_service: publicNetwork,
  azurerm_windows_function_app: publicNetwork,
  azurerm_windows_web_app: publicNetwork,
};

/** One argument in version 4 of the provider, another in version 5; open by default in both. */
function workspaceDoor(resource: Resource, door: 'query' | 'ingestion'): Verdict {
  const word = read(resource, `internet_${door}_access_type`);
  if (word === undefined) {
    return mustBe(resource, `internet_${door}_enabled`, false, true, {
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

function frontend(resource: Resource, pattern: string): Verdict {
  const [found] = select(resource.properties as Value, pattern);
  return found ? fail('answers on a public address', found.path) : pass('answers on private addresses only');
}

function rule(item: Value, base: Path): Verdict {
  if (!isTable(item)) return unsettled('a rule', item, base);
  const direction = text(item['direction']);
  const access = text(item['access']);
  if (direction instanceof Unknown || access instanceof Unknown)
    return unsettled('a rule’s direction or access', item['direction'], base);
  if (!/^inbound$/i.test(direction ?? '')) return notApplicable('is about traffic that leaves', base);
  if (!/^allow$/i.test(access ?? '')) return pass('refuses', base);
  const sources = [...select(item, 'source_address_prefix'), ...select(item, 'source_address_prefixes.*')];
  for (const { value, path } of sources) {
    const source = visibleText(value);
    if (source === undefined || source.includes('${')) return unsettled('a rule’s source', value, [...base, ...path]);
    if (/^(\*|any|internet)$/i.test(source) || isWorld(source))
      return fail(`admits ${source}: anyone`, [...base, ...path]);
  }
  return pass(`admits ${sources.map(({ value }) => visibleText(value)).join(', ') || 'application groups only'}`, base);
}
