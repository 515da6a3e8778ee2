import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  COUNTRIES_FOLDER,
  type Loaded,
  listDocuments,
  loadDocuments,
  pathOf,
  shown,
} from '../../lib/engines/documents';
import { formatProblems, MAX_BYTES } from '../../lib/profile';
import { AE, edit, IN } from '../support/country';
import { plant, temporaryFolder, withoutRights } from '../support/tree';

const folder = temporaryFolder();
const at = (name: string): string => join(folder(), name);
const errors = ({ problems }: Loaded) => problems.filter(({ severity }) => severity === 'error');

describe('a document that cannot be read says why, and what to do', () => {
  const cases: Record<string, [make: () => string, title: string, found: RegExp, mend: RegExp]> = {
    'a missing file of a known country': [() => at('no.yaml'), 'no such document', /^no\.yaml$/, /sovereign init NO/],
    'a missing file beside one like it': [
      () => {
        plant(folder(), { 'in.yaml': IN });
        return at('inn.yaml');
      },
      'no such document',
      /did you mean in\.yaml\?/,
      /sovereign countries/,
    ],
    'a missing file of an unknown country': [
      () => at('xq.yaml'),
      'no such document',
      /xq\.yaml/,
      /sovereign countries/,
    ],
    'a missing folder': [() => at('none/in.yaml'), 'no such document', /in\.yaml/, /sovereign init IN/],
    'an empty name': [() => '', 'no such document', /an empty name/, /./],
    'a folder': [() => folder(), 'a folder, not a document', /./, /name a file/],
    'a file below a file': [
      () => {
        plant(folder(), { file: 'x' });
        return at('file/in.yaml');
      },
      'not readable',
      /no such file/,
      /check the path/,
    ],
    'a device': [() => '/dev/zero', 'not a file', /device/, /name a YAML file/],
    'a pipe': [
      () => {
        execFileSync('mkfifo', [at('in.yaml')]);
        return at('in.yaml');
      },
      'not a file',
      /pipe/,
      /name a YAML file/,
    ],
    'a link to itself': [
      () => {
        symlinkSync('in.yaml', at('in.yaml'));
        return at('in.yaml');
      },
      'not readable',
      /link/,
      /check the path/,
    ],
    'a link to nothing': [
      () => {
        symlinkSync('nothing', at('in.yaml'));
        return at('in.yaml');
      },
      'no such document',
      /in\.yaml/,
      /./,
    ],
    'too long': [
      () => {
        writeFileSync(at('in.yaml'), `${IN}#${'x'.repeat(MAX_BYTES)}`);
        return at('in.yaml');
      },
      'too long',
      /bytes/,
      /a page/,
    ],
    'Latin-1': [
      () => {
        writeFileSync(at('in.yaml'), Buffer.from(edit(IN, ['IndiaAI', 'Índia']), 'latin1'));
        return at('in.yaml');
      },
      'not UTF-8 text',
      /line 4/,
      /save the file as UTF-8/,
    ],
    'UTF-16': [
      () => {
        writeFileSync(at('in.yaml'), Buffer.from(`\uFEFF${IN}`, 'utf16le'));
        return at('in.yaml');
      },
      'not UTF-8 text',
      /UTF-16/,
      /save the file as UTF-8/,
    ],
    empty: [
      () => {
        writeFileSync(at('in.yaml'), '');
        return at('in.yaml');
      },
      'the document is empty',
      /^$/,
      /sovereign init/,
    ],
    'a name with a zero byte': [() => `${folder()}/in\u0000.yaml`, 'not readable', /./, /check the path/],
  };
  test.each(Object.entries(cases))('%s', (_, [make, title, found, mend]) => {
    const loaded = loadDocuments([make()]);
    expect(loaded).toHaveLength(1);
    const [problem] = loaded.flatMap(errors);
    expect(problem).toMatchObject({ title, severity: 'error', line: 1, column: 1 });
    expect(problem?.found ?? '').toMatch(found);
    expect(problem?.mend).toMatch(mend);
    expect(loaded[0]?.read?.profile).toBeUndefined();
    const shownAs = formatProblems(loaded.flatMap(errors));
    expect(shownAs).not.toContain('\n    at ');
    expect(shownAs).not.toContain('\u0000');
  });

  test('no right to read', () => {
    writeFileSync(at('in.yaml'), IN);
    chmodSync(folder(), 0o755);
    chmodSync(at('in.yaml'), 0);
    const [problem] = withoutRights(() => loadDocuments([at('in.yaml')])).flatMap(errors);
    expect(problem).toMatchObject({ title: 'not readable', found: expect.stringMatching(/permission denied/) });
  });

  test('the longest document there may be is read', () => {
    writeFileSync(at('in.yaml'), `${IN}#${'x'.repeat(MAX_BYTES - Buffer.byteLength(IN) - 1)}`);
    expect(loadDocuments([at('in.yaml')])[0]?.read?.profile?.country).toBe('IN');
  });

  test('a byte order mark is no part of the text', () => {
    writeFileSync(at('in.yaml'), `\uFEFF${IN}`);
    expect(loadDocuments([at('in.yaml')])[0]?.read?.profile?.country).toBe('IN');
  });
});

