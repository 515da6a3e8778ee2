/** The commands that only read: countries, validate, plan; and init, which writes one file. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { country, countryCodes } from '../../lib/catalogue';
import { pathOf, shown } from '../../lib/engines/documents';
import { copyCommands, imageLists, imagesText } from '../../lib/evidence/images-text';
import { planText } from '../../lib/evidence/plan-text';
import type { CountryPlan } from '../../lib/plan';
import { formatProblems } from '../../lib/profile';
import { initialDocument } from '../../lib/profile/init';
import { count, planAll, reportProblems } from '../countries';
import { columns, paintFor, terminal } from '../terminal';

type Format = 'human' | 'json';

/** The catalogue's countries: regions, law, floors, each with its mark. */
export function countries(options: { format: Format }): number {
  const rows = countryCodes.map((code) => {
    const facts = country(code);
    if (!facts) throw new RangeError(code);
    const { logRetentionDays: logs, keyCustody } = facts.defaults;
    return {
      code,
      name: facts.name,
      aws: facts.aws.regions,
      azure: facts.azure.regions,
      law: facts.law.value.name,
      logDays: logs.value,
      logBasis: logs.text,
      logConfidence: logs.confidence,
      custody: keyCustody.value,
      custodyBasis: keyCustody.text,
      custodyConfidence: keyCustody.confidence,
    };
  });
  if (options.format === 'json')
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, countries: rows }, null, 2)}\n`);
  else {
    const { dim } = paintFor(process.stdout);
    const head = ['', 'country', 'aws', 'azure', 'logs', 'custody recommended'].map(dim);
    process.stdout.write(
      `${columns([head, ...rows.map((row) => [row.code, row.name, row.aws.join(' ') || '-', row.azure.join(' ') || '-', `${row.logDays} d (${row.logConfidence})`, `${row.custody} (${row.custodyConfidence})`])], 0)}\n`,
    );
  }
  return 0;
}

/** Every problem of the documents, and what is only a warning. */
export function validate(names: readonly string[], options: { format: Format; quiet: boolean }): number {
  const outcome = planAll(names);
  const failed = outcome.problems.some(({ severity }) => severity === 'error');
  if (options.format === 'json') {
    const problems = outcome.problems.map(({ source: _, ...problem }) => problem);
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, files: outcome.files, problems }, null, 2)}\n`);
    return failed ? 2 : 0;
  }
  if (reportProblems(outcome, '')) return 2;
  if (!options.quiet) {
    const paint = paintFor(process.stdout);
    if (outcome.problems.length > 0) process.stdout.write(`${formatProblems(outcome.problems, paint)}\n\n`);
    const warned = outcome.problems.length > 0 ? `, ${count(outcome.problems.length, 'warning')}` : '';
    process.stdout.write(`${paint.green('fine')}  ${outcome.files.join(', ')}${warned}\n`);
  }
  return 0;
}

/** The resolved plan, for a person or a machine. */
export function plan(names: readonly string[], options: { format: Format; preconditions: boolean }): number {
  const outcome = planAll(names);
  if (reportProblems(outcome, '')) return 2;
  const plans = outcome.planned.map((entry) => entry.plan);
  if (options.format === 'json') {
    const all = options.preconditions ? plans.map(preconditionsOf) : plans;
    process.stdout.write(`${JSON.stringify(all.length === 1 ? all[0] : all, null, 2)}\n`);
  } else {
    const medium = terminal(paintFor(process.stdout));
    process.stdout.write(
      plans.map((entry) => planText(entry, medium, options.preconditions ? 'preconditions' : 'all')).join('\n'),
    );
  }
  return 0;
}

/** Every image the region runs, and where the country keeps it. */
export function images(name: string, options: { format: Format | 'commands' }): number {
  const outcome = planAll([name]);
  const found = outcome.planned[0]?.plan;
  if (reportProblems(outcome, '') || !found) return 2;
  const text = {
    json: () =>
      `${JSON.stringify({ schemaVersion: 1, country: found.intent.country, ...imageLists(found) }, null, 2)}\n`,
    commands: () => copyCommands(found),
    human: () => imagesText(found, terminal(paintFor(process.stdout))),
  }[options.format];
  process.stdout.write(text());
  return 0;
}

const preconditionsOf = ({ intent, aws, azure }: CountryPlan) => ({
  schemaVersion: 1,
  country: intent.country,
  preconditions: [aws, azure].flatMap((target) => target?.notes.preconditions ?? []),
});

/** Writes a first document; never over one that is there. */
export function init(code: string): number {
  const wanted = code.toUpperCase();
  if (!country(wanted)) {
    process.stderr.write(
      `${code}: no such country in the catalogue\n   allowed  ${countryCodes.join(', ')}\n   mend     sovereign countries shows them with their names\n`,
    );
    return 2;
  }
  const path = pathOf(wanted);
  const refuse = (): number => {
    process.stderr.write(
      `${shown(path)}: is there already, and was left as it is\n   mend     edit it, or move it away first\n`,
    );
    return 2;
  };
  if (existsSync(path)) return refuse();
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, initialDocument(wanted), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return refuse();
    process.stderr.write(`cannot write ${shown(path)}: ${(error as Error).message}\nNothing was written.\n`);
    return 2;
  }
  process.stdout.write(
    `${shown(path)} written\nNext  read it, then: sovereign validate ${wanted} && sovereign synth ${wanted}\n`,
  );
  return 0;
}
