import { images } from '../../../lib/catalogue';
import { copyCommands, imagesText } from '../../../lib/evidence/images-text';
import { urlSuffix } from '../../../lib/plan/aws/addresses';
import { addonImages } from '../../../lib/plan/aws/registry/addon-images';
import { awsOnly, planOf } from '../../support/plans';

const plan = planOf(awsOnly('in'));
const registry = (text = awsOnly('in')) => planOf(text).aws?.registry;

test('a mirror has the tag of its source, in the registry of the primary region', () => {
  for (const { source, mirror, tag, confidence, sources } of registry()?.images ?? []) {
    expect(source.split('@')[0]?.endsWith(`:${tag}`)).toBe(true);
    expect(mirror).toMatch(/^\$\{AWS::AccountId\}\.dkr\.ecr\.ap-south-1\.amazonaws\.com\/sovereign-in\//);
    expect(mirror.endsWith(`:${tag}`)).toBe(true);
    expect(confidence).not.toBe('unverified');
    expect(sources.length).toBeGreaterThan(0);
  }
  expect(registry()?.images.length).toBeGreaterThan(2);
});

test('the EFA plugin is there only where a pool has EFA', () => {
  const has = (text?: string) => registry(text)?.images.some(({ name }) => name === 'eks/aws-efa-k8s-device-plugin');
  expect(has()).toBe(true);
  expect(
    has(
      awsOnly(
        'in',
        [/p5en.48xlarge, nodes: [^,]+, max: 16 }, capacity: [^}]+}/, 'g5.xlarge, nodes: { min: 0, max: 2 }'],
        ['g6e.12xlarge', 'g6.xlarge'],
      ),
    ),
  ).toBe(false);
});

test('repositories of the country are chosen in the document, and none is made twice', () => {
  const names = registry(
    awsOnly('in', [
      '  network: 10.64.0.0/12',
      '  repositories: [llm/server, nvidia/dcgm-exporter]\n  network: 10.64.0.0/12',
    ]),
  )?.repositories.map(({ name }) => name);
  expect(names).toContain('sovereign-in/llm/server');
  expect(names).not.toContain('sovereign-in/workloads');
  expect(new Set(names).size).toBe(names?.length);
});

test('every add-on of a cluster says which images it runs', () => {
  const cells = plan.aws?.cells ?? [];
  expect(new Set(addonImages(cells).map(({ addon }) => addon))).toEqual(
    new Set(cells[0]?.cluster.addons.map(({ name }) => name)),
  );
  expect(Object.values(images.addons).every((list) => list.length > 0)).toBe(true);
});

test('service names end as the partition has it', () => {
  expect(['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc'].map(urlSuffix)).toEqual([
    'amazonaws.com',
    'amazonaws.com.cn',
    'amazonaws.com',
    'amazonaws.eu',
  ]);
});

test('the commands copy every image with its digest, sign in where a source asks for it, and stop at a failure', () => {
  const commands = copyCommands(plan).split('\n');
  expect(commands).toContain('set -eu');
  expect(commands).toContain('REGISTRY=$ACCOUNT.dkr.ecr.ap-south-1.amazonaws.com');
  expect(commands.filter((line) => line.startsWith('mirror ')).length).toBe(plan.aws?.registry.images.length);
  expect(commands.join('\n')).toContain(
    'mirror nvcr.io/nvidia/k8s-device-plugin:v0.18.2 "$REGISTRY/sovereign-in/nvidia/k8s-device-plugin:v0.18.2"',
  );
  expect(commands.join('\n')).toMatch(/--region us-west-2 \| skopeo login .* 602401143452\.dkr\.ecr\.us-west-2/);
  const named = awsOnly('in', [
    '  network: 10.64.0.0/12',
    '  accounts: { data: "222222222222" }\n  network: 10.64.0.0/12',
  ]);
  expect(copyCommands(planOf(named))).toContain('ACCOUNT=222222222222\nREGISTRY=$ACCOUNT.dkr.ecr');
});

test('the table names source, mirror and what the vendor serves', () => {
  const text = imagesText(plan);
  expect(text).toContain(
    '| nvcr.io/nvidia/k8s-device-plugin:v0.18.2 | sovereign-in/nvidia/k8s-device-plugin:v0.18.2 | not known |',
  );
  expect(text).toContain('Served in ap-south-1 by the vendor');
});
