/**
 * Findings as OSCAL assessment results 1.1.3 (NIST). A check is an objective; what it says of resources in the same
 * words is an observation; a failure is a risk, open or accepted by a waiver. UUIDs come from the content, and dates
 * from the date of judgement.
 */
import { countryName } from '../catalogue';
import type { Finding } from '../checks/model';
import { sortFindings } from '../checks/sort';
import { nameUuid } from '../plan/names';
import { visible } from '../profile/problem';
import { summarize } from './findings-json';
import { type Report, type Rule, rulesOf } from './report';

/** Namespace of what OSCAL has no word for. */
const NS = 'urn:sovereign-ai-region:oscal';
/** Stands where OSCAL demands a date and no date of judgement was given. */
const NO_DATE = '1970-01-01';
const UNDATED = `No date of judgement was given (--as-of). OSCAL demands dates: ${NO_DATE} stands for none.`;

/** JSON text that ends in a newline. */
export function findingsOscal(report: Report): string {
  const findings = sortFindings(report.findings);
  const at = `${report.asOf ?? NO_DATE}T00:00:00Z`;
  const remarks = report.asOf ? {} : { remarks: UNDATED };
  const uuid = (...parts: string[]): string =>
    nameUuid([report.country, at, ...report.targets.map((target) => `target ${target}`), ...parts]);
  const content = nameUuid([JSON.stringify(findings), JSON.stringify(report.unreadable), report.version]);
  const rules = rulesOf(findings);
  const observed = rules.map((rule) => observe(findings.filter(({ check }) => check === rule.id)));
  const observations = observed.flat().map((group) => observationOf(group, at, uuid));
  const risks = observed
    .flat()
    .filter(({ findings: [first] }) => first?.result === 'fail')
    .map((group) => riskOf(group, uuid));
  const plan = uuid('plan');
  const title = `Sovereignty of ${countryName(report.country)}: what its templates prove`;
  const result = {
    uuid: uuid('result', content),
    title,
    description: `Templates judged for ${report.country}: ${report.targets.join(', ')}.`,
    start: at,
    end: at,
    props: [prop('country', report.country), ...report.targets.map((target) => prop('target', target))],
    'local-definitions': {
      'inventory-items': resourcesOf(findings).map(({ resource }) => itemOf(resource, uuid)),
    },
    'reviewed-controls': reviewed(rules),
    observations,
    risks,
    findings: rules.flatMap((rule, position) => findingOf(rule, observed[position] ?? [], uuid)),
    ...(report.unreadable.length > 0
      ? { remarks: `Not read: ${report.unreadable.map(({ file, message }) => `${file}: ${message}`).join('; ')}` }
      : {}),
  };
  const document = {
    uuid: uuid('document', content),
    metadata: {
      title,
      'last-modified': at,
      version: report.asOf ?? content,
      'oscal-version': '1.1.3',
      props: [prop('tool', `sovereign ${report.version}`)],
      ...remarks,
    },
    'import-ap': { href: `#${plan}` },
    results: [filled({ ...result, 'local-definitions': filled(result['local-definitions']) })],
    'back-matter': {
      resources: [
        {
          uuid: plan,
          title: 'Checks of Sovereign AI Region',
          description: 'Every template is held to every check; there is no other plan of the assessment.',
        },
      ],
    },
  };
  return `${JSON.stringify({ 'assessment-results': document }, null, 2)}\n`;
}

type Uuid = (...parts: string[]) => string;

/** What a check says in the same words, of one resource or many. */
interface Group {
  readonly key: string;
  readonly findings: readonly [Finding, ...Finding[]];
}

function observe(findings: readonly Finding[]): Group[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const { check, result, severity, message, waived } = finding;
    const key = JSON.stringify([check, result, severity, message, waived ?? null]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups].map(([key, group]) => ({ key, findings: group }));
}

function observationOf({ key, findings }: Group, collected: string, uuid: Uuid) {
  const [{ check, result, severity, message }] = findings;
  return {
    uuid: uuid('observation', key),
    title: check,
    description: text(message),
    props: [prop('result', result), prop('severity', severity)],
    methods: ['TEST'],
    types: [result === 'fail' ? 'finding' : 'control-objective'],
    subjects: findings.map(({ resource }) => ({
      'subject-uuid': itemUuid(resource, uuid),
      type: 'inventory-item',
      title: text(resource.address),
      props: [prop('line', `${resource.line}`), prop('column', `${resource.column}`)],
    })),
    collected,
  };
}

