import { copyCommands, imageLists, imagesText } from '../../../lib/evidence/images-text';
import { planCountry } from '../../../lib/plan';
import { DOCUMENTS, planOf, profileOf } from './countries';

const country = (code: keyof typeof DOCUMENTS) => planCountry(profileOf(code, DOCUMENTS[code]));
const names = (code: keyof typeof DOCUMENTS) => planOf(code).data.registry.images.map(({ name }) => name);

test("a mirror has the tag of its source, in the country's registry, under the path it has on the other cloud", () => {
  const { host, images } = planOf('IN').data.registry;
  expect(host).toMatch(/^registryin[0-9a-f]{8}\.azurecr\.io$/);
  for (const { source, mirror, tag, name, confidence } of images) {
    expect(source.split('@')[0]?.endsWith(`:${tag}`)).toBe(true);
    expect(mirror).toBe(`${host}/sovereign-in/${name}:${tag}`);
    expect(tag).not.toBe('latest');
    expect(confidence).not.toBe('unverified');
  }
  expect(images.length).toBeGreaterThan(1);
});

test('each GPU has the images it needs, and no other', () => {
  expect(names('IN')).toEqual(expect.arrayContaining(['nvidia/k8s-device-plugin', 'nvidia/dcgm-exporter']));
  for (const none of ['rocm/gpu-operator', 'nvidia/network-operator', 'eks/aws-efa-k8s-device-plugin'])
    expect(names('IN')).not.toContain(none);
  expect(names('BR')).toEqual(
    expect.arrayContaining(['rocm/k8s-device-plugin', 'rocm/gpu-operator', 'nvidia/k8s-rdma-shared-dev-plugin']),
  );
  expect(names('NO')).toContain('nvidia/network-operator');
  expect(names('NO')).not.toContain('rocm/k8s-device-plugin');
});

test("the images of AKS's own are listed, its driver only where it installs one", () => {
  const parts = (code: keyof typeof DOCUMENTS, edit?: (text: string) => string) =>
    new Set(planOf(code, edit).data.registry.vendorImages.map(({ addon }) => addon));
  expect(parts('IN')).toContain('GPU driver');
  expect(parts('BR', (text) => text.replace(/ {8}- \{ name: serve.*\n/, ''))).not.toContain('GPU driver');
  expect(parts('QA')).toContain('network');
});

test('isolated nodes boot through the cache rule, others through the firewall', () => {
  expect(planOf('IN').data.registry.cacheRule).toBe('aks-managed-mcr');
  expect(planOf('BR').data.registry.cacheRule).toBeUndefined();
  expect(imagesText(country('IN'))).toContain('through the rule aks-managed-mcr');
  expect(imagesText(country('BR'))).toContain('Fetched by the nodes from mcr.microsoft.com, through the firewall');
});

test('both clouds are listed, for a person, a machine and a shell', () => {
  const both = country('IN');
  const { images, vendorImages } = imageLists(both);
  for (const list of [images, vendorImages])
    expect(new Set(list.map(({ cloud }) => cloud))).toEqual(new Set(['aws', 'azure']));
  const { name, host, images: own } = planOf('IN').data.registry;
  const commands = copyCommands(both).split('\n');
  expect(commands).toContain(`REGISTRY=${host}`);
  expect(commands.filter((line) => line.startsWith('mirror '))).toHaveLength(images.length);
  const locked = commands.filter((line) => line.startsWith('az acr repository update'));
  expect(locked).toHaveLength(own.length);
  for (const line of locked) expect(line).toMatch(/--write-enabled false --delete-enabled false/);
  expect(commands.filter((line) => line.startsWith('az acr login'))).toEqual([
    expect.stringContaining(
      `az acr login --name ${name} --expose-token --query accessToken --output tsv | skopeo login`,
    ),
  ]);
  expect(copyCommands(country('NO'))).not.toContain('aws ');
});

test('what is not known of images is said', () => {
  const { preconditions, residualRisks } = planOf('IN').notes;
  const condition = preconditions.find(({ id }) => id === 'images');
  expect(condition?.how).toContain('sovereign images IN --format commands');
  expect(condition?.text).toContain('nodes reach no other registry');
  expect(residualRisks.join('\n')).toContain('record the digest with the copy');
});
