// The one command that changes golden trees. Read the difference before you commit it.
// The shipped countries go to test/golden; each folder of test/fixtures/golden to the folder of its name there.
const { spawnSync } = require('node:child_process');
const { readdirSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const GOLDEN = 'test/golden';
const FIXTURES = 'test/fixtures/golden';
const documents = (folder) => readdirSync(join(FIXTURES, folder)).map((file) => join(FIXTURES, folder, file));

const runs = [[GOLDEN, []], ...readdirSync(FIXTURES).map((folder) => [join(GOLDEN, folder), documents(folder)])];
const worst = runs.map(([out, names]) => {
  const args = ['dist/bin/sovereign.js', 'synth', ...names, '--quiet', '--out', out];
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 3;
});
// Findings are left out of the trees: see test/golden.test.ts.
for (const file of readdirSync(GOLDEN, { recursive: true }))
  if (file.endsWith('findings.json')) rmSync(join(GOLDEN, file));
process.exit(Math.max(...worst));
