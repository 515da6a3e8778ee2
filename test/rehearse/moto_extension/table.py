"""Types of CloudFormation → calls of moto's own backends.

A type that is not here is made by moto's CloudFormation where that knows it, and skipped where it does not.
"""

from .engine import Call, Kind


def ec2(noun: str, answer: str, delete: str | None = None, **more) -> Kind:
    """A resource of EC2: create_NOUN answers its id, delete_NOUN takes it, and tags are a call of their own."""
    parameter = answer.split(".")[-1]
    facets = {"Tags": [Call("create_tags", {"Resources": "[id]", "Tags": "p.Tags"})], **more.pop("facets", {})}
    return Kind(
        "ec2",
        Call(f"create_{noun}", more.pop("create", {})),
        id=f"r.{answer}",
        delete=Call(delete or f"delete_{noun}", {parameter: "id"}),
        facets=facets,
        attributes={parameter: "id", "Id": "id", **more.pop("attributes", {})},
        **more,
    )


def permission(verb: str, direction: str, of: str = "p", group: str = "p.GroupId", **more) -> Call:
    """A rule of a security group, as the API nests it: authorize or revoke, ingress or egress."""
    peer = f"{of}.{'Source' if direction == 'ingress' else 'Destination'}"
    described = f"Description: {of}.Description"
    return Call(
        f"{verb}_security_group_{direction}",
        {
            "GroupId": group,
            "IpPermissions": f"""[{{IpProtocol: {of}.IpProtocol, FromPort: {of}.FromPort, ToPort: {of}.ToPort,
                IpRanges: {of}.CidrIp && [{{CidrIp: {of}.CidrIp, {described}}}],
                PrefixListIds: {peer}PrefixListId && [{{PrefixListId: {peer}PrefixListId, {described}}}],
                UserIdGroupPairs: {peer}SecurityGroupId && [{{GroupId: {peer}SecurityGroupId, {described}}}]}}]""",
        },
        **more,
    )


def permissions(direction: str, each: str) -> Call:
    """The rules that a group states itself."""
    return permission(
        "authorize", direction, "item", "id", each=each, undo=permission("revoke", direction, "item", "id")
    )


def attached(gateway: str, parameter: str) -> Call:
    parameters = {parameter: "item", "VpcId": "p.VpcId"}
    return Call(f"attach_{gateway}", parameters, each=f"[p.{parameter}]", undo=Call(f"detach_{gateway}", parameters))


def vpc_attribute(name: str) -> list[Call]:
    return [Call("modify_vpc_attribute", {"VpcId": "id", name: f"{{Value: p.{name}}}"})]


def subnet_attribute(name: str) -> list[Call]:
    return [Call("modify_subnet_attribute", {"SubnetId": "id", name: f"{{Value: p.{name}}}"})]


def bucket(operation: str, parameter: str, value: str) -> list[Call]:
    return [Call(operation, {"Bucket": "id", parameter: value})]


LATEST = "r.LaunchTemplateVersion.VersionNumber || r.LaunchTemplate.LatestVersionNumber"
ALL_OUT = "[{IpProtocol: '-1', IpRanges: [{CidrIp: '0.0.0.0/0'}]}]"
LIFECYCLE = """{Rules: p.LifecycleConfiguration.Rules[].{ID: Id, Status: Status, Filter: {Prefix: Prefix || ''},
    Expiration: ExpirationInDays && {Days: ExpirationInDays},
    NoncurrentVersionExpiration: NoncurrentVersionExpiration,
    Transitions: Transitions[].{Days: TransitionInDays, StorageClass: StorageClass},
    AbortIncompleteMultipartUpload: AbortIncompleteMultipartUpload}}"""
LOGGING = """{LoggingEnabled: {TargetBucket: p.LoggingConfiguration.DestinationBucketName,
    TargetPrefix: p.LoggingConfiguration.LogFilePrefix}}"""
BUCKET_POLICY = Call("put_bucket_policy", {"Bucket": "p.Bucket", "Policy": "p.PolicyDocument"})

ATTACHMENT = ec2("transit_gateway_vpc_attachment", "TransitGatewayVpcAttachment.TransitGatewayAttachmentId")

