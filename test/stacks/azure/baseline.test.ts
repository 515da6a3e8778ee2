/** What each subscription has once: registered once, wherever cells share it. */
import type { AzurePlan } from '../../../lib/plan/azure';
import { azureRoots } from '../../../stacks/azure';
import { COUNTRIES, planOf } from '../../plan/azure/countries';

type Body = Readonly<Record<string, unknown>>;
const also =
  (line: string) =>
  (text: string): string =>
    text.replace(/^azure:\n/m, `azure:\n  ${line}\n`);
const baselinesOf = (plan: AzurePlan): Record<string, Record<string, Record<string, Body>>> =>
  Object.fromEntries(
    Object.entries(azureRoots({ azure: plan }))
      .filter(([name]) => name.startsWith('baseline'))
      .map(([name, text]) => [name, JSON.parse(text).resource ?? {}]),
  );
const all = (resources: Record<string, Record<string, Body>> | undefined, type: string): Body[] =>
  Object.values(resources?.[`azurerm_${type}`] ?? {});

test.each(COUNTRIES)('a subscription of %s has one baseline, whoever shares it', (country) => {
  const plan = planOf(country);
  const subscriptions = plan.baselines.map(({ subscription }) => subscription);
  expect(new Set(subscriptions).size).toBe(subscriptions.length);
  expect([...subscriptions].sort()).toEqual([...plan.identity.subscriptions].sort());
  expect(plan.roots.filter(({ purpose }) => purpose === 'baseline').map(({ name }) => name)).toEqual(
    plan.baselines.map(({ root }) => root),
  );
});

test('features are turned on where nodes need them, and only there', () => {
  const features = (plan: AzurePlan) =>
    Object.fromEntries(
      Object.entries(baselinesOf(plan)).map(([root, resources]) => [
        root,
        all(resources, 'resource_provider_registration').flatMap(({ feature }) =>
          ((feature ?? []) as Body[]).map(({ name }) => name),
        ),
      ]),
    );
  expect(features(planOf('DE'))).toEqual({
    baseline: [],
    'baseline-data': [],
    'baseline-cell-fra': ['EncryptionAtHost', 'AKSInfinibandSupport'],
    'baseline-cell-fra-b': ['EncryptionAtHost'],
  });
  expect(features(planOf('IN'))).toEqual({ baseline: ['EncryptionAtHost'] });
});

test('what the bootstrap needs is registered before it, by hand', () => {
  const plan = planOf('IN');
  const [baseline] = plan.baselines;
  const made = all(baselinesOf(plan)['baseline'], 'resource_provider_registration').map(({ name }) => name);
  const first = baseline?.providers.filter(({ by }) => by === 'bootstrap').map(({ namespace }) => namespace) ?? [];
  expect(first).toEqual(expect.arrayContaining(['Microsoft.KeyVault', 'Microsoft.Network', 'Microsoft.Storage']));
  expect(made).toEqual(expect.arrayContaining(['Microsoft.Compute', 'Microsoft.ContainerService']));
  for (const namespace of first) expect(made).not.toContain(namespace);
  const { how } = plan.notes.preconditions.find(({ id }) => id === 'baseline-first') ?? { how: '' };
  for (const namespace of first) expect(how).toContain(namespace);
});

test('what is there already is left alone, and said', () => {
  const plan = planOf('IN', also('baseline: { providers: existing }'));
  const { baseline } = baselinesOf(plan);
  expect(all(baseline, 'resource_provider_registration')).toEqual([]);
  for (const alert of all(baseline, 'monitor_activity_log_alert')) expect(alert).not.toHaveProperty('depends_on');
  const { how } = plan.notes.preconditions.find(({ id }) => id === 'baseline-providers') ?? { how: '' };
  expect(how).toContain('az feature register --namespace Microsoft.Compute --name EncryptionAtHost');
});

test('a network watcher is the one Azure makes, or ours', () => {
  expect(planOf('IN').baselines[0]?.watcher).toEqual({
    by: 'existing',
    name: 'NetworkWatcher_centralindia',
    resourceGroup: 'NetworkWatcherRG',
  });
  const plan = planOf('IN', also('baseline: { networkWatcher: create }'));
  const resources = baselinesOf(plan)['baseline'];
  expect(all(resources, 'network_watcher')).toEqual([
    expect.objectContaining({ name: plan.baselines[0]?.watcher.name, location: 'centralindia' }),
  ]);
  expect(all(resources, 'resource_group_policy_assignment')).toHaveLength(1);
  expect(all(baselinesOf(planOf('IN'))['baseline'], 'network_watcher')).toEqual([]);
});

test('Defender is off unless it is asked for, and then its place is said', () => {
  expect(all(baselinesOf(planOf('IN'))['baseline'], 'security_center_subscription_pricing')).toEqual([]);
  const plan = planOf('IN', also('baseline: { defender: create }'));
  const plans = all(baselinesOf(plan)['baseline'], 'security_center_subscription_pricing');
  expect(plans.map(({ resource_type: type }) => type)).toEqual(['Arm', 'Containers', 'KeyVaults', 'StorageAccounts']);
  for (const { tier, depends_on: after } of plans) {
    expect(tier).toBe('Standard');
    expect(after).toEqual(['azurerm_resource_provider_registration.subscription_register-microsoft-security']);
  }
  expect(plan.notes.residualRisks.join('\n')).toContain('Defender for Cloud keeps alerts');
});