function riskOf({ key, findings }: Group, uuid: Uuid) {
  const [{ check, severity, message, remedy, clauses, waived }] = findings;
  return {
    uuid: uuid('risk', key),
    title: check,
    description: text(message),
    statement: clauses.length > 0 ? `Not kept: ${clauses.join('; ')}` : 'A sovereign region does not allow it.',
    props: [prop('severity', severity)],
    status: waived ? 'deviation-approved' : 'open',
    ...(waived
      ? {
          'mitigating-factors': [{ uuid: uuid('control', key), description: text(waived.control) }],
          deadline: `${waived.expires}T23:59:59Z`,
        }
      : {}),
    remediations: [
      waived
        ? {
            uuid: uuid('remediation', key),
            lifecycle: 'planned',
            title: 'Accepted for a while',
            description: text(`${waived.reason} Answered for by ${waived.owner} until ${waived.expires}.`),
          }
        : { uuid: uuid('remediation', key), lifecycle: 'recommendation', title: 'Mend', description: text(remedy) },
    ],
    'related-observations': [{ 'observation-uuid': uuid('observation', key) }],
  };
}

/** What a check comes to over all it judged; nothing where nothing was its to judge. Unknown is not satisfied. */
function findingOf({ id, proves }: Rule, groups: readonly Group[], uuid: Uuid) {
  const all = groups.flatMap(({ findings }) => findings);
  const { pass, fail, waived, notChecked } = summarize(all);
  if (pass + fail + waived + notChecked === 0) return [];
  const failed = fail + waived > 0;
  const state = failed || notChecked > 0 ? 'not-satisfied' : 'satisfied';
  const risks = groups.filter(({ findings: [first] }) => first.result === 'fail');
  return [
    {
      uuid: uuid('finding', id),
      title: id,
      description: proves ? `Whether ${proves}.` : id,
      target: {
        type: 'objective-id',
        'target-id': token(id),
        status: {
          state,
          reason: failed ? 'fail' : notChecked > 0 ? 'other' : 'pass',
          remarks: `pass ${pass}, fail ${fail}, waived ${waived}, not checked ${notChecked}`,
        },
      },
      'related-observations': groups.map(({ key }) => ({ 'observation-uuid': uuid('observation', key) })),
      ...(risks.length > 0 ? { 'related-risks': risks.map(({ key }) => ({ 'risk-uuid': uuid('risk', key) })) } : {}),
    },
  ];
}

/** One finding for each resource judged. */
const resourcesOf = (findings: readonly Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [JSON.stringify(identity(finding.resource)), finding])).values(),
];
const identity = ({ file, address, type }: Finding['resource']) => [file, address, type];
const itemUuid = (resource: Finding['resource'], uuid: Uuid): string => uuid('item', ...identity(resource));

function itemOf(resource: Finding['resource'], uuid: Uuid) {
  const { file, address, type } = resource;
  return {
    uuid: itemUuid(resource, uuid),
    description: text(`${address} (${type}) in ${file}`),
    props: [prop('file', file), prop('address', address), prop('type', type)],
  };
}

/** Objectives are the checks; of the clauses, NIST's controls have ids that OSCAL knows. */
function reviewed(rules: readonly Rule[]) {
  const controls = new Set(rules.flatMap(({ clauses }) => clauses.flatMap(nistControl)));
  const objectives = rules.map(({ id }) => ({ 'objective-id': token(id) }));
  return {
    description: 'What the checks prove, and the controls of NIST SP 800-53 revision 5 that this serves.',
    'control-selections': [
      {
        description: 'Controls of NIST SP 800-53 revision 5 served; other frameworks are named with each risk.',
        ...(controls.size > 0 ? { 'include-controls': [...controls].sort().map((id) => ({ 'control-id': id })) } : {}),
      },
    ],
    ...(objectives.length > 0 ? { 'control-objective-selections': [{ 'include-objectives': objectives }] } : {}),
  };
}

/** `NIST SP 800-53r5 SC-7(5)` → `sc-7.5`. */
function nistControl(clause: string): string[] {
  const [, family, control, enhancement] = /^NIST SP 800-53r5 ([A-Z]{2})-(\d+)(?:\((\d+)\))?$/.exec(clause) ?? [];
  return family ? [`${family.toLowerCase()}-${control}${enhancement ? `.${enhancement}` : ''}`] : [];
}

/** `residency/replica` → an OSCAL token. */
const token = (id: string): string => id.replace(/[^\p{L}\p{N}._-]/gu, '.');

/** OSCAL's strings are one line, and begin and end with what can be seen. */
const text = (value: string): string => visible(value).trim() || 'not named';
const prop = (name: string, value: string) => ({ name, ns: NS, value: text(value) });

/** Without its empty lists, which OSCAL refuses. */
const filled = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(value).filter(([, part]) => !(Array.isArray(part) && part.length === 0)),
  ) as Partial<T>;
