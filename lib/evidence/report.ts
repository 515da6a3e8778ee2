/** What a run of checks has to tell, whatever it is told in. */
import { checks, conformanceChecks } from '../checks';
import { type Finding, isFailing, SEVERITIES, type Severity } from '../checks/model';
import { waiverChecks } from '../checks/waivers';

export interface Report {
  /** Version of this tool. */
  readonly version: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Date of judgement, `2027-06-30`. Absent: none was given. */
  readonly asOf?: string;
  /** Least severity of a failure that fails the run. */
  readonly failOn: Severity;
  /** What was judged, as a person named it. */
  readonly targets: readonly string[];
  /** In the order of `sortFindings`. */
  readonly findings: readonly Finding[];
  /** What could not be read, in whole or in part. */
  readonly unreadable: readonly { readonly file: string; readonly message: string }[];
}

/** A check as formats describe it. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** What a pass proves; absent for a check that is not ours. */
  readonly proves?: string;
  readonly remedy: string;
  readonly clauses: readonly string[];
}

const OURS: ReadonlyMap<string, Rule> = new Map(
  [...checks, ...conformanceChecks, ...waiverChecks].map((rule) => [rule.id, rule]),
);

/** The checks that said something, by id. */
export function rulesOf(findings: readonly Finding[]): Rule[] {
  const said = new Map<string, Rule>();
  for (const { check, severity, remedy, clauses } of findings)
    if (!said.has(check)) said.set(check, OURS.get(check) ?? { id: check, severity, remedy, clauses });
  return [...said.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whether a finding fails the run: nobody answers for it, and it weighs enough. */
export const fails = ({ failOn }: Pick<Report, 'failOn'>, finding: Finding): boolean =>
  isFailing(finding) && SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(failOn);

/** The target a file belongs to: the longest that holds it, or else the file itself. */
export function targetOf(file: string, targets: readonly string[]): string {
  const holding = targets.filter((target) => target === '.' || file === target || file.startsWith(`${target}/`));
  return holding.sort((a, b) => b.length - a.length)[0] ?? file;
}

/** `who answers for it, until when`. */
export const waivedText = ({ waived }: Finding): string =>
  waived ? `by ${waived.owner} until ${waived.expires}: ${waived.reason} (instead: ${waived.control})` : '';
