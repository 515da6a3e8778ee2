/** The country's registry: a repository for every mirrored image and for the country's own. */
import { awsRegion } from '../../../catalogue';
import type { AwsTarget } from '../../../profile';
import { imagesFor, repositoryPrefix } from '../../images';
import type { Intent } from '../../intent';
import { name } from '../../names';
import { OWN_ACCOUNT, repositoriesArn, urlSuffix } from '../addresses';
import { keyPlan } from '../keys';
import { forRegistry } from '../keys/policies';
import { accountsOfCells } from '../storage/buckets';
import type { AwsCellPlan } from '../types';
import { addonImages } from './addon-images';
import type { RegistryPlan } from './types';

export function planRegistry(
  intent: Intent,
  target: AwsTarget,
  cells: readonly AwsCellPlan[],
  partition: string,
): RegistryPlan {
  const country = intent.country.toLowerCase();
  const account = target.accounts?.data;
  const host = `${account ?? OWN_ACCOUNT}.dkr.ecr.${target.regions.primary}.${urlSuffix(partition)}`;
  const prefix = repositoryPrefix(country);
  const efa = cells.some(({ pools }) => pools.some(({ nics }) => nics.some(({ type }) => type === 'efa-only')));
  const images = imagesFor('aws', { nvidia: true, efa }, `${host}/${prefix}`);
  return {
    stack: name([country, 'registry']),
    keys: [keyPlan(intent, 'registry', { statements: [forRegistry()] })],
    host,
    repositories: [
      ...images.map((image) => ({ name: `${prefix}/${image.name}`, reason: `mirror of ${image.source}` })),
      ...target.repositories
        .filter((own) => !images.some((image) => image.name === own))
        .map((own) => ({ name: `${prefix}/${own}`, reason: "the country's own images" })),
    ],
    pulls: [
      repositoriesArn(target.regions.primary, account ?? OWN_ACCOUNT, `${prefix}/*`),
      repositoriesArn(target.regions.primary, awsRegion(target.regions.primary)?.imageAccount ?? '*', '*'),
    ],
    readers: accountsOfCells(target, account),
    images,
    vendorImages: addonImages(cells),
  };
}
