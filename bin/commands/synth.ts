import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { judge } from '../../lib/checks/judge';
import type { Finding } from '../../lib/checks/model';
import { shown } from '../../lib/engines/documents';
import { Output } from '../../lib/engines/output';
import { findingsJson } from '../../lib/evidence/findings-json';
import { findingsText } from '../../lib/evidence/findings-text';
import { keyFiles } from '../../lib/evidence/keys-text';
import { planText } from '../../lib/evidence/plan-text';
import { scannerFiles } from '../../lib/evidence/scanners';
import type { CountryPlan } from '../../lib/plan';
import type { AwsPlan } from '../../lib/plan/aws';
import { summarize, type TargetSummary } from '../../lib/plan/summary';
import { version } from '../../package.json';
import { synthesize, type Template } from '../../stacks';
import { count, type Outcome, planAll, reportProblems } from '../countries';
import { columns, paintFor, progress } from '../terminal';

export interface SynthOptions {
  readonly out: string;
  readonly format: 'human' | 'json';
  readonly quiet: boolean;
}

/** One target's line of the summary. */
interface TargetReport extends TargetSummary {
  readonly resources: number;
  readonly files: number;
  /** Seconds its synthesis took; checking is in the total. */
  readonly seconds: number;
  readonly results: Readonly<Record<Finding['result'], number>>;
}

interface CountryReport {
  readonly plan: CountryPlan;
  readonly targets: readonly TargetReport[];
  readonly findings: readonly Finding[];
  files: number;
}

/** Documents → plans → templates → verdict, and everything in place at once or not at all. */
export async function synth(names: readonly string[], options: SynthOptions): Promise<number> {
  const started = performance.now();
  const outcome = planAll(names);
  if (reportProblems(outcome)) return 2;

  const line = progress(options.quiet || options.format === 'json');
  const output = new Output(options.out);
  const reports: CountryReport[] = [];
  try {
    for (const { plan } of outcome.planned) {
      line.say(`${plan.intent.name}: synthesizing`);
      const country = plan.intent.country.toLowerCase();
      const directory = output.directory(country);
      const templates: Template[] = [];
      const seconds: Partial<Record<'aws' | 'azure', number>> = {};
      for (const { cloud } of summarize(plan)) {
        const began = performance.now();
        const made = await synthesize(plan, cloud, {
          directory,
          read: (path) => readFileSync(join(directory, path), 'utf8'),
        });
        // The CDK has written its own files; the rest are ours to write.
        if (cloud === 'azure') for (const { path, text } of made) output.write(country, path, text);
        templates.push(...made);
        seconds[cloud] = (performance.now() - began) / 1000;
      }
      line.say(`${plan.intent.name}: checking`);
      const report = check(plan, templates, seconds, (cloud) => output.files(country, cloud).length);
      output.write(country, 'plan.json', `${JSON.stringify(plan, null, 2)}\n`);
      output.write(country, 'plan.md', planText(plan));
      for (const { path, text } of [...keyFiles(plan), ...scannerFiles(plan)]) output.write(country, path, text);
      output.write(country, 'findings.json', findingsJson(report.findings));
      reports.push(report);
    }
    const counts = await output.publish();
    for (const report of reports) report.files = counts.get(report.plan.intent.country.toLowerCase()) ?? 0;
  } finally {
    output.discard();
    line.done();
  }
  const seconds = (performance.now() - started) / 1000;
  if (options.format === 'json') process.stdout.write(`${JSON.stringify(jsonSummary(reports), null, 2)}\n`);
  else if (!options.quiet) process.stdout.write(summary(outcome, reports, options.out, seconds));
  const failed = reports.some(({ findings }) => findings.some(({ result }) => result === 'fail'));
  if (failed && options.quiet) process.stderr.write(failures(reports));
  return failed ? 1 : 0;
}

function check(
  plan: CountryPlan,
  templates: readonly Template[],
  seconds: Partial<Record<'aws' | 'azure', number>>,
  files: (cloud: string) => number,
): CountryReport {
  const sources = templates.map(({ path, text, stack, region }) => ({ name: path, text, stack, region }));
  const { graph, findings } = judge(sources, plan);
  const targets = summarize(plan).map((target): TargetReport => {
    const own = (file: string): boolean => file.startsWith(`${target.cloud}/`);
    const results = { pass: 0, fail: 0, 'not-applicable': 0, 'not-checked': 0 };
    for (const { resource, result } of findings) if (own(resource.file)) results[result] += 1;
    return {
      ...target,
      resources: graph.resources.filter(({ file }) => own(file)).length,
      files: files(target.cloud),
      seconds: seconds[target.cloud] ?? 0,
      results,
    };
  });
  return { plan, targets, findings, files: 0 };
}

