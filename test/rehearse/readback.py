"""What the API says was made: not the template, but what a reviewer with an account would see."""

import json
import sys
from functools import partial

USE = ("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncrypt", "kms:CreateGrant")


class Facts:
    """Counts what holds; the first that does not ends the rehearsal."""

    count = 0

    def holds(self, fact: bool, text: str) -> None:
        if not fact:
            sys.exit(f"read back, and not so: {text}")
        self.count += 1


def statements(policy: str | dict) -> list[dict]:
    found = (json.loads(policy) if isinstance(policy, str) else policy)["Statement"]
    return found if isinstance(found, list) else [found]


def actions(statement: dict) -> list[str]:
    found = statement.get("Action", [])
    return [found] if isinstance(found, str) else found


def open_to_all(statement: dict) -> bool:
    return (
        statement["Effect"] == "Allow"
        and statement.get("Principal") in ("*", {"AWS": "*"})
        and not statement.get("Condition")
    )


def read(stacks: dict, made: dict, api) -> int:
    """Reads everything the stacks made back through the API; returns how many facts held."""
    facts = Facts()
    regions = {region for _, region, _ in stacks.values()}
    for stack, (account, region, template) in stacks.items():
        of = partial(api, region=region, account=account)
        for logical, (kind, physical) in made[stack].items():
            reader = READERS.get(kind)
            if reader:
                reader(
                    facts,
                    of,
                    physical,
                    f"{stack}/{logical}",
                    template["Resources"][logical].get("Properties", {}),
                    regions,
                )
    return facts.count


def vpc(facts: Facts, of, physical: str, name: str, _template: dict, _regions: set) -> None:
    ec2 = of("ec2")
    mine = [{"Name": "vpc-id", "Values": [physical]}]
    attached = [{"Name": "attachment.vpc-id", "Values": [physical]}]
    facts.holds(
        not ec2.describe_internet_gateways(Filters=attached)["InternetGateways"], f"{name} has no internet gateway"
    )
    facts.holds(
        not ec2.describe_egress_only_internet_gateways()["EgressOnlyInternetGateways"],
        f"{name} has no egress-only gateway",
    )
    facts.holds(not ec2.describe_nat_gateways(Filter=mine)["NatGateways"], f"{name} has no NAT gateway")
    facts.holds(not ec2.describe_vpn_gateways(Filters=attached)["VpnGateways"], f"{name} has no VPN gateway")
    peerings = ec2.describe_vpc_peering_connections(
        Filters=[{"Name": "requester-vpc-info.vpc-id", "Values": [physical]}]
    )
    facts.holds(not peerings["VpcPeeringConnections"], f"{name} is peered with nothing")
    tables = ec2.describe_route_tables(Filters=mine)["RouteTables"]
    for route in (route for table in tables for route in table["Routes"]):
        # Either the network itself, or the service prefixes of a gateway endpoint.
        facts.holds(route.get("GatewayId", "").startswith(("local", "vpce-")), f"{name} has no route out: {route}")
    for subnet in ec2.describe_subnets(Filters=mine)["Subnets"]:
        facts.holds(not subnet["MapPublicIpOnLaunch"], f"{name} gives no public address in {subnet['SubnetId']}")
    logs = ec2.describe_flow_logs(Filters=[{"Name": "resource-id", "Values": [physical]}])["FlowLogs"]
    facts.holds(any(log["TrafficType"] == "ALL" for log in logs), f"{name} logs all flows")
    named = {
        endpoint["ServiceName"].split(".", 3)[3]: endpoint
        for endpoint in ec2.describe_vpc_endpoints(Filters=mine)["VpcEndpoints"]
    }
    node_tables = {
        association["RouteTableId"]
        for table in tables
        for association in table["Associations"]
        if association.get("SubnetId")
    }
    facts.holds(node_tables <= {*named["s3"]["RouteTableIds"]}, f"{name} reaches S3 by its endpoint from every subnet")


def endpoint(facts: Facts, of, physical: str, name: str, template: dict, _regions: set) -> None:
    [found] = of("ec2").describe_vpc_endpoints(VpcEndpointIds=[physical])["VpcEndpoints"]
    policy = statements(found["PolicyDocument"])
    facts.holds(
        [each["Sid"] for each in policy] == [each["Sid"] for each in template["PolicyDocument"]["Statement"]],
        f"{name} keeps its policy",
    )
    for each in policy:
        pinned = each.get("Condition") or "*" not in each["Resource"]
        facts.holds(
            each["Effect"] == "Deny" or bool(pinned),
            f"{name} lets through named principals or named resources only: {each['Sid']}",
        )
    if found["VpcEndpointType"] == "Interface":
        facts.holds(found["PrivateDnsEnabled"], f"{name} answers by the service's own name")


