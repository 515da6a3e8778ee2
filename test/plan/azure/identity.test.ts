/** What a role may is solved from what the roots hold. */
import { readFileSync } from 'node:fs';
import { actionsOf, dataActionsOf, readsOf, withheld } from '../../../lib/plan/azure/identity/actions';
import { grantsOnly } from '../../../lib/plan/azure/identity/people';
import { BUILT_IN, grantable, roleId, uuidOf } from '../../../lib/plan/azure/identity/roles';
import { COUNTRIES, planOf } from './countries';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;
const people = (text: string): string =>
  text.replace(
    /^azure:\n/m,
    'azure:\n  access: { breakGlass: [aaaaaaaa-0000-4000-8000-000000000001], operators: [aaaaaaaa-0000-4000-8000-000000000002], auditors: [aaaaaaaa-0000-4000-8000-000000000003] }\n',
  );
const roleOf = (word: string, country: 'IN' | 'DE' = 'IN') => {
  const role = planOf(country, people).identity.definitions.find((one) => one.word === word);
  if (!role) throw new Error(`no role ${word}`);
  return role;
};

/** Types only administrators make: they are no part of the pipeline's role. */
const ADMINISTRATORS =
  /^(pim_|role_definition|role_management|management_group_policy|policy_definition|\w+_policy_exemption)/;

test('every type the constructs can make has its actions, or is the administrators own', () => {
  const seam = readFileSync('constructs/azure/cdktf.ts', 'utf8');
  const types = [...seam.matchAll(/provider-azurerm\/lib\/([a-z0-9-]+)/g)].map(([, type = '']) =>
    type.replaceAll('-', '_'),
  );
  expect(types.length).toBeGreaterThan(30);
  const unknown = types.filter((type) => {
    if (type === 'provider' || ADMINISTRATORS.test(type)) return false;
    try {
      actionsOf([`azurerm_${type}`]);
      return false;
    } catch {
      return true;
    }
  });
  expect(unknown).toEqual([]);
});

test('a type without a row is refused by name', () => {
  expect(() => actionsOf(['azurerm_unheard_of'])).toThrow(
    new RangeError('No actions are known of azurerm_unheard_of: add its row to lib/plan/azure/identity/actions.ts'),
  );
});

test('actions are those of the types, once, in order, and reading is a part of them', () => {
  expect(actionsOf(['azurerm_route', 'azurerm_route'])).toEqual([
    'Microsoft.Network/routeTables/routes/delete',
    'Microsoft.Network/routeTables/routes/read',
    'Microsoft.Network/routeTables/routes/write',
  ]);
  expect(readsOf(['azurerm_route'])).toEqual(['Microsoft.Network/routeTables/routes/read']);
  expect(dataActionsOf(['azurerm_route'])).toEqual([]);
});

test.each(COUNTRIES)(
  'the pipeline of %s removes nothing that must stay, writes no role and reads no data',
  (country) => {
    const { definitions } = planOf(country).identity;
    const pipeline = definitions.find(({ word }) => word === 'pipeline');
    const actions = pipeline?.actions ?? [];
    for (const action of withheld()) expect(actions).not.toContain(action);
    for (const kept of ['locks', 'policyAssignments', 'vaults', 'storageAccounts', 'workspaces', 'diagnosticSettings'])
      expect(actions.filter((action) => action.endsWith(`/${kept}/delete`))).toEqual([]);
    expect(actions.filter((action) => /role(Assignments|Definitions|Management)/.test(action))).toEqual([]);
    const data = pipeline?.dataActions ?? [];
    expect(
      data.filter((action) => /(un)?wrap|decrypt|encrypt|sign|secrets|blobs|purge|delete|backup/i.test(action)),
    ).toEqual([]);
    // Keys of Singapore are in an HSM, which has roles of its own.
    expect(data.includes('Microsoft.KeyVault/vaults/keys/create/action')).toBe(country !== 'SG');
    expect(actions).toContain('Microsoft.ContainerService/managedClusters/write');
  },
);

test('an operator reads no data, changes no configuration and sees no secret', () => {
  const { actions, dataActions } = roleOf('operator');
  expect(actions.filter((action) => /(write|delete)$/.test(action))).toEqual([]);
  expect(dataActions.filter((action) => !action.endsWith('/read'))).toEqual([]);
  expect(dataActions.filter((action) => /secrets|blobs|keys/.test(action))).toEqual([]);
  expect(actions).toContain('Microsoft.Compute/virtualMachineScaleSets/virtualMachines/restart/action');
});

