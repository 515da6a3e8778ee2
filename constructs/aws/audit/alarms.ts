import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { type CfnLogGroup, CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import { CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { nameTag, pascal, policy, type Statement, sub } from '../text';

export interface EventAlarmsProps {
  readonly topicName: string;
  /** Key of the topic; its policy lets CloudWatch use it: `forAlarms`. */
  readonly keyArn: string;
  /** Log group of CloudTrail's events. */
  readonly logGroup: CfnLogGroup;
  /** Name, reason and filter of each; a filter may hold `${AWS::AccountId}`. */
  readonly alarms: readonly { readonly name: string; readonly why: string; readonly pattern: string }[];
}

const NAMESPACE = 'Sovereign/Audit';

/** Alarms of this account and region. */
const SOURCE = 'arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:*';
const ours = () => ({
  StringEquals: { 'aws:SourceAccount': sub('${AWS::AccountId}') },
  ArnLike: { 'aws:SourceArn': sub(SOURCE) },
});

/** Statement of a key: CloudWatch encrypts what alarms of this account say to a topic. */
export const forAlarms = (): Statement => ({
  Sid: 'AlarmsOfThisAccountSpeak',
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  Resource: '*',
  Condition: ours(),
});

/**
 * One alarm an event, said once within five minutes to one encrypted topic, to which only alarms of the account
 * publish. They read the trail's log group, not EventBridge: the events of global services reach only the event bus of
 * the partition's home region, and the trail brings them here.
 */
export class EventAlarms extends Construct {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, props: EventAlarmsProps) {
    super(scope, id);
    const topic = new CfnTopic(this, 'Topic', {
      topicName: props.topicName,
      kmsMasterKeyId: props.keyArn,
      tags: nameTag(props.topicName),
    });
    this.topicArn = topic.ref;
    new CfnTopicPolicy(this, 'TopicPolicy', {
      topics: [topic.ref],
      policyDocument: policy([
        {
          Sid: 'AlarmsOfThisAccountPublish',
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: topic.ref,
          Condition: ours(),
        },
        {
          Sid: 'DenyInsecureTransport',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sns:Publish',
          Resource: topic.ref,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
    });
    for (const { name, why, pattern } of props.alarms) {
      new CfnMetricFilter(this, `Filter${pascal(name)}`, {
        filterName: name,
        logGroupName: props.logGroup.ref,
        filterPattern: sub(pattern),
        metricTransformations: [{ metricNamespace: NAMESPACE, metricName: name, metricValue: '1', defaultValue: 0 }],
      });
      new CfnAlarm(this, `Alarm${pascal(name)}`, {
        alarmName: name,
        alarmDescription: why,
        namespace: NAMESPACE,
        metricName: name,
        statistic: 'Sum',
        period: 300,
        evaluationPeriods: 1,
        threshold: 1,
        comparisonOperator: 'GreaterThanOrEqualToThreshold',
        treatMissingData: 'notBreaching',
        actionsEnabled: true,
        alarmActions: [topic.ref],
        tags: nameTag(name),
      });
    }
  }
}
