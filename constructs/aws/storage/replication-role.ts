import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { policy, sub } from '../text';

export interface ReplicationRoleProps {
  readonly roleName: string;
  /** Buckets read, and the bucket each is copied to. */
  readonly pairs: readonly { readonly from: string; readonly to: string }[];
  /** Keys that the sources are encrypted under: `kms:ResourceAliases` names them, so that role and key do not wait for each other. */
  readonly fromAliases: readonly string[];
  readonly fromRegion: string;
  /** Key of the copies, by alias. */
  readonly toAlias: string;
  readonly toRegion: string;
}

/** What S3 may do to copy objects between two regions of the country, and nothing more. */
export class ReplicationRole extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: ReplicationRoleProps) {
    super(scope, id);
    const bucket = (name: string, path = '') => sub(`arn:\${AWS::Partition}:s3:::${name}${path}`);
    const key = (region: string) => sub(`arn:\${AWS::Partition}:kms:${region}:\${AWS::AccountId}:key/*`);
    const through = (region: string, alias: string | readonly string[]) => ({
      StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias },
    });
    const role = new CfnRole(this, 'Role', {
      roleName: props.roleName,
      description: 'S3 copies models and data to the recovery region',
      assumeRolePolicyDocument: policy([
        {
          Sid: 'S3Copies',
          Effect: 'Allow',
          Principal: { Service: 's3.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ]),
      policies: [
        {
          policyName: 'copy-in-the-country',
          policyDocument: policy([
            {
              Sid: 'ReadConfiguration',
              Effect: 'Allow',
              Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
              Resource: props.pairs.map(({ from }) => bucket(from)),
            },
            {
              Sid: 'ReadVersions',
              Effect: 'Allow',
              Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
              Resource: props.pairs.map(({ from }) => bucket(from, '/*')),
            },
            {
              Sid: 'WriteCopies',
              Effect: 'Allow',
              Action: ['s3:ReplicateObject', 's3:ReplicateTags'],
              Resource: props.pairs.map(({ to }) => bucket(to, '/*')),
            },
            {
              Sid: 'Decrypt',
              Effect: 'Allow',
              Action: 'kms:Decrypt',
              Resource: key(props.fromRegion),
              Condition: through(props.fromRegion, props.fromAliases),
            },
            {
              Sid: 'EncryptCopies',
              Effect: 'Allow',
              Action: ['kms:Encrypt', 'kms:GenerateDataKey'],
              Resource: key(props.toRegion),
              Condition: through(props.toRegion, props.toAlias),
            },
          ]),
        },
      ],
    });
    this.roleArn = role.attrArn;
  }
}
