/** Types the table judges: each with a template that takes data abroad and one, as near as can be, that does not. */
import { runChecks } from '../../lib/checks';
import type { Graph } from '../../lib/graph';
import { cfn, contextOf, terraform } from './support';

type Properties = Record<string, unknown>;
/** Type, what takes it abroad, what keeps it in India (or in the country named). */
type Pair = readonly [type: string, abroad: Properties, home: Properties, country?: string];

const failing = (graph: Graph, country: string) =>
  runChecks(contextOf(graph, country))
    .filter(({ check, result }) => check.startsWith('residency/') && result === 'fail')
    .map(({ resource, message }) => `${resource.type}: ${message}`);

const arn = (service: string, region: string, rest: string) => `arn:aws:${service}:${region}:111111111111:${rest}`;
const model = (id: string) => `arn:aws:bedrock:ap-south-1:111111111111:${id}`;
const inference = 'inference-profile/apac.anthropic.claude-sonnet-4';

const AWS: readonly Pair[] = [
  // Databases and caches
  [
    'AWS::Cassandra::Table',
    { ReplicaSpecifications: [{ Region: 'us-east-1' }] },
    { ReplicaSpecifications: [{ Region: 'ap-south-2' }] },
  ],
  [
    'AWS::DSQL::Cluster',
    { MultiRegionProperties: { WitnessRegion: 'us-west-2' } },
    { DeletionProtectionEnabled: true },
  ],
  [
    'AWS::DSQL::Cluster',
    { MultiRegionProperties: { Clusters: [arn('dsql', 'eu-west-1', 'cluster/a')] } },
    { MultiRegionProperties: { Clusters: [arn('dsql', 'ap-south-2', 'cluster/a')] } },
  ],
  [
    'AWS::DynamoDB::GlobalTable',
    { Replicas: [{ Region: 'ap-south-1' }], GlobalTableWitnesses: [{ Region: 'ap-southeast-1' }] },
    { Replicas: [{ Region: 'ap-south-1' }] },
  ],
  [
    'AWS::ElastiCache::GlobalReplicationGroup',
    { RegionalConfigurations: [{ ReplicationGroupRegion: 'eu-central-1' }] },
    { RegionalConfigurations: [{ ReplicationGroupRegion: 'ap-south-2' }] },
  ],
  [
    'AWS::RedshiftServerless::Namespace',
    { SnapshotCopyConfigurations: [{ DestinationRegion: 'eu-west-1' }] },
    { SnapshotCopyConfigurations: [{ DestinationRegion: 'ap-south-2' }] },
  ],
  [
    'AWS::AmazonMQ::Broker',
    { DataReplicationPrimaryBrokerArn: arn('mq', 'eu-west-1', 'broker:a') },
    { DataReplicationPrimaryBrokerArn: arn('mq', 'ap-south-2', 'broker:a') },
  ],
  [
    'AWS::DMS::ReplicationTask',
    { TargetEndpointArn: arn('dms', 'us-east-1', 'endpoint:a') },
    { TargetEndpointArn: arn('dms', 'ap-south-1', 'endpoint:a') },
  ],
  // Keys, secrets, directories
  ['AWS::PaymentCryptography::Key', { ReplicationRegions: ['us-east-1'] }, { ReplicationRegions: ['ap-south-2'] }],
  ['AWS::Cognito::UserPoolReplica', { RegionName: 'us-east-1' }, { RegionName: 'ap-south-2' }],
  [
    'AWS::Cognito::UserPool',
    { SmsConfiguration: { SnsRegion: 'us-east-1' } },
    { SmsConfiguration: { SnsRegion: 'ap-south-1' } },
  ],
  ['AWS::SQS::Queue', { KmsMasterKeyId: arn('kms', 'eu-west-1', 'key/1') }, { KmsMasterKeyId: 'alias/eu-west-1' }],
  // Storage, images, backup
  [
    'AWS::S3Tables::TableBucket',
    {
      ReplicationConfiguration: {
        Rules: [{ Destinations: [{ DestinationTableBucketARN: arn('s3tables', 'eu-west-1', 'bucket/a') }] }],
      },
    },
    {
      ReplicationConfiguration: {
        Rules: [{ Destinations: [{ DestinationTableBucketARN: arn('s3tables', 'ap-south-2', 'bucket/a') }] }],
      },
    },
  ],
  [
    'AWS::DataSync::Task',
    { DestinationLocationArn: arn('datasync', 'eu-west-1', 'location/a') },
    { DestinationLocationArn: arn('datasync', 'ap-south-1', 'location/a') },
  ],
  [
    'AWS::CodePipeline::Pipeline',
    { ArtifactStores: [{ Region: 'eu-west-1' }] },
    { ArtifactStores: [{ Region: 'ap-south-2' }] },
  ],
  [
    'AWS::ServiceCatalog::CloudFormationProvisionedProduct',
    { ProvisioningPreferences: { StackSetRegions: ['eu-west-1'] } },
    { ProvisioningPreferences: { StackSetRegions: ['ap-south-1'] } },
  ],
  // Streams, events, messages
  [
    'AWS::Scheduler::Schedule',
    { Target: { Arn: arn('sqs', 'eu-west-1', 'q') } },
    { Target: { Arn: arn('sqs', 'ap-south-1', 'q') } },
  ],
  ['AWS::Pipes::Pipe', { Target: arn('sqs', 'eu-west-1', 'q') }, { Target: arn('sqs', 'ap-south-1', 'q') }],
  [
    'AWS::MSK::Replicator',
    { ReplicationInfoList: [{ TargetKafkaClusterArn: arn('kafka', 'eu-west-1', 'cluster/a/b') }] },
    { ReplicationInfoList: [{ TargetKafkaClusterArn: arn('kafka', 'ap-south-2', 'cluster/a/b') }] },
  ],
  [
    'AWS::SES::MultiRegionEndpoint',
    { Details: { RouteDetails: [{ Region: 'eu-west-1' }] } },
    { Details: { RouteDetails: [{ Region: 'ap-south-2' }] } },
  ],
  [
    'AWS::Lambda::EventInvokeConfig',
    { DestinationConfig: { OnFailure: { Destination: arn('sns', 'us-east-1', 't') } } },
    { DestinationConfig: { OnFailure: { Destination: arn('sns', 'ap-south-1', 't') } } },
  ],
  [
    'AWS::AppSync::DataSource',
    { DynamoDBConfig: { TableName: 't', AwsRegion: 'us-east-1' } },
    { DynamoDBConfig: { TableName: 't', AwsRegion: 'ap-south-1' } },
  ],
  [
    'AWS::Events::ApiDestination',
    { InvocationEndpoint: 'https://sqs.eu-west-1.amazonaws.com/1/q' },
    { InvocationEndpoint: 'https://sqs.ap-south-1.amazonaws.com/1/q' },
  ],
  // Logs and findings; gathering findings here sends nothing away
  [
    'AWS::Logs::DeliveryDestination',
    { DestinationResourceArn: arn('firehose', 'eu-west-1', 'deliverystream/a') },
    { DestinationResourceArn: arn('firehose', 'ap-south-1', 'deliverystream/a') },
  ],
  [
    'AWS::Oam::Link',
    { SinkIdentifier: arn('oam', 'eu-west-1', 'sink/a') },
    { SinkIdentifier: arn('oam', 'ap-south-1', 'sink/a') },
  ],
  [
    'AWS::SecurityLake::DataLake',
    { ReplicationConfiguration: { Regions: ['eu-west-1'] } },
    { ReplicationConfiguration: { Regions: ['ap-south-2'] } },
  ],
  [
    'AWS::ObservabilityAdmin::OrganizationCentralizationRule',
    { Rule: { Source: { Regions: ['eu-west-1'] }, Destination: { Region: 'eu-west-1' } } },
    { Rule: { Source: { Regions: ['eu-west-1'] }, Destination: { Region: 'ap-south-1' } } },
  ],
  [
    'AWS::Config::AggregationAuthorization',
    { AuthorizedAwsRegion: 'us-east-1' },
    { AuthorizedAwsRegion: 'ap-south-1' },
  ],
  [
    'AWS::EC2::FlowLog',
    { LogDestination: arn('firehose', 'us-east-1', 'deliverystream/a') },
    { LogDestination: arn('firehose', 'ap-south-1', 'deliverystream/a') },
  ],
  [
    'AWS::StepFunctions::StateMachine',
    {
      LoggingConfiguration: {
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: arn('logs', 'us-east-1', 'log-group:a:*') } }],
      },
    },
    {
      LoggingConfiguration: {
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: arn('logs', 'ap-south-1', 'log-group:a:*') } }],
      },
    },
  ],
  ['AWS::CUR::ReportDefinition', { S3Bucket: 'b', S3Region: 'us-east-1' }, { S3Bucket: 'b', S3Region: 'ap-south-1' }],
  // Networks, names, edges
  ['AWS::ApiGateway::RestApi', { Name: 'edge by default' }, { EndpointConfiguration: { Types: ['REGIONAL'] } }],
  ['AWS::Route53::RecordSet', { Region: 'us-east-1', Type: 'A' }, { Region: 'ap-south-1', Type: 'A' }],
  [
    'AWS::Route53::QueryLoggingConfig',
    { CloudWatchLogsLogGroupArn: arn('logs', 'us-east-1', 'log-group:dns') },
    { CloudWatchLogsLogGroupArn: arn('logs', 'ap-south-1', 'log-group:dns') },
  ],
  [
    'AWS::EC2::VPCEndpoint',
    { ServiceName: 'com.amazonaws.eu-west-1.s3' },
    { ServiceName: 'com.amazonaws.ap-south-1.s3' },
  ],
  [
    'AWS::EC2::VPCEndpointService',
    { SupportedRegions: ['ap-south-1', 'eu-west-1'] },
    { SupportedRegions: ['ap-south-1'] },
  ],
  ['AWS::RDS::DBInstance', { AvailabilityZone: 'us-east-1a' }, { AvailabilityZone: 'ap-south-1a' }],
  ['AWS::EC2::Subnet', { AvailabilityZoneId: 'use1-az1' }, { AvailabilityZoneId: 'aps1-az1' }],
  ['AWS::Lightsail::Distribution', { Origin: { RegionName: 'ap-south-1' } }, {}, 'none'],
  ['AWS::Synthetics::Canary', { Replicas: [{ Location: 'eu-west-1' }] }, { Replicas: [{ Location: 'ap-south-2' }] }],
  ['AWS::GameLift::Fleet', { Locations: [{ Location: 'eu-west-1' }] }, { Locations: [{ Location: 'ap-south-1' }] }],
  // Models
  [
    'AWS::Bedrock::Prompt',
    { Variants: [{ Name: 'a', ModelId: 'apac.anthropic.claude-sonnet-4-v1' }] },
    { Variants: [{ Name: 'a', ModelId: 'anthropic.claude-sonnet-4-v1:0' }] },
  ],
  [
    'AWS::Bedrock::IntelligentPromptRouter',
    { FallbackModel: { ModelArn: model(inference) } },
    { FallbackModel: { ModelArn: model('foundation-model/anthropic.claude-sonnet-4') } },
  ],
  [
    'AWS::Bedrock::Guardrail',
    {
      CrossRegionConfig: {
        GuardrailProfileArn: 'arn:aws:bedrock:ap-south-1:111111111111:guardrail-profile/apac.guardrail.v1:0',
      },
    },
    { Name: 'g' },
  ],
  [
    'AWS::Lex::Bot',
    { Replication: { ReplicaRegions: ['us-west-2'] } },
    { Replication: { ReplicaRegions: ['ap-south-2'] } },
  ],
];

