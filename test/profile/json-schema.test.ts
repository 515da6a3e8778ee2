import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { parse } from 'yaml';
import { countryCodes } from '../../lib/catalogue';
import { countryJsonSchema } from '../../lib/profile';
import { initialDocument } from '../../lib/profile/init';
import { AE, edit, IN } from '../support/country';

const written = readFileSync(join(__dirname, '../../stacks/country.schema.json'), 'utf8');
const ajv = new Ajv2020({
  formats: { email: true, ipv4: true },
  strict: true,
  strictRequired: false,
  strictTypes: false,
});
const validate = ajv.compile(JSON.parse(written));

test('the schema in stacks is the one the code has', () => {
  expect(written).toBe(countryJsonSchema());
});

test.each([
  ['IN', IN],
  ['AE', AE],
  ...countryCodes.map((code): [string, string] => [`first document of ${code}`, initialDocument(code)]),
])('%s is valid', (_, text) => {
  validate(parse(text));
  expect(validate.errors ?? []).toEqual([]);
});

test.each<[string, [string, string]]>([
  ['an unknown key', ['egress:', 'egres:']],
  ['a wrong type', ['max: 24', 'max: many']],
  ['an unknown country', ['country: IN', 'country: XQ']],
  ['a number for an account', ['  network: 10.64', '  accounts: { data: 111122223333 }\n  network: 10.64']],
  ['a name a cloud would reject', ['mumbai-a', 'Mumbai_A']],
  ['a block without its reservation', ['{ block: cr-0a1b2c3d4e5f67890 }', 'block']],
  ['a missing key', ['schemaVersion: 1', '']],
])('%s is not', (_, change) => {
  expect(validate(parse(edit(IN, change)))).toBe(false);
});

test('a document without a cloud is not', () => {
  expect(validate({ schemaVersion: 1, country: 'IN' })).toBe(false);
});

test('every key is described, so that an editor can say what it is for', () => {
  const bare: string[] = [];
  const walk = (node: Record<string, unknown>, path: string): void => {
    const properties = (node['properties'] ?? {}) as Record<string, Record<string, unknown>>;
    for (const [key, value] of Object.entries(properties)) {
      if (value['type'] !== 'object' && value['type'] !== 'array' && !value['description'] && !('const' in value))
        bare.push(`${path}/${key}`);
      walk(value, `${path}/${key}`);
    }
    for (const part of [node['items'], ...((node['anyOf'] as unknown[]) ?? [])])
      if (part) walk(part as Record<string, unknown>, path);
  };
  walk(JSON.parse(written), '');
  expect(bare).toEqual([]);
});
