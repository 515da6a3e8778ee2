import { zonesOf } from '../../../lib/plan/azure';
import { Construct, Firewall, type ITerraformDependable, PublicIp } from '../cdktf';
import { DeleteLock } from '../guardrails/delete-lock';
import { type Placement, placed } from '../placement';

export interface EgressFirewallProps extends Placement {
  readonly name: string;
  /** Subnet AzureFirewallSubnet of the hub. */
  readonly subnetId: string;
  readonly policyId: string;
  /** Names of its public addresses, one at least. */
  readonly publicAddresses: readonly string[];
  /** Private address that routes lead to; the deployment stops where Azure gives another. */
  readonly address: string;
  /** @default - all zones of the region */
  readonly zones?: readonly string[];
  /**
   * What must be in place first: the policy's rules.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** A Premium firewall and its public addresses: the only ones of a region. Nothing answers on them; they translate. */
export class EgressFirewall extends Construct {
  readonly id: string;
  /** Ids of the public addresses, by name. */
  readonly addressIds: readonly (readonly [name: string, id: string])[];

  constructor(scope: Construct, id: string, props: EgressFirewallProps) {
    super(scope, id);
    if (props.publicAddresses.length === 0) throw new RangeError('A firewall needs a public address');
    const given = props.zones ?? zonesOf(props.location);
    const zones = given.length > 0 ? [...given] : undefined;
    const addresses = props.publicAddresses.map(
      (name, index) =>
        new PublicIp(this, `address-${index + 1}`, {
          ...placed(props),
          name,
          sku: 'Standard',
          allocationMethod: 'Static',
          // A flood here would cut the one way out.
          ddosProtectionMode: 'Enabled',
          zones,
        }),
    );
    const firewall = new Firewall(this, 'Resource', {
      ...placed(props),
      name: props.name,
      skuName: 'AZFW_VNet',
      skuTier: 'Premium',
      firewallPolicyId: props.policyId,
      zones,
      // Only the first names the subnet: a firewall has one private address.
      ipConfiguration: addresses.map((address, index) => ({
        name: `address-${index + 1}`,
        publicIpAddressId: address.id,
        subnetId: index === 0 ? props.subnetId : undefined,
      })),
      dependsOn: props.after && [...props.after],
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.ip_configuration[0].private_ip_address == "${props.address}"}`,
            errorMessage: `The firewall must have the private address ${props.address}: routes lead there. Delete it and apply again, so that it is the first in its subnet.`,
          },
        ],
      },
    });
    this.id = firewall.id;
    this.addressIds = addresses.map((address, index) => [props.publicAddresses[index] as string, address.id] as const);
    new DeleteLock(this, 'keep', {
      resourceId: firewall.id,
      resourceName: props.name,
      notes: 'Without it nothing leaves, and another one may have another address',
    });
  }
}
