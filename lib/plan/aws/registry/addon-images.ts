import { images } from '../../../catalogue';
import { ADDONS } from '../cluster/notes';
import type { VendorImage } from './types';

/** Images of the EKS add-ons: EKS pulls them from the registry that the vendor keeps in the region, so none is mirrored. */
export const addonImages = (): VendorImage[] =>
  ADDONS.flatMap((addon) => (images.addons[addon] ?? []).map((image) => ({ addon, image })));
