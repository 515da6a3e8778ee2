import type { MirroredImage, VendorImage } from '../../images';

export interface RegistryPlan {
  readonly name: string;
  /** Where nodes pull from. */
  readonly host: string;
  readonly id: string;
  readonly identity: string;
  readonly zoneRedundant: boolean;
  /** Cache rule through which isolated nodes bootstrap; absent where the firewall lets them out. */
  readonly cacheRule?: string;
  /** What is copied into it before the first node starts. */
  readonly images: readonly MirroredImage[];
  /** What AKS brings of its own. */
  readonly vendorImages: readonly VendorImage[];
}
