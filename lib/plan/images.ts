/** The image bill of materials: what a region runs that no template names, each with its place in the country. */

import type { ImagesFile, Provenance } from '../catalogue';
import { images } from '../catalogue';
import { PREFIX } from './names';

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

export interface MirroredImage extends ImagePlan {
  /** Where nodes pull it: registry, repository and tag. */
  readonly mirror: string;
}

/** An image the vendor serves from a registry of its own: neither mirrored nor chosen by the country. */
export interface VendorImage {
  /** Add-on, or part of the service, that runs it. */
  readonly addon: string;
  readonly image: string;
}

/** What stands before every repository of a country: charts name the same path on both clouds. */
export const repositoryPrefix = (country: string): string => `${PREFIX}-${country.toLowerCase()}`;

/** What cells have that images are for. */
type Has = Exclude<ImagesFile['images'][number]['when'], 'always'>;

/**
 * Images to mirror for a cloud's cells.
 *
 * @param below registry and path that stand before the name of every mirror
 */
export const imagesFor = (
  cloud: 'aws' | 'azure',
  has: Readonly<Partial<Record<Has, boolean>>>,
  below: string,
): MirroredImage[] =>
  images.images
    .filter(({ clouds, when }) => clouds.includes(cloud) && (when === 'always' || has[when] === true))
    .map(({ name, for: what, source, tag, digest, asOf, confidence, sources }) => ({
      name,
      for: what,
      source: `${source}:${tag}${digest ? `@${digest}` : ''}`,
      ...(digest ? { digest } : {}),
      tag,
      asOf,
      confidence,
      sources,
      mirror: `${below}/${name}:${tag}`,
    }));