function summary(outcome: Outcome, reports: readonly CountryReport[], out: string, seconds: number): string {
  const paint = paintFor(process.stdout);
  const folder = shown(out);
  const blocks = reports.map(({ plan: { intent, aws, azure }, targets }) => {
    const head = `${paint.bold(`${intent.country}  ${intent.name}`)}   custody ${intent.custody.level} · egress ${intent.egress} · logs ${intent.retention.logDays} d (${intent.retention.reason})`;
    const rows = targets.flatMap((target) => [
      [
        target.cloud,
        `${target.regions.primary}${target.regions.recovery ? ` → ${target.regions.recovery}` : ''}`,
        target.zones.length > 0 ? `zones ${target.zones.join(' ')}` : 'any zone',
        `${count(target.cells, 'cell')}  ${count(target.pools, 'pool')}  ${target.gpus} GPUs (${target.models.join(', ')})`,
      ],
      [
        '',
        `${target.units.length} ${target.cloud === 'aws' ? 'stacks' : 'roots'}  ${count(target.resources, 'resource')}  ${count(target.files, 'file')}`,
        `${target.seconds.toFixed(1)} s`,
        verdict(target, paint),
      ],
    ]);
    const warned = outcome.problems.filter(
      ({ file }) => file === outcome.planned.find(({ plan }) => plan.intent === intent)?.file,
    );
    const notes = [
      ...warned.map(({ title, found, line }) => `${title}: ${found ?? ''} (line ${line})`),
      ...[aws, azure].flatMap((target) => target?.notes.headlines ?? []),
    ];
    return [head, columns(rows, 4), ...notes.map((note) => `    ${paint.yellow('!')} ${note}`)].join('\n');
  });
  const files = reports.reduce((sum, report) => sum + report.files, 0);
  const targets = reports.reduce((sum, report) => sum + report.targets.length, 0);
  const failing = failures(reports);
  return `${paint.bold(`Sovereign AI Region ${version}`)}

${blocks.join('\n\n')}

${count(reports.length, 'country').replace('countrys', 'countries')}, ${count(targets, 'target')}, ${count(files, 'file')} in ${folder}/ (${seconds.toFixed(1)} s)
${failing}${nextSteps(reports, folder)}`;
}

function verdict({ results }: TargetReport, paint: ReturnType<typeof paintFor>): string {
  const fail = `fail ${results.fail}`;
  return `pass ${results.pass.toLocaleString('en-US')}  ${results.fail > 0 ? paint.red(fail) : paint.green(fail)}  not checked ${results['not-checked']}`;
}

/** Stacks that administrators deploy in each account, in order. */
const bootstrapOf = ({ bootstrap: { limits, toolkits } }: AwsPlan): string =>
  [limits, ...toolkits].map(({ stack }) => stack).join(' ');

/** What to do next, for the first country; the others differ by their folder. */
function nextSteps(reports: readonly CountryReport[], folder: string): string {
  const first = reports[0]?.plan;
  if (!first) return '';
  const cc = first.intent.country;
  const place = `${folder}/${cc.toLowerCase()}`;
  const roots = first.azure?.roots ?? [];
  const steps = [
    ['read', `${place}/plan.md · npx sovereign check ${place} --country ${cc}`],
    ['prepare', `npx sovereign plan ${cc} --preconditions`],
    ...(first.aws
      ? [
          ['deploy', `npx cdk deploy --app ${place}/aws ${bootstrapOf(first.aws)}   (first, in each account)`],
          ['', `npx cdk deploy --app ${place}/aws --all`],
        ]
      : []),
    ...roots
      .slice(0, 1)
      .map(({ name, handedOver }) => [
        first.aws ? '' : 'deploy',
        `terraform -chdir=${place}/azure/${name} init ${
          handedOver
            ? `  (then by the steps bootstrap-… of plan.md; then ${roots[1]?.name}, ${roots[2]?.name} and on)`
            : `&& terraform -chdir=${place}/azure/${name} apply`
        }`,
      ]),
  ];
  return `Next\n${columns(steps)}\n`;
}

function failures(reports: readonly CountryReport[]): string {
  const failed = reports.flatMap(({ findings }) => findings.filter(({ result }) => result === 'fail'));
  return failed.length === 0 ? '' : `\n${findingsText(failed, paintFor(process.stdout))}\n`;
}

function jsonSummary(reports: readonly CountryReport[]): unknown {
  return {
    schemaVersion: 1,
    countries: reports.map(({ plan, targets, files }) => ({
      country: plan.intent.country,
      custody: plan.intent.custody.level,
      egress: plan.intent.egress,
      logDays: plan.intent.retention.logDays,
      files,
      targets,
    })),
  };
}
