// npm run test:mutation: does each assertion bite? Flips every boolean and weakens every guarding word of the constructs,
// one at a time, and runs the tests of that capability (not the golden trees, which would notice anything). A change
// that no test notices is printed, and is a failure; so is a test that fails with nothing changed.
const { fork } = require('node:child_process');
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { availableParallelism } = require('node:os');
const { dirname, join, relative, resolve } = require('node:path');

const root = resolve(__dirname, '../..');
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

const filesBelow = (folder, suffix) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith(suffix))
        .sort()
        .map((file) => join(folder, file))
    : [];

function* mutations(cloud) {
  for (const file of filesBelow(`constructs/${cloud}`, '.ts')) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [from, to] of WORDS)
      for (const match of text.matchAll(from)) {
        const line = text.slice(0, match.index).split('\n').length;
        const source = text.split('\n')[line - 1].trim();
        if (/^(\*|\/\/|\/\*|readonly )/.test(source)) continue;
        yield {
          file,
          line,
          source,
          to,
          text: text.slice(0, match.index) + to + text.slice(match.index + match[0].length),
          tests: testsOf(cloud, file),
        };
      }
  }
}

/** The tests that must notice: those of the capability, whose folder the change is in, and those of every stack. */
function testsOf(cloud, file) {
  const capability = relative(join('constructs', cloud), dirname(file));
  const own = [`test/constructs/${cloud}/${capability}.test.ts`, `test/stacks/${cloud}/${capability}.test.ts`];
  const found = own.filter((path) => existsSync(join(root, path)));
  return capability && found.length > 0
    ? [...found, `test/stacks/${cloud}/stacks.test.ts`]
    : [`test/constructs/${cloud}`, `test/stacks`].flatMap((folder) =>
        filesBelow(folder, '.test.ts').filter((path) => path.includes(cloud)),
      );
}

/** Processes that run tests, one request at a time each. */
class Lanes {
  lanes = Array.from({ length: Math.min(2, availableParallelism()) }, () =>
    fork(join(__dirname, 'lane.js'), { cwd: root }),
  );

  /** Runs the tests of each with its change, and gives its answer to `then`. */
  async each(requests, then) {
    const queue = [...requests];
    await Promise.all(
      this.lanes.map(async (lane) => {
        for (let request = queue.shift(); request; request = queue.shift()) {
          const { file, text, tests, line } = request;
          const answer = await new Promise((done, fail) => {
            lane.once('message', done);
            lane.once('exit', () => fail(new Error(`tests ended at ${file}:${line} ${tests}`)));
            lane.send({ file, text, tests });
          });
          lane.removeAllListeners('exit');
          then(request, answer);
        }
      }),
    );
  }

  close() {
    for (const lane of this.lanes) lane.disconnect();
  }
}

async function main() {
  const clouds = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['aws', 'azure'];
  const all = clouds.flatMap((cloud) => [...mutations(cloud)]);
  const lanes = new Lanes();

  // Each test file once with nothing changed: what fails later is the change's doing, and the quickest are asked first.
  const took = new Map();
  const files = [...new Set(all.flatMap(({ tests }) => tests))];
  await lanes.each(
    files.map((test) => ({ file: '', text: '', tests: [test] })),
    ({ tests: [test] }, answer) => {
      if (answer.failed) throw new Error(`${test} fails with nothing changed`);
      took.set(test, answer.took);
    },
  );
  const unnoticed = [];
  await lanes.each(
    all.map((change) => ({ ...change, tests: [...change.tests].sort((a, b) => took.get(a) - took.get(b)) })),
    (change, { failed }) => {
      if (!failed) unnoticed.push(change);
    },
  );
  lanes.close();
  unnoticed.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
  for (const { file, line, source, to } of unnoticed) console.log(`${file}:${line}  ${to}  not noticed in  ${source}`);
  console.log(`${all.length} changes, ${all.length - unnoticed.length} noticed, ${unnoticed.length} not noticed`);
  process.exit(unnoticed.length > 0 ? 1 : 0);
}
main();
