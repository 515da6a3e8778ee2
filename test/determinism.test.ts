/** The same input gives the same bytes, whatever the folder, user, locale, time zone or day. Runs what a user runs. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const work = mkdtempSync(join(tmpdir(), 'determinism-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

function synthesize(folder: string, cli: string, env: Record<string, string>): Record<string, string> {
  const place = join(work, folder);
  cpSync('stacks/countries', join(place, 'stacks/countries'), { recursive: true });
  execFileSync(process.execPath, [cli, 'synth', '--quiet'], {
    cwd: place,
    env: { PATH: process.env['PATH'], ...env },
  });
  const out = join(place, 'out');
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(out.length), readFileSync(file, 'utf8')]),
  );
}

test('two places, users, locales and time zones: one output', () => {
  const here = synthesize('here', resolve('dist/bin/sovereign.js'), {
    TZ: 'UTC',
    LANG: 'C',
    HOME: '/nonexistent',
    USER: 'a',
  });
  // Installed elsewhere too: a stack trace in an output would show it.
  cpSync('dist', join(work, 'installed/dist'), { recursive: true });
  cpSync('package.json', join(work, 'installed/package.json'));
  symlinkSync(resolve('node_modules'), join(work, 'installed/node_modules'));
  const there = synthesize('a far/away place', join(work, 'installed/dist/bin/sovereign.js'), {
    TZ: 'Pacific/Auckland',
    LANG: 'tr_TR.UTF-8',
    LC_ALL: 'tr_TR.UTF-8',
    HOME: work,
    USER: 'b',
    AWS_REGION: 'eu-west-1',
    CDK_DEFAULT_ACCOUNT: '999999999999',
    CDK_DEFAULT_REGION: 'us-east-1',
    ARM_SUBSCRIPTION_ID: 'x',
    CDK_CONTEXT_JSON: '{"@aws-cdk/core:stackRelativeExports":true}',
  });
  expect(Object.keys(there)).toEqual(Object.keys(here));
  for (const [file, text] of Object.entries(here))
    expect({ file, same: there[file] === text }).toEqual({ file, same: true });
});
