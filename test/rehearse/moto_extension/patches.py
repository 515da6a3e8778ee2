"""What moto's CloudFormation does not do: types of the table, order, updates in place, kept resources, protection."""

import json
import threading
import traceback

from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import CloudFormationBackend, Stack
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult
from moto.ec2.models import ec2_backends
from moto.eks.models import EKSBackend
from moto.iam.access_control import PermissionResult
from moto.organizations.models import FakePolicy
from moto.s3.models import FakeBucket, S3Backend

from .engine import Resource, Skipped, note
from .table import TABLE

LOCK = threading.RLock()
native_create = parsing.parse_and_create_resource
native_update = parsing.parse_and_update_resource
native_call_action = CloudFormationResponse.call_action
native_get_param = CloudFormationResponse._get_param
native_policy_init = FakePolicy.__init__
native_create_cluster = EKSBackend.create_cluster
native_get_bucket = S3Backend.get_bucket
native_execute = CloudFormationBackend.execute_change_set
native_delete_stack = CloudFormationBackend.delete_stack


def create(logical_id, resource_json, resources_map, account_id, region_name):
    condition = resource_json.get("Condition")
    if condition and not resources_map.lazy_condition_map[condition]:
        return None
    before = resource_json.get("DependsOn", [])
    for dependency in [before] if isinstance(before, str) else before:
        resources_map[dependency]
    resource_type = resource_json["Type"]
    stack = resources_map["AWS::StackName"]
    label = f"{stack}/{logical_id}"
    if resource_type not in TABLE and resource_type in parsing.get_model_map():
        note("deployed", resource_type, label)
        return native_create(logical_id, resource_json, resources_map, account_id, region_name)
    properties = parsing.clean_json(resource_json.get("Properties", {}), resources_map)
    where = (account_id, region_name, logical_id)
    if resource_type not in TABLE:
        return Skipped(resource_type, label, *where)
    name = parsing.generate_resource_name(resource_type, stack, logical_id)
    return Resource(resource_type, TABLE[resource_type], name, label, properties, *where)


def update(logical_id, resource_json, resources_map, account_id, region_name):
    original = resources_map[logical_id]
    if not isinstance(original, (Resource, Skipped)):
        return native_update(logical_id, resource_json, resources_map, account_id, region_name) or original
    after = original.update(parsing.clean_json(resource_json.get("Properties", {}), resources_map))
    if after is not original and not resource_json.get("UpdateReplacePolicy", "Delete").startswith("Retain"):
        original.delete()
    return after


def delete(resources_map):
    """Last made, first deleted; `RetainExceptOnCreate` retains, and moto knows the older word only."""
    for name, resource in reversed([*resources_map._parsed_resources.items()]):
        resource_json = resources_map._resource_json_map.get(name)
        if resource_json and resource and not resource_json.get("DeletionPolicy", "").startswith("Retain"):
            resources_map._delete_resource(resource, resource_json)


def execute_change_set(self, change_set_name, stack_name=None):
    """What goes wrong is the stack's outcome, with the words of the service, and not a fault of the server."""
    stack = self.get_stack(self.describe_change_set(change_set_name).stack_id)
    try:
        native_execute(self, change_set_name, stack_name)
    except Exception as error:
        traceback.print_exc()
        status = "ROLLBACK_COMPLETE" if stack.status == "REVIEW_IN_PROGRESS" else "UPDATE_ROLLBACK_COMPLETE"
        stack._add_stack_event(status, resource_status_reason=f"{type(error).__name__}: {error}")
        stack.status = status


def call_action(self):
    """One request at a time: to look at a stack that is being made makes moto make its resources, twice."""
    with LOCK:
        return native_call_action(self)


class ChangeSetNotFound(ServiceException):
    """What the CLI waits for after it has taken a change set away."""

    __module__ = ValidationError.__module__  # moto tells the service by it
    code = "ChangeSetNotFound"

    def __init__(self, name):
        super().__init__(f"ChangeSet [{name}] does not exist")


def get_param(self, name, default=None):
    """Change sets of two stacks may have one name, as the CLI's have; moto takes the last."""
    value = native_get_param(self, name, default)
    if name != "ChangeSetName" or self._get_action() == "CreateChangeSet":
        return value
    stack = native_get_param(self, "StackName")
    for key, each in self.cloudformation_backend.change_sets.items():
        if value in (key, each.change_set_name) and stack in (None, each.stack_name, each.stack_id):
            return key
    if self._get_action() == "DeleteChangeSet":
        return value
    raise ChangeSetNotFound(value)


def delete_change_set(self, change_set_name):
    """What is not there is deleted already."""
    self.change_sets.pop(change_set_name, None)


def update_termination_protection(self):
    stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
    stack.enable_termination_protection = self._get_param("EnableTerminationProtection") in (True, "true")
    return ActionResult({"StackId": stack.stack_id})


def delete_stack(self, name_or_stack_id):
    for stack in self.stacks.values():
        if name_or_stack_id in (stack.name, stack.stack_id) and stack.enable_termination_protection:
            raise ValidationError(
                message=f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled"
            )
    native_delete_stack(self, name_or_stack_id)


def get_permission(_bucket, _action, _resource):
    """Bucket policies are read back, not judged: moto denies whatever stands under a condition it does not know."""
    return PermissionResult.NEUTRAL


def log_delivery_allowed(target_bucket, **_):
    """moto reads only statements whose principal is a map; S3's log delivery must be allowed by one of any kind."""
    statements = json.loads(target_bucket.policy)["Statement"] if target_bucket.policy else []
    return any(
        statement["Effect"] == "Allow" and statement["Principal"] == {"Service": "logging.s3.amazonaws.com"}
        for statement in statements
    )


def get_bucket(self, bucket_name):
    """A folder that flow logs go to is in its bucket."""
    return native_get_bucket(self, bucket_name.split("/")[0])


def create_cluster(self, name, resources_vpc_config, **given):
    """EKS makes a security group for nodes and control plane of a cluster; moto does not."""
    ec2 = ec2_backends[self.account_id][self.region_name]
    network = ec2.get_subnet(resources_vpc_config["subnetIds"][0]).vpc_id
    group = ec2.create_security_group(f"eks-cluster-sg-{name}", "EKS created security group", vpc_id=network)
    config = {**resources_vpc_config, "clusterSecurityGroupId": group.id, "vpcId": network}
    return native_create_cluster(self, name=name, resources_vpc_config=config, **given)


def policy_init(self, organization, **given):
    """moto keeps policies of any type alike, and knows the names of the older types only."""
    known = given["Type"] in FakePolicy.SUPPORTED_POLICY_TYPES
    native_policy_init(self, organization, **{**given, "Type": given["Type"] if known else "TAG_POLICY"})
    self.type = given["Type"]


def apply() -> None:
    FakePolicy.__init__ = policy_init
    EKSBackend.create_cluster = create_cluster
    S3Backend.get_bucket = get_bucket
    FakeBucket._log_permissions_enabled_policy = staticmethod(log_delivery_allowed)
    FakeBucket.get_permission = get_permission
    parsing.parse_and_create_resource = create
    parsing.parse_and_update_resource = update
    parsing.ResourceMap.delete = delete
    Stack.verify_readiness = lambda _stack: None  # it would call what failed complete
    CloudFormationBackend.execute_change_set = execute_change_set
    CloudFormationBackend.delete_stack = delete_stack
    CloudFormationBackend.delete_change_set = delete_change_set
    CloudFormationResponse._get_param = get_param
    CloudFormationResponse.call_action = call_action
    CloudFormationResponse.update_termination_protection = update_termination_protection
