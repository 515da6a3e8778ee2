import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { FILES_LIST, Output, OutputRefusal } from '../../lib/engines/output';
import { plant, temporaryFolder, treeOf, withoutRights } from '../support/tree';

const folder = temporaryFolder();
const out = (): string => join(folder(), 'out');

type Files = Readonly<Record<string, string>>;

/** A whole run: writes the countries' files and publishes them. */
async function publish(countries: Readonly<Record<string, Files>>, to = out()): Promise<Map<string, number>> {
  const output = new Output(to);
  try {
    for (const [country, files] of Object.entries(countries))
      for (const [path, text] of Object.entries(files)) output.write(country, path, text);
    return await output.publish();
  } finally {
    output.discard();
  }
}

const FIRST = { 'plan.json': '1', 'aws/cell.json': '1', 'aws/old.json': '1', 'azure/gone/main.tf.json': '1' };
const SECOND = { 'plan.json': '2', 'aws/cell.json': '2', 'azure/cell/main.tf.json': '2' };
const list = (files: Files): string => `${JSON.stringify([...Object.keys(files), FILES_LIST].sort(), null, 1)}\n`;
const whole = (files: Files, country = 'in'): Record<string, string> =>
  Object.fromEntries(
    [...Object.entries(files), [FILES_LIST, list(files)]].map(([path, text]) => [`${country}/${path}`, text ?? '']),
  );

