/** The guardrails as text: their limits, their aliases, what the plan and the document say of them. */
import { planText } from '../../../lib/evidence/plan-text';
import { planCountry } from '../../../lib/plan';
import {
  aliasesOf,
  basisOfAlias,
  type GuardrailPolicy,
  guardrailPolicies,
  MOST_OF_POLICIES,
  pathOfAlias,
} from '../../../lib/plan/azure';
import { ALONE, INDIA } from '../../guardrails/azure/resources';
import { type Country, DOCUMENTS, planOf, profileOf } from './countries';

const SCOPE = '/subscriptions/33333333-3333-3333-3333-333333333333';
const exemption = (changes: Record<string, string> = {}): string =>
  JSON.stringify({
    policy: 'peering',
    scope: `${SCOPE}/resourceGroups/rg-hub`,
    reason: "the ministry's hub is elsewhere",
    owner: 'CISO',
    until: '2027-06-30',
    ...changes,
  });
/** The document with lines more in its azure section. */
const withLines =
  (...lines: string[]) =>
  (text: string): string =>
    text.replace('\nazure:\n', ['\nazure:', ...lines.map((line) => `  ${line}`), ''].join('\n'));
const named = withLines('managementGroup: mg-country');
const exempted = (...exemptions: string[]) =>
  withLines('managementGroup: mg-country', `exemptions: [${exemptions.join(', ')}]`);
const plan = (country: Country, edit = named) => planOf(country, edit);

/** As many words as a document can bring in. */
const LONGEST = {
  ...INDIA,
  country: 'xx',
  locations: Array.from({ length: 2 }, (_, index) => `${'x'.repeat(30)}${index}`),
  subscriptions: Array.from({ length: 60 }, (_, index) => `${index}`.padEnd(36, '0')),
  doors: Array.from({ length: 60 }, (_, index) => `/subscriptions/${index}/resourceGroups/`.padEnd(150, 'x')),
};

const leaves = (condition: unknown): number =>
  typeof condition !== 'object' || condition === null
    ? 0
    : Object.entries(condition).reduce(
        (sum, [key, value]) => sum + (['field', 'value', 'count'].includes(key) ? 1 : 0) + leaves(value),
        0,
      );

describe('limits', () => {
  test.each(guardrailPolicies(LONGEST).map((policy) => [policy.id, policy] as const))(
    '%s',
    (id, { name, rule, reason }) => {
      expect(id).toMatch(/^[a-z][a-z-]{1,40}$/);
      expect(name?.length ?? 0).toBeLessThanOrEqual(MOST_OF_POLICIES.definitionName);
      expect(JSON.stringify(rule ?? '').length).toBeLessThan(MOST_OF_POLICIES.requestBytes / 10);
      expect(leaves(rule)).toBeLessThanOrEqual(MOST_OF_POLICIES.conditions);
      expect(`Sovereign AI region: ${id}`.length).toBeLessThanOrEqual(MOST_OF_POLICIES.displayName);
      expect(reason.length).toBeLessThanOrEqual(MOST_OF_POLICIES.exemptionDescription);
    },
  );

  test('are those of Azure Policy', () => {
    expect(MOST_OF_POLICIES).toEqual({
      definitionName: 64,
      assignmentName: 24,
      exemptionName: 64,
      displayName: 128,
      exemptionDescription: 512,
      requestBytes: 1_048_576,
      conditions: 512,
      policies: 1000,
    });
  });

  test('leave room in the set and in its assignment', () => {
    const policies = guardrailPolicies(LONGEST);
    expect(policies.length).toBeLessThan(MOST_OF_POLICIES.policies);
    const messages = policies.map(({ id, reason, clause }) => `${id}: ${reason} (${clause}).`).join('');
    expect(messages.length).toBeLessThan(MOST_OF_POLICIES.requestBytes / 10);
  });
});

