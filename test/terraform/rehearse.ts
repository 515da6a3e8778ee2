/**
 * The life of a region in real Terraform, in memory: each root is made, planned again (nothing to do), given one more
 * cell, carried to the next major version of the provider, and destroyed.
 *
 *     node -r ./test/support/register.js test/terraform/rehearse.ts
 *
 * Azure's own rules are not in it. What is: the order of things, what is made anew by a change, and that a second plan
 * of the same document is empty.
 */
import '../matrix/stand-ins';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { planCountry } from '../../lib/plan';
import type { AzureDialect, AzurePlan } from '../../lib/plan/azure';
import { readCountry } from '../../lib/profile';
import { azureRoots } from '../../stacks/azure';
import { AZURE_MATRIX } from '../matrix/azure-documents';
import { each, put, serveBoth, terraform } from './terraform';

const folder = mkdtempSync(join(tmpdir(), 'sovereign-rehearsal-'));
/** State stays in the folder; what ships keeps it in a storage account of the country. */
const LOCAL = JSON.stringify({ terraform: { backend: { local: {} } } });

interface Change {
  readonly address: string;
  readonly type: string;
  readonly change: { readonly actions: readonly string[]; readonly replace_paths?: readonly unknown[] };
}

/** A document, and one that says more: what is there must stay. */
interface Life {
  readonly name: string;
  readonly first: AzurePlan;
  readonly then: AzurePlan;
  readonly root: string;
}

function azureOf(name: string, document: object): AzurePlan | undefined {
  const { profile, problems } = readCountry(name, JSON.stringify(document));
  if (!profile) throw new Error(problems.map(({ title, found }) => `${name}: ${title}: ${found}`).join('\n'));
  return planCountry(profile).azure;
}

const ROWS = ['centralindia most', 'norwayeast most'];
const documents = [
  ...readdirSync('stacks/countries').map((name) => ({
    name,
    text: readFileSync(join('stacks/countries', name), 'utf8'),
  })),
  ...AZURE_MATRIX.filter(({ name }) => ROWS.includes(name)),
];

/** Each document, and the same with one more cell. */
const lives = documents.flatMap(({ name, text }): Life[] => {
  const document: { azure: { cells: { name: string; pools: unknown }[] } } = parse(text);
  const first = azureOf(name, document);
  const [cell] = document.azure.cells;
  document.azure.cells.push({ name: 'one-more', pools: cell?.pools });
  const then = azureOf(name, document);
  return first && then ? first.roots.map(({ name: root }) => ({ name: `${name}/${root}`, first, then, root })) : [];
});

/** A value for all that a root asks for at deployment. */
function given(text: string): string {
  const { variable = {} } = JSON.parse(text) as { variable?: Record<string, { default?: unknown; type?: string }> };
  const asked = Object.entries(variable).filter(([, { default: value }]) => value === undefined);
  return JSON.stringify(
    Object.fromEntries(
      asked.map(([name, { type = '' }]) => [
        name,
        type.startsWith('list') ? [] : '00000000-0000-0000-0000-000000000001',
      ]),
    ),
  );
}

/** A root's text, without what it asks of Azure once a resource is there: the answer is Azure's to give. */
function textOf(plan: AzurePlan, dialect: AzureDialect, root: string): string {
  const text = azureRoots({ azure: { ...plan, dialect } })[root] as string;
  return JSON.stringify(
    JSON.parse(text, (key, value) => (key === 'postcondition' ? undefined : value)),
    null,
    2,
  );
}

async function main(): Promise<void> {
  const providers = await serveBoth();
  const wrong: string[] = [];
  let made = 0;

  await each(lives, async ({ name, first, then, root }, index) => {
    const directory = join(folder, String(index));
    const write = (text: string): void =>
      put(directory, { 'main.tf.json': text, 'local_override.tf.json': LOCAL, 'given.auto.tfvars.json': given(text) });
    /** Runs a command that must end so, or says that it did not. */
    const must = async (dialect: AzureDialect, code: number, ...command: string[]): Promise<string> => {
      const said = await terraform(directory, providers[dialect], ...command);
      if (said.code !== code) throw new Error(`terraform ${command.join(' ')} ended with ${said.code}\n${said.text}`);
      return said.text;
    };
    /** What a plan would do, but for nothing. */
    const changes = async (dialect: AzureDialect): Promise<Change[]> => {
      await must(dialect, 0, 'plan', '-input=false', '-out=plan');
      const { resource_changes: all = [] } = JSON.parse(await must(dialect, 0, 'show', '-json', 'plan')) as {
        resource_changes?: readonly Change[];
      };
      return all.filter(({ change }) => change.actions.join() !== 'no-op');
    };
    const none = async (what: string, dialect: AzureDialect, besides: (change: Change) => boolean = () => false) => {
      const found = (await changes(dialect)).filter((change) => !besides(change));
      if (found.length > 0)
        throw new Error(
          `${what}:\n${found.map(({ address, change }) => `  ${change.actions.join(' and ')} ${address} ${JSON.stringify(change.replace_paths ?? '')}`).join('\n')}`,
        );
    };
    try {
      write(textOf(first, 'v4', root));
      await must('v4', 0, 'init', '-input=false');
      await must('v4', 0, 'apply', '-input=false', '-auto-approve');
      made += (await must('v4', 0, 'state', 'list')).trim().split('\n').length;
      await none('a second plan of the same document does', 'v4');

      if (index === 0) {
        const text = textOf(first, 'v4', root);
        write(text.replaceAll(`"${first.location}"`, '"elsewhere"'));
        if (!(await changes('v4')).some(({ change }) => change.actions.includes('delete')))
          throw new Error('a move to another region makes nothing anew: this rehearsal sees nothing');
      }

      write(textOf(then, 'v4', root));
      // The hub's policy names the cells behind it, guardrails and roles the subscriptions of the country: these change in place.
      await none(
        'one more cell changes what is there',
        'v4',
        ({ type, change }) =>
          change.actions.join() === 'create' ||
          (/^azurerm_(firewall_policy|policy_definition|role_definition)/.test(type) &&
            change.actions.join() === 'update'),
      );

      write(textOf(first, 'v5', root));
      await none(
        'the next major version of the provider makes anew',
        'v5',
        ({ change }) => !change.actions.includes('delete'),
      );
      await must('v5', 0, 'apply', '-input=false', '-auto-approve');
      await none('a second plan on the next major version does', 'v5');

      await must('v5', 0, 'apply', '-destroy', '-input=false', '-auto-approve');
      const left = (await must('v5', 0, 'state', 'list')).trim();
      if (left !== '') throw new Error(`destroy leaves ${left}`);
    } catch (error) {
      wrong.push(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  });

  for (const said of wrong) console.error(said);
  if (wrong.length > 0 || made < 200) process.exitCode = 1;
  else
    console.log(
      `rehearsal: ${lives.length} roots, ${made} resources: made, planned again without a change, given one more cell, carried to azurerm 5 with nothing made anew, destroyed`,
    );
  for (const { close } of Object.values(providers)) close();
}

main().finally(() => rmSync(folder, { recursive: true }));
