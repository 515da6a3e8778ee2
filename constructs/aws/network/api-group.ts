import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { nameTag } from '../text';

/** Who may come in to the API, by address or by group. */
export type Caller = { readonly cidrIp: string } | { readonly sourceSecurityGroupId: string };

/** A group for interfaces of the control plane, which nodes do not carry: HTTPS from the callers, nothing out. */
export const apiGroup = (scope: Construct, vpcId: string, name: string, callers: readonly Caller[]): string =>
  new CfnSecurityGroup(scope, 'ApiGroup', {
    groupDescription: 'Kubernetes API: HTTPS from operators, nothing out',
    vpcId,
    securityGroupIngress: callers.map((caller) => ({
      ...caller,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      description: 'HTTPS from operators',
    })),
    // Stated, or EC2 adds a rule that lets everything out.
    securityGroupEgress: [
      { ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIp: '127.0.0.1/32', description: 'Nothing out' },
    ],
    tags: nameTag(`${name}-api`),
  }).attrGroupId;
