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
