/** The evaluator against what Azure Policy documents: what it says here, the guardrails are judged by. */
import { type ArmResource, conditionHolds, strikes } from './evaluate';

const TYPE = 'Test.Things/things';
const PATHS: Readonly<Record<string, string>> = {
  [`${TYPE}/colour`]: 'properties.colour',
  [`${TYPE}/on`]: 'properties.on',
  [`${TYPE}/parts[*]`]: 'properties.parts[*]',
  [`${TYPE}/parts[*].size`]: 'properties.parts[*].properties.size',
  [`${TYPE}/parts[*].ports[*]`]: 'properties.parts[*].properties.ports[*]',
  [`${TYPE}/tagsOf[*]`]: 'properties.tagsOf[*]',
};
const thing = (properties: Record<string, unknown>, more: Partial<ArmResource> = {}): ArmResource => ({
  type: TYPE,
  id: '/subscriptions/1/things/a',
  properties,
  ...more,
});
const parts = (...sizes: unknown[]): ArmResource => thing({ parts: sizes.map((size) => ({ properties: { size } })) });
const holds = (condition: unknown, resource: ArmResource) =>
  conditionHolds(condition, resource, {
    path: (alias) => PATHS[alias],
    parameters: { list: ['a', 'B'] },
    tenantId: 't',
  });
const colour = (test: Record<string, unknown>, value?: unknown) =>
  holds({ field: `${TYPE}/colour`, ...test }, thing(value === undefined ? {} : { colour: value }));

describe('one value', () => {
  test.each([
    ['equals does not mind case', { equals: 'RED' }, 'red', true],
    ['equals takes a truth for its word', { equals: 'true' }, true, true],
    ['equals wants the whole', { equals: 're' }, 'red', false],
    ['notEquals', { notEquals: 'Red' }, 'red', false],
    ['in does not mind case', { in: ['BLUE', 'RED'] }, 'red', true],
    ['in a parameter', { in: "[parameters('list')]" }, 'b', true],
    ['notIn', { notIn: ['RED'] }, 'red', false],
    ['like with a star', { like: 'R*d' }, 'reed', true],
    ['like needs both ends, without sharing', { like: 'ab*ba' }, 'aba', false],
    ['like without a star is the whole', { like: 'red' }, 'reds', false],
    ['notLike', { notLike: 'r*' }, 'red', false],
    ['exists', { exists: true }, 'red', true],
    ['exists as a word', { exists: 'false' }, 'red', false],
    ['null is not there', { exists: true }, null, false],
  ])('%s', (_, condition, value, expected) => expect(colour(condition, value)).toBe(expected));

  test.each([
    ['equals nothing', { equals: 'red' }, false],
    ['is unlike everything', { notEquals: 'red' }, true],
    ['is in no list', { in: ['red'] }, false],
    ['is outside every list', { notIn: ['red'] }, true],
    ['is like nothing, not even a star', { like: '*' }, false],
    ['is not like anything', { notLike: '*' }, true],
    ['does not exist', { exists: false }, true],
  ])('a field that is not there %s', (_, condition, expected) => expect(colour(condition)).toBe(expected));

  test('an alias says nothing of a resource of another type', () => {
    const other = { ...thing({ colour: 'red' }), type: 'Test.Things/others' };
    expect(holds({ field: `${TYPE}/colour`, equals: 'red' }, other)).toBe(false);
    expect(holds({ field: `${TYPE}/colour`, notEquals: 'red' }, other)).toBe(true);
  });

  test('names of properties, types and aliases of a type do not mind case', () => {
    expect(holds({ field: `${TYPE}/colour`, equals: 'red' }, { ...thing({}), properties: { COLOUR: 'red' } })).toBe(
      true,
    );
    expect(holds({ field: 'type', equals: TYPE.toUpperCase() }, thing({}))).toBe(true);
  });

  test.each([
    ['Central India', true],
    ['centralindia', true],
    ['CentralIndia', true],
    ['westeurope', false],
  ])('the field location reads %s in one spelling', (location, expected) => {
    expect(holds({ field: 'location', in: ['centralindia'] }, thing({}, { location }))).toBe(expected);
    expect(holds({ field: 'location', equals: 'Central India' }, thing({}, { location }))).toBe(expected);
  });

  test('a location that is not there is outside every list', () => {
    expect(holds({ field: 'location', notIn: ['centralindia'] }, thing({}))).toBe(true);
    expect(holds({ field: 'location', exists: true }, thing({}))).toBe(false);
  });
});

describe('logic', () => {
  const yes = { field: 'type', equals: TYPE };
  const no = { field: 'type', equals: 'x' };
  test.each([
    ['allOf', { allOf: [yes, yes] }, true],
    ['allOf with one that fails', { allOf: [yes, no] }, false],
    ['allOf of none', { allOf: [] }, true],
    ['anyOf', { anyOf: [no, yes] }, true],
    ['anyOf without any', { anyOf: [no, no] }, false],
    ['not', { not: no }, true],
  ])('%s', (_, condition, expected) => expect(holds(condition, thing({}))).toBe(expected));
});

