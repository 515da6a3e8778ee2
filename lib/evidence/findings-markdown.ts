/** Findings as Markdown: for the summary of a CI job, or a comment on a change. */
import { countryName } from '../catalogue';
import { type Finding, isFailing } from '../checks/model';
import { sortFindings } from '../checks/sort';
import { visible } from '../profile/problem';
import { summarize } from './findings-json';
import { markdown } from './medium';
import { fails, type Report, rulesOf, waivedText } from './report';

/** Markdown text that ends in a newline. */
export function findingsMarkdown(report: Report): string {
  const findings = sortFindings(report.findings);
  const of = (keep: (finding: Finding) => boolean) => findings.filter(keep);
  const sections = [
    markdown.heading(1, `Sovereignty of ${countryName(report.country)} (${report.country})`),
    verdict(report),
    section(
      'Failed',
      ['severity', 'check', 'resource', 'place', 'found', 'mend', 'clauses'],
      of(isFailing).map((finding) => [
        finding.severity,
        ...about(finding),
        plain(finding.message),
        plain(finding.remedy),
        plain(finding.clauses.join('; ')),
      ]),
    ),
    section(
      'Waived',
      ['severity', 'check', 'resource', 'place', 'found', 'waived'],
      of(({ waived }) => waived !== undefined).map((finding) => [
        finding.severity,
        ...about(finding),
        plain(finding.message),
        plain(waivedText(finding)),
      ]),
    ),
    section(
      'Not checked',
      ['severity', 'check', 'resource', 'place', 'why'],
      of(({ result }) => result === 'not-checked').map((finding) => [
        finding.severity,
        ...about(finding),
        plain(finding.message),
      ]),
    ),
    section(
      'Not read',
      ['file', 'why'],
      report.unreadable.map(({ file, message }) => [code(file), plain(message)]),
    ),
    section(
      'Checks',
      ['check', 'pass', 'fail', 'waived', 'not checked', 'not applicable', 'proves'],
      perCheck(findings),
    ),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function verdict(report: Report): string {
  const { pass, fail, waived, notApplicable, notChecked } = summarize(report.findings);
  const failing = report.findings.filter((finding) => fails(report, finding)).length;
  const below = fail > failing ? `, ${fail - failing} of them below ${report.failOn}` : '';
  const judged = report.asOf ? `Judged as of ${report.asOf}. ` : '';
  const unread = report.unreadable.length > 0 ? ' Not everything was read.' : '';
  const said = failing > 0 ? '**Findings fail.**' : '**No finding fails.**';
  return `${said} ${judged}pass ${pass} · fail ${fail}${below} · waived ${waived} · not checked ${notChecked} · not applicable ${notApplicable}.${unread}`;
}

function perCheck(findings: readonly Finding[]): string[][] {
  return rulesOf(findings).map(({ id, proves }) => {
    const { pass, fail, waived, notChecked, notApplicable } = summarize(findings.filter(({ check }) => check === id));
    return [code(id), ...[pass, fail, waived, notChecked, notApplicable].map(String), plain(proves ?? '')];
  });
}

const section = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? '' : `${markdown.heading(2, title)}\n\n${markdown.table(head, rows)}`;

function about({ check, resource: { address, type, file, line, column } }: Finding): string[] {
  return [code(check), `${code(address)} ${plain(type)}`, code(`${file}:${line}:${column}`)];
}

/** Text of a template says nothing in Markdown or HTML; the bar of a table is the medium's to spell out. */
const plain = (text: string): string => visible(text).replace(/[\\`*_~[\]<>&#!@]/g, (char) => `\\${char}`);

/** Text in a fence longer than any in it. */
function code(text: string): string {
  const fence = '`'.repeat(1 + Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length)));
  const inside = visible(text);
  return `${fence}${/^`|`$/.test(inside) ? ` ${inside} ` : inside}${fence}`;
}
