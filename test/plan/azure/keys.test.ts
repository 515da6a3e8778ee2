/** Custody on Azure: what holds each key, what must be answered for, and what is refused. */
import { azureCustody, azureReaches, azure as catalogue, vaultCopiedTo } from '../../../lib/catalogue';
import { PlanRefusal } from '../../../lib/plan';
import { type AzurePlan, custodyMatrix, estatesOf, hsmKeys, KEY_MAKER } from '../../../lib/plan/azure';
import { PURPOSES } from '../../../lib/plan/azure/keys/purposes';
import { guid } from '../../../lib/plan/names';
import { planOf } from './countries';

const stores = (plan: AzurePlan): Record<string, string> =>
  Object.fromEntries(
    estatesOf(plan).flatMap(({ keys }) => keys.map(({ purpose, store, custody }) => [purpose, `${store} ${custody}`])),
  );

function refusals(make: () => unknown): PlanRefusal['issues'] {
  try {
    make();
  } catch (error) {
    if (error instanceof PlanRefusal) return error.issues;
    throw error;
  }
  return [];
}

describe('the table of purposes', () => {
  test('says of every purpose why it is a key and what its service reaches', () => {
    expect(Object.keys(PURPOSES).sort()).toEqual(Object.keys(azureCustody.purposes).sort());
  });

  test('reaches from the lowest level up: every purpose has a vault, an HSM holds what an import can be', () => {
    // An AI account wants a version, which nobody knows of a key that is still to be brought in.
    for (const [purpose, { reaches }] of Object.entries(azureCustody.purposes))
      for (const levels of Object.values(reaches))
        expect(purpose === 'models' ? [['cmk', 'hsm-cmk']] : [['cmk'], ['cmk', 'hsm-cmk', 'external']]).toContainEqual(
          levels,
        );
  });

  test('follows what azurerm 4.55 refuses, and what the services refuse in either dialect', () => {
    const inHsm = (dialect: 'v4' | 'v5') =>
      Object.keys(azureCustody.purposes).filter((purpose) =>
        azureReaches(purpose, dialect, 'centralindia').includes('hsm-cmk'),
      );
    expect(inHsm('v4').sort()).toEqual(['archive', 'data', 'disks', 'flows', 'models', 'recovery', 'state']);
    expect(inHsm('v5').sort()).toEqual([...inHsm('v4'), 'backup', 'logs'].sort());
  });
});

describe('vaults that are copied abroad', () => {
  test('are those of regions paired abroad, but for the one the vendor exempts', () => {
    const abroad = Object.keys(catalogue.regions).filter((region) => vaultCopiedTo(region));
    expect(abroad.sort()).toEqual(['eastasia', 'northeurope', 'southeastasia', 'westeurope']);
    expect(vaultCopiedTo('southeastasia')).toBe('eastasia');
    expect(vaultCopiedTo('brazilsouth')).toBeUndefined();
    expect(vaultCopiedTo('qatarcentral')).toBeUndefined();
  });

  test('hold no key of Singapore: each is in the Managed HSM, or the vendor’s by exception', () => {
    const plan = planOf('SG');
    expect(stores(plan)).toEqual({
      state: 'hsm hsm-cmk',
      archive: 'hsm hsm-cmk',
      flows: 'hsm hsm-cmk',
      data: 'hsm hsm-cmk',
      disks: 'hsm hsm-cmk',
      logs: 'vendor vendor',
      registry: 'vendor vendor',
      etcd: 'vendor vendor',
    });
    for (const estate of estatesOf(plan)) {
      expect(estate.vault).toBeUndefined();
      expect(estate.endpoints.map(({ subresource }) => subresource)).not.toContain('vault');
    }
    expect(plan.hsm?.endpoints).toMatchObject([
      { subresource: 'managedhsm', zones: ['privatelink.managedhsm.azure.net'] },
    ]);
  });

  test('stay out of v5 too, where logs reach the HSM', () => {
    const plan = planOf('SG', (text) =>
      text.replace('azure:\n', 'azure:\n  dialect: v5\n').replace(/^ {4}logs:.*\n/m, ''),
    );
    expect(stores(plan)['logs']).toBe('hsm hsm-cmk');
    expect(estatesOf(plan).filter(({ vault }) => vault)).toEqual([]);
  });

  test('are said on the first screen, with each exception', () => {
    expect(planOf('SG').notes.headlines).toEqual([
      expect.stringContaining('copied to eastasia'),
      expect.stringMatching(/^exception to custody cmk on Azure: logs is held at vendor until 2027-06-30/),
      expect.stringContaining('registry is held at vendor'),
      expect.stringContaining('etcd is held at vendor'),
      expect.stringMatching(/^no second Azure region used in Singapore/),
    ]);
    expect(planOf('SG').notes.residualRisks.filter((risk) => risk.includes('by exception'))).toHaveLength(3);
    expect(planOf('SG').notes.residualRisks.join()).not.toContain('contents of every key vault');
  });
});