describe('whole or not at all', () => {
  test('a tree appears with the list of its files, and nothing beside it', async () => {
    expect(await publish({ in: FIRST, ae: { 'plan.json': 'a' } })).toEqual(
      new Map([
        ['ae', 2],
        ['in', 5],
      ]),
    );
    expect(treeOf(out())).toEqual({ ...whole(FIRST), ...whole({ 'plan.json': 'a' }, 'ae') });
  });

  test('before it is published there is nothing to read, and after it is given up no trace', () => {
    const output = new Output(out());
    output.write('in', 'plan.json', '1');
    expect(existsSync(join(out(), 'in'))).toBe(false);
    output.discard();
    output.discard();
    expect(existsSync(out())).toBe(false);
  });

  test('giving up leaves what was there', async () => {
    await publish({ in: FIRST });
    const output = new Output(out());
    output.write('in', 'plan.json', '2');
    output.discard();
    expect(treeOf(out())).toEqual(whole(FIRST));
  });

  test('files of the last run that are no longer made are removed, with their folders', async () => {
    await publish({ in: FIRST });
    await publish({ in: SECOND });
    expect(treeOf(out())).toEqual(whole(SECOND));
    await publish({ in: { aws: 'a file where a folder of ours was', 'plan.json/x': 'and the other way' } });
    expect(treeOf(out())).toEqual(
      whole({ aws: 'a file where a folder of ours was', 'plan.json/x': 'and the other way' }),
    );
  });

  test('a country that is not in this run stays', async () => {
    await publish({ in: FIRST, ae: FIRST });
    await publish({ ae: SECOND });
    expect(treeOf(out())).toEqual({ ...whole(FIRST), ...whole(SECOND, 'ae') });
  });

  test('the same input gives the same bytes in any folder, at any time, for any user', async () => {
    await publish({ in: FIRST }, join(folder(), 'a'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Pacific/Kiritimati';
    await publish({ in: Object.fromEntries(Object.entries(FIRST).reverse()) }, join(folder(), 'b/ü/c'));
    process.env['TZ'] = zone;
    expect(treeOf(join(folder(), 'b/ü/c'))).toEqual(treeOf(join(folder(), 'a')));
  });

  test('a run with no countries changes nothing', async () => {
    await publish({ in: FIRST });
    await publish({});
    expect(treeOf(out())).toEqual(whole(FIRST));
  });
});

describe('what is not ours is kept', () => {
  test('in a country: notes, state, provider folders, links', async () => {
    await publish({ in: FIRST });
    const mine = {
      'notes.md': 'mine',
      'aws/notes.md': 'mine',
      'azure/gone/.terraform/providers/x/plugin': 'binary',
      'azure/gone/.terraform/modules/modules.json': '{}',
      'azure/gone/terraform.tfstate': '{}',
      'empty/folder/x': 'x',
    };
    plant(join(out(), 'in'), mine);
    rmSync(join(out(), 'in/empty/folder/x'));
    symlinkSync('/nowhere/at/all', join(out(), 'in/aws/dangling'));
    symlinkSync('..', join(out(), 'in/azure/gone/.terraform/up'));
    await publish({ in: SECOND });
    const { 'empty/folder/x': _, ...kept } = mine;
    expect(treeOf(out())).toEqual({
      ...whole(SECOND),
      ...Object.fromEntries(Object.entries(kept).map(([path, text]) => [`in/${path}`, text])),
      'in/empty/folder/': '(empty)',
      'in/aws/dangling': '-> /nowhere/at/all',
      'in/azure/gone/.terraform/up': '-> ..',
    });
  });

  test('a list that is not ours makes nothing ours', async () => {
    plant(out(), { 'in/files.json': '["notes.md"]', 'in/notes.md': 'mine', 'ae/notes.md': 'mine' });
    const before = treeOf(out());
    await expect(publish({ in: FIRST })).rejects.toThrow(OutputRefusal);
    expect(treeOf(out())).toEqual(before);
    await publish({ ae: FIRST });
    expect(treeOf(out())).toEqual({ ...before, ...whole(FIRST, 'ae') });
  });

  test('beside the countries, whatever it is called', async () => {
    const mine = {
      'readme.md': 'mine',
      '.sovereign-notes/x': 'mine',
      '.sovereign-1-2-3': 'mine',
      'xx/plan.json': 'mine',
    };
    plant(out(), mine);
    await publish({ in: FIRST });
    expect(treeOf(out())).toEqual({ ...mine, ...whole(FIRST) });
  });
});

describe('what is in the way is refused before anything changes', () => {
  const cases: Record<string, [place: (root: string) => void, named: RegExp]> = {
    'a file of the same name': [
      (root) => plant(root, { 'in/azure/cell/main.tf.json': 'mine' }),
      /in\/azure\/cell\/main\.tf\.json/,
    ],
    'a folder where a file goes': [
      (root) => plant(root, { 'in/azure/cell/main.tf.json/x': 'mine' }),
      /main\.tf\.json\/x/,
    ],
    'a file where a folder goes': [(root) => plant(root, { 'in/azure/cell': 'mine' }), /in\/azure\/cell;/],
    'a link that leads nowhere': [
      (root) => {
        mkdirSync(join(root, 'in/azure/cell'), { recursive: true });
        symlinkSync('/nowhere', join(root, 'in/azure/cell/main.tf.json'));
      },
      /main\.tf\.json/,
    ],
    'a link where a folder goes': [
      (root) => {
        mkdirSync(join(root, 'in/azure'), { recursive: true });
        symlinkSync('..', join(root, 'in/azure/cell'));
      },
      /in\/azure\/cell;/,
    ],
    "a folder in place of the last run's file": [
      (root) => {
        rmSync(join(root, 'in/plan.json'));
        plant(root, { 'in/plan.json/mine': 'mine' });
      },
      /plan\.json\/mine/,
    ],
    'a file in place of the country': [
      (root) => {
        rmSync(join(root, 'in'), { recursive: true });
        plant(root, { in: 'mine' });
      },
      /out\/in;/,
    ],
    'a link in place of the country': [
      (root) => {
        rmSync(join(root, 'in'), { recursive: true });
        symlinkSync('ae', join(root, 'in'));
      },
      /out\/in;/,
    ],
  };
  test.each(Object.entries(cases))('%s', async (_, [place, named]) => {
    const first = { 'plan.json': '1' };
    await publish({ ae: first, in: first });
    place(out());
    const before = treeOf(out());
    const refused = publish({ ae: SECOND, in: SECOND });
    await expect(refused).rejects.toThrow(OutputRefusal);
    await expect(refused).rejects.toThrow(named);
    expect(treeOf(out())).toEqual(before);
  });

  test('all of it is named at once', async () => {
    plant(out(), { 'ae/plan.json': 'mine', 'in/plan.json': 'mine', 'in/aws/cell.json': 'mine' });
    await expect(publish({ ae: SECOND, in: SECOND })).rejects.toThrow(
      /ae\/plan\.json, .*in\/aws\/cell\.json, .*in\/plan\.json/,
    );
  });
});

describe('a place that cannot be written', () => {
  test.each<[string, (root: string) => string, RegExp]>([
    ['a file', (root) => join(root, 'file'), /a file stands where a folder is needed/],
    ['inside a file', (root) => join(root, 'file/out'), /a file stands where a folder is needed/],
    ['a folder without the right to write', (root) => join(root, 'locked'), /permission denied/],
    ['inside such a folder', (root) => join(root, 'locked/out'), /permission denied/],
  ])('%s', (_, place, said) => {
    writeFileSync(join(folder(), 'file'), 'mine');
    mkdirSync(join(folder(), 'locked'));
    chmodSync(folder(), 0o755);
    chmodSync(join(folder(), 'locked'), 0o555);
    const before = treeOf(folder());
    const make = (): Output => withoutRights(() => new Output(place(folder())));
    expect(make).toThrow(OutputRefusal);
    expect(make).toThrow(said);
    expect(treeOf(folder())).toEqual(before);
  });

  test('a country that cannot be moved: the ones before it come back', async () => {
    if (process.getuid?.() !== 0) return;
    await publish({ ae: FIRST, in: FIRST });
    const before = treeOf(out());
    chmodSync(folder(), 0o755);
    chownSync(out(), 65534, 65534);
    chownSync(join(out(), 'ae'), 65534, 65534);
    process.seteuid?.(65534);
    try {
      await expect(publish({ ae: SECOND, in: SECOND })).rejects.toThrow(
        /cannot put the output in place.*permission denied/,
      );
    } finally {
      process.seteuid?.(0);
    }
    expect(treeOf(out())).toEqual(before);
  });
});

describe('what a killed run left', () => {
  /** A folder of work as a process that is no more would have left it. */
  async function leave(files: Files): Promise<string> {
    const probe = new Output(out());
    const [name = ''] = readdirSync(out()).filter((entry) => entry.startsWith('.sovereign-'));
    probe.discard();
    const dead = name.replace(/-\d+-[0-9a-f]+$/, '-4194304-0badf00d');
    plant(join(out(), dead), files);
    mkdirSync(join(out(), dead, 'gone'), { recursive: true });
    return dead;
  }
  const under = (prefix: string, files: Files): Files =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`${prefix}/${path}`, text]));

  test('between the two renames: the old tree comes back, though the next run is of another country', async () => {
    await leave({ ...under('old/0', whole(FIRST)), ...under('new', whole(SECOND)) });
    await publish({ ae: SECOND });
    expect(treeOf(out())).toEqual({ ...whole(FIRST), ...whole(SECOND, 'ae') });
  });

  test("after them: the user's files follow, and old files of ours do not", async () => {
    await publish({ in: SECOND });
    await leave(under('old/0', { ...whole(FIRST), 'in/.terraform/x': 'mine', 'in/aws/notes.md': 'mine' }));
    await publish({ ae: SECOND });
    expect(treeOf(out())).toEqual({
      ...whole(SECOND),
      ...whole(SECOND, 'ae'),
      'in/.terraform/x': 'mine',
      'in/aws/notes.md': 'mine',
    });
  });

  test('while it was cleaning up: half a tree never comes back', async () => {
    await publish({ in: SECOND });
    await leave(under('gone/0-in', { 'plan.json': '1', 'aws/old.json': '1' }));
    await publish({ in: SECOND });
    expect(treeOf(out())).toEqual(whole(SECOND));
  });

  test('a file the user made again is kept beside the one that waited', async () => {
    await publish({ in: SECOND });
    plant(out(), { 'in/notes.md': 'new' });
    await leave(under('old/0', { ...whole(FIRST), 'in/notes.md': 'old' }));
    await publish({ in: SECOND });
    expect(treeOf(out())).toEqual({ ...whole(SECOND), 'in/notes.md': 'new', 'in/notes.md.before': 'old' });
  });

  test('its lock is taken over', async () => {
    mkdirSync(join(out(), '.sovereign.lock'), { recursive: true });
    const long = new Date(Date.now() - 60_000);
    utimesSync(join(out(), '.sovereign.lock'), long, long);
    await publish({ in: FIRST });
    expect(treeOf(out())).toEqual(whole(FIRST));
  });

  test('a run that is still at work keeps its folder', async () => {
    const other = new Output(out());
    other.write('ae', 'plan.json', 'a');
    await publish({ in: FIRST });
    await other.publish();
    expect(treeOf(out())).toEqual({ ...whole(FIRST), ...whole({ 'plan.json': 'a' }, 'ae') });
  });
});
