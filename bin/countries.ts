/** Documents → plans, with every problem placed; what every command begins with. */
import { type Loaded, loadDocuments } from '../lib/engines/documents';
import { type CountryPlan, PlanRefusal, planCountry } from '../lib/plan';
import { formatProblems, type Problem } from '../lib/profile';
import { visible } from '../lib/profile/problem';
import { paintFor } from './terminal';

export interface Planned {
  readonly file: string;
  readonly plan: CountryPlan;
}

/** What came of the documents: plans of the good ones, problems of all. */
export interface Outcome {
  readonly planned: readonly Planned[];
  readonly problems: readonly Problem[];
  readonly files: readonly string[];
}

export function planAll(names: readonly string[]): Outcome {
  const loaded = loadDocuments(names);
  const planned: Planned[] = [];
  const problems: Problem[] = [];
  for (const entry of loaded) {
    problems.push(...entry.problems);
    const plan = planOf(entry, problems);
    const twin = plan && planned.find((other) => other.plan.intent.country === plan.intent.country);
    if (twin && plan)
      problems.push({
        severity: 'error',
        file: entry.file,
        line: 1,
        column: 1,
        length: 1,
        title: 'two documents of one country',
        found: `${entry.file} and ${twin.file} are both ${plan.intent.country}`,
        mend: 'keep one of them, or name one',
      });
    if (plan) planned.push({ file: entry.file, plan });
  }
  return { planned, problems, files: loaded.map(({ file }) => file) };
}

function planOf({ read }: Loaded, problems: Problem[]): CountryPlan | undefined {
  if (!read?.profile) return undefined;
  try {
    return planCountry(read.profile);
  } catch (error) {
    if (!(error instanceof PlanRefusal)) throw error;
    problems.push(...error.issues.map((issue) => read.document.place(issue)));
    return undefined;
  }
}

/** Prints problems to standard error. Returns whether there was an error among them. */
export function reportProblems({ problems, files }: Outcome, outcome = 'Nothing was written.'): boolean {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return false;
  const bad = new Set(errors.map(({ file }) => file));
  const good = files.filter((file) => !bad.has(file)).map(visible);
  const fine = good.length > 0 ? `; ${good.join(', ')} ${good.length === 1 ? 'is' : 'are'} fine` : '';
  process.stderr.write(`${formatProblems(problems, paintFor(process.stderr))}\n\n`);
  process.stderr.write(
    `${count(errors.length, 'problem')} in ${count(bad.size, 'document')}${fine}.${outcome && ` ${outcome}`}\n`,
  );
  return true;
}

export const count = (amount: number, noun: string): string =>
  `${amount.toLocaleString('en-US')} ${noun}${amount === 1 ? '' : 's'}`;