/** Read, measured, filtered or described: a foreign region in these takes nothing abroad. */
const NEAR_MISSES: readonly (readonly [string, Properties])[] = [
  ['AWS::SecurityHub::FindingAggregator', { RegionLinkingMode: 'SPECIFIED_REGIONS', Regions: ['eu-west-1'] }],
  [
    'AWS::Config::ConfigurationAggregator',
    { AccountAggregationSources: [{ AccountIds: ['1'], AwsRegions: ['eu-west-1'] }] },
  ],
  ['AWS::S3::StorageLens', { StorageLensConfiguration: { Exclude: { Regions: ['eu-west-1'] } } }],
  ['AWS::EC2::IPAM', { OperatingRegions: [{ RegionName: 'eu-west-1' }] }],
  ['AWS::CloudWatch::Dashboard', { DashboardBody: '{"widgets":[{"properties":{"region":"eu-west-1"}}]}' }],
  ['AWS::Route53::HealthCheck', { HealthCheckConfig: { Regions: ['us-east-1', 'eu-west-1', 'ap-southeast-1'] } }],
  ['AWS::SSM::Parameter', { Name: '/eu-west-1/endpoint', Value: 'arn:aws:sqs:eu-west-1:111111111111:q' }],
  ['AWS::WellArchitected::Workload', { AwsRegions: ['eu-west-1'] }],
  ['AWS::IdentityStore::User', { Addresses: [{ Region: 'us-east-1' }] }],
  ['AWS::Lambda::Function', { Environment: { Variables: { REGION: 'us-east-1' } } }],
  [
    'AWS::Organizations::Policy',
    {
      Content: {
        Statement: [
          {
            Effect: 'Deny',
            Action: '*',
            Resource: '*',
            Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1'] } },
          },
        ],
      },
    },
  ],
  ['AWS::KMS::Key', { MultiRegion: false }],
];

