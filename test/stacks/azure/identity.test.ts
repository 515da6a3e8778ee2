/** Who may do what in the roots of every country: least privilege, nobody standing, and nothing given that was not meant. */
import { type AzurePlan, estatesOf, lockName } from '../../../lib/plan/azure';
import { BUILT_IN } from '../../../lib/plan/azure/identity/roles';
import { azureRoots } from '../../../stacks/azure';
import { COUNTRIES, type Country, planOf } from '../../plan/azure/countries';

type Body = Readonly<Record<string, unknown>>;
interface Resource {
  readonly root: string;
  readonly type: string;
  readonly body: Body;
}

const PEOPLE = {
  breakGlass: 'aaaaaaaa-0000-4000-8000-000000000001',
  operators: 'aaaaaaaa-0000-4000-8000-000000000002',
  auditors: 'aaaaaaaa-0000-4000-8000-000000000003',
  pipeline: 'aaaaaaaa-0000-4000-8000-000000000004',
};
const ACCESS = `  access: { ${Object.entries(PEOPLE)
  .map(([duty, id]) => `${duty}: [${id}]`)
  .join(', ')} }`;
/** A document with more in its Azure section. */
const also =
  (...lines: string[]) =>
  (text: string): string =>
    text.replace(/^azure:\n/m, `azure:\n${lines.join('\n')}\n`);

const resourcesOf = (plan: AzurePlan): Resource[] =>
  Object.entries(azureRoots({ azure: plan })).flatMap(([root, text]) =>
    Object.entries(JSON.parse(text).resource as Record<string, Record<string, Body>>).flatMap(([type, named]) =>
      Object.values(named).map((body) => ({ root, type: type.replace('azurerm_', ''), body })),
    ),
  );

/** Plans of every country, with and without people, and with a bootstrap of the operator's own. */
const PLANS: [string, AzurePlan][] = COUNTRIES.flatMap((country): [string, AzurePlan][] => [
  [country, planOf(country)],
  [`${country} with people`, planOf(country, also(ACCESS))],
  ...(country === 'IN' || country === 'AE'
    ? ([[`${country} beside an account of its own`, planOf(country, also('  bootstrap: existing', ACCESS))]] as [
        string,
        AzurePlan,
      ][])
    : []),
]);

