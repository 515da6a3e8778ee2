/** The command line as a user meets it: what it prints, where, and with which exit code. Runs the built program. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const cli = resolve('dist/bin/sovereign.js');
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'cli-'));
  cpSync('stacks/countries', join(project, 'stacks/countries'), { recursive: true });
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: project, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const change = (file: string, from: string | RegExp, to: string): void => {
  const path = join(project, 'stacks/countries', file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
};

test('help teaches: every command, examples, exit codes', () => {
  const { status, stdout } = run('--help');
  expect(status).toBe(0);
  for (const word of [
    'init',
    'countries',
    'validate',
    'plan',
    'synth',
    'check',
    'coverage',
    'diff',
    'Examples',
    'Exit codes',
  ])
    expect(stdout).toContain(word);
  expect(run('synth', '--help').stdout).toMatch(/--out <folder>[\s\S]*--format[\s\S]*--quiet/);
});

test.each([
  [['synht'], /unknown command 'synht'[\s\S]*Did you mean synth/],
  [['synth', '--fast'], /unknown option '--fast'/],
  [['check', 'x'], /required option '--country/],
  [['plan', '--format', 'xml'], /Allowed choices are human, json/],
  [['init', 'Norway'], /two letters/],
  [['init', 'XX'], /no such country/],
])('%j is bad input: exit 2, said in words', (args, message) => {
  const { status, stdout, stderr } = run(...args);
  expect(status).toBe(2);
  expect(stderr).toMatch(message);
  expect(stdout + stderr).not.toMatch(/\n\s+at /);
});

test('synth prints the verdict, the figures and what to do next, and no colours in a pipe', () => {
  const { status, stdout, stderr } = run('synth');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  for (const word of [
    'AE  United Arab Emirates',
    'IN  India',
    'ap-south-1 → ap-south-2',
    'centralindia → southindia',
    'mec1-az1',
    '224 GPUs',
    'custody cmk',
    'egress isolated',
    'fail 0',
    '2 countries, 4 targets',
    'npx cdk deploy --app out/ae/aws',
    'terraform -chdir=out/ae/azure/bootstrap',
  ])
    expect(stdout).toContain(word);
  expect(stdout).not.toContain('\u001b[');
  expect(readdirSync(join(project, 'out'))).toEqual(['ae', 'in']);
});

test('on a terminal a line says what is being done, and goes', () => {
  const script = `process.stderr.isTTY = true; process.argv.push('synth'); require(${JSON.stringify(cli)})`;
  const { stderr } = spawnSync(process.execPath, ['-e', script], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, TERM: 'xterm' },
  });
  expect(stderr).toMatch(/India: synthesizing …/);
  expect(stderr.endsWith('\u001b[1G\u001b[2K')).toBe(true);
});

test('one bad document stops all: every problem, the good one named, nothing written', () => {
  change('in.yaml', 'g6e.12xlarge', 'g6e.12xlrge');
  change('in.yaml', 'recovery: southindia', 'recovery: westeurope');
  const { status, stdout, stderr } = run('synth');
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('g6e.12xlrge; did you mean g6e.12xlarge?');
  expect(stderr).toContain('westeurope, in Netherlands');
  expect(stderr).toContain('2 problems in 1 document; stacks/countries/ae.yaml is fine. Nothing was written.');
  expect(existsSync(join(project, 'out'))).toBe(false);
});

test('a country in small letters hides none of the problems its rules find', () => {
  change('in.yaml', 'country: IN', 'country: in');
  change('in.yaml', 'recovery: ap-south-2', 'recovery: ap-south-1');
  const { stderr } = run('validate', 'IN');
  expect(stderr).toContain('did you mean IN (India)?');
  expect(stderr).toContain('recovery region equals the primary');
});

test('a bad document leaves the output of yesterday as it was', () => {
  run('synth', '--quiet');
  const before = readFileSync(join(project, 'out/in/plan.json'), 'utf8');
  change('in.yaml', 'country: IN', 'country: INN');
  expect(run('synth').status).toBe(2);
  expect(readFileSync(join(project, 'out/in/plan.json'), 'utf8')).toBe(before);
});

test('coverage says what the checks read, of both clouds or of one country', () => {
  const all = JSON.parse(run('coverage', '--format', 'json').stdout);
  expect(all.clouds.aws.types).toBeGreaterThan(1800);
  const india = run('coverage', '--country', 'IN');
  expect({ status: india.status, text: india.stdout }).toEqual({
    status: 0,
    text: expect.stringContaining('as IN uses it'),
  });
  expect(run('coverage', '--country', 'ZZ').status).toBe(2);
});

test('countries are named by code in any case, or by path', () => {
  for (const name of ['IN', 'in', 'stacks/countries/in.yaml', join(project, 'stacks/countries/in.yaml')])
    expect(JSON.parse(run('plan', name, '--format', 'json').stdout).intent.country).toBe('IN');
});

test('plan shows what will be made and why; preconditions alone when asked', () => {
  const { stdout } = run('plan', 'IN');
  for (const word of [
    'India (IN)',
    'room for 993',
    'Capacity Block',
    '16 EFA',
    '10.64.0.0/16',
    'ecr.dkr',
    'nodes pull images',
    'Quotas to request',
    'Before you deploy',
    'Residual risks',
    'Facts used',
    'unverified',
  ])
    expect(stdout).toMatch(new RegExp(word.replace(/[()]/g, '\\$&'), 'i'));
  const only = run('plan', 'IN', '--preconditions').stdout;
  expect(only).toContain('Before you deploy');
  expect(only).not.toContain('Residual risks');
});

test('init writes a document that validates, and never over one that is there', () => {
  const { status, stdout } = run('init', 'NO');
  expect(status).toBe(0);
  expect(stdout).toContain('stacks/countries/no.yaml written');
  expect(run('validate', 'NO').status).toBe(0);
  const written = readFileSync(join(project, 'stacks/countries/no.yaml'), 'utf8');
  const again = run('init', 'no');
  expect(again.status).toBe(2);
  expect(again.stderr).toContain('is there already, and was left as it is');
  expect(readFileSync(join(project, 'stacks/countries/no.yaml'), 'utf8')).toBe(written);
});

test('check finds what a stranger left open, where it stands, and how to mend it', () => {
  const file = join(project, 'vendor.json');
  writeFileSync(
    file,
    JSON.stringify(
      {
        Resources: {
          Api: {
            Type: 'AWS::EKS::Cluster',
            Properties: { Name: 'x', RoleArn: 'r', ResourcesVpcConfig: { SubnetIds: ['a', 'b'] } },
          },
        },
      },
      null,
      2,
    ),
  );
  const { status, stdout } = run('check', 'vendor.json', '--country', 'IN');
  expect(status).toBe(1);
  expect(stdout).toMatch(/FAIL {2}ingress\/public-api {3}\w+ {3}Api \(AWS::EKS::Cluster\) {3}vendor\.json:\d+:\d+/);
  expect(stdout).toContain('mend');
  const json = JSON.parse(run('check', 'vendor.json', '--country', 'IN', '--format', 'json').stdout);
  expect(json.findings.filter(({ result }: { result: string }) => result === 'fail').length).toBeGreaterThan(0);
});

test('check of an own output sees what was left out; of anything else it says that it cannot', () => {
  run('synth', 'IN', '--quiet');
  expect(run('check', 'out/in', '--country', 'IN').status).toBe(0);
  const path = join(project, 'out/in/aws/sovereign-in-cell-mumbai-a.template.json');
  const template = JSON.parse(readFileSync(path, 'utf8'));
  const [flowLog] =
    Object.entries<{ Type: string }>(template.Resources).find(([, { Type }]) => Type === 'AWS::EC2::FlowLog') ?? [];
  delete template.Resources[flowLog as string];
  writeFileSync(path, JSON.stringify(template));
  const { status, stdout } = run('check', 'out/in', '--country', 'IN');
  expect(status).toBe(1);
  expect(stdout).toMatch(/FAIL {2}conformance\/promised/);
  expect(stdout).toContain('cells/mumbai-a/network/flow-log');
  expect(run('check', path, '--country', 'IN').stdout).toContain('conformance not run');
  expect(run('check', 'out/in', '--country', 'IN', '--region', 'mars-1').status).toBe(2);
});

test('diff says what is worse than before, in a folder or a revision, and exits by it', () => {
  run('synth', 'IN', '--quiet');
  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false', ...args], {
      cwd: project,
    });
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message=one');
  expect(run('diff', 'HEAD:out/in', 'out/in', '--country', 'IN')).toEqual({
    status: 0,
    stdout: 'worse 0  better 0  neutral 0  (resources: added 0, removed 0, changed 0)\n',
    stderr: '',
  });
  const path = join(project, 'out/in/aws/sovereign-in-cell-mumbai-a.template.json');
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace('"EndpointPublicAccess": false', '"EndpointPublicAccess": true'),
  );
  const worse = run('diff', 'HEAD:out/in', 'out/in', '--country', 'IN');
  expect(worse.status).toBe(1);
  expect(worse.stdout).toMatch(
    /WORSE {2}path .*out\/in\/aws\/sovereign-in-cell-mumbai-a\.template\.json:\d+:\d+\n.*false → true\n.*ingress\/public-api/,
  );
  const back = run('diff', 'out/in', 'HEAD:out/in', '--country', 'IN', '--format', 'json');
  expect(back.status).toBe(0);
  expect(JSON.parse(back.stdout)).toMatchObject({ country: 'IN', summary: { worse: 0, changed: 1 } });
  expect(run('diff', 'HEAD:out/in', 'out/in', '--country', 'IN', '--format', 'markdown').stdout).toContain(
    '| **worse** |',
  );
});

test.each([
  [['HEAD:out/in', 'stacks'], /old HEAD:out\/in: this folder is in no git repository[\s\S]*new stacks/],
  [['stacks', 'stacks', '--format', 'xml'], /Allowed choices are human, json, markdown/],
])('diff %j is bad input: exit 2, said in words', (args, message) => {
  const { status, stdout, stderr } = run('diff', ...args, '--country', 'IN');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(message);
});

test('a reader that has seen enough changes no exit code', () => {
  change('in.yaml', 'country: IN', 'country: INN');
  const { status } = spawnSync(
    'bash',
    ['-c', `${process.execPath} ${cli} synth 2>&1 >/dev/null | head -c 1; exit \${PIPESTATUS[0]}`],
    { cwd: project },
  );
  expect(status).toBe(2);
});

test('check says per file what it could not read, and judges the rest', () => {
  mkdirSync(join(project, 'mixed'));
  writeFileSync(
    join(project, 'mixed/ok.json'),
    JSON.stringify({
      Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: true, KeyPolicy: {} } } },
    }),
  );
  writeFileSync(join(project, 'mixed/notes.json'), '{"hello": 1}');
  const { status, stderr, stdout } = run(
    'check',
    'mixed/ok.json',
    'mixed/notes.json',
    'nowhere.json',
    '--country',
    'IN',
  );
  expect(status).toBe(2);
  expect(stderr).toContain('mixed/notes.json: ');
  expect(stderr).toContain('nowhere.json: ');
  expect(stdout).toContain('keys/rotation-and-replication');
});

test('check reads HCL with its modules, and a plan; of a provider it does not know it says that nothing was checked', () => {
  const fixtures = resolve('test/fixtures/terraform');
  cpSync(join(fixtures, 'root'), join(project, 'root'), { recursive: true });
  cpSync(join(fixtures, 'root.json'), join(project, 'plan.json'));
  for (const target of ['root', 'plan.json']) {
    const { status, stdout, stderr } = run('check', target, '--country', 'NO');
    expect([target, status, stderr]).toEqual([target, 1, '']);
    expect(stdout).toMatch(/FAIL {2}residency\/location .*azurerm_storage_account\.data\["away"\] .*:\d+:\d+/);
  }
  const place = 'location = "norwayeast"';
  writeFileSync(
    join(project, 'both.tf'),
    `resource "azurerm_resource_group" "rg" {\n  ${place}\n}\nresource "aws_s3_bucket" "b" {}\n`,
  );
  const { status, stderr } = run('check', 'both.tf', '--country', 'NO');
  expect(status).toBe(2);
  expect(stderr).toContain('both.tf: 1 resource of the aws provider not checked');
});

test('images lists what the region runs, for a person, a machine and a shell', () => {
  expect(run('images', 'IN').stdout).toMatch(/To mirror[\s\S]*nvcr\.io[\s\S]*Served in ap-south-1 by the vendor/);
  const { images, vendorImages } = JSON.parse(run('images', 'IN', '--format', 'json').stdout);
  expect([images.length > 2, vendorImages.length > 3]).toEqual([true, true]);
  const { status, stdout } = run('images', 'IN', '--format', 'commands');
  expect(status).toBe(0);
  expect(spawnSync('sh', ['-n'], { input: stdout }).status).toBe(0);
  expect(run('images', 'ZZ').status).toBe(2);
});

test('the command stays executable after a build', () => {
  expect(statSync(cli).mode & 0o111).toBe(0o111);
});

test('an output folder that cannot be written is said, not thrown', () => {
  writeFileSync(join(project, 'file'), '');
  const { status, stderr } = run('synth', '--out', 'file');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^cannot write in file: [\s\S]*Nothing was written\.\n$/);
});
