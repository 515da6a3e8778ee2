/** Azure: which key encrypts what. A key may be named in the resource, or in a separate resource that ties the two. */
import type { Graph, Resource, Value } from '../../graph/model';
import { isTable, items, read, text, visibleText } from '../../graph/value';
import { isAbsent, mayBeNull } from '../absent';
import { attached, target } from '../find';
import type { Context, Verdict } from '../model';
import { fail, pass, pathOf, say, unsettled } from '../verdicts';

interface Rule {
  /** Arguments that may name the key. */
  readonly keys?: readonly string[];
  /** A resource of its own that names this one, and in `key` the key. */
  readonly via?: { readonly type: string; readonly owner: string; readonly key: string };
}

const KEYS: Record<string, Rule> = {
  azurerm_ai_services: { keys: ['customer_managed_key.key_vault_key_id', 'customer_managed_key.managed_hsm_key_id'] },
  azurerm_cognitive_account: {
    keys: ['customer_managed_key.key_vault_key_id'],
    via: {
      type: 'azurerm_cognitive_account_customer_managed_key',
      owner: 'cognitive_account_id',
      key: 'key_vault_key_id',
    },
  },
  azurerm_app_configuration: { keys: ['encryption.key_vault_key_identifier'] },
  azurerm_container_registry: { keys: ['encryption.key_vault_key_id'] },
  azurerm_cosmosdb_account: { keys: ['key_vault_key_id', 'managed_hsm_key_id'] },
  azurerm_data_factory: { keys: ['customer_managed_key_id'] },
  azurerm_data_protection_backup_vault: {
    via: {
      type: 'azurerm_data_protection_backup_vault_customer_managed_key',
      owner: 'data_protection_backup_vault_id',
      key: 'key_vault_key_id',
    },
  },
  azurerm_disk_encryption_set: { keys: ['key_vault_key_id', 'managed_hsm_key_id'] },
  azurerm_eventhub_namespace: {
    via: {
      type: 'azurerm_eventhub_namespace_customer_managed_key',
      owner: 'eventhub_namespace_id',
      key: 'key_vault_key_ids',
    },
  },
  azurerm_kusto_cluster: {
    via: { type: 'azurerm_kusto_cluster_customer_managed_key', owner: 'cluster_id', key: '' },
  },
  azurerm_log_analytics_cluster: {
    via: {
      type: 'azurerm_log_analytics_cluster_customer_managed_key',
      owner: 'log_analytics_cluster_id',
      key: 'key_vault_key_id',
    },
  },
  azurerm_machine_learning_workspace: { keys: ['encryption.key_id'] },
  azurerm_managed_disk: { keys: ['disk_encryption_set_id', 'secure_vm_disk_encryption_set_id'] },
  azurerm_managed_lustre_file_system: { keys: ['encryption_key.key_url'] },
  azurerm_mssql_managed_instance: {
    via: {
      type: 'azurerm_mssql_managed_instance_transparent_data_encryption',
      owner: 'managed_instance_id',
      key: 'key_vault_key_id',
    },
  },
  azurerm_mssql_server: {
    keys: ['transparent_data_encryption_key_vault_key_id'],
    via: { type: 'azurerm_mssql_server_transparent_data_encryption', owner: 'server_id', key: 'key_vault_key_id' },
  },
  azurerm_mysql_flexible_server: {
    keys: ['customer_managed_key.key_vault_key_id', 'customer_managed_key.managed_hsm_key_id'],
  },
  azurerm_postgresql_flexible_server: { keys: ['customer_managed_key.key_vault_key_id'] },
  azurerm_recovery_services_vault: { keys: ['encryption.key_id'] },
  azurerm_servicebus_namespace: { keys: ['customer_managed_key.key_vault_key_id'] },
  azurerm_storage_account: {
    keys: ['customer_managed_key.key_vault_key_id', 'customer_managed_key.managed_hsm_key_id'],
    // Version 5 names the key by id, version 4 by its name in a vault.
    via: { type: 'azurerm_storage_account_customer_managed_key', owner: 'storage_account_id', key: '' },
  },
};

/** Machines: the operating system's disk and the data disks, each by its disk encryption set. */
const MACHINES = [
  'azurerm_linux_virtual_machine',
  'azurerm_linux_virtual_machine_scale_set',
  'azurerm_windows_virtual_machine',
  'azurerm_windows_virtual_machine_scale_set',
];

export const AZURE_TYPES = [
  ...Object.keys(KEYS),
  ...MACHINES,
  'azurerm_kubernetes_cluster',
  'azurerm_log_analytics_workspace',
];

