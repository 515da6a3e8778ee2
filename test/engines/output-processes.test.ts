import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FILES_LIST, Output } from '../../lib/engines/output';
import { plant, temporaryFolder, treeOf } from '../support/tree';

const FILES = 25;
const folder = temporaryFolder();
const out = (): string => join(folder(), 'out');
const WRITER = join(__dirname, '../support/write-output.js');

function run(tag: string, mode = ''): ChildProcess {
  return spawn(process.execPath, [WRITER, out(), tag, String(FILES), mode], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Resolves when the process says it has loaded and begins. */
const ready = (child: ChildProcess): Promise<unknown> => once(child.stdout as NodeJS.ReadableStream, 'data');

/** Faults of a country's tree: every file of its list is there and of one run, and no other is. */
function faults(place: string): string[] {
  if (!existsSync(place)) return ['no tree'];
  const { [FILES_LIST]: list = '[]', 'notes.md': notes, ...files } = treeOf(place);
  const named = (JSON.parse(list) as string[]).filter((file) => file !== FILES_LIST);
  const runs = new Set(Object.values(files));
  return [
    ...(named.length === FILES + 2 ? [] : [`${named.length} files named`]),
    ...named.filter((file) => !(file in files)).map((file) => `${file} is missing`),
    ...Object.keys(files)
      .filter((file) => !named.includes(file))
      .map((file) => `${file} is left over`),
    ...(runs.size === 1 ? [] : [`files of ${[...runs].join('and ')}`]),
    ...(notes === 'mine' ? [] : ['the notes are lost']),
  ];
}

async function publishHere(tag: string): Promise<void> {
  const output = new Output(out());
  for (let index = 0; index < FILES; index += 1) output.write('in', `aws/stack-${index}/template.json`, tag);
  output.write('in', `only-${tag}.json`, tag);
  output.write('in', 'plan.json', tag);
  await output.publish();
}

const traces = (): string[] => readdirSync(out()).filter((name) => name !== 'in');

test('several runs at once in one folder, ten times: always one whole tree', async () => {
  plant(out(), { 'in/notes.md': 'mine' });
  for (let round = 0; round < 10; round += 1) {
    const children = ['a', 'b', 'c'].map((tag) => run(`${tag}${round}`));
    const codes = await Promise.all(children.map((child) => once(child, 'exit')));
    expect(codes.map(([code]) => code)).toEqual([0, 0, 0]);
    expect(faults(join(out(), 'in'))).toEqual([]);
    expect(traces()).toEqual([]);
  }
}, 60_000);

test('killed at any moment, a run leaves a whole tree, the old or the new', async () => {
  plant(out(), { 'in/notes.md': 'mine' });
  await publishHere('first');
  for (let kill = 0; kill < 12; kill += 1) {
    const child = run(`k${kill}`, 'forever');
    await ready(child);
    await new Promise((resolve) => setTimeout(resolve, (kill * 37) % 150));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const left = readdirSync(out()).filter((name) => /^\.sovereign-/.test(name));
    // Between two renames the old tree waits beside, whole, and its owner's files with it or already moved.
    const waiting = left
      .map((name) => join(out(), name, 'old/0/in'))
      .filter((path) => existsSync(join(path, FILES_LIST)));
    const found = existsSync(join(out(), 'in')) ? faults(join(out(), 'in')) : faults(waiting[0] ?? 'nowhere');
    expect(found.filter((fault) => waiting.length === 0 || fault !== 'the notes are lost')).toEqual([]);
  }
  await publishHere('last');
  expect(faults(join(out(), 'in'))).toEqual([]);
  expect(treeOf(join(out(), 'in'))['plan.json']).toBe('last');
  expect(traces()).toEqual([]);
}, 120_000);

test('a run of another process that is still at work is left alone', async () => {
  plant(out(), { 'in/notes.md': 'mine' });
  const child = run('slow', 'wait');
  await ready(child);
  while (!existsSync(join(out(), traces()[0] ?? 'nothing', 'new/in/plan.json')))
    await new Promise((resolve) => setTimeout(resolve, 5));
  const [work = ''] = traces();
  await publishHere('here');
  expect(traces()).toEqual([work]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await publishHere('again');
  expect(traces()).toEqual([]);
}, 30_000);
