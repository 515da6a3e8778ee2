/** AWS: which key encrypts what. */
import { type Graph, Reference, type Resource, Unknown, type Value } from '../../graph/model';
import { flag, isTable, items, read, text, visibleText } from '../../graph/value';
import { isAbsent } from '../absent';
import { attached, target } from '../find';
import type { Context, Verdict } from '../model';
import { fail, notApplicable, notChecked, pass, pathOf, unsettled } from '../verdicts';

/** Where a type names its key, and the switch that must be on for the key to count. */
const KEYS: Record<string, { key: string; on?: string }> = {
  'AWS::AmazonMQ::Broker': { key: 'EncryptionOptions.KmsKeyId' },
  'AWS::Backup::BackupVault': { key: 'EncryptionKeyArn' },
  'AWS::CloudTrail::Trail': { key: 'KMSKeyId' },
  'AWS::DMS::ReplicationInstance': { key: 'KmsKeyId' },
  'AWS::DocDB::DBCluster': { key: 'KmsKeyId', on: 'StorageEncrypted' },
  'AWS::DynamoDB::Table': { key: 'SSESpecification.KMSMasterKeyId', on: 'SSESpecification.SSEEnabled' },
  'AWS::EC2::Volume': { key: 'KmsKeyId', on: 'Encrypted' },
  'AWS::ECR::Repository': { key: 'EncryptionConfiguration.KmsKey' },
  'AWS::EFS::FileSystem': { key: 'KmsKeyId', on: 'Encrypted' },
  'AWS::EKS::Cluster': { key: 'EncryptionConfig.0.Provider.KeyArn' },
  'AWS::ElastiCache::ReplicationGroup': { key: 'KmsKeyId', on: 'AtRestEncryptionEnabled' },
  'AWS::ElastiCache::ServerlessCache': { key: 'KmsKeyId' },
  'AWS::Elasticsearch::Domain': { key: 'EncryptionAtRestOptions.KmsKeyId', on: 'EncryptionAtRestOptions.Enabled' },
  'AWS::FSx::FileSystem': { key: 'KmsKeyId' },
  'AWS::Kinesis::Stream': { key: 'StreamEncryption.KeyId' },
  'AWS::KinesisFirehose::DeliveryStream': { key: 'DeliveryStreamEncryptionConfigurationInput.KeyARN' },
  'AWS::Logs::LogGroup': { key: 'KmsKeyId' },
  'AWS::MSK::Cluster': { key: 'EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId' },
  'AWS::MemoryDB::Cluster': { key: 'KmsKeyId' },
  'AWS::Neptune::DBCluster': { key: 'KmsKeyId', on: 'StorageEncrypted' },
  'AWS::OpenSearchService::Domain': { key: 'EncryptionAtRestOptions.KmsKeyId', on: 'EncryptionAtRestOptions.Enabled' },
  'AWS::RDS::DBCluster': { key: 'KmsKeyId', on: 'StorageEncrypted' },
  'AWS::RDS::DBInstance': { key: 'KmsKeyId', on: 'StorageEncrypted' },
  'AWS::Redshift::Cluster': { key: 'KmsKeyId', on: 'Encrypted' },
  'AWS::RedshiftServerless::Namespace': { key: 'KmsKeyId' },
  'AWS::SNS::Topic': { key: 'KmsMasterKeyId' },
  'AWS::SQS::Queue': { key: 'KmsMasterKeyId' },
  'AWS::SageMaker::Domain': { key: 'KmsKeyId' },
  'AWS::SageMaker::EndpointConfig': { key: 'KmsKeyId' },
  'AWS::SageMaker::NotebookInstance': { key: 'KmsKeyId' },
  'AWS::SecretsManager::Secret': { key: 'KmsKeyId' },
  // The CDK's own cluster: a custom resource that passes its properties to the EKS API as they are.
  'Custom::AWSCDK-EKS-Cluster': { key: 'Config.encryptionConfig.0.provider.keyArn' },
};

const VOLUMES: Record<string, string> = {
  'AWS::EC2::Instance': 'BlockDeviceMappings',
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData.BlockDeviceMappings',
};

export const AWS_TYPES = [
  ...Object.keys(KEYS),
  ...Object.keys(VOLUMES),
  'AWS::DynamoDB::GlobalTable',
  'AWS::S3::Bucket',
];

export function judgeAws(resource: Resource, { graph }: Context): Verdict | Verdict[] {
  if (resource.type === 'AWS::S3::Bucket') return bucket(resource, graph);
  if (resource.type === 'AWS::DynamoDB::GlobalTable') return globalTable(resource, graph);
  const volumes = VOLUMES[resource.type];
  if (volumes) return mappings(resource, volumes, graph);
  const inherits = inherited(resource);
  if (inherits) return notApplicable(inherits);
  const rule = KEYS[resource.type];
  if (!rule) return [];
  const path = pathOf(rule.key);
  if (rule.on) {
    const state = flag(read(resource, rule.on), false);
    if (state instanceof Unknown) return unsettled(rule.on, read(resource, rule.on), pathOf(rule.on));
    if (!state) return fail(`is not encrypted with a key of yours (${rule.on} is not true)`, pathOf(rule.on));
  }
  return keyVerdict(read(resource, rule.key), graph, path);
}

