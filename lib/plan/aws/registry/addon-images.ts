import { images } from '../../../catalogue';
import type { VendorImage } from '../../images';
import type { AwsCellPlan } from '../types';

/** Images of the EKS add-ons: EKS pulls them from the registry that the vendor keeps in the region, so none is mirrored. */
export const addonImages = (cells: readonly Pick<AwsCellPlan, 'cluster'>[]): VendorImage[] =>
  [...new Set(cells.flatMap(({ cluster }) => cluster.addons.map(({ name }) => name)))].flatMap((addon) =>
    (images.addons[addon] ?? []).map((image) => ({ addon, image })),
  );
