import { aws, awsRegion, country, countryCodes } from '../../lib/catalogue';
import { judge } from '../../lib/checks/judge';
import { pathOf } from '../../lib/engines/documents';
import { readPromises } from '../../lib/engines/promises';
import { readTargets } from '../../lib/engines/targets';
import { findingsJson } from '../../lib/evidence/findings-json';
import { findingsText } from '../../lib/evidence/findings-text';
import { didYouMean } from '../../lib/profile/suggest';
import { count, planAll } from '../countries';
import { paintFor } from '../terminal';

export interface CheckOptions {
  readonly country: string;
  readonly region?: string;
  readonly format: 'human' | 'json';
  readonly quiet: boolean;
}

/** Any output or single template, judged for a country. */
export function check(targets: readonly string[], options: CheckOptions): number {
  const { code, days } = countryOf(options.country);
  const facts = country(code);
  if (!facts) {
    process.stderr.write(
      `--country ${options.country}: no such country in the catalogue${didYouMean(code, countryCodes)}\n   allowed  ${countryCodes.join(', ')}, or a document\n`,
    );
    return 2;
  }
  if (options.region && !awsRegion(options.region)) {
    const known = Object.keys(aws.regions);
    process.stderr.write(
      `--region ${options.region}: no such AWS region${didYouMean(options.region, known)}\n   allowed  ${known.join(', ')}\n`,
    );
    return 2;
  }
  const region = options.region ?? facts.aws.regions[0];
  const { files, unreadable } = readTargets(targets, { region });
  // A country's own output is held to its plan as well; templates of others promise nothing we know of.
  const promised = targets.flatMap((target) => readPromises(target, code) ?? []);
  const { findings, graph } = judge(files, {
    country: code,
    retentionDays: days ?? facts.defaults.logRetentionDays.value,
    expectations: promised.length > 0 ? promised : undefined,
  });
  // What a readable template holds that cannot be opened (a macro, a module) is said, and the rest is judged.
  const judged = new Set(graph.resources.map(({ file }) => file));
  const unread = [...unreadable, ...graph.unreadable.filter(({ file, isPartial }) => isPartial || !judged.has(file))];
  if (options.format === 'json') process.stdout.write(findingsJson(findings));
  else if (!options.quiet) process.stdout.write(findingsText(findings, paintFor(process.stdout)));
  if (promised.length === 0 && files.length > 0 && options.format === 'human' && !options.quiet)
    process.stdout.write('conformance not run: no plan.json beside these templates, so what is left out is not seen\n');
  for (const { file, message } of [...unreadable, ...graph.unreadable]) process.stderr.write(`${file}: ${message}\n`);
  if (unread.length > 0) {
    process.stderr.write(
      `${count(new Set(unread.map(({ file }) => file)).size, 'file')} not read; ${count(judged.size, 'file')} judged\n`,
    );
    return 2;
  }
  return findings.some(({ result }) => result === 'fail') ? 1 : 0;
}

/** A code, or a document whose retention counts. */
function countryOf(text: string): { code: string; days?: number } {
  if (/^[A-Za-z]{2}$/.test(text)) return { code: text.toUpperCase() };
  const plan = planAll([pathOf(text)]).planned[0]?.plan;
  return plan ? { code: plan.intent.country, days: plan.intent.retention.logDays } : { code: text };
}
