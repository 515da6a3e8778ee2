/**
 * The events that somebody must hear of at once. Numbers are of the CIS AWS Foundations Benchmark 1.4, section 4; what
 * has none is of this region's own. Patterns: CloudWatch Logs User Guide, "Filter pattern syntax for metric filters";
 * one takes 1,024 characters at most.
 */
import { name, PREFIX } from '../../names';
import type { AlarmPlan } from './types';

/** Most characters of a filter (CloudWatch Logs, PutMetricFilter). */
export const MOST_PATTERN = 1024;

const any = (field: string, values: readonly string[]): string =>
  `(${values.map((value) => `($.${field} = "${value}")`).join(' || ')})`;
const calls = (service: string, names: readonly string[]): string =>
  `{ ($.eventSource = "${service}.amazonaws.com") && ${any('eventName', names)} }`;
const none = (field: string, values: readonly string[]): string =>
  values.map((value) => `($.${field} != "${value}")`).join(' && ');

/** Services without a region of their own: their events bear the home region of the partition. */
const GLOBAL = ['cloudfront', 'iam', 'organizations', 'route53', 'signin', 'sts', 'support', 'health', 'account'];

export function alarmsOf(country: string, regions: readonly string[]): AlarmPlan[] {
  const rows: readonly (readonly [name: string, why: string, pattern: string])[] = [
    [
      'root-use',
      'the root user did something (4.3)',
      '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
    ],
    [
      'sign-in-without-mfa',
      'a user signed in to the console without a second factor (4.2)',
      '{ ($.eventName = "ConsoleLogin") && ($.userIdentity.type = "IAMUser") && ($.additionalEventData.MFAUsed != "Yes") && ($.responseElements.ConsoleLogin = "Success") }',
    ],
    [
      'break-glass',
      'somebody took the role for emergencies, or tried to',
      `{ ($.eventName = "AssumeRole*") && ($.requestParameters.roleArn = "*/${name([country, 'break-glass'])}") }`,
    ],
    [
      'guardrail-change',
      'something of the organisation was changed: a policy, an account, a delegation (4.15)',
      '{ ($.eventSource = "organizations.amazonaws.com") && ($.readOnly IS FALSE) }',
    ],
    [
      'trail-change',
      'the trail was made, changed, started or stopped (4.5)',
      calls('cloudtrail', [
        'CreateTrail',
        'UpdateTrail',
        'DeleteTrail',
        'StartLogging',
        'StopLogging',
        'PutEventSelectors',
      ]),
    ],
    [
      'recorder-change',
      'the configuration recorder was changed or stopped (4.9)',
      calls('config', [
        'PutConfigurationRecorder',
        'StopConfigurationRecorder',
        'DeleteConfigurationRecorder',
        'PutDeliveryChannel',
        'DeleteDeliveryChannel',
      ]),
    ],
    [
      'detector-change',
      'threat detection, Security Hub or the access analyzer was changed or left',
      `{ ${any('eventName', [
        'UpdateDetector',
        'DeleteDetector',
        'DeletePublishingDestination',
        'CreateFilter',
        'DisassociateFromAdministratorAccount',
        'DisableSecurityHub',
        'BatchDisableStandards',
        'DeleteAnalyzer',
      ])} }`,
    ],
    [
      'log-change',
      'logs were deleted, kept for less, or no longer written',
      `{ ${any('eventName', [
        'DeleteLogGroup',
        'DeleteLogStream',
        'PutRetentionPolicy',
        'DeleteRetentionPolicy',
        'DisassociateKmsKey',
        'DeleteFlowLogs',
        'DeleteResolverQueryLogConfig',
        'DisassociateResolverQueryLogConfig',
      ])} }`,
    ],
    [
      'alarm-change',
      'an alarm was deleted or silenced, its filter or its topic changed',
      `{ ${any('eventName', [
        'DeleteAlarms',
        'DisableAlarmActions',
        'DeleteMetricFilter',
        'PutMetricFilter',
        'DeleteTopic',
        'SetTopicAttributes',
        'Unsubscribe',
      ])} }`,
    ],
    [
      'key-loss',
      'a key was disabled or is to be deleted, or a key store was cut off (4.7)',
      calls('kms', [
        'ScheduleKeyDeletion',
        'DisableKey',
        'DisableKeyRotation',
        'DeleteImportedKeyMaterial',
        'DisconnectCustomKeyStore',
        'DeleteCustomKeyStore',
      ]),
    ],
    [
      'key-policy',
      'who may use a key was changed',
      calls('kms', ['PutKeyPolicy', 'UpdateAlias', 'DeleteAlias', 'ReplicateKey', 'UpdatePrimaryRegion']),
    ],
    [
      'key-grant',
      'a key was granted to someone outside the account',
      '{ ($.eventName = "CreateGrant") && ($.requestParameters.granteePrincipal != "*.amazonaws.com*") && ($.requestParameters.granteePrincipal != "*::${AWS::AccountId}:*") }',
    ],
    [
      'bucket-change',
      'who may reach a bucket, how it is locked, or where it copies to was changed (4.8)',
      calls('s3', [
        'PutBucketPolicy',
        'DeleteBucketPolicy',
        'PutBucketAcl',
        'PutBucketPublicAccessBlock',
        'DeleteBucketPublicAccessBlock',
        'PutAccountPublicAccessBlock',
        'DeleteAccountPublicAccessBlock',
        'PutBucketReplication',
        'DeleteBucketReplication',
        'PutBucketLifecycle',
        'DeleteBucketLifecycle',
        'PutBucketEncryption',
        'DeleteBucketEncryption',
        'PutBucketVersioning',
        'PutObjectLockConfiguration',
      ]),
    ],
    [
      'exposure',
      'a way to the internet was opened, or an image or a snapshot shared (4.12)',
      calls('ec2', [
        'CreateInternetGateway',
        'AttachInternetGateway',
        'CreateEgressOnlyInternetGateway',
        'CreateNatGateway',
        'CreateVpcPeeringConnection',
        'AcceptVpcPeeringConnection',
        'CreateTransitGatewayPeeringAttachment',
        'ModifyVpcBlockPublicAccessOptions',
        'CreateVpcBlockPublicAccessExclusion',
        'DisableSnapshotBlockPublicAccess',
        'DisableImageBlockPublicAccess',
        'DisableEbsEncryptionByDefault',
        'ModifySnapshotAttribute',
        'ModifyImageAttribute',
      ]),
    ],
    [
      'boundary-change',
      'the limit of what roles may do was changed or taken off (4.4)',
      calls('iam', [
        'PutRolePermissionsBoundary',
        'DeleteRolePermissionsBoundary',
        'CreatePolicyVersion',
        'SetDefaultPolicyVersion',
        'DeletePolicyVersion',
        'DeletePolicy',
        'UpdateAssumeRolePolicy',
      ]),
    ],
    [
      'standing-credential',
      'a user, a long-lived key or another way to sign in was made',
      calls('iam', [
        'CreateUser',
        'CreateAccessKey',
        'CreateLoginProfile',
        'CreateServiceSpecificCredential',
        'CreateSAMLProvider',
        'UpdateSAMLProvider',
        'CreateOpenIDConnectProvider',
        'DeactivateMFADevice',
      ]),
    ],
    [
      'cluster-access',
      'who may enter a cluster, or how it answers, was changed',
      calls('eks', [
        'CreateAccessEntry',
        'UpdateAccessEntry',
        'DeleteAccessEntry',
        'AssociateAccessPolicy',
        'DisassociateAccessPolicy',
        'UpdateClusterConfig',
      ]),
    ],
    [
      'abroad',
      "something was changed, or tried to be, outside the country's regions",
      `{ ($.readOnly IS FALSE) && ($.eventType != "AwsServiceEvent") && ${none('awsRegion', regions)} && ${none(
        'eventSource',
        GLOBAL.map((service) => `${service}.amazonaws.com`),
      )} }`,
    ],
  ];
  return rows.map(([alarm, why, pattern]) => ({ name: `${PREFIX}-${country}-${alarm}`, why, pattern }));
}
