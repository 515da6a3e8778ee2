import { Match, Template } from 'aws-cdk-lib/assertions';
import { AutoscalerRole, clusterRole, forFileSystems, SovereignCluster, type Statement } from '../../../constructs/aws';
import { addonsFor } from '../../../lib/plan/aws';
import { blank, keyArn } from '../../support/constructs';

const EC2 = 'arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}';
const CLUSTER = 'arn:${AWS::Partition}:eks:${AWS::Region}:${AWS::AccountId}:cluster/c';
const HERE = { StringEquals: { 'aws:RequestedRegion': 'AWS::Region' } };
const IN_VPC = { ArnEquals: { 'ec2:Vpc': `${EC2}:vpc/\${Vpc} Vpc=vpc-1` } };
const NODES = { StringEquals: { 'aws:ResourceTag/eks:cluster-name': 'c' } };
const OWN = { StringEquals: { 'aws:ResourceTag/ebs.csi.aws.com/cluster-name': 'c' } };
const ASKED = { 'aws:RequestTag/ebs.csi.aws.com/cluster-name': 'c' };
const THROUGH = { StringEquals: { 'kms:ViaService': 'ec2.${AWS::Region}.amazonaws.com' } };
const SNAPSHOTS = 'arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*';

/** CloudFormation's functions as plain text, so that a statement reads as its author means it. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const [key, inner] = Object.entries(value)[0] ?? [];
  if (key === 'Ref') return inner;
  if (key === 'Fn::GetAtt') return inner.join('.');
  if (key === 'Fn::Sub')
    return Array.isArray(inner)
      ? `${inner[0]} ${Object.entries(inner[1])
          .map(([name, is]) => `${name}=${plain(is)}`)
          .join()}`
      : inner;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
}

function made(props: Partial<ConstructorParameters<typeof SovereignCluster>[2]> = {}) {
  const stack = blank();
  new SovereignCluster(stack, 'Cluster', {
    clusterName: 'c',
    version: '1.35',
    vpcId: 'vpc-1',
    subnetIds: ['subnet-1', 'subnet-2'],
    serviceCidr: '172.20.0.0/16',
    role: clusterRole(stack, 'Role', { roleName: 'c-cluster', clusterName: 'c', secretsKeyArn: keyArn }),
    volumesKeyArn: 'arn:volumes',
    secretsKeyArn: keyArn,
    logsKeyArn: keyArn,
    nodeRoleName: 'c-node',
    repositories: ['arn:aws:ecr:ap-south-1:602401143452:repository/*'],
    ...props,
  });
  return { template: Template.fromStack(stack) };
}
const { template } = made({ addons: addonsFor({ version: '1.35', cluster: 'c', lustre: true }) });
const roleOf = (name: string) =>
  Object.values(template.findResources('AWS::IAM::Role', { Properties: { RoleName: name } }))[0]?.['Properties'];
/** A role's own statements: what, on what, when. All of them allow; what allows nothing has no place in a role. */
const permissions = (name: string) =>
  Object.fromEntries(
    (plain(roleOf(name).Policies[0].PolicyDocument.Statement) as Statement[]).map(
      ({ Sid, Effect, Action, Resource, Condition }) => {
        expect(Effect).toBe('Allow');
        return [Sid, [[Action].flat().join(' '), [Resource].flat().join(' '), Condition]];
      },
    ),
  );
const trustOf = (name: string) => plain(roleOf(name).AssumeRolePolicyDocument.Statement);

describe('who may take a role', () => {
  test('the control plane, for this cluster of this account', () => {
    expect(trustOf('c-cluster')).toEqual([
      {
        Sid: 'Assume',
        Effect: 'Allow',
        Principal: { Service: 'eks.amazonaws.com' },
        Action: ['sts:AssumeRole'],
        Condition: {
          StringEquals: { 'aws:SourceAccount': 'AWS::AccountId' },
          ArnEquals: { 'aws:SourceArn': CLUSTER },
        },
      },
    ]);
  });

  test('EC2, for nodes', () => {
    expect(trustOf('c-node')).toEqual([expect.objectContaining({ Effect: 'Allow', Action: ['sts:AssumeRole'] })]);
  });

  test.each([
    ['c-cni', 'aws-node'],
    ['c-ebs-csi', 'ebs-csi-controller-sa'],
    ['c-fsx-csi', 'fsx-csi-controller-sa'],
  ])('%s: pods of %s in this cluster', (role, serviceAccount) => {
    expect(trustOf(role)).toEqual([
      {
        Sid: 'Assume',
        Effect: 'Allow',
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: {
          StringEquals: {
            'aws:RequestTag/eks-cluster-arn': CLUSTER,
            'aws:RequestTag/kubernetes-namespace': 'kube-system',
            'aws:RequestTag/kubernetes-service-account': serviceAccount,
          },
        },
      },
    ]);
  });
});

