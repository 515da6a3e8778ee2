/** Guardrails alone, in an app that is not ours. */
import { TerraformStack, Testing } from 'cdktf';
import {
  DeleteLock,
  LocationPolicy,
  ManagementGroupGuardrails,
  type ManagementGroupGuardrailsProps,
  PolicyExemption,
  SovereignGroup,
} from '../../../constructs/azure';
import type { GuardrailPolicy } from '../../../lib/plan/azure';

type Body = Record<string, unknown>;

/** Resources of a foreign stack that `build` fills, by type without the provider's prefix. */
function synthesize(build: (stack: TerraformStack) => void): Record<string, Record<string, Body>> {
  const stack = new TerraformStack(Testing.app({ stackTraces: false }), 'foreign');
  build(stack);
  const json = JSON.parse(Testing.synth(stack)) as { resource: Record<string, Record<string, Body>> };
  return Object.fromEntries(
    Object.entries(json.resource).map(([type, named]) => [type.replace('azurerm_', ''), named]),
  );
}

const only = (resources: ReturnType<typeof synthesize>, type: string): Body => {
  const found = Object.values(resources[type] ?? {});
  expect(found).toHaveLength(1);
  return found[0] as Body;
};

// biome-ignore lint/suspicious/noThenProperty: the word is Azure Policy's
const RULE = { if: { field: 'type', equals: 'Microsoft.Cdn/profiles' }, then: { effect: 'Deny' } };
const OURS: GuardrailPolicy = {
  id: 'no-cdn',
  chapter: 'residency',
  reason: 'nothing is served from elsewhere',
  clause: 'A 1',
  effect: 'Deny',
  name: 'mine-no-cdn',
  rule: RULE,
};
const VENDORS: GuardrailPolicy = {
  id: 'allowed-locations',
  chapter: 'residency',
  reason: 'all in one place',
  clause: 'A 2',
  effect: 'Deny',
  builtIn: {
    definition: '/providers/Microsoft.Authorization/policyDefinitions/x',
    parameters: { listOfAllowedLocations: { value: ['qatarcentral'] } },
  },
};
const guardrails = (props: Partial<ManagementGroupGuardrailsProps> = {}) =>
  synthesize(
    (stack) =>
      new ManagementGroupGuardrails(stack, 'guardrails', {
        managementGroup: 'mg',
        set: 'mine',
        assignment: 'mine',
        chapters: [{ chapter: 'residency', title: 'everything stays' }],
        policies: [OURS, VENDORS],
        ...props,
      }),
  );
const MG = '/providers/Microsoft.Management/managementGroups/mg';

describe('ManagementGroupGuardrails', () => {
  test('define a policy for each rule of ours, seen for every type, its text as short as it can be', () => {
    expect(only(guardrails(), 'policy_definition')).toMatchObject({
      name: 'mine-no-cdn',
      policy_type: 'Custom',
      mode: 'All',
      management_group_id: MG,
      display_name: 'Sovereign AI region: no-cdn',
      description: 'nothing is served from elsewhere',
      metadata: '{"category":"Sovereign AI region"}',
      policy_rule: JSON.stringify(RULE),
    });
  });

  test("gather them, and the vendor's with their parameters, under words that exemptions name", () => {
    expect(only(guardrails(), 'management_group_policy_set_definition')).toMatchObject({
      name: 'mine',
      policy_type: 'Custom',
      management_group_id: MG,
      policy_definition_group: [
        { name: 'residency', category: 'Sovereign AI region', display_name: 'everything stays' },
      ],
      policy_definition_reference: [
        {
          policy_definition_id: expect.stringMatching(/^\$\{azurerm_policy_definition\..+\.id\}$/),
          reference_id: 'no-cdn',
          policy_group_names: ['residency'],
        },
        {
          policy_definition_id: '/providers/Microsoft.Authorization/policyDefinitions/x',
          reference_id: 'allowed-locations',
          parameter_values: '{"listOfAllowedLocations":{"value":["qatarcentral"]}}',
        },
      ],
    });
  });

  test('are assigned to the group and enforced, and say why they refuse', () => {
    const assigned = only(guardrails(), 'management_group_policy_assignment');
    expect(assigned).toMatchObject({
      name: 'mine',
      management_group_id: MG,
      policy_definition_id: expect.stringContaining('azurerm_management_group_policy_set_definition.'),
      enforce: true,
      non_compliance_message: [
        { policy_definition_reference_id: 'no-cdn', content: 'no-cdn: nothing is served from elsewhere (A 1).' },
        { policy_definition_reference_id: 'allowed-locations', content: 'allowed-locations: all in one place (A 2).' },
      ],
    });
    // Nothing acts in the name of the policies.
    expect(assigned).not.toHaveProperty('identity');
    expect(assigned).not.toHaveProperty('not_scopes');
  });

  test.each([
    ['a name of an assignment', { assignment: 'x'.repeat(25) }, 'assignment has 25 characters; Azure Policy takes 24'],
    [
      'a name of a definition',
      { policies: [{ ...OURS, name: 'x'.repeat(65) }] },
      /65 characters; Azure Policy takes 64/,
    ],
    [
      'a rule',
      { policies: [{ ...OURS, rule: { if: 'x'.repeat(1_048_576) } }] },
      /rule no-cdn has 104\d+ characters; Azure Policy takes 1048576/,
    ],
    [
      'a policy of nothing',
      { policies: [{ ...OURS, rule: undefined }] },
      'no-cdn has neither a rule nor a definition of the vendor',
    ],
  ] as const)('refuse %s that Azure Policy would not take', (_, props, message) => {
    expect(() => guardrails(props as Partial<ManagementGroupGuardrailsProps>)).toThrow(message);
  });

  test('take names as long as may be', () => {
    expect(() =>
      guardrails({ assignment: 'x'.repeat(24), policies: [{ ...OURS, name: 'x'.repeat(64) }] }),
    ).not.toThrow();
  });
});

