/** What every construct asks: where it stands. */
export interface Placement {
  /** Region, as `centralindia`. */
  readonly location: string;
  /** Resource group it is made in. */
  readonly resourceGroupName: string;
  /** @default - none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** The placement alone, for a resource's configuration. */
export const placed = ({ location, resourceGroupName, tags }: Placement) => ({
  location,
  resourceGroupName,
  tags: tags && { ...tags },
});

/** Tags with a reason among them, where there is one. */
export const reasoned = (tags: Placement['tags'], reason?: string): Record<string, string> | undefined =>
  tags || reason ? { ...tags, ...(reason ? { reason } : {}) } : undefined;
