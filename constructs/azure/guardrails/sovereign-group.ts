import { Construct, ResourceGroup } from '../cdktf';
import { LocationPolicy } from './location-policy';

export interface SovereignGroupProps {
  readonly name: string;
  readonly location: string;
  /**
   * Regions resources of the group may be made in.
   * @default - its own
   */
  readonly allowedLocations?: readonly string[];
  /** @default - none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A resource group that takes resources of its country only. */
export class SovereignGroup extends Construct {
  readonly id: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: SovereignGroupProps) {
    super(scope, id);
    const group = new ResourceGroup(this, 'Resource', {
      name: props.name,
      location: props.location,
      tags: props.tags && { ...props.tags },
    });
    this.id = group.id;
    this.name = group.name;
    new LocationPolicy(this, 'policy', {
      resourceGroupId: group.id,
      resourceGroupName: props.name,
      locations: props.allowedLocations ?? [props.location],
    });
  }
}
