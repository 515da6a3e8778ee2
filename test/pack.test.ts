/** The tarball in the hands of a stranger: one construct in a blank CDK app, one in a blank CDKTF app. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const work = mkdtempSync(join(tmpdir(), 'pack-'));
const modules = join(work, 'node_modules');

beforeAll(() => {
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', work]);
  const [tarball] = readdirSync(work).filter((file) => file.endsWith('.tgz'));
  // Hermetic: the peers come from this project's own installation; CI installs from the registry as well.
  mkdirSync(modules);
  for (const entry of readdirSync('node_modules').filter((name) => !name.startsWith('.')))
    symlinkSync(resolve('node_modules', entry), join(modules, entry));
  execFileSync('tar', ['-xzf', join(work, tarball as string), '-C', modules]);
  execFileSync('mv', [join(modules, 'package'), join(modules, 'sovereign-ai-region')]);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

function run(script: string): { [key: string]: unknown } {
  writeFileSync(join(work, 'app.js'), script);
  return JSON.parse(
    execFileSync(process.execPath, ['app.js'], {
      cwd: work,
      encoding: 'utf8',
      env: { ...process.env, CDK_VALIDATION: 'false' },
    }),
  );
}

const loaded =
  'Object.keys(require.cache).map((file) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules)/.exec(file)?.[1])';

test('a blank CDK app makes a bucket, and loads nothing of Azure', () => {
  const { types, packages } = run(`
    const { App, Stack } = require('aws-cdk-lib');
    const { SovereignBucket } = require('sovereign-ai-region/aws');
    const stack = new Stack(new App(), 'Blank', { env: { region: 'eu-central-1' } });
    new SovereignBucket(stack, 'Models', { bucketName: 'models-\${AWS::AccountId}', keyArn: 'arn:aws:kms:eu-central-1:111122223333:key/x' });
    const template = stack.node.root.synth().getStackByName('Blank').template;
    console.log(JSON.stringify({ types: Object.values(template.Resources).map(({ Type }) => Type), packages: [...new Set(${loaded})] }));
  `);
  expect(types).toEqual(['AWS::S3::Bucket', 'AWS::S3::BucketPolicy']);
  expect(packages).toEqual(expect.arrayContaining(['aws-cdk-lib']));
  expect((packages as string[]).filter((name) => /cdktf/.test(name ?? ''))).toEqual([]);
});

test('a blank CDKTF app makes storage, and loads nothing of AWS', () => {
  const { types, packages } = run(
    `
    const { Testing, TerraformStack } = require('cdktf');
    const { SovereignStorage } = require('sovereign-ai-region/azure');
    const stack = new TerraformStack(Testing.app(), 'blank');
    new SovereignStorage(stack, 'models', AZURE_PROPS);
    const json = JSON.parse(Testing.synth(stack));
    console.log(JSON.stringify({ types: Object.keys(json.resource), packages: [...new Set(${loaded})] }));
  `.replace(
      'AZURE_PROPS',
      "{ name: 'modelsblank', location: 'germanywestcentral', resourceGroupName: 'rg', key: { kind: 'vault', versionlessId: 'https://v.vault.azure.net/keys/data', versionedId: 'https://v.vault.azure.net/keys/data/1', scope: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v/keys/data' } }",
    ),
  );
  expect(types).toEqual(expect.arrayContaining(['azurerm_storage_account']));
  expect((packages as string[]).filter((name) => /aws/.test(name ?? ''))).toEqual([]);
});

const failing = (build: string) => `
  let said = '';
  console.error = (text) => { said += text; };
  try { ${build} } catch (error) { said += error; }
`;

test('the checks inside a blank CDK app: a stack abroad fails, one at home passes', () => {
  const { home, abroad } = run(`
    const { App, Stack, Validations, aws_sns } = require('aws-cdk-lib');
    const { SovereignChecks } = require('sovereign-ai-region/aws');
    function synth(region) {
      ${failing(`
        const app = new App();
        new aws_sns.CfnTopic(new Stack(app, 'Blank', { env: { region } }), 'Topic', { kmsMasterKeyId: 'alias/own' });
        Validations.of(app).addPlugins(new SovereignChecks({ country: 'DE' }));
        app.synth();
      `)}
      return said;
    }
    console.log(JSON.stringify({ home: synth('eu-central-1'), abroad: synth('us-east-1') }));
  `);
  expect(home).toBe('');
  expect(abroad).toMatch(/residency\/location/);
});

test('the checks inside a blank CDKTF app: a stack abroad fails, one at home passes', () => {
  const { home, abroad } = run(`
    const { App, TerraformStack } = require('cdktf');
    const { ResourceGroup } = require('@cdktf/provider-azurerm/lib/resource-group');
    const { AzurermProvider } = require('@cdktf/provider-azurerm/lib/provider');
    const { SovereignChecks } = require('sovereign-ai-region/azure');
    function synth(location) {
      ${failing(`
        const app = new App({ skipBackendValidation: true });
        const stack = new TerraformStack(app, 'blank');
        new AzurermProvider(stack, 'azurerm', { features: [{}] });
        new ResourceGroup(stack, 'group', { name: 'group', location });
        app.node.addValidation(new SovereignChecks(app, { country: 'DE' }));
        app.synth();
      `)}
      return said;
    }
    console.log(JSON.stringify({ home: synth('germanywestcentral'), abroad: synth('westeurope') }));
  `);
  expect(home).toBe('');
  expect(abroad).toMatch(/residency\/location .*azurerm_resource_group\.group \[blank\/group\]/);
});

test('the core loads no cloud at all', () => {
  const { packages } = run(`
    const { planCountry, readCountry } = require('sovereign-ai-region');
    if (typeof planCountry !== 'function' || typeof readCountry !== 'function') throw new Error('not exported');
    console.log(JSON.stringify({ packages: [...new Set(${loaded})] }));
  `);
  expect((packages as string[]).filter((name) => /aws-cdk|cdktf|constructs/.test(name ?? ''))).toEqual([]);
});
