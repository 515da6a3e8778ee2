/**
 * Keeps of azurerm's schemas what the tests need: the types the seam names, without what they do not look at.
 *
 *     node test/azurerm/keep.js FOLDER
 *
 * FOLDER holds `azurerm-<version>-terraform-schema.json.gz`: what `terraform providers schema -json` says of the
 * provider, as `{ config, resources: { TYPE: { block } } }`.
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { gunzipSync } = require('node:zlib');

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Usage: node test/azurerm/keep.js FOLDER');

/** What Terraform itself answers for, and text. */
const UNREAD = new Set(['timeouts', 'description', 'description_kind', 'deprecated', 'sensitive', 'version']);

const bare = (value) =>
  Array.isArray(value)
    ? value.map(bare)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([key, entry]) => !(UNREAD.has(key) && (typeof entry !== 'object' || key === 'timeouts')))
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, entry]) => [key, bare(entry)]),
        )
      : value;

const seam = readFileSync(join(__dirname, '../../constructs/azure/cdktf.ts'), 'utf8');
const types = [...seam.matchAll(/provider-azurerm\/lib\/([a-z0-9-]+)'/g)]
  .map(([, module]) => `azurerm_${module.replaceAll('-', '_')}`)
  .filter((type) => type !== 'azurerm_provider')
  .sort();

for (const version of ['4.55', '5.2']) {
  const { config, resources } = JSON.parse(
    gunzipSync(readFileSync(join(folder, `azurerm-${version}-terraform-schema.json.gz`))),
  );
  const missing = types.filter((type) => !resources[type]);
  if (missing.length > 0) console.error(`azurerm ${version} has no ${missing.join(', ')}`);
  const lines = types
    .filter((type) => resources[type])
    .map((type) => `    ${JSON.stringify(type)}: ${JSON.stringify(bare(resources[type]))}`);
  const text = `{
  "source": "terraform providers schema -json, hashicorp/azurerm ${version}.0, taken 2026-11-22; only the types the seam names",
  "config": ${JSON.stringify(bare(config))},
  "resources": {
${lines.join(',\n')}
  }
}
`;
  writeFileSync(join(__dirname, `schema-${version}.json`), text);
  console.log(`azurerm ${version}: ${lines.length} types, ${Math.round(text.length / 1024)} KiB`);
}
