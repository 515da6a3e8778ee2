/**
 * The CDK's own engines over the shipped countries and the matrix: strict CloudFormation validation, where a warning is
 * an error, and cdk-nag. Writes for cfn-lint, by region, the templates of trees that people read, and of the others each
 * that says what none before it did.
 *
 *     node -r ./test/support/register.js test/matrix/engines.ts FOLDER
 */
import './stand-ins';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { CloudFormationValidatePlugin, Validations } from 'aws-cdk-lib';
import { CDK_APP_MODE_ENV } from 'aws-cdk-lib/cx-api';
import { awsApp } from '../../stacks/aws';
import { planOf } from '../support/plans';
import { MATRIX } from './documents';
import { Nag } from './nag';
import type { Row } from './rows';

interface Report {
  readonly pluginName: string;
  readonly violations: readonly {
    readonly ruleName: string;
    readonly description: string;
    readonly violatingConstructs: readonly { readonly constructPath?: string }[];
  }[];
}

/**
 * What a linter looks at: which properties a resource has together, and each word that stands in them. Names of places,
 * accounts and countries are no words, nor is text.
 */
function* elementsOf(template: string): Iterable<string> {
  const { Resources }: { Resources: Readonly<Record<string, { Type: string; Properties?: object }>> } =
    JSON.parse(template);
  for (const { Type, Properties = {} } of Object.values(Resources)) {
    const { Tags: _tags, Description: _description, ...properties } = Properties as Record<string, unknown>;
    const leaves = [...leavesOf(properties, '')];
    yield `${Type} ${[...new Set(leaves.map(([path]) => path))].sort()}`;
    for (const [path, value] of leaves)
      if (typeof value !== 'string') yield `${Type}${path} ${typeof value}`;
      else if (/^[\w:.*-]{1,60}$/.test(value) && !(value in Resources)) yield `${Type}${path} ${placeless(value)}`;
  }
}

function* leavesOf(value: unknown, path: string): Iterable<readonly [path: string, value: unknown]> {
  if (typeof value !== 'object' || value === null) yield [path, value];
  else
    for (const [key, inner] of Object.entries(value))
      yield* leavesOf(inner, Array.isArray(value) ? `${path}[]` : `${path}.${key}`);
}

const placeless = (word: string): string =>
  word
    .replaceAll(/\d{12}/g, 'account')
    .replaceAll(/\b[a-z]{2,4}-(?:[a-z]+-)?[a-z]+-\d\b/g, 'region')
    .replaceAll(/\b[a-z]{2,6}\d*-(?:[a-z]+-[a-z]+-\d-)?az\d\b/g, 'zone')
    .replaceAll(/\b(sovereign-|sov)[a-z]{2}\b/g, 'country');

const [folder = ''] = process.argv.slice(2);
/** Documents whose trees people read: the shipped countries, and the examples of what they leave out. */
const countries = [
  ...readdirSync('stacks/countries').map((file) => join('stacks/countries', file)),
  ...readdirSync('test/fixtures', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes(sep) && path.endsWith('.yaml'))
    .map((path) => join('test/fixtures', path)),
].map((path): Row => ({ name: path, text: readFileSync(path, 'utf8') }));
const scratch = mkdtempSync(join(tmpdir(), 'sovereign-engines-'));
const nag = new Nag();
/** What the linter has read, once it has read the templates that are written. */
const elements = new Set<string>();
let templates = 0;
/** What the engines say → where in a stack → the first document that shows it. */
const said = new Map<string, Map<string, string>>();
let documents = 0;

// The CDK prints each violation of each app, and throws; here they are gathered over all of them.
process.env[CDK_APP_MODE_ENV] = 'process';
const print = console.error;
console.error = () => {};

for (const { name, text } of [...countries, ...MATRIX]) {
  const plan = planOf(text, name);
  if (!plan.aws) continue;
  documents += 1;
  const app = awsApp([plan], { outdir: join(scratch, name) });
  Validations.of(app).addPlugins(nag);
  const assembly = app.synth();
  const reports: Report[] = JSON.parse(
    readFileSync(join(assembly.directory, 'validation-report.json'), 'utf8'),
  ).pluginReports;
  // A plugin with nothing to say is left out of the report, but for the CDK's own; suppressions show that cdk-nag ran.
  if (!reports.some(({ pluginName }) => pluginName === CloudFormationValidatePlugin.PLUGIN_NAME))
    throw new Error(`${name} was not validated`);
  for (const { ruleName, description, violatingConstructs } of reports.flatMap(({ violations }) => violations))
    for (const { constructPath } of violatingConstructs) {
      const [rule, finding = ''] = ruleName.split(/(?=\[)/);
      const what = `${rule}  ${description}`;
      const where = `${constructPath?.replace(/^[^/]+/, '…')} ${finding}`;
      if (!said.has(what)) said.set(what, new Map());
      if (!said.get(what)?.has(where)) said.get(what)?.set(where, name);
    }
  for (const { templateFullPath, environment } of assembly.stacks) {
    const body = readFileSync(templateFullPath, 'utf8');
    const fresh = [...elementsOf(body)].filter((element) => !elements.has(element));
    for (const element of fresh) elements.add(element);
    if (fresh.length === 0 && !countries.some((country) => country.name === name)) continue;
    mkdirSync(join(folder, environment.region), { recursive: true });
    writeFileSync(join(folder, environment.region, `${templates}.template.json`), body);
    templates += 1;
  }
}
rmSync(scratch, { recursive: true });

for (const [what, places] of said)
  print([what, ...[...places].map(([where, name]) => `${where}  (${name})`)].join('\n  '));
for (const unused of nag.unused()) print(`a suppression that nothing needs: ${unused}`);
process.exitCode = said.size + nag.unused().length > 0 ? 1 : 0;
console.log(`${documents} documents judged by strict CloudFormation validation and cdk-nag`);
console.log(`${templates} templates for cfn-lint, which say all that the others do`);
