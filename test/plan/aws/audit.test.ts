import { alarmsOf, MOST_PATTERN } from '../../../lib/plan/aws';
import { awsOnly, organization, planOf } from '../../support/plans';

type Change = [string | RegExp, string];
const existing = (keys: string): Change => [
  '  network: 10.64.0.0/12',
  `  baseline: { ${keys} }\n  network: 10.64.0.0/12`,
];
const india = planOf(awsOnly('in')).aws;

test('each account and region is watched; the trail is of the primary region and records both', () => {
  expect(india?.audits.map(({ stack, region, trail }) => [stack, region, trail?.name])).toEqual([
    ['sovereign-in-audit', 'ap-south-1', 'sovereign-in-trail'],
    ['sovereign-in-audit-recovery', 'ap-south-2', undefined],
  ]);
  expect(india?.audits.map(({ recorder }) => recorder?.global)).toEqual([true, false]);
  for (const { detector, standards, topic } of india?.audits ?? []) {
    expect(detector?.features).toEqual({
      S3_DATA_EVENTS: 'ENABLED',
      EKS_AUDIT_LOGS: 'ENABLED',
      EBS_MALWARE_PROTECTION: 'DISABLED',
      RUNTIME_MONITORING: 'DISABLED',
    });
    expect(standards).toEqual(['aws-foundational-security-best-practices/v/1.0.0']);
    expect(topic).toBe('sovereign-in-alarms');
  }
});

test('events and findings are kept as long as the law says', () => {
  const [home] = india?.audits ?? [];
  expect([home?.trail?.logDays, home?.detector?.logDays]).toEqual([365, 365]);
  const short = planOf(awsOnly('in', ['custody: cmk', 'logRetentionDays: 800\ncustody: cmk'])).aws;
  expect(short?.audits[0]?.trail?.logDays).toBe(1096);
});

test('each account records the use of the objects it owns', () => {
  const named = planOf(
    awsOnly(
      'in',
      [
        '  network: 10.64.0.0/12',
        '  accounts: { logArchive: "222222222222", data: "333333333333" }\n  network: 10.64.0.0/12',
      ],
      ['zone: aps1-az1', 'zone: aps1-az1\n      account: "444444444444"'],
    ),
  ).aws;
  const trails = Object.fromEntries(
    (named?.audits ?? []).flatMap(({ label, trail }) =>
      trail ? [[label, { data: trail.data, read: trail.read }]] : [],
    ),
  );
  expect(trails).toEqual({
    logarchive: {
      data: [],
      read: [
        'sovereign-in-archive-222222222222',
        'sovereign-in-archive-config-222222222222',
        'sovereign-in-archive-clusters-222222222222',
      ],
    },
    data: {
      data: [
        'sovereign-in-models-333333333333',
        'sovereign-in-models-copy-333333333333',
        'sovereign-in-data-333333333333',
        'sovereign-in-data-copy-333333333333',
      ],
      read: [],
    },
    'cell-mumbai-a': { data: [], read: [] },
  });
  expect(named?.archive.sources).toEqual(['222222222222', '333333333333', '444444444444']);
});

describe('alarms', () => {
  const alarms = alarmsOf('in', ['ap-south-1', 'ap-south-2']);
  const pattern = (name: string): string =>
    alarms.find((alarm) => alarm.name === `sovereign-in-${name}`)?.pattern ?? '';

  test('each is said once, in a filter that CloudWatch Logs takes', () => {
    expect(new Set(alarms.map(({ name }) => name)).size).toBe(alarms.length);
    for (const alarm of alarms) {
      expect({ name: alarm.name, fits: alarm.pattern.length <= MOST_PATTERN }).toEqual({
        name: alarm.name,
        fits: true,
      });
      expect(alarm.pattern).toMatch(/^\{ .* \}$/);
      expect(alarm.pattern.split('(').length).toBe(alarm.pattern.split(')').length);
    }
  });

  test.each([
    ['root-use', ['$.userIdentity.type = "Root"', '$.userIdentity.invokedBy NOT EXISTS']],
    ['break-glass', ['$.eventName = "AssumeRole*"', '"*/sovereign-in-break-glass"']],
    ['guardrail-change', ['organizations.amazonaws.com', '$.readOnly IS FALSE']],
    ['trail-change', ['StopLogging', 'UpdateTrail', 'DeleteTrail', 'PutEventSelectors']],
    ['recorder-change', ['StopConfigurationRecorder', 'DeleteDeliveryChannel']],
    ['detector-change', ['DeleteDetector', 'DisableSecurityHub', 'DeleteAnalyzer']],
    ['key-loss', ['ScheduleKeyDeletion', 'DisableKey', 'DisconnectCustomKeyStore']],
    ['key-policy', ['PutKeyPolicy']],
    ['key-grant', ['CreateGrant', '!= "*::${AWS::AccountId}:*"']],
    ['bucket-change', ['PutBucketPolicy', 'PutObjectLockConfiguration']],
    ['boundary-change', ['PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary']],
    ['cluster-access', ['CreateAccessEntry', 'AssociateAccessPolicy']],
    ['sign-in-without-mfa', ['ConsoleLogin', 'MFAUsed != "Yes"']],
    ['alarm-change', ['DeleteAlarms', 'DisableAlarmActions', 'DeleteMetricFilter']],
    ['log-change', ['DeleteLogGroup', 'PutRetentionPolicy', 'DeleteFlowLogs']],
  ])('%s', (name, parts) => {
    for (const part of parts) expect(pattern(name)).toContain(part);
  });

  test('what happens outside the country is heard, whichever its regions are', () => {
    expect(pattern('abroad')).toContain('($.awsRegion != "ap-south-1") && ($.awsRegion != "ap-south-2")');
    expect(pattern('abroad')).toContain('($.eventSource != "iam.amazonaws.com")');
  });
});

