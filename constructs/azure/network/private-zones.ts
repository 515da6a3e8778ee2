import { Construct, type ITerraformDependable, PrivateDnsZone, PrivateDnsZoneVirtualNetworkLink } from '../cdktf';
import { dialectOfZoneLink } from '../dialect';
import { reasoned } from '../placement';

export interface PrivateZonesProps {
  readonly resourceGroupName: string;
  /** The one network they answer in. */
  readonly virtualNetworkId: string;
  /** Zone names, the name of each one's link, and whose names it holds (a tag). */
  readonly zones: readonly { readonly name: string; readonly link: string; readonly reason?: string }[];
  /** @default - none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Private DNS zones of one network. Each network has its own, so that its endpoints' names never meet another's. */
export class PrivateZones extends Construct {
  private readonly zones = new Map<string, { id: string; link: ITerraformDependable }>();

  constructor(scope: Construct, id: string, props: PrivateZonesProps) {
    super(scope, id);
    for (const { name, link, reason } of props.zones) {
      const tags = reasoned(props.tags, reason);
      const part = name.replace(/^privatelink\./, '').replaceAll('.', '-');
      const zone = new PrivateDnsZone(this, part, { name, resourceGroupName: props.resourceGroupName, tags });
      const tie = new PrivateDnsZoneVirtualNetworkLink(this, `${part}-link`, {
        name: link,
        privateDnsZoneName: zone.name,
        resourceGroupName: props.resourceGroupName,
        virtualNetworkId: props.virtualNetworkId,
        registrationEnabled: false,
        tags,
      });
      dialectOfZoneLink(tie, zone.id);
      this.zones.set(name, { id: zone.id, link: tie });
    }
  }

  /** @throws RangeError for a zone that is not among them */
  idOf(name: string): string {
    return this.find(name).id;
  }

  /** The zone's tie to the network: names resolve once it is there. */
  linkOf(name: string): ITerraformDependable {
    return this.find(name).link;
  }

  private find(name: string) {
    const found = this.zones.get(name);
    if (!found) throw new RangeError(`No private DNS zone ${name}; there are ${[...this.zones.keys()].join(', ')}`);
    return found;
  }
}
