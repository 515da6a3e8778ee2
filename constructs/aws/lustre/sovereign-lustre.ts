import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnSecurityGroupEgress, CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import { CfnDataRepositoryAssociation, CfnFileSystem } from 'aws-cdk-lib/aws-fsx';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { EVENTS, type LinkPlan } from '../../../lib/plan/aws';
import { nameTag, pascal, sub } from '../text';

/** FSx takes no backups of a file system that is linked to a bucket: a file system has links or backups, never both. */
export type LustreDurability =
  | { readonly links: readonly LinkPlan[] }
  | {
      /** Days automatic backups are kept, 1 to 90; they stay in the region, under the file system's key. */
      readonly backupDays: number;
    };

export interface SovereignLustreProps {
  /** Name tag of the file system, and first part of that of its group. */
  readonly name: string;
  readonly vpcId: string;
  /** The one subnet it stands in. */
  readonly subnetId: string;
  /** Capacity, GiB: a multiple of what its throughput asks. */
  readonly capacityGiB: number;
  /** Throughput, MB/s for each TiB: 125, 250, 500 or 1000. */
  readonly throughput: number;
  /** ARN of the customer-managed key. */
  readonly keyArn: string;
  /** What of it lasts: the buckets it is linked to, or its backups. */
  readonly durability: LustreDurability;
  /**
   * Security groups of its clients. One of nodes with EFA lets everything in and out to itself, and now to the file
   * system too; the others speak Lustre's own ports with it.
   */
  readonly clients: readonly { readonly groupId: string; readonly efa?: boolean }[];
  /**
   * Whether it speaks EFA; settled when it is made.
   * @default true
   */
  readonly efa?: boolean;
  /** Log group of warnings and errors, and the key it is encrypted under. FSx writes below `/aws/fsx/` only. */
  readonly logs: {
    readonly group: string;
    readonly keyArn: string;
    /**
     * Days they are kept, of the periods that CloudWatch Logs takes.
     * @default - for ever
     */
    readonly days?: number;
  };
}

/** Ports of Lustre. Source: FSx for Lustre User Guide, "File system access control with Amazon VPC". */
const PORTS: readonly (readonly [from: number, to: number])[] = [
  [988, 988],
  [1018, 1023],
];

/**
 * A file system of the country: durable in its zone, encrypted under a key of its own, reached by its clients only,
 * and linked to buckets of the region or backed up in it. Kept when its stack goes.
 *
 * @throws RangeError for a log group that FSx cannot write to, or an EFA client of a file system without EFA
 */
export class SovereignLustre extends Construct {
  readonly fileSystem: CfnFileSystem;
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: SovereignLustreProps) {
    super(scope, id);
    const { efa = true, durability, logs } = props;
    if (!logs.group.startsWith('/aws/fsx/'))
      throw new RangeError(`FSx writes to log groups below /aws/fsx/ only, not to ${logs.group}`);
    if (!efa && props.clients.some((client) => client.efa))
      throw new RangeError('A client with EFA needs a file system with EFA');
    const { group, rules } = this.border(props, efa);
    this.securityGroupId = group.attrGroupId;

    const events = new CfnLogGroup(this, 'Events', {
      logGroupName: logs.group,
      kmsKeyId: logs.keyArn,
      retentionInDays: logs.days,
      tags: nameTag(logs.group),
    });
    events.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const backupDays = 'backupDays' in durability ? durability.backupDays : 0;
    this.fileSystem = new CfnFileSystem(this, 'FileSystem', {
      fileSystemType: 'LUSTRE',
      fileSystemTypeVersion: '2.15',
      storageType: 'SSD',
      storageCapacity: props.capacityGiB,
      subnetIds: [props.subnetId],
      securityGroupIds: [group.attrGroupId],
      kmsKeyId: props.keyArn,
      lustreConfiguration: {
        deploymentType: 'PERSISTENT_2',
        perUnitStorageThroughput: props.throughput,
        metadataConfiguration: { mode: 'AUTOMATIC' },
        efaEnabled: efa,
        dataCompressionType: 'LZ4',
        automaticBackupRetentionDays: backupDays,
        ...(backupDays > 0 ? { copyTagsToBackups: true } : {}),
        logConfiguration: {
          level: 'WARN_ERROR',
          destination: sub(`arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${logs.group}`),
        },
      },
      tags: nameTag(props.name),
    });
    this.fileSystem.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    // FSx looks at the rules of its group before it makes a file system.
    for (const first of [events, ...rules]) this.fileSystem.addResourceDependency(first);
    if ('links' in durability) for (const link of durability.links) this.link(props.name, link);
  }

  private link(name: string, { path, bucket, exports }: LinkPlan): void {
    new CfnDataRepositoryAssociation(this, `Link${pascal(path)}`, {
      fileSystemId: this.fileSystem.ref,
      fileSystemPath: path,
      dataRepositoryPath: sub(`s3://${bucket}`),
      batchImportMetaDataOnCreate: true,
      s3: {
        autoImportPolicy: { events: [...EVENTS] },
        ...(exports ? { autoExportPolicy: { events: [...EVENTS] } } : {}),
      },
      tags: nameTag(`${name}${path.replaceAll('/', '-')}`),
    });
  }

  /** The file system's own group, and what passes between it, itself and its clients; nothing else does. */
  private border({ name, vpcId, clients }: SovereignLustreProps, efa: boolean) {
    const group = new CfnSecurityGroup(this, 'Group', {
      groupDescription: 'Lustre: file servers among themselves and with their clients, nothing else',
      vpcId,
      // Stated, or EC2 adds a rule that lets everything out.
      securityGroupEgress: [
        { ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIp: '127.0.0.1/32', description: 'Nothing else out' },
      ],
      tags: nameTag(`${name}-lustre`),
    });
    const own = group.attrGroupId;
    const rules = passes(this, 'Servers', own, own, efa, 'between file servers');
    for (const [index, client] of clients.entries()) {
      const what = client.efa ? 'clients with EFA' : 'clients';
      passes(this, `Client${index}`, own, client.groupId, client.efa === true, `between file servers and ${what}`);
      passes(this, `Servers${index}`, client.groupId, own, client.efa === true, `between ${what} and file servers`);
    }
    return { group, rules };
  }
}

/** Rules of one group that let another in and out: everything, as EFA asks, or the ports of Lustre. */
function passes(scope: Construct, id: string, groupId: string, other: string, all: boolean, description: string) {
  const protocols = all
    ? [{ id, ipProtocol: '-1' }]
    : PORTS.map(([fromPort, toPort]) => ({ id: `${id}-${fromPort}`, ipProtocol: 'tcp', fromPort, toPort }));
  return protocols.flatMap(({ id: rule, ...protocol }) => [
    new CfnSecurityGroupIngress(scope, `${rule}-in`, {
      groupId,
      sourceSecurityGroupId: other,
      ...protocol,
      description: `Lustre ${description}`,
    }),
    new CfnSecurityGroupEgress(scope, `${rule}-out`, {
      groupId,
      destinationSecurityGroupId: other,
      ...protocol,
      description: `Lustre ${description}`,
    }),
  ]);
}