describe('what is there already', () => {
  test('is not made, nor let into the archive', () => {
    const plan = planOf(
      awsOnly('in', existing('cloudTrail: existing, config: existing, guardDuty: existing, securityHub: existing')),
    ).aws;
    expect(plan?.audits).toEqual([]);
    expect(plan?.stacks.map(({ purpose }) => purpose)).not.toContain('audit');
    expect(plan?.archive.buckets.map(({ purpose, delivers }) => [purpose, delivers])).toEqual([
      ['archive', ['vended-logs']],
      ['archive-clusters', []],
      ['archive-access', ['access-logs']],
    ]);
    expect(plan?.notes.preconditions.map(({ id }) => id)).toContain('existing-trail');
    expect(plan?.notes.residualRisks.join()).not.toMatch(
      /the trail brings|its files are locked|runtime monitoring|a rule of AWS Config/,
    );
    expect(india?.notes.residualRisks.join()).toMatch(
      /the trail brings.*its files are locked.*runtime monitoring.*a rule of AWS Config/,
    );
  });

  test('each is its own decision', () => {
    const plan = planOf(awsOnly('in', existing('cloudTrail: existing'))).aws;
    expect(plan?.audits[0]?.trail).toBeUndefined();
    expect(plan?.audits[0]?.alarms).toEqual([]);
    expect(plan?.audits[0]?.recorder).toBeDefined();
    expect(plan?.archive.buckets[0]?.delivers).toEqual(['vended-logs', 'guardduty']);
  });
});

test('findings of a region are exported where GuardDuty lets them, and the plan says where it does not', () => {
  // Hyderabad must be enabled first, Mumbai not: from there to here, not back.
  expect(india?.audits.map(({ detector }) => Boolean(detector?.bucket))).toEqual([true, true]);
  const back = planOf(
    awsOnly(
      'in',
      ['primary: ap-south-1, recovery: ap-south-2', 'primary: ap-south-2, recovery: ap-south-1'],
      ['zone: aps1-az1', 'zone: aps2-az1'],
      [/instance: p5en\.48xlarge/, 'offering: "the vendor, in writing", instance: p5en.48xlarge'],
      [/instance: g6e\.12xlarge/, 'offering: "the vendor, in writing", instance: g6e.12xlarge'],
    ),
  ).aws;
  expect(back?.audits.map(({ detector }) => Boolean(detector?.bucket))).toEqual([true, false]);
  expect(back?.notes.residualRisks.join()).toMatch(/exports no findings from ap-south-1 to ap-south-2/);
});

test('the operator is told what no template can do', () => {
  const ids = india?.notes.preconditions.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(['config-role', 'findings-key', 'alarm-subscription']));
  expect(india?.notes.residualRisks.join()).toMatch(/administrator of an account can stop its trail/);
});

test('the management account is watched where it and the archive are named, and else the operator is told', () => {
  const of = (accounts: string) => {
    const plan = planOf(organization().replace('{ management: "999999999999" }', accounts)).aws;
    return [
      plan?.audits.some(({ account }) => account === '999999999999'),
      plan?.notes.preconditions.some(({ id }) => id === 'management-trail'),
    ];
  };
  expect(of('{ management: "999999999999", logArchive: "444444444444" }')).toEqual([true, false]);
  expect(of('{ management: "999999999999" }')).toEqual([false, true]);
  expect(of('{ logArchive: "444444444444" }')).toEqual([false, true]);
});

test('the command that gives the key of the archive can be pasted: it names its stacks and where they lie', () => {
  const how = planOf(awsOnly('in')).aws?.notes.preconditions.find(({ id }) => id === 'findings-key')?.how;
  expect(how).not.toContain('${');
  expect(how).toContain('--region ap-south-1 --key-id alias/sovereign-in-archive ');
  expect(how).toContain('npx cdk deploy --app out/in/aws sovereign-in-audit sovereign-in-audit-recovery --parameters');
});
