import { checks } from '../../lib/checks';
import type { Cloud } from '../../lib/graph';
import { outcome } from './support';

describe.each(checks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  test.each(
    check.examples.map(
      (example, index) =>
        [index, example.cloud, example.expect, JSON.stringify(example.resources).slice(0, 110), example] as const,
    ),
  )('%i %s %s %s', (_index, _cloud, expected, _text, example) => {
    const { result, findings } = outcome(check, example);
    expect({ result, messages: result === expected ? [] : findings.map(({ message }) => message) }).toEqual({
      result: expected,
      messages: [],
    });
  });

  test.each(['aws', 'azure'] as Cloud[])('has a violating and a compliant example on %s', (cloud) => {
    const judged = check.types[cloud] === '*' || check.types[cloud].length > 0;
    const results = check.examples.filter((example) => example.cloud === cloud).map(({ expect }) => expect);
    expect(judged ? results : ['fail', 'pass']).toEqual(expect.arrayContaining(['fail', 'pass']));
  });

  test('is well formed', () => {
    expect(id).toMatch(new RegExp(`^${check.invariant}/[a-z-]+$`));
    expect(check.clauses.length).toBeGreaterThan(0);
    expect(check.proves).not.toMatch(/\.$/);
    expect(check.remedy).not.toBe('');
  });
});

test('ids are unique', () => {
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
});
