import { Aws, CfnOutput, CfnParameter, CfnRule, Fn, Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnParameter as CfnSsmParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { PolicyStatement } from '../../../lib/plan/aws';
import { planned, policy, type Statement, sub } from '../text';
import { TemplatesBucket } from './templates-bucket';

export interface SovereignBootstrapProps {
  /** Region it is for; the template refuses any other. */
  readonly region: string;
  /** Version of the CDK CLI's contract that is kept. */
  readonly version: number;
  /** SSM parameter in which the CLI looks for the version. */
  readonly parameterName: string;
  /** What tells it from another bootstrap: the CLI replaces none of another variant. */
  readonly variant: string;
  /** Bucket of templates, by the name that the stacks' synthesizer expects. */
  readonly bucketName: string;
  readonly keyArn: string;
  /** Names of the roles, as the stacks' synthesizer expects them. */
  readonly roleNames: { readonly deploy: string; readonly publish: string; readonly execute: string };
  /** Who may publish and deploy. */
  readonly trust: readonly PolicyStatement[];
  /** ARN of the policy that bounds every role; it has to be there first. */
  readonly boundaryArn: string;
  /** ARNs of what CloudFormation may, there first too; there is no other. */
  readonly executionPolicyArns: readonly string[];
  /** Names of the stacks that are deployed by it, as a pattern. */
  readonly stacks: string;
  /** Names of the stacks that are not, though the pattern holds for them: the bootstrap's own. */
  readonly except: string;
}

/** Changes to a stack that name the role CloudFormation acts as. */
const WITH_ROLE = ['CreateChangeSet', 'CreateStack', 'UpdateStack'];
const CHANGES = [
  'ContinueUpdateRollback',
  'DeleteChangeSet',
  'DeleteStack',
  'ExecuteChangeSet',
  'RollbackStack',
  'UpdateTerminationProtection',
];
const cloudformation = (actions: readonly string[]): string[] => actions.map((action) => `cloudformation:${action}`);

/**
 * What the CDK CLI asks of an account and region before it deploys, and nothing else of its stock bootstrap: no
 * administrator, no role that reads everything, no repository of images, no other account. Accepted by
 * `cdk bootstrap --template` and read by `cdk deploy`.
 */
export class SovereignBootstrap extends Construct {
  constructor(scope: Construct, id: string, props: SovereignBootstrapProps) {
    super(scope, id);
    const bucketArn = sub(`arn:\${AWS::Partition}:s3:::${props.bucketName}`);
    const use = (actions: string[]): Statement => ({
      Sid: 'TemplatesAreUnderTheKey',
      Effect: 'Allow',
      Action: actions,
      Resource: props.keyArn,
      Condition: { StringEquals: { 'kms:ViaService': `s3.${props.region}.amazonaws.com` } },
    });
    const publish = this.role('Publish', props, props.roleNames.publish, 'Writes templates for CloudFormation', [
      {
        Sid: 'FindsTheBucket',
        Effect: 'Allow',
        Action: ['s3:GetBucketLocation', 's3:GetEncryptionConfiguration', 's3:ListBucket'],
        Resource: bucketArn,
      },
      {
        Sid: 'WritesTemplates',
        Effect: 'Allow',
        Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
        Resource: `${bucketArn}/*`,
      },
      use(['kms:Decrypt', 'kms:GenerateDataKey']),
    ]);
    const execute = this.executionRole(props);
    this.role('Deploy', props, props.roleNames.deploy, 'Hands templates to CloudFormation', [
      ...this.deployment(props, execute.attrArn),
      { Sid: 'ReadsTemplates', Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucketArn}/*` },
      use(['kms:Decrypt']),
      {
        Sid: 'ReadsTheVersion',
        Effect: 'Allow',
        Action: ['ssm:GetParameter', 'ssm:GetParameters'],
        Resource: sub(`arn:\${AWS::Partition}:ssm:${props.region}:\${AWS::AccountId}:parameter${props.parameterName}`),
      },
    ]);
    const { bucket } = new TemplatesBucket(this, 'Templates', {
      bucketName: props.bucketName,
      keyArn: props.keyArn,
      writerArn: publish.attrArn,
    });
    this.contract(props, bucket.ref, bucket.attrRegionalDomainName);
  }

  /** What the CLI reads. */
  private contract(props: SovereignBootstrapProps, bucketName: string, domainName: string): void {
    const stack = Stack.of(this);
    const variant = new CfnParameter(stack, 'BootstrapVariant', {
      type: 'String',
      default: props.variant,
      allowedValues: [props.variant],
      description: 'Whose bootstrap this is: the CDK CLI replaces none of another variant',
    });
    const version = new CfnSsmParameter(stack, 'CdkBootstrapVersion', {
      name: props.parameterName,
      type: 'String',
      value: String(props.version),
      description: variant.valueAsString,
    });
    version.overrideLogicalId('CdkBootstrapVersion');
    const outputs = {
      BucketName: ['Bucket of templates', bucketName],
      BucketDomainName: ['Domain name of the bucket of templates', domainName],
      BootstrapVersion: ['Version of the bootstrap, for the CDK CLI', String(props.version)],
    } as const;
    for (const [id, [description, value]] of Object.entries(outputs)) new CfnOutput(stack, id, { description, value });
    new CfnRule(stack, 'InTheCountry', {
      assertions: [
        {
          assert: Fn.conditionEquals(Aws.REGION, props.region),
          assertDescription: `This template is for ${props.region} only`,
        },
      ],
    });
  }

  private role(
    id: string,
    { trust, boundaryArn }: SovereignBootstrapProps,
    roleName: string,
    description: string,
    statements: Statement[],
  ): CfnRole {
    return new CfnRole(this, id, {
      roleName: sub(roleName),
      description,
      assumeRolePolicyDocument: planned(trust),
      permissionsBoundary: boundaryArn,
      maxSessionDuration: 3600,
      policies: [{ policyName: id.toLowerCase(), policyDocument: policy(statements) }],
    });
  }

  private executionRole({ roleNames, boundaryArn, executionPolicyArns }: SovereignBootstrapProps): CfnRole {
    return new CfnRole(this, 'Execute', {
      roleName: sub(roleNames.execute),
      description: 'CloudFormation makes what the templates say',
      assumeRolePolicyDocument: policy([
        {
          Sid: 'CloudFormation',
          Effect: 'Allow',
          Principal: { Service: 'cloudformation.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ]),
      permissionsBoundary: boundaryArn,
      managedPolicyArns: [...executionPolicyArns],
    });
  }

  private deployment({ region, stacks, except }: SovereignBootstrapProps, execute: string): Statement[] {
    const named = (pattern: string): string =>
      sub(`arn:\${AWS::Partition}:cloudformation:${region}:\${AWS::AccountId}:stack/${pattern}/*`);
    return [
      {
        Sid: 'ReadsStacks',
        Effect: 'Allow',
        Action: cloudformation(['Describe*', 'Get*', 'List*', 'ValidateTemplate']),
        Resource: '*',
      },
      {
        Sid: 'DeploysAsItsRoleOnly',
        Effect: 'Allow',
        Action: cloudformation(WITH_ROLE),
        Resource: named(stacks),
        Condition: { ArnEquals: { 'cloudformation:RoleArn': execute } },
      },
      { Sid: 'CarriesChangesOut', Effect: 'Allow', Action: cloudformation(CHANGES), Resource: named(stacks) },
      {
        Sid: 'LeavesTheBootstrapAlone',
        Effect: 'Deny',
        Action: cloudformation([...WITH_ROLE, ...CHANGES, 'SetStackPolicy']),
        Resource: named(except),
      },
      {
        Sid: 'HandsOverTheRole',
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: execute,
        Condition: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
      },
    ];
  }
}
