/** The image bill of materials as a person reads it, and as a shell copies it. */
import type { CountryPlan } from '../plan';
import { OWN_ACCOUNT } from '../plan/aws';
import { type Medium, markdown } from './medium';

/** What a person sees: what is mirrored, from where to where, and what the vendor serves in the region. */
export function imagesText({ intent, aws }: CountryPlan, medium: Medium = markdown): string {
  const title = medium.heading(1, `Images of ${intent.name} (${intent.country})`);
  if (!aws) return `${title}\n\nNothing to mirror: no aws section in the document.\n`;
  const { host, images, vendorImages, stack } = aws.registry;
  return `${[
    title,
    medium.heading(2, `To mirror, into ${stack}: ${host.replace(OWN_ACCOUNT, '<account>')}`),
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
    medium.heading(2, `Served in ${aws.regions.primary} by the vendor, not mirrored`),
    medium.table(
      ['add-on', 'images'],
      [...new Set(vendorImages.map(({ addon }) => addon))].map((addon) => [
        addon,
        vendorImages
          .filter((image) => image.addon === addon)
          .map(({ image }) => image)
          .join(', '),
      ]),
    ),
  ].join('\n\n')}\n`;
}

/**
 * A shell script that copies every image, all its platforms, digests kept, and prints the digest of each copy for the
 * record. It stops at the first failure; run again, it leaves what is there, whose tag cannot be moved, as it is.
 */
export function copyCommands({ intent, aws }: CountryPlan): string {
  if (!aws) return `# ${intent.name}: no aws section in the document, nothing to mirror\n`;
  const { host, images } = aws.registry;
  const region = aws.regions.primary;
  const account = host.startsWith(OWN_ACCOUNT)
    ? 'ACCOUNT=$(aws sts get-caller-identity --query Account --output text)'
    : `ACCOUNT=${host.split('.')[0]}`;
  return `${[
    `# ${intent.name}: images to bring into the country, by skopeo and the AWS CLI`,
    'set -eu',
    account,
    `REGISTRY=${host.replace(/^[^.]+|^\$\{[^}]+\}/, '$ACCOUNT')}`,
    'mirror() {',
    '  skopeo inspect "docker://$2" >/dev/null 2>&1 || skopeo copy --all --preserve-digests "docker://$1" "docker://$2"',
    `  skopeo inspect --format '{{.Name}}@{{.Digest}}' "docker://$2"`,
    '}',
    `aws ecr get-login-password --region ${region} | skopeo login --username AWS --password-stdin "$REGISTRY"`,
    ...images.flatMap(({ source, mirror }) => [
      ...signIn(source),
      `mirror ${source} "$REGISTRY${mirror.slice(host.length)}"`,
    ]),
  ].join('\n')}\n`;
}

/** The vendor's own registries of images answer to a sign-in only. */
function signIn(source: string): string[] {
  const [, registry, region] = /^(\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.[a-z.]+)\//.exec(source) ?? [];
  return registry
    ? [`aws ecr get-login-password --region ${region} | skopeo login --username AWS --password-stdin ${registry}`]
    : [];
}
