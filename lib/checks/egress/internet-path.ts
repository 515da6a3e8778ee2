import type { Check } from '../model';
import { AWS } from './internet-path-aws';
import { AZURE } from './internet-path-azure';
import { examples } from './internet-path-examples';

export const internetPath: Check = {
  id: 'egress/internet-path',
  invariant: 'egress',
  severity: 'critical',
  proves:
    'no gateway, route, public address or default outbound access gives a judged resource a way to the internet, unless it is through firewalls that let listed names through and drop the rest',
  remedy:
    'take the gateway, route or address away and reach services through private endpoints; where an allow-list is needed, route through a firewall',
  clauses: [
    'NIST SP 800-53r5 SC-7',
    'NIST SP 800-53r5 SC-7(10)',
    'ISO/IEC 27001:2022 Annex A A.8.20',
    'CSA CCM v4.0 IVS-03',
    'AWS Control Tower controls AWS-GR_DISALLOW_VPC_INTERNET_ACCESS',
    'OpenAI secure infrastructure (2024) Measure 2',
  ],
  types: { aws: Object.keys(AWS), azure: Object.keys(AZURE) },
  judge: (resource, context) => (resource.cloud === 'aws' ? AWS : AZURE)[resource.type]?.(resource, context) ?? [],
  examples,
};
