/** The guardrails as text: their size, their partition, what the plan and the document say of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { aws } from '../../../lib/catalogue';
import { planText } from '../../../lib/evidence/plan-text';
import {
  GLOBAL_ACTIONS,
  type GuardrailContext,
  guardrailPolicies,
  MOST_CHARACTERS,
  MOST_SERVICE_POLICIES,
} from '../../../lib/plan/aws';
import { problemsOf, underlined } from '../../support/country';
import { awsOnly, organization, planOf } from '../../support/plans';

const plan = planOf(organization()).aws;
const guardrails = plan?.guardrails;

/** As many words as a document can bring in. */
const longest: GuardrailContext = {
  country: 'in',
  partition: 'aws-us-gov',
  regions: ['ap-southeast-1', 'ap-southeast-2'],
  organization: `o-${'x'.repeat(32)}`,
  administrators: Array.from({ length: 5 }, (_, index) => `${index}`.padEnd(64, 'x')),
  modelInference: 'abroad',
  custody: 'external',
  egress: 'isolated',
  copyRoles: ['x', 'y', 'z', 'w'].map((letter) => `sovereign-in-${letter.repeat(50)}`),
};

describe('budgets', () => {
  const policies = guardrailPolicies(longest);
  test.each(policies.map(({ name, type, content }) => [name, type, content] as const))(
    '%s fits, whatever the document says',
    (_, type, content) => {
      expect(JSON.stringify(content).length).toBeLessThanOrEqual(MOST_CHARACTERS[type]);
    },
  );

  test('they are what Organizations takes', () => {
    expect(MOST_CHARACTERS).toEqual({
      SERVICE_CONTROL_POLICY: 10_240,
      RESOURCE_CONTROL_POLICY: 5_120,
      DECLARATIVE_POLICY_EC2: 10_000,
      S3_POLICY: 10_000,
      AISERVICES_OPT_OUT_POLICY: 2_500,
    });
  });

  test('places are left on each target for FullAWSAccess, Control Tower and the country', () => {
    const of = (type: string) => policies.filter((policy) => policy.type === type).length;
    expect(of('SERVICE_CONTROL_POLICY')).toBeLessThan(MOST_SERVICE_POLICIES);
    expect(of('RESOURCE_CONTROL_POLICY')).toBe(1);
  });

  test('the plan says the size of the text it gives', () => {
    for (const { content, size } of guardrails?.policies ?? []) expect(size.used).toBe(JSON.stringify(content).length);
  });
});

describe('partitions', () => {
  const partitions = [...new Set(Object.values(aws.regions).map(({ partition }) => partition))];
  test.each(partitions)('%s: every ARN is of it, and its global services are reached at home', (partition) => {
    const policies = guardrailPolicies({ ...longest, partition, regions: ['xx-home-1'] });
    const arns = JSON.stringify(policies).match(/arn:[^:]*:/g) ?? [];
    expect(new Set(arns)).toEqual(new Set([`arn:${partition}:`]));
    const home = JSON.stringify(policies[0]?.content).match(
      /"GlobalServicesAtHomeOnly".*?"aws:RequestedRegion":(\[.*?\])/,
    );
    const regions = JSON.parse(home?.[1] ?? '[]').slice(1) as string[];
    expect(regions.length).toBeGreaterThan(0);
    for (const region of regions) expect(aws.regions[region]?.partition).toBe(partition);
  });

  test('no source names one', () => {
    for (const folder of ['lib/plan/aws/guardrails', 'constructs/aws/guardrails'])
      for (const file of readdirSync(folder)) expect(readFileSync(`${folder}/${file}`, 'utf8')).not.toMatch(/arn:aws/);
  });
});

test('statements have names of their own, and only deny', () => {
  const statements = guardrailPolicies(longest).flatMap(
    ({ content }) => (content['Statement'] ?? []) as { Sid: string; Effect: string; Principal?: string }[],
  );
  const names = statements.map(({ Sid }) => Sid);
  expect(new Set(names).size).toBe(names.length);
  for (const { Sid, Effect } of statements) {
    expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
    expect(Effect).toBe('Deny');
  }
});

test('each action let through abroad is there once, with its reason, and none opens a store', () => {
  const actions = GLOBAL_ACTIONS.map(([action]) => action);
  expect(actions).toEqual([...new Set(actions)].sort());
  for (const [, reason] of GLOBAL_ACTIONS) expect(reason).toMatch(/\w{3}/);
  expect(actions.filter((action) => /^(kms|acm|config|ecr-public|wafv2|bedrock|s3:Put|s3:\*)/.test(action))).toEqual(
    [],
  );
});