const at = (location: string, properties: Properties = {}) => ({ name: 'n', location, ...properties });
const AZURE: readonly Pair[] = [
  [
    'azurerm_cosmosdb_account',
    at('centralindia', { geo_location: [{ location: 'westeurope' }] }),
    at('centralindia', { geo_location: [{ location: 'southindia' }] }),
  ],
  [
    'azurerm_cosmosdb_account',
    at('southeastasia'),
    at('southeastasia', { backup: { type: 'Periodic', storage_redundancy: 'Local' } }),
    'SG',
  ],
  [
    'azurerm_cosmosdb_account',
    at('southeastasia', { backup: { type: 'Periodic' } }),
    at('southeastasia', { backup: { type: 'Continuous' } }),
    'SG',
  ],
  [
    'azurerm_notification_hub_namespace',
    at('southeastasia'),
    at('southeastasia', { replication_region: 'None' }),
    'SG',
  ],
  ['azurerm_notification_hub_namespace', at('centralindia', { replication_region: 'WestUs2' }), at('centralindia')],
  ['azurerm_iothub_dps', at('southeastasia'), at('southeastasia', { data_residency_enabled: true }), 'SG'],
  [
    'azurerm_postgresql_flexible_server',
    at('southeastasia', { geo_redundant_backup_enabled: true }),
    at('southeastasia'),
    'SG',
  ],
  [
    'azurerm_mongo_cluster',
    at('centralindia', { source_location: 'westeurope' }),
    at('centralindia', { source_location: 'southindia' }),
  ],
  ['azurerm_mysql_flexible_server', at('westeurope'), at('centralindia')],
  [
    'azurerm_netapp_volume_group_oracle',
    at('centralindia', { volume: [{ data_protection_replication: { remote_volume_location: 'westeurope' } }] }),
    at('centralindia', { volume: [{ data_protection_replication: { remote_volume_location: 'southindia' } }] }),
  ],
  [
    'azurerm_app_configuration',
    at('centralindia', { replica: [{ name: 'r', location: 'West Europe' }] }),
    at('centralindia', { replica: [{ name: 'r', location: 'South India' }] }),
  ],
  [
    'azurerm_redis_linked_server',
    { linked_redis_cache_location: 'westeurope' },
    { linked_redis_cache_location: 'southindia' },
  ],
  ['azurerm_site_recovery_fabric', at('westeurope'), at('southindia')],
  [
    'azurerm_data_protection_backup_vault',
    at('southeastasia', { redundancy: 'GeoRedundant' }),
    at('southeastasia', { redundancy: 'LocallyRedundant', cross_region_restore_enabled: true }),
    'SG',
  ],
  ['azurerm_communication_service', { data_location: 'Asia Pacific' }, { data_location: 'India' }],
  ['azurerm_communication_service', { name: 'abroad by default' }, { data_location: 'India' }],
  ['azurerm_email_communication_service', { data_location: 'Europe' }, { data_location: 'India' }],
  ['azurerm_aadb2c_directory', { data_residency_location: 'Europe' }, { data_residency_location: '${var.geography}' }],
  [
    'azurerm_network_watcher_flow_log',
    at('centralindia', { traffic_analytics: { workspace_region: 'westeurope' } }),
    at('centralindia', { traffic_analytics: { workspace_region: 'centralindia' } }),
  ],
  [
    'azurerm_dashboard_grafana_managed_private_endpoint',
    at('centralindia', { private_link_resource_region: 'westeurope' }),
    at('centralindia', { private_link_resource_region: 'centralindia' }),
  ],
  ['azurerm_api_management_redis_cache', { cache_location: 'westeurope' }, { cache_location: 'centralindia' }],
  [
    'azurerm_shared_image_version',
    at('centralindia', { target_region: [{ name: 'westeurope' }] }),
    at('centralindia', { target_region: [{ name: 'southindia' }] }),
  ],
  [
    'azurerm_dev_center_project_pool',
    at('centralindia', { managed_virtual_network_regions: ['westeurope'] }),
    at('centralindia', { managed_virtual_network_regions: ['centralindia'] }),
  ],
  [
    'azurerm_voice_services_communications_gateway',
    at('centralindia', { service_location: [{ location: 'westeurope' }] }),
    at('centralindia', { service_location: [{ location: 'southindia' }] }),
  ],
  ['azurerm_traffic_manager_profile', { name: 'front' }, {}, 'none'],
  ['azurerm_cdn_frontdoor_profile', { name: 'front' }, {}, 'none'],
  ['azurerm_static_web_app', at('centralindia'), {}, 'none'],
  ['azurerm_search_service', at('westeurope'), at('centralindia', { replica_count: 3 })],
  [
    'azurerm_cognitive_account',
    at('westeurope', { dynamic_throttling_enabled: true }),
    at('centralindia', { dynamic_throttling_enabled: true }),
  ],
];

