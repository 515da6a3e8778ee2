/** The checks, and the one way to run them. */
import type { Resource } from '../graph/model';
import { logRetention } from './audit/log-retention';
import { internetPath } from './egress/internet-path';
import { publicApi } from './ingress/public-api';
import { publicStorage } from './ingress/public-storage';
import { customerManaged } from './keys/customer-managed';
import { rotationAndReplication } from './keys/rotation-and-replication';
import type { Check, Context, Finding, Verdict } from './model';
import { instanceMetadata } from './privilege/instance-metadata';
import { wildcardPrincipal } from './privilege/wildcard-principal';
import { location } from './residency/location';
import { replica } from './residency/replica';
import { sortFindings } from './sort';
import { ifMade } from './verdicts';

export { checkConformance, conformanceChecks } from './conformance';
export type * from './model';

/** Every check, by id. */
export const checks: readonly Check[] = [
  logRetention,
  internetPath,
  publicApi,
  publicStorage,
  customerManaged,
  rotationAndReplication,
  instanceMetadata,
  wildcardPrincipal,
  location,
  replica,
];

/** A failure that someone answers for is no failure; what was found is said all the same. */
function ifExcepted(verdict: Verdict, resource: Resource, { id }: Check, { excepted }: Context): Verdict {
  const property = verdict.path?.[0];
  const because =
    verdict.result === 'fail'
      ? excepted?.(resource, id, property === undefined ? undefined : `${property}`)
      : undefined;
  return because === undefined
    ? verdict
    : { ...verdict, result: 'not-applicable', message: `by exception, ${because}; found: ${verdict.message}` };
}

/** Runs checks over a graph. The same graph gives the same findings in the same order, on every machine. */
export function runChecks(context: Context, chosen: readonly Check[] = checks): Finding[] {
  const findings = chosen.flatMap((check) =>
    context.graph.resources.flatMap((resource) => {
      const types = check.types[resource.cloud];
      if (types !== '*' && !types.includes(resource.type)) return [];
      const verdicts = [check.judge(resource, context)].flat();
      return verdicts
        .map((verdict) => ifMade(verdict, resource.presence))
        .map((verdict) => ifExcepted(verdict, resource, check, context))
        .map(
          (verdict): Finding => ({
            check: check.id,
            invariant: check.invariant,
            severity: verdict.severity ?? check.severity,
            result: verdict.result,
            resource: {
              file: resource.file,
              address: resource.address,
              type: resource.type,
              ...resource.place(verdict.path),
            },
            message: verdict.message,
            remedy: check.remedy,
            clauses: check.clauses,
          }),
        );
    }),
  );
  return sortFindings(findings);
}