describe('a level above a vault', () => {
  const plan = planOf('AU');

  test('is reached in the HSM where the service takes it, and in a vault by exception where it does not', () => {
    expect(stores(plan)).toEqual({
      state: 'hsm hsm-cmk',
      archive: 'hsm hsm-cmk',
      flows: 'hsm hsm-cmk',
      logs: 'hsm hsm-cmk',
      data: 'hsm hsm-cmk',
      backup: 'hsm hsm-cmk',
      disks: 'hsm hsm-cmk',
      registry: 'vault cmk',
      etcd: 'vault cmk',
    });
    expect(estatesOf(plan).flatMap(({ root, vault }) => (vault ? [root] : []))).toEqual(['data', 'cell-syd-a']);
    expect(plan.cells[0]?.cluster.customerEtcdKey).toBe(true);
  });

  test('shows in the matrix: what each purpose could be, and who answers where it is less', () => {
    expect(
      custodyMatrix(plan).map(({ purpose, level, reaches, exception }) => [purpose, level, reaches, exception?.owner]),
    ).toEqual([
      ['archive', 'hsm-cmk', ['cmk', 'hsm-cmk', 'external'], undefined],
      ['data', 'hsm-cmk', ['cmk', 'hsm-cmk', 'external'], undefined],
      ['flows', 'hsm-cmk', ['cmk', 'hsm-cmk', 'external'], undefined],
      ['state', 'hsm-cmk', ['cmk', 'hsm-cmk', 'external'], undefined],
      ['disks', 'hsm-cmk', ['cmk', 'hsm-cmk', 'external'], undefined],
      ['logs', 'hsm-cmk', ['cmk', 'hsm-cmk', 'external'], undefined],
      ['backup', 'hsm-cmk', ['cmk', 'hsm-cmk', 'external'], undefined],
      ['registry', 'cmk', ['cmk'], 'the department'],
      ['etcd', 'cmk', ['cmk'], 'the department'],
    ]);
  });

  test('without an exception is refused, each purpose by itself, with what would do', () => {
    const issues = refusals(() =>
      planOf('AU', (text) => text.replace(/^ {2}custody:\n( {4}.*\n)+/m, '').replace('v5', 'v4')),
    );
    expect(issues.map(({ found }) => found?.split(',')[0])).toEqual([
      'hsm-cmk for logs (Log Analytics',
      'hsm-cmk for registry (Container Registry)',
      'hsm-cmk for etcd (AKS',
    ]);
    const [logs, registry] = issues;
    expect(logs).toMatchObject({ path: ['azure'], title: 'custody level that a service does not reach' });
    expect(logs?.allowed).toContain('or dialect: v5');
    expect(registry?.allowed).toBe('cmk for registry, as an exception with its reason, owner and end');
    expect(registry?.mend).toContain('custody: { registry: { level: cmk,');
  });

  test('and where no vault may stand, names the pair', () => {
    const [registry] = refusals(() => planOf('SG', (text) => text.replace(/^ {4}registry:.*\n/m, '')));
    expect(registry?.found).toContain('copied to eastasia, in Hong Kong, without a switch');
    expect(registry?.allowed).toContain('vendor for registry');
  });

  test('is asked of no key that is fine in a vault', () => {
    expect(new Set(Object.values(stores(planOf('IN'))))).toEqual(new Set(['vault cmk']));
    expect(planOf('IN').hsm).toBeUndefined();
    expect(refusals(() => planOf('IN', (text) => text.replace('azure:\n', 'azure:\n  hsm: {}\n')))).toMatchObject([
      { path: ['azure', 'hsm'], title: 'Managed HSM that nothing needs' },
    ]);
  });
});

