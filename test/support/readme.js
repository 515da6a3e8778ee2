// Runs the README's console blocks in a copy of the project. With --update, writes their real output into the README.
const { spawnSync } = require('node:child_process');
const { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

const README = resolve(__dirname, '../../README.md');
const cli = `${process.execPath} ${resolve(__dirname, '../../dist/bin/sovereign.js')}`;

/** Seconds differ from run to run; a block shows them, and nothing is compared by them. */
const normalize = (text) =>
  text
    .replace(/\b\d+\.\d s\b/g, '0.0 s')
    .replace(/ +$/gm, '')
    .replace(/ {2,}/g, '  ')
    .trim();

/** Blocks of the README as { command, shown, actual, status }; a block of several commands shows no output. */
function run() {
  const project = mkdtempSync(join(tmpdir(), 'readme-'));
  for (const folder of ['stacks/countries', 'test/fixtures'])
    cpSync(resolve(__dirname, '../..', folder), join(project, folder), { recursive: true });
  try {
    return [...readFileSync(README, 'utf8').matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block]) => {
      const lines = block.trimEnd().split('\n');
      const commands = lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2));
      const shown = lines.filter((line) => !line.startsWith('$ ')).join('\n');
      return commands.map((command) => {
        // `npm ci` has been run, or this file could not; `npm start` is the command it names.
        const real = command.replace('npm ci && npm start', `${cli} synth`).replace(/^npx sovereign/, cli);
        const { status, stdout, stderr } = spawnSync('sh', ['-c', real], { cwd: project, encoding: 'utf8' });
        return {
          command,
          shown: commands.length === 1 ? shown : undefined,
          actual: `${stdout}${stderr}`.trimEnd(),
          status,
        };
      });
    });
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

module.exports = { normalize, run };

if (process.argv.includes('--update')) {
  let text = readFileSync(README, 'utf8');
  for (const { command, shown, actual } of run())
    if (shown !== undefined) text = text.replace(`$ ${command}\n${shown}\n`, () => `$ ${command}\n${actual}\n`);
  const country = readFileSync(resolve(__dirname, '../../stacks/countries/in.yaml'), 'utf8').trimEnd();
  text = text.replace(/```yaml\n[\s\S]*?```/, () => `\`\`\`yaml\n${country}\n\`\`\``);
  writeFileSync(README, text);
}
