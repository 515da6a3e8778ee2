/** Waivers against findings: which failure is accepted by whom, and which waiver is no good. */
import type { Waiver } from '../profile/waivers';
import { glob } from './glob';
import type { Finding, Result, Severity } from './model';
import { sortFindings } from './sort';

interface About {
  readonly id: string;
  readonly severity: Severity;
  readonly proves: string;
  readonly remedy: string;
  readonly clauses: readonly string[];
}

/** What is asked of waivers themselves, in the words the other checks use. None of these can be waived. */
export const waiverChecks: readonly About[] = [
  {
    id: 'waivers/expired',
    severity: 'high',
    proves: 'every waiver holds on the date of judgement',
    remedy: 'mend what it accepts, or have its owner decide anew and give it another end',
    clauses: ['NIST SP 800-53r5 CA-5', 'NIST SP 800-53r5 RA-7', 'ISO/IEC 27001:2022 6.1.3'],
  },
  {
    id: 'waivers/over-broad',
    severity: 'high',
    proves: 'every waiver accepts the failure of one check at the resources it names, and no more of them than it says',
    remedy: 'name the resource and its file; where several are meant, say how many with covers',
    clauses: ['NIST SP 800-53r5 CM-3', 'NIST SP 800-53r5 RA-7', 'ISO/IEC 27001:2022 6.1.3'],
  },
  {
    id: 'waivers/unused',
    severity: 'low',
    proves: 'every waiver accepts something that fails',
    remedy: 'remove the waiver, or correct its check, address or file',
    clauses: ['NIST SP 800-53r5 CA-5', 'ISO/IEC 27001:2022 6.1.3'],
  },
];
const [EXPIRED, BROAD, UNUSED] = waiverChecks as [About, About, About];

export interface WaiverContext {
  /** Date of judgement, `2027-06-30`. Without one no waiver holds, since whether it has ended is not known. */
  readonly asOf?: string;
  /** Files judged, as findings name them. */
  readonly files: Iterable<string>;
}

/**
 * Marks the failures that waivers accept, and adds what there is to say of each waiver. A waiver that has ended, or
 * reaches further than it says, accepts nothing.
 */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  { asOf, files }: WaiverContext,
): Finding[] {
  const judged = [...new Set([...files, ...findings.map(({ resource }) => resource.file)])];
  const accepted = new Map<Finding, Waiver>();
  const said = waivers.flatMap((waiver) => {
    const isFile = glob(waiver.resource.file, 'file');
    const isAddress = glob(waiver.resource.address, 'address');
    const reached = findings.filter(
      ({ check, resource }) => check === waiver.check && isAddress(resource.address) && isFile(resource.file),
    );
    const failed = reached.filter(({ result }) => result === 'fail');
    const verdicts = [
      expiry(waiver, asOf),
      breadth(waiver, failed),
      use(waiver, reached, failed.length > 0, judged.some(isFile)),
    ];
    const holds = asOf !== undefined && verdicts.slice(0, 2).every(({ result }) => result === 'pass');
    if (holds) for (const finding of failed) if (!accepted.has(finding)) accepted.set(finding, waiver);
    return verdicts.map(({ about, result, message }) => finding(waiver, about, result, message));
  });
  const marked = findings.map((found) => {
    const waiver = accepted.get(found);
    return waiver ? { ...found, waived: waivedBy(waiver) } : found;
  });
  return sortFindings([...marked, ...said]);
}

interface Said {
  readonly about: About;
  readonly result: Result;
  readonly message: string;
}

function expiry(waiver: Waiver, asOf: string | undefined): Said {
  const { expires } = waiver;
  if (asOf === undefined) {
    const message = `holds until ${expires}: without a date of judgement (--as-of) it accepts nothing`;
    return { about: EXPIRED, result: 'not-checked', message };
  }
  return asOf > expires
    ? { about: EXPIRED, result: 'fail', message: `ended on ${expires}, before ${asOf}: it accepts nothing any more` }
    : { about: EXPIRED, result: 'pass', message: `holds on ${asOf}, until ${expires}` };
}

function breadth(waiver: Waiver, failed: readonly Finding[]): Said {
  const { address, file } = waiver.resource;
  if (!/[^*.]/.test(address) && !/[^*./]/.test(file.replace(ENDING, ''))) {
    const message = `waives ${waiver.check} as a whole: ${address} in ${file} is every resource of every file`;
    return { about: BROAD, result: 'fail', message };
  }
  const covered = new Set(failed.map(({ resource }) => `${resource.file}#${resource.address}`)).size;
  const resources = (count: number) => `${count} resource${count === 1 ? '' : 's'}`;
  return covered > waiver.covers
    ? {
        about: BROAD,
        result: 'fail',
        message: `reaches ${resources(covered)}, and says that it covers ${waiver.covers}`,
      }
    : { about: BROAD, result: 'pass', message: `reaches ${resources(covered)} of at most ${waiver.covers}` };
}

function use(waiver: Waiver, reached: readonly Finding[], used: boolean, fileJudged: boolean): Said {
  const { check } = waiver;
  const { address, file } = waiver.resource;
  const says = (result: Result, message: string): Said => ({ about: UNUSED, result, message });
  if (used) return says('pass', `${check} fails there`);
  if (!fileJudged) return says('not-checked', `no file judged is ${file}`);
  if (reached.some(({ result }) => result === 'not-checked'))
    return says('not-checked', `${check} could not be checked at ${address} in ${file}`);
  return says(
    'fail',
    reached.length > 0
      ? `accepts nothing: ${check} does not fail at ${address} in ${file}`
      : `accepts nothing: ${check} says nothing of ${address} in ${file}`,
  );
}

function finding(waiver: Waiver, about: About, result: Result, message: string): Finding {
  const { file, address, line, column } = waiver.place;
  return {
    check: about.id,
    invariant: 'waivers',
    severity: about.severity,
    result,
    resource: { file, address, type: 'waiver', line, column },
    message: `the waiver of ${waiver.check} at ${waiver.resource.address} (${waiver.owner}) ${message}`,
    remedy: about.remedy,
    clauses: about.clauses,
  };
}

const waivedBy = ({ owner, reason, control, expires, place: { file, line } }: Waiver): Finding['waived'] => ({
  owner,
  reason,
  control,
  expires,
  file,
  line,
});

/** What a file pattern says only of the form. */
const ENDING = /(\.tf|\.template)?\.(json|ya?ml|template|tf)$/i;