describe('PolicyExemption', () => {
  const exemption = (kind: 'subscription' | 'resource-group', scope: string) =>
    synthesize(
      (stack) =>
        new PolicyExemption(stack, 'exemption', {
          name: 'mine',
          assignmentId: 'assignment',
          policy: 'peering',
          scope,
          kind,
          reason: 'the hub is elsewhere',
          owner: 'CISO',
          until: '2027-06-30',
        }),
    );

  test.each([
    ['subscription', 'subscription_policy_exemption', 'subscription_id', '/subscriptions/s'],
    ['resource-group', 'resource_group_policy_exemption', 'resource_group_id', '/subscriptions/s/resourceGroups/g'],
  ] as const)('of a %s: one rule, one place, an owner and an end', (kind, type, argument, scope) => {
    const resources = exemption(kind, scope);
    expect(Object.keys(resources)).toEqual([type]);
    expect(only(resources, type)).toEqual({
      name: 'mine',
      policy_assignment_id: 'assignment',
      policy_definition_reference_ids: ['peering'],
      exemption_category: 'Waiver',
      display_name: 'mine',
      description: 'the hub is elsewhere (CISO)',
      expires_on: '2027-06-30T23:59:59Z',
      metadata: '{"owner":"CISO"}',
      [argument]: scope,
    });
  });
});

describe('SovereignGroup', () => {
  test('takes resources of its own region, unless told of others', () => {
    const group = (allowedLocations?: string[]) => {
      const resources = synthesize(
        (stack) => new SovereignGroup(stack, 'group', { name: 'group', location: 'qatarcentral', allowedLocations }),
      );
      return JSON.parse(String(only(resources, 'resource_group_policy_assignment')['parameters']));
    };
    expect(group()).toEqual({ listOfAllowedLocations: { value: ['qatarcentral'] } });
    expect(group(['b', 'a'])).toEqual({ listOfAllowedLocations: { value: ['a', 'b'] } });
  });
});

test("LocationPolicy assigns the vendor's definition to the group", () => {
  const resources = synthesize(
    (stack) =>
      new LocationPolicy(stack, 'policy', {
        resourceGroupId: '/subscriptions/s/resourceGroups/g',
        resourceGroupName: 'g',
        locations: ['qatarcentral'],
      }),
  );
  expect(only(resources, 'resource_group_policy_assignment')).toMatchObject({
    name: 'g-locations',
    resource_group_id: '/subscriptions/s/resourceGroups/g',
    policy_definition_id: '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c',
  });
});

test('DeleteLock keeps a resource from being deleted', () => {
  const resources = synthesize(
    (stack) => new DeleteLock(stack, 'keep', { resourceId: 'id', resourceName: 'thing', notes: 'Must be kept' }),
  );
  expect(only(resources, 'management_lock')).toMatchObject({
    name: 'thing-lock',
    scope: 'id',
    lock_level: 'CanNotDelete',
    notes: 'Must be kept',
  });
});