describe('two phases', () => {
  test('the HSM deploys first, and every root with a key in it after it', () => {
    for (const country of ['SG', 'AU'] as const) {
      const plan = planOf(country);
      const [bootstrap, hsm, ...others] = plan.roots;
      // The network of the runner comes before both, and the account of the state after: its key is in the HSM.
      expect(bootstrap).toMatchObject({ name: 'bootstrap', dependsOn: [], by: 'administrators', handedOver: true });
      expect(hsm).toMatchObject({ name: 'hsm', dependsOn: ['bootstrap'], by: 'administrators', handedOver: true });
      const keyed = ['foundation', ...hsmKeys(plan).map(({ root }) => root)];
      for (const { name, dependsOn, handedOver } of others) {
        expect(dependsOn[0] === 'hsm').toBe(keyed.includes(name));
        expect(handedOver).toBe(false);
      }
      const ids = plan.notes.preconditions.map(({ id }) => id);
      const steps = ['bootstrap-network', 'bootstrap-hsm', 'bootstrap-state', 'bootstrap-handover', 'hsm-handover'];
      expect(ids.filter((id) => steps.includes(id))).toEqual(steps);
    }
  });

  test('with an account and a runner of the operator the pipeline makes it, and its state begins where all do', () => {
    const { roots } = planOf('AU', (text) =>
      text.replace(
        'azure:\n',
        'azure:\n  bootstrap: existing\n  state: { resourceGroup: rg-state, storageAccount: staustate }\n',
      ),
    );
    expect(roots.find(({ name }) => name === 'hsm')).toMatchObject({ by: 'pipeline', handedOver: false });
  });

  test('a state whose key is in a vault by exception waits for no HSM', () => {
    const { bootstrap, roots } = planOf('AU', (text) =>
      text
        .replace('restricted', 'official')
        .replace(
          '  custody:\n',
          '  custody:\n    state: { level: cmk, reason: the account comes before the HSM, owner: the department, until: 2027-06-30 }\n',
        ),
    );
    expect(bootstrap?.vault).toBeDefined();
    expect(roots.find(({ name }) => name === 'hsm')).toMatchObject({ by: 'pipeline', handedOver: false });
  });

  test('the foundation keeps the HSM’s logs and flows: it comes after it with no key in it too', () => {
    const cmk = (purpose: string) =>
      `    ${purpose}: { level: cmk, reason: a drill of its own, owner: the department, until: 2027-06-30 }\n`;
    const plan = planOf('AU', (text) =>
      text
        .replace('restricted', 'official')
        .replace('  custody:\n', `  custody:\n${['logs', 'archive', 'flows'].map(cmk).join('')}`),
    );
    expect(hsmKeys(plan).map(({ root }) => root)).not.toContain('foundation');
    expect(plan.roots.find(({ name }) => name === 'foundation')?.dependsOn[0]).toBe('hsm');
    expect(plan.addresses.find(({ address }) => address === plan.hsm?.vnet.id)).toMatchObject({
      owner: 'hsm',
      namedBy: ['foundation'],
    });
  });

  test('in phase one keys wait, and a person is told what to do', () => {
    const plan = planOf('AU');
    expect(hsmKeys(plan).map(({ key }) => key.waits)).toEqual(Array(7).fill(true));
    expect(plan.notes.preconditions.map(({ id }) => id)).toContain('hsm-activation');
    expect(plan.notes.headlines?.[0]).toContain('phase one of two: 7 keys wait for the Managed HSM to be activated');
  });

  test('in phase two none does', () => {
    const plan = planOf('SG');
    expect(hsmKeys(plan).map(({ key }) => key.waits)).toEqual(Array(5).fill(false));
    expect(plan.notes.preconditions.map(({ id }) => id)).not.toContain('hsm-activation');
    expect(plan.hsm?.activation).toMatchObject({ certificates: 5, quorum: 3 });
  });

  test('each key has a name of its own in the one HSM', () => {
    const names = hsmKeys(planOf('AU')).map(({ key }) => key.name);
    expect(names).toEqual([
      'bootstrap-state',
      'foundation-logs',
      'foundation-archive',
      'foundation-flows',
      'data-data',
      'data-backup',
      'cell-syd-a-disks',
    ]);
    for (const { key } of hsmKeys(planOf('AU')))
      expect(key.address).toBe(`https://${planOf('AU').hsm?.name}.managedhsm.azure.net/keys/${key.name}`);
  });

  test('the runner makes keys and gives services their role; it uses, deletes, moves and opens nothing', () => {
    const verbs = KEY_MAKER.dataActions.map((action) => action.replace('Microsoft.KeyVault/managedHsm/', ''));
    expect(verbs).toEqual([
      'keys/create',
      'keys/read/action',
      'keys/write/action',
      'roleAssignments/delete/action',
      'roleAssignments/read/action',
      'roleAssignments/write/action',
      'roleDefinitions/read/action',
    ]);
    expect([KEY_MAKER.actions, KEY_MAKER.notActions, KEY_MAKER.notDataActions]).toEqual([[], [], []]);
  });
});

