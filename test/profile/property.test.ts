import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { countryCodes } from '../../lib/catalogue';
import { PlanRefusal, planCountry } from '../../lib/plan';
import { formatProblems, readCountry } from '../../lib/profile';
import { initialDocument } from '../../lib/profile/init';
import { AE, IN } from '../support/country';
import { SEED } from '../support/seed';

/** What must hold of any text: never a crash, always a place and a way out, and a profile only of a sound document. */
function faults(text: string, file: string): string[] {
  const { problems, profile, document } = readCountry(file, text);
  const lines = text.split(/\r\n|\r|\n/).length;
  const wrong = problems
    .filter(({ line, column, length, title, mend }) => {
      const placed = line >= 1 && line <= lines && column >= 1 && length >= 1;
      return !placed || title === '' || mend === '' || /undefined|\[object/.test(`${title} ${mend}`);
    })
    .map((problem) => `placed or worded wrong: ${JSON.stringify(problem)}`);
  const shown = formatProblems(problems);
  if (shown.includes('\n    at ')) wrong.push('a stack trace');
  if (shown.length > 200_000) wrong.push('too much to read');
  if ((profile !== undefined) !== problems.every(({ severity }) => severity === 'warning'))
    wrong.push('a profile with errors, or none without');
  if (!profile) return wrong;
  reached.profiles += 1;
  try {
    planCountry(profile);
  } catch (error) {
    if (!(error instanceof PlanRefusal)) throw error;
    reached.refusals += 1;
    if (!error.issues.every((issue) => document.place(issue).line >= 1)) wrong.push('a refusal without a place');
  }
  return wrong;
}

/** What the random documents came to: a property that reaches nothing proves nothing. */
const reached = { profiles: 0, refusals: 0 };

const holds = (text: string, file = 'in.yaml'): void => expect(faults(text, file)).toEqual([]);

const run = (property: fc.IRawProperty<unknown>, numRuns: number): void =>
  void fc.assert(property as fc.IProperty<unknown>, {
    numRuns,
    seed: SEED,
    interruptAfterTimeLimit: 800,
    markInterruptAsFailure: false,
  });

/** Scalars that have broken readers of YAML before. */
const scalar = fc.oneof(
  fc.constantFrom(
    ...[
      'NO',
      'no',
      'on',
      '~',
      'null',
      '""',
      "''",
      '0',
      '-1',
      '1e9',
      '.nan',
      '.inf',
      '0x1f',
      '012',
      '1_000',
      '2001-01-01',
    ],
    ...[
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      '*a',
      '&a x',
      '!!js/function x',
      '!!binary aGk=',
      '|',
      '>',
    ],
    ...['[', ']', '{', '}', '{}', '[]', '- x', '? x', ': x', '<<', '#', '@x', '`x', '%x', '"\\u0000"', '"\\x1b[31m"'],
    ...[
      '10.64.0.0/12',
      '10.64.0.0/16',
      '10.64.0.0/33',
      '255.255.255.255/0',
      '10.0.0.0/8',
      '192.168.0.0/20',
      '172.20.0.0/16',
    ],
    ...['ap-south-1', 'ap-south-2', 'centralindia', 'southindia', 'uaenorth', 'aps1-az1', 'mec1-az2', 'p5en.48xlarge'],
    ...['hsm-cmk', 'external', 'secret', 'firewall', 'IN', 'AE', 'in', 'block', '{ block: cr-0a1b2c3d }', '5000'],
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.integer().map(String),
);

type Change = (lines: string[]) => string[];
const index = fc.nat(200);
/** Slips of the hand, and worse, in a document of lines. */
const change: fc.Arbitrary<Change> = fc.oneof(
  index.map(
    (at): Change =>
      (lines) =>
        lines.toSpliced(at % lines.length, 1),
  ),
  index.map(
    (at): Change =>
      (lines) =>
        lines.toSpliced(at % lines.length, 0, lines[at % lines.length] ?? ''),
  ),
  fc.tuple(index, index).map(
    ([a, b]): Change =>
      (lines) =>
        lines
          .with(a % lines.length, lines[b % lines.length] ?? '')
          .with(b % lines.length, lines[a % lines.length] ?? ''),
  ),
  fc.tuple(index, scalar).map(
    ([at, value]): Change =>
      (lines) =>
        lines.with(
          at % lines.length,
          (lines[at % lines.length] ?? '').replace(/: [^{}#]+?(?=[,}#]|$)/, () => `: ${value} `),
        ),
  ),
  fc.tuple(index, fc.nat(8), scalar).map(
    ([at, nth, value]): Change =>
      (lines) => {
        let seen = 0;
        const swap = (line: string) => line.replace(/(?<=: )[^{}[\],# ]+/g, (old) => (seen++ === nth ? value : old));
        return lines.with(at % lines.length, swap(lines[at % lines.length] ?? ''));
      },
  ),
  fc.tuple(index, scalar, scalar).map(
    ([at, key, value]): Change =>
      (lines) => {
        const indent = /^ */.exec(lines[at % lines.length] ?? '')?.[0] ?? '';
        return lines.toSpliced(at % lines.length, 0, `${indent}${key}: ${value}`);
      },
  ),
  fc.tuple(index, fc.nat(120)).map(
    ([at, cut]): Change =>
      (lines) =>
        lines.with(at % lines.length, (lines[at % lines.length] ?? '').slice(0, cut)),
  ),
);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every place of a value: its parent and its key there. */
function places(value: Json): [parent: Record<string, Json>, key: string][] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Record<string, Json>;
  return Object.keys(parent).flatMap((key) => [
    [parent, key] as [typeof parent, string],
    ...places(parent[key] ?? null),
  ]);
}

const jsonValue = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    '',
    [],
    {},
    [[]],
    { min: 0, max: 9 },
    'on-demand',
    { block: 'cr-0a1b2c3d' },
    'serve',
  ),
  fc.constantFrom<Json>(0, 1, 1.5, -1, 300, 1000, 5000, 1e21, '1', 'cmk', 'external', 'secret', 'firewall', 'SG', 'DE'),
  fc.constantFrom<Json>('10.64.0.0/12', '10.64.0.0/20', '10.80.0.0/20', '10.80.0.0/24', '10.64.0.0/16', '8.0.0.0/8'),
  fc.constantFrom<Json>('ap-south-2', 'westindia', 'aps1-az2', 'aps2-az1', 'g4dn.metal', 'Standard_NC4as_T4_v3'),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

/** A sound document with some values changed, added or doubled. */
const plausible = fc
  .tuple(
    fc.constantFrom(IN, AE, ...countryCodes.map(initialDocument)),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('change', 'add', 'double', 'remove'), jsonValue), { maxLength: 3 }),
  )
  .map(([text, changes]): Json => {
    const value = parse(text) as Json;
    for (const [at, how, fresh] of changes) {
      const all = places(value);
      const [parent, key] = all[at % all.length] ?? [{}, ''];
      if (how === 'change') parent[key] = fresh;
      else if (how === 'remove' && !Array.isArray(parent)) delete parent[key];
      else if (how === 'add' && !Array.isArray(parent)) parent[`${key}x`] = fresh;
      else if (Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)] ?? null));
    }
    return value;
  });

