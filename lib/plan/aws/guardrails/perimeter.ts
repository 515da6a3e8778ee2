/**
 * The data perimeter. Of our principals: they write to resources of the organisation only. Of our resources: only the
 * organisation reaches them, AWS services only on its behalf, and the country's data only through its networks.
 *
 * After "Building a data perimeter on AWS" (AWS whitepaper) and the policy examples that go with it.
 */
import { PREFIX } from '../../names';
import { roleArn, unless } from './roles';
import type { GuardrailContext, GuardrailStatement } from './types';

/** Actions that carry data, or trust, into what may be someone else's resource. */
const WRITES = [
  'dynamodb:BatchWriteItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
  'events:PutEvents',
  'firehose:PutRecord*',
  'kinesis:PutRecord*',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:ReEncryptTo',
  'lambda:InvokeFunction',
  's3:PutObject',
  's3:ReplicateObject',
  'sns:Publish',
  'sqs:SendMessage',
  'sts:AssumeRole',
];

/** Signed, but not HTTPS to a service's endpoint: the request tells no network. */
const OTHER_PROTOCOLS = ['elasticfilesystem:Client*', 'rds-db:connect'];

/** Of our principals (a service control policy). */
export function writesInside(context: GuardrailContext): GuardrailStatement[] {
  const { organization, egress } = context;
  return [
    {
      Sid: 'WritesStayInTheOrganisation',
      Effect: 'Deny',
      Action: WRITES,
      Resource: '*',
      Condition: { StringNotEqualsIfExists: { 'aws:ResourceOrgID': organization } },
    },
    // Behind a firewall nodes may reach a service that has no endpoint; then nothing tells their network.
    ...(egress === 'isolated'
      ? [
          {
            Sid: 'NodesCredentialsWorkInTheirNetworkOnly',
            Effect: 'Deny' as const,
            NotAction: OTHER_PROTOCOLS,
            Resource: '*',
            Condition: {
              // Absent where no endpoint carried the request, and then the condition holds.
              StringNotEquals: { 'aws:SourceVpc': '${aws:Ec2InstanceSourceVpc}' },
              Null: { 'ec2:SourceInstanceARN': 'false' },
              BoolIfExists: { 'aws:ViaAWSService': 'false' },
              // EC2 itself unlocks the volumes of an instance, from no network of ours.
              ...unless([roleArn(context, 'aws:ec2-infrastructure')]),
            },
          },
        ]
      : []),
  ];
}

/**
 * Services that a resource control policy binds and that hold data or keys of a region. Outside the `aws` partition
 * only the first that came are taken as known: a policy that names another would be refused whole.
 */
export const boundServices = (partition: string): string[] => [
  'kms',
  's3',
  'secretsmanager',
  'sqs',
  ...(partition === 'aws' ? ['aoss', 'dynamodb', 'ecr', 'logs'] : []),
];

/** Of our resources (a resource control policy). It binds service-linked roles and outsiders, whom no other does. */
export function accessFromInside(context: GuardrailContext): GuardrailStatement[] {
  const { organization, partition, country } = context;
  const reach = [...boundServices(partition).map((service) => `${service}:*`), 'sts:AssumeRole'];
  const to = (Sid: string, rest: Omit<GuardrailStatement, 'Sid' | 'Effect' | 'Principal'>): GuardrailStatement => ({
    Sid,
    Effect: 'Deny',
    Principal: '*',
    ...rest,
  });
  return [
    // Federated sessions have no organisation yet: AssumeRoleWithSAML and the like are left to trust policies.
    to('OnlyTheOrganisation', {
      Action: reach,
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organization },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    }),
    to('ServicesActForTheOrganisationOnly', {
      Action: reach,
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': organization },
        Null: { 'aws:SourceAccount': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      },
    }),
    to('DataThroughTheNetworksOnly', {
      Action: ['s3:DeleteObject*', 's3:GetObject*', 's3:ListBucket*', 's3:PutObject*', 's3:RestoreObject'],
      Resource: `arn:${partition}:s3:::${PREFIX}-${country}-*`,
      Condition: {
        // Absent where no endpoint carried the request, and then the condition holds.
        StringNotEqualsIfExists: { 'aws:VpceOrgID': organization },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
        ArnNotLike: {
          'aws:PrincipalArn': ['aws-service-role/*', ...context.copyRoles].map((name) => roleArn(context, name)),
        },
      },
    }),
    to('EncryptedTransportOnly', {
      Action: ['kms:*', 's3:*', 'secretsmanager:*', 'sqs:*'],
      Resource: '*',
      Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
    }),
  ];
}
