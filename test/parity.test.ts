/** The parity table is what the constructs and tests say today. */
import { readFileSync } from 'node:fs';
import { parityText, unnamed } from './support/parity';

test('docs/parity.md is current: npm run parity:update', () => {
  expect(readFileSync('docs/parity.md', 'utf8')).toBe(parityText());
});

test('every capability of either cloud stands in it', () => expect(unnamed()).toEqual([]));

test('what both clouds have is proved by tests on both', () => {
  const rows = parityText()
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| capability'));
  expect(rows.length).toBeGreaterThan(20);
  const unproved = rows.filter((row) => {
    const [, , , resources = '', tests = ''] = row.split(' | ').join('|').split('|');
    return !resources.includes('**none**') && tests.includes('**none**');
  });
  expect(unproved).toEqual([]);
});
