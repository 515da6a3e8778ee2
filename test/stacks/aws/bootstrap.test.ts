/** The bootstrap's templates: the contract of the pinned CDK CLI, kept; and what its stock template has, left out. */
import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { parse, stringify } from 'yaml';
import type { AwsPlan } from '../../../lib/plan/aws';
import { typesOf } from '../../../lib/plan/aws/bootstrap/execution';
import { awsApp } from '../../../stacks/aws';
import { access, awsOnly, awsTemplates, organization, planOf } from '../../support/plans';

const plan = planOf(access());
const templates = awsTemplates(plan);
const first = templates['bootstrap'];
const second = templates['bootstrap-recovery'];
const limits = templates['bootstrap-limits'];
if (!first || !second || !limits) throw new Error('no bootstrap');

interface Stock {
  readonly Parameters: Record<string, { readonly Default?: string }>;
  readonly Resources: Record<string, { readonly Type: string; readonly Properties: Record<string, never> }>;
  readonly Outputs: Record<string, { readonly Value: string }>;
}
const stock = parse(readFileSync('node_modules/aws-cdk/lib/api/bootstrap/bootstrap-template.yaml', 'utf8')) as Stock;
/** A name of the stock template, as ours has it. */
const named = (resource: string, property: string): string =>
  JSON.stringify(stock.Resources[resource]?.Properties[property])
    .replaceAll('${Qualifier}', 'sovin')
    .replaceAll('${AWS::Region}', 'ap-south-1');

/** As the CLI sends it: CloudFormation takes 51,200 bytes in the call. With room for what the stacks come to hold. */
function expectNoBucketNeeded(text: string): void {
  const sizes = Object.entries(awsTemplates(planOf(text)))
    .filter(([name]) => /^(bootstrap|access)/.test(name))
    .map(([name, template]) => [name, Buffer.byteLength(stringify(template.toJSON()))] as const);
  expect(sizes.length).toBeGreaterThan(1);
  expect(sizes.filter(([, size]) => size >= 48_000)).toEqual([]);
}

