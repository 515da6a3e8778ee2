import { type Finding, runChecks } from '../../lib/checks';
import { findingsJson, summarize } from '../../lib/evidence/findings-json';
import { findingsText } from '../../lib/evidence/findings-text';
import { cfn, contextOf } from '../checks/support';

const findings: Finding[] = runChecks(
  contextOf(
    cfn({
      Records: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          ReplicationConfiguration: {
            Role: 'r',
            Rules: [
              {
                Status: 'Enabled',
                Destination: {
                  Bucket: 'arn:aws:s3:::copy',
                  EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:eu-west-1:1:key/1' },
                },
              },
            ],
          },
        },
      },
      Logs: { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: { 'Fn::ImportValue': 'key' } } },
    }),
  ),
);

test('JSON is stable whatever the order, and counts', () => {
  const text = findingsJson(findings);
  expect(findingsJson([...findings].reverse())).toBe(text);
  expect(text.endsWith('}\n')).toBe(true);
  const { schemaVersion, summary, findings: listed } = JSON.parse(text);
  expect(schemaVersion).toBe(1);
  expect(summary).toEqual(summarize(findings));
  expect(listed).toHaveLength(findings.length);
});

test('text shows what failed with its mend, what is not known, and sums up what passed', () => {
  const text = findingsText(findings);
  expect(text).toContain('FAIL  residency/replica   high   Records (AWS::S3::Bucket)   app.template.json:1:');
  expect(text).toContain(
    '      copies every object to arn:aws:s3:::copy, whose key is in eu-west-1 (Ireland), outside India\n      clauses  NIST SP 800-53r5 SA-9(5) · ',
  );
  expect(text).toContain('\n      mend     copy to a second region of the country');
  expect(text).toContain('NOT CHECKED  keys/customer-managed');
  expect(text).toContain('pass  residency/location   2 resources   is in ap-south-1 (Mumbai), in India');
  expect(text).toMatch(/pass \d+ {2}fail \d+ {2}not checked \d+ {2}not applicable \d+\n$/);
});

test('colours come from the caller', () => {
  const mark = (name: string) => (value: string) => `<${name}>${value}</${name}>`;
  const paint = {
    red: mark('r'),
    yellow: mark('y'),
    green: mark('g'),
    bold: mark('b'),
    dim: mark('d'),
    cyan: mark('c'),
  };
  expect(findingsText(findings, paint)).toContain('<r>FAIL</r>  <b>');
});

test('nothing found is still a sentence', () => {
  expect(findingsText([])).toBe('pass 0  fail 0  not checked 0  not applicable 0\n');
});
