import { Match, type Template } from 'aws-cdk-lib/assertions';
import { awsOnly, awsTemplates, planOf } from '../../support/plans';

const plan = planOf(awsOnly('in'));
const templates = awsTemplates(plan);
const cell = templates['mumbai-a'] as Template;

describe('cluster', () => {
  test('is private, has no standing administrator and wraps its secrets', () => {
    cell.hasResourceProperties('AWS::EKS::Cluster', {
      ResourcesVpcConfig: Match.objectLike({
        EndpointPublicAccess: false,
        EndpointPrivateAccess: true,
        ControlPlaneEgressMode: 'CUSTOMER_ROUTED',
      }),
      AccessConfig: { AuthenticationMode: 'API', BootstrapClusterCreatorAdminPermissions: false },
      BootstrapSelfManagedAddons: false,
      DeletionProtection: true,
      EncryptionConfig: [
        {
          Provider: { KeyArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^KeyCluster'), 'Arn'] } },
          Resources: ['secrets'],
        },
      ],
      Logging: {
        ClusterLogging: {
          EnabledTypes: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'].map((Type) => ({ Type })),
        },
      },
    });
  });

  test('its log group is made before it, under the country key, for as long as the law says', () => {
    const [id] = Object.keys(cell.findResources('AWS::Logs::LogGroup'));
    cell.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/aws/eks/sovereign-in-mumbai-a/cluster',
      RetentionInDays: 365,
      KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^KeyLogs'), 'Arn'] },
    });
    cell.hasResource('AWS::EKS::Cluster', { DependsOn: [id] });
  });

  test('nodes wait for what lets them boot and join', () => {
    for (const group of Object.values(cell.findResources('AWS::EKS::Nodegroup')))
      expect(group['DependsOn'].filter((id: string) => /Endpoint|VpcCni|KubeProxy|PodIdentity/.test(id))).toHaveLength(
        (plan.aws?.cells[0]?.endpoints.length ?? 0) + 3,
      );
    cell.hasResource('AWS::EKS::Addon', {
      Properties: Match.objectLike({ AddonName: 'coredns' }),
      DependsOn: [Match.stringLikeRegexp('^SystemNodegroup')],
    });
  });

  test('the CNI gives nodes prefixes, so that addresses last', () => {
    const [cni] = Object.values(cell.findResources('AWS::EKS::Addon', { Properties: { AddonName: 'vpc-cni' } }));
    expect(JSON.parse(cni?.['Properties'].ConfigurationValues)).toEqual({
      env: { ENABLE_PREFIX_DELEGATION: 'true', WARM_PREFIX_TARGET: '1' },
    });
  });

  test('node roles have no inline policy and no wildcard of their own', () => {
    for (const name of ['node', 'cni'])
      for (const role of Object.values(
        cell.findResources('AWS::IAM::Role', { Properties: { RoleName: `sovereign-in-mumbai-a-${name}` } }),
      ))
        expect(role['Properties'].Policies).toBeUndefined();
  });
});

test('the role of the control plane may use the key of its secrets, and no other', () => {
  const cell = templates['mumbai-a'] as Template;
  const [role] = Object.values(
    cell.findResources('AWS::IAM::Role', { Properties: { RoleName: 'sovereign-in-mumbai-a-cluster' } }),
  );
  const [secrets] = Object.keys(
    cell.findResources('AWS::KMS::Key', {
      Properties: { Description: 'Kubernetes secrets, wrapped before they reach etcd' },
    }),
  );
  expect(role?.['Properties'].Policies[0].PolicyDocument.Statement).toEqual([
    {
      Sid: 'WrapSecrets',
      Effect: 'Allow',
      Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey', 'kms:ListGrants'],
      Resource: { 'Fn::GetAtt': [secrets, 'Arn'] },
    },
  ]);
});
