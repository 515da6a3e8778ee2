/**
 * Real `terraform validate` on the output, against a provider that serves only the kept schemas: types, required
 * arguments, references and cycles are Terraform's own word.
 *
 *     node -r ./test/support/register.js test/terraform/validate.ts
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RootFile, roots } from './roots';
import { each, put, serveBoth, terraform } from './terraform';

const folder = mkdtempSync(join(tmpdir(), 'sovereign-terraform-'));

async function main(): Promise<void> {
  const providers = await serveBoth();
  // Literals are of the right type or not; which word one is, the schema does not say.
  const { files, of } = roots(() => 'text');
  /** Names that nothing has: if Terraform takes these, it looks at nothing. */
  const faults = ['azurerm_resource_group.nobody', 'azurerm_resource_group.group.nane'].map((name): RootFile => {
    const [file] = files as [RootFile];
    const text = file.text.replace('${azurerm_resource_group.group.name}', `\${${name}}`);
    return { ...file, name: `a reference to ${name}`, text };
  });
  const wrong: string[] = [];

  await each([...files, ...faults], async (file, index) => {
    const directory = join(folder, String(index));
    put(directory, { 'main.tf.json': file.text });
    const { text } = await terraform(directory, providers[file.dialect], 'validate', '-json');
    const { valid, warning_count: warnings } = JSON.parse(text) as { valid: boolean; warning_count: number };
    if (faults.includes(file) ? valid : !valid || warnings > 0) wrong.push(`${file.name} in ${file.dialect}\n${text}`);
  });

  for (const said of wrong) console.error(said);
  if (wrong.length > 0) process.exitCode = 1;
  else console.log(`terraform validate: ${files.length} roots, which say all that ${of} do, without error or warning`);
  for (const { close } of Object.values(providers)) close();
}

main().finally(() => rmSync(folder, { recursive: true }));
