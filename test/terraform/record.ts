/**
 * Records what real Terraform says of the roots in `test/fixtures/terraform`, for the graph to be held to:
 *
 *     node -r ./test/support/register.js test/terraform/record.ts
 *
 * The plan keeps nothing of the machine or the hour it was made on.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SCHEMAS } from '../azurerm/schemas';
import { serve } from './provider';
import { type Said, terraform } from './terraform';

const FIXTURES = 'test/fixtures/terraform';
const folder = mkdtempSync(join(tmpdir(), 'sovereign-record-'));

async function main(): Promise<void> {
  const provider = await serve(SCHEMAS.v4);
  const run = async (directory: string, ...command: readonly string[]): Promise<Said> => {
    const said = await terraform(directory, provider, ...command);
    if (said.code !== 0) throw new Error(`terraform ${command.join(' ')}\n${said.text}`);
    return said;
  };
  for (const name of ['root', 'functions']) {
    const directory = join(folder, name);
    cpSync(join(FIXTURES, name), directory, { recursive: true });
    await run(directory, 'init', '-backend=false', '-input=false');
    await run(directory, 'plan', '-input=false', '-refresh=false', '-out=plan');
    const plan = JSON.parse((await run(directory, 'show', '-json', 'plan')).text);
    const { timestamp, applyable, complete, errored, prior_state, checks, relevant_attributes, ...kept } = plan;
    const whole = name === 'functions' ? { outputs: valuesOf(kept.planned_values.outputs) } : kept;
    writeFileSync(join(FIXTURES, `${name}.json`), `${JSON.stringify(whole, null, 1)}\n`);
  }
  provider.close();
}

const valuesOf = (outputs: Readonly<Record<string, { value: unknown }>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));

main().finally(() => rmSync(folder, { recursive: true }));
