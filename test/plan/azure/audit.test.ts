import { EVENTS, QUERIES } from '../../../lib/plan/azure';
import { addressBook } from '../../../lib/plan/azure/addresses';
import { planQueries } from '../../../lib/plan/azure/audit/alerts';
import type { BreakGlass } from '../../../lib/plan/azure/audit/events';
import { readCountry } from '../../../lib/profile';
import { COUNTRIES, type Country, DOCUMENTS, planOf, profileOf } from './countries';

const told = (country: Country) =>
  planOf(country, (text) => text.replace('\nazure:\n', '\nazure:\n  alerts: { emails: [duty@example.org] }\n'));
const operations = (event: string): string[] =>
  planOf('IN')
    .alerts.flatMap(({ alerts }) => alerts)
    .filter((alert) => alert.event === event)
    .map(({ operation }) => operation);

describe('alerts of the activity log', () => {
  test.each(COUNTRIES)('%s: one set in each subscription, in its baseline', (country) => {
    const { alerts, roots, foundation } = planOf(country);
    expect(alerts.map(({ subscription }) => subscription)).toEqual(foundation.subscriptions);
    for (const { root, subscription } of alerts) {
      const baseline = roots.find(({ name }) => name === root);
      expect(baseline).toMatchObject({ purpose: 'baseline', by: 'pipeline' });
      expect(baseline?.resourceGroupId).toMatch(`/subscriptions/${subscription}/`);
    }
  });

  test('are of the operations that undo what keeps the country', () => {
    expect(operations('policy-change')).toEqual(
      expect.arrayContaining(
        [
          'policyAssignments/write',
          'policyAssignments/delete',
          'policyExemptions/write',
          'policyDefinitions/write',
        ].map((path) => `Microsoft.Authorization/${path}`),
      ),
    );
    expect(operations('key-loss')).toEqual(
      expect.arrayContaining([
        'Microsoft.KeyVault/vaults/delete',
        'Microsoft.KeyVault/locations/deletedVaults/purge/action',
        'Microsoft.KeyVault/managedHSMs/delete',
        'Microsoft.KeyVault/locations/deletedManagedHSMs/purge/action',
      ]),
    );
    expect(operations('access-change')).toContain('Microsoft.Authorization/roleAssignments/write');
    expect(operations('break-glass')).toEqual(['Microsoft.Authorization/roleAssignmentScheduleRequests/write']);
    expect(operations('lock-loss')).toEqual(['Microsoft.Authorization/locks/delete']);
    expect(operations('log-loss')).toEqual(
      expect.arrayContaining([
        'Microsoft.Insights/diagnosticSettings/delete',
        'Microsoft.Insights/activityLogAlerts/delete',
        'Microsoft.OperationalInsights/workspaces/delete',
      ]),
    );
    for (const type of [
      'networkSecurityGroups',
      'networkSecurityGroups/securityRules',
      'routeTables/routes',
      'virtualNetworks/virtualNetworkPeerings',
      'azureFirewalls',
    ])
      for (const verb of ['write', 'delete'])
        expect(operations('network-change')).toContain(`Microsoft.Network/${type}/${verb}`);
    expect(operations('exposure')).toContain('Microsoft.Network/publicIPAddresses/write');
  });

  test('are fewer than a subscription takes, each of an operation and of a name of its own, with its reason', () => {
    const { alerts = [] } = planOf('DE').alerts[0] ?? {};
    expect(alerts.length).toBeLessThan(100);
    for (const key of ['id', 'name', 'operation'] as const)
      expect(new Set(alerts.map((alert) => alert[key])).size).toBe(alerts.length);
    for (const { operation, why } of alerts) {
      expect(operation).toMatch(/^Microsoft\.[A-Za-z]+(?:\/[A-Za-z]+)+\/(?:write|delete|action)$/);
      expect(why).toMatch(/^[a-z]/);
    }
    expect(Object.keys(EVENTS)).toEqual([...new Set(alerts.map(({ event }) => event))]);
  });

  test('are sent from the region itself, to whom the document names, or to nobody', () => {
    for (const { actionGroup } of told('DE').alerts)
      expect(actionGroup).toMatchObject({ location: 'germanywestcentral', emails: ['duty@example.org'] });
    expect(told('IN').alerts[0]?.actionGroup?.shortName.length).toBeLessThanOrEqual(12);
    for (const country of COUNTRIES)
      for (const { actionGroup } of planOf(country).alerts) expect(actionGroup).toBeUndefined();
  });

  test.each(['BR', 'NO', 'QA', 'AE'] as const)('%s: nothing is sent on from abroad', (country) => {
    const text = DOCUMENTS[country].replace('\nazure:\n', '\nazure:\n  alerts: { emails: [duty@example.org] }\n');
    const { profile, problems } = readCountry(`${country.toLowerCase()}.yaml`, text);
    expect(profile).toBeUndefined();
    expect(problems.map(({ title }) => title)).toContain('alerts would be sent on from abroad');
  });
});

