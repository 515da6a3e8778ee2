/** Findings as JUnit XML, which every CI reads: a suite a target, a case a finding. */
import type { Finding } from '../checks/model';
import { sortFindings } from '../checks/sort';
import { fails, type Report, targetOf, waivedText } from './report';

/** XML text that ends in a newline. */
export function findingsJunit(report: Report): string {
  const cases = [
    ...sortFindings(report.findings).map((finding) => caseOf(finding, report)),
    ...report.unreadable.map(
      ({ file, message }): Case => ({
        suite: targetOf(file, report.targets),
        kind: 'errors',
        text: element('testcase', { classname: 'readable', name: file, file }, [element('error', { message })]),
      }),
    ),
  ];
  const suites = [...new Set([...report.targets, ...cases.map(({ suite }) => suite)])].map((suite) => {
    const own = cases.filter((one) => one.suite === suite);
    return element(
      'testsuite',
      { name: suite, ...counts(own) },
      own.map(({ text }) => text),
    );
  });
  const all = element('testsuites', { name: `sovereign check ${report.country}`, ...counts(cases) }, suites);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${all}\n`;
}

interface Case {
  readonly suite: string;
  readonly kind?: 'failures' | 'errors' | 'skipped';
  readonly text: string;
}

const counts = (cases: readonly Case[]) => ({
  tests: cases.length,
  ...Object.fromEntries(
    (['failures', 'errors', 'skipped'] as const).map((kind) => [kind, cases.filter((one) => one.kind === kind).length]),
  ),
});

function caseOf(finding: Finding, report: Report): Case {
  const { check, result, severity, message, remedy, clauses, resource } = finding;
  const { file, address, type, line, column } = resource;
  const attributes = { classname: check, name: `${address} (${type})`, file, line };
  const case_ = (kind?: Case['kind'], inside: readonly string[] = []): Case => ({
    suite: targetOf(file, report.targets),
    ...(kind ? { kind } : {}),
    text: element('testcase', attributes, inside),
  });
  if (result === 'pass') return case_();
  if (fails(report, finding)) {
    const more = [`${file}:${line}:${column}`, `clauses: ${clauses.join('; ')}`, `mend: ${remedy}`].join('\n');
    return case_('failures', [element('failure', { type: severity, message }, [xml(more)])]);
  }
  const why = finding.waived
    ? `waived ${waivedText(finding)}; found: ${message}`
    : result === 'fail'
      ? `${severity}, below --fail-on ${report.failOn}: ${message}`
      : `${result}: ${message}`;
  return case_('skipped', [element('skipped', { message: why })]);
}

function element(name: string, attributes: Record<string, string | number>, inside: readonly string[] = []): string {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${attribute(String(value))}"`)];
  return inside.length === 0 ? `<${head.join(' ')}/>` : `<${head.join(' ')}>\n${inside.join('\n')}\n</${name}>`;
}

/** Characters XML 1.0 has no way to write become the replacement character. */
const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** A reader turns line ends in an attribute to blanks unless they are spelled out. */
const attribute = (text: string): string =>
  xml(text)
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, (char) => `&#${char.charCodeAt(0)};`);
