import { azureRegion } from '../../../lib/catalogue';
import { type AzurePlan, estatesOf, replicationFor, workspaceRetention } from '../../../lib/plan/azure';
import { COUNTRIES, planOf } from './countries';

const estates = estatesOf;
const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);

describe.each(COUNTRIES)('the Azure plan of %s', (country) => {
  const plan = planOf(country);

  test('is the same every time, and plain data', () => {
    expect(planOf(country)).toEqual(plan);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(JSON.parse(JSON.stringify(planOf(country))));
  });

  test('places and copies everything in the country', () => {
    const places = [plan.location, plan.regions.primary, plan.regions.recovery, ...plan.allowedLocations];
    for (const place of places) if (place) expect(azureRegion(place)?.country).toBe(country);
    if (plan.replication.kind.startsWith('G')) expect(azureRegion(plan.location)?.pairCountry).toBe(country);
  });

  test('names everything within the rules of Azure', () => {
    for (const { vault, root } of estates(plan)) {
      if (vault) expect(vault.name).toMatch(/^[a-z][a-z0-9]{2,23}$/);
      expect(root).toMatch(/^(bootstrap|hsm|foundation|recovery|data|cell-[a-z0-9-]+)$/);
    }
    for (const { name } of [...plan.data.accounts, plan.foundation.archive]) expect(name).toMatch(/^[a-z0-9]{3,24}$/);
    expect(plan.data.registry.name).toMatch(/^[a-z0-9]{5,50}$/);
    expect(plan.backend.storage_account_name).toMatch(/^[a-z0-9]{3,24}$/);
    for (const { cluster, pools } of plan.cells) {
      expect(cluster.name).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
      expect(cluster.dnsPrefix).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,52}[a-z0-9])?$/);
      expect(cluster.nodeResourceGroup.length).toBeLessThanOrEqual(80);
      for (const { name } of pools) expect(name).toMatch(/^[a-z][a-z0-9]{0,11}$/);
    }
    for (const { resourceGroup } of plan.roots) expect((resourceGroup ?? '').length).toBeLessThanOrEqual(90);
  });

  test('promises each thing once', () => {
    const keys = plan.expectations.map(({ stack, type, identity }) => JSON.stringify([stack, type, identity]));
    expect(new Set(keys).size).toBe(keys.length);
    const promises = plan.expectations.map(({ stack, promise }) => `${stack} ${promise}`);
    expect(new Set(promises).size).toBe(promises.length);
  });
});

describe('replication', () => {
  test('copies to the pair only where it is asked for and in the country', () => {
    expect(replicationFor('centralindia', 'southindia').kind).toBe('GZRS');
    expect(replicationFor('uaecentral', 'uaenorth').kind).toBe('GRS');
    expect(replicationFor('centralindia').kind).toBe('ZRS');
    expect(replicationFor('uaecentral').kind).toBe('LRS');
    // The pair of Brazil South is in the United States: never, whatever is asked for.
    expect(replicationFor('brazilsouth', 'southcentralus').kind).toBe('ZRS');
    expect(replicationFor('centralindia', 'westindia').kind).toBe('ZRS');
  });
});

describe('retention', () => {
  test('takes the next length a workspace has, and leaves the rest to the archive', () => {
    expect([1, 30, 32, 180, 181, 730, 3650].map(workspaceRetention)).toEqual([30, 30, 60, 180, 270, 730, 730]);
    const { foundation } = planOf('DE');
    expect(foundation.workspace.retentionDays).toBe(730);
    expect(foundation.archive.lockDays).toBe(3650);
  });
});

