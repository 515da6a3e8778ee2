import { Construct, type ITerraformDependable, PrivateEndpoint } from '../cdktf';
import { type Placement, placed, reasoned } from '../placement';

export interface SovereignEndpointProps extends Placement {
  readonly name: string;
  readonly subnetId: string;
  /** Resource it leads to. */
  readonly targetId: string;
  /** Private Link subresource: `vault`, `blob`, `registry`, `azuremonitor`. */
  readonly subresource: string;
  /**
   * What needs it, for whoever finds it; a tag.
   * @default - none
   */
  readonly reason?: string;
  /** Private DNS zones its names are registered in. */
  readonly zoneIds: readonly string[];
  /**
   * What must be in place first: rules of the subnet, links of the zones.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** A private address of one resource in one network, with its names. */
export class SovereignEndpoint extends Construct {
  readonly endpoint: PrivateEndpoint;

  constructor(scope: Construct, id: string, props: SovereignEndpointProps) {
    super(scope, id);
    this.endpoint = new PrivateEndpoint(this, 'Resource', {
      ...placed(props),
      tags: reasoned(props.tags, props.reason),
      name: props.name,
      subnetId: props.subnetId,
      privateServiceConnection: {
        name: props.name,
        privateConnectionResourceId: props.targetId,
        subresourceNames: [props.subresource],
        isManualConnection: false,
      },
      privateDnsZoneGroup: { name: 'zones', privateDnsZoneIds: [...props.zoneIds] },
      dependsOn: props.after && [...props.after],
    });
  }
}
