// npm run test:mutation: does each assertion bite? Flips every boolean and weakens every guarding word of the constructs,
// one at a time in a copy of the project, and runs the tests of that capability (not the golden trees, which would
// notice anything). A change that no test notices is printed, and is a failure.
const { spawn } = require('node:child_process');
const {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join, relative, resolve } = require('node:path');

const root = resolve(__dirname, '../..');
const LANES = 2;
/** Words whose loss a reviewer would mind: what is written → what a slip would make of it. */
const WORDS = [
  [/'Deny'/g, "'Allow'"],
  [/'required'/g, "'optional'"],
  [/'COMPLIANCE'/g, "'GOVERNANCE'"],
  [/'CUSTOMER_ROUTED'/g, "'AWS_MANAGED'"],
  [/'aws:VpceAccount'/g, "'aws:SourceVpc'"],
  [/'premium'/g, "'standard'"],
  [/'RSA-HSM'/g, "'RSA'"],
  [/'TLS1_2'/g, "'TLS1_0'"],
  [/RemovalPolicy\.RETAIN_ON_UPDATE_OR_DELETE/g, 'RemovalPolicy.DESTROY'],
  [/\btrue\b/g, 'false'],
  [/\bfalse\b/g, 'true'],
];

function* mutations() {
  for (const cloud of process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['aws', 'azure'])
    for (const name of readdirSync(join(root, 'constructs', cloud), { recursive: true })
      .filter((file) => file.endsWith('.ts'))
      .sort()) {
      const file = join('constructs', cloud, name);
      const text = readFileSync(join(root, file), 'utf8');
      for (const [from, to] of WORDS)
        for (const match of text.matchAll(from)) {
          const line = text.slice(0, match.index).split('\n').length;
          const source = text.split('\n')[line - 1].trim();
          if (/^(\*|\/\/|\/\*|readonly )/.test(source)) continue;
          yield {
            cloud,
            file,
            line,
            source,
            to,
            text: text.slice(0, match.index) + to + text.slice(match.index + match[0].length),
          };
        }
    }
}

/** The tests that must notice: those of the capability, whose folder the change is in, and those of every stack. */
function testsOf({ cloud, file }) {
  const capability = relative(join('constructs', cloud), dirname(file));
  const own = [`test/constructs/${cloud}/${capability}.test`, `test/stacks/${cloud}/${capability}.test`];
  return capability && own.some((path) => existsSync(join(root, `${path}.ts`)))
    ? [...own, `test/stacks/${cloud}/stacks.test`]
    : [`test/constructs/${cloud}`, `test/stacks/${cloud}`];
}

function lane(number) {
  const copy = mkdtempSync(join(tmpdir(), `mutation-${number}-`));
  for (const entry of [
    'bin',
    'lib',
    'constructs',
    'stacks',
    'test/support',
    'test/stacks',
    'test/constructs',
    'test/azurerm',
    'package.json',
    'jest.config.js',
  ])
    cpSync(join(root, entry), join(copy, entry), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return {
    close: () => rmSync(copy, { recursive: true, force: true }),
    /** Whether a test fails with this change. */
    notices: (mutation) =>
      new Promise((done) => {
        const original = readFileSync(join(copy, mutation.file), 'utf8');
        writeFileSync(join(copy, mutation.file), mutation.text);
        const paths = testsOf(mutation);
        const child = spawn(
          process.execPath,
          [
            join(root, 'node_modules/jest/bin/jest.js'),
            '--bail',
            '--runInBand',
            '--silent',
            '--testPathPatterns',
            ...paths,
          ],
          { cwd: copy, stdio: 'ignore' },
        );
        child.on('exit', (code) => {
          writeFileSync(join(copy, mutation.file), original);
          done(code !== 0);
        });
      }),
  };
}

async function main() {
  const all = [...mutations()];
  const survivors = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: LANES }, async (_, number) => {
      const { notices, close } = lane(number);
      while (next < all.length) {
        const mutation = all[next++];
        if (!(await notices(mutation))) survivors.push(mutation);
      }
      close();
    }),
  );
  const unnoticed = survivors.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
  for (const { file, line, source, to } of unnoticed) console.log(`${file}:${line}  ${to}  not noticed in  ${source}`);
  console.log(`${all.length} changes, ${all.length - unnoticed.length} noticed, ${unnoticed.length} not noticed`);
  process.exit(unnoticed.length > 0 ? 1 : 0);
}
main();
