/** Findings for machines: one stable document. */
import type { Finding, Result } from '../checks/model';
import { sortFindings } from '../checks/sort';

export interface Summary {
  readonly pass: number;
  readonly fail: number;
  readonly notApplicable: number;
  readonly notChecked: number;
}

export function summarize(findings: readonly Finding[]): Summary {
  const count = (result: Result) => findings.filter((finding) => finding.result === result).length;
  return {
    pass: count('pass'),
    fail: count('fail'),
    notApplicable: count('not-applicable'),
    notChecked: count('not-checked'),
  };
}

/** JSON text that ends in a newline. The same findings give the same bytes, in whatever order they come. */
export function findingsJson(findings: readonly Finding[]): string {
  return `${JSON.stringify({ schemaVersion: 1, summary: summarize(findings), findings: sortFindings(findings) }, null, 2)}\n`;
}
