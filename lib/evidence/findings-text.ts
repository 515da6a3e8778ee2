/** Findings for people: what is wrong and what is not known in full, what was proved in a line for each check. */
import { checks, conformanceChecks } from '../checks';
import { type Finding, isFailing } from '../checks/model';
import { sortFindings } from '../checks/sort';
import { waiverChecks } from '../checks/waivers';
import { noPaint, type Paint, visible } from '../profile/problem';
import { summarize } from './findings-json';
import { waivedText } from './report';

/** Check id → what a pass of it proves. */
const PROVES: Readonly<Record<string, string>> = Object.fromEntries(
  [...checks, ...conformanceChecks, ...waiverChecks].map(({ id, proves }) => [id, proves]),
);

const INDENT = '      ';

/** The human form, ending in a newline. Colours come from the caller: this file stays pure. */
export function findingsText(findings: readonly Finding[], paint: Paint = noPaint, proves = PROVES): string {
  const sorted = sortFindings(findings);
  const of = (result: Finding['result']) => sorted.filter((finding) => finding.result === result);
  const blocks = [
    ...sorted.filter(isFailing).map((finding) => block(paint.red('FAIL'), finding, paint)),
    ...sorted.filter(({ waived }) => waived).map((finding) => block(paint.yellow('WAIVED'), finding, paint)),
    ...of('not-checked').map((finding) => block(paint.yellow('NOT CHECKED'), finding, paint)),
    passes(of('pass'), proves, paint),
    verdict(findings, paint),
  ];
  return `${blocks.filter((text) => text !== '').join('\n\n')}\n`;
}

function block(label: string, finding: Finding, paint: Paint): string {
  const { file, line, column, address, type } = finding.resource;
  const lines = [
    `${label}  ${paint.bold(finding.check)}   ${finding.severity}   ${visible(`${address} (${type})`)}   ${paint.dim(`${visible(file)}:${line}:${column}`)}`,
    `${INDENT}${visible(finding.message)}`,
  ];
  if (finding.clauses.length > 0) lines.push(`${INDENT}${paint.dim('clauses')}  ${finding.clauses.join(' · ')}`);
  if (finding.waived) lines.push(`${INDENT}${paint.dim('waived')}   ${visible(waivedText(finding))}`);
  if (isFailing(finding)) lines.push(`${INDENT}${paint.dim('mend')}     ${finding.remedy}`);
  return lines.join('\n');
}

function passes(findings: readonly Finding[], proves: Readonly<Record<string, string>>, paint: Paint): string {
  const byCheck = new Map<string, Finding[]>();
  for (const finding of findings) {
    const list = byCheck.get(finding.check);
    if (list) list.push(finding);
    else byCheck.set(finding.check, [finding]);
  }
  return [...byCheck.keys()]
    .sort()
    .map((check) => {
      const passed = byCheck.get(check) ?? [];
      const resources = new Set(passed.map(({ resource }) => `${resource.file}#${resource.address}`)).size;
      const messages = [...new Set(passed.map(({ message }) => message))];
      const proved =
        messages.length === 1 ? messages[0] : (Object.hasOwn(proves, check) && proves[check]) || messages[0];
      const amount = `${resources} resource${resources === 1 ? '' : 's'}`;
      return `${paint.green('pass')}  ${paint.bold(check)}   ${amount}   ${paint.dim(visible(proved ?? ''))}`;
    })
    .join('\n');
}

function verdict(findings: readonly Finding[], paint: Paint): string {
  const { pass, fail, waived, notApplicable, notChecked } = summarize(findings);
  const failed = fail > 0 ? paint.red(`fail ${fail}`) : `fail ${fail}`;
  const unknown = notChecked > 0 ? paint.yellow(`not checked ${notChecked}`) : `not checked ${notChecked}`;
  const accepted = waived > 0 ? `  ${paint.yellow(`waived ${waived}`)}` : '';
  return `${paint.green(`pass ${pass}`)}  ${failed}${accepted}  ${unknown}  not applicable ${notApplicable}`;
}