describe('alerts that ask the workspace', () => {
  test('tell what no activity log does', () => {
    expect(QUERIES['keys-lost']?.query).toBe(
      'union isfuzzy=true (AzureDiagnostics | where ResourceProvider == "MICROSOFT.KEYVAULT"), AZKVAuditLogs | where OperationName in ("KeyDelete", "KeyPurge", "KeyUpdate")',
    );
    expect(QUERIES['keys-out']?.query).toMatch(
      /"KeyBackup", "KeyRestore", "KeyRelease"\) or OperationName startswith "Backup" or .*"Restore" or .*"SecurityDomain"$/,
    );
    const policies = /@"\(\?i\)(.+)"$/.exec(QUERIES['policies-changed']?.query ?? '')?.[1] ?? '';
    const changes = new RegExp(policies, 'i');
    expect('MICROSOFT.AUTHORIZATION/POLICYASSIGNMENTS/DELETE').toMatch(changes);
    expect('Microsoft.Authorization/policyExemptions/write').toMatch(changes);
    expect('Microsoft.Authorization/policyAssignments/read').not.toMatch(changes);
    expect(QUERIES['standing-role']?.query).toMatch(
      /8e3af657a8ff443ca75c2fe8c4bcb635.*18d7d88dd35e4fb5a5c37773c20a72d9/,
    );
  });

  test('tell of break-glass where somebody may take it', () => {
    const target = profileOf('DE', DOCUMENTS.DE).azure;
    if (!target) throw new Error('no azure section');
    const book = addressBook('DE', target);
    const who = '55555555-5555-5555-5555-555555555555';
    const of = (breakGlass?: BreakGlass) =>
      planQueries(target, book, 'foundation', breakGlass).alerts.find(({ id }) => id === 'break-glass-used')?.query;
    expect(of()).toBeUndefined();
    expect(of({ principals: [who] })).toBe(
      [
        'union isfuzzy=true (AzureActivity | extend role = replace_string(tostring(Authorization_d.evidence.roleDefinitionId), "-", "")',
        `where Claims has_any ("${who}")), (AzureDiagnostics`,
        'where Category startswith "kube-audit"',
        `where column_ifexists("log_s", "") has_any ("${who}")), (AKSAuditAdmin`,
        `where tostring(column_ifexists("User", "")) has_any ("${who}"))`,
      ].join(' | '),
    );
    expect(of({ principals: [who], role: '66666666-6666-8666-8666-666666666666' })).toContain(
      `has_any ("${who}") or role in~ ("66666666666686668666666666666666"))`,
    );
  });

  test('are asked once, in the foundation, as an identity of their own', () => {
    const { queries, root } = planOf('DE').foundation;
    expect(queries.alerts.map(({ id }) => id)).toEqual(Object.keys(QUERIES));
    expect(queries.identity).toBe('sovereign-de-foundation-alerts-identity');
    const promised = planOf('DE').expectations.filter(({ type }) => type.includes('scheduled_query'));
    expect(promised.map(({ stack }) => stack)).toEqual(queries.alerts.map(() => root));
  });
});

test('what is not certain of alerts is said', () => {
  const of = (notes: ReturnType<typeof planOf>['notes'], id: string) =>
    notes.preconditions.find((note) => note.id === id);
  const silent = planOf('IN').notes;
  expect(of(silent, 'alert-readers')?.how).toContain('name alerts: { emails }');
  expect(of(silent, 'alert-proof')?.how).toContain('keys-lost');
  expect(of(planOf('BR').notes, 'alert-readers')?.how).toContain('no alert is sent from brazilsouth itself');
  expect(silent.residualRisks.join('\n')).toContain('matched by a service that spans regions');
  expect(silent.residualRisks.join('\n')).not.toContain('mail service');
  const loud = told('IN').notes;
  expect(of(loud, 'alert-readers')).toBeUndefined();
  expect(of(loud, 'alert-addresses')?.text).toContain('duty@example.org');
  expect(loud.residualRisks.join('\n')).toContain("vendor's mail service");
});

test('what happens in the management group is asked to be sent, where policies stand in one', () => {
  const asked = planOf('IN', (text) => text.replace('\nazure:\n', '\nazure:\n  managementGroup: mg-country\n'));
  const said = asked.notes.preconditions.find(({ id }) => id === 'group-activity');
  expect(said?.how).toContain('managementGroups/mg-country/providers/Microsoft.Insights/diagnosticSettings');
  expect(said?.how).toContain(asked.foundation.workspace.id);
  expect(planOf('IN').notes.preconditions.map(({ id }) => id)).not.toContain('group-activity');
  const hub = planOf('BR', (text) => text.replace('{ nextHop: 10.200.0.4 }', '{ network: 10.200.0.0/24 }'));
  expect(hub.addresses.find(({ what }) => what === 'archive of logs')?.namedBy).toContain('inspection');
});

test('the workspace and the archive are named by every root that writes to them', () => {
  const plan = planOf('DE', (text) =>
    text.replace('\nazure:\n', '\nazure:\n  models: [{ name: chat, model: gpt-4o, version: "1", capacity: 1 }]\n'),
  );
  for (const what of ['workspace of logs', 'archive of logs'])
    expect(plan.addresses.find((address) => address.what === what)?.namedBy).toEqual(
      expect.arrayContaining(['data', 'models', 'cell-fra', 'cell-fra-b']),
    );
});
