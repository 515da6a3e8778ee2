import { country } from '../../lib/catalogue';
import type { Context, Example, Finding, Result } from '../../lib/checks';
import { runChecks } from '../../lib/checks';
import type { Check } from '../../lib/checks/model';
import { buildGraph, type Graph } from '../../lib/graph';

export function contextOf(graph: Graph, code = 'IN', retentionDays = 365): Context {
  const facts = country(code);
  if (!facts) throw new Error(`no country ${code}`);
  return { graph, country: code, facts, retentionDays };
}

export const cfn = (resources: Record<string, unknown>, region = 'ap-south-1', more: Record<string, unknown> = {}) =>
  buildGraph([{ name: 'app.template.json', text: JSON.stringify({ ...more, Resources: resources }), region }]);

export const terraform = (resource: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  buildGraph([{ name: 'root/cdk.tf.json', text: JSON.stringify({ ...more, resource }) }]);

/** What a check says of the first resource of an example. */
export function outcome(check: Check, example: Example): { result: Result | 'silent'; findings: Finding[] } {
  const code = example.country ?? 'IN';
  const region = country(code)?.aws.regions[0];
  const graph = example.cloud === 'aws' ? cfn(example.resources, region) : terraform(example.resources);
  const [first] = graph.resources;
  const findings = runChecks(contextOf(graph, code), [check]).filter(
    ({ resource }) => resource.address === first?.address,
  );
  const worst = (['fail', 'not-checked', 'pass', 'not-applicable'] as const).find((result) =>
    findings.some((finding) => finding.result === result),
  );
  return { result: worst ?? 'silent', findings };
}
