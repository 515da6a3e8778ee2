/** Sides of a difference as git has them: read without a change to the work tree or the index. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRevision, layOut } from '../../lib/engines/revision';
import { readSide } from '../../lib/engines/sides';

let repository: string;
const git = (...args: string[]) =>
  execFileSync(
    'git',
    ['-C', repository, '-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false', ...args],
    { encoding: 'utf8' },
  );
const template = (days: number) =>
  JSON.stringify({ Resources: { Logs: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: days } } } });

function write(path: string, text: string): void {
  mkdirSync(join(repository, path, '..'), { recursive: true });
  writeFileSync(join(repository, path), text);
}

beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), 'repository-'));
  git('init', '--quiet', '--initial-branch=main');
  write('out/in/aws/a.template.json', template(365));
  write('out/in/aws/ünï côdé.json', template(1));
  write('out/in/readme.md', 'no template');
  write('single.yaml', 'Resources: {}\n');
  symlinkSync('/etc/passwd', join(repository, 'out/in/link.json'));
  git('add', '--all');
  git('commit', '--quiet', '--message=one');
  git('tag', 'v1');
  write('out/in/aws/a.template.json', template(90));
  git('add', '--all');
  git('commit', '--quiet', '--message=two');
  write('out/in/aws/a.template.json', template(30));
});
afterAll(() => rmSync(repository, { recursive: true, force: true }));

/** What a revision lays out, read back; released. */
function laid(target: string): { [path: string]: string } | string {
  const result = layOut(target, repository);
  if ('message' in result) return result.message;
  try {
    if (!statSync(result.path).isDirectory()) return readFileSync(result.path, 'utf8');
    const names = readdirSync(result.path, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(result.path, name)).isFile(),
    );
    return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(result.path, name), 'utf8')]));
  } finally {
    result.release();
    expect(existsSync(result.path)).toBe(false);
  }
}

test.each([
  ['v1:out/in', 365],
  ['v1:out/in/', 365],
  ['HEAD:out/in', 90],
  ['HEAD~1:./out/in', 365],
  ['main@{0}:out/in', 90],
])('%s is a folder: its templates, no links and nothing else', (target, days) => {
  expect(laid(target)).toEqual({ 'aws/a.template.json': template(days), 'aws/ünï côdé.json': template(1) });
});

test('a file, and the whole of a revision', () => {
  expect(laid('v1:single.yaml')).toBe('Resources: {}\n');
  expect(Object.keys(laid('v1:'))).toContain('single.yaml');
});

test('nothing of the repository is touched', () => {
  const state = () => [
    git('--no-optional-locks', 'status', '--porcelain'),
    statSync(join(repository, '.git/index')).mtimeMs,
    git('rev-parse', 'HEAD'),
  ];
  const before = state();
  laid('v1:out/in');
  expect(state()).toEqual(before);
});

test.each([
  ['v2:out/in', /there is no revision v2/],
  ['v1:out/no', /v1 has no out\/no: a path counts from the top/],
  ['--output=x:out', /there is no revision --output=x/],
])('%s is refused in words', (target, message) => {
  expect(laid(target)).toMatch(message);
});

test('outside a repository it is said that there is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plain-'));
  const result = layOut('HEAD:x', folder);
  expect('message' in result && result.message).toBe('this folder is in no git repository');
  rmSync(folder, { recursive: true });
});

test('what is there as a file is a file, and a letter before a colon a drive', () => {
  expect(isRevision('HEAD:out')).toBe(true);
  expect(isRevision('@:out')).toBe(true);
  expect(isRevision('C:\\out')).toBe(false);
  expect(isRevision('out/in')).toBe(false);
  const odd = join(mkdtempSync(join(tmpdir(), 'odd-')), 'a:b.json');
  writeFileSync(odd, '{}');
  expect(isRevision(odd)).toBe(false);
  rmSync(join(odd, '..'), { recursive: true });
});

test('files of the two sides are named alike, and a single file by nothing but its kind', () => {
  const path = join(repository, 'out/in');
  expect(
    readSide(`${path}/`, 'IN', {})
      .files.map(({ name }) => name)
      .sort(),
  ).toEqual(['aws/a.template.json', 'aws/ünï côdé.json', 'link.json'].filter((name) => name !== 'link.json'));
  expect(readSide(join(path, 'aws/a.template.json'), 'IN', {})).toMatchObject({
    single: true,
    files: [{ name: 'template.json' }],
  });
  expect(readSide('no/such', 'IN', {})).toMatchObject({ files: [], unreadable: [{ file: '' }] });
});