/** What a value in a key's place proves. An alias of the vendor's own keys (`alias/aws/…`) is the vendor's key. */
export function keyVerdict(value: Value | undefined, graph: Graph, path: (string | number)[]): Verdict {
  if (isAbsent(value))
    return fail(`no key of yours is named: the vendor’s own key encrypts it (${path.join('.')} is not stated)`, path);
  const key = target(graph, value, 'AWS::KMS::Key', 'AWS::KMS::Alias', 'AWS::KMS::ReplicaKey');
  if (key) return pass(`encrypted with the key ${key.address}`, path);
  const name = visibleText(value);
  if (name === undefined || value instanceof Reference) return unsettled('its key', value, path);
  if (/(^|[:/])alias\/aws\//.test(name)) return fail(`${name} is a key the vendor holds for its service`, path);
  // With a hole in it, only an alias whose visible part rules the vendor's prefix out is sure.
  if (value instanceof Unknown && !/(^|[:/])alias\/(?!aws\/)[^$]+/.test(name)) return unsettled('its key', value, path);
  return pass(`encrypted with ${name}`, path);
}

function inherited(resource: Resource): string | undefined {
  if (resource.type === 'AWS::KinesisFirehose::DeliveryStream')
    return (read(resource, 'DeliveryStreamType') ?? 'DirectPut') === 'DirectPut'
      ? undefined
      : 'what it reads from holds the records, and is judged itself';
  if (resource.type !== 'AWS::RDS::DBInstance') return undefined;
  if (read(resource, 'DBClusterIdentifier') !== undefined) return 'its cluster holds the storage, and is judged itself';
  if (read(resource, 'KmsKeyId') !== undefined) return undefined;
  if (read(resource, 'SourceDBInstanceIdentifier') !== undefined) return 'a replica takes the key of its source';
  return undefined;
}

function bucket(resource: Resource, graph: Graph): Verdict {
  const base = 'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault';
  const path = pathOf(base);
  const stated = read(resource, `${base}.SSEAlgorithm`);
  const algorithm = text(stated) ?? 'AES256';
  if (algorithm instanceof Unknown) return unsettled('its encryption', stated, path);
  if (/^aws:kms(:dsse)?$/.test(algorithm))
    return keyVerdict(read(resource, `${base}.KMSMasterKeyID`), graph, [...path, 'KMSMasterKeyID']);
  if (receivesAccessLogs(resource, graph)) {
    return notApplicable('receives S3 server access logs, which S3 cannot deliver to a bucket under a KMS key', path);
  }
  return fail(`the vendor’s own key encrypts it (${stated === undefined ? 'AES256 by default' : algorithm})`, path);
}

/** Without a destination a bucket logs to itself. */
function receivesAccessLogs(resource: Resource, graph: Graph): boolean {
  const logsToItself =
    read(resource, 'LoggingConfiguration') !== undefined &&
    read(resource, 'LoggingConfiguration.DestinationBucketName') === undefined;
  return (
    logsToItself ||
    attached(graph, 'AWS::S3::Bucket', 'LoggingConfiguration.DestinationBucketName', resource).length > 0
  );
}

function globalTable(resource: Resource, graph: Graph): Verdict[] {
  const replicas = items(read(resource, 'Replicas'));
  if (flag(read(resource, 'SSESpecification.SSEEnabled'), false) !== true) {
    return [
      fail('is not encrypted with a key of yours (SSESpecification.SSEEnabled is not true)', ['SSESpecification']),
    ];
  }
  return replicas.map((_, index) =>
    keyVerdict(read(resource, `Replicas.${index}.SSESpecification.KMSMasterKeyId`), graph, [
      'Replicas',
      index,
      'SSESpecification',
    ]),
  );
}

function mappings(resource: Resource, path: string, graph: Graph): Verdict[] {
  const listed = read(resource, path);
  if (listed instanceof Unknown) return [unsettled(path, listed, pathOf(path))];
  const disks = items(listed).flatMap((mapping, index) => {
    const ebs = isTable(mapping) ? mapping['Ebs'] : undefined;
    return ebs === undefined ? [] : [{ ebs, at: [...pathOf(path), index, 'Ebs'] }];
  });
  if (disks.length === 0) {
    const id = read(resource, 'LaunchTemplate.LaunchTemplateId') ?? read(resource, 'LaunchTemplate.LaunchTemplateName');
    if (resource.type !== 'AWS::EC2::Instance' || id === undefined) {
      return [
        notChecked('names no volume: the image and the account’s default decide whether its root volume is encrypted'),
      ];
    }
    return [
      target(graph, id, 'AWS::EC2::LaunchTemplate')
        ? notApplicable('its launch template names the volumes, and is judged itself')
        : notChecked('its launch template names the volumes, and no template here holds it', ['LaunchTemplate']),
    ];
  }
  return disks.map(({ ebs, at }) => {
    if (!isTable(ebs)) return unsettled('a volume', ebs, at);
    const state = flag(ebs['Encrypted'], false);
    if (state instanceof Unknown) return unsettled('Encrypted', ebs['Encrypted'], at);
    return state
      ? keyVerdict(ebs['KmsKeyId'], graph, [...at, 'KmsKeyId'])
      : fail('a volume is not encrypted (Encrypted is not true)', at);
  });
}