describe('what a role may do', () => {
  test('nodes join this cluster and pull from these repositories', () => {
    expect(permissions('c-node')).toEqual({
      JoinTheCluster: ['eks:DescribeCluster eks-auth:AssumeRoleForPodIdentity', CLUSTER, undefined],
      KnowThemselves: ['ec2:DescribeInstances ec2:DescribeInstanceTypes', '*', HERE],
      EnterTheRegistry: ['ecr:GetAuthorizationToken', '*', HERE],
      PullImages: [
        'ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:GetDownloadUrlForLayer',
        'arn:aws:ecr:ap-south-1:602401143452:repository/*',
        undefined,
      ],
    });
  });

  test('the CNI changes interfaces of this network and of nodes of this cluster', () => {
    const change = 'ec2:AttachNetworkInterface ec2:DetachNetworkInterface ec2:ModifyNetworkInterfaceAttribute';
    expect(permissions('c-cni')).toEqual({
      ReadTheNetwork: [
        'ec2:DescribeInstances ec2:DescribeInstanceTypes ec2:DescribeNetworkInterfaces ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeTags',
        '*',
        HERE,
      ],
      MakeInterfaces: ['ec2:CreateNetworkInterface', `${EC2}:network-interface/*`, undefined],
      MakeInterfacesInTheNetwork: ['ec2:CreateNetworkInterface', `${EC2}:subnet/* ${EC2}:security-group/*`, IN_VPC],
      TagNewInterfaces: [
        'ec2:CreateTags',
        `${EC2}:network-interface/*`,
        { StringEquals: { 'ec2:CreateAction': 'CreateNetworkInterface' } },
      ],
      ChangeInterfacesOfTheNetwork: [
        `${change} ec2:AssignPrivateIpAddresses ec2:CreateTags ec2:DeleteNetworkInterface ec2:UnassignPrivateIpAddresses`,
        `${EC2}:network-interface/*`,
        IN_VPC,
      ],
      ChangeGroupsOfInterfaces: ['ec2:ModifyNetworkInterfaceAttribute', `${EC2}:security-group/*`, IN_VPC],
      ChangeInterfacesOfNodes: [change, `${EC2}:instance/*`, NODES],
    });
  });

  test('the EBS driver makes encrypted volumes of this cluster and touches no other', () => {
    expect(permissions('c-ebs-csi')).toEqual({
      ReadVolumes: [
        'ec2:DescribeAvailabilityZones ec2:DescribeInstances ec2:DescribeInstanceTypes ec2:DescribeSnapshots ec2:DescribeVolumes ec2:DescribeVolumesModifications ec2:DescribeVolumeStatus',
        '*',
        HERE,
      ],
      MakeEncryptedVolumes: [
        'ec2:CreateVolume',
        `${EC2}:volume/*`,
        { StringEquals: ASKED, Bool: { 'ec2:Encrypted': 'true' } },
      ],
      MakeVolumesFromOwnSnapshots: ['ec2:CreateVolume', SNAPSHOTS, OWN],
      MakeSnapshots: ['ec2:CreateSnapshot', SNAPSHOTS, { StringEquals: ASKED }],
      ChangeOwnVolumes: [
        'ec2:AttachVolume ec2:CreateSnapshot ec2:DeleteVolume ec2:DetachVolume ec2:ModifyVolume',
        `${EC2}:volume/*`,
        OWN,
      ],
      AttachToNodes: ['ec2:AttachVolume ec2:DetachVolume', `${EC2}:instance/*`, NODES],
      DeleteOwnSnapshots: ['ec2:DeleteSnapshot', SNAPSHOTS, OWN],
      TagWhatItMakes: [
        'ec2:CreateTags',
        `${EC2}:volume/* ${SNAPSHOTS}`,
        { StringEquals: { 'ec2:CreateAction': ['CreateVolume', 'CreateSnapshot'] } },
      ],
      UseTheKeyOfVolumes: ['kms:Decrypt kms:DescribeKey kms:GenerateDataKeyWithoutPlaintext', 'arn:volumes', THROUGH],
      GrantTheKeyOfVolumes: [
        'kms:CreateGrant',
        'arn:volumes',
        { ...THROUGH, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      ],
    });
  });

  test('the Lustre driver reads', () => {
    expect(permissions('c-fsx-csi')).toEqual({ ReadFileSystems: ['fsx:DescribeFileSystems', '*', HERE] });
    expect(forFileSystems()).toHaveLength(1);
  });

  test('the control plane may use the key of its secrets, beside what the vendor gives it', () => {
    expect(permissions('c-cluster')).toEqual({
      WrapSecrets: ['kms:Encrypt kms:Decrypt kms:DescribeKey kms:ListGrants', keyArn, undefined],
    });
    expect(plain(roleOf('c-cluster').ManagedPolicyArns)).toEqual([
      'arn:${AWS::Partition}:iam::aws:policy/AmazonEKSClusterPolicy',
    ]);
  });

  test('no action is a wildcard, in any role', () => {
    for (const { Properties } of Object.values(template.findResources('AWS::IAM::Role')))
      for (const { PolicyDocument } of Properties.Policies ?? [])
        for (const { Action } of PolicyDocument.Statement) expect([Action].flat().join()).not.toContain('*');
  });
});

describe('SovereignCluster', () => {
  test('alone, it has the add-ons every cluster needs, and no other', () => {
    const alone = made().template;
    alone.resourceCountIs('AWS::EKS::Addon', addonsFor({ version: '1.35', cluster: 'c' }).length);
    alone.resourcePropertiesCountIs('AWS::EKS::Addon', { AddonName: 'aws-fsx-csi-driver' }, 0);
    alone.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.absent() });
  });

  test('every add-on is pinned and takes its role, if it has one', () => {
    for (const { Properties } of Object.values(template.findResources('AWS::EKS::Addon'))) {
      expect(Properties.AddonVersion).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
      expect(Properties.ResolveConflicts).toBe('OVERWRITE');
    }
    template.hasResourceProperties('AWS::EKS::Addon', {
      AddonName: 'aws-ebs-csi-driver',
      ConfigurationValues: '{"controller":{"k8sTagClusterId":"c"}}',
      PodIdentityAssociations: [{ ServiceAccount: 'ebs-csi-controller-sa', RoleArn: Match.anyValue() }],
    });
  });

  test('refuses a version without add-ons, and a role whose permissions nobody wrote', () => {
    expect(() => made({ version: '1.12' })).toThrow(/no add-on versions for Kubernetes 1.12, only for 1.35/);
    const [addon] = addonsFor({ version: '1.35', cluster: 'c' });
    expect(() =>
      made({ addons: addon ? [{ ...addon, name: 'coredns', role: { name: 'r', serviceAccount: 's' } }] : [] }),
    ).toThrow(/No permissions are known for a role of coredns/);
  });
});

