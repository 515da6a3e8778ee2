import type { Check } from '../model';
import { AWS_TYPES, judgeAws } from './replica-aws';
import { AZURE_TYPES, judgeAzure } from './replica-azure';
import { examples } from './replica-examples';

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
  types: { aws: AWS_TYPES, azure: AZURE_TYPES },
  judge: (resource, context) =>
    resource.cloud === 'aws' ? judgeAws(resource, context) : judgeAzure(resource, context),
  examples,
};