describe.each(PLANS)('the roles of %s', (_, plan) => {
  const resources = resourcesOf(plan);
  const ofType = (type: string): Resource[] => resources.filter((resource) => resource.type === type);
  const assigned = [...ofType('role_assignment'), ...ofType('pim_eligible_role_assignment')];

  test('never are Owner, Contributor or administrators of access, nor a contributor to a whole kind', () => {
    for (const { body } of assigned) {
      expect(String(body['role_definition_name'] ?? '')).not.toMatch(
        /^(Owner|Contributor|User Access Administrator|Role Based Access Control Administrator)$|^(Network|Key Vault|Private DNS Zone) Contributor$/,
      );
      expect(String(body['role_definition_id'] ?? '')).not.toMatch(
        /8e3af657-a8ff-443c-a75c-2fe8c4bcb635|b24988ac-6180-42a0-ab88-20f7382dd24c|18d7d88d-d35e-4fb5-a5c3-7773c20a72d9|f58310d9-a9f6-439a-9e8d-f62e7b41a168/,
      );
    }
  });

  test('stand with services only: people are eligible, and the rules of what they take come first', () => {
    for (const { body } of ofType('role_assignment')) expect(body['principal_type']).toBe('ServicePrincipal');
    const people = [PEOPLE.breakGlass, PEOPLE.operators, PEOPLE.auditors];
    for (const { body } of ofType('role_assignment')) expect(people).not.toContain(body['principal_id']);
    const rules = ofType('role_management_policy').map(({ body }) => [body['scope'], body['role_definition_id']]);
    for (const { body, root } of ofType('pim_eligible_role_assignment')) {
      expect(root).toBe('access');
      expect(rules).toContainEqual([body['scope'], body['role_definition_id']]);
    }
  });

  test('say what they allow word by word, in the subscriptions of the country and nowhere else', () => {
    const scopes = plan.identity.subscriptions.map((subscription) => `/subscriptions/${subscription}`);
    for (const { body } of ofType('role_definition')) {
      expect(body['assignable_scopes']).toEqual(scopes);
      const [permissions] = body['permissions'] as [{ actions: string[]; data_actions?: string[] }];
      const all = [...permissions.actions, ...(permissions.data_actions ?? [])];
      expect(all.filter((action) => !/^Microsoft\.[A-Za-z]+(\/[A-Za-z0-9.]+)+$/.test(action))).toEqual([]);
      expect(permissions.actions).not.toContain('Microsoft.Authorization/roleDefinitions/write');
      expect(permissions).not.toHaveProperty('not_actions');
      expect(String(body['name']).length).toBeLessThanOrEqual(128);
    }
    expect(new Set(ofType('role_definition').map(({ body }) => body['name'])).size).toBe(
      ofType('role_definition').length,
    );
  });

  test('that the pipeline gives are those its condition names, and none that reads keys or grants', () => {
    const own = new Set(plan.identity.definitions.map(({ guid }) => guid));
    const grants = ofType('role_assignment').filter(({ body }) => body['condition'] !== undefined);
    for (const { body } of ofType('role_assignment').filter(({ root }) => !['bootstrap', 'access'].includes(root))) {
      const guid =
        BUILT_IN[String(body['role_definition_name']) as keyof typeof BUILT_IN] ??
        String(body['role_definition_id']).split('/').at(-1);
      for (const grant of grants) expect(String(grant.body['condition']).split(guid)).toHaveLength(3);
    }
    for (const { word, guid } of plan.identity.definitions)
      if (word !== 'cluster') for (const grant of grants) expect(String(grant.body['condition'])).not.toContain(guid);
    expect(own.size).toBe(plan.identity.definitions.length);
  });

  test('of the pipeline stand in every subscription, the right to grant under its condition', () => {
    const by = (word: string): Body[] => {
      const guid = plan.identity.definitions.find((role) => role.word === word)?.guid ?? 'none';
      return ofType('role_assignment').flatMap(({ body }) =>
        String(body['role_definition_id']).endsWith(guid) ? [body] : [],
      );
    };
    const principals = (plan.bootstrap ? 1 : 0) + plan.identity.pipeline.length;
    for (const word of ['pipeline', 'grants'])
      expect(by(word)).toHaveLength(principals * plan.identity.subscriptions.length);
    for (const body of by('grants')) expect(body['condition_version']).toBe('2.0');
    for (const body of by('pipeline')) expect(body).not.toHaveProperty('condition');
  });

  test('of pods reach containers, and no account of storage', () => {
    for (const { root, workloads } of plan.cells) {
      const identities = ofType('federated_identity_credential').filter((one) => one.root === root);
      expect(identities.map(({ body }) => body['subject'])).toEqual(
        workloads.map(({ namespace, serviceAccount }) => `system:serviceaccount:${namespace}:${serviceAccount}`),
      );
      for (const { body } of identities) {
        expect(body['audience']).toEqual(['api://AzureADTokenExchange']);
        expect(body['issuer']).toMatch(/^\$\{azurerm_kubernetes_cluster\..+\.oidc_issuer_url\}$/);
      }
    }
    for (const { body } of ofType('role_assignment'))
      if (/workload|runner/.test(String(body['principal_id'])) && body['role_definition_name'] !== undefined)
        expect(body['scope']).toMatch(/containers\/[a-z]+$|azurerm_storage_container\..+\.id\}$/);
  });

  test('cannot take away what holds state, data, keys or evidence: all of it is locked', () => {
    const locked = new Set(ofType('management_lock').map(({ root, body }) => `${root} ${body['name']}`));
    const kept = ['storage_account', 'key_vault', 'log_analytics_workspace'];
    for (const { root, body } of kept.flatMap(ofType))
      expect(locked).toContain(`${root} ${lockName(String(body['name']))}`);
    for (const { body } of ofType('management_lock')) expect(body['lock_level']).toBe('CanNotDelete');
  });
});

test('an auditor reads blobs of the archive and of the flows, and of no other account', () => {
  const plan = planOf('DE', also(ACCESS));
  const eligible = resourcesOf(plan).filter(({ type }) => type === 'pim_eligible_role_assignment');
  const conditions = (id: string) =>
    eligible.filter(({ body }) => body['principal_id'] === id).map(({ body }) => body['condition']);
  expect(conditions(PEOPLE.auditors)).toHaveLength(plan.identity.subscriptions.length);
  for (const condition of conditions(PEOPLE.auditors))
    expect(condition).toBe(
      `((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'})) OR (@Resource[Microsoft.Storage/storageAccounts:name] StringEquals '${plan.foundation.archive.name}' OR @Resource[Microsoft.Storage/storageAccounts:name] StringEquals '${plan.foundation.flows.name}'))`,
    );
  expect(conditions(PEOPLE.operators)).toEqual(plan.identity.subscriptions.map(() => undefined));
  // Break-glass mends everything, and is the one who may become administrator of clusters.
  expect(conditions(PEOPLE.breakGlass)).toHaveLength(2 * plan.identity.subscriptions.length);
});

test('a cell, too, is given no more of its network, zone and vault than its own role', () => {
  const plan = planOf('BR');
  const [cell] = plan.cells;
  const own = resourcesOf(plan).filter(
    ({ type, body }) => type === 'role_assignment' && body['role_definition_id'] === cell?.cluster.roleId,
  );
  expect(own.map(({ body }) => String(body['scope']).split('.')[0]).sort()).toEqual([
    '${azurerm_key_vault',
    '${azurerm_private_dns_zone',
    '${azurerm_route_table',
    '${azurerm_virtual_network',
  ]);
});

test('estates are told apart from roots that hold no network', () => {
  const plan = planOf('IN' as Country);
  expect(estatesOf(plan).map(({ root }) => root)).toEqual(['bootstrap', 'foundation', 'data', 'cell-pune-a']);
});
