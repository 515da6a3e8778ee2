import type { Example } from '../model';

const root = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };
const queue = (statement: Record<string, unknown>) => ({
  Policy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:*', ...statement }] } },
  },
});
const anyone = (Condition?: unknown) => queue({ Principal: { AWS: '*' }, ...(Condition ? { Condition } : {}) });
const endpoint = (statement?: Record<string, unknown>) => ({
  S3: {
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: {
      ServiceName: 'com.amazonaws.ap-south-1.s3',
      ...(statement
        ? { PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', ...statement }] } }
        : {}),
    },
  },
});
const granted = (statement: Record<string, unknown>) => ({
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: { Effect: 'Allow', ...statement } } }] },
  },
});
const identity = (Action: unknown, Resource: unknown) => granted({ Action, Resource });
const GITHUB = 'token.actions.githubusercontent.com';
const pipeline = (Condition?: unknown, Federated: unknown = `arn:aws:iam::111111111111:oidc-provider/${GITHUB}`) => ({
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated },
            Action: 'sts:AssumeRoleWithWebIdentity',
            ...(Condition ? { Condition } : {}),
          },
        ],
      },
    },
  },
});
const role = (properties: Record<string, unknown>) => ({ azurerm_role_assignment: { r: properties } });

export const examples: readonly Example[] = [
  { cloud: 'aws', expect: 'fail', resources: anyone() },
  { cloud: 'aws', expect: 'pass', resources: queue({ Principal: root }) },
  { cloud: 'aws', expect: 'pass', resources: queue({ Principal: { Service: 'sns.amazonaws.com' } }) },
  { cloud: 'aws', expect: 'pass', resources: anyone({ StringEquals: { 'aws:PrincipalOrgID': 'o-abc' } }) },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: anyone({ StringEquals: { 'aws:PrincipalOrgID': { Ref: 'Organisation' } } }),
  },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: anyone({ StringEquals: { 'kms:CallerAccount': { Ref: 'AWS::AccountId' } } }),
  },
  // These look like conditions on the caller, and let anyone through.
  { cloud: 'aws', expect: 'fail', resources: anyone({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-abc' } }) },
  { cloud: 'aws', expect: 'fail', resources: anyone({ StringNotEquals: { 'aws:PrincipalAccount': '111111111111' } }) },
  { cloud: 'aws', expect: 'fail', resources: anyone({ StringLike: { 'aws:PrincipalArn': '*' } }) },
  { cloud: 'aws', expect: 'fail', resources: anyone({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } }) },
  { cloud: 'aws', expect: 'fail', resources: anyone({ Bool: { 'aws:SecureTransport': 'true' } }) },
  { cloud: 'aws', expect: 'fail', resources: anyone({ StringLike: { 'aws:PrincipalOrgID': 'o-*' } }) },
  { cloud: 'aws', expect: 'fail', resources: anyone({ StringEquals: { 'aws:PrincipalOrgID': null } }) },
  { cloud: 'aws', expect: 'fail', resources: anyone({ Null: { 'aws:PrincipalOrgID': 'false' } }) },
  { cloud: 'aws', expect: 'fail', resources: anyone({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }) },
  // These narrow, in ways that look loose.
  {
    cloud: 'aws',
    expect: 'pass',
    resources: anyone({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-abc/r-1/*' } }),
  },
  { cloud: 'aws', expect: 'pass', resources: anyone({ StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } }) },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: anyone({ Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } }),
  },
  { cloud: 'aws', expect: 'not-checked', resources: anyone({ ArnLike: { 'aws:SourceArn': { Ref: 'Source' } } }) },
  { cloud: 'aws', expect: 'pass', resources: queue({ Effect: 'Deny', Principal: '*' }) },
  { cloud: 'aws', expect: 'fail', resources: queue({ NotPrincipal: root }) },
  { cloud: 'aws', expect: 'fail', resources: identity('*', '*') },
  { cloud: 'aws', expect: 'pass', resources: identity('s3:*', '*') },
  { cloud: 'aws', expect: 'pass', resources: identity('*', 'arn:aws:s3:::records') },
  // The same in other words.
  { cloud: 'aws', expect: 'fail', resources: identity('*', 'arn:aws:*:*:*:*') },
  { cloud: 'aws', expect: 'fail', resources: identity('iam:*', '*') },
  { cloud: 'aws', expect: 'fail', resources: granted({ NotAction: 'iam:*', Resource: '*' }) },
  { cloud: 'aws', expect: 'fail', resources: granted({ Action: '*', NotResource: 'arn:aws:s3:::records/*' }) },
  { cloud: 'aws', expect: 'pass', resources: granted({ NotAction: 's3:Delete*', Resource: 'arn:aws:s3:::records/*' }) },
  { cloud: 'aws', expect: 'pass', resources: granted({ Effect: 'Deny', NotAction: 'sts:*', Resource: '*' }) },
  // Where or how an administrator asks leaves them an administrator; which resources they may touch may not.
  {
    cloud: 'aws',
    expect: 'fail',
    resources: granted({
      Action: '*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': 'ap-south-1' } },
    }),
  },
  {
    cloud: 'aws',
    expect: 'not-checked',
    resources: granted({
      Action: '*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'records' } },
    }),
  },
  // Anyone may sign up with a shared provider: only a condition on the subject says whose pipeline it is.
  { cloud: 'aws', expect: 'fail', resources: pipeline() },
  { cloud: 'aws', expect: 'fail', resources: pipeline({ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }) },
  { cloud: 'aws', expect: 'fail', resources: pipeline({ StringLike: { [`${GITHUB}:sub`]: 'repo:*' } }) },
  { cloud: 'aws', expect: 'pass', resources: pipeline({ StringLike: { [`${GITHUB}:sub`]: 'repo:owner/app:*' } }) },
  { cloud: 'aws', expect: 'not-checked', resources: pipeline({ 'Fn::GetAtt': ['Made', 'Value'] }) },
  { cloud: 'aws', expect: 'pass', resources: pipeline(undefined, 'arn:aws:iam::111111111111:saml-provider/corp') },
  // What is not settled may be a wildcard.
  { cloud: 'aws', expect: 'not-checked', resources: identity({ Ref: 'Actions' }, '*') },
  { cloud: 'aws', expect: 'pass', resources: identity({ Ref: 'Actions' }, { 'Fn::Sub': 'arn:aws:s3:::${Name}/*' }) },
  { cloud: 'aws', expect: 'not-checked', resources: queue({ Principal: { AWS: { Ref: 'Who' } } }) },
  {
    cloud: 'aws',
    expect: 'not-checked',
    resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { 'Fn::ImportValue': 'policy' } } } },
  },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess' }] },
      },
    },
  },
  {
    cloud: 'aws',
    expect: 'not-applicable',
    resources: {
      Boundary: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } },
      },
      Role: { Type: 'AWS::IAM::Role', Properties: { PermissionsBoundary: { Ref: 'Boundary' } } },
    },
  },
  { cloud: 'aws', expect: 'fail', resources: endpoint() },
  { cloud: 'aws', expect: 'fail', resources: endpoint({ Resource: '*' }) },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: endpoint({ Resource: '*', Condition: { StringEquals: { 'aws:ResourceOrgID': 'o-abc' } } }),
  },
  {
    cloud: 'aws',
    expect: 'pass',
    resources: endpoint({ Resource: 'arn:aws:s3:::prod-ap-south-1-starport-layer-bucket/*' }),
  },
  { cloud: 'aws', expect: 'fail', resources: endpoint({ Resource: 'arn:aws:s3:::*' }) },
  {
    cloud: 'aws',
    expect: 'not-applicable',
    resources: {
      All: {
        Type: 'AWS::Organizations::Policy',
        Properties: { Content: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } },
      },
    },
  },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: { Call: { Type: 'AWS::Lambda::Permission', Properties: { Principal: '*' } } },
  },
  {
    cloud: 'aws',
    expect: 'fail',
    resources: {
      Call: { Type: 'AWS::Lambda::Permission', Properties: { Principal: '*', SourceArn: 'arn:aws:s3:::*' } },
    },
  },

  {
    cloud: 'azure',
    expect: 'fail',
    resources: role({ role_definition_name: 'Owner', scope: '/subscriptions/${var.subscription_id}' }),
  },
  {
    cloud: 'azure',
    expect: 'fail',
    resources: role({ role_definition_name: 'Contributor', scope: '${data.azurerm_subscription.current.id}' }),
  },
  {
    cloud: 'azure',
    expect: 'fail',
    resources: role({
      role_definition_id: '/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c',
      scope: '/providers/Microsoft.Management/managementGroups/in',
    }),
  },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: role({
      role_definition_name: 'Contributor',
      scope: '/subscriptions/${var.subscription_id}/resourceGroups/rg',
    }),
  },
  {
    cloud: 'azure',
    expect: 'pass',
    resources: role({
      role_definition_name: 'Contributor',
      scope: '${data.azurerm_subscription.current.id}/resourceGroups/rg',
    }),
  },
  { cloud: 'azure', expect: 'pass', resources: role({ role_definition_name: 'Reader', scope: '/subscriptions/s' }) },
  { cloud: 'azure', expect: 'not-checked', resources: role({ role_definition_name: 'Owner', scope: '${var.scope}' }) },
  {
    cloud: 'azure',
    expect: 'fail',
    resources: { azurerm_role_definition: { all: { permissions: [{ actions: ['*'] }] } } },
  },
];
