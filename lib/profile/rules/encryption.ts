import { awsTypeAvailable } from '../../catalogue';
import type { Rule } from './rule';

/** What a region cannot enforce, a document cannot ask of it. */
export const encryption: Rule = (document, report) => {
  const { regions, encryptionInTransit } = document.aws ?? {};
  const region = regions?.primary;
  if (encryptionInTransit !== 'enforce' || region === undefined) return;
  if (!awsTypeAvailable('AWS::EC2::VPCEncryptionControl', region))
    report({
      path: ['aws', 'encryptionInTransit'],
      title: 'encryption in transit that nothing enforces',
      found: `enforce, and ${region} has no control of it`,
      allowed: 'enforce where CloudFormation has AWS::EC2::VPCEncryptionControl',
      mend: 'leave encryptionInTransit out: the plan says what encrypts by itself',
    });
};
