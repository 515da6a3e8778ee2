/** Plan and graph against each other, both ways: everything promised is there, everything there was promised. */
import type { Graph, Resource, Value } from '../graph/model';
import { read, visibleText } from '../graph/value';
import type { Expectation } from '../plan/expectation';
import { ownersOf } from './attachments';
import { lookup, matches } from './conformance-match';
import type { Finding, Result, Severity } from './model';
import { sortFindings } from './sort';
import { pathOf, say } from './verdicts';

interface About {
  readonly id: string;
  readonly severity: Severity;
  readonly proves: string;
  readonly remedy: string;
  readonly clauses: readonly string[];
}

/** What the two halves prove, in the words the other checks use. */
export const conformanceChecks: readonly About[] = [
  {
    id: 'conformance/promised',
    severity: 'high',
    proves: 'every promise of the plan is kept by exactly one resource, with the settings promised',
    remedy: 'synthesize the templates from the plan again, or change the plan',
    clauses: ['NIST SP 800-53r5 CM-2', 'ISO/IEC 27001:2022 Annex A A.8.9'],
  },
  {
    id: 'conformance/unpromised',
    severity: 'medium',
    proves: 'every resource is promised by the plan, or is a part of one that is',
    remedy: 'take it out of the template, or add it to the plan so that it is seen and judged',
    clauses: ['NIST SP 800-53r5 CM-3', 'ISO/IEC 27001:2022 Annex A A.8.9', 'CSA CCM v4.0 DCS-06'],
  },
];
const [PROMISED, UNPROMISED] = conformanceChecks as [About, About];

/** Findings of `conformance/promised`, one a promise and setting at fault, and of `conformance/unpromised`, one a resource. */
export function checkConformance(expectations: readonly Expectation[], graph: Graph): Finding[] {
  const kept = new Set<string>();
  const byPlace = new Map<string, Resource[]>();
  for (const resource of graph.resources) {
    const key = `${resource.stack}\n${resource.type}`;
    byPlace.set(key, [...(byPlace.get(key) ?? []), resource]);
  }
  const promised = expectations.flatMap((expectation) => {
    const candidates = byPlace.get(`${expectation.stack}\n${expectation.type}`) ?? [];
    return judgePromise(expectation, candidates, graph, kept);
  });
  return sortFindings([...promised, ...judgeResources(graph, kept)]);
}

function judgePromise(expectation: Expectation, candidates: Resource[], graph: Graph, kept: Set<string>): Finding[] {
  const { promise, stack, type } = expectation;
  const identity = Object.entries(expectation.identity);
  const results = candidates.map((resource) => ({
    resource,
    match: identity.map(([path, expected]) => matches(expected, settingOf(resource, path), graph)),
  }));
  const found = results.filter(({ match }) => match.every((one) => one === true)).map(({ resource }) => resource);
  const wanted = identity.map(([path, value]) => `${path} ${JSON.stringify(value)}`).join(', ');
  const described = wanted ? `${type} with ${wanted}` : type;
  const [only, ...others] = found;
  for (const resource of found) kept.add(resource.id);
  if (!only) {
    const perhaps = results.find(({ match }) => !match.includes(false));
    if (perhaps) {
      return [
        finding(
          PROMISED,
          'not-checked',
          perhaps.resource,
          `the plan promises ${promise}: this may be it, but what it is called is settled at deployment`,
        ),
      ];
    }
    return [
      absence(
        expectation,
        candidates[0] ?? graph.resources.find((resource) => resource.stack === stack),
        `the plan promises ${promise}: ${stack} has no ${described}`,
      ),
    ];
  }
  if (others.length > 0) {
    const names = found.map(({ address }) => address).join(', ');
    return [finding(PROMISED, 'fail', only, `the plan promises ${promise} once: ${names} are all ${described}`)];
  }
  const wrong = Object.entries(expectation.settings ?? {}).flatMap(([path, expected]) =>
    differs(path, expected, only, promise, graph),
  );
  return wrong.length > 0 ? wrong : [finding(PROMISED, 'pass', only, `keeps ${promise}`)];
}

function differs(path: string, expected: unknown, resource: Resource, promise: string, graph: Graph): Finding[] {
  const actual = settingOf(resource, path);
  const match = matches(expected, actual, graph);
  if (match === true) return [];
  const shown = actual === undefined ? 'not stated' : (visibleText(actual) ?? say(actual));
  const message = `the plan promises ${promise} with ${path} ${JSON.stringify(expected)}: it is ${shown}`;
  return [finding(PROMISED, match === undefined ? 'not-checked' : 'fail', resource, message, pathOf(path))];
}

/** A place is a setting too, though CloudFormation keeps it outside the resource. */
const settingOf = (resource: Resource, path: string): Value | undefined =>
  lookup(resource.properties as Value, path) ??
  (path === 'location' ? (resource.location as Value | undefined) : undefined);

function judgeResources(graph: Graph, kept: ReadonlySet<string>): Finding[] {
  const accepted = new Set(kept);
  let waiting = graph.resources.filter((resource) => !accepted.has(resource.id));
  const because = new Map<string, string>();
  for (let before = -1; before !== accepted.size; ) {
    before = accepted.size;
    waiting = waiting.filter((resource) => {
      const owner = ownersOf(resource, graph).find(({ id }) => accepted.has(id));
      if (!owner) return true;
      accepted.add(resource.id);
      because.set(resource.id, owner.address);
      return false;
    });
  }
  return graph.resources.map((resource) => {
    if (kept.has(resource.id)) return finding(UNPROMISED, 'pass', resource, 'the plan promises it');
    const owner = because.get(resource.id);
    return owner
      ? finding(UNPROMISED, 'pass', resource, `is a part of ${owner}, which the plan promises`)
      : finding(UNPROMISED, 'fail', resource, `nothing in the plan promises this ${resource.type}${nameOf(resource)}`);
  });
}

function nameOf(resource: Resource): string {
  const name = visibleText(read(resource, 'name') ?? read(resource, 'Name'));
  return name ? ` (${name})` : '';
}

function finding(
  about: About,
  result: Result,
  resource: Resource,
  message: string,
  path?: (string | number)[],
): Finding {
  const { file, address, type } = resource;
  return shape(about, result, { file, address, type, ...resource.place(path) }, message);
}

/** What is missing has no place of its own: it is said of the stack's file, under the promise's name. */
function absence(expectation: Expectation, near: Resource | undefined, message: string): Finding {
  const file = near?.file ?? expectation.stack;
  return shape(
    PROMISED,
    'fail',
    { file, address: expectation.promise, type: expectation.type, line: 1, column: 1 },
    message,
  );
}

const shape = (about: About, result: Result, resource: Finding['resource'], message: string): Finding => ({
  check: about.id,
  invariant: 'conformance',
  severity: about.severity,
  result,
  resource,
  message,
  remedy: about.remedy,
  clauses: about.clauses,
});
