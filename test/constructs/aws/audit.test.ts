import { Template } from 'aws-cdk-lib/assertions';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import {
  AccountTrail,
  type AccountTrailProps,
  AlarmTopic,
  ConfigurationRecorder,
  EventAlarms,
  forAlarms,
  LogStream,
  type LogStreamProps,
  SecurityHub,
  type Statement,
  ThreatDetector,
  type ThreatDetectorProps,
} from '../../../constructs/aws';
import { transcribe } from '../../../constructs/aws/text';
import { blank, keyArn, statementsOf } from '../../support/constructs';

const KEPT = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
const OURS = {
  StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
  ArnLike: {
    'aws:SourceArn': { 'Fn::Sub': 'arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:*' },
  },
};
const named = (name: string) => [{ Key: 'Name', Value: name }];

describe('AccountTrail', () => {
  const trail = (more: Partial<AccountTrailProps> = {}) => {
    const stack = blank('ap-south-1');
    new AccountTrail(stack, 'Trail', {
      trailName: 'trail',
      bucketName: 'archive',
      bucketKeyArn: keyArn,
      logGroupName: '/aws/cloudtrail/trail',
      logsKeyArn: keyArn,
      logDays: 365,
      roleName: 'trail',
      ...more,
    });
    return Template.fromStack(stack);
  };
  const template = trail({ data: ['arn:aws:s3:::models'], read: ['arn:aws:s3:::archive'] });

  test('records every region and global events, validates its files and is kept', () => {
    template.hasResource('AWS::CloudTrail::Trail', {
      ...KEPT,
      Properties: {
        TrailName: 'trail',
        IsLogging: true,
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        EnableLogFileValidation: true,
        S3BucketName: 'archive',
        KMSKeyId: keyArn,
        Tags: named('trail'),
      },
    });
  });

  test('records every management event, every use of the data, and only the reading of what it writes to itself', () => {
    const [resource] = Object.values(template.findResources('AWS::CloudTrail::Trail'));
    const objects = (arn: string) => [
      { Field: 'eventCategory', Equals: ['Data'] },
      { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
      { Field: 'resources.ARN', StartsWith: [arn] },
    ];
    expect(
      resource?.['Properties'].AdvancedEventSelectors.map(
        ({ FieldSelectors }: { FieldSelectors: unknown }) => FieldSelectors,
      ),
    ).toEqual([
      [{ Field: 'eventCategory', Equals: ['Management'] }],
      objects('arn:aws:s3:::models/'),
      [...objects('arn:aws:s3:::archive/'), { Field: 'readOnly', Equals: ['true'] }],
    ]);
  });

  test('no bucket named means no selector: an empty one would record all of S3', () => {
    const [resource] = Object.values(trail().findResources('AWS::CloudTrail::Trail'));
    expect(resource?.['Properties'].AdvancedEventSelectors).toHaveLength(1);
  });

  test('its log group is encrypted, kept for the period, and written by this trail only', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      ...KEPT,
      Properties: { LogGroupName: '/aws/cloudtrail/trail', KmsKeyId: keyArn, RetentionInDays: 365 },
    });
    const [role] = Object.values(template.findResources('AWS::IAM::Role'));
    expect(role?.['Properties'].RoleName).toBe('trail');
    expect(role?.['Properties'].AssumeRolePolicyDocument.Statement).toEqual([
      {
        Sid: 'TheTrailOfThisAccount',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: {
            'aws:SourceArn': {
              'Fn::Sub': 'arn:${AWS::Partition}:cloudtrail:${AWS::Region}:${AWS::AccountId}:trail/trail',
            },
            'aws:SourceAccount': { Ref: 'AWS::AccountId' },
          },
        },
      },
    ]);
    expect(role?.['Properties'].Policies[0].PolicyDocument.Statement).toEqual([
      {
        Sid: 'WriteEvents',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: {
          'Fn::Sub':
            'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/cloudtrail/trail:log-stream:${AWS::AccountId}_CloudTrail_*',
        },
      },
    ]);
  });
});

