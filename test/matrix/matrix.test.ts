/** Every option on and off, and every region: templates that nothing of ours is found against. */
import './stand-ins';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { aws, awsTypeAvailable } from '../../lib/catalogue';
import { judge } from '../../lib/checks/judge';
import { countryJsonSchema } from '../../lib/profile';
import { synthesize } from '../../stacks';
import { planOf } from '../support/plans';
import { MATRIX } from './documents';
import { pairwise } from './pairwise';

interface Schema {
  readonly anyOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

const documents = MATRIX.map(({ text }) => JSON.parse(text) as unknown);
const ajv = new Ajv({ strict: false, formats: { ipv4: true } });

/** What of a schema no value shows: keys never written or never left out, choices never made. */
function unseen(schema: Schema, values: readonly unknown[], path: string): string[] {
  if (values.length === 0) return [`${path} is in no document`];
  if (schema.anyOf)
    return schema.anyOf.flatMap((branch, index) => {
      const matches = ajv.compile(branch);
      return unseen(
        branch,
        values.filter((value) => matches(value)),
        `${path} (choice ${index + 1})`,
      );
    });
  if (schema.enum)
    return schema.enum.filter((value) => !values.includes(value)).map((value) => `${path}: ${value} is in no document`);
  if (schema.type === 'boolean')
    return [true, false]
      .filter((value) => !values.includes(value))
      .map((value) => `${path}: ${value} is in no document`);
  if (schema.items) return unseen(schema.items, values.flat(), `${path}[]`);
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const maps = values as readonly Record<string, unknown>[];
    const written = maps.filter((map) => key in map).map((map) => map[key]);
    const always = !schema.required?.includes(key) && written.length === maps.length;
    return [
      ...(always ? [`${path}.${key} is left out of no document`] : []),
      ...unseen(property, written, `${path}.${key}`),
    ];
  });
}

describe('the matrix', () => {
  test('has at least forty documents', () => {
    expect(MATRIX.length).toBeGreaterThanOrEqual(40);
  });

  test('turns every option of the document on and off, and makes every choice', () => {
    const { properties, ...whole } = JSON.parse(countryJsonSchema()) as Schema;
    // Azure has engines of its own; most countries share their rules.
    const { azure: _azure, country: _country, ...ours } = properties as Record<string, Schema>;
    expect(unseen({ ...whole, anyOf: undefined, properties: ours }, documents, 'document')).toEqual([
      'document.aws is left out of no document',
    ]);
  });

  test('holds every region of the catalogue', () => {
    const primaries = documents.map(
      (document) => (document as { aws: { regions: { primary: string } } }).aws.regions.primary,
    );
    expect(new Set(primaries)).toEqual(new Set(Object.keys(aws.regions)));
  });

  test('has every two choices of different factors together once', () => {
    const sizes = [2, 4, 3, 2, 5];
    const rows = pairwise(sizes);
    for (const [a, choices] of sizes.entries())
      for (const [b, others] of sizes.entries()) {
        if (a === b) continue;
        expect(new Set(rows.map((row) => `${row[a]} ${row[b]}`)).size).toBe(choices * others);
      }
    expect(rows.length).toBeLessThan(30);
    expect(pairwise(sizes)).toEqual(rows);
  });
});

describe('templates of every document', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sovereign-matrix-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(MATRIX)('$name', async ({ name, text }) => {
    const plan = planOf(text, name);
    const directory = join(folder, name);
    const templates = await synthesize(plan, 'aws', {
      directory,
      read: (path) => readFileSync(join(directory, path), 'utf8'),
    });
    const { graph, findings } = judge(
      templates.map(({ path, ...template }) => ({ name: path, ...template })),
      plan,
    );
    expect(graph.resources.length).toBeGreaterThan(40);
    expect(graph.resources.filter(({ type, location }) => !awsTypeAvailable(type, location as string))).toEqual([]);
    expect(findings.filter(({ result }) => result === 'fail')).toEqual([]);
  });
});
