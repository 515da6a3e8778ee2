import type { Check } from '../model';
import { judgeAws } from './wildcard-principal-aws';
import { AZURE } from './wildcard-principal-azure';
import { examples } from './wildcard-principal-examples';

export const wildcardPrincipal: Check = {
  id: 'privilege/wildcard-principal',
  invariant: 'privilege',
  severity: 'critical',
  proves: 'no policy lets anyone in, and no identity may do everything to everything',
  remedy: 'name who may, or narrow by organisation, account or network; grant the actions a task needs',
  clauses: [
    'NIST SP 800-53r5 AC-6',
    'ISO/IEC 27001:2022 Annex A A.8.2',
    'CSA CCM v4.0 IAM-05',
    'NIST CSF 2.0 PR.AA-05',
    'AWS Control Tower controls CT.KMS.PV.7',
  ],
  // Policies hide in many types; a resource without one is not judged.
  types: { aws: '*', azure: Object.keys(AZURE) },
  judge: (resource, context) =>
    resource.cloud === 'aws' ? judgeAws(resource, context) : (AZURE[resource.type]?.(resource, context) ?? []),
  examples,
};