test('an auditor reads, and does nothing else', () => {
  const { actions, dataActions } = roleOf('auditor');
  const other = [...actions, ...dataActions].filter((action) => !action.endsWith('/read'));
  // How a client signs in to a cluster: without local accounts it gives no credential.
  expect(other).toEqual(['Microsoft.ContainerService/managedClusters/listClusterUserCredential/action']);
  expect(actions).toContain('Microsoft.OperationalInsights/workspaces/query/AzureActivity/read');
  expect(dataActions.filter((action) => action.startsWith('Microsoft.KeyVault'))).toEqual([]);
});

test('break-glass mends and stops, takes off locks and turns keys off, and reads no data', () => {
  const { actions, dataActions } = roleOf('break-glass');
  expect(actions).toEqual(expect.arrayContaining([...roleOf('pipeline').actions]));
  expect(actions).toContain('Microsoft.Authorization/locks/delete');
  expect(dataActions).toEqual(['Microsoft.KeyVault/vaults/keys/read', 'Microsoft.KeyVault/vaults/keys/update/action']);
});

test('a condition lets roles be given and taken by the list, and to services', () => {
  const condition = grantsOnly(['b', 'a']);
  for (const [verb, side] of [
    ['write', 'Request'],
    ['delete', 'Resource'],
  ])
    expect(condition).toContain(
      `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${verb}'})) OR (@${side}[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {a, b} AND @${side}[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}))`,
    );
  expect(condition.split(' AND ((!')).toHaveLength(2);
});

test('what one type alone asks for may be given only where it is made', () => {
  const contributor = BUILT_IN['Storage Account Contributor'];
  expect(grantable({ types: [], imports: false })).not.toContain(contributor);
  expect(grantable({ types: [], imports: true })).toContain(contributor);
  expect(grantable({ types: [], imports: false })).toContain(BUILT_IN.AcrPull);
});

test('ids of roles are computed, differ by country, account and role, and are named in the subscription of their use', () => {
  expect(uuidOf(['a'])).toMatch(UUID);
  expect(uuidOf(['a'])).toBe(uuidOf(['a']));
  expect(uuidOf(['a'])).not.toBe(uuidOf(['b']));
  expect(roleOf('operator').guid).not.toBe(roleOf('operator', 'DE').guid);
  expect(roleOf('operator').guid).not.toBe(roleOf('auditor').guid);
  expect(roleId('s', 'g')).toBe('/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/g');
  for (const guid of Object.values(BUILT_IN)) expect(guid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const { addresses, identity } = planOf('IN', people);
  for (const { word, guid } of identity.definitions)
    expect(addresses).toContainEqual(
      expect.objectContaining({ what: `role ${word}`, address: expect.stringContaining(guid) }),
    );
});

test('nobody is let in by default, and that is said', () => {
  const { identity, notes } = planOf('IN');
  expect(identity.eligibilities).toEqual([]);
  expect(identity.pipeline).toEqual([]);
  expect(identity.definitions.map(({ word }) => word)).toEqual(['pipeline', 'grants', 'cluster']);
  expect(notes.preconditions.find(({ id }) => id === 'access')?.text).toContain('nobody has access');
  expect(notes.residualRisks.join('\n')).toContain('no break-glass role');
});

test('the logs have a subscription of their own where the document names one', () => {
  const text = (document: string): string =>
    document.replace(
      'subscriptions: { platform: 11111111-1111-1111-1111-111111111111,',
      'subscriptions: { platform: 11111111-1111-1111-1111-111111111111, logArchive: 44444444-4444-4444-4444-444444444444,',
    );
  const of = (plan: ReturnType<typeof planOf>, root: string) =>
    plan.roots.find(({ name }) => name === root)?.subscription;
  expect(of(planOf('DE'), 'foundation')).toBe('11111111-1111-1111-1111-111111111111');
  const plan = planOf('DE', text);
  expect(of(plan, 'foundation')).toBe('44444444-4444-4444-4444-444444444444');
  expect(of(plan, 'bootstrap')).toBe('11111111-1111-1111-1111-111111111111');
  expect(plan.baselines.map(({ root }) => root)).toContain('baseline-log-archive');
});
