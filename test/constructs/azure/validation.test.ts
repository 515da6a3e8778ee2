/** The checks inside a blank CDKTF app: a stack that breaks an invariant fails, a clean one passes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogAnalyticsWorkspace } from '@cdktf/provider-azurerm/lib/log-analytics-workspace';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, Aspects, TerraformStack } from 'cdktf';
import { SovereignChecks, SovereignStorage } from '../../../constructs/azure';
import { profileOf } from '../../support/profile';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'validation-'));
});
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

const KEY = {
  kind: 'vault',
  versionlessId: 'https://v.vault.azure.net/keys/data',
  versionedId: 'https://v.vault.azure.net/keys/data/1',
  scope: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v/keys/data',
} as const;

/** A stack with storage of ours, and a workspace that keeps logs for some days where that is said. */
function stackOf(app: App, id: string, location: string, days?: number): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AzurermProvider(stack, 'azurerm', { features: [{}] });
  new SovereignStorage(stack, 'models', { name: `models${id}`, location, resourceGroupName: 'rg', key: KEY });
  if (days !== undefined)
    new LogAnalyticsWorkspace(stack, 'logs', {
      name: 'logs',
      location,
      resourceGroupName: 'rg',
      retentionInDays: days,
    });
  return stack;
}

/** What synthesis complains of; nothing where it succeeds. */
function complaint(
  build: (app: App) => void,
  country: ConstructorParameters<typeof SovereignChecks>[1]['country'] = 'IN',
) {
  const app = new App({ outdir, skipBackendValidation: true });
  build(app);
  app.node.addValidation(new SovereignChecks(app, { country }));
  try {
    app.synth();
    return '';
  } catch (error) {
    return String(error);
  }
}

const retention =
  /audit\/log-retention \(high\) azurerm_log_analytics_workspace\.logs \[blank\/logs\]: .*30 days.*; mend: /;

test('a clean stack passes', () => {
  expect(complaint((app) => stackOf(app, 'blank', 'centralindia'))).toBe('');
});

test('a stack abroad, and logs kept too short, fail with construct and remedy', () => {
  const said = complaint((app) => {
    stackOf(app, 'blank', 'centralindia', 30);
    stackOf(app, 'abroad', 'westeurope');
  });
  expect(said).toMatch(retention);
  expect(said).toMatch(/residency\/location \(critical\) .*\[abroad\/models\/.*\]: .*Netherlands/);
  expect(said).not.toContain(outdir);
});

test('what an aspect breaks afterwards is seen', () => {
  const said = complaint((app) => {
    Aspects.of(stackOf(app, 'blank', 'centralindia', 365)).add({
      visit(node) {
        if (node instanceof LogAnalyticsWorkspace) node.retentionInDays = 30;
      },
    });
  });
  expect(said).toMatch(retention);
});

test('on a stack it judges that stack, before it is written', () => {
  const app = new App({ outdir, skipBackendValidation: true });
  stackOf(app, 'abroad', 'westeurope');
  const stack = stackOf(app, 'blank', 'centralindia', 30);
  stack.node.addValidation(new SovereignChecks(stack, { country: 'in' }));
  expect(() => app.synth()).toThrow(retention);
  expect(stack.node.validate().join()).not.toContain('abroad');
});

test("a country's document decides how long logs are kept; a country nobody knows is refused", () => {
  expect(complaint((app) => stackOf(app, 'blank', 'centralindia', 30), profileOf('stacks/countries/in.yaml'))).toMatch(
    retention,
  );
  expect(() => new SovereignChecks(new App({ outdir }), { country: 'XX' })).toThrow(/no country XX; allowed: .*IN/);
});