describe('names', () => {
  test('differ between two users who build the same country', () => {
    const mine = planOf('IN');
    const yours = planOf('IN', (text) => text.replace('sovereignstatein', 'otherstatein'));
    const globals = (plan: AzurePlan) => [
      ...estates(plan).map(({ vault }) => vault?.name),
      ...plan.data.accounts.map(({ name }) => name),
      plan.foundation.archive.name,
      plan.data.registry.name,
    ];
    for (const name of globals(mine)) expect(globals(yours)).not.toContain(name);
  });

  test('of the longest cell still fit, and still differ', () => {
    const long = (name: string) => planOf('IN', (text) => text.replace('pune-a', name)).cells[0];
    const [a, b] = [long('a2345678901234567890'), long('a2345678901234567891')];
    expect(a?.vault?.name.length).toBeLessThanOrEqual(24);
    expect(a?.cluster.dnsPrefix.length).toBeLessThanOrEqual(54);
    expect(a?.vault?.name).not.toBe(b?.vault?.name);
    expect(a?.cluster.dnsPrefix).not.toBe(b?.cluster.dnsPrefix);
  });

  test('of a cell called like a root are its own', () => {
    const { roots } = planOf('IN', (text) => text.replace('pune-a', 'data'));
    const groups = roots.flatMap(({ resourceGroup }) => resourceGroup ?? []);
    expect(new Set(groups).size).toBe(groups.length);
    expect(new Set(roots.map(({ name }) => name)).size).toBe(roots.length);
  });
});

describe('subscriptions', () => {
  test('are the given one where the document names none', () => {
    for (const root of planOf('IN').roots) {
      expect(root.subscription).toBeUndefined();
      if (root.resourceGroup) expect(root.resourceGroupId).toContain('/subscriptions/${var.subscription_id}/');
      expect(root.asksSubscription).toBe(true);
    }
  });

  test('are literal where it names them, for their own root and for the roots that lead there', () => {
    const plan = planOf('DE');
    const [fra, other] = plan.cells;
    expect(fra?.subscription).toBe('33333333-3333-3333-3333-333333333333');
    for (const cell of [fra, other])
      expect(cell?.registryId).toContain('/subscriptions/22222222-2222-2222-2222-222222222222/');
    const asks = Object.fromEntries(plan.roots.map(({ name, asksSubscription }) => [name, asksSubscription]));
    // The foundation keeps the activity log of every subscription, the given one too.
    expect(asks).toEqual({
      // Roles may be given in every subscription, and are given in each.
      bootstrap: true,
      access: true,
      baseline: false,
      'baseline-data': false,
      'baseline-cell-fra': false,
      'baseline-cell-fra-b': true,
      foundation: true,
      data: false,
      'cell-fra': false,
      'cell-fra-b': true,
    });
    expect(plan.foundation.subscriptions).toHaveLength(4);
  });
});

describe('notes', () => {
  const preconditions = (country: (typeof COUNTRIES)[number]) => ids(planOf(country).notes.preconditions);

  test('ask for features by what the pools need', () => {
    expect(preconditions('AE')).toContain('nd-host-encryption');
    expect(preconditions('IN')).not.toContain('nd-host-encryption');
    expect(preconditions('DE')).toContain('arm-images');
  });

  test('ask access to a restricted region', () => {
    expect(preconditions('AE')).toContain('region-access-uaecentral');
    expect(preconditions('IN').filter((id) => id.startsWith('region-access'))).toEqual([]);
  });

  test('say what is unconfirmed of isolation, and what a firewall needs', () => {
    expect(preconditions('IN')).toEqual(expect.arrayContaining(['isolated-gpu-driver', 'isolated-policy']));
    expect(preconditions('BR')).toEqual(expect.arrayContaining(['firewall-peering', 'firewall-list']));
    expect(preconditions('BR')).not.toContain('isolated-gpu-driver');
    expect(preconditions('IN')).not.toContain('firewall-peering');
  });

  test('are each named once, with what to do', () => {
    for (const country of COUNTRIES) {
      const { preconditions: list } = planOf(country).notes;
      expect(new Set(ids(list)).size).toBe(list.length);
      for (const { how, text } of list) expect([how, text]).not.toContain('');
    }
  });

  test('say what the vendor copies by itself', () => {
    expect(planOf('IN').notes.residualRisks.join('\n')).toContain('copied to the pair southindia (India)');
    expect(planOf('BR').notes.residualRisks.join('\n')).toContain('exempts it from key vault replication');
    expect(planOf('QA').notes.residualRisks.join('\n')).toContain('has no pair');
  });

  test('mark each fact with its date, its source and how sure it is', () => {
    for (const country of COUNTRIES)
      for (const fact of planOf(country).notes.facts) {
        expect(fact.asOf).toMatch(/^\d{4}-\d{2}/);
        expect(fact.sources.length).toBeGreaterThan(0);
        expect(fact.confidence).not.toBe('');
      }
  });
});
