import { accountsOf } from '../../../lib/plan/aws';
import { readCountry } from '../../../lib/profile';
import { awsOnly, organization, planOf } from '../../support/plans';

type Change = [string | RegExp, string];
const named: Change = [
  '  network: 10.64.0.0/12',
  '  accounts: { logArchive: "222222222222", data: "222222222222" }\n  network: 10.64.0.0/12',
];
const india = (account: string, ...more: Change[]) =>
  awsOnly('in', named, ['zone: aps1-az1', `zone: aps1-az1\n      account: "${account}"`], ...more);
const second = (account: string): Change => [
  /$/,
  `    - name: second\n      zone: aps1-az1\n      account: "${account}"\n      pools:\n        - { name: more, instance: g6.xlarge, nodes: { min: 0, max: 1 } }\n`,
];
const placesOf = (text: string) => {
  const target = readCountry('document.yaml', text).profile?.aws;
  return target ? accountsOf(target).map(({ label, account, region }) => [label, account, region]) : [];
};

describe('accounts', () => {
  test('a document that names none stands in one account, in each region it uses', () => {
    expect(placesOf(awsOnly('in'))).toEqual([
      ['', undefined, 'ap-south-1'],
      ['', undefined, 'ap-south-2'],
    ]);
    expect(placesOf(awsOnly('ae'))).toEqual([['', undefined, 'me-central-1']]);
  });

  test('two cells in one account are one place, in two accounts two', () => {
    expect(placesOf(india('333333333333', second('333333333333')))).toEqual([
      ['logarchive', '222222222222', 'ap-south-1'],
      ['cell-mumbai-a', '333333333333', 'ap-south-1'],
      ['logarchive', '222222222222', 'ap-south-2'],
    ]);
    expect(placesOf(india('333333333333', second('444444444444'))).map(([label]) => label)).toEqual([
      'logarchive',
      'cell-mumbai-a',
      'cell-second',
      'logarchive',
    ]);
  });

  test('the management account is a place where the guardrails go there', () => {
    expect(placesOf(organization()).at(-2)).toEqual(['management', '999999999999', 'ap-south-1']);
    expect(
      placesOf(
        awsOnly('in', [
          '  network: 10.64.0.0/12',
          '  accounts: { management: "999999999999" }\n  network: 10.64.0.0/12',
        ]),
      ),
    ).toEqual(placesOf(awsOnly('in')));
  });
});

describe('who sets what', () => {
  const by = (text: string, at = 0) =>
    Object.fromEntries(planOf(text).aws?.baselines[at]?.singletons.map((one) => [one.name, one.by]) ?? []);

  test('without an organisation our stack sets what CloudFormation can, commands the rest', () => {
    expect(by(awsOnly('in'))).toEqual({
      gatewayBlock: 'create',
      snapshotBlock: 'create',
      imageBlock: 'operator',
      metadataDefaults: 'operator',
      volumeEncryption: 'operator',
      bucketBlock: 'operator',
      accessAnalyzer: 'create',
    });
  });

  test('with one, what a declarative policy locks is set there and nowhere else', () => {
    const text = organization();
    expect(by(text)).toMatchObject({
      gatewayBlock: 'guardrails',
      snapshotBlock: 'guardrails',
      imageBlock: 'guardrails',
      metadataDefaults: 'guardrails',
      bucketBlock: 'guardrails',
      volumeEncryption: 'operator',
      accessAnalyzer: 'create',
    });
    const baselines = planOf(text).aws?.baselines ?? [];
    expect(
      by(
        text,
        baselines.findIndex(({ label }) => label === 'management'),
      ),
    ).toMatchObject({
      gatewayBlock: 'operator',
      imageBlock: 'operator',
      accessAnalyzer: 'create',
    });
  });

  test('the document says what is there already; a baseline with nothing to make has no stack', () => {
    const existing = (keys: string): Change => [
      '  network: 10.64.0.0/12',
      `  baseline: { ${keys} }\n  network: 10.64.0.0/12`,
    ];
    expect(by(awsOnly('in', existing('snapshotBlock: existing')))).toMatchObject({
      snapshotBlock: 'existing',
      gatewayBlock: 'create',
    });
    const none = planOf(
      awsOnly('in', existing('snapshotBlock: existing, gatewayBlock: existing, accessAnalyzer: existing')),
    ).aws;
    expect(none?.baselines.map(({ stack }) => stack)).toEqual([undefined, undefined]);
    expect(none?.stacks.map(({ purpose }) => purpose)).not.toContain('baseline');
    expect(none?.notes.preconditions.map(({ id }) => id)).toContain('baseline-ap-south-1-accessAnalyzer');
  });
});

test('every stack waits for the baselines of its account', () => {
  const plan = planOf(india('333333333333')).aws;
  const after = Object.fromEntries((plan?.stacks ?? []).map((stack) => [stack.name, stack.after]));
  expect(after['sovereign-in-cell-mumbai-a']).toContain('sovereign-in-baseline-cell-mumbai-a');
  expect(after['sovereign-in-cell-mumbai-a']).not.toContain('sovereign-in-baseline-logarchive');
  for (const stack of ['archive', 'recovery', 'data'])
    expect(after[`sovereign-in-${stack}`]).toEqual(
      expect.arrayContaining(['sovereign-in-baseline-logarchive', 'sovereign-in-baseline-logarchive-recovery']),
    );
});
