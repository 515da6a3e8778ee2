/** The country's own registry, and every image its cells run. */
import type { MirroredImage, VendorImage } from '../../images';
import type { KeyPlan } from '../keys/types';

export interface RepositoryPlan {
  /** Name of the repository: `sovereign-in/nvidia/k8s-device-plugin`. */
  readonly name: string;
  readonly reason: string;
}

export interface RegistryPlan {
  readonly stack: string;
  readonly keys: readonly KeyPlan[];
  /** Host of the registry; the account stands as an expression where nobody named it. */
  readonly host: string;
  readonly repositories: readonly RepositoryPlan[];
  /** ARNs of what nodes pull: the country's repositories, and the vendor's in the region (of any account, where it is not known). */
  readonly pulls: readonly string[];
  /** Accounts whose nodes pull. */
  readonly readers: readonly string[];
  readonly images: readonly MirroredImage[];
  readonly vendorImages: readonly VendorImage[];
}
