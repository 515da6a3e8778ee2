/** What is recorded stays recorded: recorders run, archives and control-plane logs are kept. */
import { PREFIX } from '../../names';
import { administrators, deployment, unless } from './roles';
import type { GuardrailContext, GuardrailStatement } from './types';

/** What ends a record of who did what. */
export const RECORDER_STOPS = [
  'access-analyzer:DeleteAnalyzer',
  'cloudtrail:DeleteEventDataStore',
  'cloudtrail:DeleteTrail',
  'cloudtrail:StopEventDataStoreIngestion',
  'cloudtrail:StopLogging',
  'config:DeleteConfigurationRecorder',
  'config:DeleteDeliveryChannel',
  'config:StopConfigurationRecorder',
  'guardduty:DeleteDetector',
  'guardduty:DisassociateFromAdministratorAccount',
  'securityhub:DisableSecurityHub',
  'securityhub:DisassociateFromAdministratorAccount',
];

export function protectAudit(context: GuardrailContext): GuardrailStatement[] {
  const { partition, country } = context;
  return [
    {
      Sid: 'RecordersKeepRunning',
      Effect: 'Deny',
      Action: RECORDER_STOPS,
      Resource: '*',
      Condition: unless(administrators(context)),
    },
    {
      Sid: 'RecordersAreDeployed',
      Effect: 'Deny',
      Action: [
        'cloudtrail:PutEventSelectors',
        'cloudtrail:UpdateTrail',
        'config:DeleteConfigRule',
        'config:PutConfigurationRecorder',
        'config:PutDeliveryChannel',
        'ec2:DeleteFlowLogs',
        'firehose:DeleteDeliveryStream',
        'firehose:StopDeliveryStreamEncryption',
        'firehose:UpdateDestination',
        'guardduty:CreateFilter',
        'guardduty:DeletePublishingDestination',
        'guardduty:UpdateDetector',
        'route53resolver:DeleteResolverQueryLogConfig',
        'route53resolver:DisassociateResolverQueryLogConfig',
        'securityhub:BatchDisableStandards',
      ],
      Resource: '*',
      Condition: unless(deployment(context)),
    },
    {
      Sid: 'LogsAreKept',
      Effect: 'Deny',
      Action: [
        'logs:DeleteLogGroup',
        'logs:DeleteLogStream',
        'logs:DeleteMetricFilter',
        'logs:DeleteRetentionPolicy',
        'logs:DeleteSubscriptionFilter',
        'logs:DisassociateKmsKey',
        'logs:PutMetricFilter',
        'logs:PutRetentionPolicy',
        'logs:PutSubscriptionFilter',
      ],
      Resource: ['cloudtrail', 'eks', 'events', 'vendedlogs'].map(
        (place) => `arn:${partition}:logs:*:*:log-group:/aws/${place}/${PREFIX}-${country}-*`,
      ),
      Condition: unless(deployment(context)),
    },
    {
      Sid: 'AlarmsAreDeployed',
      Effect: 'Deny',
      Action: [
        'cloudwatch:DeleteAlarms',
        'cloudwatch:DisableAlarmActions',
        'cloudwatch:PutMetricAlarm',
        'cloudwatch:SetAlarmState',
        'sns:DeleteTopic',
        'sns:SetTopicAttributes',
        'sns:Unsubscribe',
      ],
      Resource: [
        `arn:${partition}:cloudwatch:*:*:alarm:${PREFIX}-${country}-*`,
        `arn:${partition}:sns:*:*:${PREFIX}-${country}-*`,
      ],
      Condition: unless(deployment(context)),
    },
    {
      // Each kind of log has a key of its own, and keys of one condition must all hold: the one that says who did what.
      Sid: 'ClustersKeepLogging',
      Effect: 'Deny',
      Action: 'eks:UpdateClusterConfig',
      Resource: '*',
      Condition: { Bool: { 'eks:loggingType/audit': 'false' } },
    },
    {
      // Archives, models, data, tenants' buckets and their copies: what the policy and the key of each hold closed. A
      // session as root that the management account opens may still unlock one.
      Sid: 'BucketsAreDeployed',
      Effect: 'Deny',
      Action: [
        's3:DeleteBucket',
        's3:DeleteBucketPolicy',
        's3:PutBucketLogging',
        's3:PutBucketObjectLockConfiguration',
        's3:PutBucketPolicy',
        's3:PutBucketVersioning',
        's3:PutEncryptionConfiguration',
        's3:PutLifecycleConfiguration',
      ],
      Resource: `arn:${partition}:s3:::${PREFIX}-${country}-*`,
      Condition: { ...unless(deployment(context)), Null: { 'aws:AssumedRoot': 'true' } },
    },
    {
      Sid: 'ArchivesAreKept',
      Effect: 'Deny',
      Action: ['s3:BypassGovernanceRetention', 's3:DeleteObjectVersion'],
      Resource: `arn:${partition}:s3:::${PREFIX}-${country}-archive-*`,
      Condition: unless(administrators(context)),
    },
  ];
}
