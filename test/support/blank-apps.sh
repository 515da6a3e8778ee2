#!/usr/bin/env bash
# Installs the packed tarball with npm, as a user would, into two blank apps, and makes one construct in each.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm pack --ignore-scripts --silent --pack-destination "$work" >/dev/null
tarball=$(ls "$work"/*.tgz)
version() { node -p "require('$root/package.json').devDependencies['$1']"; }

mkdir "$work/cdk" "$work/cdktf"
cd "$work/cdk"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent "$tarball" "aws-cdk-lib@$(version aws-cdk-lib)" "constructs@$(version constructs)"
CDK_VALIDATION=false node -e "
const { App, Stack } = require('aws-cdk-lib');
const { SovereignKey } = require('sovereign-ai-region/aws');
const stack = new Stack(new App(), 'Blank');
new SovereignKey(stack, 'Key', { purpose: 'data', alias: 'alias/data', description: 'data', through: ['s3'] });
console.log('CDK app:', Object.keys(stack.node.root.synth().getStackByName('Blank').template.Resources).join(', '));
"
CDK_VALIDATION=false node -e "
console.error = () => {}; // the report of what is meant to fail
const { App, Stack, Validations, aws_sns } = require('aws-cdk-lib');
const { SovereignChecks } = require('sovereign-ai-region/aws');
const synth = (region) => {
  const app = new App();
  new aws_sns.CfnTopic(new Stack(app, 'Blank', { env: { region } }), 'Topic', { kmsMasterKeyId: 'alias/own' });
  Validations.of(app).addPlugins(new SovereignChecks({ country: 'DE' }));
  app.synth();
};
synth('eu-central-1');
require('assert').throws(() => synth('us-east-1'), /ValidationFailed|Validation failed/);
console.log('CDK app: the checks pass at home and fail abroad');
"
test ! -e node_modules/cdktf || { echo "a CDK app was given cdktf"; exit 1; }

cd "$work/cdktf"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent "$tarball" "cdktf@$(version cdktf)" "@cdktf/provider-azurerm@$(version @cdktf/provider-azurerm)" "constructs@$(version constructs)"
node -e "
const { Testing, TerraformStack } = require('cdktf');
const { SovereignStorage } = require('sovereign-ai-region/azure');
const stack = new TerraformStack(Testing.app(), 'blank');
new SovereignStorage(stack, 'models', { name: 'modelsblank', location: 'germanywestcentral', resourceGroupName: 'rg', key: { kind: 'vault', versionlessId: 'https://v.vault.azure.net/keys/data', versionedId: 'https://v.vault.azure.net/keys/data/1', scope: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v' } });
console.log('CDKTF app:', Object.keys(JSON.parse(Testing.synth(stack)).resource).join(', '));
"
node -e "
const { App, TerraformStack } = require('cdktf');
const { ResourceGroup } = require('@cdktf/provider-azurerm/lib/resource-group');
const { AzurermProvider } = require('@cdktf/provider-azurerm/lib/provider');
const { SovereignChecks } = require('sovereign-ai-region/azure');
const synth = (location) => {
  const app = new App({ skipBackendValidation: true });
  const stack = new TerraformStack(app, 'blank');
  new AzurermProvider(stack, 'azurerm', { features: [{}] });
  new ResourceGroup(stack, 'group', { name: 'group', location });
  app.node.addValidation(new SovereignChecks(app, { country: 'DE' }));
  app.synth();
};
synth('germanywestcentral');
require('assert').throws(() => synth('westeurope'), /residency\/location/);
console.log('CDKTF app: the checks pass at home and fail abroad');
"
test ! -e node_modules/aws-cdk-lib || { echo "a CDKTF app was given aws-cdk-lib"; exit 1; }
