import { Fn } from 'aws-cdk-lib';
import { CfnFirewall, CfnFirewallPolicy, CfnLoggingConfiguration, CfnRuleGroup } from 'aws-cdk-lib/aws-networkfirewall';
import { Construct } from 'constructs';
import { closedRules, DEFAULT_ACTIONS } from '../../../lib/plan/aws';
import { nameTag, pascal, sub } from '../text';

export interface EgressFirewallProps {
  /** Name of the policy and first part of every other: letters, digits and hyphens. */
  readonly name: string;
  readonly vpcId: string;
  /** One firewall each; the subnet holds nothing else. */
  readonly zones: readonly { readonly zone: string; readonly subnetId: string }[];
  /** Blocks that what leaves comes from. Nothing else passes in either direction. */
  readonly inside: readonly string[];
  /** Names that may be reached over TLS on port 443; a leading dot takes in all names below. */
  readonly allow: readonly string[];
  /** Bucket that alerts and flows are delivered to, and what their names begin with there; its policy admits them. */
  readonly logs: { readonly bucketName: string; readonly prefix: string };
}

/** Names the list may ever hold: the capacity of a rule group cannot change. */
const LIST_CAPACITY = 1000;
const CLOSED_CAPACITY = 100;

/**
 * Firewalls that let listed names through over TLS and drop the rest, one a zone: each has one endpoint, so that the
 * routes of a zone can name its own. No prop takes a rule of the caller's: whatever passes is in the list.
 */
export class EgressFirewall extends Construct {
  private readonly endpoints = new Map<string, string>();

  constructor(scope: Construct, id: string, props: EgressFirewallProps) {
    super(scope, id);
    if (props.allow.length === 0) throw new RangeError(`${props.name} allows no name: leave the firewall out`);
    const policyArn = this.policy(props);
    for (const { zone, subnetId } of props.zones) {
      const firewall = new CfnFirewall(this, `Firewall-${zone}`, {
        firewallName: `${props.name}-${zone}`,
        firewallPolicyArn: policyArn,
        vpcId: props.vpcId,
        subnetMappings: [{ subnetId, ipAddressType: 'IPV4' }],
        deleteProtection: true,
        subnetChangeProtection: true,
        firewallPolicyChangeProtection: true,
        tags: nameTag(`${props.name}-${zone}`),
      });
      new CfnLoggingConfiguration(this, `Logging-${zone}`, {
        firewallArn: firewall.attrFirewallArn,
        firewallName: firewall.firewallName,
        loggingConfiguration: {
          logDestinationConfigs: ['ALERT', 'FLOW'].map((logType) => ({
            logType,
            logDestinationType: 'S3',
            logDestination: { bucketName: sub(props.logs.bucketName), prefix: props.logs.prefix },
          })),
        },
      });
      // `zone:vpce-…`, the only one of a firewall with one subnet.
      this.endpoints.set(zone, Fn.select(1, Fn.split(':', Fn.select(0, firewall.attrEndpointIds))));
    }
  }

  /** Id of the endpoint in a zone, for the route tables of that zone. */
  endpoint(zone: string): string {
    const found = this.endpoints.get(zone);
    if (!found)
      throw new RangeError(`No firewall in ${zone}; there is one in ${[...this.endpoints.keys()].join(', ')}`);
    return found;
  }

  private policy({ name, inside, allow }: EgressFirewallProps): string {
    const group = (word: string, capacity: number, rulesSource: CfnRuleGroup.RulesSourceProperty): CfnRuleGroup =>
      new CfnRuleGroup(this, pascal(word), {
        ruleGroupName: `${name}-${word}`,
        type: 'STATEFUL',
        capacity,
        ruleGroup: { rulesSource, statefulRuleOptions: { ruleOrder: 'STRICT_ORDER' } },
        tags: nameTag(`${name}-${word}`),
      });
    const closed = group('closed', CLOSED_CAPACITY, {
      rulesString: closedRules()
        .map(({ rule }) => rule)
        .join('\n'),
    });
    const list = group('allow', LIST_CAPACITY, {
      rulesSourceList: { generatedRulesType: 'ALLOWLIST', targetTypes: ['TLS_SNI'], targets: [...allow] },
    });
    return new CfnFirewallPolicy(this, 'Policy', {
      firewallPolicyName: name,
      firewallPolicy: {
        statelessDefaultActions: ['aws:forward_to_sfe'],
        statelessFragmentDefaultActions: ['aws:forward_to_sfe'],
        statefulEngineOptions: { ruleOrder: 'STRICT_ORDER', streamExceptionPolicy: 'REJECT' },
        statefulDefaultActions: [...DEFAULT_ACTIONS],
        statefulRuleGroupReferences: [
          { priority: 1, resourceArn: closed.attrRuleGroupArn },
          { priority: 2, resourceArn: list.attrRuleGroupArn },
        ],
        // Of the policy, so that `EXTERNAL_NET` is everything else in every group.
        policyVariables: { ruleVariables: { HOME_NET: { definition: [...inside] } } },
      },
      tags: nameTag(name),
    }).attrFirewallPolicyArn;
  }
}
