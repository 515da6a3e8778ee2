/** What watches the accounts: what the templates must hold, what is left to the operator, what stays a risk. */
import { awsRegion } from '../../../catalogue';
import type { Expectation } from '../../expectation';
import type { Precondition } from '../../intent';
import { type Capability, type Draft, deploy, precondition, roleExpected, stackOf } from '../capability';
import type { AuditPlan } from './types';

function expectationsOf(plan: AuditPlan): Expectation[] {
  const place = `audit/${plan.label ? `${plan.label}/` : ''}${plan.region}`;
  const at = (
    promise: string,
    type: string,
    identity: Expectation['identity'],
    settings?: Expectation['settings'],
  ): Expectation => ({ promise: `${place}/${promise}`, stack: plan.stack, type, identity, settings });
  const { trail, recorder, detector } = plan;
  return [
    ...(trail
      ? [
          at(
            'trail',
            'AWS::CloudTrail::Trail',
            { TrailName: trail.name },
            {
              IsLogging: true,
              IsMultiRegionTrail: true,
              IncludeGlobalServiceEvents: true,
              EnableLogFileValidation: true,
              S3BucketName: trail.bucket,
            },
          ),
          at('trail/log-group', 'AWS::Logs::LogGroup', { LogGroupName: trail.logGroup }),
          roleExpected(plan.stack, `${place}/trail/role`, trail.role),
        ]
      : []),
    ...(plan.topic ? [at('topic', 'AWS::SNS::Topic', { TopicName: plan.topic })] : []),
    ...[...plan.alarms, ...(detector ? [detector.alarm] : [])].map((alarm) =>
      at(
        `alarms/${alarm.name}`,
        'AWS::CloudWatch::Alarm',
        { AlarmName: alarm.name },
        { ActionsEnabled: true, MetricName: alarm.name },
      ),
    ),
    ...(recorder
      ? [
          at(
            'recorder',
            'AWS::Config::ConfigurationRecorder',
            {},
            { 'RecordingGroup.AllSupported': true, 'RecordingGroup.IncludeGlobalResourceTypes': recorder.global },
          ),
          ...recorder.rules.map((rule) =>
            at(
              `recorder/rules/${rule.identifier}`,
              'AWS::Config::ConfigRule',
              { ConfigRuleName: rule.name },
              { 'Source.SourceIdentifier': rule.identifier },
            ),
          ),
          at('recorder/channel', 'AWS::Config::DeliveryChannel', {}, { S3BucketName: recorder.bucket }),
        ]
      : []),
    ...(detector
      ? [
          at('detector', 'AWS::GuardDuty::Detector', {}, { Enable: true }),
          at('detector/findings', 'AWS::Events::Rule', { Name: detector.rule }, { State: 'ENABLED' }),
          at('detector/log-group', 'AWS::Logs::LogGroup', { LogGroupName: detector.logGroup }),
          at('detector/log-policy', 'AWS::Logs::ResourcePolicy', { PolicyName: detector.rule }),
        ]
      : []),
    ...(plan.standards
      ? [
          at('hub', 'AWS::SecurityHub::Hub', {}),
          ...plan.standards.map((standard) => at(`hub/standards/${standard}`, 'AWS::SecurityHub::Standard', {})),
        ]
      : []),
  ];
}

