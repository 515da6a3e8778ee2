/**
 * Writes for Checkov the trees of the shipped countries and of the matrix, each with its configuration, and reads what
 * Checkov says of them: nothing with the configuration, and without it nothing but what the configuration explains.
 *
 *     node -r ./test/support/register.js test/azurerm/checkov.ts write FOLDER
 *     node -r ./test/support/register.js test/azurerm/checkov.ts read WITH.json WITHOUT.json
 */
import '../matrix/stand-ins';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CHECKOV_SKIPS, scannerFiles } from '../../lib/evidence/scanners';
import { synthesize } from '../../stacks';
import { AZURE_MATRIX } from '../matrix/azure-documents';
import { planOf } from '../support/planned';

interface Report {
  readonly summary?: { readonly passed: number; readonly failed: number; readonly parsing_errors: number };
  readonly results?: { readonly failed_checks: readonly { readonly check_id: string; readonly resource: string }[] };
}

/** Rows that pair the options: regions say nothing more that a scanner reads. */
const PAIRS = AZURE_MATRIX.filter(({ name }) => name.startsWith('azure options'));

async function write(folder: string): Promise<void> {
  const shipped = readdirSync('stacks/countries').map((file) => ({
    name: file,
    text: readFileSync(join('stacks/countries', file), 'utf8'),
  }));
  for (const [index, { name, text }] of [
    ...shipped,
    ...AZURE_MATRIX.filter(({ name }) => !/asia|europe/.test(name)),
  ].entries()) {
    const plan = planOf(text, name);
    const directory = join(folder, String(index));
    const made = await synthesize(plan, 'azure', { directory, read: () => '' });
    for (const file of [...made, ...scannerFiles(plan)]) {
      mkdirSync(dirname(join(directory, file.path)), { recursive: true });
      writeFileSync(join(directory, file.path), file.text);
    }
  }
  console.log(`${shipped.length + PAIRS.length} documents`);
}

function read(withSkips: Report, without: Report): void {
  const idsOf = ({ results }: Report): string[] =>
    [
      ...new Set(results?.failed_checks.map(({ check_id, resource }) => `${check_id} ${resource.split('.')[0]}`)),
    ].sort();
  const wrong = [
    ...[withSkips, without].flatMap(({ summary }) =>
      !summary || summary.parsing_errors > 0 || summary.passed < 1000 ? ['Checkov read too little'] : [],
    ),
    ...idsOf(withSkips).map((id) => `not explained: ${id}`),
    ...CHECKOV_SKIPS.filter(({ id }) => !idsOf(without).some((found) => found.startsWith(`${id} `))).map(
      ({ id }) => `no longer needed: ${id}`,
    ),
  ];
  console.log(`Checkov: ${without.summary?.passed} passed, ${CHECKOV_SKIPS.length} checks explained`);
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) process.exitCode = 1;
}

const json = (file = ''): Report => JSON.parse(readFileSync(file, 'utf8')) as Report;
const [mode, first = '', second] = process.argv.slice(2);
if (mode === 'write') void write(first);
else read(json(first), json(second));
