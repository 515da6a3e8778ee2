import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { readTargets } from '../../lib/engines/targets';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'targets-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function write(name: string, content: unknown): string {
  const path = join(home, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return path;
}
const template = { Resources: { A: { Type: 'AWS::S3::Bucket' } } };
const manifest = (artifacts: unknown) => ({ version: '48.0.0', artifacts });
const stackArtifact = (templateFile: string, region: string, stackName?: string) => ({
  type: 'aws:cloudformation:stack',
  environment: `aws://unknown-account/${region}`,
  properties: { templateFile, stackName },
});
const shown = (result: ReturnType<typeof readTargets>) =>
  result.files.map(({ name, stack, region }) => [name.slice(home.length + 1), stack, region]);

test('a country’s output: an assembly and Terraform roots', () => {
  write(
    'in/aws/manifest.json',
    manifest({
      'in-data': stackArtifact('in-data.template.json', 'ap-south-1', 'in-data-stack'),
      tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
      'in-open': stackArtifact('in-open.template.json', 'unknown-region'),
      stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-stage' } },
      bad: stackArtifact('../../escape.json', 'eu-west-1'),
    }),
  );
  write('in/aws/in-data.template.json', template);
  write('in/aws/in-dataNested1.nested.template.json', template);
  write('in/aws/in-open.template.json', template);
  write('in/aws/assembly-stage/manifest.json', manifest({ s: stackArtifact('s.template.json', 'ap-south-2') }));
  write('in/aws/assembly-stage/s.template.json', template);
  write('escape.json', template);
  write('in/azure/manifest.json', { version: '0.21.0', stacks: {} });
  write('in/azure/foundation/cdk.tf.json', { resource: {} });
  write('in/plan.json', { cells: [] });
  write('in/evidence/findings.json', { findings: [{ resource: { type: 'AWS::S3::Bucket' } }] });
  const result = readTargets([join(home, 'in')], { region: 'me-central-1' });
  expect(result.unreadable).toEqual([]);
  expect(shown(result)).toEqual([
    ['in/aws/in-data.template.json', 'in-data-stack', 'ap-south-1'],
    ['in/aws/in-dataNested1.nested.template.json', 'in-dataNested1', 'ap-south-1'],
    ['in/aws/in-open.template.json', 'in-open', 'me-central-1'],
    ['in/aws/assembly-stage/s.template.json', 's', 'ap-south-2'],
    ['in/azure/foundation/cdk.tf.json', undefined, 'me-central-1'],
  ]);
});

test('single files, minified and YAML, and a folder of them', () => {
  write('v/one.json', template);
  write('v/two.yaml', 'Resources:\n  A:\n    Type: AWS::S3::Bucket\n');
  write('v/package.json', { name: 'x' });
  write('v/node_modules/x.json', template);
  expect(shown(readTargets([join(home, 'v')]))).toEqual([
    ['v/one.json', undefined, undefined],
    ['v/two.yaml', undefined, undefined],
  ]);
  // A file named outright is read whatever it is: the graph says what is wrong with it.
  expect(readTargets([join(home, 'v/package.json')]).files).toHaveLength(1);
});

test('names stay relative where they were given so', () => {
  const path = write('v/one.json', template);
  const [file] = readTargets([`./${relative(process.cwd(), path)}`]).files;
  expect(file?.name).toBe(relative(process.cwd(), path).split('\\').join('/'));
});

test('trouble is an entry, never an exception', () => {
  mkdirSync(join(home, 'nothing'));
  const binary = write('binary.json', Buffer.from([0xff, 0xfe, 0x00, 0x7b]));
  const large = write('large.json', '{}');
  truncateSync(large, 51 * 1024 * 1024);
  const messages = readTargets([join(home, 'nothing'), join(home, 'gone'), binary, large]).unreadable.map(
    ({ file, message }) => [file.slice(home.length + 1), message],
  );
  expect(messages).toEqual([
    ['nothing', expect.stringContaining('a folder without templates')],
    ['gone', expect.stringContaining('no such file')],
    ['binary.json', 'not UTF-8 text'],
    ['large.json', expect.stringContaining('51 MB')],
  ]);
});

test('links in a circle, and a file given twice, are read once', () => {
  const path = write('loop/one.json', template);
  symlinkSync(join(home, 'loop'), join(home, 'loop/again'));
  symlinkSync(join(home, 'missing'), join(home, 'loop/broken.json'));
  const result = readTargets([join(home, 'loop'), path]);
  expect(result.files).toHaveLength(1);
  expect(result.unreadable.map(({ message }) => message)).toEqual([expect.stringContaining('no such file')]);
});

test('a broken manifest leaves the folder’s own templates', () => {
  write('cdk/manifest.json', '{');
  write('cdk/a.template.json', template);
  expect(readTargets([join(home, 'cdk')]).files).toHaveLength(1);
});

test('the values Terraform takes from a folder by itself are read with it; others are not', () => {
  write('root/main.tf.json', { resource: {} });
  for (const name of ['terraform.tfvars.json', 'region.auto.tfvars.json', 'other.tfvars.json', 'package.json'])
    write(`root/${name}`, { a: 1 });
  expect(shown(readTargets([join(home, 'root')])).map(([name]) => name)).toEqual([
    'root/main.tf.json',
    'root/region.auto.tfvars.json',
    'root/terraform.tfvars.json',
  ]);
});

test('a folder of HCL with its values and its modules; what Terraform downloaded is left', () => {
  for (const name of ['main.tf', 'terraform.tfvars', 'a.auto.tfvars', 'other.tfvars', 'net/main.tf', '.terraform/x.tf'])
    write(`root/${name}`, '# nothing');
  expect(shown(readTargets([join(home, 'root')])).map(([name]) => name)).toEqual([
    'root/a.auto.tfvars',
    'root/main.tf',
    'root/net/main.tf',
    'root/terraform.tfvars',
  ]);
});

test('a plan is read from a folder of plans, not beside the configuration it was made from', () => {
  const plan = { format_version: '1.2', terraform_version: '1.11.0', planned_values: {} };
  write('plans/tfplan.json', plan);
  write('root/main.tf', '');
  write('root/tfplan.json', plan);
  const result = readTargets([join(home, 'plans'), join(home, 'root')]);
  expect(shown(result).map(([name]) => name)).toEqual(['plans/tfplan.json', 'root/main.tf']);
});