test('the autoscaler sizes groups of its own cluster, and only its pods take the role', () => {
  const stack = blank();
  new AutoscalerRole(stack, 'Autoscaler', { roleName: 'c-autoscaler', clusterName: 'c' });
  const own = Template.fromStack(stack);
  const [role] = Object.values(own.findResources('AWS::IAM::Role'));
  const statements = plain(role?.['Properties'].Policies[0].PolicyDocument.Statement) as Statement[];
  expect(statements.map(({ Sid, Resource, Condition }) => [Sid, Resource, Condition])).toEqual([
    ['ReadGroups', '*', HERE],
    [
      'SizeOwnGroups',
      'arn:${AWS::Partition}:autoscaling:${AWS::Region}:${AWS::AccountId}:autoScalingGroup:*',
      { StringEquals: { 'aws:ResourceTag/eks:cluster-name': 'c' } },
    ],
    ['ReadOwnNodeGroups', 'arn:${AWS::Partition}:eks:${AWS::Region}:${AWS::AccountId}:nodegroup/c/*', undefined],
  ]);
  expect(statements[1]?.Action).toEqual([
    'autoscaling:SetDesiredCapacity',
    'autoscaling:TerminateInstanceInAutoScalingGroup',
  ]);
  expect(plain(role?.['Properties'].AssumeRolePolicyDocument.Statement[0].Condition)).toEqual({
    StringEquals: {
      'aws:RequestTag/eks-cluster-arn': CLUSTER,
      'aws:RequestTag/kubernetes-namespace': 'kube-system',
      'aws:RequestTag/kubernetes-service-account': 'cluster-autoscaler',
    },
  });
  own.hasResourceProperties('AWS::EKS::PodIdentityAssociation', {
    ClusterName: 'c',
    Namespace: 'kube-system',
    ServiceAccount: 'cluster-autoscaler',
  });
});