test('random text', () =>
  run(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => holds(text)),
    300,
  ));

test('text of the characters that mean something in YAML', () => {
  const unit = fc.constantFrom(...'{}[]:,-?!&*#|>\'"%@`~<= \n\t\rab1\\\u0000\ufeff');
  run(
    fc.property(fc.string({ unit, maxLength: 120 }), (text) => holds(text)),
    500,
  );
});

test('random bytes, read as text', () => {
  run(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => holds(new TextDecoder().decode(bytes))),
    200,
  );
});

test.each([
  ['in.yaml', IN],
  ['ae.yaml', AE],
])('%s with lines lost, doubled, swapped and scalars replaced', (file, original) => {
  run(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) =>
      holds(
        changes.reduce((lines, make) => (lines.length > 0 ? make(lines) : lines), original.split('\n')).join('\n'),
        file,
      ),
    ),
    250,
  );
});

test('first documents of any country, changed', () => {
  run(
    fc.property(fc.constantFrom(...countryCodes), fc.array(change, { maxLength: 2 }), (code, changes) =>
      holds(
        changes.reduce((lines, make) => make(lines), initialDocument(code).split('\n')).join('\n'),
        `${code.toLowerCase()}.yaml`,
      ),
    ),
    150,
  );
});

test('values of plausible shape, as YAML and as JSON', () => {
  run(
    fc.property(plausible, (value) => holds(stringify(value), 'document.yaml')),
    400,
  );
  run(
    fc.property(plausible, (value) => holds(JSON.stringify(value), 'document.yaml')),
    200,
  );
  expect(reached.profiles).toBeGreaterThan(20);
});
