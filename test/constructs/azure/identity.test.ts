/** Roles, identities and who takes them, each alone in an app that is not ours. */
import { TerraformStack, Testing } from 'cdktf';
import {
  ClusterIdentities,
  CustomRole,
  EligibleRole,
  FederatedIdentity,
  ServiceGrant,
  SovereignRoot,
} from '../../../constructs/azure';

type Body = Record<string, unknown>;
type Resources = Record<string, Record<string, Body>>;

function synthesize(build: (stack: TerraformStack) => void): Resources {
  const stack = new TerraformStack(Testing.app({ stackTraces: false }), 'foreign');
  build(stack);
  return (JSON.parse(Testing.synth(stack)) as { resource: Resources }).resource;
}
const all = (resources: Resources, type: string): Body[] => Object.values(resources[`azurerm_${type}`] ?? {});

const SUBSCRIPTIONS = ['/subscriptions/one', '/subscriptions/two'];
const PLACE = { location: 'centralindia', resourceGroupName: 'group' };
const PERSON = '11111111-1111-1111-1111-111111111111';
const ROLE = '/subscriptions/one/providers/Microsoft.Authorization/roleDefinitions/r';

describe('CustomRole', () => {
  const role = (actions: string[], scopes = SUBSCRIPTIONS, dataActions?: string[]) =>
    synthesize(
      (stack) =>
        new CustomRole(stack, 'role', { name: 'reads', guid: 'g', description: 'Reads', actions, dataActions, scopes }),
    );

  test('says what it allows, is defined in the first subscription and may be given in every', () => {
    expect(all(role(['a/read'], SUBSCRIPTIONS, ['b/read']), 'role_definition')).toEqual([
      expect.objectContaining({
        name: 'reads',
        role_definition_id: 'g',
        description: 'Reads',
        scope: '/subscriptions/one',
        assignable_scopes: SUBSCRIPTIONS,
        permissions: [{ actions: ['a/read'], data_actions: ['b/read'] }],
      }),
    ]);
    expect(all(role(['a/read']), 'role_definition')[0]?.['permissions']).toEqual([{ actions: ['a/read'] }]);
  });

  test('allows nothing by a wildcard, and is somewhere', () => {
    expect(() => role(['a/*'])).toThrow(new RangeError('Role reads allows a/*: name the actions'));
    expect(() => role(['a/read'], SUBSCRIPTIONS, ['*'])).toThrow(RangeError);
    expect(() => role(['a/read'], [])).toThrow(new RangeError('Role reads has no subscription'));
  });
});

describe('EligibleRole', () => {
  const eligible = (props: Partial<ConstructorParameters<typeof EligibleRole>[2]> = {}) =>
    synthesize(
      (stack) =>
        new EligibleRole(stack, 'operator', {
          scope: '/subscriptions/one',
          roleDefinitionId: ROLE,
          principals: [PERSON],
          ...props,
        }),
    );

  test('is taken for an hour, with a second factor and a reason', () => {
    const [policy] = all(eligible(), 'role_management_policy');
    expect(policy).toMatchObject({
      scope: '/subscriptions/one',
      role_definition_id: ROLE,
      activation_rules: {
        maximum_duration: 'PT1H',
        require_multifactor_authentication: true,
        require_justification: true,
      },
      active_assignment_rules: {
        expiration_required: true,
        expire_after: 'P15D',
        require_multifactor_authentication: true,
        require_justification: true,
      },
      eligible_assignment_rules: { expiration_required: false },
    });
    expect(all(eligible({ activation: 'PT4H' }), 'role_management_policy')[0]).toMatchObject({
      activation_rules: { maximum_duration: 'PT4H' },
    });
  });

  test('makes nobody a holder: those named may take it once the rules are there', () => {
    const resources = eligible({ condition: '(x)' });
    expect(all(resources, 'role_assignment')).toEqual([]);
    expect(all(resources, 'pim_eligible_role_assignment')).toEqual([
      expect.objectContaining({
        scope: '/subscriptions/one',
        role_definition_id: ROLE,
        principal_id: PERSON,
        condition: '(x)',
        condition_version: '2.0',
        depends_on: [expect.stringMatching(/^azurerm_role_management_policy\./)],
      }),
    ]);
    expect(all(eligible(), 'pim_eligible_role_assignment')[0]).not.toHaveProperty('condition_version');
  });
});