def key(facts: Facts, of, physical: str, name: str, template: dict, _regions: set) -> None:
    kms = of("kms")
    facts.holds(not kms.describe_key(KeyId=physical)["KeyMetadata"].get("MultiRegion"), f"{name} stays in its region")
    facts.holds(kms.get_key_rotation_status(KeyId=physical)["KeyRotationEnabled"], f"{name} rotates")
    policy = statements(kms.get_key_policy(KeyId=physical, PolicyName="default")["Policy"])
    facts.holds(len(policy) == len(template["KeyPolicy"]["Statement"]), f"{name} keeps its policy")
    for each in (each for each in policy if each["Effect"] == "Allow"):
        facts.holds(not open_to_all(each), f"{name} is open to nobody unnamed: {each['Sid']}")
        facts.holds("kms:*" not in actions(each), f"{name} gives no one everything: {each['Sid']}")
        if "kms:PutKeyPolicy" in actions(each):
            facts.holds(
                not [action for action in actions(each) if action.startswith(USE)],
                f"{name}: who administers does not use",
            )


def bucket(facts: Facts, of, physical: str, name: str, template: dict, regions: set) -> None:
    s3 = of("s3")
    facts.holds(s3.get_bucket_location(Bucket=physical)["LocationConstraint"] in regions, f"{name} is in the country")
    [rule] = s3.get_bucket_encryption(Bucket=physical)["ServerSideEncryptionConfiguration"]["Rules"]
    default = rule["ApplyServerSideEncryptionByDefault"]
    stated = template["BucketEncryption"]["ServerSideEncryptionConfiguration"][0]["ServerSideEncryptionByDefault"]
    facts.holds(default["SSEAlgorithm"] == stated["SSEAlgorithm"], f"{name} is encrypted as planned")
    if default["SSEAlgorithm"] == "aws:kms":
        arn = of("kms").describe_key(KeyId=default["KMSMasterKeyID"])["KeyMetadata"]
        facts.holds(
            arn["KeyManager"] == "CUSTOMER" and rule["BucketKeyEnabled"],
            f"{name} is encrypted with a key of the country",
        )
    blocked = s3.get_public_access_block(Bucket=physical)["PublicAccessBlockConfiguration"]
    facts.holds(all(blocked.values()) and len(blocked) == 4, f"{name} can be made public in no way")
    facts.holds(s3.get_bucket_versioning(Bucket=physical)["Status"] == "Enabled", f"{name} keeps versions")
    policy = statements(s3.get_bucket_policy(Bucket=physical)["Policy"])
    facts.holds(not any(map(open_to_all, policy)), f"{name} is open to nobody unnamed")
    insecure = [
        each
        for each in policy
        if each["Effect"] == "Deny" and each.get("Condition", {}).get("Bool", {}).get("aws:SecureTransport") == "false"
    ]
    facts.holds(any(each["Principal"] == "*" for each in insecure), f"{name} refuses requests in the clear")
    if "ObjectLockConfiguration" in template:
        lock = s3.get_object_lock_configuration(Bucket=physical)["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
        wanted = template["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
        facts.holds((lock["Mode"], lock["Days"]) == ("COMPLIANCE", wanted["Days"]), f"{name} is locked")
    if "ReplicationConfiguration" in template:
        for copy in s3.get_bucket_replication(Bucket=physical)["ReplicationConfiguration"]["Rules"]:
            target = copy["Destination"]["Bucket"].split(":")[-1]
            facts.holds(
                s3.get_bucket_location(Bucket=target)["LocationConstraint"] in regions,
                f"{name} is copied within the country",
            )


def role(facts: Facts, of, physical: str, name: str, _template: dict, _regions: set) -> None:
    iam = of("iam")
    for each in statements(iam.get_role(RoleName=physical)["Role"]["AssumeRolePolicyDocument"]):
        facts.holds(not open_to_all(each), f"{name} is assumed by nobody unnamed")
    attached = [each["PolicyArn"] for each in iam.list_attached_role_policies(RoleName=physical)["AttachedPolicies"]]
    facts.holds(
        not [arn for arn in attached if arn.endswith(("AdministratorAccess", "PowerUserAccess", "FullAccess"))],
        f"{name} is no administrator",
    )
    for policy in iam.list_role_policies(RoleName=physical)["PolicyNames"]:
        for each in statements(iam.get_role_policy(RoleName=physical, PolicyName=policy)["PolicyDocument"]):
            everything = "*" in actions(each) or ("*" in each["Resource"] and not each.get("Condition"))
            facts.holds(
                each["Effect"] == "Deny" or not everything,
                f"{name}/{policy} allows named actions on named resources: {each}",
            )


def cluster(facts: Facts, of, physical: str, name: str, template: dict, _regions: set) -> None:
    found = of("eks").describe_cluster(name=physical)["cluster"]
    access = found["resourcesVpcConfig"]
    facts.holds(
        not access["endpointPublicAccess"] and access["endpointPrivateAccess"], f"{name} serves its API inside only"
    )
    facts.holds(found["encryptionConfig"][0]["resources"] == ["secrets"], f"{name} encrypts its secrets")
    logged = {kind for setup in found["logging"]["clusterLogging"] if setup["enabled"] for kind in setup["types"]}
    facts.holds(
        logged == {each["Type"] for each in template["Logging"]["ClusterLogging"]["EnabledTypes"]},
        f"{name} logs its control plane",
    )


def nodegroup(facts: Facts, of, physical: str, name: str, template: dict, _regions: set) -> None:
    owner, _, group = physical.partition("/")
    found = of("eks").describe_nodegroup(clusterName=owner, nodegroupName=group)["nodegroup"]
    scaling = {key.lower(): value for key, value in template["ScalingConfig"].items()}
    facts.holds(
        {key.lower(): value for key, value in found["scalingConfig"].items()} == scaling,
        f"{name} grows as far as planned",
    )


def launch_template(facts: Facts, of, physical: str, name: str, _template: dict, _regions: set) -> None:
    versions = of("ec2").describe_launch_template_versions(LaunchTemplateId=physical, Versions=["$Latest"])
    data = versions["LaunchTemplateVersions"][0]["LaunchTemplateData"]
    facts.holds(data["MetadataOptions"]["HttpTokens"] == "required", f"{name} asks tokens of who reads metadata")
    for volume in data["BlockDeviceMappings"]:
        facts.holds(
            volume["Ebs"]["Encrypted"] and "KmsKeyId" in volume["Ebs"],
            f"{name} encrypts its volumes with a key of the cell",
        )
    for nic in data.get("NetworkInterfaces", []):
        facts.holds(not nic.get("AssociatePublicIpAddress"), f"{name} gives no public address")


def log_group(facts: Facts, of, physical: str, name: str, template: dict, _regions: set) -> None:
    [found] = [
        group
        for group in of("logs").describe_log_groups(logGroupNamePrefix=physical)["logGroups"]
        if group["logGroupName"] == physical
    ]
    facts.holds(found.get("retentionInDays") == template.get("RetentionInDays"), f"{name} is kept as long as planned")
    facts.holds("kmsKeyId" in found, f"{name} is encrypted with a key of the country")


def organization_policy(facts: Facts, of, physical: str, name: str, template: dict, _regions: set) -> None:
    organizations = of("organizations")
    policy = organizations.describe_policy(PolicyId=physical)["Policy"]
    content = template["Content"]
    facts.holds(
        len(json.loads(policy["Content"])) == len(json.loads(content) if isinstance(content, str) else content),
        f"{name} keeps its content",
    )
    targets = {target["TargetId"] for target in organizations.list_targets_for_policy(PolicyId=physical)["Targets"]}
    facts.holds(targets == {*template["TargetIds"]}, f"{name} is attached where it holds")


READERS = {
    "AWS::EC2::LaunchTemplate": launch_template,
    "AWS::EC2::VPC": vpc,
    "AWS::EC2::VPCEndpoint": endpoint,
    "AWS::EKS::Cluster": cluster,
    "AWS::EKS::Nodegroup": nodegroup,
    "AWS::IAM::Role": role,
    "AWS::KMS::Key": key,
    "AWS::Logs::LogGroup": log_group,
    "AWS::Organizations::Policy": organization_policy,
    "AWS::S3::Bucket": bucket,
}

"""How to see whether a resource is still there, for the types that outlive a stack or must go with it."""
ALIVE = {
    "AWS::KMS::Key": lambda of, id: of("kms").describe_key(KeyId=id)["KeyMetadata"]["KeyState"] == "Enabled",
    "AWS::S3::Bucket": lambda of, id: id in [each["Name"] for each in of("s3").list_buckets()["Buckets"]],
    "AWS::Logs::LogGroup": lambda of, id: bool(of("logs").describe_log_groups(logGroupNamePrefix=id)["logGroups"]),
    "AWS::EC2::VPC": lambda of, id: id in [each["VpcId"] for each in of("ec2").describe_vpcs()["Vpcs"]],
    "AWS::EKS::Cluster": lambda of, id: id in of("eks").list_clusters()["clusters"],
    "AWS::IAM::Role": lambda of, id: id in [each["RoleName"] for each in of("iam").list_roles(MaxItems=1000)["Roles"]],
}


def outlived(stacks: dict, made: dict, api) -> int:
    """After the stacks are gone: what a template retains is there, and the rest is not. Returns how many were kept."""
    facts, kept = Facts(), 0
    for stack, (account, region, template) in stacks.items():
        for logical, (kind, physical) in made[stack].items():
            if kind not in ALIVE:
                continue
            retained = template["Resources"][logical].get("DeletionPolicy", "Delete").startswith("Retain")
            alive = ALIVE[kind](partial(api, region=region, account=account), physical)
            facts.holds(
                alive == retained, f"{stack}/{logical} ({kind}) {'outlives' if retained else 'goes with'} its stack"
            )
            kept += retained
    return kept