describe('contract of the CLI', () => {
  const { Parameters = {}, Outputs = {}, Resources } = first.toJSON();

  test('what the CLI reads is there, and its version is a literal between what it needs and what is not allowed', () => {
    expect(Object.keys(Outputs).sort()).toEqual(['BootstrapVersion', 'BucketDomainName', 'BucketName']);
    for (const output of Object.keys(Outputs)) expect(Object.keys(stock.Outputs)).toContain(output);
    const version = Number(Outputs.BootstrapVersion.Value);
    expect(Resources.CdkBootstrapVersion.Properties.Value).toBe(String(version));
    // 21: templates of other accounts are not taken; 23: rollback; 28: stacks may be refactored.
    expect(version).toBeGreaterThanOrEqual(23);
    expect(version).toBeLessThan(28);
    expect(version).toBeLessThanOrEqual(Number(stock.Outputs['BootstrapVersion']?.Value));
    expect(JSON.stringify(Outputs.BucketName.Value)).toContain('Templates');
    expect(Outputs.BucketDomainName.Value['Fn::GetAtt'][1]).toBe('RegionalDomainName');
  });

  test('parameters are those the CLI knows, and their defaults keep it from replacing this by its own', () => {
    expect(Object.keys(Parameters)).toEqual(['BootstrapVariant']);
    expect(Parameters.BootstrapVariant.Default).toBe('Sovereign AI Region: IN');
    expect(Parameters.BootstrapVariant.AllowedValues).toEqual(['Sovereign AI Region: IN']);
    expect(Parameters.BootstrapVariant.Default).not.toBe(stock.Parameters['BootstrapVariant']?.Default);
  });

  test('names are those the CLI and the stacks expect', () => {
    const names = JSON.stringify(Resources);
    expect(names).toContain(named('FilePublishingRole', 'RoleName'));
    expect(names).toContain(named('DeploymentActionRole', 'RoleName'));
    expect(names).toContain(named('CloudFormationExecutionRole', 'RoleName'));
    expect(JSON.stringify({ Name: Resources.CdkBootstrapVersion.Properties.Name })).toBe(
      '{"Name":"/cdk-bootstrap/sovin/version"}',
    );
    expect(JSON.stringify(stock.Resources['CdkBootstrapVersion']?.Properties['Name'])).toContain(
      '/cdk-bootstrap/${Qualifier}/version',
    );
    const bucket = stock.Resources['StagingBucket']?.Properties['BucketName'] as unknown as {
      'Fn::If'?: { 'Fn::Sub': string }[];
    };
    expect(bucket['Fn::If']?.[2]?.['Fn::Sub']).toBe('cdk-${Qualifier}-assets-${AWS::AccountId}-${AWS::Region}');
    first.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: { 'Fn::Sub': 'cdk-sovin-assets-${AWS::AccountId}-ap-south-1' },
    });
  });

  test('the stacks are deployed by these roles and this bucket, and nothing is looked up', () => {
    const assembly = awsApp([plan], { validation: false }).synth();
    const archive = assembly.getStackByName('sovereign-in-archive');
    expect(archive.assumeRoleArn).toContain(':role/cdk-sovin-deploy-role-');
    expect(archive.cloudFormationExecutionRoleArn).toContain(':role/cdk-sovin-cfn-exec-role-');
    expect(archive.stackTemplateAssetObjectUrl).toContain('s3://cdk-sovin-assets-');
    expect(archive.bootstrapStackVersionSsmParameter).toBe('/cdk-bootstrap/sovin/version');
    expect(archive.lookupRole).toBeUndefined();
    const own = ['bootstrap-limits', 'bootstrap'].map((name) => assembly.getStackByName(`sovereign-in-${name}`));
    for (const { assumeRoleArn, cloudFormationExecutionRoleArn, assets } of own)
      expect([assumeRoleArn, cloudFormationExecutionRoleArn, assets]).toEqual([undefined, undefined, []]);
    for (const { environment } of own)
      expect(environment).toMatchObject({ account: 'unknown-account', region: 'ap-south-1' });
  });

  test('it is small enough to need no bucket itself', () => {
    for (const text of [organization(), access(), awsOnly('ae')]) expectNoBucketNeeded(text);
  });

  test.each([
    ['session', '{ kind: session }'],
    ['vpn', '{ kind: vpn, gateway: 198.51.100.7, operators: [192.168.0.0/24] }'],
    ['circuit', '{ kind: circuit, gateway: 0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f, operators: [192.168.0.0/24] }'],
  ])('nor does that of a document that asks for all: %s', (_, path) => {
    const all = access([
      ['egress: isolated', 'egress: firewall'],
      ['management: "999999999999"', 'management: "999999999999", network: "888888888888"'],
      [
        '  organization:',
        `  firewall: { network: 10.96.0.0/24, allow: [repo.example.org] }\n  path: ${path}\n  organization:`,
      ],
    ]);
    expectNoBucketNeeded(all);
  });
});

