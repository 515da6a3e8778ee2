import { judge } from '../../lib/checks/judge';
import { readPromises } from '../../lib/engines/promises';
import { readTargets } from '../../lib/engines/targets';
import { findingsJson } from '../../lib/evidence/findings-json';
import { findingsText } from '../../lib/evidence/findings-text';
import { count } from '../countries';
import { paintFor } from '../terminal';
import { countryAndRegion } from './for-whom';

export interface CheckOptions {
  readonly country: string;
  readonly region?: string;
  readonly format: 'human' | 'json';
  readonly quiet: boolean;
}

/** Any output or single template, judged for a country. */
export function check(targets: readonly string[], options: CheckOptions): number {
  const whom = countryAndRegion(options);
  if (!whom) return 2;
  const { code, days, region } = whom;
  const { files, unreadable } = readTargets(targets, { region });
  // A country's own output is held to its plan as well; templates of others promise nothing we know of.
  const promised = targets.flatMap((target) => readPromises(target, code) ?? []);
  const { findings, graph } = judge(files, {
    country: code,
    retentionDays: days,
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
