/** The image bill of materials: what a region runs that no template names, each with its place in the country. */

import type { Provenance } from '../catalogue';
import { images } from '../catalogue';

export interface ImagePlan extends Provenance {
  /** Path of the mirror, below the country's prefix. */
  readonly name: string;
  readonly for: string;
  /** Registry, repository and tag; with the digest where one is known. */
  readonly source: string;
  /** `sha256:…`; absent: not known, the copy's is to be recorded. */
  readonly digest?: string;
  readonly tag: string;
}

/** Images to mirror for a cloud's cells. */
export function imagesFor(cloud: 'aws' | 'azure', has: { readonly efa: boolean }): ImagePlan[] {
  return images.images
    .filter(({ clouds, when }) => clouds.includes(cloud) && (when !== 'efa' || has.efa))
    .map(({ name, for: what, source, tag, digest, asOf, confidence, sources }) => ({
      name,
      for: what,
      source: `${source}:${tag}${digest ? `@${digest}` : ''}`,
      ...(digest ? { digest } : {}),
      tag,
      asOf,
      confidence,
      sources,
    }));
}
