/** The guardrails as IAM decides them: every attack is stopped, no work is, and each statement stops something alone. */
import {
  type GuardrailContext,
  type GuardrailPolicy,
  type GuardrailStatement,
  guardrailPolicies,
} from '../../lib/plan/aws';
import { ATTACKS } from './attacks';
import { ACCOUNT, decide, NETWORK, ORG, type Request, statementsOf } from './simulate';
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
  copyRoles: [
    'sovereign-in-replication',
    'sovereign-in-archive-copies',
    'sovereign-in-cluster-logs-*',
    'sovereign-in-backup',
    'sovereign-in-restore',
  ],
};
const policies = guardrailPolicies(INDIA);
const ask = (request: Request, of: readonly GuardrailPolicy[] = policies) => decide(request, of, 'ap-south-1');

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
  excepted: { ...INDIA, custody: 'external', exceptions: ['cmk'] },
  firewall: { ...INDIA, egress: 'firewall' },
  inspection: { ...INDIA, egress: 'firewall', gateways: NETWORK },
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

describe.each([
  ['aws-cn', 'cn-northwest-1', 'cn-north-1', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-east-1', 'us-gov-west-1', 'us-gov-west-1'],
  ['aws-eusc', 'eusc-de-east-1', 'eu-central-1', 'eusc-de-east-1'],
])('partition %s', (partition, region, elsewhere, home) => {
  const other = guardrailPolicies({ ...INDIA, partition, regions: [region] });
  const moved = (name: string, action: string, resource: string, at: string): Request => ({
    name,
    as: { principal: `arn:${partition}:iam::${ACCOUNT}:role/Operator`, kind: 'member' },
    action,
    resource: resource.replace('arn:aws:', `arn:${partition}:`),
    context: { 'aws:RequestedRegion': at },
  });
  test.each([
    ['ExplicitlyDenied', moved('a bucket elsewhere', 's3:CreateBucket', 'arn:aws:s3:::x', elsewhere)],
    [
      'ExplicitlyDenied',
      moved(
        'an administrator',
        'iam:UpdateAssumeRolePolicy',
        `arn:aws:iam::${ACCOUNT}:role/OrganizationAccountAccessRole`,
        home,
      ),
    ],
    ['Allowed', moved('a bucket at home', 's3:CreateBucket', 'arn:aws:s3:::x', region)],
    ['Allowed', moved('a role at the home of IAM', 'iam:CreateRole', `arn:aws:iam::${ACCOUNT}:role/x`, home)],
  ] as const)('%s: %j', async (result, request) => {
    expect(await ask(request, other)).toBe(result);
  });
});

describe('each statement bites: without it an attack gets through', () => {
  const cases = [
    { of: policies, attacks: ATTACKS },
    { of: guardrailPolicies(decisions.abroad), attacks: DECISIONS.abroad.denied },
    { of: guardrailPolicies(decisions.external), attacks: DECISIONS.external.denied },
    { of: guardrailPolicies(decisions.inspection), attacks: DECISIONS.inspection.denied },
  ];
  const seen = new Set<string>();
  const statements = cases.flatMap(({ of, attacks }) =>
    (['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const)
      .flatMap((type) => statementsOf(of, type))
      .filter(({ Sid }) => !seen.has(Sid) && seen.add(Sid))
      .map(({ Sid }) => ({ Sid, of, attacks })),
  );
  test.each(statements)('$Sid', async ({ Sid, of, attacks }) => {
    expect(await first(attacks, without(of, Sid), 'Allowed')).toBeDefined();
  });
});

describe('each condition spares something: without it work is stopped', () => {
  const statements = policies.flatMap(({ content }) => (content['Statement'] ?? []) as GuardrailStatement[]);
  const conditions = statements.flatMap(({ Sid, Condition = {} }) =>
    Object.entries(Condition).flatMap(([operator, keys]) => Object.keys(keys).map((key) => ({ Sid, operator, key }))),
  );
  /** Only AWS services bring `aws:SourceAccount`, so this says it twice; it is the vendor's published form. */
  const twice = ({ Sid, key }: { Sid: string; key: string }): boolean =>
    Sid === 'ServicesActForTheOrganisationOnly' && key === 'aws:PrincipalIsAWSService';
  test.each(conditions.filter((condition) => !twice(condition)))(
    '$Sid $operator $key',
    async ({ Sid, operator, key }) => {
      const wider = changed(policies, (statement) =>
        statement.Sid === Sid ? [unconditioned(statement, operator, key)] : [statement],
      );
      expect(await first(WORK, wider, 'ExplicitlyDenied')).toBeDefined();
    },
  );
});

/** The first of the requests that ends so. */
async function first(
  requests: readonly Request[],
  of: readonly GuardrailPolicy[],
  result: string,
): Promise<string | undefined> {
  for (const request of requests) if ((await ask(request, of)) === result) return request.name;
  return undefined;
}

function unconditioned(
  { Condition = {}, ...statement }: GuardrailStatement,
  operator: string,
  key: string,
): GuardrailStatement {
  const operators = Object.entries(Condition).flatMap(([name, keys]) => {
    const kept = Object.entries(keys).filter(([other]) => name !== operator || other !== key);
    return kept.length > 0 ? [[name, Object.fromEntries(kept)] as const] : [];
  });
  return operators.length > 0 ? { ...statement, Condition: Object.fromEntries(operators) } : statement;
}

const without = (of: readonly GuardrailPolicy[], sid: string): GuardrailPolicy[] =>
  changed(of, (statement) => (statement.Sid === sid ? [] : [statement]));

function changed(
  of: readonly GuardrailPolicy[],
  change: (statement: GuardrailStatement) => GuardrailStatement[],
): GuardrailPolicy[] {
  return of.map((policy) => {
    const statements = policy.content['Statement'] as GuardrailStatement[] | undefined;
    return statements ? { ...policy, content: { ...policy.content, Statement: statements.flatMap(change) } } : policy;
  });
}
