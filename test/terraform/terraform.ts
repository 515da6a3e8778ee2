/** Runs the real `terraform`, offline: nothing is asked of a registry, and a provider that runs already answers. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { AzureDialect } from '../../lib/plan/azure';
import type { ProviderSchema } from '../azurerm/conforms';
import { SCHEMAS } from '../azurerm/schemas';
import { type Served, serve } from './provider';

const run = promisify(execFile);

export type Providers = Readonly<Record<AzureDialect, Served>>;

export const serveBoth = async (): Promise<Providers> => ({
  v4: await serve(SCHEMAS.v4),
  v5: await serve(carriedFrom(SCHEMAS.v4, SCHEMAS.v5)),
});

/**
 * A schema for states that another version has written. What that version did not know, the real provider reads from
 * Azure before it plans: here it is absent, and must not look like a change that makes a resource anew.
 */
const carriedFrom = (before: ProviderSchema, { resources, ...schema }: ProviderSchema): ProviderSchema => ({
  ...schema,
  resources: Object.fromEntries(
    Object.entries(resources).map(([type, { block }]) => {
      const known = before.resources[type]?.block.attributes ?? {};
      const attributes = Object.entries(block.attributes ?? {}).map(([name, attribute]) => [
        name,
        name in known ? attribute : { ...attribute, replaces: false },
      ]);
      return [type, { block: { ...block, attributes: Object.fromEntries(attributes) } }];
    }),
  ),
});

/** What a command said, and how it ended. */
export interface Said {
  readonly code: number;
  readonly text: string;
}

/** `terraform` in a folder, on the provider of a dialect. Never throws for a command that fails. */
export async function terraform(directory: string, provider: Served, ...command: readonly string[]): Promise<Said> {
  const env = {
    ...process.env,
    CHECKPOINT_DISABLE: '1',
    TF_CLI_CONFIG_FILE: '/dev/null',
    TF_IN_AUTOMATION: '1',
    TF_REATTACH_PROVIDERS: provider.reattach,
  };
  try {
    const { stdout } = await run('terraform', command, { cwd: directory, env, maxBuffer: 2 ** 28 });
    return { code: 0, text: stdout };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (typeof code !== 'number') throw error;
    return { code, text: `${stdout}${stderr}` };
  }
}

export function put(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

/** Does each piece of work, two a core at a time. */
export async function each<T>(work: readonly T[], does: (piece: T, index: number) => Promise<void>): Promise<void> {
  const queue = [...work.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await does(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, worker));
}
