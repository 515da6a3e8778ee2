/** Azure: workspaces, flow logs, audit policies, and the storage that logs are archived to. */
import { type Graph, type Resource, Unknown, type Value } from '../../graph/model';
import { at, flag, items, number, read, select, visibleText } from '../../graph/value';
import { isAbsent } from '../absent';
import { attached, target } from '../find';
import type { Context, Verdict } from '../model';
import { notChecked, pass, pathOf, unsettled } from '../verdicts';
import { compare } from './log-retention-aws';

type Judge = (resource: Resource, context: Context) => Verdict | Verdict[];

export const AZURE: Record<string, Judge> = {
  // The service keeps 30 days unless told otherwise.
  azurerm_log_analytics_workspace: (resource, context) => {
    const verdict = days('retention_in_days', 'keeps its logs', 30)(resource, context) as Verdict;
    return verdict.result === 'fail' && alsoArchived(resource, context.graph)
      ? pass(`${verdict.message}; all that is sent here is sent to an archive too, which is judged by itself`)
      : verdict;
  },
  // A table keeps what its workspace keeps, unless it says otherwise.
  azurerm_log_analytics_workspace_table: (resource, context) => {
    const stated = ['total_retention_in_days', 'retention_in_days'].find(
      (argument) => read(resource, argument) !== undefined,
    );
    return stated ? days(stated, 'keeps its logs', 0)(resource, context) : [];
  },
  azurerm_storage_container_immutability_policy: days('immutability_period_in_days', 'locks each blob for', 0),
  azurerm_storage_account: (resource, context) =>
    isAbsent(read(resource, 'immutability_policy'))
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

/**
 * Whether whatever logs to a workspace logs to an account as well. What an archive logs of itself cannot: an account does
 * not keep what it writes about itself.
 */
function alsoArchived(workspace: Resource, graph: Graph): boolean {
  const settings = attached(graph, SOURCES[0], 'log_analytics_workspace_id', workspace);
  const ofArchives = settings.filter((setting) => {
    const of = target(graph, read(setting, 'target_resource_id'), 'azurerm_storage_account');
    return of && !isAbsent(read(of, 'immutability_policy'));
  });
  const others = settings.filter((setting) => !ofArchives.includes(setting));
  return others.length > 0 && others.every((setting) => !isAbsent(read(setting, 'storage_account_id')));
}

/** Only rules on an account that logs go to: a scratch account may expire what it likes. */
function managementPolicy(resource: Resource, { graph, retentionDays }: Context): Verdict[] {
  const account = target(graph, read(resource, 'storage_account_id'), 'azurerm_storage_account');
  if (!account || !holdsLogs(account, graph)) return [];
  const verdicts = items(read(resource, 'rule')).flatMap((rule, index) => {
    if (rule instanceof Unknown) return [unsettled('a rule', rule, ['rule', index])];
    return flag(at(rule, ['enabled']), true) === false ? [] : deletions(rule, ['rule', index], retentionDays);
  });
  return verdicts.length > 0 ? verdicts : [pass('no rule of it deletes logs')];
}

function deletions(rule: Value, base: (string | number)[], wanted: number): Verdict[] {
  const prefixes = items(at(rule, ['filters', 'prefix_match'])).map((prefix) => visibleText(prefix) ?? '');
  // Diagnostic settings write to containers whose names begin so.
  const mayHoldNone =
    prefixes.length > 0 && !prefixes.some((prefix) => prefix === '' || prefix.startsWith('insights-'));
  return ['modification', 'creation', 'last_access_time']
    .flatMap((since) => select(rule, `actions.*.base_blob.*.delete_after_days_since_${since}_greater_than`))
    .map(({ value, path }) => {
      const place = [...base, ...path];
      const after = number(value);
      if (after === undefined || after instanceof Unknown) return unsettled('a rule’s days', value, place);
      const verdict = compare(after, wanted, 'deletes blobs after', place);
      return verdict.result === 'fail' && mayHoldNone
        ? notChecked(`blobs under ${prefixes.join(', ')}, logs perhaps among them: ${verdict.message}`, place)
        : verdict;
    });
}

const SOURCES = [
  'azurerm_monitor_diagnostic_setting',
  'azurerm_network_watcher_flow_log',
  'azurerm_log_analytics_data_export_rule',
] as const;

const holdsLogs = (account: Resource, graph: Graph): boolean =>
  !isAbsent(read(account, 'immutability_policy')) ||
  SOURCES.some((type) =>
    ['storage_account_id', 'destination_resource_id'].some((path) => attached(graph, type, path, account).length > 0),
  );