TABLE: dict[str, Kind] = {
    # keys
    "AWS::KMS::Key": Kind(
        "kms",
        Call("create_key", {"Policy": "p.KeyPolicy"}),
        id="r.KeyMetadata.KeyId",
        delete=Call("schedule_key_deletion", {"KeyId": "id", "PendingWindowInDays": "p.PendingWindowInDays"}),
        facets={
            "KeyPolicy": [Call("put_key_policy", {"KeyId": "id", "PolicyName": "'default'", "Policy": "p.KeyPolicy"})],
            "Description": [Call("update_key_description", {"KeyId": "id", "Description": "p.Description"})],
            "EnableKeyRotation": [
                Call(
                    "enable_key_rotation",
                    {"KeyId": "item", "RotationPeriodInDays": "p.RotationPeriodInDays"},
                    each="p.EnableKeyRotation && [id]",
                ),
            ],
            "PendingWindowInDays": [],
            "RotationPeriodInDays": [],
        },
        attributes={"Arn": "r.KeyMetadata.Arn", "KeyId": "id"},
        rename={"Key": "TagKey", "Value": "TagValue"},
    ),
    "AWS::KMS::Alias": Kind(
        "kms",
        Call("create_alias"),
        id="p.AliasName",
        update=Call("update_alias"),
        delete=Call("delete_alias", {"AliasName": "id"}),
    ),
    # storage
    "AWS::S3::Bucket": Kind(
        "s3",
        Call(
            "create_bucket",
            {
                "Bucket": "p.BucketName || name",
                "ObjectLockEnabledForBucket": "p.ObjectLockEnabled",
                "CreateBucketConfiguration": "{LocationConstraint: region}",
            },
        ),
        id="p.BucketName || name",
        delete=Call("delete_bucket", {"Bucket": "id"}),
        facets={
            "VersioningConfiguration": bucket(
                "put_bucket_versioning", "VersioningConfiguration", "p.VersioningConfiguration"
            ),
            "BucketEncryption": bucket(
                "put_bucket_encryption",
                "ServerSideEncryptionConfiguration",
                "{Rules: p.BucketEncryption.ServerSideEncryptionConfiguration}",
            ),
            "PublicAccessBlockConfiguration": bucket(
                "put_public_access_block", "PublicAccessBlockConfiguration", "p.PublicAccessBlockConfiguration"
            ),
            "OwnershipControls": bucket("put_bucket_ownership_controls", "OwnershipControls", "p.OwnershipControls"),
            "LifecycleConfiguration": bucket("put_bucket_lifecycle_configuration", "LifecycleConfiguration", LIFECYCLE),
            "LoggingConfiguration": bucket("put_bucket_logging", "BucketLoggingStatus", LOGGING),
            "ObjectLockConfiguration": bucket(
                "put_object_lock_configuration", "ObjectLockConfiguration", "p.ObjectLockConfiguration"
            ),
            "ReplicationConfiguration": bucket(
                "put_bucket_replication", "ReplicationConfiguration", "p.ReplicationConfiguration"
            ),
            "Tags": bucket("put_bucket_tagging", "Tagging", "{TagSet: p.Tags}"),
        },
        attributes={
            "Arn": "join('', ['arn:', partition, ':s3:::', id])",
            "DomainName": "join('', [id, '.s3.amazonaws.com'])",
            "RegionalDomainName": "join('', [id, '.s3.', region, '.amazonaws.com'])",
        },
        rename={"ServerSideEncryptionByDefault": "ApplyServerSideEncryptionByDefault"},
    ),
    "AWS::S3::BucketPolicy": Kind(
        "s3", BUCKET_POLICY, id="p.Bucket", update=BUCKET_POLICY, delete=Call("delete_bucket_policy", {"Bucket": "id"})
    ),
    "AWS::FSx::FileSystem": Kind(
        "fsx",
        Call("create_file_system"),
        id="r.FileSystem.FileSystemId",
        delete=Call("delete_file_system", {"FileSystemId": "id"}),
        attributes={
            "ResourceARN": "r.FileSystem.ResourceARN",
            "DNSName": "r.FileSystem.DNSName",
            "LustreMountName": "r.FileSystem.LustreConfiguration.MountName",
        },
    ),
    "AWS::Backup::BackupVault": Kind(
        "backup",
        Call("create_backup_vault"),
        id="r.BackupVaultName",
        delete=Call("delete_backup_vault", {"BackupVaultName": "id"}),
        facets={
            "LockConfiguration": [
                Call(
                    "put_backup_vault_lock_configuration",
                    {
                        "BackupVaultName": "id",
                        "MinRetentionDays": "p.LockConfiguration.MinRetentionDays",
                        "MaxRetentionDays": "p.LockConfiguration.MaxRetentionDays",
                        "ChangeableForDays": "p.LockConfiguration.ChangeableForDays",
                    },
                )
            ]
        },
        attributes={"BackupVaultArn": "r.BackupVaultArn", "BackupVaultName": "id"},
    ),
    "AWS::Backup::BackupPlan": Kind(
        "backup",
        Call("create_backup_plan"),
        id="r.BackupPlanId",
        delete=Call("delete_backup_plan", {"BackupPlanId": "id"}),
        attributes={"BackupPlanArn": "r.BackupPlanArn", "BackupPlanId": "id", "VersionId": "r.VersionId"},
        rename={"BackupPlanRule": "Rules", "TargetBackupVault": "TargetBackupVaultName"},
    ),
    # identity
    "AWS::IAM::Role": Kind(
        "iam",
        Call("create_role", {"RoleName": "p.RoleName || name"}),
        id="r.Role.RoleName",
        delete=Call("delete_role", {"RoleName": "id"}),
        facets={
            "AssumeRolePolicyDocument": [
                Call("update_assume_role_policy", {"RoleName": "id", "PolicyDocument": "p.AssumeRolePolicyDocument"})
            ],
            "ManagedPolicyArns": [
                Call(
                    "attach_role_policy",
                    {"RoleName": "id", "PolicyArn": "item"},
                    each="p.ManagedPolicyArns",
                    undo=Call("detach_role_policy", {"RoleName": "id", "PolicyArn": "item"}),
                )
            ],
            "Policies": [
                Call(
                    "put_role_policy",
                    {"RoleName": "id", "PolicyName": "item.PolicyName", "PolicyDocument": "item.PolicyDocument"},
                    each="p.Policies",
                    undo=Call("delete_role_policy", {"RoleName": "id", "PolicyName": "item.PolicyName"}),
                )
            ],
        },
        update=Call("update_role", {"RoleName": "id"}),
        attributes={"Arn": "r.Role.Arn", "RoleId": "r.Role.RoleId"},
    ),
    "AWS::IAM::ManagedPolicy": Kind(
        "iam",
        Call("create_policy", {"PolicyName": "p.ManagedPolicyName || name"}),
        id="r.Policy.Arn",
        delete=Call("delete_policy", {"PolicyArn": "id"}),
        update=Call("create_policy_version", {"PolicyArn": "id", "SetAsDefault": "`true`"}),
        facets={
            "Roles": [
                Call(
                    "attach_role_policy",
                    {"RoleName": "item", "PolicyArn": "id"},
                    each="p.Roles",
                    undo=Call("detach_role_policy", {"RoleName": "item", "PolicyArn": "id"}),
                )
            ]
        },
        attributes={"PolicyArn": "id"},
    ),
    # network
    "AWS::EC2::VPC": ec2(
        "vpc",
        "Vpc.VpcId",
        facets={
            "EnableDnsSupport": vpc_attribute("EnableDnsSupport"),
            "EnableDnsHostnames": vpc_attribute("EnableDnsHostnames"),
        },
        attributes={"CidrBlock": "p.CidrBlock"},
    ),
    "AWS::EC2::VPCCidrBlock": Kind(
        "ec2",
        Call("associate_vpc_cidr_block"),
        id="r.CidrBlockAssociation.AssociationId",
        delete=Call("disassociate_vpc_cidr_block", {"AssociationId": "id"}),
    ),
    "AWS::EC2::Subnet": ec2(
        "subnet",
        "Subnet.SubnetId",
        facets={
            "MapPublicIpOnLaunch": subnet_attribute("MapPublicIpOnLaunch"),
            "AssignIpv6AddressOnCreation": subnet_attribute("AssignIpv6AddressOnCreation"),
        },
        attributes={"AvailabilityZone": "r.Subnet.AvailabilityZone", "CidrBlock": "p.CidrBlock", "VpcId": "p.VpcId"},
    ),
    "AWS::EC2::RouteTable": ec2("route_table", "RouteTable.RouteTableId"),
    "AWS::EC2::SubnetRouteTableAssociation": Kind(
        "ec2",
        Call("associate_route_table"),
        id="r.AssociationId",
        delete=Call("disassociate_route_table", {"AssociationId": "id"}),
    ),
    "AWS::EC2::SecurityGroup": ec2(
        "security_group",
        "GroupId",
        create={"Description": "p.GroupDescription", "GroupName": "p.GroupName || name"},
        facets={
            "SecurityGroupIngress": [permissions("ingress", "p.SecurityGroupIngress")],
            "SecurityGroupEgress": [
                # A new group lets everything out; one that states its rules does not.
                Call("revoke_security_group_egress", {"GroupId": "id", "IpPermissions": ALL_OUT}, each="['once']"),
                permissions("egress", "p.SecurityGroupEgress"),
            ],
        },
        attributes={"VpcId": "p.VpcId"},
    ),
    "AWS::EC2::SecurityGroupIngress": Kind(
        "ec2", permission("authorize", "ingress"), id="name", delete=permission("revoke", "ingress")
    ),
    "AWS::EC2::SecurityGroupEgress": Kind(
        "ec2", permission("authorize", "egress"), id="name", delete=permission("revoke", "egress")
    ),
    "AWS::EC2::VPCEndpoint": Kind(
        "ec2",
        Call("create_vpc_endpoint"),
        id="r.VpcEndpoint.VpcEndpointId",
        delete=Call("delete_vpc_endpoints", {"VpcEndpointIds": "[id]"}),
        facets={
            "Tags": [Call("create_tags", {"Resources": "[id]", "Tags": "p.Tags"})],
            "PolicyDocument": [
                Call("modify_vpc_endpoint", {"VpcEndpointId": "id", "PolicyDocument": "p.PolicyDocument"})
            ],
        },
        attributes={"Id": "id"},
    ),
    "AWS::EC2::FlowLog": Kind(
        "ec2",
        Call("create_flow_logs", {"ResourceIds": "[p.ResourceId]"}),
        id="r.FlowLogIds[0]",
        delete=Call("delete_flow_logs", {"FlowLogIds": "[id]"}),
        facets={"Tags": [Call("create_tags", {"Resources": "[id]", "Tags": "p.Tags"})]},
        attributes={"Id": "id"},
    ),
    "AWS::EC2::InternetGateway": ec2("internet_gateway", "InternetGateway.InternetGatewayId"),
    "AWS::EC2::VPCGatewayAttachment": Kind(
        "ec2",
        Call("describe_vpcs", {"VpcIds": "[p.VpcId]"}),
        id="name",
        facets={
            "InternetGatewayId": [attached("internet_gateway", "InternetGatewayId")],
            "VpnGatewayId": [attached("vpn_gateway", "VpnGatewayId")],
        },
    ),
    "AWS::EC2::NatGateway": ec2("nat_gateway", "NatGateway.NatGatewayId"),
    "AWS::EC2::TransitGateway": ec2(
        "transit_gateway",
        "TransitGateway.TransitGatewayId",
        create={
            "Options": """{AutoAcceptSharedAttachments: p.AutoAcceptSharedAttachments, DnsSupport: p.DnsSupport,
                DefaultRouteTableAssociation: p.DefaultRouteTableAssociation, VpnEcmpSupport: p.VpnEcmpSupport,
                DefaultRouteTablePropagation: p.DefaultRouteTablePropagation, AmazonSideAsn: p.AmazonSideAsn}"""
        },
    ),
    "AWS::EC2::TransitGatewayAttachment": ATTACHMENT,
    "AWS::EC2::TransitGatewayVpcAttachment": ATTACHMENT,
    "AWS::EC2::CustomerGateway": ec2("customer_gateway", "CustomerGateway.CustomerGatewayId"),
    "AWS::EC2::VPNConnection": ec2("vpn_connection", "VpnConnection.VpnConnectionId"),
    "AWS::EC2::NetworkAcl": ec2("network_acl", "NetworkAcl.NetworkAclId"),
    "AWS::EC2::NetworkAclEntry": Kind(
        "ec2",
        Call("create_network_acl_entry", {"Protocol": "to_string(p.Protocol)"}),
        id="name",
        delete=Call(
            "delete_network_acl_entry",
            {"NetworkAclId": "p.NetworkAclId", "RuleNumber": "p.RuleNumber", "Egress": "p.Egress || `false`"},
        ),
    ),
    "AWS::EC2::DHCPOptions": ec2(
        "dhcp_options",
        "DhcpOptions.DhcpOptionsId",
        create={
            "DhcpConfigurations": "[{Key: 'domain-name-servers', Values: p.DomainNameServers || ['AmazonProvidedDNS']}]"
        },
    ),
    "AWS::EC2::VPCDHCPOptionsAssociation": Kind(
        "ec2",
        Call("associate_dhcp_options"),
        id="name",
        delete=Call("associate_dhcp_options", {"DhcpOptionsId": "'default'", "VpcId": "p.VpcId"}),
    ),
    "AWS::EC2::PrefixList": ec2(
        "managed_prefix_list",
        "PrefixList.PrefixListId",
        attributes={"PrefixListId": "id", "Arn": "r.PrefixList.PrefixListArn"},
    ),
    "AWS::EC2::LaunchTemplate": ec2(
        "launch_template",
        "LaunchTemplate.LaunchTemplateId",
        create={"LaunchTemplateName": "p.LaunchTemplateName || name"},
        update=Call(
            "create_launch_template_version", {"LaunchTemplateId": "id", "LaunchTemplateName": "not_null(null)"}
        ),
        attributes={
            "LaunchTemplateId": "id",
            "LatestVersionNumber": f"to_string({LATEST})",
            "DefaultVersionNumber": "to_string(r.LaunchTemplate.DefaultVersionNumber)",
        },
    ),
    "AWS::NetworkFirewall::Firewall": Kind(
        "network-firewall",
        Call("create_firewall"),
        id="r.Firewall.FirewallArn",
        attributes={
            "FirewallArn": "id",
            "FirewallId": "r.Firewall.FirewallId",
            "EndpointIds": "p.SubnetMappings[].join('', ['zone:vpce-', SubnetId])",
        },
    ),
    "AWS::NetworkFirewall::LoggingConfiguration": Kind(
        "network-firewall", Call("update_logging_configuration"), id="p.FirewallArn"
    ),
    "AWS::Route53Resolver::ResolverQueryLoggingConfig": Kind(
        "route53resolver",
        Call("create_resolver_query_log_config", {"Name": "p.Name || name", "CreatorRequestId": "name"}),
        id="r.ResolverQueryLogConfig.Id",
        attributes={"Id": "id", "Arn": "r.ResolverQueryLogConfig.Arn"},
    ),
    "AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation": Kind(
        "route53resolver",
        Call("associate_resolver_query_log_config"),
        id="r.ResolverQueryLogConfigAssociation.Id",
        attributes={"Id": "id"},
    ),
    # cluster
    "AWS::EKS::Cluster": Kind(
        "eks",
        Call(
            "create_cluster",
            {"logging": "{clusterLogging: [{types: p.Logging.ClusterLogging.EnabledTypes[].Type, enabled: `true`}]}"},
        ),
        id="r.cluster.name",
        delete=Call("delete_cluster", {"name": "id"}),
        attributes={
            "Arn": "r.cluster.arn",
            "ClusterSecurityGroupId": "r.cluster.resourcesVpcConfig.clusterSecurityGroupId",
            "Endpoint": "r.cluster.endpoint",
            "OpenIdConnectIssuerUrl": "r.cluster.identity.oidc.issuer",
            "CertificateAuthorityData": "r.cluster.certificateAuthority.data",
        },
    ),
    "AWS::EKS::Nodegroup": Kind(
        "eks",
        Call("create_nodegroup", {"taints": "p.Taints[].{effect: Effect, key: Key, value: Value}"}),
        id="join('/', [r.nodegroup.clusterName, r.nodegroup.nodegroupName])",
        delete=Call(
            "delete_nodegroup", {"clusterName": "r.nodegroup.clusterName", "nodegroupName": "r.nodegroup.nodegroupName"}
        ),
        facets={
            "ScalingConfig": [
                Call(
                    "update_nodegroup_config",
                    {
                        "clusterName": "p.ClusterName",
                        "nodegroupName": "r.nodegroup.nodegroupName",
                        "scalingConfig": "p.ScalingConfig",
                    },
                )
            ]
        },
        attributes={"Arn": "r.nodegroup.nodegroupArn", "NodegroupName": "r.nodegroup.nodegroupName", "Id": "id"},
    ),
    "AWS::ECR::Repository": Kind(
        "ecr",
        Call("create_repository", {"repositoryName": "p.RepositoryName || name"}),
        id="r.repository.repositoryName",
        delete=Call("delete_repository", {"repositoryName": "id", "force": "`true`"}),
        facets={
            "LifecyclePolicy": [
                Call(
                    "put_lifecycle_policy",
                    {"repositoryName": "id", "lifecyclePolicyText": "p.LifecyclePolicy.LifecyclePolicyText"},
                )
            ],
            "RepositoryPolicyText": [
                Call("set_repository_policy", {"repositoryName": "id", "policyText": "p.RepositoryPolicyText"})
            ],
        },
        attributes={"Arn": "r.repository.repositoryArn", "RepositoryUri": "r.repository.repositoryUri"},
    ),
    "AWS::ECR::RegistryPolicy": Kind(
        "ecr",
        Call("put_registry_policy"),
        id="r.registryId",
        update=Call("put_registry_policy"),
        delete=Call("delete_registry_policy"),
    ),
    "AWS::ECR::RegistryScanningConfiguration": Kind(
        "ecr", Call("put_registry_scanning_configuration"), id="account", attributes={"RegistryId": "account"}
    ),
    # audit
    "AWS::Logs::LogGroup": Kind(
        "logs",
        Call("create_log_group", {"logGroupName": "p.LogGroupName || name"}),
        id="p.LogGroupName || name",
        delete=Call("delete_log_group", {"logGroupName": "id"}),
        facets={
            "RetentionInDays": [
                Call("put_retention_policy", {"logGroupName": "id", "retentionInDays": "p.RetentionInDays"})
            ]
        },
        attributes={"Arn": "join(':', ['arn', partition, 'logs', region, account, 'log-group', id, '*'])"},
    ),
    "AWS::Logs::ResourcePolicy": Kind(
        "logs",
        Call("put_resource_policy"),
        id="p.PolicyName",
        update=Call("put_resource_policy"),
        delete=Call("delete_resource_policy", {"policyName": "id"}),
    ),
    "AWS::Logs::MetricFilter": Kind(
        "logs",
        Call("put_metric_filter", {"filterName": "p.FilterName || name"}),
        id="p.FilterName || name",
        delete=Call("delete_metric_filter", {"logGroupName": "p.LogGroupName", "filterName": "id"}),
    ),
    "AWS::Logs::SubscriptionFilter": Kind(
        "logs",
        Call("put_subscription_filter", {"filterName": "p.FilterName || name", "filterPattern": "p.FilterPattern || ''"}),
        id="p.FilterName || name",
        update=Call("put_subscription_filter", {"filterName": "id"}),
        delete=Call("delete_subscription_filter", {"logGroupName": "p.LogGroupName", "filterName": "id"}),
    ),
    "AWS::KinesisFirehose::DeliveryStream": Kind(
        "firehose",
        Call("create_delivery_stream", {"DeliveryStreamName": "p.DeliveryStreamName || name"}),
        id="p.DeliveryStreamName || name",
        delete=Call("delete_delivery_stream", {"DeliveryStreamName": "id"}),
        attributes={"Arn": "join('', ['arn:', partition, ':firehose:', region, ':', account, ':deliverystream/', id])"},
    ),
    "AWS::CloudTrail::Trail": Kind(
        "cloudtrail",
        Call("create_trail", {"Name": "p.TrailName || name"}),
        id="r.Name",
        delete=Call("delete_trail", {"Name": "id"}),
        facets={
            "IsLogging": [Call("start_logging", {"Name": "item"}, each="p.IsLogging && [id]")],
            "EventSelectors": [Call("put_event_selectors", {"TrailName": "id", "EventSelectors": "p.EventSelectors"})],
            "AdvancedEventSelectors": [
                Call("put_event_selectors", {"TrailName": "id", "AdvancedEventSelectors": "p.AdvancedEventSelectors"})
            ],
            "InsightSelectors": [
                Call("put_insight_selectors", {"TrailName": "id", "InsightSelectors": "p.InsightSelectors"})
            ],
        },
        update=Call("update_trail", {"Name": "id"}),
        attributes={"Arn": "r.TrailARN", "SnsTopicArn": "r.SnsTopicARN"},
        rename={"Tags": "TagsList"},
    ),
    "AWS::Config::ConfigurationRecorder": Kind(
        "config",
        Call("put_configuration_recorder", {"ConfigurationRecorder": "merge(p, {Name: p.Name || 'default'})"}),
        id="p.Name || 'default'",
        delete=Call("delete_configuration_recorder", {"ConfigurationRecorderName": "id"}),
    ),
    "AWS::Config::DeliveryChannel": Kind(
        "config",
        Call("put_delivery_channel", {"DeliveryChannel": "merge(p, {Name: p.Name || 'default'})"}),
        id="p.Name || 'default'",
        delete=Call("delete_delivery_channel", {"DeliveryChannelName": "id"}),
    ),
    "AWS::Config::ConfigRule": Kind(
        "config",
        Call("put_config_rule", {"ConfigRule": "merge(p, {ConfigRuleName: p.ConfigRuleName || name})"}),
        id="p.ConfigRuleName || name",
        delete=Call("delete_config_rule", {"ConfigRuleName": "id"}),
        attributes={"Arn": "join(':', ['arn', partition, 'config', region, account, join('/', ['config-rule', id])])"},
    ),
    "AWS::GuardDuty::Detector": Kind(
        "guardduty",
        Call("create_detector"),
        id="r.DetectorId",
        update=Call("update_detector", {"DetectorId": "id"}),
        delete=Call("delete_detector", {"DetectorId": "id"}),
        attributes={"Id": "id"},
    ),
    "AWS::SecurityHub::Hub": Kind(
        "securityhub",
        Call("enable_security_hub"),
        id="join(':', ['arn', partition, 'securityhub', region, account, 'hub/default'])",
        delete=Call("disable_security_hub"),
        attributes={"ARN": "id"},
    ),
    "AWS::Events::Rule": Kind(
        "events",
        Call("put_rule", {"Name": "p.Name || name"}),
        id="p.Name || name",
        delete=Call("delete_rule", {"Name": "id"}),
        facets={
            "Targets": [
                Call(
                    "put_targets",
                    {"Rule": "id", "Targets": "[item]"},
                    each="p.Targets",
                    undo=Call("remove_targets", {"Rule": "id", "Ids": "[item.Id]"}),
                )
            ]
        },
        update=Call("put_rule", {"Name": "id"}),
        attributes={"Arn": "r.RuleArn"},
    ),
    "AWS::CloudWatch::Alarm": Kind(
        "cloudwatch",
        Call("put_metric_alarm", {"AlarmName": "p.AlarmName || name"}),
        id="p.AlarmName || name",
        update=Call("put_metric_alarm", {"AlarmName": "id"}),
        delete=Call("delete_alarms", {"AlarmNames": "[id]"}),
        attributes={"Arn": "join(':', ['arn', partition, 'cloudwatch', region, account, 'alarm', id])"},
    ),
    "AWS::SNS::Topic": Kind(
        "sns",
        Call(
            "create_topic",
            {
                "Name": "p.TopicName || name",
                "Attributes": "{KmsMasterKeyId: p.KmsMasterKeyId, DisplayName: p.DisplayName}",
            },
        ),
        id="r.TopicArn",
        delete=Call("delete_topic", {"TopicArn": "id"}),
        attributes={"TopicArn": "id", "TopicName": "p.TopicName || name"},
    ),
    "AWS::SNS::TopicPolicy": Kind(
        "sns",
        Call(
            "set_topic_attributes",
            {"TopicArn": "p.Topics[0]", "AttributeName": "'Policy'", "AttributeValue": "to_string(p.PolicyDocument)"},
        ),
        id="name",
    ),
    "AWS::Budgets::Budget": Kind(
        "budgets",
        Call("create_budget", {"AccountId": "account", "Budget": "merge({BudgetName: name}, p.Budget)"}),
        id="p.Budget.BudgetName || name",
        delete=Call("delete_budget", {"AccountId": "account", "BudgetName": "id"}),
    ),
    "AWS::SSM::Document": Kind(
        "ssm",
        Call("create_document", {"Name": "p.Name || name"}),
        id="p.Name || name",
        delete=Call("delete_document", {"Name": "id"}),
    ),
    # organisation
    "AWS::Organizations::Policy": Kind(
        "organizations",
        Call("create_policy"),
        id="r.Policy.PolicySummary.Id",
        update=Call("update_policy", {"PolicyId": "id"}),
        delete=Call("delete_policy", {"PolicyId": "id"}),
        facets={
            "TargetIds": [
                Call(
                    "attach_policy",
                    {"PolicyId": "id", "TargetId": "item"},
                    each="p.TargetIds",
                    undo=Call("detach_policy", {"PolicyId": "id", "TargetId": "item"}),
                )
            ]
        },
        attributes={"Arn": "r.Policy.PolicySummary.Arn", "Id": "id"},
    ),
}
