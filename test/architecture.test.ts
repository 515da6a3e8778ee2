/** The way data flows is the architecture: imports run one way, and each room knows only what it may. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const ROOTS = ['bin', 'lib', 'constructs', 'stacks'];

/** Room → rooms it may import. A room may always import itself. */
const MAY_IMPORT: Record<string, string[]> = {
  'lib/catalogue': [],
  'lib/profile': ['lib/catalogue'],
  'lib/plan': ['lib/catalogue', 'lib/profile'],
  'lib/graph': ['lib/catalogue'],
  'lib/checks': ['lib/catalogue', 'lib/profile', 'lib/plan', 'lib/graph'],
  'lib/diff': ['lib/graph', 'lib/checks'],
  'lib/evidence': ['lib/catalogue', 'lib/profile', 'lib/plan', 'lib/graph', 'lib/checks', 'lib/diff'],
  'lib/engines': ['lib/catalogue', 'lib/profile', 'lib/plan', 'lib/graph', 'lib/checks', 'lib/evidence'],
  'lib/index.ts': ['lib/catalogue', 'lib/profile', 'lib/plan', 'lib/graph', 'lib/checks', 'lib/diff', 'lib/evidence'],
  'constructs/aws': ['lib/catalogue', 'lib/plan'],
  'constructs/azure': ['lib/catalogue', 'lib/plan'],
  // The checks inside someone's app stand at the door, as the command line does; no construct judges itself.
  'constructs/aws/index.ts': ['lib/plan', 'constructs/aws', 'constructs/aws/validation'],
  'constructs/azure/index.ts': ['constructs/azure', 'constructs/azure/validation'],
  'constructs/aws/validation': ['lib/graph', 'lib/checks', 'lib/engines'],
  'constructs/azure/validation': ['lib/checks', 'constructs/azure'],
  'stacks/aws': ['lib/catalogue', 'lib/plan', 'constructs/aws'],
  'stacks/azure': ['lib/catalogue', 'lib/plan', 'constructs/azure'],
  'stacks/index.ts': ['lib/plan', 'stacks/aws', 'stacks/azure'],
  bin: [
    'lib/catalogue',
    'lib/profile',
    'lib/plan',
    'lib/graph',
    'lib/checks',
    'lib/diff',
    'lib/evidence',
    'lib/engines',
    'lib/index.ts',
    'stacks/index.ts',
    'stacks/aws',
    'package.json',
  ],
};

/** Packages → the only places that may name them. Anything else is refused in `lib`. */
const PACKAGES: [RegExp, RegExp][] = [
  [/^aws-cdk-lib/, /^(constructs|stacks)\/aws\//],
  [/^(cdktf|cdktn|@cdkt[fn]\/)/, /^constructs\/azure\/cdktf\.ts$/],
  [/^constructs$/, /^(constructs|stacks)\//],
  [/^zod$/, /^lib\/(catalogue|profile)\//],
  [/^(yaml|jsonc-parser|fastest-levenshtein)$/, /^lib\/(profile|graph)\//],
  [/^node:crypto$/, /^lib\/(plan|engines)\//],
  [/^(node:(fs|os|path)|proper-lockfile)$/, /^(lib\/engines|bin|constructs\/aws\/validation)\//],
  [/^node:child_process$/, /^lib\/engines\//],
  [/^(node:perf_hooks|node:readline|commander|cli-table3|picocolors)$/, /^bin\//],
];

const files = ROOTS.flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(root, file)),
);

const imports = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([\w@./:-]+)'/g)].map(([, target]) => ({
    file,
    target: target as string,
  })),
);

function roomOf(path: string): string {
  return (
    Object.keys(MAY_IMPORT)
      .filter((room) => path === room || path.startsWith(`${room}/`))
      .sort((a, b) => b.length - a.length)[0] ?? path
  );
}

test('there is something to hold to', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(imports.length).toBeGreaterThan(150);
});

test('imports between rooms run one way', () => {
  const wrong = imports
    .filter(({ target }) => target.startsWith('.'))
    .map(({ file, target }) => {
      const path = normalize(join(dirname(file), target));
      // `..` may name a room's index.
      return {
        file,
        from: roomOf(file),
        to:
          path === 'package.json'
            ? path
            : roomOf(path === 'stacks' ? 'stacks/index.ts' : path === 'lib' ? 'lib/index.ts' : path),
      };
    })
    .filter(({ from, to }) => from !== to && !MAY_IMPORT[from]?.includes(to))
    .map(({ file, to }) => `${file} imports ${to}`);
  expect(wrong).toEqual([]);
});

test('packages are named only where they belong', () => {
  const wrong = imports
    .filter(({ target }) => !target.startsWith('.'))
    .filter(({ file, target }) => !PACKAGES.some(([name, place]) => name.test(target) && place.test(file)))
    .map(({ file, target }) => `${file} imports ${target}`);
  expect(wrong).toEqual([]);
});

test('providers of Azure come by deep path: the root costs four seconds', () => {
  expect(imports.filter(({ target }) => /^@cdkt[fn]\/provider-[^/]+$/.test(target))).toEqual([]);
});

test('only the engines and the command line touch the process', () => {
  const pure = files.filter((file) => file.startsWith('lib/') && !file.startsWith('lib/engines/'));
  const impure = pure.filter((file) =>
    /\bprocess\.|\bDate\.now|\bnew Date\(\)|Math\.random|\bfetch\(/.test(readFileSync(file, 'utf8')),
  );
  expect(impure).toEqual([]);
});

test('no file holds two ideas: none is longer than 400 lines', () => {
  const long = files
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length }))
    .filter(({ lines }) => lines > 400);
  expect(long).toEqual([]);
});
