/** One table of defaults: what the schemas kept here say, and what the checks ask. */
import { classifiedTypes } from '../../lib/catalogue/residency';
import { runChecks } from '../../lib/checks';
import { defaultOf, defaults } from '../../lib/checks/defaults';
import { SCHEMAS } from '../azurerm/schemas';
import { cfn, contextOf, terraform } from './support';

interface Block {
  readonly attributes: Record<string, { default?: unknown; required?: boolean }>;
  readonly block_types: Record<string, { block: Block }>;
}
function schemaDefault(block: Block | undefined, path: readonly string[]): unknown {
  const [step = '', ...rest] = path;
  if (!block) return undefined;
  return rest.length === 0 ? block.attributes[step]?.default : schemaDefault(block.block_types[step]?.block, rest);
}

test('a default is what the provider’s schema says, in the version named', () => {
  const judged = defaults.flatMap(({ type, property, value, source }) =>
    (source === 'azurerm 4.55 schema' ? (['v4'] as const) : (['v4', 'v5'] as const)).flatMap((version) => {
      const resource = source.startsWith('azurerm') ? SCHEMAS[version].resources[type] : undefined;
      const said = schemaDefault(resource?.block as unknown as Block, property.split('.'));
      return said === undefined ? [] : [{ version, type, property, value, said }];
    }),
  );
  expect(judged.length).toBeGreaterThan(15);
  expect(judged.filter(({ value, said }) => value !== said)).toEqual([]);
});

test('no check asks for a default that the table lacks', () => {
  const empty = (cloud: 'aws' | 'azure') => [...classifiedTypes(cloud).keys()];
  const aws = cfn(Object.fromEntries(empty('aws').map((type, index) => [`R${index}`, { Type: type, Properties: {} }])));
  const azure = terraform(Object.fromEntries(empty('azure').map((type) => [type, { r: {} }])));
  const asked = [aws, azure].flatMap((graph) =>
    runChecks(contextOf(graph)).filter(({ message }) => /no default of it is known/.test(message)),
  );
  expect(asked.map(({ check, resource, message }) => `${check} ${resource.type} ${message}`)).toEqual([]);
});

test('the switch of the public endpoint is open in every type, and nothing is assumed of another cloud’s', () => {
  expect(defaultOf('azurerm_search_service', 'public_network_access_enabled')).toBe(true);
  expect(defaultOf('AWS::S3::Bucket', 'public_network_access_enabled')).toBeUndefined();
  expect(defaultOf('constructor', 'constructor')).toBeUndefined();
});
