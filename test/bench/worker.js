// Synthesizes COUNT countries, made from the catalogue, in one process. A country has one document in a run, so more
// than the catalogue holds go in several runs of the same command, each into a folder of its own.
const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { catalogue, initialDocument } = require('../../dist/lib');
const { synth } = require('../../dist/bin/commands/synth');

async function main(count, folder) {
  for (let done = 0, run = 0; done < count; run += 1) {
    const codes = catalogue.countryCodes.slice(0, count - done);
    const place = join(folder, String(run));
    mkdirSync(place, { recursive: true });
    const files = codes.map((code) => join(place, `${code.toLowerCase()}.yaml`));
    for (const [index, file] of files.entries()) writeFileSync(file, initialDocument(codes[index]));
    const code = await synth(files, { out: join(place, 'out'), format: 'human', quiet: true });
    if (code > 1) process.exit(code);
    done += codes.length;
  }
}
main(Number(process.argv[2]), process.argv[3]);