describe('custody external: keys born in the country’s own HSM', () => {
  const external = (more = '', activated = true) =>
    planOf('AU', (text) =>
      text
        .replace('custody: hsm-cmk', 'custody: external')
        .replace(
          '  dialect: v5\n',
          `  dialect: v5\n${activated ? '  hsm: { activated: { on: 2027-01-15, certificates: 3, quorum: 2, custody: three officers of the agency } }\n' : ''}${more}`,
        ),
    );
  const hsm = planOf('AU').hsm?.name;
  const named = (address: string, id = 'data/data') => `  keys: { ${id}: "${address}" }\n`;
  const right = `https://${hsm}.managedhsm.azure.net/keys/data-data`;

  test('are brought in, not made, and wait until the document names them', () => {
    expect(hsmKeys(external()).map(({ key }) => [key.source, key.waits])).toEqual(Array(7).fill(['import', true]));
    const plan = external(named(right));
    expect(hsmKeys(plan).find(({ key }) => key.purpose === 'data')?.key.waits).toBe(false);
    expect(plan.notes.headlines?.[0]).toContain('6 keys wait to be brought in');
    expect(plan.expectations.some(({ type }) => type.endsWith('security_module_key'))).toBe(false);
  });

  test('are said to be a copy: no service of Azure takes a key from outside', () => {
    expect(external().notes.residualRisks.join('\n')).toContain('no service takes keys from outside Azure');
    expect(planOf('AU').notes.residualRisks.join('\n')).not.toContain('from outside Azure');
  });

  test.each([
    ['another HSM', named(right.replace(`${hsm}`, 'other')), 'not the address of this key'],
    ['another name', named(`${right}2`), 'not the address of this key'],
    ['a version', named(`${right}/0123`), 'not the address of this key'],
    ['a key that Terraform makes', named(right, 'data/registry'), 'key that Terraform makes'],
    ['no key of the plan', named(right, 'data/nothing'), 'no such key'],
  ])('refuses %s', (_, keys, title) => {
    expect(refusals(() => external(keys))).toMatchObject([{ title }]);
  });

  test('refuses a key named before the HSM is activated', () => {
    expect(refusals(() => external(named(right), false))).toMatchObject([
      { path: ['azure', 'keys', 'data/data'], title: 'key in a Managed HSM that is not activated' },
    ]);
  });
});

describe('brazil south', () => {
  test('keeps its vaults by the vendor’s own statement, and says whose it is', () => {
    expect(planOf('BR').notes.residualRisks.join('\n')).toContain('the vendor exempts it from key vault replication');
    expect(planOf('BR').hsm).toBeUndefined();
  });
});

test('a UUID of parts is one, and differs with them', () => {
  expect(guid(['a', 'b'])).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(guid(['a', 'b'])).toBe(guid(['a', 'b']));
  expect(guid(['a', 'b'])).not.toBe(guid(['ab']));
});
