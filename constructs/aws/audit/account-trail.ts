import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { nameTag, policy, sub } from '../text';

export interface AccountTrailProps {
  readonly trailName: string;
  /** Bucket it delivers to, under `AWSLogs/<account>/`; may be of another account, and must let CloudTrail in. */
  readonly bucketName: string;
  /** Key of that bucket: its ARN, or that of its alias. */
  readonly bucketKeyArn: string;
  /** Log group that alarms read. */
  readonly logGroupName: string;
  /** Key of the log group. */
  readonly logsKeyArn: string;
  /**
   * Days the log group keeps events, a period CloudWatch Logs accepts.
   * @default - for ever
   */
  readonly logDays?: number;
  /** Role by which CloudTrail writes to the log group. */
  readonly roleName: string;
  /**
   * ARNs of buckets whose objects' every use is recorded.
   * @default - none
   */
  readonly data?: readonly string[];
  /**
   * ARNs of buckets whose objects' reading is recorded: those the trail writes to itself.
   * @default - none
   */
  readonly read?: readonly string[];
}

/**
 * The trail of an account, at home in the stack's region. It records every region: the events of IAM, of the global
 * STS, of the console and of the root user bear the home region of the partition, and a trail of one region never
 * sees them. Everything is delivered to the one bucket, and nothing leaves by it.
 */
export class AccountTrail extends Construct {
  readonly logGroup: CfnLogGroup;

  constructor(scope: Construct, id: string, props: AccountTrailProps) {
    super(scope, id);
    this.logGroup = new CfnLogGroup(this, 'Logs', {
      logGroupName: props.logGroupName,
      kmsKeyId: props.logsKeyArn,
      retentionInDays: props.logDays,
      tags: nameTag(props.logGroupName),
    });
    this.logGroup.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const trailArn = sub(
      `arn:\${AWS::Partition}:cloudtrail:\${AWS::Region}:\${AWS::AccountId}:trail/${props.trailName}`,
    );
    const role = new CfnRole(this, 'Role', {
      roleName: props.roleName,
      description: 'CloudTrail writes the events of the account to the log group that alarms read',
      assumeRolePolicyDocument: policy([
        {
          Sid: 'TheTrailOfThisAccount',
          Effect: 'Allow',
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceArn': trailArn, 'aws:SourceAccount': sub('${AWS::AccountId}') } },
        },
      ]),
      policies: [
        {
          policyName: 'write-events',
          policyDocument: policy([
            {
              Sid: 'WriteEvents',
              Effect: 'Allow',
              Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              Resource: sub(
                `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${props.logGroupName}:log-stream:\${AWS::AccountId}_CloudTrail_*`,
              ),
            },
          ]),
        },
      ],
      tags: nameTag(props.roleName),
    });
    const trail = new CfnTrail(this, 'Trail', {
      trailName: props.trailName,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: sub(props.bucketName),
      kmsKeyId: sub(props.bucketKeyArn),
      cloudWatchLogsLogGroupArn: this.logGroup.attrArn,
      cloudWatchLogsRoleArn: role.attrArn,
      advancedEventSelectors: [
        { name: 'Management', fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }] },
        ...objects('Data', props.data),
        ...objects('Reading of logs', props.read, [{ field: 'readOnly', equalTo: ['true'] }]),
      ],
      tags: nameTag(props.trailName),
    });
    trail.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
}

/** Every use of the objects of some buckets; no selector where there are none, for it would mean all. */
function objects(
  name: string,
  buckets: readonly string[] = [],
  more: CfnTrail.AdvancedFieldSelectorProperty[] = [],
): CfnTrail.AdvancedEventSelectorProperty[] {
  return buckets.length === 0
    ? []
    : [
        {
          name,
          fieldSelectors: [
            { field: 'eventCategory', equalTo: ['Data'] },
            { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
            { field: 'resources.ARN', startsWith: buckets.map((arn) => sub(`${arn}/`)) },
            ...more,
          ],
        },
      ];
}
