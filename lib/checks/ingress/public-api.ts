import type { Check } from '../model';
import { AWS } from './public-api-aws';
import { AZURE } from './public-api-azure';
import { examples } from './public-api-examples';

export const publicApi: Check = {
  id: 'ingress/public-api',
  invariant: 'ingress',
  severity: 'critical',
  proves: 'no API, load balancer, database or network rule answers the internet',
  remedy: 'serve it inside the network only: private endpoint, internal scheme, named sources',
  clauses: [
    'NIST SP 800-53r5 SC-7',
    'NIST SP 800-53r5 SC-7(5)',
    'ISO/IEC 27001:2022 Annex A A.8.20',
    'CSA CCM v4.0 IVS-09',
    'NIST CSF 2.0 PR.IR-01',
  ],
  types: { aws: Object.keys(AWS), azure: Object.keys(AZURE) },
  judge: (resource, context) => (resource.cloud === 'aws' ? AWS : AZURE)[resource.type]?.(resource, context) ?? [],
  examples,
};
