import { checks, conformanceChecks } from '../../lib/checks';
import { judge } from '../../lib/checks/judge';
import type { Severity } from '../../lib/checks/model';
import { applyWaivers } from '../../lib/checks/waivers';
import { loadWaivers, pathOf } from '../../lib/engines/documents';
import { readPromises } from '../../lib/engines/promises';
import { readTargets, shown } from '../../lib/engines/targets';
import { writeWhole } from '../../lib/engines/write-file';
import { findingsText } from '../../lib/evidence/findings-text';
import { FORMATS } from '../../lib/evidence/formats';
import { fails, type Report } from '../../lib/evidence/report';
import { formatProblems, isDay, noPaint, type Paint } from '../../lib/profile';
import { visible } from '../../lib/profile/problem';
import { version } from '../../package.json';
import { count } from '../countries';
import { paintFor } from '../terminal';
import { countryAndRegion } from './for-whom';

export interface CheckOptions {
  readonly country: string;
  readonly region?: string;
  /** `human`, or one of {@link FORMATS}. */
  readonly format: string;
  readonly output?: string;
  readonly asOf?: string;
  readonly waivers?: string;
  readonly failOn: Severity;
  readonly quiet: boolean;
}

/** Any output or single template, judged for a country. */
export function check(targets: readonly string[], options: CheckOptions): number {
  if (options.asOf !== undefined && !isDay(options.asOf)) {
    process.stderr.write(`--as-of ${options.asOf}: no day of the calendar\n   allowed  a date such as 2027-06-30\n`);
    return 2;
  }
  const whom = countryAndRegion(options);
  if (!whom) return 2;
  const { code, days, region } = whom;
  const { waivers, problems } = loadWaivers(options.waivers, pathOf(options.country), {
    country: code,
    checks: [...checks, ...conformanceChecks].map(({ id }) => id),
  });
  const { files, unreadable } = readTargets(targets, { region });
  // A country's own output is held to its plan as well; templates of others promise nothing we know of.
  const promised = targets.flatMap((target) => readPromises(target, code) ?? []);
  const { findings, graph } = judge(files, {
    country: code,
    retentionDays: days,
    expectations: promised.length > 0 ? promised : undefined,
  });
  const report: Report = {
    version,
    country: code,
    ...(options.asOf ? { asOf: options.asOf } : {}),
    failOn: options.failOn,
    targets: targets.map(shown),
    findings: applyWaivers(findings, waivers, { asOf: options.asOf, files: files.map(({ name }) => name) }),
    unreadable: [...unreadable, ...graph.unreadable],
  };
  print(report, options, promised.length === 0 && files.length > 0);

  // What a readable template holds that cannot be opened (a macro, a module) is said, and the rest is judged.
  const judged = new Set(graph.resources.map(({ file }) => file));
  const unread = [...unreadable, ...graph.unreadable.filter(({ file, isPartial }) => isPartial || !judged.has(file))];
  for (const { file, message } of report.unreadable) process.stderr.write(`${visible(file)}: ${visible(message)}\n`);
  if (problems.length > 0)
    process.stderr.write(
      `${formatProblems(problems, paintFor(process.stderr))}\n\n${count(problems.length, 'problem')} in the waivers: none of them was applied\n`,
    );
  if (unread.length > 0)
    process.stderr.write(
      `${count(new Set(unread.map(({ file }) => file)).size, 'file')} not read; ${count(judged.size, 'file')} judged\n`,
    );
  if (unread.length > 0 || problems.length > 0) return 2;
  return report.findings.some((finding) => fails(report, finding)) ? 1 : 0;
}

/** To the file named, whole or not at all; else to the terminal. */
function print(report: Report, { format, output, quiet }: CheckOptions, alone: boolean): void {
  const made = FORMATS[format];
  const text = (paint: Paint): string =>
    made
      ? made(report)
      : `${findingsText(report.findings, paint)}${
          alone ? 'conformance not run: no plan.json beside these templates, so what is left out is not seen\n' : ''
        }${threshold(report)}`;
  if (output !== undefined) {
    writeWhole(output, text(noPaint));
    if (!quiet) process.stdout.write(`${shown(output)} written\n`);
  } else if (made || !quiet) process.stdout.write(text(paintFor(process.stdout)));
}

/** What the exit code goes by, where it goes by less than everything that failed. */
function threshold(report: Report): string {
  if (report.failOn === 'low') return '';
  const failing = report.findings.filter((finding) => fails(report, finding)).length;
  return `exit by --fail-on ${report.failOn}: ${count(failing, 'finding')}\n`;
}
