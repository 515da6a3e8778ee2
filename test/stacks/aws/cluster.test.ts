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
      // Auto Mode would make nodes of its own, outside the pools.
      ComputeConfig: { Enabled: false },
      StorageConfig: { BlockStorage: { Enabled: false } },
      KubernetesNetworkConfig: Match.objectLike({ IpFamily: 'ipv4', ElasticLoadBalancing: { Enabled: false } }),
      ZonalShiftConfig: { Enabled: false },
      UpgradePolicy: { SupportType: 'STANDARD' },
      RemoteNetworkConfig: Match.absent(),
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
  });

  test('what needs a node to run on waits for the system pool', () => {
    for (const { name, order } of plan.aws?.cells[0]?.cluster.addons ?? [])
      cell.hasResource('AWS::EKS::Addon', {
        Properties: Match.objectLike({ AddonName: name }),
        DependsOn: order === 'before-nodes' ? Match.absent() : [Match.stringLikeRegexp('^SystemNodegroup')],
      });
  });

  test('add-ons are those of the plan, in its versions', () => {
    const made = Object.values(cell.findResources('AWS::EKS::Addon')).map(({ Properties }) => [
      Properties.AddonName,
      Properties.AddonVersion,
    ]);
    expect(made).toEqual(plan.aws?.cells[0]?.cluster.addons.map(({ name, version }) => [name, version]));
  });

  test('the EBS driver uses the key of volumes, and no other', () => {
    const [volumes] = Object.keys(
      cell.findResources('AWS::KMS::Key', { Properties: { Description: 'root volumes of nodes and volumes of pods' } }),
    );
    const [driver] = Object.values(
      cell.findResources('AWS::IAM::Role', { Properties: { RoleName: 'sovereign-in-mumbai-a-ebs-csi' } }),
    );
    const keys = driver?.['Properties'].Policies[0].PolicyDocument.Statement.filter(({ Action }: { Action: unknown }) =>
      JSON.stringify(Action).includes('kms:'),
    );
    expect(keys.map(({ Resource }: { Resource: unknown }) => Resource)).toEqual(
      Array(2).fill({ 'Fn::GetAtt': [volumes, 'Arn'] }),
    );
  });

  test('the CNI gives nodes prefixes, so that addresses last', () => {
    const [cni] = Object.values(cell.findResources('AWS::EKS::Addon', { Properties: { AddonName: 'vpc-cni' } }));
    expect(JSON.parse(cni?.['Properties'].ConfigurationValues['Fn::Sub'][0]).env).toMatchObject({
      ENABLE_PREFIX_DELEGATION: 'true',
      WARM_PREFIX_TARGET: '1',
    });
  });

  test("nodes pull from the country's repositories and the vendor's of the region, and take no policy of the vendor", () => {
    const [node] = Object.values(
      cell.findResources('AWS::IAM::Role', { Properties: { RoleName: 'sovereign-in-mumbai-a-node' } }),
    );
    expect(node?.['Properties'].ManagedPolicyArns).toBeUndefined();
    const pull = node?.['Properties'].Policies[0].PolicyDocument.Statement.find(
      ({ Sid }: { Sid: string }) => Sid === 'PullImages',
    );
    expect(pull.Resource).toEqual([
      { 'Fn::Sub': 'arn:${AWS::Partition}:ecr:ap-south-1:${AWS::AccountId}:repository/sovereign-in/*' },
      { 'Fn::Sub': 'arn:${AWS::Partition}:ecr:ap-south-1:602401143452:repository/*' },
    ]);
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