/** Two resources: the first copies to, fails over to, writes to or joins the second. */
const JOINED: readonly (readonly [type: string, property: string, other: string])[] = [
  ['azurerm_eventhub_namespace_disaster_recovery_config', 'partner_namespace_id', 'azurerm_eventhub_namespace'],
  ['azurerm_servicebus_namespace_disaster_recovery_config', 'partner_namespace_id', 'azurerm_servicebus_namespace'],
  ['azurerm_mssql_failover_group', 'partner_server.id', 'azurerm_mssql_server'],
  ['azurerm_managed_redis_geo_replication', 'linked_managed_redis_ids', 'azurerm_managed_redis'],
  ['azurerm_redis_enterprise_database', 'linked_database_id', 'azurerm_redis_enterprise_cluster'],
  ['azurerm_postgresql_flexible_server_virtual_endpoint', 'replica_server_id', 'azurerm_postgresql_flexible_server'],
  ['azurerm_storage_sync_cloud_endpoint', 'storage_account_id', 'azurerm_storage_account'],
  ['azurerm_monitor_diagnostic_setting', 'log_analytics_workspace_id', 'azurerm_log_analytics_workspace'],
  ['azurerm_log_analytics_data_export_rule', 'destination_resource_id', 'azurerm_storage_account'],
  ['azurerm_application_insights', 'workspace_id', 'azurerm_log_analytics_workspace'],
  ['azurerm_site_recovery_replicated_vm', 'target_network_id', 'azurerm_virtual_network'],
  ['azurerm_virtual_network_peering', 'remote_virtual_network_id', 'azurerm_virtual_network'],
  ['azurerm_machine_learning_workspace', 'storage_account_id', 'azurerm_storage_account'],
  [
    'azurerm_healthcare_medtech_service_fhir_destination',
    'destination_fhir_service_id',
    'azurerm_healthcare_fhir_service',
  ],
];