describe('arrays', () => {
  const size = `${TYPE}/parts[*].size`;
  const array = `${TYPE}/parts[*]`;
  test.each([
    ['every member must be so', { field: size, equals: 1 }, parts(1, 1), true],
    ['one that is not so is enough', { field: size, equals: 1 }, parts(1, 2), false],
    ['of none, none fails', { field: size, equals: 1 }, parts(), true],
    ['of an array that is not there, none fails', { field: size, equals: 1 }, thing({}), true],
    ['a member without the property is unlike', { field: size, notLike: '*' }, parts(undefined), true],
    ['not: some member is otherwise', { not: { field: size, notLike: '*' } }, parts(undefined, 'x'), true],
    ['count of all', { count: { field: array }, equals: 2 }, parts(1, 2), true],
    ['count of those', { count: { field: array, where: { field: size, equals: 1 } }, equals: 1 }, parts(1, 2), true],
    ['count of none', { count: { field: array }, equals: 0 }, thing({}), true],
    ['count greater', { count: { field: array, where: { field: size, equals: 1 } }, greater: 0 }, parts(2), false],
    [
      'current is the member',
      { count: { field: array, where: { value: `[current('${size}')]`, equals: 2 } }, equals: 1 },
      parts(1, 2),
      true,
    ],
    [
      'count of a list',
      {
        count: { value: `[field('${size}')]`, name: 'each', where: { value: "[current('each')]", equals: 1 } },
        equals: 2,
      },
      parts(1, 1, undefined),
      true,
    ],
    [
      'an array of texts',
      { count: { field: `${TYPE}/tagsOf[*]`, where: { field: `${TYPE}/tagsOf[*]`, equals: 'A' } }, equals: 1 },
      thing({ tagsOf: ['a', 'b'] }),
      true,
    ],
    [
      'an array in a member',
      {
        count: { field: array, where: { count: { field: `${TYPE}/parts[*].ports[*]` }, equals: 2 } },
        equals: 1,
      },
      thing({ parts: [{ properties: { ports: [1, 2] } }, { properties: {} }] }),
      true,
    ],
  ])('%s', (_, condition, resource, expected) => expect(holds(condition, resource as ArmResource)).toBe(expected));
});

describe('expressions', () => {
  const value =
    (expression: string, resource = thing({ colour: 'Deep Red' })) =>
    (expected: unknown) =>
      holds({ value: expression, equals: expected }, resource);
  test.each([
    [`[toLower(replace(field('${TYPE}/colour'),' ',''))]`, 'deepred'],
    [`[if(empty(field('${TYPE}/on')),'off','on')]`, 'off'],
    [`[if(empty(field('${TYPE}/colour')),'',field('${TYPE}/colour'))]`, 'deep red'],
    ['[subscription().tenantId]', 't'],
    ["[if(empty(''),'it''s','')]", "it's"],
    ['plain', 'plain'],
    ['[[text]', '[[text]'],
  ])('%s', (expression, expected) => expect(value(expression)(expected)).toBe(true));

  test('if reads only what it chose', () => {
    expect(value(`[if(empty(field('${TYPE}/on')),'',toLower(field('${TYPE}/on')))]`)('')).toBe(true);
    expect(() => value(`[toLower(field('${TYPE}/on'))]`)('')).toThrow('toLower takes a text');
  });
});

describe('what is not known throws', () => {
  test.each([
    ['an operator', { field: 'type', match: 'a##' }, 'No operator: match'],
    ['a function', { value: "[concat('a','b')]", equals: 'ab' }, 'No function: concat'],
    ['an alias', { field: `${TYPE}/weight`, equals: 1 }, 'No alias'],
    ['a parameter', { value: "[parameters('x')]", equals: 1 }, 'No parameter: x'],
    ['two operators', { field: 'type', equals: 'a', in: ['a'] }, 'One operator'],
    ['no operator', { field: 'type' }, 'One operator'],
    ['two stars', { field: 'type', like: '*a*' }, 'more than one *'],
    ['no list', { field: 'type', in: 'a' }, 'No list'],
    ['a count of no array', { count: { field: `${TYPE}/colour` }, equals: 0 }, 'no array'],
    ['a member that is not counted', { value: `[current('${TYPE}/parts[*]')]`, equals: 1 }, 'not counted'],
    ['a half expression', { value: "[toLower('a']", equals: 'a' }, 'No expression'],
    ['logic beside logic', { allOf: [], not: {} }, 'stands alone'],
  ])('%s', (_, condition, message) => expect(() => holds(condition, thing({ colour: 'red' }))).toThrow(message));
});

test('a rule strikes where its condition holds', () => {
  const rule = { if: { field: 'type', equals: TYPE } };
  expect(strikes(rule, thing({}))).toBe(true);
  expect(strikes(rule, { ...thing({}), type: 'x' })).toBe(false);
});
