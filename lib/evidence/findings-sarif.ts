/**
 * Findings as SARIF 2.1.0, for code scanning. Holds what someone must look at: failures, those waived as suppressed,
 * and what could not be checked as `open`; what passed is in the JSON.
 */
import type { Finding, Severity } from '../checks/model';
import { sortFindings } from '../checks/sort';
import { guid } from '../plan/names';
import { type Report, type Rule, rulesOf, waivedText } from './report';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const LEVEL: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};
/** The score by which code scanning calls a finding critical, high, medium or low. */
const SCORE: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.5' };

/** SARIF text that ends in a newline. */
export function findingsSarif(report: Report): string {
  const shown = sortFindings(report.findings).filter(({ result }) => result === 'fail' || result === 'not-checked');
  const rules = rulesOf(shown);
  const index = new Map(rules.map(({ id }, position) => [id, position]));
  const run = {
    tool: {
      driver: {
        name: 'sovereign',
        semanticVersion: report.version,
        rules: rules.map(ruleOf),
      },
    },
    invocations: [
      {
        executionSuccessful: report.unreadable.length === 0,
        toolExecutionNotifications: report.unreadable.map(({ file, message }) => ({
          level: 'error',
          message: { text: message },
          locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
        })),
      },
    ],
    columnKind: 'utf16CodeUnits',
    properties: { country: report.country, ...(report.asOf ? { asOf: report.asOf } : {}) },
    results: shown.map((finding) => resultOf(finding, index.get(finding.check) ?? -1)),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function ruleOf({ id, severity, proves, remedy, clauses }: Rule) {
  const help = [`Mend: ${remedy}.`, ...(clauses.length > 0 ? [`Clauses: ${clauses.join('; ')}.`] : [])];
  return {
    id,
    shortDescription: { text: proves ?? id },
    fullDescription: { text: `A pass proves that ${proves ?? `${id} holds`}.` },
    help: { text: help.join('\n'), markdown: help.join('\n\n') },
    defaultConfiguration: { level: LEVEL[severity] },
    properties: { tags: ['security', 'sovereignty', id.split('/')[0]], 'security-severity': SCORE[severity], clauses },
  };
}

function resultOf(finding: Finding, ruleIndex: number) {
  const { check, result, severity, message, resource, waived } = finding;
  const { file, address, type, line, column } = resource;
  return {
    ruleId: check,
    ruleIndex,
    ...(result === 'fail' ? { kind: 'fail', level: LEVEL[severity] } : { kind: 'open', level: 'none' }),
    message: { text: `${address} (${type}): ${message}` },
    locations: [
      {
        physicalLocation: { artifactLocation: artifact(file), region: { startLine: line, startColumn: column } },
        logicalLocations: [{ name: address, kind: 'resource', fullyQualifiedName: `${file}#${address}` }],
      },
    ],
    // What a finding is does not change when lines move.
    partialFingerprints: { 'finding/v1': guid([check, file, address, message]) },
    ...(waived ? { suppressions: [{ kind: 'external', status: 'accepted', justification: waivedText(finding) }] } : {}),
    properties: { severity },
  };
}

/** A path as a URI: relative ones against the root of the sources. */
function artifact(file: string) {
  const path = file.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(file)) return { uri: `file:///${file.slice(0, 2)}${path.slice(4)}` };
  return file.startsWith('/') ? { uri: `file://${path}` } : { uri: path, uriBaseId: '%SRCROOT%' };
}
