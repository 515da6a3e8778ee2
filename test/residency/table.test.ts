/** The table is what the rules and the review say today, and it knows every type that our own packages bring. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { classified, classifiedTypes } from '../../lib/catalogue/residency';
import { cfnLocation } from '../../lib/graph/cfn/location';
import { azurermLocation } from '../../lib/graph/terraform/location';
import schema4 from '../azurerm/schema-4.55.json';
import schema5 from '../azurerm/schema-5.2.json';

const { OUTPUT, tableText, readKept }: Classify = require('./classify.js');
const { libraryTypes }: { libraryTypes: () => Map<string, unknown> } = require('./library.js');
const { readReview }: { readReview: (cloud: string) => Kept } = require('./review.js');

interface Kept {
  readonly types: Record<string, unknown>;
}
interface Classify {
  readonly OUTPUT: string;
  tableText(): string;
  readKept(cloud: string): Kept;
}

const unknown = (types: readonly string[]) => types.filter((type) => !classified(type));

test('the table is current: npm run classify', () => {
  expect(readFileSync(OUTPUT, 'utf8')).toBe(tableText());
});

test('every resource of the CDK’s library is in it', () => {
  const types = [...libraryTypes().keys()];
  expect(types.length).toBeGreaterThan(1800);
  expect(unknown(types)).toEqual([]);
});

test('every resource of the CDKTF provider and of both schemas is in it', () => {
  const provider = dirname(require.resolve('@cdktf/provider-azurerm/package.json'));
  const folders = readdirSync(join(provider, 'lib'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('data-azurerm') && entry.name !== 'provider')
    .map(({ name }) => `azurerm_${name.replaceAll('-', '_')}`);
  expect(folders.length).toBeGreaterThan(1000);
  expect(unknown(folders)).toEqual([]);
  expect(unknown([...Object.keys(schema4.resources), ...Object.keys(schema5.resources)])).toEqual([]);
});

test('a type that no schema brought is not classified', () => {
  expect(classified('AWS::Future::Store')).toBeUndefined();
  expect(classified('MongoDB::Atlas::Cluster')).toBeUndefined();
  expect(classified('azurerm_future_store')).toBeUndefined();
  expect(classified('constructor')).toBeUndefined();
  expect(classified('Custom::Anything')?.class).toBe('unknown');
});

test.each(['aws', 'azure'] as const)('what the review says of %s is about types there are', (cloud) => {
  const known = new Set(Object.keys(readKept(cloud).types));
  expect(Object.keys(readReview(cloud).types).filter((type) => !known.has(type))).toEqual([]);
});

test('whatever is global says why it is a choice, or what stays outside the country', () => {
  for (const cloud of ['aws', 'azure'] as const)
    for (const [type, { class: kind, residual, chosen, why }] of classifiedTypes(cloud)) {
      expect([type, kind === 'global', Boolean(residual) !== Boolean(chosen)]).toEqual([
        type,
        kind === 'global',
        kind === 'global',
      ]);
      if (kind === 'unknown') expect([type, why]).toEqual([type, expect.any(String)]);
    }
});

test('forms are read as they are written', () => {
  expect(classified('azurerm_mssql_database')?.places).toContainEqual({
    path: 'geo_backup_enabled',
    kind: 'copy',
    form: 'pair',
    reviewed: true,
    wide: '^true$',
    of: 'server_id',
    to: ['azurerm_mssql_server'],
    when: 'sku_name ^dw',
  });
});

test('what the graph places nowhere in particular, the table knows as global', () => {
  const aws = [...classifiedTypes('aws')].filter(([type]) => cfnLocation(type, {}, 'ap-south-1') === 'global');
  const azure = [...classifiedTypes('azure')].filter(
    ([type]) => azurermLocation({ type, properties: {} }, () => undefined) === 'global',
  );
  // An action group is global by default, and regional when it says so.
  const others = [...aws, ...azure].filter(([, entry]) => entry.class !== 'global').map(([type]) => type);
  expect(others).toEqual(['azurerm_monitor_action_group']);
});
