import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { type CfnLogGroup, CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import { CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { FOR_ALARMS } from '../../../lib/plan/aws';
import { nameTag, pascal, policy, sub, transcribe } from '../text';

export interface AlarmTopicProps {
  readonly topicName: string;
  /** Key of the topic; its policy lets CloudWatch use it: `forAlarms`. */
  readonly keyArn: string;
}

export interface EventAlarmsProps {
  /** Topic that they speak to. */
  readonly topicArn: string;
  /** Log group of the events. */
  readonly logGroup: CfnLogGroup;
  /** Name, reason and filter of each; a filter may hold `${AWS::AccountId}`. */
  readonly alarms: readonly { readonly name: string; readonly why: string; readonly pattern: string }[];
}

const NAMESPACE = 'Sovereign/Audit';

/** An encrypted topic to which only alarms of this account and region publish. Who listens, the operator decides. */
export class AlarmTopic extends Construct {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
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
          Condition: transcribe(FOR_ALARMS),
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
  }
}

/**
 * One alarm an event, which speaks within five minutes. They read a log group, not EventBridge: the events of global
 * services reach only the event bus of the partition's home region, and a trail brings them here.
 */
export class EventAlarms extends Construct {
  constructor(scope: Construct, id: string, props: EventAlarmsProps) {
    super(scope, id);
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
        alarmActions: [props.topicArn],
        tags: nameTag(name),
      });
    }
  }
}
