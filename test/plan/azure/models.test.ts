import { readCountry } from '../../../lib/profile';
import { type Country, DOCUMENTS, planOf, refusalOf } from './countries';

const CHAT = '{ name: chat, model: gpt-4o, version: "2024-11-20", capacity: 30 }';
const PAID = '{ name: chat.ptu, model: gpt-4o, version: "2024-11-20", kind: ProvisionedManaged, capacity: 50 }';
const MORE = '{ name: small, model: gpt-4o, version: "2024-08-06", capacity: 12 }';
const asking = (text: string): string =>
  text.replace('\nazure:\n', `\nazure:\n  models: [${CHAT}, ${PAID}, ${MORE}]\n`);
const asked = (country: Country) => planOf(country, asking);

test('nothing is made where nothing is asked for', () => {
  const plan = planOf('IN');
  expect(plan.models).toBeUndefined();
  expect(plan.roots.map(({ name }) => name)).not.toContain('models');
  expect(JSON.stringify(plan)).not.toMatch(/inference|CognitiveServices|cognitive_account/);
});

test('what is asked for has a root of its own between the data and the cells, in the subscription of the data', () => {
  const { roots, models, cells } = asked('DE');
  const root = roots.find(({ purpose }) => purpose === 'models');
  expect(root).toMatchObject({
    name: 'models',
    dependsOn: ['foundation'],
    subscription: '22222222-2222-2222-2222-222222222222',
    location: 'germanywestcentral',
  });
  const names = roots.map(({ name }) => name);
  expect(names.indexOf('models')).toBe(names.indexOf('cell-fra') - 1);
  for (const { name, dependsOn } of roots) expect(dependsOn.includes('models')).toBe(name.startsWith('cell-'));
  expect(models?.account).toMatch(/^inferencede[0-9a-f]{8}$/);
  expect(cells).toHaveLength(2);
});

test('its key is of its own, and no longer than the service takes', () => {
  expect(asked('IN').models?.keys).toEqual([
    expect.objectContaining({ purpose: 'models', use: 'wrap', bits: 2048, store: 'vault' }),
  ]);
  for (const { keys } of [asked('IN').data, ...asked('IN').cells])
    for (const key of keys) expect(key).not.toHaveProperty('bits');
});

test('a key that is brought in has no version to name it by: someone answers for the level below', () => {
  const brought = (text: string): string => asking(text).replace('custody: cmk', 'custody: external');
  const said = refusalOf('NO', brought)?.issues.find(({ found }) => found?.includes('models'));
  expect(said?.found).toContain('by its version');
  expect(said?.allowed).toMatch(/^hsm-cmk for models/);
  const answered = (text: string): string =>
    brought(text).replace(
      '\nazure:\n',
      '\nazure:\n  custody: { models: { level: hsm-cmk, reason: the account wants a version, owner: the ministry, until: 2027-06-30 } }\n',
    );
  expect(
    refusalOf('NO', answered)
      ?.issues.map(({ found }) => found)
      .join(),
  ).not.toContain('models');
});

test('its network overlaps no other, and every cell has a way to it, for a reason, by every name it answers to', () => {
  const { foundation, data, models, cells } = asked('IN');
  const blocks = [foundation, data, models, ...cells].map((estate) => estate?.vnet.block);
  expect(new Set(blocks).size).toBe(blocks.length);
  for (const estate of [models, ...cells]) {
    const door = estate?.endpoints.find(({ to }) => to === 'inference');
    expect(door).toMatchObject({
      subresource: 'account',
      target: models?.id,
      local: estate === models,
      zones: [
        'privatelink.cognitiveservices.azure.com',
        'privatelink.openai.azure.com',
        'privatelink.services.ai.azure.com',
      ],
    });
    expect(door?.reasons.join()).toMatch(estate === models ? /operators/ : /pods call/);
    for (const zone of door?.zones ?? []) expect(estate?.vnet.zones.map(({ name }) => name)).toContain(zone);
  }
  expect(asked('IN').addresses).toContainEqual({
    what: 'account of models',
    owner: 'models',
    address: models?.id,
    namedBy: cells.map(({ root }) => root),
  });
});

test('kinds that process elsewhere cannot be asked for', () => {
  for (const kind of ['GlobalStandard', 'DataZoneStandard', 'GlobalBatch', 'GlobalProvisionedManaged']) {
    const { profile, problems } = readCountry(
      'in.yaml',
      asking(DOCUMENTS.IN).replace('kind: ProvisionedManaged', `kind: ${kind}`),
    );
    expect(profile).toBeUndefined();
    expect(problems.map(({ found }) => found).join()).toContain(kind);
  }
  expect(asked('IN').models?.deployments.map(({ kind }) => kind)).toEqual([
    'Standard',
    'ProvisionedManaged',
    'Standard',
  ]);
});

test('quotas are summed by model and kind', () => {
  const quotas = asked('IN').notes.quotas.filter(({ name }) => name.startsWith('Azure OpenAI'));
  expect(quotas.map(({ name, amount, unit }) => [name, amount, unit])).toEqual([
    ['Azure OpenAI Standard gpt-4o', 42, 'thousand tokens a minute'],
    ['Azure OpenAI ProvisionedManaged gpt-4o', 50, 'provisioned throughput units'],
  ]);
  expect(planOf('IN').notes.quotas.filter(({ name }) => name.startsWith('Azure OpenAI'))).toEqual([]);
});

test('what no template holds is said in plain words', () => {
  const { preconditions, residualRisks, headlines } = asked('IN').notes;
  const how = (id: string) => preconditions.find((condition) => condition.id === id);
  expect(how('models-offered')?.text).toContain('chat.ptu: gpt-4o 2024-11-20, ProvisionedManaged');
  expect(how('models-monitoring')?.how).toContain('ContentLogging');
  const calling = asked('IN').cells.flatMap(({ workloads }) => workloads.filter(({ word }) => word === 'calling'));
  expect(calling.map(({ access }) => access)).toEqual([
    [{ to: 'inference', scope: asked('IN').models?.id, role: 'Cognitive Services OpenAI User' }],
  ]);
  expect(planOf('IN').cells[0]?.workloads.map(({ word }) => word)).toEqual(['serving', 'training']);
  expect(how('models-key')?.text).toContain('applied again');
  expect(residualRisks.join('\n')).toMatch(/abuse monitoring[^\n]*let its people read/);
  expect(headlines).toContain('the vendor runs 3 models in centralindia: prompts are in its hands');
  expect(asked('IN').baselines.flatMap(({ providers }) => providers.map(({ namespace }) => namespace))).toContain(
    'Microsoft.CognitiveServices',
  );
  const without = planOf('IN').notes;
  expect(JSON.stringify(without)).not.toMatch(/abuse monitoring|Microsoft\.CognitiveServices/);
});