describe.each(AWS)('%s', (type, abroad, here, country) => {
  test(`takes data abroad with ${JSON.stringify(abroad).slice(0, 90)}`, () => {
    expect(failing(cfn({ Judged: { Type: type, Properties: abroad } }), 'IN')).not.toEqual([]);
  });
  if (country !== 'none')
    test(`stays with ${JSON.stringify(here).slice(0, 90)}`, () => {
      expect(failing(cfn({ Judged: { Type: type, Properties: here } }), 'IN')).toEqual([]);
    });
});

test.each(NEAR_MISSES)('%s names a region and takes nothing there', (type, properties) => {
  expect(failing(cfn({ Judged: { Type: type, Properties: properties } }), 'IN')).toEqual([]);
});

describe.each(AZURE.map((pair) => [pair[0], pair] as const))('%s', (_type, [type, abroad, here, country = 'IN']) => {
  test(`takes data abroad with ${JSON.stringify(abroad).slice(0, 90)}`, () => {
    expect(failing(terraform({ [type]: { judged: abroad } }), country === 'none' ? 'IN' : country)).not.toEqual([]);
  });
  if (country !== 'none')
    test(`stays with ${JSON.stringify(here).slice(0, 90)}`, () => {
      expect(failing(terraform({ [type]: { judged: here } }), country)).toEqual([]);
    });
});

