"""What moto's CloudFormation does not do: types of the table, order, updates in place, kept resources, protection."""

import json
import traceback

from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import CloudFormationBackend
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult
from moto.iam.access_control import PermissionResult
from moto.s3.models import FakeBucket, S3Backend

from .engine import Resource, Skipped, note
from .table import TABLE

native_create = parsing.parse_and_create_resource
native_update = parsing.parse_and_update_resource
native_delete = parsing.ResourceMap.delete
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
    if resource_type not in TABLE and resource_type in parsing.get_model_map():
        note("deployed", resource_type, f"{account_id} {region_name} {logical_id}")
        return native_create(logical_id, resource_json, resources_map, account_id, region_name)
    properties = parsing.clean_json(resource_json.get("Properties", {}), resources_map)
    if resource_type not in TABLE:
        return Skipped(resource_type, properties, account_id, region_name, logical_id)
    name = parsing.generate_resource_name(resource_type, resources_map["AWS::StackName"], logical_id)
    return Resource(resource_type, TABLE[resource_type], name, properties, account_id, region_name, logical_id)


def update(logical_id, resource_json, resources_map, account_id, region_name):
    original = resources_map[logical_id]
    if not isinstance(original, (Resource, Skipped)):
        return native_update(logical_id, resource_json, resources_map, account_id, region_name) or original
    after = original.update(parsing.clean_json(resource_json.get("Properties", {}), resources_map))
    if after is not original and not resource_json.get("UpdateReplacePolicy", "Delete").startswith("Retain"):
        original.delete()
    return after


def delete(resources_map):
    """`RetainExceptOnCreate` retains; moto knows the older word only."""
    kept = {
        name: {**resource, "DeletionPolicy": "Retain"} if resource.get("DeletionPolicy", "").startswith("Retain") else resource
        for name, resource in resources_map._resource_json_map.items()
    }
    resources_map._resource_json_map = kept
    native_delete(resources_map)


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


def update_termination_protection(self):
    stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
    stack.enable_termination_protection = self._get_param("EnableTerminationProtection") in (True, "true")
    return ActionResult({"StackId": stack.stack_id})


def delete_stack(self, name_or_stack_id):
    for stack in self.stacks.values():
        if name_or_stack_id in (stack.name, stack.stack_id) and stack.enable_termination_protection:
            raise ValidationError(message=f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
    native_delete_stack(self, name_or_stack_id)


def get_permission(_bucket, _action, _resource):
    """Bucket policies are kept and read back, not judged: moto denies whatever stands under a condition it does not know."""
    return PermissionResult.NEUTRAL


def log_delivery_allowed(target_bucket, **_):
    """moto reads only statements whose principal is a map; S3's log delivery must be allowed by one of any kind."""
    statements = json.loads(target_bucket.policy)["Statement"] if target_bucket.policy else []
    return any(
        statement["Effect"] == "Allow" and statement["Principal"] == {"Service": "logging.s3.amazonaws.com"} for statement in statements
    )


def get_bucket(self, bucket_name):
    """A folder that flow logs go to is in its bucket."""
    return native_get_bucket(self, bucket_name.split("/")[0])


def apply() -> None:
    S3Backend.get_bucket = get_bucket
    FakeBucket._log_permissions_enabled_policy = staticmethod(log_delivery_allowed)
    FakeBucket.get_permission = get_permission
    parsing.parse_and_create_resource = create
    parsing.parse_and_update_resource = update
    parsing.ResourceMap.delete = delete
    CloudFormationBackend.execute_change_set = execute_change_set
    CloudFormationBackend.delete_stack = delete_stack
    CloudFormationResponse.update_termination_protection = update_termination_protection
