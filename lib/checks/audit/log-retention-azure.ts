/** Azure: workspaces, flow logs, audit policies, and the storage that logs are archived to. */
import { type Graph, type Resource, Unknown, type Value } from '../../graph/model';
import { flag, number, read, select } from '../../graph/value';
import { target } from '../find';
import type { Context, Verdict } from '../model';
import { pass, pathOf, unsettled } from '../verdicts';
import { compare } from './log-retention-aws';

type Judge = (resource: Resource, context: Context) => Verdict | Verdict[];

export const AZURE: Record<string, Judge> = {
  // The service keeps 30 days unless told otherwise.
  azurerm_log_analytics_workspace: days('retention_in_days', 'keeps its logs', 30),
  azurerm_storage_container_immutability_policy: days('immutability_period_in_days', 'locks each blob for', 0),
  azurerm_storage_account: (resource, context) =>
    read(resource, 'immutability_policy') === undefined
      ? []
      : days('immutability_policy.period_since_creation_in_days', 'locks each blob for', 0)(resource, context),
  azurerm_storage_management_policy: managementPolicy,
  azurerm_network_watcher_flow_log: (resource, context) => {
    const enabled = flag(read(resource, 'retention_policy.enabled'), false);
    if (enabled instanceof Unknown) return unsettled('retention_policy.enabled', enabled, ['retention_policy']);
    return enabled
      ? days('retention_policy.days', 'keeps its flows', 0, true)(resource, context)
      : pass('never expires: its retention policy is off', ['retention_policy']);
  },
  azurerm_mssql_server_extended_auditing_policy: days('retention_in_days', 'keeps its audit records', 0, true),
  azurerm_mssql_database_extended_auditing_policy: days('retention_in_days', 'keeps its audit records', 0, true),
};

/** A number of days; `fallback` where it is absent, and where `endless` is set zero means for ever. */
function days(argument: string, what: string, fallback: number, endless = false): Judge {
  return (resource, { retentionDays }) => {
    const path = pathOf(argument);
    const stated = number(read(resource, argument));
    if (stated instanceof Unknown) return unsettled(argument, read(resource, argument), path);
    const value = stated ?? fallback;
    if (endless && value === 0) return pass(`never expires (${argument} is 0)`, path);
    return compare(value, retentionDays, stated === undefined ? `${what} (by default)` : what, path);
  };
}

/** Only rules on an account that logs go to: a scratch account may expire what it likes. */
function managementPolicy(resource: Resource, { graph, retentionDays }: Context): Verdict[] {
  const account = target(graph, read(resource, 'storage_account_id'), 'azurerm_storage_account');
  if (!account || !holdsLogs(account, graph)) return [];
  const ends = ['modification', 'creation'].flatMap((since) =>
    select(resource.properties as Value, `rule.*.actions.*.base_blob.*.delete_after_days_since_${since}_greater_than`),
  );
  const verdicts = ends.map(({ value, path }) => {
    const after = number(value);
    return after === undefined || after instanceof Unknown
      ? unsettled('a rule’s days', value, path)
      : compare(after, retentionDays, 'deletes blobs after', path);
  });
  return verdicts.length > 0 ? verdicts : [pass('no rule of it deletes logs')];
}

const SOURCES = [
  'azurerm_monitor_diagnostic_setting',
  'azurerm_network_watcher_flow_log',
  'azurerm_log_analytics_data_export_rule',
];

const holdsLogs = (account: Resource, graph: Graph): boolean =>
  read(account, 'immutability_policy') !== undefined ||
  graph
    .ofType(...SOURCES)
    .some((source) =>
      ['storage_account_id', 'destination_resource_id'].some(
        (path) => target(graph, read(source, path), 'azurerm_storage_account')?.id === account.id,
      ),
    );
