import { CfnCondition, CfnParameter, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnDetector, CfnPublishingDestination } from 'aws-cdk-lib/aws-guardduty';
import { CfnLogGroup, CfnResourcePolicy } from 'aws-cdk-lib/aws-logs';
import { CfnHub, CfnStandard } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import { nameTag, policy, sub } from '../text';

export interface ThreatDetectorProps {
  readonly name: string;
  /** Protection plans and whether each is on; a new detector turns on those that are not named. */
  readonly features: Readonly<Record<string, 'ENABLED' | 'DISABLED'>>;
  /** Rule that brings every finding to the log group. */
  readonly ruleName: string;
  /** Log group that keeps findings; its name begins with `/aws/events/`, or EventBridge does not write to it. */
  readonly logGroupName: string;
  /** Key of the log group. */
  readonly logsKeyArn: string;
  /**
   * Days the log group keeps findings, a period CloudWatch Logs accepts.
   * @default - for ever
   */
  readonly logDays?: number;
  /**
   * Bucket that findings are exported to as well, under `AWSLogs/<account>/GuardDuty/`.
   * @default - none
   */
  readonly bucketName?: string;
}

/** Parameter that takes the ARN of the archive's key. */
export const FINDINGS_KEY = 'FindingsKeyArn';

/**
 * GuardDuty in the stack's region; every finding is kept in a log group. They are exported to a bucket too, once the key of the bucket is given: GuardDuty asks for its
 * own ARN, which another stack's template cannot know, and takes no alias.
 */
export class ThreatDetector extends Construct {
  readonly logGroup: CfnLogGroup;

  constructor(scope: Construct, id: string, props: ThreatDetectorProps) {
    super(scope, id);
    const detector = new CfnDetector(this, 'Detector', {
      enable: true,
      findingPublishingFrequency: 'FIFTEEN_MINUTES',
      features: Object.entries(props.features).map(([name, status]) => ({ name, status })),
      tags: nameTag(props.name),
    });
    detector.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.logGroup = this.findings(props);
    if (!props.bucketName) return;
    const key = new CfnParameter(Stack.of(this), FINDINGS_KEY, {
      default: '',
      description: 'ARN of the key of the bucket that findings are exported to; empty: not exported yet',
      allowedPattern: '^$|^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[0-9a-f-]{36}$',
      constraintDescription: 'the ARN of a key, not of an alias',
    });
    const given = new CfnCondition(this, 'Exported', { expression: Fn.conditionNot(Fn.conditionEquals(key, '')) });
    const destination = new CfnPublishingDestination(this, 'Findings', {
      detectorId: detector.ref,
      destinationType: 'S3',
      destinationProperties: {
        destinationArn: sub(`arn:\${AWS::Partition}:s3:::${props.bucketName}`),
        kmsKeyArn: key.valueAsString,
      },
    });
    destination.cfnOptions.condition = given;
  }

  private findings({ ruleName, logGroupName, logsKeyArn, logDays }: ThreatDetectorProps): CfnLogGroup {
    const group = new CfnLogGroup(this, 'Logs', {
      logGroupName,
      kmsKeyId: logsKeyArn,
      retentionInDays: logDays,
      tags: nameTag(logGroupName),
    });
    group.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const inAccount = '${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}';
    const Resource = sub(`arn:${inAccount}:log-group:${logGroupName}:*`);
    const Principal = { Service: ['delivery.logs.amazonaws.com', 'events.amazonaws.com'] };
    const rule = sub(`arn:\${AWS::Partition}:events:\${AWS::Region}:\${AWS::AccountId}:rule/${ruleName}`);
    const access = new CfnResourcePolicy(this, 'LogPolicy', {
      policyName: ruleName,
      policyDocument: Stack.of(this).toJsonString(
        policy([
          { Sid: 'EventsOpenStreams', Effect: 'Allow', Principal, Action: 'logs:CreateLogStream', Resource },
          {
            Sid: 'TheRuleWritesFindings',
            Effect: 'Allow',
            Principal,
            Action: 'logs:PutLogEvents',
            Resource,
            Condition: { ArnEquals: { 'aws:SourceArn': rule } },
          },
        ]),
      ),
    });
    new CfnRule(this, 'Rule', {
      name: ruleName,
      description: 'Every finding of GuardDuty, to the log group that keeps it',
      state: 'ENABLED',
      eventPattern: { source: ['aws.guardduty'], 'detail-type': ['GuardDuty Finding'] },
      targets: [{ id: 'log-group', arn: sub(`arn:${inAccount}:log-group:${logGroupName}`) }],
    }).addResourceDependency(access);
    return group;
  }
}

export interface SecurityHubProps {
  readonly name: string;
  /** Standards the account is held to, as their ARNs end: `cis-aws-foundations-benchmark/v/3.0.0`. */
  readonly standards: readonly string[];
}

/** Security Hub in the stack's region, with the standards named and no others; findings of other regions are gathered nowhere. */
export class SecurityHub extends Construct {
  constructor(scope: Construct, id: string, props: SecurityHubProps) {
    super(scope, id);
    const hub = new CfnHub(this, 'Hub', {
      enableDefaultStandards: false,
      autoEnableControls: true,
      controlFindingGenerator: 'SECURITY_CONTROL',
      tags: { Name: props.name },
    });
    hub.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    for (const standard of props.standards)
      new CfnStandard(this, `Standard-${standard}`, {
        standardsArn: sub(`arn:\${AWS::Partition}:securityhub:\${AWS::Region}::standards/${standard}`),
      }).addResourceDependency(hub);
  }
}
