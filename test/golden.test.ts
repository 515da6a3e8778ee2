/** Whole country trees, reviewed as evidence. `npm run golden:update` is the only thing that changes them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synth } from '../bin/commands/synth';

const GOLDEN = 'test/golden';
/** Documents of countries that are not shipped, in a folder each: what the shipped ones do not show. */
const FIXTURES = 'test/fixtures/golden';
/** Every verdict on every resource: half a megabyte that nobody reads. The tests of checks hold it; its figures are in the README. */
const LEFT_OUT = 'findings.json';

const work = mkdtempSync(join(tmpdir(), 'golden-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

function tree(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== LEFT_OUT,
  );
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(root.length + 1), readFileSync(file, 'utf8')]),
  );
}

test('shipped countries and fixtures synthesize to their golden trees, byte for byte, and nothing fails', async () => {
  const options = { format: 'human', quiet: true } as const;
  expect(await synth([], { ...options, out: join(work, 'out') })).toBe(0);
  for (const folder of readdirSync(FIXTURES)) {
    const documents = readdirSync(join(FIXTURES, folder)).map((file) => join(FIXTURES, folder, file));
    expect(await synth(documents, { ...options, out: join(work, 'out', folder) })).toBe(0);
  }
  const made = tree(join(work, 'out'));
  const golden = tree(GOLDEN);
  expect(Object.keys(made)).toEqual(Object.keys(golden));
  for (const [file, text] of Object.entries(made))
    if (text !== golden[file]) expect({ file, text }).toEqual({ file, text: golden[file] });
}, 60_000);

test('a golden tree says nothing of the machine, the user or the day', () => {
  const all = Object.entries(tree(GOLDEN));
  expect(all.length).toBeGreaterThan(30);
  const year = new Date().getFullYear();
  for (const [file, text] of all) {
    expect({ file, path: /(?<![\w:/.$-])\/(home|root|tmp|Users|var|work)\//.exec(text)?.[0] }).toEqual({
      file,
      path: undefined,
    });
    expect({ file, time: new RegExp(`${year}-\\d\\d-\\d\\dT\\d\\d:`).exec(text)?.[0] }).toEqual({
      file,
      time: undefined,
    });
  }
});
