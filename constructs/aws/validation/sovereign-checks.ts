import { basename, dirname } from 'node:path';
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
  PolicyViolation,
} from 'aws-cdk-lib';
import { checks } from '../../../lib/checks';
import { type ForApp, type ForCountry, failing, forApp } from '../../../lib/checks/for-app';
import { judge } from '../../../lib/checks/judge';
import type { Finding } from '../../../lib/checks/model';
import { readTargets } from '../../../lib/engines/targets';
import type { Graph, Value } from '../../../lib/graph/model';
import { isTable } from '../../../lib/graph/value';

export interface SovereignChecksProps {
  /** Code of the country (`IN`), or its document as read. */
  readonly country: ForCountry;
  /**
   * Region of stacks that do not say theirs.
   * @default - the country's first
   */
  readonly region?: string;
}

/**
 * The sovereignty checks as a policy validation plugin of the CDK: synthesis fails where a template breaks an invariant.
 *
 * ```ts
 * Validations.of(app).addPlugins(new SovereignChecks({ country: 'IN' }));
 * ```
 *
 * A finding is let stand as with any plugin: `Validations.of(construct).acknowledge({ id, reason })`. What only the
 * deployment settles (`not-checked`) fails nothing and is counted in the report's metadata.
 */
export class SovereignChecks implements IPolicyValidationPlugin {
  readonly name = 'Sovereign';
  readonly ruleIds = checks.map(({ id }) => id);
  private readonly whom: ForApp;

  /** @throws RangeError for a country the catalogue does not hold, or a region that is none */
  constructor(props: SovereignChecksProps) {
    this.whom = forApp(props.country, props.region);
  }

  validate({ templatePaths }: IPolicyValidationContext): PolicyValidationPluginReport {
    // By assembly, not by template: nested stacks are files beside, and each stack goes to a region of its own.
    const folders = [...new Set(templatePaths.map((path) => dirname(path)))];
    const { files, unreadable } = readTargets(folders, this.whom);
    const { graph, findings } = judge(files, this.whom);
    const judged = new Set(graph.resources.map(({ file }) => file));
    const unread = [...unreadable, ...graph.unreadable];
    const whole = unread.filter(({ file }) => !judged.has(file) && !folders.includes(file));
    if (whole.length > 0) throw new Error(`Not judged: ${whole.map(told).join('; ')}`);
    const failed = failing(findings);
    const count = (result: Finding['result']) => `${findings.filter((finding) => finding.result === result).length}`;
    return {
      success: failed.length === 0,
      violations: violationsOf(failed, graph),
      metadata: {
        country: this.whom.country,
        pass: count('pass'),
        fail: count('fail'),
        notChecked: count('not-checked'),
        ...(unread.length > 0 ? { notRead: unread.map(told).join('; ') } : {}),
      },
    };
  }
}

const told = ({ file, message }: { file: string; message: string }): string => `${basename(file)}: ${message}`;

/** One a check and fault, with every resource that has it. */
function violationsOf(failed: readonly Finding[], graph: Graph): PolicyViolation[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of failed) {
    const key = JSON.stringify([finding.check, finding.message]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((group): PolicyViolation[] => {
    const [first] = group;
    if (!first) return [];
    return [
      {
        ruleName: first.check,
        description: first.message,
        fix: first.remedy,
        severity: first.severity,
        ruleMetadata: { invariant: first.invariant, clauses: first.clauses.join(' · ') },
        violatingResources: group.map((finding) => ({
          resourceLogicalId: finding.resource.address,
          templatePath: finding.resource.file,
          locations: locationOf(finding, graph),
        })),
      },
    ];
  });
}

/** The property a finding stands at, as the CDK writes it: `Properties.Rules.0`. Empty where it is the resource itself. */
function locationOf({ resource: { file, address, line, column } }: Finding, graph: Graph): string[] {
  const resource = graph.byId(`${file}#${address}`);
  const find = (value: Value | undefined, path: (string | number)[]): (string | number)[] | undefined => {
    const place = resource?.place(path);
    if (path.length > 0 && place?.line === line && place.column === column) return path;
    const below = Array.isArray(value) ? [...value.keys()] : isTable(value) ? Object.keys(value) : [];
    for (const step of below) {
      const found = find((value as Record<string | number, Value>)[step], [...path, step]);
      if (found) return found;
    }
    return undefined;
  };
  const path = find(resource?.properties as Value | undefined, []);
  return path ? [['Properties', ...path].join('.')] : [];
}
