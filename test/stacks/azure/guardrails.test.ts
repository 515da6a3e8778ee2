/** The root of the guardrails: what it holds, in both dialects, and that it is there only where it is asked for. */
import type { AzurePlan } from '../../../lib/plan/azure';
import { azureRoots } from '../../../stacks/azure';
import { composeGuardrails } from '../../../stacks/azure/guardrails';
import { dangling, type ProviderSchema, violations } from '../../azurerm/conforms';
import schema4 from '../../azurerm/schema-4.55.json';
import schema5 from '../../azurerm/schema-5.2.json';
import { type Country, planOf } from '../../plan/azure/countries';

type Body = Readonly<Record<string, unknown>>;
interface Root {
  readonly terraform: { readonly backend: Body };
  readonly provider: { readonly azurerm: readonly Body[] };
  readonly variable?: Readonly<Record<string, Body>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Body>>>>;
}

const SCHEMAS = { v4: schema4 as unknown as ProviderSchema, v5: schema5 as unknown as ProviderSchema };
const SUBSCRIPTION = '/subscriptions/33333333-3333-3333-3333-333333333333';
const EXEMPTIONS = [
  `{ policy: peering, scope: ${SUBSCRIPTION}/resourceGroups/rg.hub_1, reason: the hub is elsewhere, owner: CISO, until: "2027-06-30" }`,
  `{ policy: snapshot-export, scope: ${SUBSCRIPTION}, reason: the driver does not say it, owner: CISO, until: "2027-03-31" }`,
].join(', ');

const planned = (country: Country): AzurePlan =>
  planOf(country, (text) =>
    text.replace('\nazure:\n', `\nazure:\n  managementGroup: mg-country\n  exemptions: [${EXEMPTIONS}]\n`),
  );
const text = (country: Country): string => azureRoots({ azure: planned(country) })['guardrails'] ?? '';
const rootOf = (country: Country): Root => JSON.parse(text(country)) as Root;
const named = (root: Root, type: string): Body[] => Object.values(root.resource[`azurerm_${type}`] ?? {});

describe.each(['IN', 'QA', 'BR', 'DE'] as const)('%s', (country) => {
  const plan = planned(country);
  const root = rootOf(country);

  test("conforms to the provider's schema, and refers to what it holds", () => {
    expect(violations(root as never, SCHEMAS[plan.dialect])).toEqual([]);
    expect(dangling(root as never)).toEqual([]);
  });

  test('holds what the plan promises, and nothing else', () => {
    const promised = plan.expectations.filter(({ stack }) => stack === 'guardrails');
    const found = promised.map(({ type, identity, settings = {} }) => {
      const body = Object.values(root.resource[type] ?? {}).find(({ name }) => name === identity['name']);
      expect([identity, body]).toEqual([identity, expect.objectContaining(settings)]);
      return body;
    });
    expect(new Set(found).size).toBe(Object.values(root.resource).flatMap((all) => Object.values(all)).length);
  });

  test('makes a definition of every rule of ours, and puts every rule in the set', () => {
    const rules = plan.guardrails?.policies ?? [];
    const definitions = named(root, 'policy_definition');
    expect(definitions.map(({ policy_rule }) => policy_rule).sort()).toEqual(
      rules.flatMap(({ rule }) => (rule ? [JSON.stringify(rule)] : [])).sort(),
    );
    for (const { mode, policy_type } of definitions) expect([mode, policy_type]).toEqual(['All', 'Custom']);
    const [set] = named(root, 'management_group_policy_set_definition');
    const references = (set?.['policy_definition_reference'] ?? []) as Body[];
    expect(references.map(({ reference_id }) => reference_id)).toEqual(rules.map(({ id }) => id));
    const [assignment] = named(root, 'management_group_policy_assignment');
    expect(assignment?.['enforce']).toBe(true);
    expect(
      ((assignment?.['non_compliance_message'] ?? []) as Body[]).map((each) => each['policy_definition_reference_id']),
    ).toEqual(rules.map(({ id }) => id));
  });

  test('stands in no resource group and no place, and its state beside the others', () => {
    expect(root.resource).not.toHaveProperty('azurerm_resource_group');
    expect(JSON.stringify(root.resource)).not.toMatch(/"location":"/);
    // It comes before the account of the state.
    expect(root.terraform.backend).toEqual({ local: { path: 'guardrails.tfstate' } });
  });

  test('exempts one rule in one place, until a day', () => {
    expect(named(root, 'resource_group_policy_exemption')).toEqual([
      expect.objectContaining({
        resource_group_id: `${SUBSCRIPTION}/resourceGroups/rg.hub_1`,
        policy_definition_reference_ids: ['peering'],
        policy_assignment_id: expect.stringMatching(/^\$\{azurerm_management_group_policy_assignment\..+\.id\}$/),
        expires_on: '2027-06-30T23:59:59Z',
      }),
    ]);
    expect(named(root, 'subscription_policy_exemption')).toEqual([
      expect.objectContaining({
        subscription_id: SUBSCRIPTION,
        policy_definition_reference_ids: ['snapshot-export'],
        expires_on: '2027-03-31T23:59:59Z',
      }),
    ]);
  });
});

test('asks for the subscription only where a rule or the provider names the one given', () => {
  expect(Object.keys(rootOf('IN').variable ?? {})).toEqual(['subscription_id']);
  expect(rootOf('DE').provider.azurerm[0]?.['subscription_id']).toBe('11111111-1111-1111-1111-111111111111');
  // One cell of Germany has no subscription of its own.
  expect(Object.keys(rootOf('DE').variable ?? {})).toEqual(['subscription_id']);
});

test('is the same text each time', () => expect(text('IN')).toBe(text('IN')));

test('is not made where no management group is named', () => {
  const plan = planOf('IN');
  expect(Object.keys(azureRoots({ azure: plan }))).not.toContain('guardrails');
  const root = planned('IN').roots[0];
  expect(() => composeGuardrails(plan, root as AzurePlan['roots'][number])).toThrow('names no management group');
});
