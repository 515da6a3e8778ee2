/** The guardrails as IAM decides them: every attack is stopped, no work is, and each statement stops something alone. */
import {
  type GuardrailContext,
  type GuardrailPolicy,
  type GuardrailStatement,
  guardrailPolicies,
} from '../../lib/plan/aws';
import { ATTACKS } from './attacks';
import { decide, ORG, type Request, statementsOf } from './simulate';
import { DECISIONS, WORK } from './work';

const INDIA: GuardrailContext = {
  country: 'in',
  partition: 'aws',
  regions: ['ap-south-1', 'ap-south-2'],
  organization: ORG,
  administrators: ['OrganizationAccountAccessRole'],
  modelInference: 'region',
  custody: 'cmk',
  egress: 'isolated',
  replicationRole: 'sovereign-in-replication',
};
const policies = guardrailPolicies(INDIA);
const ask = (request: Request, of = policies) => decide(request, of, 'ap-south-1');

test('the table is long enough to mean something, and says each thing once', () => {
  expect(ATTACKS.length + WORK.length).toBeGreaterThan(60);
  const names = [...ATTACKS, ...WORK].map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test.each(ATTACKS.map((request) => [request.name, request] as const))('denied: %s', async (_, request) => {
  expect(await ask(request)).toBe('ExplicitlyDenied');
  // It is the guardrails that stop it, nothing else.
  expect(await ask(request, [])).toBe('Allowed');
});

test.each(WORK.map((request) => [request.name, request] as const))('allowed: %s', async (_, request) => {
  expect(await ask(request)).toBe('Allowed');
});

const decisions = {
  country: { ...INDIA, modelInference: 'country' },
  abroad: { ...INDIA, modelInference: 'abroad' },
  external: { ...INDIA, custody: 'external' },
  firewall: { ...INDIA, egress: 'firewall' },
} as const;
describe.each(Object.entries(decisions))('decision %s', (decision, context) => {
  const { denied, allowed } = DECISIONS[decision as keyof typeof DECISIONS];
  const other = guardrailPolicies(context);
  test.each(denied.map((request) => [request.name, request] as const))('denied: %s', async (_, request) => {
    expect(await ask(request, other)).toBe('ExplicitlyDenied');
  });
  test.each(allowed.map((request) => [request.name, request] as const))('allowed: %s', async (_, request) => {
    expect(await ask(request, other)).toBe('Allowed');
  });
});

describe('each statement bites: without it an attack gets through', () => {
  const cases = [
    { of: policies, attacks: ATTACKS },
    { of: guardrailPolicies(decisions.abroad), attacks: DECISIONS.abroad.denied },
    { of: guardrailPolicies(decisions.external), attacks: DECISIONS.external.denied },
  ];
  const seen = new Set<string>();
  const statements = cases.flatMap(({ of, attacks }) =>
    (['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const)
      .flatMap((type) => statementsOf(of, type))
      .filter(({ Sid }) => !seen.has(Sid) && seen.add(Sid))
      .map(({ Sid }) => ({ Sid, of, attacks })),
  );
  test.each(statements)('$Sid', async ({ Sid, of, attacks }) => {
    const weaker = without(of, Sid);
    const through: string[] = [];
    for (const attack of attacks) if ((await ask(attack, weaker)) === 'Allowed') through.push(attack.name);
    expect(through).not.toEqual([]);
  });
});

function without(of: readonly GuardrailPolicy[], sid: string): GuardrailPolicy[] {
  return of.map((policy) => {
    const statements = policy.content['Statement'] as GuardrailStatement[] | undefined;
    if (!statements) return policy;
    return { ...policy, content: { ...policy.content, Statement: statements.filter(({ Sid }) => Sid !== sid) } };
  });
}
