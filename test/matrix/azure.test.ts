/** Every option of Azure on and off, and every region: roots that the provider's schemas and all checks of ours take. */
import './stand-ins';
import { azure } from '../../lib/catalogue';
import { judge } from '../../lib/checks/judge';
import { countryJsonSchema } from '../../lib/profile';
import { azureRoots } from '../../stacks/azure';
import { violations } from '../azurerm/conforms';
import { globalNames, misnamed } from '../azurerm/names';
import { SCHEMAS } from '../azurerm/schemas';
import { cycle, dangling } from '../azurerm/wiring';
import { planOf } from '../support/planned';
import { AZURE_MATRIX } from './azure-documents';
import { type Schema, unseen } from './unseen';

const documents = AZURE_MATRIX.map(({ text }) => JSON.parse(text) as { azure: { regions: { primary: string } } });

describe('the matrix', () => {
  test('has at least forty documents', () => expect(AZURE_MATRIX.length).toBeGreaterThanOrEqual(40));

  test('turns every option of Azure on and off, and makes every choice', () => {
    const { properties = {} } = JSON.parse(countryJsonSchema()) as Schema;
    const sections = documents.map((document) => document.azure);
    expect(unseen(properties['azure'] as Schema, sections, 'azure')).toEqual([]);
  });

  test('holds every region of the catalogue', () => {
    const primaries = documents.map((document) => document.azure.regions.primary);
    expect(new Set(primaries)).toEqual(new Set(Object.keys(azure.regions)));
  });
});

/** Name of a type that the whole world shares → documents that use it. */
const owners = new Map<string, Set<string>>();

test.each(AZURE_MATRIX)('$name', ({ name, text }) => {
  const plan = planOf(text, name);
  const { dialect, backend } = plan.azure as NonNullable<typeof plan.azure>;
  const roots = Object.entries(azureRoots(plan));
  for (const [root, json] of roots) {
    const body = JSON.parse(json);
    expect({ root, found: violations(body, SCHEMAS[dialect]) }).toEqual({ root, found: [] });
    expect({ root, found: dangling(body, SCHEMAS[dialect]) }).toEqual({ root, found: [] });
    expect({ root, found: cycle(body) }).toEqual({ root, found: [] });
    expect({ root, found: misnamed(body) }).toEqual({ root, found: [] });
    for (const own of globalNames(body)) {
      // A digest at the end, never anything random.
      expect(own).toMatch(/[0-9a-f]{8}$/);
      owners.set(own, (owners.get(own) ?? new Set()).add(`${plan.intent.country} ${backend.storage_account_name}`));
    }
  }
  const { findings } = judge(
    roots.map(([root, json]) => ({
      name: `azure/${root}/main.tf.json`,
      text: json,
      stack: root,
      region: plan.azure?.location ?? '',
    })),
    plan,
  );
  expect(findings.filter(({ result }) => result === 'fail')).toEqual([]);
});

test('a name that the whole world shares is one estate’s alone', () => {
  expect(owners.size).toBeGreaterThan(100);
  expect([...owners].filter(([, estates]) => estates.size > 1).map(([own]) => own)).toEqual([]);
});
