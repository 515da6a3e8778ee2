/**
 * The CDK's own engines over the shipped countries and the matrix: strict CloudFormation validation, where a warning is
 * an error, and cdk-nag. Writes templates, each once and by region, for cfn-lint to read.
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
import { MATRIX, type Row } from './documents';
import { Nag } from './nag';

interface Report {
  readonly pluginName: string;
  readonly violations: readonly {
    readonly ruleName: string;
    readonly description: string;
    readonly violatingConstructs: readonly { readonly constructPath?: string }[];
  }[];
}

/** A template but for what differs from place to place and says nothing to a linter: names, accounts, values of tags. */
function shapeOf(template: string): string {
  const { Resources, ...rest }: { Resources: object } = JSON.parse(template, (key, value) =>
    key === 'Tags' || key === 'Description' ? undefined : value,
  );
  const ids = new Map(Object.keys(Resources).map((id, index) => [id, `"${index}"`]));
  return JSON.stringify({ Resources, ...rest })
    .replaceAll(/"(\w+)"/g, (text, id) => ids.get(id) ?? text)
    .replaceAll(/\d{12}/g, 'account')
    .replaceAll(/\b[a-z]{2,4}-(?:[a-z]+-)?[a-z]+-\d\b/g, 'region')
    .replaceAll(/\b[a-z]{2,6}\d*-(?:[a-z]+-[a-z]+-\d-)?az\d\b/g, 'zone')
    .replaceAll(/\b(sovereign-|sov)[a-z]{2}\b|: [A-Z]{2}"/g, 'country');
}

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
/** What the linter reads: of templates of one shape the first, held to the regions of them all. */
const templates = new Map<string, { readonly body: string; readonly regions: Set<string> }>();
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
    const shape = shapeOf(body);
    const template = templates.get(shape) ?? { body, regions: new Set() };
    templates.set(shape, template);
    // Not opened when the linter was made: held to its neighbour.
    template.regions.add(environment.region === 'me-west-1' ? 'me-central-1' : environment.region);
  }
}
rmSync(scratch, { recursive: true });

const folders = new Map<string, string>();
for (const { body, regions } of templates.values()) {
  const held = [...regions].sort().join(' ');
  const into = folders.get(held) ?? join(folder, String(folders.size + 1));
  folders.set(held, into);
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, 'regions'), held);
  writeFileSync(join(into, `${readdirSync(into).length}.template.json`), body);
}

for (const [what, places] of said)
  print([what, ...[...places].map(([where, name]) => `${where}  (${name})`)].join('\n  '));
for (const unused of nag.unused()) print(`a suppression that nothing needs: ${unused}`);
process.exitCode = said.size + nag.unused().length > 0 ? 1 : 0;
console.log(`${documents} documents judged by strict CloudFormation validation and cdk-nag`);
console.log(`${templates.size} shapes of templates for cfn-lint`);