describe('the table', () => {
  const policies = guardrailPolicies(INDIA);

  test('says each rule once, with a reason and a clause', () => {
    const ids = policies.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    for (const { reason, clause } of policies) {
      expect(reason.length).toBeGreaterThan(10);
      expect(reason).not.toMatch(/\.$/);
      expect(clause).toMatch(/^(NIST|CSA|ISO|Azure Sovereign)/);
    }
  });

  test("begins with the vendor's own two", () => {
    expect(policies.slice(0, 2).map(({ builtIn }) => builtIn)).toEqual(
      ['e56962a6-4747-49cd-b67b-bf8b01975c4c', 'e765b5de-1225-4ba3-bd56-1ac6695af988'].map((id) => ({
        definition: `/providers/Microsoft.Authorization/policyDefinitions/${id}`,
        parameters: { listOfAllowedLocations: { value: INDIA.locations } },
      })),
    );
  });

  test('names no alias that was not seen, and says of each where it stands', () => {
    for (const { rule } of policies) {
      const text = JSON.stringify(rule ?? {});
      const named = [...text.matchAll(/"field":"([^"]+)"|(?:field|current)\('([^']+)'\)/g)].map(
        ([, field, call]) => (field ?? call) as string,
      );
      for (const word of named.filter((each) => each.includes('/'))) {
        expect([word, pathOfAlias(word)]).toEqual([word, expect.stringMatching(/^(properties|sku)\./)]);
        expect(aliasesOf(rule)).toContain(word);
      }
    }
    expect(basisOfAlias('Microsoft.Storage/storageAccounts/sku.name')).toBe('metadata');
    expect(basisOfAlias('Microsoft.Network/networkWatchers/flowLogs/enabled')).toBe('built-in');
    expect(pathOfAlias('Microsoft.Storage/storageAccounts/colour')).toBeUndefined();
  });

  test('holds a country to its own places', () => {
    const text = JSON.stringify(guardrailPolicies(ALONE));
    expect(text).not.toContain('southindia');
    expect(JSON.stringify(policies)).toContain('southindia');
  });
});

describe('the plan', () => {
  test('has guardrails first, only where the document names a management group', () => {
    for (const country of ['IN', 'QA', 'DE'] as const) {
      expect(planOf(country).guardrails).toBeUndefined();
      expect(planOf(country).roots.map(({ purpose }) => purpose)).not.toContain('guardrails');
      const { roots, guardrails } = plan(country);
      expect(roots[0]).toMatchObject({ name: 'guardrails', purpose: 'guardrails', dependsOn: [] });
      expect(roots[0]).not.toHaveProperty('resourceGroup');
      expect(guardrails).toMatchObject({
        root: 'guardrails',
        managementGroup: 'mg-country',
        set: `sovereign-${country.toLowerCase()}`,
        assignment: `sovereign-${country.toLowerCase()}`,
        doors: [],
        exemptions: [],
      });
    }
  });

  test('says what is not guarded without them, and nothing of it with them', () => {
    const unguarded = /names no management group/;
    expect(planOf('IN').notes.residualRisks.join()).toMatch(unguarded);
    expect(plan('IN').notes.residualRisks.join()).not.toMatch(unguarded);
  });

  test('asks who deploys them, where, and for what', () => {
    const ids = (country: Country) => plan(country).notes.preconditions.map(({ id }) => id);
    for (const id of ['members', 'roles', 'rehearsed', 'handover', 'snapshots'])
      expect(ids('IN')).toContain(`guardrails-${id}`);
    expect(ids('IN')).not.toContain('guardrails-hub');
    expect(ids('BR')).toContain('guardrails-hub');
  });

  test('counts its aliases, none unverified', () => {
    const policies = plan('IN').guardrails?.policies ?? [];
    const aliases = [...new Set(policies.flatMap(({ rule }) => aliasesOf(rule)))];
    expect(
      plan('IN')
        .notes.facts.map(({ statement }) => statement)
        .join(),
    ).toContain(`${aliases.length} aliases of Azure Policy`);
  });

  test('knows the subscriptions and the regions of its own roots', () => {
    const rule = (country: Country, id: string): string =>
      JSON.stringify(plan(country).guardrails?.policies.find((policy: GuardrailPolicy) => policy.id === id)?.rule);
    for (const subscription of ['1'.repeat(8), '2'.repeat(8), '3'.repeat(8), '${var.subscription_id}'])
      expect(rule('DE', 'peering')).toContain(`/subscriptions/${subscription}`);
    expect(rule('IN', 'log-destination')).toContain(plan('IN').foundation.workspace.id);
    expect(rule('IN', 'log-destination')).toContain(plan('IN').foundation.archive.id);
    // Where copies have a region of their own, its archive is one of the country's too.
    expect(rule('BR', 'log-destination')).toContain(String(plan('BR').recovery?.archive.id));
    expect(rule('NO', 'storage-redundancy')).toContain('"notIn":["norwayeast","norwaywest"]');
    expect(rule('BR', 'storage-redundancy')).toContain('"notIn":[]');
  });
});

