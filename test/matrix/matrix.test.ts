/** Every option on and off, and every region: templates that nothing of ours is found against. */
import './stand-ins';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aws, awsTypeAvailable } from '../../lib/catalogue';
import { judge } from '../../lib/checks/judge';
import { countryJsonSchema } from '../../lib/profile';
import { synthesize } from '../../stacks';
import { planOf } from '../support/plans';
import { MATRIX } from './documents';
import { pairwise } from './pairwise';
import { type Schema, unseen } from './unseen';

const documents = MATRIX.map(({ text }) => JSON.parse(text) as unknown);
describe('the matrix', () => {
  test('has at least forty documents', () => {
    expect(MATRIX.length).toBeGreaterThanOrEqual(40);
  });

  test('turns every option of the document on and off, and makes every choice', () => {
    const { properties, ...whole } = JSON.parse(countryJsonSchema()) as Schema;
    // Azure has a matrix of its own; most countries share their rules.
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