describe('alarms', () => {
  const stack = blank();
  const { topicArn } = new AlarmTopic(stack, 'Topic', { topicName: 'alarms', keyArn });
  const logGroup = new CfnLogGroup(stack, 'Logs', {});
  const alarms = [{ name: 'root-use', why: 'the root user did something', pattern: '{ $.x = "${AWS::AccountId}" }' }];
  new EventAlarms(stack, 'Alarms', { topicArn, logGroup, alarms });
  const template = Template.fromStack(stack);

  test('one event is enough, and silence is well', () => {
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterName: 'root-use',
      FilterPattern: { 'Fn::Sub': '{ $.x = "${AWS::AccountId}" }' },
      LogGroupName: { Ref: 'Logs' },
      MetricTransformations: [
        { MetricNamespace: 'Sovereign/Audit', MetricName: 'root-use', MetricValue: '1', DefaultValue: 0 },
      ],
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'root-use',
      AlarmDescription: 'the root user did something',
      Namespace: 'Sovereign/Audit',
      MetricName: 'root-use',
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      ActionsEnabled: true,
      AlarmActions: [stack.resolve(topicArn)],
    });
  });

  test('the topic is encrypted; alarms of the account publish to it, nobody else, and never in the clear', () => {
    template.hasResourceProperties('AWS::SNS::Topic', { TopicName: 'alarms', KmsMasterKeyId: keyArn });
    const Resource = stack.resolve(topicArn);
    expect(statementsOf(template, 'AWS::SNS::TopicPolicy', 'PolicyDocument')).toEqual([
      {
        Sid: 'AlarmsOfThisAccountPublish',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource,
        Condition: OURS,
      },
      {
        Sid: 'DenyInsecureTransport',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
  });

  test('CloudWatch uses the key for alarms of the account, to encrypt what they say', () => {
    expect(stack.resolve(transcribe(forAlarms()))).toEqual({
      Sid: 'AlarmsOfThisAccountSpeak',
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: OURS,
    });
  });
});

describe('ConfigurationRecorder', () => {
  const recorder = (global?: boolean) => {
    const stack = blank();
    new ConfigurationRecorder(stack, 'Configuration', {
      name: 'audit',
      bucketName: 'configuration',
      bucketKeyArn: keyArn,
      global,
      rules: [{ name: 'closed', identifier: 'VPC_DEFAULT_SECURITY_GROUP_CLOSED', why: 'it lets nothing through' }],
    });
    return Template.fromStack(stack);
  };
  const template = recorder();

  test('records every type and every change, as the service itself, and is kept', () => {
    template.hasResource('AWS::Config::ConfigurationRecorder', {
      ...KEPT,
      Properties: {
        Name: 'audit',
        RoleARN: {
          'Fn::Sub':
            'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
        },
        RecordingGroup: { AllSupported: true, IncludeGlobalResourceTypes: true },
        RecordingMode: { RecordingFrequency: 'CONTINUOUS' },
      },
    });
    recorder(false).hasResourceProperties('AWS::Config::ConfigurationRecorder', {
      RecordingGroup: { AllSupported: true, IncludeGlobalResourceTypes: false },
    });
  });

  test('delivers under the key; the channel does not wait for the recorder, which starts when it is there', () => {
    const [channel] = Object.values(template.findResources('AWS::Config::DeliveryChannel'));
    expect(channel).toMatchObject({
      ...KEPT,
      Properties: {
        Name: 'audit',
        S3BucketName: 'configuration',
        S3KmsKeyArn: keyArn,
        ConfigSnapshotDeliveryProperties: { DeliveryFrequency: 'TwentyFour_Hours' },
      },
    });
    expect(channel?.['DependsOn']).toBeUndefined();
    const [recording] = Object.values(template.findResources('AWS::Config::ConfigurationRecorder'));
    expect(recording?.['DependsOn']).toBeUndefined();
  });

  test('rules are of AWS, and wait for both', () => {
    const [rule] = Object.values(template.findResources('AWS::Config::ConfigRule'));
    expect(rule?.['Properties']).toEqual({
      ConfigRuleName: 'closed',
      Description: 'it lets nothing through',
      Source: { Owner: 'AWS', SourceIdentifier: 'VPC_DEFAULT_SECURITY_GROUP_CLOSED' },
    });
    expect(rule?.['DependsOn']).toHaveLength(2);
  });
});

describe('ThreatDetector', () => {
  const detector = (more: Partial<ThreatDetectorProps> = {}) => {
    const stack = blank();
    new ThreatDetector(stack, 'Threats', {
      name: 'audit',
      features: { S3_DATA_EVENTS: 'ENABLED', RUNTIME_MONITORING: 'DISABLED' },
      ruleName: 'findings',
      logGroupName: '/aws/events/findings',
      logsKeyArn: keyArn,
      logDays: 365,
      ...more,
    });
    return { stack, template: Template.fromStack(stack) };
  };

  test('is on, with the protection plans named, and is kept', () => {
    detector().template.hasResource('AWS::GuardDuty::Detector', {
      ...KEPT,
      Properties: {
        Enable: true,
        FindingPublishingFrequency: 'FIFTEEN_MINUTES',
        Features: [
          { Name: 'S3_DATA_EVENTS', Status: 'ENABLED' },
          { Name: 'RUNTIME_MONITORING', Status: 'DISABLED' },
        ],
        Tags: named('audit'),
      },
    });
  });

  test('every finding goes to an encrypted log group, by one rule and no other', () => {
    const { stack, template } = detector();
    template.hasResource('AWS::Logs::LogGroup', {
      ...KEPT,
      Properties: { LogGroupName: '/aws/events/findings', KmsKeyId: keyArn, RetentionInDays: 365 },
    });
    template.hasResourceProperties('AWS::Events::Rule', {
      Name: 'findings',
      State: 'ENABLED',
      EventPattern: { source: ['aws.guardduty'], 'detail-type': ['GuardDuty Finding'] },
      Targets: [{ Id: 'log-group' }],
    });
    const [access] = Object.values(template.findResources('AWS::Logs::ResourcePolicy'));
    const text = JSON.stringify(access?.['Properties'].PolicyDocument);
    expect(access?.['Properties'].PolicyName).toBe('findings');
    expect(text).toContain('log-group:/aws/events/findings:*');
    const [rule] = Object.values(template.findResources('AWS::Events::Rule'));
    expect(rule?.['DependsOn']).toHaveLength(1);
    const document = JSON.parse(
      (access?.['Properties'].PolicyDocument['Fn::Join'][1] ?? [])
        .map((part: unknown) => (typeof part === 'string' ? part : 'ARN'))
        .join(''),
    );
    const Principal = { Service: ['delivery.logs.amazonaws.com', 'events.amazonaws.com'] };
    expect(document.Statement).toEqual([
      { Sid: 'EventsOpenStreams', Effect: 'Allow', Principal, Action: 'logs:CreateLogStream', Resource: 'ARN' },
      {
        Sid: 'TheRuleWritesFindings',
        Effect: 'Allow',
        Principal,
        Action: 'logs:PutLogEvents',
        Resource: 'ARN',
        Condition: { ArnEquals: { 'aws:SourceArn': 'ARN' } },
      },
    ] satisfies Statement[]);
    expect(stack.node.tryFindChild('FindingsKeyArn')).toBeUndefined();
  });

  test('findings are exported once the key of the bucket is given, not before', () => {
    const { template } = detector({ bucketName: 'archive' });
    const [destination] = Object.values(template.findResources('AWS::GuardDuty::PublishingDestination'));
    expect(destination?.['Properties']).toMatchObject({
      DestinationType: 'S3',
      DestinationProperties: {
        DestinationArn: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::archive' },
        KmsKeyArn: { Ref: 'FindingsKeyArn' },
      },
    });
    expect(template.toJSON().Conditions[destination?.['Condition']]).toEqual({
      'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'FindingsKeyArn' }, ''] }],
    });
    const { Default, AllowedPattern } = template.toJSON().Parameters.FindingsKeyArn;
    expect(Default).toBe('');
    const allowed = new RegExp(AllowedPattern);
    expect([keyArn, '', keyArn.replace('key/', 'alias/')].map((value) => allowed.test(value))).toEqual([
      true,
      true,
      false,
    ]);
    detector().template.resourceCountIs('AWS::GuardDuty::PublishingDestination', 0);
  });
});

test('SecurityHub holds the account to the standards named and no others, and is kept', () => {
  const stack = blank();
  new SecurityHub(stack, 'Hub', { name: 'audit', standards: ['best/v/1.0.0'] });
  const template = Template.fromStack(stack);
  template.hasResource('AWS::SecurityHub::Hub', {
    ...KEPT,
    Properties: {
      EnableDefaultStandards: false,
      AutoEnableControls: true,
      ControlFindingGenerator: 'SECURITY_CONTROL',
      Tags: { Name: 'audit' },
    },
  });
  template.hasResource('AWS::SecurityHub::Standard', {
    Properties: {
      StandardsArn: { 'Fn::Sub': 'arn:${AWS::Partition}:securityhub:${AWS::Region}::standards/best/v/1.0.0' },
    },
  });
  template.resourceCountIs('AWS::SecurityHub::FindingAggregator', 0);
});

describe('LogStream', () => {
  const made = (more: Partial<LogStreamProps> = {}) => {
    const stack = blank('ap-south-1');
    new LogStream(stack, 'Logs', {
      streamName: 'stream',
      logGroupName: '/aws/eks/cell/cluster',
      logsKeyArn: keyArn,
      bucketName: 'archive',
      bucketKeyArn: 'arn:aws:kms:ap-south-1:222222222222:alias/archive',
      prefix: 'AWSLogs/111122223333/eks/cell/',
      roleName: 'writer',
      feederRoleName: 'feeder',
      ...more,
    });
    return Template.fromStack(stack);
  };
  const template = made({ bucketAccount: '222222222222' });
  const role = (name: string, from = template) =>
    Object.values(from.findResources('AWS::IAM::Role', { Properties: { RoleName: name } }))[0]?.['Properties'];
  const idOf = (type: string, name?: string): string =>
    Object.entries(template.findResources(type)).find(
      ([, { Properties }]) => name === undefined || Properties.RoleName === name,
    )?.[0] as string;
  const mine = { Ref: 'AWS::AccountId' };
  const archive = { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::archive' };
  const under = { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::archive/AWSLogs/111122223333/eks/cell/*' };

  test('delivers as it came, under its own key on the way and that of the bucket at the end', () => {
    template.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      DeliveryStreamName: 'stream',
      DeliveryStreamType: 'DirectPut',
      DeliveryStreamEncryptionConfigurationInput: { KeyType: 'CUSTOMER_MANAGED_CMK', KeyARN: keyArn },
      ExtendedS3DestinationConfiguration: {
        BucketARN: archive,
        RoleARN: { 'Fn::GetAtt': [idOf('AWS::IAM::Role', 'writer'), 'Arn'] },
        Prefix: 'AWSLogs/111122223333/eks/cell/',
        BufferingHints: { IntervalInSeconds: 300, SizeInMBs: 5 },
        CompressionFormat: 'UNCOMPRESSED',
        EncryptionConfiguration: {
          KMSEncryptionConfig: { AWSKMSKeyARN: 'arn:aws:kms:ap-south-1:222222222222:alias/archive' },
        },
        S3BackupMode: 'Disabled',
      },
      Tags: named('stream'),
    });
  });

  test('takes every event of the log group, and is there before the filter tries it', () => {
    template.hasResourceProperties('AWS::Logs::SubscriptionFilter', {
      FilterName: 'stream',
      LogGroupName: '/aws/eks/cell/cluster',
      FilterPattern: '',
      DestinationArn: { 'Fn::GetAtt': [idOf('AWS::KinesisFirehose::DeliveryStream'), 'Arn'] },
      RoleArn: { 'Fn::GetAtt': [idOf('AWS::IAM::Role', 'feeder'), 'Arn'] },
    });
    template.hasResource('AWS::KinesisFirehose::DeliveryStream', { DependsOn: [idOf('AWS::IAM::Role', 'feeder')] });
  });

  test('logs of this account feed this stream, and do nothing else', () => {
    expect(role('feeder')).toEqual({
      RoleName: 'feeder',
      Description: expect.any(String),
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'LogsOfThisAccount',
            Effect: 'Allow',
            Principal: { Service: 'logs.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: {
              StringLike: {
                'aws:SourceArn': { 'Fn::Sub': 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*' },
              },
            },
          },
        ],
      },
      Policies: [
        {
          PolicyName: 'feed-the-stream',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'FeedTheStream',
                Effect: 'Allow',
                Action: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
                Resource: {
                  'Fn::Sub': 'arn:${AWS::Partition}:firehose:${AWS::Region}:${AWS::AccountId}:deliverystream/stream',
                },
              },
            ],
          },
        },
      ],
      Tags: named('feeder'),
    });
  });

  test('the stream writes under its prefix, in the bucket of that account, through S3, and reads nothing', () => {
    const { AssumeRolePolicyDocument, Policies, Tags } = role('writer');
    expect(Tags).toEqual(named('writer'));
    expect(AssumeRolePolicyDocument.Statement).toEqual([
      {
        Sid: 'StreamsOfThisAccount',
        Effect: 'Allow',
        Principal: { Service: 'firehose.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': mine } },
      },
    ]);
    const owned = { StringEquals: { 'aws:ResourceAccount': '222222222222' } };
    expect(Policies).toHaveLength(1);
    expect(Policies[0].PolicyDocument.Statement).toEqual([
      {
        Sid: 'WriteUnderThePrefix',
        Effect: 'Allow',
        Action: ['s3:AbortMultipartUpload', 's3:PutObject', 's3:PutObjectAcl'],
        Resource: under,
        Condition: owned,
      },
      {
        Sid: 'CheckTheBucket',
        Effect: 'Allow',
        Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
        Resource: archive,
        Condition: owned,
      },
      {
        Sid: 'EncryptForTheBucket',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:222222222222:key/*' },
        Condition: {
          StringEquals: { 'kms:ViaService': { 'Fn::Sub': 's3.${AWS::Region}.amazonaws.com' } },
          StringLike: { 'kms:EncryptionContext:aws:s3:arn': [archive, under] },
        },
      },
    ]);
  });

  test('without another account the bucket is of its own', () => {
    const [write, , encrypt] = role('writer', made()).Policies[0].PolicyDocument.Statement;
    expect(write.Condition).toEqual({ StringEquals: { 'aws:ResourceAccount': mine } });
    expect(encrypt.Resource).toEqual({
      'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/*',
    });
  });
});
