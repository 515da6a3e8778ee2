import type { Difference } from '../../lib/diff';
import { diffJson, diffMarkdown, diffText } from '../../lib/evidence/diff-text';
import { byTables } from '../diff/support';

const names = { old: 'HEAD:out/in', new: 'out/in' };
const logs = (address: string, days: number) => ({
  [address]: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: days } },
});
const difference: Difference = byTables(
  'aws',
  { ...logs('A', 365), ...logs('B', 30), T: { Type: 'AWS::CloudTrail::Trail' } },
  { ...logs('A', 90), ...logs('B', 60) },
);
const [first] = difference.changes;
const withFinding: Difference = {
  ...difference,
  changes: first ? [{ ...first, findings: [{ check: 'audit/log-retention', message: 'keeps 90' }] }] : [],
};

test('for a person: the worse first, where it stands on its side, then what changed and the verdict', () => {
  const text = diffText(difference, names);
  expect(text.split('\n').filter((line) => /^(WORSE|BETTER|NEUTRAL)/.test(line))).toEqual([
    expect.stringMatching(/^WORSE {2}retention {3}A \(AWS::Logs::LogGroup\) {3}out\/in\/app\.template\.json:\d+:\d+$/),
    expect.stringMatching(
      /^WORSE {2}guard {3}T \(AWS::CloudTrail::Trail\) {3}HEAD:out\/in\/app\.template\.json:\d+:\d+$/,
    ),
    expect.stringMatching(/^BETTER {2}retention {3}B/),
  ]);
  expect(text).toContain('      RetentionInDays: 365 → 90\n');
  expect(text).toMatch(
    /Resources by type\n {2}AWS::CloudTrail::Trail {2}removed 1\n {2}AWS::Logs::LogGroup {5}changed 2\nChanged\n {2}A {2}RetentionInDays/,
  );
  expect(text.endsWith('worse 2  better 1  neutral 0  (resources: added 0, removed 1, changed 2)\n')).toBe(true);
  expect(diffText(withFinding, names)).toContain('      audit/log-retention  keeps 90\n');
});

test('nothing changed is said in a line', () => {
  expect(diffText({ changes: [], types: [], altered: [] }, names)).toBe(
    'worse 0  better 0  neutral 0  (resources: added 0, removed 0, changed 0)\n',
  );
});

test('for machines: one document, the same bytes each time', () => {
  const json = diffJson(difference, names, 'IN');
  expect(JSON.parse(json)).toMatchObject({
    schemaVersion: 1,
    country: 'IN',
    ...names,
    summary: { worse: 2, better: 1, neutral: 0, added: 0, removed: 1, changed: 2 },
  });
  expect(diffJson(difference, names, 'IN')).toBe(json);
  expect(json.endsWith('}\n')).toBe(true);
});

test('for a pull request: a table that text of a template cannot break out of', () => {
  const hostile = byTables('aws', logs('A', 365), logs('A', 90));
  const odd = {
    ...hostile,
    changes: hostile.changes.map((change) => ({
      ...change,
      message: 'a | b <script> **x**\n\u001b[31m `c` [l](http://x)',
    })),
  };
  const text = diffMarkdown(odd, names);
  expect(text).toMatch(/^## HEAD:out\/in → out\/in\n\nworse 1, better 0, neutral 0;/);
  expect(text).toContain('**worse**');
  expect(text).not.toMatch(/<script|\*\*x|[^\\]`c|[^\\]\]\(http/);
  expect(text).not.toContain('\u001b');
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  for (const row of rows.slice(0, 3)) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
});
