import {
  CfnFirewallDomainList,
  CfnFirewallRuleGroup,
  CfnFirewallRuleGroupAssociation,
  CfnResolverQueryLoggingConfig,
  CfnResolverQueryLoggingConfigAssociation,
} from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';
import type { NamesPlan } from '../../../lib/plan/aws';
import { nameTag } from '../text';

export interface NameFirewallProps {
  /** First part of every name: letters, digits, hyphens and underscores. */
  readonly name: string;
  readonly vpcId: string;
  /** Names that may be looked up. */
  readonly names: NamesPlan;
  /** ARN of the bucket, with a folder, that receives every look-up. */
  readonly logArn: string;
}

/** In the order they are asked. AWS keeps priorities up to 100 of an association for itself. */
const ASSOCIATION = 101;
const OWN = 100;
const TUNNELS = 200;
const BEYOND = 300;
const ALL = 900;

/**
 * Names are a way out: a look-up reaches servers that whoever owns the name reads. Only the names listed resolve; every
 * other does not exist. The resolver answers nothing while the firewall cannot judge: that is its default, which
 * CloudFormation has no word for. Every look-up is logged.
 */
export class NameFirewall extends Construct {
  constructor(scope: Construct, id: string, props: NameFirewallProps) {
    super(scope, id);
    const { own, beyond } = props.names;
    const list = (part: string, domains: readonly string[]): string =>
      new CfnFirewallDomainList(this, part, {
        name: `${props.name}-${part.toLowerCase()}`,
        domains: [...domains],
        tags: nameTag(`${props.name}-${part.toLowerCase()}`),
      }).attrId;
    /** Names of AWS lead on to others of AWS; those names need not be listed. */
    const allow = (priority: number, domains: string): CfnFirewallRuleGroup.FirewallRuleProperty => ({
      action: 'ALLOW',
      priority,
      firewallDomainListId: domains,
      firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
    });
    const block = { action: 'BLOCK', blockResponse: 'NXDOMAIN' };
    const group = new CfnFirewallRuleGroup(this, 'Rules', {
      name: `${props.name}-names`,
      firewallRules: [
        allow(OWN, list('Own', own)),
        ...(beyond.length > 0
          ? [
              // Whoever owns a name that is let through could be talked to below it.
              { ...block, priority: TUNNELS, dnsThreatProtection: 'DNS_TUNNELING', confidenceThreshold: 'LOW' },
              allow(BEYOND, list('Beyond', beyond)),
            ]
          : []),
        { ...block, priority: ALL, firewallDomainListId: list('All', ['*']) },
      ],
      tags: nameTag(`${props.name}-names`),
    });
    new CfnFirewallRuleGroupAssociation(this, 'Association', {
      name: `${props.name}-names`,
      vpcId: props.vpcId,
      firewallRuleGroupId: group.attrId,
      priority: ASSOCIATION,
      mutationProtection: 'ENABLED',
      tags: nameTag(`${props.name}-names`),
    });
    const logs = new CfnResolverQueryLoggingConfig(this, 'Logs', {
      name: `${props.name}-names`,
      destinationArn: props.logArn,
      tags: nameTag(`${props.name}-names`),
    });
    new CfnResolverQueryLoggingConfigAssociation(this, 'Logged', {
      resolverQueryLogConfigId: logs.attrId,
      resourceId: props.vpcId,
    });
  }
}