export function judgeAzure(resource: Resource, { graph }: Context): Verdict | Verdict[] {
  if (resource.type === 'azurerm_log_analytics_workspace') return workspace(resource, graph);
  if (resource.type === 'azurerm_kubernetes_cluster') return cluster(resource);
  if (MACHINES.includes(resource.type)) return machine(resource);
  const rule = KEYS[resource.type];
  return rule ? byRule(resource, rule, graph) : [];
}

function byRule(resource: Resource, rule: Rule, graph: Graph): Verdict {
  for (const path of rule.keys ?? []) {
    const value = read(resource, path);
    if (value !== undefined && !isAbsent(value)) return named(value, path);
  }
  if (rule.via) {
    const { type, owner, key } = rule.via;
    const tie = attached(graph, type, owner, resource).find((item) => key === '' || read(item, key) !== undefined);
    if (tie?.presence) return unsettled(`whether ${tie.address} is made`, tie.presence);
    if (tie) return pass(`encrypted with the key that ${tie.address} ties to it`);
    const loose = graph.ofType(type).find((item) => target(graph, read(item, owner), resource.type) === undefined);
    if (loose) return unsettled(`what ${loose.address} ties a key to`, read(loose, owner));
  }
  const ways = [
    ...(rule.keys?.[0] ? [`${rule.keys[0]} is not stated`] : []),
    ...(rule.via ? [`no ${rule.via.type} names it`] : []),
  ];
  return fail(
    `no key of yours is named: the vendor’s own key encrypts it (${ways.join(' and ')})`,
    pathOf(rule.keys?.[0] ?? 'name'),
  );
}

/**
 * Azure's arguments take only a customer's key; there is no name for the vendor's. What is not settled may still be
 * null at deployment, so a variable without a default proves nothing. A key that is looked up exists.
 */
function named(value: Value, path: string): Verdict {
  const lookedUp = /^\$\{data\.azurerm_(key_vault_key|disk_encryption_set)\./.test(visibleText(value) ?? '');
  if (lookedUp) return pass(`encrypted with ${say(value)}`, pathOf(path));
  if (mayBeNull(value)) return unsettled('its key', value, pathOf(path));
  return pass(`encrypted with ${say(value)}`, pathOf(path));
}

function cluster(resource: Resource): Verdict[] {
  const disks = read(resource, 'disk_encryption_set_id');
  const secrets = read(resource, 'key_management_service.key_vault_key_id');
  return [
    isAbsent(disks)
      ? fail('the vendor’s own key encrypts its nodes’ disks (disk_encryption_set_id is not stated)', [
          'disk_encryption_set_id',
        ])
      : named(disks, 'disk_encryption_set_id'),
    isAbsent(secrets)
      ? fail('the vendor’s own key encrypts Kubernetes secrets (key_management_service is not stated)', [
          'key_management_service',
        ])
      : named(secrets, 'key_management_service.0.key_vault_key_id'),
  ];
}

function machine(resource: Resource): Verdict[] {
  const disks = ['os_disk', 'data_disk'].flatMap((block) =>
    items(read(resource, block)).map((disk, index) => ({ disk, path: `${block}.${index}.disk_encryption_set_id` })),
  );
  return disks.map(({ disk, path }) => {
    if (!isTable(disk)) return unsettled('a disk', disk, pathOf(path));
    const set = disk['disk_encryption_set_id'] ?? disk['secure_vm_disk_encryption_set_id'];
    return set === undefined || isAbsent(set)
      ? fail('the vendor’s own key encrypts a disk (disk_encryption_set_id is not stated)', pathOf(path))
      : named(set, path);
  });
}

/** A workspace has no key of its own: it is encrypted by the dedicated cluster it is linked to, if that has a key. */
function workspace(resource: Resource, graph: Graph): Verdict {
  const links = attached(graph, 'azurerm_log_analytics_linked_service', 'workspace_id', resource);
  for (const link of links) {
    const cluster = target(graph, read(link, 'write_access_id'), 'azurerm_log_analytics_cluster');
    if (!cluster) continue;
    const [tie] = attached(
      graph,
      'azurerm_log_analytics_cluster_customer_managed_key',
      'log_analytics_cluster_id',
      cluster,
    );
    if (tie && text(read(tie, 'key_vault_key_id')) !== undefined) {
      return pass(`encrypted by the dedicated cluster ${cluster.address}, whose key ${tie.address} names`);
    }
    return fail(`is linked to the cluster ${cluster.address}, which has no key of yours`);
  }
  const [link] = links;
  if (link && read(link, 'write_access_id') !== undefined) {
    return unsettled('the cluster it is linked to', read(link, 'write_access_id'));
  }
  return fail('the vendor’s own key encrypts it: no dedicated cluster with a key of yours is linked to it');
}
