/**
 * Keeps of the clouds' databases what the classification needs: every type, and of its properties those the first pass
 * (`rules.js`) has something to say of, or the review names.
 *
 *     node test/residency/keep.js SPEC FOLDER
 *
 * - SPEC: a folder with `@aws-cdk/aws-service-spec` in its node_modules, the CDK's own database of CloudFormation; types
 *   that only the CDK's library knows are read from there;
 * - FOLDER holds `azurerm-<version>-schema.json.gz`, the provider's own published schema:
 *   `{ resources: { TYPE: { schema } } }`.
 *
 * Paths that the review names and no schema has are printed: a misspelt path would never be judged.
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join, resolve } = require('node:path');
const { gunzipSync } = require('node:zlib');
const { libraryTypes, LIBRARY } = require('./library');
const rules = require('./rules');
const { readReview } = require('./review');

const [spec, folder] = process.argv.slice(2);
if (!spec || !folder) throw new Error('Usage: node test/residency/keep.js SPEC FOLDER');
const VERSIONS = ['4.55', '5.2'];
/** Deeper than any property that places something; some types nest without end. */
const DEEPEST = 14;

/** Kinds of values that name no place. */
const PLACELESS = new Set(['tag', 'boolean', 'integer', 'number', 'date-time']);

function awsTypes() {
  const require = createRequire(join(resolve(spec), 'index.js'));
  const db = require('@aws-cdk/aws-service-spec').loadAwsServiceSpecSync();
  const { version } = JSON.parse(readFileSync(require.resolve('@aws-cdk/aws-service-spec/package.json'), 'utf8'));
  const paths = (properties, path, within) =>
    Object.entries(properties).flatMap(([name, { type }]) => ofType(type, [...path, name], within));
  const ofType = (type, path, within) => {
    if (type.type === 'array' || type.type === 'map') return ofType(type.element, [...path, '*'], within);
    if (type.type === 'union')
      return ofType(type.types.find(({ type: kind }) => kind === 'ref') ?? type.types[0], path, within);
    if (type.type !== 'ref') return PLACELESS.has(type.type) ? [] : [path.join('.')];
    const { $id, properties } = db.get('typeDefinition', type.reference.$ref);
    return within.includes($id) || path.length > DEEPEST ? [] : paths(properties, path, [...within, $id]);
  };
  const types = db
    .all('resource')
    .map(({ cloudFormationType, properties }) => [cloudFormationType, paths(properties, [], [])]);
  // The library may know more than the database that is published.
  const known = new Map(types);
  for (const [type, read] of libraryTypes()) if (!known.has(type)) known.set(type, read());
  const library = JSON.parse(readFileSync(join(LIBRARY, 'package.json'), 'utf8')).version;
  return {
    source: `@aws-cdk/aws-service-spec ${version}, and aws-cdk-lib ${library} for types it lacks`,
    types: known,
  };
}

function azureTypes() {
  const types = new Map();
  const paths = (schema, path) =>
    Object.entries(schema).flatMap(([name, { elem, type, optional, required, maxItems }]) => {
      const here = [...path, name];
      if (elem?.schema) return paths(elem.schema, maxItems === 1 ? here : [...here, '*']);
      if (!optional && !required) return [];
      return [(/^Type(List|Set)$/.test(type) ? [...here, '*'] : here).join('.')];
    });
  for (const version of VERSIONS) {
    const { resources } = JSON.parse(gunzipSync(readFileSync(join(folder, `azurerm-${version}-schema.json.gz`))));
    for (const [type, { schema }] of Object.entries(resources))
      types.set(type, [...new Set([...(types.get(type) ?? []), ...paths(schema, [])])]);
  }
  return {
    source: `hashicorp/azurerm ${VERSIONS.map((version) => `${version}.0`).join(' and ')}, published schema`,
    types,
  };
}

for (const [cloud, { source, types }] of Object.entries({ aws: awsTypes(), azure: azureTypes() })) {
  const review = readReview(cloud);
  const misspelt = Object.entries(review.types).flatMap(([type, named]) =>
    Object.keys(named)
      .filter(
        (path) => types.has(type) && !types.get(type).some((known) => known === path || known.startsWith(`${path}.`)),
      )
      .map((path) => `${type} ${path}`),
  );
  for (const line of misspelt) console.error(`not in the schema: ${line}`);
  const lines = [...types.keys()].sort().map((type) => {
    const all = types.get(type);
    const kept = all.filter((path) => rules[cloud](path)).sort();
    const located = cloud === 'azure' && all.includes('location') ? ['location'] : [];
    return `    ${JSON.stringify(type)}: ${JSON.stringify([...located, ...kept].join(' '))}`;
  });
  const text = `{\n  "source": ${JSON.stringify(source)},\n  "asOf": "2026-11-22",\n  "types": {\n${lines.join(',\n')}\n  }\n}\n`;
  writeFileSync(join(__dirname, `kept-${cloud}.json`), text);
  console.log(`${cloud}: ${lines.length} types, ${Math.round(text.length / 1024)} KiB`);
}
