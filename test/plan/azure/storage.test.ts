import { azureRegion } from '../../../lib/catalogue';
import { copiesOf, type StoragePlan } from '../../../lib/plan/azure';
import { COUNTRIES, planOf } from './countries';

const accountsOf = (country: Parameters<typeof planOf>[0]): StoragePlan[] => {
  const { foundation, recovery, data } = planOf(country);
  return [
    foundation.archive,
    ...data.accounts,
    ...(recovery ? [...recovery.accounts, recovery.archive] : []),
  ] as StoragePlan[];
};

describe('copies', () => {
  test.each([
    [{ primary: 'centralindia' }, undefined, undefined],
    [{ primary: 'centralindia', recovery: 'southindia' }, undefined, 'pair'],
    [{ primary: 'centralindia', recovery: 'westindia' }, undefined, 'account'],
    [{ primary: 'centralindia', recovery: 'southindia' }, 'account', 'account'],
    [{ primary: 'brazilsouth', recovery: 'brazilsoutheast' }, undefined, 'account'],
  ] as const)('from %j, asked for as %s: %s', (regions, copies, expected) => {
    expect(copiesOf({ regions, copies })).toBe(expected);
  });

  test('are the accounts’ own where the recovery region is the pair: no root for them', () => {
    const plan = planOf('IN');
    expect(plan.recovery).toBeUndefined();
    expect(plan.roots.map(({ purpose }) => purpose)).not.toContain('recovery');
    expect(plan.replication.kind).toBe('GZRS');
    expect(plan.notes.residualRisks.join('\n')).toContain('nothing is replicated object by object');
  });

  test('go object by object to accounts of their own in another region of the country', () => {
    const { recovery, data, roots, replication } = planOf('BR');
    expect(replication).toMatchObject({ kind: 'ZRS', reason: expect.stringContaining('brazilsoutheast') });
    expect(roots.map(({ name, location }) => [name, location]).slice(0, 3)).toEqual([
      ['foundation', 'brazilsouth'],
      ['recovery', 'brazilsoutheast'],
      ['data', 'brazilsouth'],
    ]);
    expect(roots.find(({ name }) => name === 'data')?.dependsOn).toEqual(['foundation', 'recovery']);
    for (const account of data.accounts) {
      const copy = recovery?.accounts.find(({ id }) => id === account.copies?.to);
      expect(copy).toMatchObject({ key: 'recovery', copyScope: 'AAD', versionDays: account.restoreDays });
      expect(copy?.containers).toEqual(account.copies?.containers);
    }
    // No zones, and a pair that is the primary: nothing is copied on from there.
    for (const account of [...(recovery?.accounts ?? []), recovery?.archive]) expect(account?.replication).toBe('LRS');
  });

  test('can be asked for object by object where the recovery region is the pair; the archive keeps its pair copy', () => {
    const plan = planOf('AE', (text) =>
      text.replace('recovery: uaecentral }', 'recovery: uaecentral }\n  copies: account'),
    );
    expect(plan.data.accounts.map(({ replication }) => replication)).toEqual(['ZRS', 'ZRS']);
    expect(plan.foundation.archive.replication).toBe('GZRS');
    expect(plan.recovery?.accounts.map(({ replication }) => replication)).toEqual(['LRS', 'LRS']);
    expect(plan.recovery?.keys.map(({ purpose }) => purpose)).toEqual(['recovery', 'archive', 'flows']);
    expect(plan.notes.preconditions.map(({ id }) => id)).toContain('region-access-uaecentral');
    expect(plan.notes.residualRisks.join('\n')).toContain('the archive of uaenorth is copied by its account');
  });

  test('leave out the logs of file systems', () => {
    const data = planOf('BR').data.accounts.find(({ purpose }) => purpose === 'data');
    expect(data?.containers).toEqual(['datasets', 'checkpoints', 'lustre-logs']);
    expect(data?.copies?.containers).toEqual(['datasets', 'checkpoints']);
  });
});

describe.each(COUNTRIES)('accounts of %s', (country) => {
  test('copy to no region of another country', () => {
    const plan = planOf(country);
    for (const account of accountsOf(country)) {
      const place = account.purpose.endsWith('-copy') ? plan.regions.recovery : plan.location;
      const region = azureRegion(place ?? '');
      if (account.replication.startsWith('G')) expect(region?.pairCountry).toBe(country);
      if (account.replication === 'ZRS') expect(region?.zones).toBeGreaterThan(0);
    }
  });

  test('have names of their own, within the rules', () => {
    const names = accountsOf(country).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]{3,24}$/);
  });
});

describe('volumes', () => {
  test('are asked for by a class that keeps them from being exported, under the key of the cell', () => {
    const { cells, notes } = planOf('DE');
    for (const { name, cluster } of cells) {
      const { how } = notes.preconditions.find(({ id }) => id === `volumes-${name}`) ?? { how: '' };
      const body = JSON.parse(how.slice(how.indexOf('{'), how.lastIndexOf('}') + 1));
      expect(body).toMatchObject({ kind: 'StorageClass', provisioner: 'disk.csi.azure.com' });
      expect(body.parameters).toMatchObject({
        networkAccessPolicy: 'DenyAll',
        publicNetworkAccess: 'Disabled',
        diskEncryptionSetID: expect.stringMatching(
          new RegExp(`^/subscriptions/.+/Microsoft\\.Compute/diskEncryptionSets/${cluster.diskEncryptionSet}$`),
        ),
      });
    }
  });
});
