import type { Template } from 'aws-cdk-lib/assertions';
import { awsOnly, awsTemplates, planOf } from '../../support/plans';

describe('accounts', () => {
  test('archives name the accounts that deliver, or ask for those nobody named', () => {
    const named = awsTemplates(
      planOf(
        awsOnly(
          'in',
          [
            '  network: 10.64.0.0/12',
            '  accounts: { logArchive: "222222222222", data: "222222222222" }\n  network: 10.64.0.0/12',
          ],
          ['zone: aps1-az1', 'zone: aps1-az1\n      account: "333333333333"'],
        ),
      ),
    );
    expect(JSON.stringify((named['archive'] as Template).toJSON())).toContain('333333333333');
    expect(JSON.stringify((named['mumbai-a'] as Template).findResources('AWS::EC2::FlowLog'))).toContain(
      'sovereign-in-archive-222222222222',
    );
    const asked = awsTemplates(
      planOf(
        awsOnly('in', [
          '  network: 10.64.0.0/12',
          '  accounts: { logArchive: "222222222222" }\n  network: 10.64.0.0/12',
        ]),
      ),
    );
    expect((asked['archive'] as Template).findParameters('CellAccounts')).toEqual({
      CellAccounts: expect.objectContaining({ Type: 'CommaDelimitedList', AllowedPattern: '^[0-9]{12}$' }),
    });
  });
});

describe('how long things stay', () => {
  const templates = awsTemplates(planOf(awsOnly('in')));
  const rules = Object.values(templates).flatMap((template) =>
    Object.values(template.findResources('AWS::S3::Bucket')).map(({ Properties }) => ({
      name: Properties.BucketName['Fn::Sub'].replace(/-\$\{.*/, ''),
      rule: Properties.LifecycleConfiguration.Rules[1],
      lock: Properties.ObjectLockConfiguration?.Rule.DefaultRetention.Days,
    })),
  );
  const of = (pattern: RegExp) => rules.filter(({ name }) => pattern.test(name));

  test('the archive goes cold in its own region, and goes a day after its lock has opened', () => {
    expect(of(/archive$/)).toEqual([
      {
        name: 'sovereign-in-archive',
        lock: 365,
        rule: expect.objectContaining({
          Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 90 }],
          ExpirationInDays: 366,
        }),
      },
    ]);
  });

  test('a short retention is not worth the move', () => {
    const short = awsTemplates(
      planOf(awsOnly('ae', ['egress: isolated', 'egress: isolated\nlogRetentionDays: 179']), 'ae.yaml'),
    );
    expect(JSON.stringify((short['archive'] as Template).toJSON())).not.toContain('Transitions');
  });

  test('access logs go once the law no longer asks for them', () => {
    expect(of(/access$/)).toHaveLength(3);
    for (const { rule, lock } of of(/access$/)) {
      expect(rule).toMatchObject({ ExpirationInDays: 365, NoncurrentVersionExpiration: { NoncurrentDays: 1 } });
      // S3 delivers access logs to no bucket with a default retention.
      expect(lock).toBeUndefined();
    }
  });

  test('models and data stay; what was replaced or deleted can be had back for 90 days, in the copies too', () => {
    expect(of(/(models|data)(-copy)?$/)).toHaveLength(4);
    for (const { rule } of of(/(models|data)(-copy)?$/)) {
      expect(rule.NoncurrentVersionExpiration).toEqual({ NoncurrentDays: 90 });
      expect(rule.ExpirationInDays).toBeUndefined();
    }
  });
});
