/**
 * A run in a process of its own: node write-output.js <out> <tag> <files> [forever|wait]
 * Every file holds the tag, so that a mixed tree shows. `forever` publishes over and over; `wait` stops before it.
 */
require('./register');
const { Output } = require('../../lib/engines/output');

const [out, tag, files, mode] = process.argv.slice(2);

async function run(turn) {
  const output = new Output(out);
  const text = `${tag}-${turn}\n`;
  for (let index = 0; index < Number(files); index += 1) output.write('in', `aws/stack-${index}/template.json`, text);
  output.write('in', `only-${tag}.json`, text);
  output.write('in', 'plan.json', text);
  if (mode === 'wait') {
    process.stdout.write('waiting\n');
    setInterval(() => {}, 1000);
    return;
  }
  await output.publish();
}

(async () => {
  process.stdout.write('ready\n');
  for (let turn = 0; turn === 0 || mode === 'forever'; turn += 1) await run(turn);
})().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
