// A process that runs test files with one change of one source file at a time, asked for by its parent. Jest's own
// runner and expect, without its sandbox: the CDK and the catalogue are read once, not once a test file.
process.env.CDK_VALIDATION = 'false';
const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { transformSync } = require('@swc/core');
const { expect } = require('expect');
const circus = require('jest-circus');

const root = resolve(__dirname, '../..');
/** What a change can reach; the rest of the project, and every package, stays loaded. */
const FRESH = ['constructs', 'stacks', 'test'].map((folder) => join(root, folder, '/'));
const compiled = new Map();
let changed = { file: '', text: '' };
let failed = false;

require.extensions['.ts'] = (module, filename) => {
  const text = filename === changed.file ? changed.text : readFileSync(filename, 'utf8');
  if (!compiled.has(text)) {
    const options = { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } };
    compiled.set(text, transformSync(text, { ...options, filename }).code);
  }
  module._compile(compiled.get(text), filename);
};
for (const name of ['describe', 'test', 'beforeAll', 'afterAll', 'beforeEach', 'afterEach'])
  globalThis[name] = circus[name];
globalThis.expect = expect;
console.log = console.error = console.warn = () => {};

// One failure is enough: what comes after it is passed over.
circus.addEventHandler((event) => {
  if (event.name === 'test_fn_failure' || event.name === 'hook_failure') failed = true;
  if (event.name === 'test_start' && failed) event.test.mode = 'skip';
});

/** Whether every test of a file passes. */
async function passes(test) {
  for (const path of Object.keys(require.cache))
    if (FRESH.some((folder) => path.startsWith(folder)) && path !== __filename) delete require.cache[path];
  module.children.length = 0;
  circus.resetState();
  failed = false;
  try {
    require(join(root, test));
  } catch {
    return false;
  }
  const { testResults, unhandledErrors } = await circus.run();
  if (testResults.length === 0) throw new Error(`${test} holds no test`);
  return !failed && unhandledErrors.length === 0 && testResults.every(({ errors }) => errors.length === 0);
}

process.on('message', async ({ file, text, tests }) => {
  changed = { file: join(root, file), text };
  const start = Date.now();
  for (const test of tests) if (!(await passes(test))) return process.send({ failed: true });
  process.send({ failed: false, took: Date.now() - start });
});