function preconditions(plan: Draft, country: string): Precondition[] {
  const stacks = (some: (audit: AuditPlan) => unknown): string[] => plan.audits.filter(some).map(({ stack }) => stack);
  const recorders = stacks(({ recorder }) => recorder);
  const exports = stacks(({ detector }) => detector?.bucket);
  const topics = [...new Set(plan.audits.flatMap(({ topic }) => topic ?? []))];
  return [
    ...(recorders.length > 0
      ? [
          precondition(
            'config-role',
            'AWS Config has its service-linked role in every account, before the first deployment',
            'aws iam create-service-linked-role --aws-service-name config.amazonaws.com: says so where it is there already',
          ),
        ]
      : []),
    ...(exports.length > 0
      ? [
          precondition(
            'findings-key',
            `the archive's key is given to ${exports.join(', ')}: until then findings are kept in CloudWatch Logs only, deletable by who may delete a log group`,
            `in the account of the archive: aws kms describe-key --region ${plan.regions.primary} --key-id ${plan.archive.keyArn.slice(plan.archive.keyArn.indexOf('alias/'))} --query KeyMetadata.Arn; then ${deploy(country, exports, 'FindingsKeyArn=<arn>')}`,
          ),
        ]
      : []),
    ...topics.map((topic) =>
      precondition(
        'alarm-subscription',
        `somebody in the country hears ${topic}, in every account and region`,
        `aws sns subscribe --topic-arn arn:…:${topic} --protocol <protocol> --notification-endpoint <address>: an alarm without a subscription is silent`,
      ),
    ),
    ...(plan.audits.some(({ trail }) => trail)
      ? []
      : [
          precondition(
            'existing-trail',
            'the trail that is there records every region and global events, validates its files, delivers to a locked archive in the country, and alarms read it',
            'aws cloudtrail describe-trails; aws cloudtrail get-event-selectors --trail-name <trail>',
          ),
        ]),
    ...(plan.guardrails && !(plan.accounts.management && plan.accounts.logArchive)
      ? [
          precondition(
            'management-trail',
            'the management account has a trail and an alarm of its own: a change of the guardrails is recorded there only',
            'name accounts.management and accounts.logArchive: its trail and alarms are made too, and deliver to the archive',
          ),
        ]
      : []),
  ];
}

export const audit: Capability = {
  addresses: (plan) =>
    plan.audits.length > 0
      ? [
          {
            what: "archive's key, by its alias",
            owner: stackOf(plan, 'archive'),
            address: plan.archive.keyArn,
            namedBy: plan.audits.map(({ stack }) => stack),
          },
        ]
      : [],
  expectations: (plan) => plan.audits.flatMap(expectationsOf),
  notes: (plan, { country }) => {
    const unexported = plan.audits.filter(({ detector }) => detector && !detector.bucket).map(({ region }) => region);
    const made = (part: 'trail' | 'recorder' | 'detector'): boolean => plan.audits.some((audit) => audit[part]);
    const home = awsRegion(plan.regions.primary)?.partition === 'aws' ? ' (us-east-1)' : '';
    return {
      preconditions: preconditions(plan, country),
      residualRisks: [
        `AWS: events of IAM, the console and other global services arise in the home region of the partition${home}, where CloudTrail's own event history keeps them for 90 days${made('trail') ? '; the trail brings a copy into the country and none out' : ''}.`,
        ...(made('recorder')
          ? [
              'AWS: AWS Config delivers to no bucket that locks by default: its files are locked by their copy, minutes later.',
            ]
          : []),
        ...[...new Set(unexported)].map(
          (region) =>
            `AWS: GuardDuty exports no findings from ${region} to ${plan.regions.primary}, which is not enabled by default: they are kept in CloudWatch Logs there, and not locked.`,
        ),
        ...(made('detector')
          ? [
              'AWS: GuardDuty looks at events, DNS and flow data of the region; runtime monitoring and malware scans are off, for they pull an agent or copy volumes to the vendor.',
            ]
          : []),
      ],
      facts: [
        {
          statement:
            'Events of IAM, STS, CloudFront and console sign-in are recorded in the home region of the partition; a trail of one region elsewhere does not see them',
          asOf: '2026-11-22',
          confidence: 'primary',
          sources: ['AWS CloudTrail User Guide, "Using the update-trail command to update a trail"'],
        },
        {
          statement: 'AWS Config delivers to no bucket with object lock and a default retention',
          asOf: '2026-11-22',
          confidence: 'primary',
          sources: ['AWS Config Developer Guide, "Managing the Delivery Channel"'],
        },
      ],
    };
  },
};
