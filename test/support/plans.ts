import { readFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import type { CountryPlan } from '../../lib/plan';
import { awsApp } from '../../stacks/aws';

export { planOf } from './planned';

/** Text of a shipped document. */
export const shipped = (code: 'in' | 'ae'): string => readFileSync(`stacks/countries/${code}.yaml`, 'utf8');

/** A shipped document without its azure section, changed by replacements. */
export function awsOnly(code: 'in' | 'ae', ...changes: [string | RegExp, string][]): string {
  const text = shipped(code).replace(/^azure:[\s\S]*/m, '');
  return changes.reduce((changed, [from, to]) => {
    const next = changed.replace(from, to);
    if (next === changed) throw new Error(`the change ${from} changes nothing`);
    return next;
  }, text);
}

/** India with an organisation, what else it says of it, and other changes. */
export const organization = (more = '', changes: [string | RegExp, string][] = []): string =>
  awsOnly(
    'in',
    [
      '  network: 10.64.0.0/12',
      `  accounts: { management: "999999999999" }\n  organization: { id: o-a1b2c3d4e5, targets: [ou-ab12-cd34ef56, "111111111111"]${more} }\n  network: 10.64.0.0/12`,
    ],
    ...changes,
  );

/** Templates of a plan's AWS stacks, by cell name, or by what their name says after the country: `baseline-data`. */
export function awsTemplates(plan: CountryPlan): Record<string, Template> {
  const assembly = awsApp([plan], { validation: false }).synth();
  return Object.fromEntries(
    (plan.aws?.stacks ?? []).map((stack) => {
      const cell = plan.aws?.cells.find(({ stack: name }) => name === stack.name);
      const short = stack.name.slice(`sovereign-${plan.intent.country}-`.length);
      return [cell?.name ?? short, Template.fromJSON(assembly.getStackByName(stack.name).template)];
    }),
  );
}

/** India with an organisation, and people and a pipeline named. */
export const access = (changes: [string | RegExp, string][] = []): string =>
  organization('', [
    [
      '  organization:',
      [
        '  access:',
        '    breakGlass: ["arn:aws:iam::999999999999:user/sealed-1"]',
        '    operators: ["arn:aws:iam::999999999999:role/operators"]',
        '    auditors: ["arn:aws:iam::999999999999:role/auditors"]',
        '    pipeline: ["arn:aws:iam::999999999999:role/runner"]',
        '  organization:',
      ].join('\n'),
    ],
    ...changes,
  ]);