describe.each(JOINED)('%s by %s', (type, property, other) => {
  const [block = '', inner] = property.split('.');
  const judged = (id: string) => ({ [type]: { judged: { [block]: inner ? [{ [inner]: id }] : id } } });
  const joined = (location: string) =>
    failing(terraform({ ...judged(`\${${other}.far.id}`), [other]: { far: { name: 'far', location } } }), 'IN').filter(
      (line) => line.startsWith(`${type}:`),
    );
  test('abroad', () => expect(joined('westeurope')).not.toEqual([]));
  test('at home', () => expect(joined('southindia')).toEqual([]));
  test('what no template holds is not checked', () => {
    const findings = runChecks(contextOf(terraform(judged('/subscriptions/1/resourceGroups/r/providers/p/far'))));
    const said = findings.filter(({ check, message }) => check.startsWith('residency/') && /not known/.test(message));
    expect(said.map(({ result }) => result)).toEqual(type.includes('healthcare') ? [] : ['not-checked']);
  });
});

test('a type that no one has classified is not checked, and neither is what code or a vendor makes', () => {
  const graph = cfn({
    New: { Type: 'AWS::Future::Store' },
    Other: { Type: 'MongoDB::Atlas::Cluster' },
    Custom: { Type: 'Custom::Copier' },
  });
  expect(runChecks(contextOf(graph)).map(({ result, message }) => `${result}: ${message}`)).toEqual([
    'not-checked: is in ap-south-1 (Mumbai); what a custom resource makes is known to its code alone',
    'not-checked: is in ap-south-1 (Mumbai); type not classified: whether it places anything elsewhere is not known',
    'not-checked: is in ap-south-1 (Mumbai); type not classified: whether it places anything elsewhere is not known',
  ]);
});

test('a database of a warehouse’s size copies its backups to the pair by default, another ignores the switch', () => {
  const database = (sku_name: string) =>
    failing(
      terraform({
        azurerm_mssql_database: {
          d: { server_id: '${azurerm_mssql_server.s.id}', sku_name, storage_account_type: 'Local' },
        },
        azurerm_mssql_server: { s: { name: 's', location: 'southeastasia' } },
      }),
      'SG',
    );
  expect(database('DW100c')).toHaveLength(1);
  expect(database('S0')).toEqual([]);
});

test('an access point for buckets at home says what stays outside, and fails for none', () => {
  const graph = cfn({
    Point: { Type: 'AWS::S3::MultiRegionAccessPoint', Properties: { Regions: [{ Bucket: { Ref: 'Records' } }] } },
    Records: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'records' } },
  });
  const said = runChecks(contextOf(graph)).filter(({ resource }) => resource.address === 'Point');
  expect(said.map(({ check, result }) => `${check} ${result}`)).toEqual([
    'residency/location not-applicable',
    'residency/replica pass',
  ]);
  expect(said[0]?.message).toContain('residual risk: ');
});
