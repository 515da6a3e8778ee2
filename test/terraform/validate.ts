/**
 * Real `terraform validate` on the output, against a provider that serves only the kept schemas: types, required
 * arguments, references and cycles are Terraform's own word.
 *
 *     node -r ./test/support/register.js test/terraform/validate.ts
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SCHEMAS } from '../azurerm/schemas';
import { serve } from './provider';
import { type RootFile, roots } from './roots';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'sovereign-terraform-'));

async function main(): Promise<void> {
  const providers = { v4: await serve(SCHEMAS.v4), v5: await serve(SCHEMAS.v5) };
  // Literals are of the right type or not; which word one is, the schema does not say.
  const { files, of } = roots(() => 'text');
  const queue = files.map((file, index) => ({ file, directory: join(folder, String(index)) }));
  const failures: string[] = [];

  async function validate({ file, directory }: { file: RootFile; directory: string }): Promise<void> {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'main.tf.json'), file.text);
    const env = {
      ...process.env,
      TF_REATTACH_PROVIDERS: providers[file.dialect].reattach,
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
      TF_CLI_CONFIG_FILE: '/dev/null',
    };
    const { stdout } = await run('terraform', ['validate', '-json'], { cwd: directory, env }).catch(
      (error: { stdout?: string; message: string }) => ({
        stdout: error.stdout || JSON.stringify({ error: error.message }),
      }),
    );
    const { valid, warning_count: warnings } = JSON.parse(stdout) as { valid?: boolean; warning_count?: number };
    if (!valid || warnings) failures.push(`${file.name} (${file.dialect})\n${stdout}`);
  }

  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await validate(next);
  };
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, worker));
  for (const failure of failures) console.error(failure);
  if (failures.length > 0) process.exitCode = 1;
  else console.log(`terraform validate: ${files.length} roots, which say all that ${of} do, without error or warning`);
  providers.v4.close();
  providers.v5.close();
}

main().finally(() => rmSync(folder, { recursive: true }));