describe('exemptions', () => {
  test('stand in the plan with who answers for them and when they end', () => {
    const subscription = exemption({ policy: 'snapshot-export', scope: SCOPE, until: '2027-03-31' });
    const { guardrails, notes } = plan('IN', exempted(exemption(), subscription));
    expect(guardrails?.exemptions).toEqual([
      {
        name: 'sovereign-in-peering-rg-hub',
        policy: 'peering',
        scope: `${SCOPE}/resourceGroups/rg-hub`,
        kind: 'resource-group',
        reason: "the ministry's hub is elsewhere",
        owner: 'CISO',
        until: '2027-06-30',
      },
      expect.objectContaining({ name: 'sovereign-in-snapshot-export', scope: SCOPE, kind: 'subscription' }),
    ]);
    expect(notes.headlines).toContain('2 exemptions from the guardrails, until 2027-03-31 at first');
    expect(notes.residualRisks.join('\n')).toMatch(/peering does not hold in .*rg-hub until 2027-06-30: .* \(CISO\)/);
    expect(plan('IN', exempted(exemption())).notes.headlines).toContain(
      '1 exemption from the guardrails, until 2027-06-30',
    );
    expect(plan('IN').notes.headlines).toEqual([]);
  });

  test('have names within the limit, whatever their group is called', () => {
    const scope = `${SCOPE}/resourceGroups/${'g'.repeat(90)}`;
    const [planned] = plan('IN', exempted(exemption({ scope }))).guardrails?.exemptions ?? [];
    expect(planned?.name.length).toBeLessThanOrEqual(MOST_OF_POLICIES.exemptionName);
  });

  test.each([
    ['from no rule of ours', [exemption({ policy: 'everything' })], 'exemption from no rule: everything'],
    [
      'twice from one in one place',
      [exemption(), exemption({ scope: `${SCOPE}/resourceGroups/RG-HUB` })],
      'exemption made twice: peering',
    ],
  ])('are refused %s', (_, list, message) => {
    expect(() => plan('IN', exempted(...list))).toThrow(message);
  });

  test.each([
    ['without an end', { until: '' }],
    ['of a day that is none', { until: '2027-13-01' }],
    ['without an owner', { owner: '' }],
    ['without a reason', { reason: 'x' }],
    ['for everything at once', { scope: '/providers/Microsoft.Management/managementGroups/mg-country' }],
    ['for one resource', { scope: `${SCOPE}/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/x` }],
  ])('are no document %s', (_, change) => {
    expect(() => profileOf('IN', exempted(exemption(change))(DOCUMENTS.IN))).toThrow();
  });

  test('are refused where there are no guardrails', () => {
    const lines = withLines(`exemptions: [${exemption()}]`);
    expect(() => profileOf('IN', lines(DOCUMENTS.IN))).toThrow('exemption from guardrails that are not made');
  });
});

test.each(['mg-country', '11111111-1111-1111-1111-111111111111', 'MG_(x).1'])('%s is a management group', (id) => {
  expect(profileOf('IN', withLines(`managementGroup: ${id}`)(DOCUMENTS.IN)).azure?.managementGroup).toBe(id);
});

test.each(['""', 'mg country', 'mg.', '/providers/x', 'x'.repeat(91)])('%s is none', (id) => {
  expect(() => profileOf('IN', withLines(`managementGroup: ${id}`)(DOCUMENTS.IN))).toThrow();
});

test('the plan shows each rule with its reason, and each exemption', () => {
  const text = planText(planCountry(profileOf('IN', exempted(exemption())(DOCUMENTS.IN))));
  expect(text).toContain('Guardrails of the management group mg-country');
  for (const { id, reason } of plan('IN').guardrails?.policies ?? []) {
    expect(text).toContain(id);
    expect(text).toContain(reason);
  }
  expect(text).toContain("the ministry's hub is elsewhere");
  expect(text).toContain('may stand nowhere');
});
