/**
 * CloudFormation types as the CDK's library has them: it is released with a newer database than the one that is published.
 * A type's properties stand in the functions that write them to a template.
 */
const { readdirSync, readFileSync, existsSync } = require('node:fs');
const { dirname, join } = require('node:path');

const LIBRARY = dirname(require.resolve('aws-cdk-lib/package.json'));
/** Types nest without end in places. */
const DEEPEST = 14;

/** Generated source of every service. */
const sources = () =>
  readdirSync(LIBRARY).flatMap((service) => {
    const file = join(LIBRARY, service, 'lib', `${service.replace(/^(aws|alexa)-/, '')}.generated.js`);
    return existsSync(file) ? [readFileSync(file, 'utf8')] : [];
  });

const typesIn = (source) => [...source.matchAll(/CFN_RESOURCE_TYPE_NAME ?= ?"([^"]+)"/g)].map(([, type]) => type);

/** Paths of one function's properties, in the words of the template. */
function pathsOf(name, writers, path = [], within = []) {
  const body = writers.get(name);
  if (!body || within.includes(name) || path.length > DEEPEST) return [];
  return [...body.matchAll(/(\w+):((?:(?!\w+:cdk\(\)|\w+:convert).)*?)\(properties\.\w+\)/g)].flatMap(
    ([, property, writer]) => {
      const here = [...path, property, ...(/(list|hash)Mapper/.test(writer) ? ['*'] : [])];
      const nested = /convert(\w+)ToCloudFormation/.exec(writer)?.[1];
      if (nested) return pathsOf(nested, writers, here, [...within, name]);
      return /(boolean|number|date|cfnTag)ToCloudFormation/.test(writer) ? [] : [here.join('.')];
    },
  );
}

/** Every type of the library, with its properties. */
function libraryTypes() {
  return new Map(
    sources().flatMap((source) => {
      const writers = new Map(
        [...source.matchAll(/function convert(\w+)ToCloudFormation\(properties\)\{(.*?)\}\):properties\}/gs)].map(
          ([, name, body]) => [name, body],
        ),
      );
      return typesIn(source).map((type) => [type, () => pathsOf(`Cfn${type.split('::')[2]}Props`, writers)]);
    }),
  );
}

module.exports = { libraryTypes, LIBRARY };