describe('the plan', () => {
  test('without an organisation there are none', () => {
    const bare = planOf(awsOnly('in')).aws;
    expect(bare?.guardrails).toBeUndefined();
    expect(bare?.stacks.map(({ purpose }) => purpose)).not.toContain('guardrails');
    expect(bare?.notes.residualRisks.join()).toMatch(/organisation guardrails are not part/);
  });

  test('the stack goes to the management account, in a region of the country', () => {
    expect(plan?.stacks.find(({ purpose }) => purpose === 'guardrails')).toMatchObject({
      name: 'sovereign-in-guardrails',
      region: 'ap-south-1',
      account: '999999999999',
      after: [],
    });
  });

  test('regions are those of the country that the plan uses', () => {
    expect(JSON.stringify(guardrails?.policies[0]?.content)).toContain('["ap-south-1","ap-south-2"]');
  });

  test('what EC2 holds follows the egress mode, and is set in one place', () => {
    const mode = (text: string) =>
      JSON.stringify(planOf(text).aws?.guardrails?.policies.find(({ purpose }) => purpose === 'ec2')?.content).match(
        /"mode":\{"@@assign":"(\w+)"/,
      )?.[1];
    expect(mode(organization())).toBe('block_bidirectional');
    const firewall = organization('', [
      ['egress: isolated ', 'egress: firewall '],
      ['  network: 10.64.0.0/12', '  firewall: { transitGateway: tgw-0a1b2c3d4e5f67890 }\n  network: 10.64.0.0/12'],
    ]);
    expect(mode(firewall)).toBe('block_ingress');
    const others = plan?.baselines.flatMap(({ singletons }) => singletons.filter(({ type }) => type?.includes('EC2')));
    expect(others?.map(({ by }) => by)).not.toContain('create');
  });

  test('it says what to enable, who deploys and what no policy binds', () => {
    const ids = plan?.notes.preconditions.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining([
        'policy-type-service-control-policy',
        'policy-type-resource-control-policy',
        'policy-type-declarative-policy-ec2',
        'policy-type-s3-policy',
        'policy-type-aiservices-opt-out-policy',
        'guardrails-rehearsed',
        'guardrails-administrators',
        'guardrails-slots',
      ]),
    );
    const risks = plan?.notes.residualRisks.join('\n');
    expect(risks).toMatch(/bind neither service-linked roles nor the management account/);
    expect(risks).not.toMatch(/guardrails are not part/);
  });

  test('what services hold themselves is held whole, and no unit may let go', () => {
    const content = (purpose: string) => guardrails?.policies.find((policy) => policy.purpose === purpose)?.content;
    const held = (value: string) => ({ '@@assign': value });
    expect(content('ec2')).toEqual({
      ec2_attributes: {
        exception_message: { '@@assign': expect.stringMatching(/guardrails/) },
        vpc_block_public_access: {
          internet_gateway_block: { mode: held('block_bidirectional'), exclusions_allowed: held('disabled') },
        },
        image_block_public_access: { state: held('block_new_sharing') },
        snapshot_block_public_access: { state: held('block_all_sharing') },
        serial_console_access: { status: held('disabled') },
        instance_metadata_defaults: {
          http_tokens: held('required'),
          http_put_response_hop_limit: held('1'),
          http_endpoint: held('enabled'),
          instance_metadata_tags: held('disabled'),
        },
      },
    });
    expect(content('s3')).toEqual({ s3_attributes: { public_access_block_configuration: held('all') } });
    const final = { '@@operators_allowed_for_child_policies': ['@@none'] };
    expect(content('ai')).toEqual({
      services: { ...final, default: { ...final, opt_out_policy: { ...final, '@@assign': 'optOut' } } },
    });
  });

  test('a reader sees each policy with its size, and each action let through with its reason', () => {
    const text = planText(planOf(organization()));
    expect(text).toContain('### Guardrails of o-a1b2c3d4e5, attached to ou-ab12-cd34ef56, 111111111111');
    for (const { name, size } of guardrails?.policies ?? [])
      expect(text).toMatch(new RegExp(`\\| ${name} \\| .* \\| ${size.used} of ${size.most} \\|`));
    for (const [action, reason] of GLOBAL_ACTIONS) expect(text).toContain(`| ${action} | ${reason} |`);
    expect(planText(planOf(awsOnly('in')))).not.toMatch(/Guardrails/);
  });

  test('models that answer from abroad are a decision that everyone sees', () => {
    const abroad = planOf(organization(', modelInference: abroad')).aws;
    expect(abroad?.notes.headlines).toContain('Bedrock may answer from abroad, by decision of the document');
    expect(abroad?.notes.residualRisks.join()).toMatch(/by decision of the country, Bedrock/);
    expect(plan?.notes.residualRisks.join()).not.toMatch(/Bedrock/);
  });
});

describe('the document', () => {
  const told = (change: string) =>
    problemsOf(organization(change)).map((problem) => [problem.severity, problem.title, underlined(problem)]);

  test('a sound one has nothing to tell', () => {
    expect(told('')).toEqual([]);
  });

  test('targets of the wrong form, twice, and where they do not hold', () => {
    const list = (targets: string) =>
      problemsOf(organization().replace(/targets: \[.*?\]/, `targets: [${targets}]`)).map((problem) => [
        problem.severity,
        problem.title,
        underlined(problem),
      ]);
    expect(list('ou-1')).toEqual([['error', 'not well formed', 'ou-1']]);
    expect(list('111111111111')).toEqual([['error', 'wrong type', '111111111111']]);
    expect(list('r-ab12')).toEqual([['warning', 'guardrails for the whole organisation', 'r-ab12']]);
    expect(list('ou-ab12-cd34ef56, ou-ab12-cd34ef56')).toEqual([['error', 'target named twice', 'ou-ab12-cd34ef56']]);
    expect(list('"999999999999"')).toEqual([['error', 'target that guardrails do not hold', '"999999999999"']]);
    expect(list('')).toEqual([['error', 'too short', '[]']]);
  });

  test('an organisation without its id, and a decision it does not know', () => {
    expect(problemsOf(organization().replace('id: o-a1b2c3d4e5, ', '')).map(({ title }) => title)).toEqual(['missing']);
    expect(told(', modelInference: world')).toEqual([['error', 'not an allowed value', 'world']]);
    expect(told(', modelInference: abroad')).toEqual([['warning', 'models may answer from abroad', 'abroad']]);
  });
});
