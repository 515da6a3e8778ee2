/**
 * What the pods of each add-on may do: on their own network, cluster and volumes only. Names of actions and tags are
 * those of the drivers' own policies; where the vendor's reach the whole account, these do not.
 */
import { Fn } from 'aws-cdk-lib';
import { type Statement, sub } from '../text';
import { allow, hereOnly } from './roles';

const ec2 = (resource: string): string =>
  sub(`arn:\${AWS::Partition}:ec2:\${AWS::Region}:\${AWS::AccountId}:${resource}`);

/** The VPC CNI moves addresses and interfaces in one network. `vpcId` may be a token. */
export function forCni(clusterName: string, vpcId: string): Statement[] {
  const inNetwork = {
    ArnEquals: {
      'ec2:Vpc': Fn.sub('arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:vpc/${Vpc}', { Vpc: vpcId }),
    },
  };
  const interfaces = ec2('network-interface/*');
  const change = ['ec2:AttachNetworkInterface', 'ec2:DetachNetworkInterface', 'ec2:ModifyNetworkInterfaceAttribute'];
  return [
    allow(
      'ReadTheNetwork',
      ['Instances', 'InstanceTypes', 'NetworkInterfaces', 'SecurityGroups', 'Subnets', 'Tags'].map(
        (what) => `ec2:Describe${what}`,
      ),
      '*',
      hereOnly,
    ),
    // A new interface belongs to no network yet: its subnet and groups, needed with it, are what hold it to this one.
    allow('MakeInterfaces', ['ec2:CreateNetworkInterface'], interfaces),
    allow(
      'MakeInterfacesInTheNetwork',
      ['ec2:CreateNetworkInterface'],
      [ec2('subnet/*'), ec2('security-group/*')],
      inNetwork,
    ),
    allow('TagNewInterfaces', ['ec2:CreateTags'], interfaces, {
      StringEquals: { 'ec2:CreateAction': 'CreateNetworkInterface' },
    }),
    allow(
      'ChangeInterfacesOfTheNetwork',
      [
        ...change,
        'ec2:AssignPrivateIpAddresses',
        'ec2:CreateTags',
        'ec2:DeleteNetworkInterface',
        'ec2:UnassignPrivateIpAddresses',
      ],
      interfaces,
      inNetwork,
    ),
    allow('ChangeGroupsOfInterfaces', ['ec2:ModifyNetworkInterfaceAttribute'], ec2('security-group/*'), inNetwork),
    allow('ChangeInterfacesOfNodes', change, ec2('instance/*'), nodesOf(clusterName)),
  ];
}

/**
 * The EBS driver makes encrypted volumes and snapshots, and touches those it made for this cluster; it uses the key of
 * volumes through EC2 only, and its grants are for AWS resources only.
 */
export function forEbsDriver(clusterName: string, volumesKeyArn: string): Statement[] {
  const tag = 'ebs.csi.aws.com/cluster-name';
  const asks = { [`aws:RequestTag/${tag}`]: clusterName };
  const own = { StringEquals: { [`aws:ResourceTag/${tag}`]: clusterName } };
  const throughEc2 = { StringEquals: { 'kms:ViaService': sub('ec2.${AWS::Region}.amazonaws.com') } };
  const volumes = ec2('volume/*');
  const snapshots = sub('arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*');
  return [
    allow(
      'ReadVolumes',
      [
        'AvailabilityZones',
        'Instances',
        'InstanceTypes',
        'Snapshots',
        'Volumes',
        'VolumesModifications',
        'VolumeStatus',
      ].map((what) => `ec2:Describe${what}`),
      '*',
      hereOnly,
    ),
    allow('MakeEncryptedVolumes', ['ec2:CreateVolume'], volumes, {
      StringEquals: asks,
      Bool: { 'ec2:Encrypted': 'true' },
    }),
    allow('MakeVolumesFromOwnSnapshots', ['ec2:CreateVolume'], snapshots, own),
    allow('MakeSnapshots', ['ec2:CreateSnapshot'], snapshots, { StringEquals: asks }),
    allow(
      'ChangeOwnVolumes',
      ['ec2:AttachVolume', 'ec2:CreateSnapshot', 'ec2:DeleteVolume', 'ec2:DetachVolume', 'ec2:ModifyVolume'],
      volumes,
      own,
    ),
    allow('AttachToNodes', ['ec2:AttachVolume', 'ec2:DetachVolume'], ec2('instance/*'), nodesOf(clusterName)),
    allow('DeleteOwnSnapshots', ['ec2:DeleteSnapshot'], snapshots, own),
    allow('TagWhatItMakes', ['ec2:CreateTags'], [volumes, snapshots], {
      StringEquals: { 'ec2:CreateAction': ['CreateVolume', 'CreateSnapshot'] },
    }),
    allow(
      'UseTheKeyOfVolumes',
      ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext'],
      volumesKeyArn,
      throughEc2,
    ),
    allow('GrantTheKeyOfVolumes', ['kms:CreateGrant'], volumesKeyArn, {
      ...throughEc2,
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
    }),
  ];
}

/** The Lustre driver finds file systems. It makes none: those of a cell are made and kept by its stack. */
export const forFileSystems = (): Statement[] => [allow('ReadFileSystems', ['fsx:DescribeFileSystems'], '*', hereOnly)];

/** Nodes of a cluster's managed node groups: EKS tags them so. */
const nodesOf = (clusterName: string) => ({ StringEquals: { 'aws:ResourceTag/eks:cluster-name': clusterName } });
