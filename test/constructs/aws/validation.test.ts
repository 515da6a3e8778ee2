/** The checks inside a blank CDK app: a stack that breaks an invariant fails, a clean one passes. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { SovereignChecks } from '../../../constructs/aws';
import { profileOf } from '../../support/profile';

const KEY = 'arn:aws:kms:ap-south-1:111122223333:key/a';
const clean = (scope: Stack, retentionInDays = 365) =>
  new CfnLogGroup(scope, 'Logs', { retentionInDays, kmsKeyId: KEY });

const shout = console.error;
let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'validation-'));
  console.error = () => {}; // the report of what is meant to fail
});
afterEach(() => {
  rmSync(outdir, { recursive: true, force: true });
  console.error = shout;
});

/** Synthesizes an app; what the plugin reported, and whether synthesis failed. */
function synth(build: (app: App) => void, props: ConstructorParameters<typeof SovereignChecks>[0] = { country: 'IN' }) {
  const app = new App({ outdir, context: { 'aws:cdk:disable-stack-trace': true } });
  build(app);
  const checks = new SovereignChecks(props);
  let said: ReturnType<SovereignChecks['validate']> | undefined;
  const { name, ruleIds } = checks;
  Validations.of(app).addPlugins({
    name,
    ruleIds,
    validate(context) {
      said = checks.validate(context);
      return said;
    },
  });
  let failed = false;
  try {
    app.synth();
  } catch {
    failed = true;
  }
  const [report] = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')).pluginReports;
  return { failed, report, said };
}

const stackIn = (app: App | Stage, region?: string, id = 'Blank') => new Stack(app, id, { env: { region } });
const rules = (report: { violations: { ruleName: string }[] }) =>
  report.violations.map(({ ruleName }) => ruleName).sort();

test('a clean stack passes, and the report says what was proved', () => {
  const { failed, said } = synth((app) => clean(stackIn(app, 'ap-south-1')));
  expect(failed).toBe(false);
  expect(said).toMatchObject({
    success: true,
    violations: [],
    metadata: { country: 'IN', fail: '0', notChecked: '0' },
  });
  expect(Number(said?.metadata?.['pass'])).toBeGreaterThan(1);
});

test('a stack abroad, and logs kept too short, fail with construct, property and remedy', () => {
  const { failed, report } = synth((app) => {
    clean(stackIn(app, 'ap-south-1'), 7);
    clean(stackIn(app, 'eu-west-1', 'Abroad'));
  });
  expect(failed).toBe(true);
  expect(rules(report)).toEqual(expect.arrayContaining(['audit/log-retention', 'residency/location']));
  const short = report.violations.find(({ ruleName }: { ruleName: string }) => ruleName === 'audit/log-retention');
  expect(short).toMatchObject({ customSeverity: 'high', suggestedFix: expect.stringContaining('retention') });
  expect(short.violatingConstructs[0]).toMatchObject({
    constructPath: 'Blank/Logs',
    cloudFormationResource: { logicalId: 'Logs', propertyPaths: ['Properties.RetentionInDays'] },
  });
  expect(JSON.stringify(report)).not.toContain(outdir);
});

test('nested stacks and stages are judged, each where it goes', () => {
  const { report } = synth((app) => {
    clean(new NestedStack(stackIn(app, 'ap-south-1'), 'Inner') as Stack, 7);
    clean(stackIn(new Stage(app, 'Stage'), 'eu-west-1'));
  });
  const paths = JSON.stringify(report.violations);
  expect(paths).toContain('Blank/Inner/Logs');
  expect(paths).toContain('Stage/Blank/Logs');
});

test('a stack that says no region goes to the one given, else to the first of the country', () => {
  const build = (app: App) => void clean(stackIn(app));
  expect(synth(build).failed).toBe(false);
  expect(rules(synth(build, { country: 'IN', region: 'eu-west-1' }).report)).toContain('residency/location');
});

test('a finding that somebody answers for is let stand', () => {
  const { failed } = synth((app) => {
    const logs = clean(stackIn(app, 'ap-south-1'), 7);
    Validations.of(logs).acknowledge({ id: 'Sovereign::audit/log-retention', reason: 'kept by the archive' });
  });
  expect(failed).toBe(false);
});

test("a country's document decides how long logs are kept", () => {
  const profile = profileOf('stacks/countries/in.yaml');
  expect(synth((app) => clean(stackIn(app, 'ap-south-1'), 90), { country: profile }).failed).toBe(true);
});

test.each([
  [{ country: 'XX' }, /no country XX; allowed: .*IN/],
  [{ country: 'IN', region: 'mars-1' }, /no AWS region mars-1; allowed: .*ap-south-1/],
])('%j is refused when the plugin is made', (props, message) => {
  expect(() => new SovereignChecks(props)).toThrow(message);
});
