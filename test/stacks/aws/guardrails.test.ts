import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Guardrail } from '../../../constructs/aws';
import { judge } from '../../../lib/checks/judge';
import { MOST_CHARACTERS } from '../../../lib/plan/aws';
import { awsOnly, awsTemplates, organization, planOf } from '../../support/plans';

const plan = planOf(organization());
const templates = awsTemplates(plan);
const stack = templates['guardrails'] as Template;

test('the policies of the plan are there, attached, and stay when the stack goes', () => {
  const found = Object.values(stack.findResources('AWS::Organizations::Policy'));
  expect(found.map(({ Properties }) => Properties)).toEqual(
    plan.aws?.guardrails?.policies.map(({ name, type, reason, content }) => ({
      Name: name,
      Type: type,
      Description: `India: ${reason}`,
      Content: content,
      TargetIds: ['ou-ab12-cd34ef56', '111111111111'],
    })),
  );
  for (const policy of found)
    expect([policy['DeletionPolicy'], policy['UpdateReplacePolicy']]).toEqual(['Retain', 'Retain']);
});

test('they are attached one after another: Organizations refuses two changes at a time', () => {
  const found = Object.entries(stack.findResources('AWS::Organizations::Policy'));
  for (const [index, [, policy]] of found.entries())
    expect(policy['DependsOn']).toEqual(index === 0 ? undefined : expect.arrayContaining([found[index - 1]?.[0]]));
});

test('nothing else is in the stack', () => {
  const types = Object.values<{ Type: string }>(stack.toJSON().Resources).map(({ Type }) => Type);
  expect(new Set(types)).toEqual(new Set(['AWS::Organizations::Policy']));
  expect(stack.toJSON().Parameters?.CellAccounts).toBeUndefined();
});

test('the emitted, minified text is within its budget', () => {
  for (const { Properties } of Object.values(stack.findResources('AWS::Organizations::Policy')))
    expect(JSON.stringify(Properties.Content).length).toBeLessThanOrEqual(
      MOST_CHARACTERS[Properties.Type as keyof typeof MOST_CHARACTERS],
    );
});

test('what a declarative policy locks, no stack sets too', () => {
  const locked = ['VPCBlockPublicAccessOptions', 'VPCBlockPublicAccessExclusion', 'SnapshotBlockPublicAccess'];
  for (const template of Object.values(templates))
    for (const type of locked) template.resourceCountIs(`AWS::EC2::${type}`, 0);
});

test('the other stacks are the same with guardrails and without, but for what the policies lock, the management account brings, and endpoints, which pin the organisation', () => {
  const { guardrails: _, ...others } = Object.fromEntries(
    Object.entries(templates).map(([name, template]) => [name, withoutEndpoints(template)]),
  );
  const bare = Object.fromEntries(
    Object.entries(awsTemplates(planOf(awsOnly('in')))).map(([name, template]) => [name, withoutEndpoints(template)]),
  );
  const apart = (stacks: object) =>
    Object.fromEntries(Object.entries(stacks).filter(([name]) => !/^(bootstrap|baseline|audit|archive)/.test(name)));
  expect(apart(others)).toEqual(apart(bare));
});

const withoutEndpoints = (template: Template): unknown => {
  const { Resources, ...rest } = template.toJSON();
  const kept = Object.entries<{ Type: string }>(Resources).filter(([, { Type }]) => Type !== 'AWS::EC2::VPCEndpoint');
  return { ...rest, Resources: Object.fromEntries(kept) };
};

test('a policy that was weakened after the plan is found', () => {
  const { Resources } = stack.toJSON();
  const [id] = Object.keys(
    stack.findResources('AWS::Organizations::Policy', { Properties: { Name: 'sovereign-in-region' } }),
  );
  const found = (change: (properties: { Content: { Statement: unknown[] }; TargetIds: string[] }) => void) => {
    const resources = structuredClone(Resources);
    change(resources[id as string].Properties);
    const text = JSON.stringify({ Resources: resources });
    return judge(
      [{ name: 'x.json', text, stack: 'sovereign-in-guardrails', region: 'ap-south-1' }],
      plan,
    ).findings.filter(
      ({ check, resource, result }) => check === 'conformance/promised' && resource.address === id && result === 'fail',
    );
  };
  expect(found(() => undefined)).toEqual([]);
  expect(found(({ Content }) => Content.Statement.pop())).toHaveLength(1);
  expect(found(({ TargetIds }) => TargetIds.pop())).toHaveLength(1);
});

describe('Guardrail alone', () => {
  const make = (content: Record<string, unknown>) => {
    const blank = new Stack(new App(), 'Blank');
    new Guardrail(blank, 'Leave', {
      policyName: 'nobody-leaves',
      type: 'RESOURCE_CONTROL_POLICY',
      description: 'nobody leaves',
      content,
      targets: ['r-ab12'],
    });
    return Template.fromStack(blank);
  };

  test('takes any policy', () => {
    make({ Version: '2012-10-17' }).hasResourceProperties('AWS::Organizations::Policy', {
      Name: 'nobody-leaves',
      Type: 'RESOURCE_CONTROL_POLICY',
      Content: { Version: '2012-10-17' },
      TargetIds: ['r-ab12'],
    });
  });

  test('refuses one that Organizations would', () => {
    expect(() => make({ text: 'x'.repeat(5_109) })).not.toThrow();
    expect(() => make({ text: 'x'.repeat(5_110) })).toThrow(
      'nobody-leaves has 5121 characters; RESOURCE_CONTROL_POLICY takes 5120',
    );
  });
});
