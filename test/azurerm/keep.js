/**
 * Keeps of azurerm's schemas what the tests need: the types the seam names, and those given, without what they do not
 * look at.
 *
 *     node test/azurerm/keep.js FOLDER [TYPE …]
 *
 * FOLDER holds, of each version, what is published in two forms:
 * - `azurerm-<version>-terraform-schema.json.gz`: what `terraform providers schema -json` says of the provider, as
 *   `{ config, resources: { TYPE: { block } } }`;
 * - `azurerm-<version>-schema.json.gz`: the provider's own file, as `{ resources: { TYPE: { schema } } }`. Of it an
 *   argument's `default` is kept, and `replaces`: a change of it makes the resource anew.
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { gunzipSync } = require('node:zlib');

const [folder, ...ahead] = process.argv.slice(2);
if (!folder) throw new Error('Usage: node test/azurerm/keep.js FOLDER [TYPE …]');

const json = (file) => JSON.parse(gunzipSync(readFileSync(join(folder, file))));

const sorted = (map, each) =>
  Object.fromEntries(
    Object.keys(map)
      .sort()
      .map((key) => [key, each(map[key], key)]),
  );

/** What the tests read of an argument. */
const READ = new Set(['required', 'optional', 'computed', 'deprecated', 'write_only']);

/** A block as Terraform has it, with what only the provider's own file knows of its arguments. */
function kept({ attributes = {}, block_types = {} }, own = {}) {
  const more = (name) => ({
    ...(own[name]?.forceNew && { replaces: true }),
    ...(own[name]?.default !== undefined && { default: own[name].default }),
  });
  return {
    attributes: sorted(attributes, ({ type, ...flags }, name) => ({
      type,
      ...Object.fromEntries(Object.entries(flags).filter(([flag, set]) => READ.has(flag) && set)),
      ...more(name),
    })),
    block_types: sorted(block_types, ({ nesting_mode, block, min_items, max_items }, name) => ({
      nesting_mode,
      ...(min_items && { min_items }),
      ...(max_items && { max_items }),
      ...more(name),
      block: kept(block, own[name]?.elem?.schema),
    })),
  };
}

/** A resource's block, without what every one has and Terraform itself answers for. */
function ofResource({ block }, own) {
  const { id: _id, ...attributes } = block.attributes;
  const { timeouts: _timeouts, ...block_types } = block.block_types ?? {};
  return { block: kept({ attributes, block_types }, own?.schema) };
}

const seam = readFileSync(join(__dirname, '../../constructs/azure/cdktf.ts'), 'utf8');
const named = [...seam.matchAll(/provider-azurerm\/lib\/([a-z0-9-]+)'/g)]
  .map(([, module]) => `azurerm_${module.replaceAll('-', '_')}`)
  .filter((type) => type !== 'azurerm_provider');
const types = [...new Set([...named, ...ahead])].sort();

for (const version of ['4.55', '5.2']) {
  const { config, resources } = json(`azurerm-${version}-terraform-schema.json.gz`);
  const own = json(`azurerm-${version}-schema.json.gz`).resources;
  const missing = types.filter((type) => !resources[type]);
  if (missing.length > 0) console.error(`azurerm ${version} has no ${missing.join(', ')}`);
  const lines = types
    .filter((type) => resources[type])
    .map((type) => `    ${JSON.stringify(type)}: ${JSON.stringify(ofResource(resources[type], own[type]))}`);
  const text = `{
  "source": "hashicorp/azurerm ${version}.0: terraform providers schema -json, taken 2026-11-22; defaults and replacements from the provider's published schema, 2026-08; only the types the seam names",
  "config": ${JSON.stringify({ block: kept(config.block) })},
  "resources": {
${lines.join(',\n')}
  }
}
`;
  writeFileSync(join(__dirname, `schema-${version}.json`), text);
  console.log(`azurerm ${version}: ${lines.length} types, ${Math.round(text.length / 1024)} KiB`);
}
