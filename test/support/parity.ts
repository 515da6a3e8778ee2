/**
 * The parity table: each capability on each cloud, the resources that give it, and the tests that prove it. Read from the
 * constructs and the tests themselves, so that a hole is seen as a hole.
 *
 *     node -r ./test/support/register.js test/support/parity.ts --update
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CLOUDS = ['aws', 'azure'] as const;
type Cloud = (typeof CLOUDS)[number];

/** What a capability is, in the words both clouds share, in the order a reviewer reads them. */
const CAPABILITIES: Readonly<Record<string, string>> = {
  bootstrap: 'what is there before the first deployment',
  identity: 'people, pipelines and how far a role may go',
  baseline: 'what an account or subscription has once',
  guardrails: 'what nobody may do, whoever deploys',
  keys: "the country's keys, and who holds them",
  network: 'private networks, endpoints, rules, flow logs, the way in',
  inspection: 'the one way out, through a firewall',
  audit: 'logs, their archive, alarms',
  storage: 'models, data and their copies',
  backup: 'what data can be restored from',
  lustre: 'file systems for training',
  registry: 'container images',
  cluster: 'the private cluster',
  pools: 'GPU nodes',
  tenants: 'room for tenants apart',
  models: 'models the vendor runs',
};

const HOLE = '**none**';
/** The checks inside someone's app: they judge, and make no resource. */
const NOTHING_MADE = 'validation';
/** Constructs of cdktf and the CDK that are no resources. */
const NO_RESOURCE = /^(CfnCondition|CfnOutput|CfnParameter|CfnRule|Construct|AzurermProvider|TerraformVariable)$/;

const filesIn = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [];

/** CloudFormation or azurerm types that the constructs of a capability make. */
function typesOf(cloud: Cloud, capability: string): string[] {
  const found = filesIn(`constructs/${cloud}/${capability}`).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return cloud === 'aws' ? cloudFormation(text) : azurerm(text);
  });
  return [...new Set(found)].sort();
}

function cloudFormation(text: string): string[] {
  const homes = new Map(
    [...text.matchAll(/import \{([^}]*)\} from 'aws-cdk-lib\/aws-([a-z0-9-]+)'/g)].flatMap(
      ([, names = '', home = '']) => names.split(',').map((name) => [name.trim().replace(/^type /, ''), home] as const),
    ),
  );
  return [...text.matchAll(/new (Cfn\w+)\(/g)]
    .map(([, name = '']) => name)
    .filter((name) => !NO_RESOURCE.test(name))
    .map((name) => `${homes.get(name) ?? 'core'} ${name.slice('Cfn'.length)}`);
}

function azurerm(text: string): string[] {
  const [, imported = ''] = /import \{([^}]*)\} from '\.\.\/cdktf'/.exec(text) ?? [];
  const names = new Set(imported.split(',').map((name) => name.trim()));
  return [...text.matchAll(/new (\w+)\(/g)]
    .map(([, name = '']) => name)
    .filter((name) => names.has(name) && !NO_RESOURCE.test(name))
    .map((name) => name.replace(/(?!^)([A-Z])/g, '_$1').toLowerCase());
}

const testsOf = (cloud: Cloud, capability: string): string[] =>
  ['plan', 'constructs', 'stacks']
    .map((room) => `test/${room}/${cloud}/${capability}.test.ts`)
    .filter((file) => existsSync(file));

/** Capabilities that have a folder of constructs and no word above. */
export const unnamed = (): string[] =>
  CLOUDS.flatMap((cloud) =>
    readdirSync(`constructs/${cloud}`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !Object.hasOwn(CAPABILITIES, entry.name) && entry.name !== NOTHING_MADE)
      .map(({ name }) => `constructs/${cloud}/${name}`),
  );

export function parityText(): string {
  const cell = (values: readonly string[]): string => (values.length > 0 ? values.join(', ') : HOLE);
  const rows = Object.entries(CAPABILITIES).flatMap(([capability, what]) =>
    CLOUDS.map((cloud, index) => {
      const tests = testsOf(cloud, capability).map((file) => `[${file.split('/')[1]}](../${file})`);
      const name = index === 0 ? `**${capability}**: ${what}` : '';
      return `| ${name} | ${cloud} | ${cell(typesOf(cloud, capability))} | ${cell(tests)} |`;
    }),
  );
  return `${[
    '# Both clouds, one truth',
    '',
    'What gives each capability on each cloud, and the tests that prove it. Written by `npm run parity:update` from the constructs and the tests; a hole is a hole.',
    '',
    '| capability | cloud | resources | tests |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n')}\n`;
}

if (process.argv.includes('--update')) writeFileSync('docs/parity.md', parityText());
