/** What the region's output would be on the successor: the golden trees, byte for byte, but for what is listed here. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planCountry } from '../../lib/plan';
import { readCountry } from '../../lib/profile';
import { azureRoots } from '../../stacks/azure';

/** File and line of a golden tree → the line the successor writes instead, with the reason beside it. */
const DIFFERENCES: Readonly<Record<string, Readonly<Record<string, string>>>> = {};

const documents = [
  { folder: 'stacks/countries', golden: 'test/golden' },
  ...readdirSync('test/fixtures/golden').map((name) => ({
    folder: join('test/fixtures/golden', name),
    golden: join('test/golden', name),
  })),
].flatMap(({ folder, golden }) =>
  readdirSync(folder)
    .filter((file) => /^[a-z]{2}\.yaml$/.test(file))
    .map((file) => ({ file: join(folder, file), golden: join(golden, file.slice(0, 2), 'azure') })),
);

const roots = documents.flatMap(({ file, golden }) => {
  const { profile } = readCountry(file, readFileSync(file, 'utf8'));
  if (!profile?.azure) return [];
  return Object.entries(azureRoots(planCountry(profile))).map(
    ([name, text]) => [join(golden, name, 'main.tf.json'), text] as const,
  );
});

test('the tests run on the successor', () => {
  expect(require.resolve('cdktf')).toContain(join('test', 'cdktn', 'node_modules', 'cdktn'));
  expect(require.resolve('@cdktf/provider-azurerm/lib/key-vault')).toContain(join('node_modules', '@cdktn'));
  expect(roots.length).toBeGreaterThan(4);
});

test.each(roots)('%s', (file, text) => {
  const expected = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => DIFFERENCES[file]?.[line] ?? line)
    .join('\n');
  expect(text).toBe(expected);
});