describe('what the stock bootstrap has and this has not', () => {
  test('no administrator, no role that reads everything, no repository, no other account', () => {
    for (const template of [limits, first, second]) {
      template.resourceCountIs('AWS::ECR::Repository', 0);
      const text = JSON.stringify(template.toJSON());
      for (const word of ['AdministratorAccess', 'ReadOnlyAccess', 'lookup', 'TrustedAccounts', 'hnb659fds'])
        expect(text).not.toContain(word);
    }
  });

  test('each region refuses the other', () => {
    for (const [template, region] of [
      [first, 'ap-south-1'],
      [second, 'ap-south-2'],
    ] as const)
      expect(template.toJSON().Rules.InTheCountry.Assertions).toEqual([
        {
          Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, region] },
          AssertDescription: `This template is for ${region} only`,
        },
      ]);
  });

  test('policies are made once in an account, by a stack of their own', () => {
    const count = plan.aws?.bootstrap.execution.length ?? 0;
    expect(count).toBeGreaterThan(0);
    limits.resourceCountIs('AWS::IAM::ManagedPolicy', 1 + count);
    expect(Object.keys(limits.toJSON().Resources)).toHaveLength(1 + count);
    for (const template of [first, second]) {
      template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
      template.resourceCountIs('AWS::IAM::Role', 3);
    }
    for (const { name } of [plan.aws?.identity.boundary, ...(plan.aws?.bootstrap.execution ?? [])].flatMap(
      (one) => one ?? [],
    ))
      limits.hasResourceProperties('AWS::IAM::ManagedPolicy', { ManagedPolicyName: name });
    for (const template of [first, second])
      template.hasResourceProperties('AWS::IAM::Role', {
        RoleName: Match.objectLike({ 'Fn::Sub': Match.stringLikeRegexp('^cdk-sovin-cfn-exec-role-') }),
        ManagedPolicyArns: Array.from({ length: count }, (_, index) => ({
          'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/sovereign-in-deploy-${index + 1}`,
        })),
      });
  });

  test('what roles name is there first', () => {
    const assembly = awsApp([plan], { validation: false }).synth();
    const before = (stack: string): string[] => assembly.getStackByName(stack).dependencies.map(({ id }) => id);
    for (const stack of ['bootstrap', 'bootstrap-recovery', 'access'])
      expect(before(`sovereign-in-${stack}`)).toEqual(['sovereign-in-bootstrap-limits']);
    expect(before('sovereign-in-bootstrap-limits')).toEqual([]);
  });

  test('templates lie under a key of their own; one made out of band comes by the parameter of the CLI', () => {
    first.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/sovereign-in-bootstrap' });
    const external = awsTemplates(planOf(awsOnly('in', ['custody: cmk', 'custody: external'])))['bootstrap'];
    external?.resourceCountIs('AWS::KMS::Key', 0);
    external?.hasParameter('FileAssetsBucketKmsKeyId', { Type: 'String', Default: Match.absent() });
    expect(Object.keys(stock.Parameters)).toContain('FileAssetsBucketKmsKeyId');
  });
});

describe('CloudFormation may make what the templates hold, and nothing that none of them could', () => {
  const firewall = '  firewall: { transitGateway: tgw-0a1b2c3d4e5f67890 }\n  network: 10.64.0.0/12';
  const documents = {
    plain: awsOnly('in'),
    emirates: awsOnly('ae'),
    guarded: organization(),
    people: access(),
    external: awsOnly('in', ['custody: cmk', 'custody: external']),
    firewall: awsOnly('in', ['egress: isolated ', 'egress: firewall '], ['  network: 10.64.0.0/12', firewall]),
  };
  test.each(Object.entries(documents))('%s', (_, text) => {
    const country = planOf(text);
    const { expectations } = country.aws as AwsPlan;
    const own = new Set(
      country.aws?.stacks.filter(({ purpose }) => /^(limits|bootstrap|access)$/.test(purpose)).map(({ name }) => name),
    );
    const emitted = Object.entries(awsTemplates(country))
      .filter(([name]) => !/^(bootstrap|access)/.test(name))
      .flatMap(([, template]) => Object.values<{ Type: string }>(template.toJSON().Resources).map(({ Type }) => Type));
    const promised = expectations.filter(({ stack }) => !own.has(stack)).map(({ type }) => type);
    const may = typesOf(promised);
    expect([...new Set(emitted)].filter((type) => !may.includes(type))).toEqual([]);
    // Every service it may work with is one that a template has something of.
    const services = (types: string[]) => [...new Set(types.map((type) => type.split('::')[1]))].sort();
    expect(services(may)).toEqual(services(emitted));
  });
});