describe('names', () => {
  test('a code in any case is the document of that country; anything else is a path', () => {
    expect(pathOf('IN')).toBe(`${COUNTRIES_FOLDER}/in.yaml`);
    expect(pathOf('iN', folder())).toBe(at('in.yaml'));
    expect(pathOf('./in')).toBe('./in');
    expect(pathOf('in.yaml')).toBe('in.yaml');
    expect(pathOf('..')).toBe('..');
  });

  test('a document may end in .yml', () => {
    plant(folder(), { 'in.yml': IN });
    expect(loadDocuments(['IN'], folder())[0]?.read?.profile?.country).toBe('IN');
    plant(folder(), { 'in.yaml': IN });
    expect(pathOf('IN', folder())).toBe(at('in.yaml'));
  });

  test('a document named twice is read once', () => {
    plant(folder(), { 'in.yaml': IN });
    expect(loadDocuments(['IN', 'in', at('in.yaml'), `${folder()}/./in.yaml`], folder())).toHaveLength(1);
  });

  test('a path is shown as a person would write it', () => {
    expect(shown(join(process.cwd(), 'stacks/countries/in.yaml'))).toBe('stacks/countries/in.yaml');
    expect(shown('/elsewhere/in.yaml')).toBe('/elsewhere/in.yaml');
  });
});

describe('all documents of a folder', () => {
  test('sorted, without what editors and others leave there', () => {
    plant(folder(), {
      'in.yaml': IN,
      'ae.yml': AE,
      'IL.YAML': '',
      'in.yaml~': '',
      '.in.yaml.swp': '',
      '._in.yaml': '',
      'x.md': '',
    });
    symlinkSync('someone@host.123', at('.#in.yaml'));
    expect(listDocuments(folder())).toEqual([at('IL.YAML'), at('ae.yml'), at('in.yaml')]);
  });

  test('several bad ones report together, and the good ones are good', () => {
    plant(folder(), {
      'ae.yaml': edit(AE, ['custody: cmk', 'custody: cmx']),
      'de.yaml': '',
      'in.yaml': IN,
      'no.yaml': 'a: [',
    });
    mkdirSync(at('xx.yaml'));
    const loaded = loadDocuments([], folder());
    expect(loaded.map((entry) => [entry.file.split('/').at(-1), errors(entry).map(({ title }) => title)])).toEqual([
      ['ae.yaml', ['not an allowed value']],
      ['de.yaml', ['the document is empty']],
      ['in.yaml', []],
      ['no.yaml', ['YAML syntax']],
      ['xx.yaml', ['a folder, not a document']],
    ]);
    expect(loaded.map(({ read }) => read?.profile?.country)).toEqual([
      undefined,
      undefined,
      'IN',
      undefined,
      undefined,
    ]);
  });

  test.each<[string, () => string, RegExp]>([
    ['an empty folder', () => folder(), /no \.yaml file/],
    ['a folder that is not there', () => at('none'), /no such file or folder/],
    ['a file', () => at('file'), /./],
  ])('%s', (name, place, found) => {
    if (name === 'a file') plant(folder(), { file: '' });
    const [problem, ...more] = loadDocuments([], place()).flatMap(errors);
    expect(problem).toMatchObject({ title: 'no country documents', found: expect.stringMatching(found) });
    expect(problem?.mend).toMatch(/sovereign init/);
    expect(more).toEqual([]);
    expect(listDocuments(join(place(), 'none'))).toEqual([]);
  });

  test('the shipped ones are sound', () => {
    expect(loadDocuments([]).flatMap(errors)).toEqual([]);
    rmSync(folder(), { recursive: true });
  });
});
