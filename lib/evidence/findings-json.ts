/** Findings for machines: one stable document, described by docs/findings.schema.json. */
import { type Finding, isFailing, type Result } from '../checks/model';
import { sortFindings } from '../checks/sort';
import type { Report } from './report';

/** How many findings of each kind. They add up to all of them: a waived failure counts as waived and not as failed. */
export interface Summary {
  readonly pass: number;
  readonly fail: number;
  readonly waived: number;
  readonly notApplicable: number;
  readonly notChecked: number;
}

export function summarize(findings: readonly Finding[]): Summary {
  const count = (result: Result) => findings.filter((finding) => finding.result === result).length;
  const fail = findings.filter(isFailing).length;
  return {
    pass: count('pass'),
    fail,
    waived: count('fail') - fail,
    notApplicable: count('not-applicable'),
    notChecked: count('not-checked'),
  };
}

/** What a document of findings says of the run, where there was one. */
export type Run = Pick<Report, 'country' | 'asOf' | 'unreadable'>;

/** JSON text that ends in a newline. The same findings give the same bytes, in whatever order they come. */
export function findingsJson(findings: readonly Finding[], run?: Run): string {
  const about = run && {
    country: run.country,
    ...(run.asOf ? { asOf: run.asOf } : {}),
    unreadable: run.unreadable.map(({ file, message }) => ({ file, message })),
  };
  const document = { schemaVersion: 1, ...about, summary: summarize(findings), findings: sortFindings(findings) };
  return `${JSON.stringify(document, null, 2)}\n`;
}
