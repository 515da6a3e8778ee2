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
import { CHECKOV_SKIPS, checkovText } from '../../lib/evidence/scanners';
import { planCountry } from '../../lib/plan';
import { readCountry } from '../../lib/profile';
import { synthesize } from '../../stacks';
import { AZURE_MATRIX } from '../matrix/azure-documents';

interface Report {
  readonly summary?: { readonly passed: number; readonly failed: number; readonly parsing_errors: number };
  readonly results?: { readonly failed_checks: readonly { readonly check_id: string; readonly resource: string }[] };
}

/**
 * What a scanner looks at: which arguments a resource has together, each word that stands in them, and which types stand
 * together in a root. Names, ids and places are no words.
 */
function* elementsOf(text: string): Iterable<string> {
  const { resource }: { resource: Readonly<Record<string, Record<string, object>>> } = JSON.parse(text);
  yield Object.keys(resource).sort().join();
  for (const [type, instances] of Object.entries(resource))
    for (const body of Object.values(instances)) {
      const leaves = [...leavesOf(body, type)].filter(([path]) => !/\.(\/\/|tags|depends_on)\b/.test(path));
      yield [...new Set(leaves.map(([path]) => path))].sort().join();
      for (const [path, value] of leaves)
        if (typeof value !== 'string') yield `${path} ${value}`;
        else if (/^[A-Z][A-Za-z0-9_]{1,40}$|^\*$/.test(value)) yield `${path} ${value}`;
    }
}

function* leavesOf(value: unknown, path: string): Iterable<readonly [path: string, value: unknown]> {
  if (typeof value !== 'object' || value === null) yield [path, value];
  else
    for (const [key, inner] of Object.entries(value))
      yield* leavesOf(inner, Array.isArray(value) ? `${path}[]` : `${path}.${key}`);
}

/** The shipped countries whole, and of the matrix each root that says something that none before it did. */
async function write(folder: string): Promise<void> {
  const shipped = readdirSync('stacks/countries').map((file) => ({
    name: file,
    text: readFileSync(join('stacks/countries', file), 'utf8'),
  }));
  const seen = new Set<string>();
  let roots = 0;
  for (const [index, { name, text }] of [...shipped, ...AZURE_MATRIX].entries()) {
    // A document that is refused is for the matrix's own test to report.
    const { profile } = readCountry(name, text);
    if (!profile) continue;
    const plan = planCountry(profile);
    const directory = join(folder, 'trees', String(index));
    const made = (await synthesize(plan, 'azure', { directory, read: () => '' })).filter((file) => {
      const fresh = [...elementsOf(file.text)].filter((element) => !seen.has(element));
      for (const element of fresh) seen.add(element);
      return fresh.length > 0 || index < shipped.length;
    });
    roots += made.length;
    for (const file of made) {
      mkdirSync(dirname(join(directory, file.path)), { recursive: true });
      writeFileSync(join(directory, file.path), file.text);
    }
  }
  writeFileSync(join(folder, 'config.yaml'), checkovText(CHECKOV_SKIPS));
  console.log(`${roots} roots for Checkov, which say all that the others do`);
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
