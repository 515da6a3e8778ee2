import { CfnNetworkAcl, CfnNetworkAclEntry, CfnSubnetNetworkAclAssociation } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { AclPlan } from '../../../lib/plan/aws';
import { nameTag } from '../text';

export interface NetworkAclProps {
  readonly name: string;
  readonly vpcId: string;
  /** What passes; all else is dropped. */
  readonly rules: Pick<AclPlan, 'inbound' | 'outbound'>;
  /** Subnets it borders, by name. */
  readonly subnets: ReadonlyMap<string, string>;
}

const TCP = 6;
const EVERY_PROTOCOL = -1;

/** A network ACL of allowances alone. It keeps no state: answers are rules of their own. */
export class NetworkAcl extends Construct {
  constructor(scope: Construct, id: string, props: NetworkAclProps) {
    super(scope, id);
    const acl = new CfnNetworkAcl(this, 'Acl', { vpcId: props.vpcId, tags: nameTag(props.name) });
    for (const [direction, rules] of [
      ['In', props.rules.inbound],
      ['Out', props.rules.outbound],
    ] as const)
      rules.forEach(({ cidr, ports }, index) => {
        new CfnNetworkAclEntry(this, `${direction}${index}`, {
          networkAclId: acl.attrId,
          ruleNumber: (index + 1) * 10,
          ruleAction: 'allow',
          egress: direction === 'Out',
          cidrBlock: cidr,
          protocol: ports ? TCP : EVERY_PROTOCOL,
          ...(ports ? { portRange: { from: ports[0], to: ports[1] } } : {}),
        });
      });
    for (const [name, subnetId] of props.subnets)
      new CfnSubnetNetworkAclAssociation(this, `Subnet-${name}`, { networkAclId: acl.attrId, subnetId });
  }
}
