/** What the README shows is what a newcomer sees. `npm run readme:update` writes the real output into it. */
import { existsSync, readFileSync } from 'node:fs';

interface Shown {
  readonly command: string;
  readonly shown?: string;
  readonly actual: string;
  readonly status: number;
}
const { normalize, run }: { normalize: (text: string) => string; run: () => Shown[] } = require('./support/readme.js');

const readme = readFileSync('README.md', 'utf8');
const blocks = run();

test('it shows the main job, a mistake, a finding and a new country', () => {
  expect(blocks.map(({ command }) => command)).toEqual(
    expect.arrayContaining([
      'npm ci && npm start',
      expect.stringContaining('validate'),
      expect.stringContaining('check'),
      expect.stringContaining('init'),
    ]),
  );
});

test.each(blocks.map((block) => [block.command, block] as const))('%s', (command, { shown, actual, status }) => {
  if (shown !== undefined) expect(normalize(shown)).toBe(normalize(actual));
  const expected = command.includes('fixtures/in.yaml') ? 2 : command.includes('vendor.json') ? 1 : 0;
  expect(status).toBe(expected);
});

test('the document it shows is the one shipped', () => {
  expect(readme).toContain(readFileSync('stacks/countries/in.yaml', 'utf8').trimEnd());
});

test('every script and file it names exists', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const [, script] of readme.matchAll(/npm run ([\w:]+)/g)) expect(scripts).toHaveProperty([script as string]);
  for (const [, path] of readme.matchAll(/\]\(([\w./-]+)\)/g))
    expect({ path, there: existsSync(path as string) }).toEqual({ path, there: true });
});
