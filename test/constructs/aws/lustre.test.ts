import { Template } from 'aws-cdk-lib/assertions';
import { SovereignLustre, type SovereignLustreProps } from '../../../constructs/aws';
import { blank, keyArn } from '../../support/constructs';

const PROPS: SovereignLustreProps = {
  name: 'train',
  vpcId: 'vpc-1',
  subnetId: 'subnet-1',
  capacityGiB: 4800,
  throughput: 1000,
  keyArn,
  durability: {
    links: [
      { path: '/models', bucket: 'models', exports: true },
      { path: '/data', bucket: 'data', exports: false },
    ],
  },
  clients: [{ groupId: 'sg-nodes' }, { groupId: 'sg-efa', efa: true }],
  logs: { group: '/aws/fsx/train', keyArn, days: 365 },
};
const templateOf = (props: Partial<SovereignLustreProps> = {}): Template => {
  const stack = blank('ap-south-1');
  new SovereignLustre(stack, 'Lustre', { ...PROPS, ...props });
  return Template.fromStack(stack);
};
const lustreOf = (template: Template) =>
  Object.values(template.findResources('AWS::FSx::FileSystem'))[0]?.['Properties'].LustreConfiguration;

/** Rules as a reviewer reads them: group, direction, other, protocol and ports. */
const rulesOf = (template: Template): string[] =>
  [
    ['AWS::EC2::SecurityGroupIngress', 'from', 'SourceSecurityGroupId'] as const,
    ['AWS::EC2::SecurityGroupEgress', 'to', 'DestinationSecurityGroupId'] as const,
  ].flatMap(([type, direction, other]) =>
    Object.values(template.findResources(type)).map(({ Properties: rule }) => {
      const name = (id: unknown): unknown => (typeof id === 'string' ? id : 'servers');
      const ports = rule.IpProtocol === '-1' ? 'all' : `${rule.IpProtocol} ${rule.FromPort}-${rule.ToPort}`;
      return `${name(rule.GroupId)} ${direction} ${name(rule[other])}: ${ports}`;
    }),
  );

describe('SovereignLustre', () => {
  const template = templateOf();

  test('is persistent, speaks EFA from the start, has its metadata apart, and is encrypted under the key given', () => {
    template.hasResource('AWS::FSx::FileSystem', {
      Properties: {
        FileSystemType: 'LUSTRE',
        StorageType: 'SSD',
        StorageCapacity: 4800,
        SubnetIds: ['subnet-1'],
        KmsKeyId: keyArn,
        LustreConfiguration: {
          DeploymentType: 'PERSISTENT_2',
          PerUnitStorageThroughput: 1000,
          EfaEnabled: true,
          MetadataConfiguration: { Mode: 'AUTOMATIC' },
        },
      },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('a linked one shows what changes in its buckets, writes to those it may, and has no backups', () => {
    const links = Object.values(template.findResources('AWS::FSx::DataRepositoryAssociation')).map(
      ({ Properties }) => Properties,
    );
    const events = { Events: ['NEW', 'CHANGED', 'DELETED'] };
    expect(links.map(({ FileSystemPath, DataRepositoryPath, S3 }) => [FileSystemPath, DataRepositoryPath, S3])).toEqual(
      [
        ['/models', 's3://models', { AutoImportPolicy: events, AutoExportPolicy: events }],
        ['/data', 's3://data', { AutoImportPolicy: events }],
      ],
    );
    for (const { BatchImportMetaDataOnCreate } of links) expect(BatchImportMetaDataOnCreate).toBe(true);
    expect(lustreOf(template)).toMatchObject({ AutomaticBackupRetentionDays: 0 });
    expect(lustreOf(template).CopyTagsToBackups).toBeUndefined();
  });

  test('one without links has backups, which FSx does not take of the other', () => {
    const alone = templateOf({ durability: { backupDays: 30 } });
    alone.resourceCountIs('AWS::FSx::DataRepositoryAssociation', 0);
    expect(lustreOf(alone)).toMatchObject({ AutomaticBackupRetentionDays: 30, CopyTagsToBackups: true });
  });

  test('servers and clients with EFA speak freely, the others by the ports of Lustre, nobody else at all', () => {
    expect(rulesOf(template).sort()).toEqual(
      [
        ...['from', 'to'].flatMap((way) => [
          `servers ${way} servers: all`,
          `servers ${way} sg-efa: all`,
          `sg-efa ${way} servers: all`,
          `servers ${way} sg-nodes: tcp 988-988`,
          `servers ${way} sg-nodes: tcp 1018-1023`,
          `sg-nodes ${way} servers: tcp 988-988`,
          `sg-nodes ${way} servers: tcp 1018-1023`,
        ]),
      ].sort(),
    );
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      VpcId: 'vpc-1',
      SecurityGroupEgress: [{ CidrIp: '127.0.0.1/32' }],
    });
  });

  test('without EFA the servers too keep to the ports of Lustre', () => {
    const plain = templateOf({ efa: false, clients: [{ groupId: 'sg-nodes' }] });
    expect(rulesOf(plain).filter((rule) => rule.endsWith('all'))).toEqual([]);
    expect(rulesOf(plain)).toEqual(expect.arrayContaining(['servers from servers: tcp 988-988']));
    expect(lustreOf(plain).EfaEnabled).toBe(false);
    expect(() => templateOf({ efa: false })).toThrow(/needs a file system with EFA/);
  });

  test('is made once its rules stand, since FSx looks at them', () => {
    const [fileSystem] = Object.values(template.findResources('AWS::FSx::FileSystem'));
    expect(fileSystem?.['DependsOn']).toEqual(
      expect.arrayContaining([expect.stringContaining('Serversin'), expect.stringContaining('Serversout')]),
    );
  });

  test('its warnings and errors go to a kept, encrypted log group that FSx may write to', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { LogGroupName: '/aws/fsx/train', KmsKeyId: keyArn, RetentionInDays: 365 },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    expect(lustreOf(template).LogConfiguration).toEqual({
      Level: 'WARN_ERROR',
      Destination: {
        'Fn::Sub': 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/fsx/train',
      },
    });
    expect(() => templateOf({ logs: { group: '/other', keyArn } })).toThrow(/below \/aws\/fsx\/ only/);
  });
});
