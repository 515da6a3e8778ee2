/** The image bill of materials as a person reads it, a machine takes it, and a shell copies it. */
import type { CountryPlan } from '../plan';
import { OWN_ACCOUNT } from '../plan/aws';
import type { MirroredImage, VendorImage } from '../plan/images';
import { type Medium, markdown } from './medium';

/** A country's registry on one cloud. */
interface Registry {
  readonly cloud: 'aws' | 'azure';
  /** Stack or root that makes it. */
  readonly into: string;
  readonly host: string;
  readonly images: readonly MirroredImage[];
  readonly vendorImages: readonly VendorImage[];
  /** Where the vendor's own images come from. */
  readonly vendor: string;
  /** Shell: names `$REGISTRY` and signs in to it. */
  readonly enter: readonly string[];
  /** Shell: what is done with a copy, by its path below the registry. */
  readonly after: (path: string) => readonly string[];
}

/** Every image of the region and its place, by cloud. */
export const imageLists = (plan: CountryPlan) => ({
  images: registriesOf(plan).flatMap(({ cloud, images }) => images.map((image) => ({ cloud, ...image }))),
  vendorImages: registriesOf(plan).flatMap(({ cloud, vendorImages }) =>
    vendorImages.map((image) => ({ cloud, ...image })),
  ),
});

/** What a person sees: what is mirrored, from where to where, and what the vendor serves. */
export function imagesText(plan: CountryPlan, medium: Medium = markdown): string {
  const { intent } = plan;
  return `${[
    medium.heading(1, `Images of ${intent.name} (${intent.country})`),
    ...registriesOf(plan).flatMap(({ into, host, images, vendorImages, vendor }) => [
      medium.heading(2, `To mirror, into ${into}: ${host.replace(OWN_ACCOUNT, '<account>')}`),
      medium.table(
        ['image', 'mirror', 'digest', 'for', 'version is'],
        images.map((image) => [
          image.source,
          image.mirror.slice(host.length + 1),
          image.digest ?? 'not known',
          image.for,
          image.confidence,
        ]),
      ),
      medium.heading(2, vendor),
      medium.table(
        ['part', 'images'],
        [...new Set(vendorImages.map(({ addon }) => addon))].map((addon) => [
          addon,
          vendorImages
            .filter((image) => image.addon === addon)
            .map(({ image }) => image)
            .join(', '),
        ]),
      ),
    ]),
  ].join('\n\n')}\n`;
}

/**
 * A shell script that copies every image, all its platforms, digests kept, and prints the digest of each copy for the
 * record. It stops at the first failure; run again, it leaves what is there, whose tag cannot be moved, as it is.
 */
export const copyCommands = (plan: CountryPlan): string =>
  `${[
    `# ${plan.intent.name}: images to bring into the country, by skopeo and the command lines of the clouds`,
    'set -eu',
    'mirror() {',
    '  skopeo inspect "docker://$2" >/dev/null 2>&1 || skopeo copy --all --preserve-digests "docker://$1" "docker://$2"',
    `  skopeo inspect --format '{{.Name}}@{{.Digest}}' "docker://$2"`,
    '}',
    ...registriesOf(plan).flatMap(({ into, host, images, enter, after }) => [
      `# into ${into}`,
      ...enter,
      ...images.flatMap(({ source, mirror }) => {
        const path = mirror.slice(host.length + 1);
        return [...signIn(source), `mirror ${source} "$REGISTRY/${path}"`, ...after(path)];
      }),
    ]),
  ].join('\n')}\n`;

const registriesOf = ({ aws, azure }: CountryPlan): Registry[] => [
  ...(aws ? [awsRegistry(aws)] : []),
  ...(azure ? [azureRegistry(azure)] : []),
];

function awsRegistry({ registry, regions }: NonNullable<CountryPlan['aws']>): Registry {
  const { stack: into, host, images, vendorImages } = registry;
  const region = regions.primary;
  return {
    cloud: 'aws',
    into,
    host,
    images,
    vendorImages,
    vendor: `Served in ${region} by the vendor, not mirrored`,
    enter: [
      host.startsWith(OWN_ACCOUNT)
        ? 'ACCOUNT=$(aws sts get-caller-identity --query Account --output text)'
        : `ACCOUNT=${host.split('.')[0]}`,
      `REGISTRY=${host.replace(/^[^.]+|^\$\{[^}]+\}/, '$ACCOUNT')}`,
      `aws ecr get-login-password --region ${region} | skopeo login --username AWS --password-stdin "$REGISTRY"`,
    ],
    // Repositories are made with tags that cannot be moved.
    after: () => [],
  };
}

/** Who signs in to a registry of Azure with a token. */
const TOKEN_USER = '00000000-0000-0000-0000-000000000000';

function azureRegistry({ data: { root, registry } }: NonNullable<CountryPlan['azure']>): Registry {
  const { name, host, images, vendorImages, cacheRule } = registry;
  return {
    cloud: 'azure',
    into: `${name}, made by ${root}`,
    host,
    images,
    vendorImages,
    vendor: cacheRule
      ? `Fetched by the registry from mcr.microsoft.com, through the rule ${cacheRule}`
      : 'Fetched by the nodes from mcr.microsoft.com, through the firewall',
    enter: [
      '# on a host that reaches its private endpoint: it has no public door',
      `REGISTRY=${host}`,
      `az acr login --name ${name} --expose-token --query accessToken --output tsv | skopeo login --username ${TOKEN_USER} --password-stdin "$REGISTRY"`,
    ],
    after: (path) => [
      `az acr repository update --name ${name} --image ${path} --write-enabled false --delete-enabled false --output none`,
    ],
  };
}

/** The vendor's own registries of images answer to a sign-in only. */
function signIn(source: string): string[] {
  const [, registry, region] = /^(\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.[a-z.]+)\//.exec(source) ?? [];
  return registry
    ? [`aws ecr get-login-password --region ${region} | skopeo login --username AWS --password-stdin ${registry}`]
    : [];
}
