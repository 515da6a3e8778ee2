/** Copies by the table of each type, and what the table cannot say. */
import { classified, type PlacingKind } from '../../catalogue/residency';
import type { Resource } from '../../graph/model';
import type { Check, Context, Verdict } from '../model';
import { pass } from '../verdicts';
import { judgePlacings, placingsOf } from './placing';
import { AWS } from './replica-aws';
import { AZURE } from './replica-azure';
import { examples } from './replica-examples';

/** What a value of these kinds holds leaves the resource: a copy, what it sends, what stands in for it, its key. */
const KINDS: ReadonlySet<PlacingKind> = new Set(['copy', 'destination', 'failover', 'state', 'key']);
const BESIDE = { aws: AWS, azure: AZURE };

export const replica: Check = {
  id: 'residency/replica',
  invariant: 'residency',
  severity: 'high',
  proves: 'no replica, backup, pair copy, key copy or model call of a judged resource goes to another country',
  remedy: 'copy to a second region of the country or not at all',
  clauses: [
    'NIST SP 800-53r5 SA-9(5)',
    'NIST SP 800-53r5 CP-6',
    'BSI C5:2020 PSS-12',
    'CSA CCM v4.0 DSP-19',
    'AWS Control Tower controls AWS-GR_RESTRICT_S3_CROSS_REGION_REPLICATION',
    'Microsoft Sovereignty Baseline SO.1',
  ],
  types: { aws: '*', azure: '*' },
  judge,
  examples,
};

function judge(resource: Resource, context: Context): Verdict[] {
  const table = BESIDE[resource.cloud];
  const beside = Object.hasOwn(table, resource.type) ? table[resource.type] : undefined;
  const verdicts = [...(beside?.(resource, context) ?? []), ...judgePlacings(resource, context, KINDS)];
  if (verdicts.length > 0) return verdicts;
  // Only of a type a person has read does silence mean that there is no copy.
  const known =
    classified(resource.type)?.reviewed && placingsOf(resource.type, KINDS).some(({ reviewed }) => reviewed);
  return known || beside ? [pass('makes no copy in another region')] : [];
}