describe('ServiceGrant', () => {
  const grant = (condition?: string) =>
    all(
      synthesize(
        (stack) =>
          new ServiceGrant(stack, 'grant', {
            scope: '/subscriptions/one',
            roleDefinitionId: ROLE,
            principalId: PERSON,
            condition,
          }),
      ),
      'role_assignment',
    )[0];

  test('is for the identity of a service, under its condition', () => {
    expect(grant('(x)')).toMatchObject({
      scope: '/subscriptions/one',
      role_definition_id: ROLE,
      principal_id: PERSON,
      principal_type: 'ServicePrincipal',
      condition: '(x)',
      condition_version: '2.0',
    });
    expect(grant()).not.toHaveProperty('condition_version');
  });
});

describe('FederatedIdentity', () => {
  const CREDENTIALS = [
    { name: 'first', issuer: 'https://issuer.example', subject: 'one' },
    { name: 'second', issuer: 'https://issuer.example', subject: 'two' },
  ];
  const ROLES = [{ id: 'reads', role: 'Storage Blob Data Reader', scope: '/container' }];

  test('takes tokens about one subject, addressed to Entra ID, and has its roles on one thing each', () => {
    const resources = synthesize(
      (stack) =>
        new FederatedIdentity(stack, 'pods', { ...PLACE, name: 'pods', credentials: CREDENTIALS, roles: ROLES }),
    );
    const made = all(resources, 'federated_identity_credential');
    expect(made).toHaveLength(2);
    for (const [index, body] of made.entries())
      expect(body).toMatchObject({
        ...CREDENTIALS[index],
        audience: ['api://AzureADTokenExchange'],
        parent_id: expect.stringMatching(/azurerm_user_assigned_identity\..+\.id/),
        resource_group_name: 'group',
      });
    expect(made[0]).not.toHaveProperty('depends_on');
    expect(made[1]?.['depends_on']).toEqual([expect.stringMatching(/^azurerm_federated_identity_credential\./)]);
    expect(all(resources, 'role_assignment')).toEqual([
      expect.objectContaining({
        scope: '/container',
        role_definition_name: 'Storage Blob Data Reader',
        principal_type: 'ServicePrincipal',
      }),
    ]);
  });

  test('names its identity as the dialect does', () => {
    const root = new SovereignRoot(undefined, 'root', { dialect: 'v5' });
    new FederatedIdentity(root, 'pods', { ...PLACE, name: 'pods', credentials: CREDENTIALS.slice(0, 1) });
    const { resource } = JSON.parse(root.toText()) as { resource: Resources };
    const [body] = all(resource, 'federated_identity_credential');
    expect(body).toMatchObject({ user_assigned_identity_id: '${azurerm_user_assigned_identity.pods.id}' });
    expect(body).not.toHaveProperty('parent_id');
    expect(body).not.toHaveProperty('resource_group_name');
  });

  test('needs no token where a machine carries it', () => {
    const resources = synthesize((stack) => new FederatedIdentity(stack, 'runner', { ...PLACE, name: 'runner' }));
    expect(Object.keys(resources)).toEqual(['azurerm_user_assigned_identity']);
  });
});

describe('ClusterIdentities', () => {
  const roles = (roleId?: string) =>
    all(
      synthesize(
        (stack) =>
          new ClusterIdentities(stack, 'identities', {
            ...PLACE,
            name: 'control',
            kubeletName: 'kubelet',
            networkIds: ['/network', '/routes'],
            privateZoneId: '/zone',
            registryId: '/registry',
            diskEncryptionSetId: '/disks',
            etcd: { vaultId: '/vault', keyScope: '/key' },
            roleId,
          }),
      ),
      'role_assignment',
    ).map((body) => [body['scope'], body['role_definition_name'] ?? body['role_definition_id']]);

  test('have no more of network, zone and vault than the role given', () => {
    const own = roles(ROLE).filter(([, role]) => role === ROLE);
    expect(own.map(([scope]) => scope).sort()).toEqual(['/network', '/routes', '/vault', '/zone']);
    expect(roles(ROLE).flat().join(' ')).not.toMatch(/Contributor/);
  });

  test("take the vendor's roles where none is given", () => {
    expect(roles()).toEqual(
      expect.arrayContaining([
        ['/network', 'Network Contributor'],
        ['/routes', 'Network Contributor'],
        ['/zone', 'Private DNS Zone Contributor'],
        ['/vault', 'Key Vault Contributor'],
        ['/disks', 'Reader'],
        ['/key', 'Key Vault Crypto User'],
        ['/registry', 'AcrPull'],
      ]),
    );
  });
});
