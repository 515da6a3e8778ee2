import { BastionHost, Construct, type ITerraformDependable } from '../cdktf';
import { withoutAddress } from '../dialect';
import { type Placement, placed } from '../placement';

export interface PrivateBastionProps extends Placement {
  readonly name: string;
  /** Subnet named AzureBastionSubnet. */
  readonly subnetId: string;
  /**
   * What must be in place first: the rules of the subnet.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** A Bastion without a public address: tunnels to API servers, and neither files, links to share nor a clipboard. */
export class PrivateBastion extends Construct {
  readonly id: string;

  /** @throws RangeError in dialect v4, which demands a public address */
  constructor(scope: Construct, id: string, props: PrivateBastionProps) {
    super(scope, id);
    const host = new BastionHost(this, 'Resource', {
      ...placed(props),
      name: props.name,
      sku: 'Premium',
      tunnelingEnabled: true,
      copyPasteEnabled: false,
      fileCopyEnabled: false,
      ipConnectEnabled: false,
      shareableLinkEnabled: false,
      dependsOn: props.after && [...props.after],
    });
    withoutAddress(host, props.subnetId);
    this.id = host.id;
  }
}
