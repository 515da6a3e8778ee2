import type { Check } from '../model';
import { AWS_TYPES, judgeAws } from './customer-managed-aws';
import { AZURE_TYPES, judgeAzure } from './customer-managed-azure';
import { examples } from './customer-managed-examples';

export const customerManaged: Check = {
  id: 'keys/customer-managed',
  invariant: 'keys',
  severity: 'high',
  proves: 'every judged store is encrypted with a key the country holds, not with a key of the vendor',
  remedy: 'name a key of the region in the encryption settings; leave out a service that takes none',
  clauses: [
    'NIST SP 800-53r5 SC-28(1)',
    'NIST SP 800-53r5 SA-9(6)',
    'ISO/IEC 27001:2022 Annex A A.8.24',
    'CSA CCM v4.0 CEK-08',
    'EU Cloud Sovereignty Framework 1.2.1 SOV-3',
    'Azure Sovereign Landing Zone Enforce-Sov-L2-CMKP',
  ],
  types: { aws: AWS_TYPES, azure: AZURE_TYPES },
  judge: (resource, context) =>
    resource.cloud === 'aws' ? judgeAws(resource, context) : judgeAzure(resource, context),
  examples,
};
