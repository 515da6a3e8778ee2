import { type AllowedNames, PRIVATE_RANGES, RULE_GROUPS } from '../../../lib/plan/azure';
import {
  Construct,
  FirewallPolicy,
  FirewallPolicyRuleCollectionGroup,
  type ITerraformDependable,
  KeyVaultAccessPolicy,
  UserAssignedIdentity,
} from '../cdktf';
import { type Placement, placed } from '../placement';
import { deploymentTenant } from '../root';

export interface EgressPolicyProps extends Placement {
  readonly name: string;
  /** Blocks of the networks behind the firewall. */
  readonly inside: readonly string[];
  /** What may pass, over TLS; nothing else does. */
  readonly allow: readonly AllowedNames[];
  /**
   * Certificate that TLS is opened with, to the names that say so.
   * @default - none: TLS is not opened
   */
  readonly tls?: {
    readonly vaultId: string;
    /** Secret of the certificate, with or without a version. */
    readonly secretId: string;
    /** Name of the certificate. */
    readonly certificate: string;
    readonly identity: string;
    /** @default - the variable `tenant_id`, given at deployment */
    readonly tenantId?: string;
  };
}

/**
 * What a firewall lets through: listed names over HTTPS. No rule of addresses and none of the inbound kind can be
 * asked for; the last rule denies what Azure would let through by itself.
 */
export class EgressPolicy extends Construct {
  readonly id: string;
  /** The rules: a firewall that waits for them never stands without. */
  readonly rules: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: EgressPolicyProps) {
    super(scope, id);
    const opener = props.tls && this.opener(props, props.tls);
    const policy = new FirewallPolicy(this, 'Resource', {
      ...placed(props),
      name: props.name,
      sku: 'Premium',
      threatIntelligenceMode: 'Deny',
      intrusionDetection: { mode: 'Deny', privateRanges: [...props.inside] },
      // The firewall asks for a name itself and goes where the answer says, wherever the client wanted to go.
      dns: { proxyEnabled: true },
      privateIpRanges: [...PRIVATE_RANGES],
      autoLearnPrivateRangesEnabled: false,
      identity: opener && { type: 'UserAssigned', identityIds: [opener.identity.id] },
      tlsCertificate: props.tls && { name: props.tls.certificate, keyVaultSecretId: props.tls.secretId },
      dependsOn: opener && [opener.access],
    });
    this.id = policy.id;
    this.rules = [this.allow(policy, props.allow), this.closed(policy)];
  }

  /** The identity that fetches the certificate. The firewall is let in by access policies, by roles it is not. */
  private opener(props: EgressPolicyProps, tls: NonNullable<EgressPolicyProps['tls']>) {
    const identity = new UserAssignedIdentity(this, 'identity', { ...placed(props), name: tls.identity });
    const access = new KeyVaultAccessPolicy(this, 'access', {
      keyVaultId: tls.vaultId,
      tenantId: tls.tenantId ?? deploymentTenant(this),
      objectId: identity.principalId,
      secretPermissions: ['Get', 'List'],
    });
    return { identity, access };
  }

  private allow(policy: FirewallPolicy, allow: readonly AllowedNames[]): ITerraformDependable {
    return new FirewallPolicyRuleCollectionGroup(this, 'allow', {
      name: RULE_GROUPS.allow,
      firewallPolicyId: policy.id,
      priority: 1000,
      applicationRuleCollection: [
        {
          name: 'names',
          priority: 1000,
          action: 'Allow',
          rule: allow.map((row) => ({
            name: row.name,
            description: row.reason,
            protocols: [{ type: 'Https', port: 443 }],
            sourceAddresses: [...row.from],
            destinationFqdns: [...row.names],
            terminateTls: row.opened,
          })),
        },
      ],
    });
  }

  /** Asked after all others, and before a list of Azure's own that nobody sees. */
  private closed(policy: FirewallPolicy): ITerraformDependable {
    return new FirewallPolicyRuleCollectionGroup(this, 'closed', {
      name: RULE_GROUPS.closed,
      firewallPolicyId: policy.id,
      priority: 65000,
      applicationRuleCollection: [
        {
          name: 'everything',
          priority: 65000,
          action: 'Deny',
          rule: [
            {
              name: 'everything',
              description: "Also the vendor's own infrastructure names, which pass where no rule says otherwise",
              protocols: [
                { type: 'Http', port: 80 },
                { type: 'Https', port: 443 },
              ],
              sourceAddresses: ['*'],
              destinationFqdns: ['*'],
            },
          ],
        },
      ],
    });
  }
}
